"""The plan of an activity: each step's state, its clock and its due date.

A step's clock starts when the one before is done, or is planned from that one's due date. Steps
that share a phase of the promised total (Kotawaringin Barat) share the phase's due date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sertidesk.domain.procedure import CalendarKind, Duration, Phase, Procedure, Step
from sertidesk.domain.workdays import Calendar


class State(StrEnum):
    """The state of a step."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    OVERDUE = "overdue"
    SKIPPED = "skipped"


STATE_LABELS: Mapping[State, str] = {
    State.NOT_STARTED: "Belum mulai",
    State.IN_PROGRESS: "Berjalan",
    State.DONE: "Selesai",
    State.OVERDUE: "Terlambat",
    State.SKIPPED: "Dilewati",
}


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What the office has recorded about a step.

    ``inputs`` and ``outputs`` are the titles ticked, ``due_on`` a date the office set by itself.
    """

    number: str
    started_on: dt.date | None = None
    done_on: dt.date | None = None
    done_by: str = ""
    note: str = ""
    evidence: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    skip_reason: str = ""
    override_reason: str = ""
    due_on: dt.date | None = None

    @property
    def is_closed(self) -> bool:
        """Tell whether the step is done or skipped."""
        return self.done_on is not None or bool(self.skip_reason)


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the rail shows it.

    ``clock_start`` is the day its time counts from; ``days_used`` and ``days_left`` count the
    days of ``counts`` (``days_left`` is negative when late, None without a due date or when the
    step is closed).
    """

    step: Step
    record: StepRecord
    state: State
    clock_start: dt.date
    due: dt.date | None
    days_used: int
    days_left: int | None
    counts: CalendarKind
    phase: Phase | None = None
    due_is_set: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """Steps that share one clock: a step by itself, a phase's steps, or a phase of waiting."""

    time: Duration
    steps: tuple[Step, ...]
    phase: Phase | None = None


def plan(
    procedure: Procedure,
    records: Mapping[str, StepRecord],
    calendar: Calendar,
    start: dt.date,
    today: dt.date,
) -> tuple[StepView, ...]:
    """Return every step with its state and due date, in the SOP's order.

    ``records`` are by step number, a step without one has not been touched; ``start`` is the
    activity's planned start.
    """
    views: dict[str, StepView] = {}
    cursor = start
    earliest = dt.date.min  # how far a real start may pull a clock before its planned one
    for unit in _units(procedure):
        begin = _begin(unit, records, earliest, cursor)
        due = calendar.due(begin, unit.time)
        for step in unit.steps:
            record = records.get(step.number, StepRecord(step.number))
            views[step.number] = _view(step, record, unit, calendar, begin, due, today)
        cursor = _end([views[step.number] for step in unit.steps], begin, due, today)
        if unit.steps:
            earliest = cursor
    return tuple(views[step.number] for step in procedure.steps)


def next_step(views: Sequence[StepView]) -> StepView | None:
    """Return the first step that is neither done nor skipped; None when all are closed."""
    return next((view for view in views if not view.record.is_closed), None)


def _units(procedure: Procedure) -> list[_Unit]:
    """Return the clocks of a procedure in their order."""
    units: list[_Unit] = []
    phases = list(procedure.promise.phases)
    placed: set[str] = set()
    for step in procedure.steps:
        phase = None if step.time.is_stated else procedure.phase_of(step.number)
        if step.number in placed:
            continue
        if phase is None:
            units.append(_Unit(step.time, (step,)))
            continue
        # Waiting that the document prints before this phase runs before it.
        while phases and phases[0] is not phase:
            waiting = phases.pop(0)
            if not waiting.steps:
                units.append(_Unit(waiting.time, (), waiting))
        if phases:
            phases.pop(0)
        shared = tuple(
            other
            for other in procedure.steps
            if other.number in phase.steps and not other.time.is_stated
        )
        placed.update(other.number for other in shared)
        units.append(_Unit(phase.time, shared, phase))
    return units


def _begin(
    unit: _Unit, records: Mapping[str, StepRecord], earliest: dt.date, cursor: dt.date
) -> dt.date:
    """Return when a clock starts: with the end of the one before.

    Only the activity's first step and one that follows mere waiting may start sooner: when work
    on them has begun, the planned start or the waiting is over.
    """
    begun = [
        day
        for step in unit.steps
        if (record := records.get(step.number)) is not None
        and (day := record.started_on or record.done_on) is not None
    ]
    return max(earliest, min([cursor, *begun]))


def _end(views: Sequence[StepView], begin: dt.date, due: dt.date | None, today: dt.date) -> dt.date:
    """Return when a clock is over: really, or as far as one can plan today."""
    if not views:  # waiting: nobody finishes it, its time simply passes
        return due or begin
    if all(view.record.is_closed for view in views):
        return max([begin, *(view.record.done_on for view in views if view.record.done_on)])
    planned = [view.due for view in views if view.due is not None and not view.record.is_closed]
    return max([begin, today, *planned])


def _view(
    step: Step,
    record: StepRecord,
    unit: _Unit,
    calendar: Calendar,
    begin: dt.date,
    due: dt.date | None,
    today: dt.date,
) -> StepView:
    due = record.due_on or due
    counts = calendar.kind_of(unit.time)
    until = record.done_on or today
    closed = record.is_closed
    return StepView(
        step=step,
        record=record,
        state=_state(record, due, today),
        clock_start=begin,
        due=due,
        days_used=max(0, calendar.days_between(begin, until, counts)),
        days_left=None if due is None or closed else calendar.days_between(today, due, counts),
        counts=counts,
        phase=unit.phase,
        due_is_set=record.due_on is not None,
    )


def _state(record: StepRecord, due: dt.date | None, today: dt.date) -> State:
    if record.done_on is not None:
        return State.DONE
    if record.skip_reason:
        return State.SKIPPED
    if due is not None and today > due:
        return State.OVERDUE
    return State.NOT_STARTED if record.started_on is None else State.IN_PROGRESS
