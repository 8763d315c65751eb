"""Names: titles apart from the KTP name, keys for comparing, likeness, and what looks wrong.

Balinese name parts (I, Ni, Ida, Gusti, Anak Agung, Wayan, Made, Nyoman, Ketut) are no titles and
are never cut. A lone trailing ST or SH may be a title or a name: that is only suggested.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from sertidesk.domain import likeness
from sertidesk.domain.finding import Finding, Severity

LONGEST = 60  # Permendagri 73/2022

_LEADING = re.compile(r"(?:prof|drg|drs|dra|dr|ir|hj|h)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_DEGREES = frozenset({
    "st", "sh", "se", "sp", "si", "ss", "sip", "spd", "spdi", "sag", "ssos", "skom", "ssi", "sst",
    "stp", "skm", "sked", "skep", "spt", "sfarm", "sap", "sak", "sars", "str", "strt", "strkom",
    "ssn", "sds", "skg", "spsi", "sthi", "shi", "sei", "sin", "sikom", "sstp", "sm", "mt", "mm",
    "mh", "mp", "mk", "mpd", "mpdi", "mag", "msos", "mkom", "msi", "msc", "mstr", "mkes", "map",
    "meng", "mba", "ma", "ms", "mars", "mhum", "mtr", "mpa", "mphil", "mak", "mkn", "mmt", "msp",
    "amd", "amdt", "amdkom", "amdkep", "amdkeb", "amdpd", "amdak", "ama", "amk", "amf", "ba", "bsc",
    "beng", "bba", "phd", "cfp", "cpa", "ca", "ak", "apt", "ners", "ipm", "ipp", "ipu", "aseaneng",
    "iai", "lc",
})  # fmt: skip
_MAYBE_NAMES = frozenset({"st", "sh", "se", "mt", "mm", "mh", "sp", "ss", "ma", "ba"})
_MUHAMMAD = re.compile(r"^(?:muh|moh|mohd|muhd|m)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_LATE = re.compile(r"\s*\(?\b(?:alm|almh|almarhum|almarhumah)\b\.?\)?\s*", re.IGNORECASE)
_QUIET = str.maketrans("", "", ".'’‘`´\"“”")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as on the KTP with the titles beside it; suggestions are offered, never applied."""

    name: str
    title_before: str = ""
    title_after: str = ""
    suggestions: tuple[Finding, ...] = ()


def tidy(text: str) -> str:
    """Collapse blanks and trim stray marks; keep the spelling, except where all is lower case."""
    plain = text
    if not (text.isascii() and text.isprintable()):
        plain = "".join(
            " " if unicodedata.category(character) in ("Zs", "Cc") else character
            for character in unicodedata.normalize("NFC", text)
            if unicodedata.category(character) != "Cf"
        )
    name = re.sub(r"\s*(?:,\s*)+", ", ", plain)
    name = " ".join(name.split()).strip(" ,;:_*")
    if name and name == name.lower() and name != name.upper():
        name = re.sub(r"(?<![\w'’])\w", lambda found: found[0].upper(), name)
    return name


def split_titles(text: str) -> NameParts:
    """Cut the titles off a name: before it repeatedly, after it from the first comma on."""
    whole = tidy(text)
    body, comma, tail = whole.partition(",")
    suggestions: list[Finding] = []
    after = tail.strip()
    if comma and not _is_titles(after):
        body, after = whole, ""
        suggestions.append(
            _suggest("name_comma", "Nama memuat koma, tetapi bagian sesudahnya bukan gelar.", None)
        )
    before, body = _cut_leading(body.strip())
    body, trailing = _cut_trailing(body)
    after = ", ".join(part for part in (*trailing, after) if part)
    words = body.split()
    if len(words) > 1 and words[-1].casefold() in _MAYBE_NAMES and not after:
        proposal = " ".join(words[:-1])
        suggestions.append(
            _suggest(
                "name_title_maybe",
                f"“{words[-1]}” di belakang nama mungkin gelar. Bila gelar, pisahkan.",
                proposal,
            )
        )
    if _MUHAMMAD.match(body):
        suggestions.append(
            _suggest(
                "name_muhammad",
                f"“{words[0]}” mungkin singkatan Muhammad. Tulis seperti di KTP-el.",
                _MUHAMMAD.sub("Muhammad ", body, count=1),
            )
        )
    return NameParts(body, before, after, tuple(suggestions))


def check(name: str) -> tuple[Finding, ...]:
    """Return what looks wrong in a name; names of one word are valid and never remarked on."""
    findings = []
    late = _LATE.search(name)
    if late:
        findings.append(
            _warning(
                "name_late",
                f"Nama memuat “{late[0].strip()}”: orangnya mungkin sudah meninggal. Periksa.",
                " ".join(_LATE.sub(" ", name).split()),
            )
        )
        name = _LATE.sub(" ", name)
    if re.search(r"\d", name):
        findings.append(_warning("name_digits", "Nama memuat angka. Tulis seperti di KTP-el."))
    if len(name) > LONGEST:
        findings.append(
            _warning(
                "name_long",
                f"Nama {len(name)} huruf; di KTP-el paling banyak {LONGEST}. Periksa kembali.",
            )
        )
    letters = [character for character in name if character.isalpha()]
    if name.strip() and len(letters) < 2:
        findings.append(_warning("name_short", "Nama hanya satu huruf. Tulis nama lengkap."))
    if re.search(r"[()\[\]/\\@#?!=+<>]", name):
        findings.append(
            _warning("name_marks", "Nama memuat tanda baca yang tidak ada di KTP-el. Periksa.")
        )
    return tuple(findings)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the key under which two spellings of one name are equal: no titles, case or marks."""
    name = split_titles(text).name.translate(_QUIET).casefold()
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.split())


def similarity(first: str, second: str) -> float:
    """Return how alike two names are, 0 to 1, titles and case apart (see `likeness`)."""
    return likeness.of(fold(first), fold(second))


def _cut_leading(name: str) -> tuple[str, str]:
    titles = []
    while found := _LEADING.match(name):
        titles.append(found[0].strip())
        name = name[found.end() :]
    return " ".join(titles), name


def _cut_trailing(name: str) -> tuple[str, list[str]]:
    """Cut degrees written with points ("S.Pd.", "S.T.") from behind a name without a comma."""
    words = name.split()
    titles: list[str] = []
    while len(words) > 1 and "." in words[-1].rstrip(".") and _is_degree(words[-1]):
        titles.insert(0, words.pop())
    return " ".join(words), titles


def _is_titles(tail: str) -> bool:
    parts = [part for part in re.split(r"[,\s]+", tail) if part]
    return all(_is_degree(part) or _is_abbreviation(part) for part in parts)


def _is_degree(word: str) -> bool:
    return word.replace(".", "").casefold() in _DEGREES


def _is_abbreviation(word: str) -> bool:
    dotted = "." in word and all(len(piece) <= 5 for piece in word.split("."))
    return dotted or (word.isupper() and len(word) <= 4)


def _suggest(code: str, message: str, proposal: str | None) -> Finding:
    return Finding(code, "name", Severity.INFO, message, proposal=proposal)


def _warning(code: str, message: str, proposal: str | None = None) -> Finding:
    return Finding(code, "name", Severity.WARNING, message, proposal=proposal)
