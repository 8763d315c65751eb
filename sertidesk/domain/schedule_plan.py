"""Groups of participants by occupation, and a day, time, room and assessor for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sertidesk.domain import occupations
from sertidesk.domain.schedule import Assessor, Slot, minutes_of
from sertidesk.domain.workdays import Calendar

_NOON, _ONE = 12 * 60, 13 * 60  # the break around which a session is laid, where it fits
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Terms:
    """How groups are laid into the calendar: at most ``size`` persons, on working days."""

    size: int
    first_day: date
    starts: str
    ends: str
    minutes: int
    centre: str = ""
    rooms: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Group:
    """Persons who are tested for one occupation together."""

    scheme: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A group with its time and place; no assessor where none may assess it."""

    group: Group
    day: date
    starts: str
    ends: str
    room: str
    assessor: Assessor | None


@dataclass(frozen=True, slots=True)
class Seats:
    """A session that exists already, and how many more it takes."""

    session: str
    scheme: str
    free: int


def fill(
    people: Sequence[tuple[str, str]], seats: Iterable[Seats]
) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Put persons, given as (key, occupation), on free seats of sessions for their occupation.

    Returns who goes into which session, and who found no seat.
    """
    left = list(people)
    taken: dict[str, list[str]] = {}
    for session in seats:
        scheme = occupations.fold(session.scheme)
        fitting = [one for one in left if occupations.fold(one[1]) == scheme]
        going = fitting[: max(session.free, 0)]
        if scheme and going:
            taken[session.session] = [key for key, _ in going]
            gone = set(taken[session.session])
            left = [one for one in left if one[0] not in gone]
    return taken, left


def groups(people: Iterable[tuple[str, str]], size: int) -> list[Group]:
    """Divide persons, given as (key, occupation), into groups of one occupation.

    No group is larger than ``size``; those of one occupation are as equal as can be, so that
    nobody is left alone. Who has no occupation yet comes last.
    """
    if size < 1:
        raise ValueError(size)
    named: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for key, occupation in people:
        folded = occupations.fold(occupation)
        named.setdefault(folded, " ".join(occupation.split()))
        members.setdefault(folded, []).append(key)
    made: list[Group] = []
    for folded in sorted(members, key=lambda one: (not one, one)):
        keys = members[folded]
        count = -(-len(keys) // size)
        start = 0
        for place in range(count):
            end = start - (start - len(keys)) // (count - place)  # rounded up
            made.append(Group(named[folded], tuple(keys[start:end])))
            start = end
    return made


def place(
    wanted: Sequence[Group],
    terms: Terms,
    busy: Sequence[Slot],
    assessors: Sequence[Assessor],
    calendar: Calendar,
) -> list[Placed]:
    """Find the first time, room and assessor for each group that nothing in ``busy`` takes.

    A group that no listed assessor may assess is placed without one. The answer may be shorter
    than ``wanted``: what found no time within a year is not in it.
    """
    times = list(_times(terms))
    taken: dict[date, list[Slot]] = {}
    for slot in busy:
        taken.setdefault(slot.day, []).append(slot)
    placed: list[Placed] = []
    for number, group in enumerate(wanted):
        able = [one for one in assessors if group.scheme and one.has(group.scheme)]
        spot = _first_spot(group, str(number), terms, times, taken, able, calendar)
        if spot is None:
            break
        placed.append(spot)
        slot = _slot(str(number), spot.day, (spot.starts, spot.ends), terms, spot.room)
        taken.setdefault(spot.day, []).append(_with(slot, spot.assessor))
    return placed


def _first_spot(
    group: Group,
    key: str,
    terms: Terms,
    times: Sequence[tuple[str, str]],
    taken: dict[date, list[Slot]],
    able: Sequence[Assessor],
    calendar: Calendar,
) -> Placed | None:
    for day in _working_days(terms.first_day, calendar):
        valid = [one for one in able if one.is_valid_on(day)]
        for time in times:
            for room in terms.rooms:
                slot = _slot(key, day, time, terms, room)
                going_on = [one for one in taken.get(day, ()) if one.overlaps(slot)]
                if any(one.shares_room(slot) or _unnamed(one, slot) for one in going_on):
                    continue
                occupied = {one.assessor.id for one in going_on if one.assessor}
                free = next((one for one in valid if one.id not in occupied), None)
                if free is None and valid:
                    continue
                return Placed(group, day, *time, room, free)
    return None


def _unnamed(one: Slot, other: Slot) -> bool:
    """Tell whether both are in one test centre whose rooms nobody has told apart."""
    return one.centre == other.centre and not (one.room or other.room)


def _times(terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield the sessions of a day, laid around noon where they are short enough for it."""
    start, last = minutes_of(terms.starts), minutes_of(terms.ends)
    while start + terms.minutes <= last:
        end = start + terms.minutes
        if start < _ONE and end > _NOON and terms.minutes <= last - _ONE:
            start = _ONE
            continue
        yield _clock(start), _clock(end)
        start = end


def _working_days(first: date, calendar: Calendar) -> Iterator[date]:
    for number in range(_MOST_DAYS):
        day = first + timedelta(days=number)
        if calendar.is_working(day):
            yield day


def _slot(key: str, day: date, time: tuple[str, str], terms: Terms, room: str) -> Slot:
    return Slot(key, day, *time, centre=terms.centre, room=room)


def _with(slot: Slot, assessor: Assessor | None) -> Slot:
    return Slot(
        slot.id, slot.day, slot.starts, slot.ends, slot.centre, slot.room, assessor=assessor
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
