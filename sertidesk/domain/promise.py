"""The promised total against the steps' own standard times: can both hold?

Badung promises 7 working days over steps that take at least 18; the office should see that
before it promises, not after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sertidesk.domain.plan import StepView
from sertidesk.domain.procedure import CalendarKind, Duration, Procedure, Step, Unit
from sertidesk.domain.workdays import Calendar

# A full week in days: what a promise in working days needs at least, and one in calendar days.
_WEEK = {CalendarKind.WORKING: 5, CalendarKind.UNSTATED: 5, CalendarKind.CALENDAR: 7}


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the standard times in one unit."""

    unit: Unit
    min: int
    max: int

    def __str__(self) -> str:
        amount = str(self.max) if self.min == self.max else f"{self.min}–{self.max}"
        return f"{amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class PromiseConflict:
    """A promised total that the standard times cannot keep.

    ``needed_days`` is the least the steps take, in the days the promise counts (times under a
    day count as none). ``covered`` are the steps the document counts the promise over, with
    their ``covered_totals``; ``covered_fits`` tells whether at least those can keep it.
    """

    promised: Duration
    totals: tuple[Total, ...]
    needed_days: int
    without_time: tuple[str, ...]
    covered: tuple[str, ...] = ()
    covered_totals: tuple[Total, ...] = ()
    covered_fits: bool = False
    remark: str = ""

    @property
    def sentence(self) -> str:
        """Say it to the user."""
        text = (
            f"Jangka waktu yang dijanjikan ({self.promised.text}) dan waktu baku setiap langkah "
            f"tidak dapat berlaku bersamaan: jumlah waktu bakunya {_list(self.totals)}"
        )
        if self.without_time:
            text += f", sedangkan langkah {_and(self.without_time)} tanpa waktu"
        text += "."
        if self.covered_fits:
            text += (
                f" Yang dapat ditepati hanya langkah {_and(self.covered)} "
                f"({_list(self.covered_totals)})"
            )
            text += f", sesuai keterangannya: “{self.remark}”." if self.remark else "."
        return text


def promise_conflict(procedure: Procedure) -> PromiseConflict | None:
    """Return why the promised total and the steps' own times cannot both hold; None if they can.

    Only what is certain counts: the least of every range, a week as its working days where the
    promise is not said to be in calendar days.
    """
    promised = procedure.promise.time
    if promised.max is None or promised.unit is None:
        return None
    limit = _days([promised], promised.calendar, least=False)
    times = [step.time for step in procedure.steps if step.time.is_stated]
    if not times:
        times = [phase.time for phase in procedure.promise.phases]
        without_time: tuple[str, ...] = ()
    else:
        without_time = tuple(step.number for step in procedure.steps if not step.time.is_stated)
    needed = _days(times, promised.calendar)
    if needed <= limit:
        return None
    covered = steps_of_promise(procedure)
    is_part = len(covered) < len(procedure.steps)
    covered_times = [step.time for step in covered if step.time.is_stated]
    return PromiseConflict(
        promised=promised,
        totals=totals(times),
        needed_days=needed,
        without_time=without_time,
        covered=tuple(step.number for step in covered) if is_part else (),
        covered_totals=totals(covered_times) if is_part else (),
        covered_fits=is_part and _days(covered_times, promised.calendar) <= limit,
        remark=procedure.promise.remark,
    )


@dataclass(frozen=True, slots=True)
class PromiseClock:
    """The promised total as it runs: apart from the steps' own times and from the LSP's limit.

    It runs from the day its first step began (planned where none has) to the day the last one
    was closed; ``days_left`` is None once that has happened.
    """

    promised: Duration
    start: dt.date
    due: dt.date
    ended: dt.date | None
    days_used: int
    days_left: int | None
    counts: CalendarKind

    @property
    def is_kept(self) -> bool:
        """Tell whether it is not over, or ended in time."""
        return self.ended <= self.due if self.ended else (self.days_left or 0) >= 0

    @property
    def words(self) -> str:
        """Return how it stands: "janji 7 Hari kerja · 4 hari kerja lagi"."""
        return f"janji {self.promised.text} · {self._left}"

    @property
    def used(self) -> str:
        """Return how many days it has taken so far: "3 hari kerja"."""
        return f"{self.days_used} {self._unit}"

    @property
    def _unit(self) -> str:
        return "hari kerja" if self.counts is CalendarKind.WORKING else "hari"

    @property
    def _left(self) -> str:
        if self.days_left is None:
            return "ditepati" if self.is_kept else "terlampaui"
        if self.days_left < 0:
            return f"lewat {-self.days_left} {self._unit}"
        return f"{self.days_left} {self._unit} lagi" if self.days_left else "hari ini batasnya"


def promise_clock(
    procedure: Procedure, views: Sequence[StepView], calendar: Calendar, today: dt.date
) -> PromiseClock | None:
    """Return how the promised total stands; None where the document promises none."""
    promised = procedure.promise.time
    covered = {step.number for step in steps_of_promise(procedure)}
    clocks = [view for view in views if view.step.number in covered]
    if not promised.is_stated or not clocks:
        return None
    begun = [view.record.started_on for view in clocks if view.record.started_on]
    start = min(begun, default=clocks[0].clock_start)
    due = calendar.due(start, promised)
    assert due is not None
    closed = [view.record.done_on for view in clocks if view.record.done_on]
    over = all(view.record.is_closed for view in clocks)
    ended = max(closed, default=start) if over else None
    counts = calendar.kind_of(promised)
    return PromiseClock(
        promised=promised,
        start=start,
        due=due,
        ended=ended,
        days_used=max(0, calendar.days_between(start, ended or today, counts)),
        days_left=None if ended else calendar.days_between(today, due, counts),
        counts=counts,
    )


def steps_of_promise(procedure: Procedure) -> tuple[Step, ...]:
    """Return the steps that the promised total is counted over; all where none are named."""
    named = procedure.promise.steps
    return tuple(step for step in procedure.steps if not named or step.number in named)


def totals(times: Iterable[Duration]) -> tuple[Total, ...]:
    """Return the sums of the times by unit: days, then hours and minutes, then weeks last."""
    order = (Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.WEEK)
    stated = [time for time in times if time.is_stated]
    sums = (_total(unit, [time for time in stated if time.unit is unit]) for unit in order)
    return tuple(total for total in sums if total is not None)


def _total(unit: Unit, times: Sequence[Duration]) -> Total | None:
    if not times:
        return None
    return Total(unit, sum(time.min or 0 for time in times), sum(time.max or 0 for time in times))


def _days(times: Iterable[Duration], calendar: CalendarKind, least: bool = True) -> int:
    """Return the whole days that the times take, at least or at most."""
    days = 0
    for total in totals(times):
        amount = total.min if least else total.max
        if total.unit is Unit.DAY:
            days += amount
        elif total.unit is Unit.WEEK:
            days += amount * _WEEK[calendar]
    return days


def _list(found: Iterable[Total]) -> str:
    return " + ".join(str(total) for total in found) or "tidak disebut"


def _and(numbers: Sequence[str]) -> str:
    if len(numbers) < 3:
        return " dan ".join(numbers)
    return f"{', '.join(numbers[:-1])}, dan {numbers[-1]}"
