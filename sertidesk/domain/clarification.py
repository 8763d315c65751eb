"""Clarification with the civil registry: the statuses, a row of an answer, what differs from ours.

What the registry's words mean is `clarification_words`, whose row it is `clarification_match`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sertidesk.domain import names
from sertidesk.domain.fields import BY_KEY

OPEN = "open"  # never sent
SENT = "sent"  # waiting for an answer


class Status(StrEnum):
    """What the registry says of one person; the order is the order of gravity."""

    DECEASED = "deceased"
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    INACTIVE = "inactive"
    MOVED = "moved"
    NOT_RECORDED = "not_recorded"
    DIFFERENT = "different"
    UNCLEAR = "unclear"
    MATCHED = "matched"


LABELS: dict[str, str] = {
    OPEN: "Belum dikirim",
    SENT: "Menunggu",
    Status.MATCHED: "Sesuai",
    Status.DIFFERENT: "Beda",
    Status.NOT_FOUND: "Tidak ditemukan",
    Status.DECEASED: "Meninggal",
    Status.MOVED: "Pindah",
    Status.DUPLICATE: "Ganda",
    Status.INACTIVE: "Nonaktif",
    Status.NOT_RECORDED: "Belum rekam",
    Status.UNCLEAR: "Belum jelas",
}
"""The word for each state of a participant, the same everywhere."""


def counted(counts: Mapping[str, int]) -> str:
    """Return how many of each state there are, in words: "65 sesuai, 6 beda"."""
    return ", ".join(f"{count} {LABELS[state].lower()}" for state, count in counts.items() if count)


DISCLOSABLE = ("nik", "name", "birth_place", "birth_date", "sex", "address")
"""What a recap may disclose; the NIK always goes along, for without it no answer finds its row."""

COMPARED = (*DISCLOSABLE, "rt", "rw", "village", "district", "regency", "province")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of an answer as it was read.

    ``nik`` is None where the cell was empty or damaged, ``nik_text`` what stood there; ``theirs``
    holds the registry's values by field (dates ISO), None where it only says "tidak sesuai", and
    ``confirmed`` the fields it says "sesuai" of.
    """

    sheet: str
    row: int
    number: int | None = None
    nik: str | None = None
    nik_text: str = ""
    name: str = ""
    theirs: Mapping[str, str | None] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    result: str = ""
    remark: str = ""

    @property
    def birth_date(self) -> str | None:
        """Return the birth date the row shows, ISO."""
        return self.theirs.get("birth_date")

    @property
    def key(self) -> str:
        """Return what names this row again when the same answer is read again."""
        return f"{self.sheet}|{self.nik_text}|{names.fold(self.name)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where the registry's value is another; ``theirs`` None: it only says so."""

    field: str
    ours: str | None
    theirs: str | None

    @property
    def contradicts(self) -> bool:
        """Tell whether we have another value; a value we lack is an offer (a NIK never is)."""
        return bool(self.ours) or self.field == "nik"

    @property
    def is_spelling(self) -> bool:
        """Tell whether two names are the same but for some letters."""
        return (
            self.field == "name"
            and bool(self.ours and self.theirs)
            and names.similarity(self.ours or "", self.theirs or "") >= NAME_SPELLING
        )


NAME_SPELLING = 0.85
"""From this likeness on, two names are one name in two spellings."""


def differences(
    ours: Mapping[str, object], theirs: Mapping[str, str | None]
) -> tuple[Difference, ...]:
    """Return where the registry's values differ from ours, in the order of the fields.

    ``ours`` is a participant's record, with ``full_address`` beside ``address``. Titles, case and
    blanks of a name, the spelling of "Kab." and "Jl.", leading zeros do not count.
    """
    found = []
    for key in COMPARED:
        if key not in theirs:
            continue
        value, mine = theirs[key], as_text(ours.get(key))
        if value is not None and (not value or same(key, mine, value)):
            continue
        if key == "address":
            whole = as_text(ours.get("full_address"))
            if value is not None and same(key, whole, value):
                continue
            mine = whole or mine
        found.append(Difference(key, mine or None, value))
    return tuple(found)


