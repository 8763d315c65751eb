"""Whose row is it: rows of an answer find their participants by NIK, number, name, birth date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sertidesk.domain import names
from sertidesk.domain.clarification import NAME_SPELLING, AnswerRow

_OTHER_PERSON = 0.6  # names less alike than this are two persons
_KEPT_DIGITS = 15  # what a spreadsheet keeps of a NIK stored as a number


@dataclass(frozen=True, slots=True)
class Asked:
    """One participant as the recap showed it, and as it is now; ``number`` is its NO."""

    key: str
    number: int | None
    niks: tuple[str, ...]
    name: str
    birth_date: str


_Index: TypeAlias = Mapping[object, Sequence[Asked]]


class Matcher:
    """Finds the participant of each row; what is ambiguous belongs to nobody."""

    def __init__(self, asked: Sequence[Asked], assigned: Mapping[str, str]) -> None:
        self._by_key = {one.key: one for one in asked}
        self._assigned = assigned
        self._niks = _index(asked, lambda one: one.niks)
        self._rounded = _index(asked, lambda one: {nik[:_KEPT_DIGITS] for nik in one.niks})
        self._numbers = _index(asked, lambda one: (one.number,) if one.number else ())
        self._names = _index(asked, lambda one: (names.fold(one.name),))
        self._birth_dates = _index(asked, lambda one: (one.birth_date,) if one.birth_date else ())

    def find(self, row: AnswerRow) -> str | None:
        """Return the key of the row's participant, None for nobody's.

        A person's decision comes first; then the NIK, unless the name beside it is that of
        another participant; NO with the name; name with the birth date; and the name alone only
        where the row shows no whole NIK that would speak against it.
        """
        if row.key in self._assigned and self._assigned[row.key] in self._by_key:
            return self._assigned[row.key]
        by_nik = _only(self._niks.get(row.nik, ())) if row.nik else self._by_rounded(row)
        if by_nik and (not row.name or _alike(by_nik, row) >= _OTHER_PERSON):
            return by_nik.key
        other = self._by_number(row) or self._by_birth_date(row)
        if other is None and by_nik is None and not row.nik:
            other = self._by_name(row)
        found = other or by_nik
        return found.key if found else None

    def _by_rounded(self, row: AnswerRow) -> Asked | None:
        digits = "".join(letter for letter in row.nik_text if letter.isdigit())
        if len(digits) != _KEPT_DIGITS + 1:
            return None
        near = self._rounded.get(digits[:_KEPT_DIGITS], ())
        return _only([one for one in near if _alike(one, row) >= _OTHER_PERSON or not row.name])

    def _by_number(self, row: AnswerRow) -> Asked | None:
        if row.number is None or not row.name:
            return None
        near = self._numbers.get(row.number, ())
        return _only([one for one in near if _alike(one, row) >= NAME_SPELLING])

    def _by_birth_date(self, row: AnswerRow) -> Asked | None:
        if not row.birth_date or not row.name:
            return None
        near = self._birth_dates.get(row.birth_date, ())
        folded = names.fold(row.name)
        equal = [one for one in near if names.fold(one.name) == folded]
        return _only(equal or [one for one in near if _alike(one, row) >= NAME_SPELLING])

    def _by_name(self, row: AnswerRow) -> Asked | None:
        found = _only(self._names.get(names.fold(row.name), ())) if row.name else None
        if found and row.birth_date and found.birth_date and row.birth_date != found.birth_date:
            return None
        return found


def _alike(one: Asked, row: AnswerRow) -> float:
    return names.similarity(one.name, row.name) if row.name else 0.0


def _only(found: Sequence[Asked]) -> Asked | None:
    return found[0] if len(found) == 1 else None


def _index(asked: Sequence[Asked], keys: Callable[[Asked], object]) -> _Index:
    index: dict[object, list[Asked]] = defaultdict(list)
    for one in asked:
        given = keys(one)
        for key in given if isinstance(given, tuple | set | frozenset) else (given,):
            index[key].append(one)
    return index
