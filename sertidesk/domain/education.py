"""Education: its levels, every spelling of them, and what each occupation level asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

NONE, BASIC = "Tidak sekolah", "Dasar"
EDUCATION_LEVELS = (
    NONE, "SD", "SMP", "SMA", "SMK", "D1", "D2", "D3", "D4", "S1", "Profesi", "S2", "S3",
)  # fmt: skip
"""In their order; the levels an office's database should use."""

_COLUMN = {"SD": BASIC, "SMP": BASIC, "D4": "S1"}  # how the table of experience groups them
_COLUMNS = (NONE, BASIC, "SMA", "SMK", "D1", "D2", "D3", "S1", "Profesi", "S2", "S3")


@dataclass(frozen=True, slots=True)
class LevelRule:
    """Least years of experience by education for one level; several numbers: sources disagree."""

    level: int
    years: Mapping[str, tuple[int, ...]]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EducationTable:
    """The whole table; the LSP's scheme decides in the end, so it only ever warns."""

    rules: Mapping[int, LevelRule]

    def least_years(self, level: int, education: str) -> tuple[int, ...] | None:
        """Return the least years of experience, None where the education is below the level's.

        Higher than the highest education that the level names asks for none; between two named
        ones the lower counts. Several numbers mean that the sources disagree.
        """
        rule = self.rules[level]
        mine = _COLUMNS.index(_COLUMN.get(education, education))
        named = sorted(_COLUMNS.index(column) for column in rule.years)
        if mine > named[-1]:
            return (0,)
        below = [place for place in named if place <= mine]
        return rule.years[_COLUMNS[below[-1]]] if below else None

    def lowest(self, level: int) -> str:
        """Return the lowest education that the level names."""
        return min(self.rules[level].years, key=_COLUMNS.index)

    def note(self, level: int) -> str | None:
        """Return what the table adds to a level in words."""
        return self.rules[level].note


_ROMAN_DIGITS = (("iv", "4"), ("iii", "3"), ("ii", "2"), ("i", "1"))
_NOT_AT_ALL = re.compile(
    r"\b(?:tidak|tdk|tak|belum|blm|putus|drop ?out)\b.*\b(?:sekolah|sd|tamat|lulus)\b"
    r"|^(?:ts|tidak ada|non ?formal|tanpa ijazah|otodidak)$"
)
_WORDS: tuple[tuple[str, str], ...] = (
    (r"paket a|ula", "SD"),
    (r"paket b|wustha", "SMP"),
    (r"paket c|ulya", "SMA"),
    (r"s ?3|strata ?3|doktor|doktoral|phd", "S3"),
    (r"s ?2|strata ?2|magister|master|pasca ?sarjana", "S2"),
    (r"profesi|insinyur|ppi", "Profesi"),
    (r"d ?4|diploma ?4|sarjana (?:sains )?terapan", "D4"),
    (r"d ?3|diploma ?3|ahli madya|akademi", "D3"),
    (r"d ?2|diploma ?2|ahli muda", "D2"),
    (r"d ?1|diploma ?1|ahli pratama", "D1"),
    (r"s ?1|strata ?1|sarjana", "S1"),
    (r"smu\w*|sma\w*|slta|ma|man|mas|aliyah|madrasah aliyah|sekolah menengah atas", "SMA"),
    (r"smk\w*|stm\w*|smea|smkk|mak|sekolah menengah kejuruan|smt", "SMK"),
    (r"smp\w*|sltp|mts\w*|tsanawiyah|sekolah menengah pertama", "SMP"),
    (r"sd\w*|mi|min|mis|sr|sekolah rakyat|ibtidaiyah|sekolah dasar", "SD"),
)


@lru_cache(maxsize=4096)
def read_education(text: str) -> str | None:
    """Return the level that a cell names ("SLTA", "STM", "SMK sederajat", "S-1"), else None.

    "SMA/SMK" is read as SMA, which asks for more experience: the careful reading.
    """
    key = re.sub(r"\b([sd])[\s.\-]*(iv|iii|ii|i)\b", _arabic, text.strip().casefold())
    key = re.sub(r"\b(diploma|strata)[\s.\-]*(iv|iii|ii|i)\b", _arabic, key)
    key = re.sub(r"(?<=\w)\.(?=\w)", "", key)
    key = " ".join(re.sub(r"[^a-z0-9]+", " ", key).split())
    if not key:
        return None
    if _NOT_AT_ALL.search(key):
        return NONE
    found = [
        (match.start(), level)
        for pattern, level in _WORDS
        if (match := re.search(rf"\b(?:{pattern})\b", key))
    ]
    levels = {level for _, level in found}
    if levels == {"SMA", "SMK"}:
        return "SMA"
    return min(found)[1] if found else None


def _arabic(found: re.Match[str]) -> str:
    return found[1] + dict(_ROMAN_DIGITS)[found[2]]
