"""A schedule of tests and what in it cannot be: someone or something twice at a time, and more.

Dividing participants into groups and finding times for them belongs to `schedule_plan.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from sertidesk.domain import occupations
from sertidesk.domain.formatting import due_date, short_date
from sertidesk.domain.workdays import Calendar, HolidayKind

_TIME = re.compile(r"(\d{1,2})(?:[.:,\s]?([0-5]\d))?")
_NAMED = 3  # persons named in one sentence


class ClashCode(StrEnum):
    """What is wrong with a session or a pair of them."""

    PERSON = "person"
    ASSESSOR = "assessor"
    ROOM = "room"
    CAPACITY = "capacity"
    HOLIDAY = "holiday"
    SCHEME = "scheme"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Assessor:
    """Someone who may assess: for which schemes, and until when their certificate is valid."""

    id: str
    name: str
    registration: str = ""
    schemes: tuple[str, ...] = ()
    valid_until: date | None = None
    phone: str = ""

    def has(self, scheme: str) -> bool:
        """Tell whether they may assess an occupation, in whatever spelling."""
        wanted = occupations.fold(scheme)
        return any(occupations.fold(one) == wanted for one in self.schemes)

    def is_valid_on(self, day: date) -> bool:
        """Tell whether their certificate covers a day; one without an end covers every day."""
        return self.valid_until is None or day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Slot:
    """What a session takes up; times are "HH:MM" of one day, ``ends`` is free again.

    ``people`` maps persons to their names; ``elsewhere`` names the activity of a session that is
    not of the schedule looked at.
    """

    id: str
    day: date
    starts: str
    ends: str
    centre: str = ""
    room: str = ""
    capacity: int | None = None
    scheme: str = ""
    assessor: Assessor | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    elsewhere: str = ""

    def overlaps(self, other: Slot) -> bool:
        """Tell whether both go on at one moment."""
        return self.day == other.day and self.starts < other.ends and other.starts < self.ends

    def shares_room(self, other: Slot) -> bool:
        """Tell whether both are in one known room of one test centre."""
        mine, theirs = self._place(), other._place()
        return bool(mine[1]) and mine == theirs

    def words(self) -> str:
        """Return when and where it is: "Sen 23 Nov 08.00, Ruang 1"."""
        told = f"{due_date(self.day)} {show_time(self.starts)}"
        told += f", {self.room}" if self.room else ""
        return f"{told} (kegiatan {self.elsewhere})" if self.elsewhere else told

    def _place(self) -> tuple[str, str]:
        return self.centre.casefold(), " ".join(self.room.casefold().split())


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that cannot be, told in a sentence; of its ``sessions`` our own stands first."""

    code: ClashCode
    sessions: tuple[str, ...]
    sentence: str


def read_time(text: str) -> str | None:
    """Return a typed time ("8", "8.30", "0830", "08:30") as "HH:MM"; None for what is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23:
        return None
    return f"{int(found[1]):02}:{found[2] or '00'}"


def show_time(time: str) -> str:
    """Return "08.30" for "08:30", as Indonesian papers write it."""
    return time.replace(":", ".")


def minutes_of(time: str) -> int:
    """Return how many minutes of the day have gone at "HH:MM"."""
    return int(time[:2]) * 60 + int(time[3:])


def clashes(slots: Sequence[Slot], calendar: Calendar) -> list[Clash]:
    """Return everything that cannot be, in the order of the days and times."""
    ordered = sorted(slots, key=lambda slot: (slot.day, slot.starts, slot.room, slot.id))
    days: dict[date, list[Slot]] = {}
    for slot in ordered:
        days.setdefault(slot.day, []).append(slot)
    found: list[Clash] = []
    for slots_of_day in days.values():
        for slot in slots_of_day:
            if not slot.elsewhere:
                found += _alone(slot, calendar)
        for one, other in combinations(slots_of_day, 2):
            if not (one.elsewhere and other.elsewhere) and one.overlaps(other):
                found += _together(one, other)
    return found


def by_session(found: Iterable[Clash]) -> dict[str, list[Clash]]:
    """Return for each session what is wrong with it."""
    told: dict[str, list[Clash]] = {}
    for clash in found:
        for session in clash.sessions:
            told.setdefault(session, []).append(clash)
    return told


def _alone(slot: Slot, calendar: Calendar) -> list[Clash]:
    found: list[Clash] = []

    def tell(code: ClashCode, sentence: str) -> None:
        found.append(Clash(code, (slot.id,), sentence))

    when = slot.words()
    holiday = calendar.holidays.get(slot.day)
    if holiday is not None and (
        holiday.kind is not HolidayKind.JOINT_LEAVE or calendar.joint_leave_is_off
    ):
        tell(ClashCode.HOLIDAY, f"{when}: hari libur, {holiday.name}.")
    if slot.capacity is not None and len(slot.people) > slot.capacity:
        tell(
            ClashCode.CAPACITY,
            f"{when}: {len(slot.people)} peserta, tempatnya {slot.capacity}.",
        )
    assessor = slot.assessor
    if assessor is not None:
        if slot.scheme and not assessor.has(slot.scheme):
            tell(
                ClashCode.SCHEME,
                f"{when}: asesor {assessor.name} tidak tercatat untuk skema {slot.scheme}.",
            )
        if not assessor.is_valid_on(slot.day):
            until = short_date(assessor.valid_until) if assessor.valid_until else ""
            tell(
                ClashCode.EXPIRED,
                f"{when}: masa berlaku asesor {assessor.name} habis {until}.",
            )
    return found


def _together(one: Slot, other: Slot) -> list[Clash]:
    if one.elsewhere:
        one, other = other, one
    both = (one.id, other.id)
    mine, theirs = one.words(), other.words()
    when = f"{mine} dan {theirs}" if mine != theirs else f"{mine}, dua sesi"
    found = []
    people = [name for key, name in one.people.items() if key in other.people]
    if people:
        found.append(Clash(ClashCode.PERSON, both, f"{_names(people)} dijadwalkan ganda: {when}."))
    if one.assessor and other.assessor and one.assessor.id == other.assessor.id:
        name = one.assessor.name
        found.append(Clash(ClashCode.ASSESSOR, both, f"Asesor {name} bertugas ganda: {when}."))
    if one.shares_room(other):
        found.append(Clash(ClashCode.ROOM, both, f"{one.room} dipakai ganda: {when}."))
    return found


def _names(people: Collection[str]) -> str:
    listed = sorted(people)
    if len(listed) > _NAMED:
        return f"{', '.join(listed[:_NAMED])}, dan {len(listed) - _NAMED} lainnya"
    return ", ".join(listed)
