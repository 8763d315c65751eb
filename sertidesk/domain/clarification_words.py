"""What the civil registry's words mean: free texts, the national service's codes, corrections.

Negatives are looked for before positives: "tidak ditemukan" contains "ditemukan".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from sertidesk.domain import dates, names
from sertidesk.domain.clarification import Reply, Status

ENOUGH = 90  # per cent of likeness that users of the national service accept

_CODES = {
    "11": Status.DECEASED,
    "12": Status.DUPLICATE,
    "13": Status.NOT_FOUND,
    "14": Status.INACTIVE,
    "15": Status.NOT_FOUND,  # not in the registry's format: nobody has this NIK
}
_CODE = re.compile(r"(?:(?:kode|code|rc|respons?e?|respon)\s+)*(1[1-5])(?:\s+0+)?(?:\s+(.*))?")
_NOTHING = frozenset({"", "nihil keterangan", "kosong", "n a", "belum dijawab", "belum diisi"})
_NULL = frozenset({"null", "none", "nil"})

_NOT = r"(?:tidak|tdk|tdak|tak|gak|nggak|ndak|bukan|belum|blm|blum|kurang|not)"
_FINE = re.compile(
    rf"\b{_NOT} (?:ada |terdapat |ditemukan |di temukan |perlu )*(?:yang |yg )?"
    r"(?:perbedaan|beda|berbeda|masalah|bermasalah|kesalahan|salah|kendala|perubahan|perbaikan"
    r"|di ?perbaiki|koreksi|selisih)\b"
)
_EMPTY_TALK = re.compile(rf"\b{_NOT} ada (?:keterangan|catatan)\b")
_NEGATED = re.compile(
    rf"\b{_NOT}(?: (?:data|nik|status|ada|terindikasi|terdeteksi|sedang|dalam|pernah|di|ter))?$"
)
_SIGNS: tuple[tuple[Status, re.Pattern[str], bool], ...] = tuple(
    (status, re.compile(rf"\b(?:{pattern})\b"), negatable)
    for status, pattern, negatable in (
        (
            Status.DECEASED,
            r"meninggal(?:dunia)?|wafat|almarhum(?:ah)?|(?:akt[ae] )?kematian|sudah mati|deceased",
            True,
        ),
        (Status.DUPLICATE, r"ganda|duplikat|duplikasi|duplicated?|double|dobel", True),
        (
            Status.NOT_RECORDED,
            rf"{_NOT} ?(?:\w+ ){{0,2}}(?:rekam|perekaman|merekam|direkam|terekam)"
            rf"|{_NOT} (?:\w+ )?(?:e ?ktp|ktp ?el)",
            False,
        ),
        (
            Status.INACTIVE,
            rf"non ?aktif|di ?non ?aktifkan|{_NOT} ?aktif|inaktif|inactive"
            r"|(?:di|ter)? ?blokir|di ?bekukan|blocked",
            True,
        ),
        (
            Status.DIFFERENT,
            rf"(?:nama|tgl|tanggal|tempat|lahir|alamat|kelamin|jk)(?: \w+)? {_NOT} valid",
            False,
        ),
        (
            Status.NOT_FOUND,
            rf"{_NOT} ?(?:\w+ ){{0,2}}(?:di ?temukan|di ?ketemukan|ketemu|terdaftar|tercatat"
            r"|terdata|di ?kenal(?:i)?|muncul|tersedia|terbaca|found)"
            rf"|{_NOT} ?ada|{_NOT} ?valid|invalid"
            rf"|{_NOT} (?:\w+ )?format|format (?:\w+ )?salah|salah format"
            r"|bukan (?:penduduk|warga)",
            False,
        ),
        (Status.MOVED, r"pindah(?:an)?|mutasi|moved", True),
        (
            Status.DIFFERENT,
            rf"{_NOT} ?(?:\w+ )?(?:sesuai|padan|cocok|sama|match|benar|tepat|lengkap|identik"
            r"|sinkron)"
            r"|beda|berbeda|perbedaan|perbaikan|perbaiki|di ?perbaiki|salah|kesalahan|keliru"
            r"|koreksi|di ?koreksi|selisih|mismatch|unmatch(?:ed)?|typo|seharusnya|revisi"
            r"|bermasalah",
            False,
        ),
        (
            Status.MATCHED,
            r"sesuai|padan|cocok|valid|ok|oke|okay|benar|sama|match(?:ed)?|lengkap|identik|sinkron"
            r"|clear|tervalidasi|terverifikasi|verified|lolos|ya|yes",
            False,
        ),
    )
)
_EXISTS = re.compile(r"\b(?:di ?temukan|ketemu|ada|terdaftar|tercatat|terdata|aktif|found)\b")
_LIKENESS = re.compile(r"\b(?:sesuai|padan|cocok|sama|match)\s+(\d{1,3})(?:\s+\d+)?\s*%?(?!\d)")
_PER_CENT = re.compile(r"(\d{1,3})(?:\s+\d+)?\s*%")
_VERDICT = re.compile(
    rf"(?:data )?({_NOT} ?)?(?:sesuai|padan|cocok|sama|match)(?:\s+(\d{{1,3}})(?:\s+\d+)?\s*%?)?"
)


def fold(text: str) -> str:
    """Return the words for comparing and remembering: lower case, one blank, no marks but %."""
    plain = unicodedata.normalize("NFKC", text).translate(_TICKS)
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain).casefold()
    words = re.sub(r"[^0-9a-z%]+", " ", plain).split()
    if len(words) > 3 and all(len(word) == 1 for word in words):
        return "".join(words)  # letters spaced out for show
    return " ".join(words)


_TICKS = str.maketrans({"✓": " ok ", "✔": " ok ", "√": " ok ", "☑": " ok ", "✅": " ok "})


def read(result: str, remark: str, learnt: Mapping[str, Status]) -> Reply:
    """Read the result with the remark beside it; ``learnt`` has what the office explained.

    The remark speaks where the result is empty or unknown, and where it is the graver of the two
    ("sesuai", remark "meninggal 2021"); a remark that nobody understands is only shown.
    """
    one = _read_one(result, learnt, codes=True)
    other = _read_one(remark, learnt, codes=False)
    if one is None:
        return other if other and not other.unknown else _asked(remark)
    if other is None or other.unknown or other.status is None:
        return one
    if one.unknown:
        return other
    if one.status is Status.MATCHED:
        if other.status is Status.MATCHED:
            return Reply(Status.MATCHED, one.exists_only and other.exists_only)
        return other
    if one.status is Status.DIFFERENT and other.status is not Status.MATCHED:
        return other
    return one


def _asked(remark: str) -> Reply:
    word = fold(remark)
    return Reply(None) if word in _NOTHING else Reply(Status.UNCLEAR, unknown=word)


def _read_one(text: str, learnt: Mapping[str, Status], *, codes: bool) -> Reply | None:
    """Read one text; None where it says nothing."""
    words = fold(text)
    if words in learnt:
        return Reply(learnt[words])
    if words in _NOTHING or (not codes and words in _NULL):
        return None
    if words in _NULL:
        return Reply(Status.NOT_FOUND)
    code = _CODE.fullmatch(words) if codes else None
    if code:
        told = _signs(code[2]) if code[2] else None
        return told if told and told.status is not Status.MATCHED else Reply(_CODES[code[1]])
    return _signs(words) or Reply(Status.UNCLEAR, unknown=words)


def _signs(words: str) -> Reply | None:
    words = _FINE.sub("padan", _EMPTY_TALK.sub(" ", words)).strip()
    if not words:
        return Reply(None)
    for status, pattern, negatable in _SIGNS:
        for found in pattern.finditer(words):
            if negatable and _NEGATED.search(words[: found.start()].rstrip()):
                continue
            if status is Status.MATCHED:
                return _likeness(words) or Reply(Status.MATCHED)
            return Reply(status)
    if _EXISTS.search(words):
        return Reply(Status.MATCHED, exists_only=True)
    alone = _PER_CENT.fullmatch(words)
    if alone:
        return Reply(_enough(alone[1]))
    return None


def _likeness(words: str) -> Reply | None:
    shares = [int(share) for share in _LIKENESS.findall(words)]
    return Reply(_enough(str(min(shares)))) if shares else None


def _enough(share: str) -> Status:
    return Status.MATCHED if int(share) >= ENOUGH else Status.DIFFERENT


def verdict(text: str) -> bool | None:
    """Read the cell of one field that holds a verdict instead of a value; None for a value.

    "Sesuai (100)" is True, "Tidak Sesuai" and "Sesuai (60)" are False.
    """
    found = _VERDICT.fullmatch(fold(text))
    if not found:
        return None
    if found[1]:
        return False
    return found[2] is None or int(found[2]) >= ENOUGH


def is_known(text: str) -> bool:
    """Tell whether a cell reads as one of the registry's results (to find an unnamed column)."""
    words = fold(text)
    if not words or len(words) > 60:
        return False
    return _signs(words) is not None


