"""The catalogue of occupations (jabatan kerja): what a code or a name means, level by level.

The data comes from versioned files and from the office; a trade's level follows the decree in
force when a certificate was issued, never its title alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sertidesk.domain import likeness

OPERATOR, TECHNICIAN, EXPERT = "Operator", "Teknisi/Analis", "Ahli"
QUALIFICATIONS = (OPERATOR, TECHNICIAN, EXPERT)
LEVELS = range(1, 10)
_CODE = re.compile(r"([A-Z]{2})(\d{2})([123])(\d{3})")
_LEVEL_IN_NAME = re.compile(
    r"\b(?:jenjang|level|jjg|kkni)[\s.:]*([1-9]|[ivx]+)\b|\bj\s*([1-9])\b", re.IGNORECASE
)
_NOISE = frozenset({"konstruksi", "bangunan", "gedung", "pekerjaan", "lapangan", "bidang"})
"""Words that lists drop and add at will; the others tell trades apart."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation at one level; `inferred` where its source leaves something to reading.

    `successors` are the codes of today's occupations that an old name most likely became.
    """

    code: str | None
    name: str
    level: int
    qualification: str
    classification: str
    subclassification: str
    decree: str
    standard: str | None = None
    current: bool = True
    inferred: bool = False
    note: str | None = None
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the name as lists show it: "Tukang Besi Beton – jenjang 1"."""
        return f"{self.name} – jenjang {self.level}"


@dataclass(frozen=True, slots=True)
class Subclassification:
    """One subclassification; its number is its position in the LPJK's list, where it is known."""

    name: str
    number: str | None = None
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Classification:
    """One classification with its letter, its two-letter code and its parts."""

    letter: str
    name: str
    code: str
    code_attested: bool
    subclassifications: tuple[Subclassification, ...]


@dataclass(frozen=True, slots=True)
class CodeParts:
    """What a SIKI occupation code says: "SI012033" is SI, 01, Teknisi/Analis, 033."""

    classification: str
    subclassification: str
    qualification: str
    sequence: str


def read_code(text: str) -> CodeParts | None:
    """Take an occupation code apart, None when it has another shape."""
    found = _CODE.fullmatch(tidy_code(text))
    if not found:
        return None
    qualification = {"1": EXPERT, "2": TECHNICIAN, "3": OPERATOR}[found[3]]
    return CodeParts(found[1], found[2], qualification, found[4])


def tidy_code(text: str) -> str:
    """Return the code as it is kept: capitals without blanks or points."""
    return re.sub(r"[\s.\-]", "", text).upper()