def as_text(value: object) -> str:
    """Return a value as answers and reports write it: dates ISO, nothing as ""."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def same(key: str, ours: str, theirs: str) -> bool:
    """Tell whether two texts are one value of this field."""
    if ours == theirs:
        return True
    if not ours:
        return False
    if key == "name":
        return names.fold(ours).replace(" ", "") == names.fold(theirs).replace(" ", "")
    if key in ("rt", "rw"):
        return ours.lstrip("0") == theirs.lstrip("0")
    if key == "address":
        return _same_address(ours, theirs)
    if key in ("nik", "birth_date", "sex"):
        return False
    return _area(ours) == _area(theirs)


_AREA_WORDS = re.compile(
    r"\b(?:kabupaten|kab|kota|kotamadya|kecamatan|kec|kelurahan|kel|desa|ds|provinsi|propinsi"
    r"|prov|prop)\b"
)
_ADDRESS_WORDS = frozenset(
    {"jalan", "jln", "jl", "jl.", "no", "nomor", "rt", "rw", "kode", "pos", "dusun", "dsn"}
)


def _area(text: str) -> str:
    plain = " ".join(re.sub(r"[^0-9a-z]+", " ", text.casefold()).split())
    return (_AREA_WORDS.sub(" ", plain).replace(" ", "")) or plain.replace(" ", "")


def _same_address(ours: str, theirs: str) -> bool:
    """Tell whether one address says no more than a part of the other, abbreviations apart."""
    mine, other = _address_words(ours), _address_words(theirs)
    if not mine or not other:
        return False
    return "".join(mine) == "".join(other) or set(mine) <= set(other) or set(other) <= set(mine)


def _address_words(text: str) -> list[str]:
    plain = _AREA_WORDS.sub(" ", re.sub(r"[^0-9a-z]+", " ", text.casefold()))
    words = (word.lstrip("0") or "0" for word in plain.split() if word not in _ADDRESS_WORDS)
    return [re.sub(r"^gang$", "gg", word) for word in words if word != "0"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the registry's words say; ``status`` None without words.

    ``exists_only``: they say that the NIK exists ("ditemukan"), not that the name fits.
    ``unknown`` is the word that nobody has explained yet.
    """

    status: Status | None
    exists_only: bool = False
    unknown: str = ""


def judge(
    reply: Reply, found: Sequence[Difference], row: AnswerRow, *, changed: bool
) -> Status | None:
    """Return the status of a row from its words and its values; None: not answered.

    - "Sesuai" beside other values than ours is `different`.
    - "Ditemukan" (ada, terdaftar, aktif) is `matched` where the row also shows a name and nothing
      contradicts ours, and `unclear` where no name tells whose NIK was found.
    - Without a word, verdicts on the fields speak, then values that the registry ``changed``.
    """
    refused = any(value is None for value in row.theirs.values())
    if reply.status is None:
        if refused or (changed and found):
            return Status.DIFFERENT
        return Status.MATCHED if row.confirmed else None
    if reply.status is not Status.MATCHED:
        return reply.status
    if refused or any(difference.contradicts for difference in found):
        return Status.DIFFERENT
    if reply.exists_only and not row.theirs.get("name") and "name" not in row.confirmed:
        return Status.UNCLEAR
    return Status.MATCHED


def label(key: str) -> str:
    """Return a field's short label: "Nama", "Tanggal lahir"."""
    return "Nama" if key == "name" else BY_KEY[key].label


def labels_of(keys: Sequence[str]) -> str:
    """Return the labels of fields for a sentence: "nama, tanggal lahir"."""
    return ", ".join(key.upper() if key in _ACRONYMS else label(key).lower() for key in keys)


_ACRONYMS = frozenset({"nik", "rt", "rw"})