_MARK = (
    r"(?:seharusnya|yang\s+benar|yg\s+benar|yang\s+betul|sebenarnya|sebetulnya|menjadi|adalah"
    r"|tertulis|(?:di|pada|menurut|sesuai)\s+(?:ktp(?:-el)?|kk|siak|database|disdukcapil|dukcapil)"
    r"|[:=])"
)
_NAME_TOLD = re.compile(
    rf"(?:\bnama\b(?:\s+\w+){{0,3}}?\s*{_MARK}|\bseharusnya\b)(?:\s*{_MARK})*\s*[:=]?\s*[\"“]?"
    r"(?P<name>[^\W\d_][^\d,;:()\"”\n]{1,59})",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"\b(?:tgl|tanggal|tempat|nik|lahir|alamat|dan|tetapi|bukan|sedangkan)\b.*|\.\s.*",
    re.IGNORECASE | re.DOTALL,
)
_NIK_TOLD = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)")
_DATE_TOLD = re.compile(
    r"\b(?:tgl|tanggal|lahir|ttl)\b.{0,60}?"
    r"(?P<date>\d{1,2}\s?[-/. ]\s?(?:\d{1,2}|[a-z]{3,9})\s?[-/. ]\s?\d{4})",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_ALIKE = 0.5


def corrections(remark: str, *, name: str, today: date) -> dict[str, str]:
    """Return the values that a remark says are right: "nama seharusnya BUDI", "NIK: 6201…".

    ``name`` is ours: a name that is nothing like it is some other text and not taken.
    """
    told: dict[str, str] = {}
    found = _NAME_TOLD.search(remark)
    if found:
        candidate = _NAME_END.sub("", found["name"]).strip(" .-'’")
        if candidate and names.similarity(name, candidate) >= _LEAST_ALIKE:
            told["name"] = candidate
    numbers = _NIK_TOLD.findall(remark)
    if numbers and re.search(r"\bNIK\b", remark, re.IGNORECASE):
        told["nik"] = re.sub(r"\D", "", numbers[-1])
    born = list(_DATE_TOLD.finditer(remark))
    if born:
        value = dates.read(born[-1]["date"], today=today).value
        if value:
            told["birth_date"] = value.isoformat()
    return told
