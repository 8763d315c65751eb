"""NIK or family card: two columns of sixteen digits told apart by what stands in them.

Lists name these columns vaguely ("Nomor", "No. Identitas", "NIK/No. KK") or the wrong way round. A
NIK holds its owner's birth date and, for women, a day above 40; a No. KK holds a day of issue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sertidesk.domain import dates
from sertidesk.intake import headers
from sertidesk.intake.sheet import Cell, Row, show

_BIRTHS = ("birth_date", headers.BIRTH, "birth_place")
_ANY_DAY = date(2099, 12, 31)  # only day, month and the last two digits of the year are compared
_FEWEST = 2
_FEWEST_FOR_DAYS = 6
_CLEAR = re.compile(r"\b(?:nik|ktp|kependudukan|penduduk)\b(?!.*\bkk\b)")

Told = tuple[int, int, int]


def better_nik(
    held: int, rivals: Sequence[int], roles: dict[int, str], sample: Sequence[Row], header: str
) -> int | None:
    """Return the rival column that holds the NIKs instead of the held one, None when it does.

    Where birth dates are listed they decide. Without them only a vaguely named column gives way,
    to one that holds women's days while its own has none.
    """
    births = [_born(row, roles) for row in sample]
    own = _agreement(held, sample, births)
    for rival in rivals:
        other = _agreement(rival, sample, births)
        if own is not None and other is not None:
            if own <= 0.2 and other >= 0.6:
                return rival
        elif not _CLEAR.search(headers.fold(header)):
            here, there = _days(held, sample), _days(rival, sample)
            if len(here) >= _FEWEST_FOR_DAYS and max(here) <= 31 and max(there, default=0) > 40:
                return rival
    return None


def told(digits: str) -> Told | None:
    """Return day, month and two-digit year as sixteen digits tell them, a woman's day as hers."""
    if len(digits) != 16 or not digits.isdecimal():
        return None
    day = int(digits[6:8])
    return (day - 40 if day > 40 else day, int(digits[8:10]), int(digits[10:12]))


def short(day: date) -> Told:
    """Return a date as `told` tells one."""
    return (day.day, day.month, day.year % 100)


def _born(row: Row, roles: dict[int, str]) -> Told | None:
    for column, role in roles.items():
        if role in _BIRTHS and column < len(row):
            value = dates.read(row[column], today=_ANY_DAY).value
            if value:
                return short(value)
    return None


def _agreement(column: int, sample: Sequence[Row], births: Sequence[Told | None]) -> float | None:
    """Return the share of dated rows whose digits tell that date; None where there are too few."""
    found = [
        told(digits) == born
        for row, born in zip(sample, births, strict=True)
        if born and len(digits := _digits(row, column)) == 16
    ]
    return sum(found) / len(found) if len(found) >= _FEWEST else None


def _days(column: int, sample: Sequence[Row]) -> list[int]:
    return [int(digits[6:8]) for row in sample if len(digits := _digits(row, column)) == 16]


def _digits(row: Row, column: int) -> str:
    cell: Cell = row[column] if column < len(row) else ""
    return re.sub(r"[^0-9]", "", show(cell))
