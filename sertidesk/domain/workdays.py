"""Working days: which days the office works, and when a time that starts on a day is over.

No holiday is computed here; the calendar is given them (domain-facts: decreed, not computed).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sertidesk.domain.procedure import CalendarKind, Duration, Unit

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


class HolidayKind(StrEnum):
    """Why a day is off."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"  # cuti bersama
    OFFICE = "office"  # regional days, election days, what the office adds itself


HOLIDAY_LABELS: Mapping[HolidayKind, str] = {
    HolidayKind.NATIONAL: "Libur nasional",
    HolidayKind.JOINT_LEAVE: "Cuti bersama",
    HolidayKind.OFFICE: "Libur instansi",
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off; ``estimated`` where no decree has confirmed the date yet."""

    day: dt.date
    name: str
    kind: HolidayKind = HolidayKind.NATIONAL
    estimated: bool = False


class Holidays(Protocol):
    """Something that knows the days off; a dict by date is one."""

    def get(self, day: dt.date, /) -> Holiday | None:
        """Return the holiday on a day, if it is one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's calendar and the ways of counting it has chosen.

    No seed document says whether the start day counts (default: the next working day is day 1)
    nor, mostly, which days are meant; ``unstated_as`` decides for those (default: working days,
    as the office only works on them).
    """

    holidays: Holidays = field(default_factory=dict[dt.date, Holiday])
    six_day_week: bool = False
    joint_leave_is_off: bool = True
    start_day_counts: bool = False
    unstated_as: CalendarKind = CalendarKind.WORKING

    @property
    def week_length(self) -> int:
        """Return how many days a full working week has."""
        return 6 if self.six_day_week else 5

    def is_working(self, day: dt.date) -> bool:
        """Tell whether the office works on a day."""
        if day.weekday() == _SUNDAY or (day.weekday() == _SATURDAY and not self.six_day_week):
            return False
        holiday = self.holidays.get(day)
        if holiday is None:
            return True
        return holiday.kind is HolidayKind.JOINT_LEAVE and not self.joint_leave_is_off

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return the day itself when the office works on it, else the next one on which it does."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, start: dt.date, count: int) -> dt.date:
        """Return the last of ``count`` working days (0: the start, moved to a working day)."""
        if count < 0:
            raise ValueError("a time cannot be negative")
        day = self.on_or_after(start)
        if count == 0:
            return day
        if not self.start_day_counts:
            day = self.on_or_after(start + _ONE_DAY)
        for _ in range(count - 1):
            day = self.on_or_after(day + _ONE_DAY)
        return day

    def add_calendar_days(self, start: dt.date, count: int) -> dt.date:
        """Return the last of ``count`` calendar days; it may well be a day off."""
        if count < 0:
            raise ValueError("a time cannot be negative")
        counted_already = 1 if self.start_day_counts and count else 0
        return start + dt.timedelta(days=count - counted_already)

    def kind_of(self, duration: Duration) -> CalendarKind:
        """Return which days a time counts here: what it says, else what the office chose."""
        if duration.calendar is CalendarKind.UNSTATED:
            return self.unstated_as
        return duration.calendar

    def due(self, start: dt.date, duration: Duration) -> dt.date | None:
        """Return the last day of a time (its longest, where it is a range); None if none is stated.

        Minutes and hours stay within the working day on which the time starts.
        """
        if duration.unit is None or duration.max is None:
            return None
        if duration.unit in (Unit.MINUTE, Unit.HOUR):
            return self.on_or_after(start)
        working = self.kind_of(duration) is CalendarKind.WORKING
        if duration.unit is Unit.DAY:
            days = duration.max
        else:
            days = duration.max * (self.week_length if working else 7)
        return (self.add_working_days if working else self.add_calendar_days)(start, days)

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Return how many working days follow ``start`` up to and with ``end``; negative if before.

        With ``start`` and ``end`` exchanged the answer counts the days after ``end`` up to and
        with ``start``, so that "three working days late" is -3 seen from the late day.
        """
        if end < start:
            return -self.working_days_between(end, start)
        count, day = 0, start
        while day < end:
            day += _ONE_DAY
            count += self.is_working(day)
        return count

    def days_between(self, start: dt.date, end: dt.date, kind: CalendarKind) -> int:
        """Return the days from ``start`` to ``end`` in the kind that is counted."""
        resolved = self.unstated_as if kind is CalendarKind.UNSTATED else kind
        if resolved is CalendarKind.WORKING:
            return self.working_days_between(start, end)
        return (end - start).days