def qualification_of(level: int) -> str:
    """Return the qualification of a level: 1–3 Operator, 4–6 Teknisi/Analis, 7–9 Ahli."""
    if level not in LEVELS:
        raise ValueError(level)
    return QUALIFICATIONS[(level - 1) // 3]


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def read_level(text: str | int | float) -> int | None:
    """Return a level from "3", "Jenjang 3", "J3", "III", "3.0"; None where it is none."""
    if isinstance(text, int | float):
        return int(text) if text in LEVELS else None
    key = re.sub(r"(?:jenjang|level|kkni|jjg|j)[\s.:]*", "", text.strip().casefold())
    key = re.sub(r"\s*\(.*\)$|\.0+$", "", key)
    if key in _ROMAN:
        return _ROMAN[key]
    return int(key) if key.isdecimal() and int(key) in LEVELS else None


_QUALIFICATION_WORDS = (
    ("ahli", EXPERT),
    ("teknisi", TECHNICIAN),
    ("analis", TECHNICIAN),
    ("operator", OPERATOR),
    ("terampil", OPERATOR),
)


def read_qualification(text: str) -> str | None:
    """Return the qualification that a cell names ("Ahli Muda", "Teknisi / Analis")."""
    key = text.casefold()
    return next((name for word, name in _QUALIFICATION_WORDS if word in key), None)


_SPELLINGS = (
    (r"plumbing|plambing|pelambing", "plambing"),
    (r"refrigerasi|refrigasi|refrijerasi", "refrigasi"),
    (r"fondasi|pondasi", "pondasi"),
    (r"keramik", "keramik"),
    (r"plester(?:an)?|plaster(?:an)?", "plester"),
    (r"waterproof(?:ing)?|water proof(?:ing)?", "waterproofing"),
    (r"excavator|eskavator|ekskavator|exavator|excafator", "excavator"),
    (r"bulldozer|buldozer|buldoser|bulldoser", "bulldozer"),
    (r"dumptruck|dump truk|dump truck", "dump truck"),
    (r"scaffolding|scafolding|skafolding", "scaffolding"),
    (r"konstruksi|kontruksi|konstruski", "konstruksi"),
    (r"pemasang(?:an)?\b", "pasang"),
    (r"(?:tk|tkg)\b", "tukang"),
    (r"(?:op|opr)\b", "operator"),
    (r"k3|keselamatan dan kesehatan kerja", "k3"),
)


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return the key under which spellings of one occupation are equal."""
    text = name.casefold()
    text = re.sub(r"\b(?:jenjang|level|jjg|kkni)\b.*$|\bj?[1-9]\s*\)?$", " ", text)
    text = " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())
    for pattern, word in _SPELLINGS:
        text = re.sub(rf"\b(?:{pattern})", word, text)
    return " ".join(text.split())


@dataclass(frozen=True)
class Catalogue:
    """All occupations of all decrees, current ones first, with the office's own."""

    occupations: tuple[Occupation, ...]
    classifications: tuple[Classification, ...] = ()

    def by_code(self, code: str) -> Sequence[Occupation]:
        """Return the occupations of a code; none where it is unknown."""
        return self._codes.get(tidy_code(code), ())

    def by_name(self, name: str, level: int | None = None) -> Sequence[Occupation]:
        """Return what a name may mean: current occupations, else old ones after their successors.

        More than one answer means the name alone does not tell which. Spelling is taken
        leniently; nothing is returned rather than a guess at something else.
        """
        key = fold(name)
        if not key:
            return ()
        found = self._found(key)
        if not any(occupation.current for occupation in found):
            codes = dict.fromkeys(code for old in found for code in old.successors)
            found = (*(new for code in codes for new in self.by_code(code)), *found)
            return _at_level(found, name, level)
        found = _at_level(found, name, level)
        return tuple(occupation for occupation in found if occupation.current) or found

    def suggest(self, text: str, limit: int = 8) -> Sequence[Occupation]:
        """Return occupations for a completer: every typed word begins a word of the name."""
        words = fold(text).split()
        found = [
            occupation
            for occupation in self.occupations
            if occupation.current and _words_begin(words, fold(occupation.name).split())
        ]
        return found[:limit]

    def classification(self, text: str) -> Classification | None:
        """Return a classification by its name, letter or two-letter code."""
        key = fold(text)
        for entry in self.classifications:
            if key in (fold(entry.name), entry.letter.casefold(), entry.code.casefold()):
                return entry
        return None

    def subclassification(self, text: str) -> tuple[Classification, Subclassification] | None:
        """Return a subclassification by its name or code ("SI01"), with its classification."""
        key = fold(text)
        for entry in self.classifications:
            for part in entry.subclassifications:
                if key in (fold(part.name), f"{entry.code}{part.number}".casefold()):
                    return entry, part
        return None

    def with_own(self, own: Iterable[Occupation]) -> Catalogue:
        """Return the catalogue with the occupations that the office added, before the others."""
        return Catalogue((*own, *self.occupations), self.classifications)

    @cached_property
    def _codes(self) -> dict[str, tuple[Occupation, ...]]:
        index: dict[str, tuple[Occupation, ...]] = {}
        for occupation in self.occupations:
            if occupation.code:
                key = tidy_code(occupation.code)
                index[key] = (*index.get(key, ()), occupation)
        return index

    @cached_property
    def _names(self) -> dict[str, tuple[Occupation, ...]]:
        index: dict[str, tuple[Occupation, ...]] = {}
        for occupation in self.occupations:
            for key in {fold(name) for name in (occupation.name, *occupation.aliases)}:
                index[key] = (*index.get(key, ()), occupation)
        return index

    def _found(self, key: str) -> tuple[Occupation, ...]:
        """Return the occupations of a folded name: exact, without noise words, or misspelt."""
        known = self._names.get(key) or self._answers.get(key)
        if known is None:  # lists repeat their few occupations thousands of times
            known = self._answers[key] = self._alike(key)
        return known

    @cached_property
    def _answers(self) -> dict[str, tuple[Occupation, ...]]:
        return {}

    def _alike(self, key: str) -> tuple[Occupation, ...]:
        core = _core(key)
        for alike in (
            [other for other in self._names if _core(other) == core and " " in key],
            [other for other in self._names if _misspelt(core, _core(other)) and " " in key],
            [other for other in self._names if other.startswith(f"{key} ")],
        ):
            if alike:
                found = [entry for other in alike for entry in self._names[other]]
                return tuple(dict.fromkeys(sorted(found, key=lambda entry: not entry.current)))
        return ()


def _at_level(
    found: tuple[Occupation, ...], name: str, level: int | None
) -> tuple[Occupation, ...]:
    """Keep one level: the one asked for, else the one written in the name if it exists."""
    if level is not None:
        return tuple(entry for entry in found if entry.level == level)
    written = _LEVEL_IN_NAME.search(name)
    wanted = read_level(written[1] or written[2]) if written else None
    return tuple(entry for entry in found if entry.level == wanted) or found


def _core(key: str) -> tuple[str, ...]:
    return tuple(word for word in key.split() if word not in _NOISE)


def _misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names differ by slips of the pen: a letter a word, two in a long one."""
    return len(one) == len(other) and all(
        likeness.distance(a, b) <= (2 if len(a) >= 8 else int(len(a) >= 4))
        for a, b in zip(one, other, strict=True)
    )


def _words_begin(typed: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in typed)
