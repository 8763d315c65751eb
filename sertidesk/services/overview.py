"""Beranda: every running activity with its current step, what is late, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sertidesk.domain import plan
from sertidesk.domain.workdays import Calendar
from sertidesk.services import activity, board, holidays, procedure
from sertidesk.services.board import Stage
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class RunningActivity:
    """One activity on Beranda; ``current`` is None once every step is done or skipped.

    ``late`` are the steps past their due date; ``actors`` says for these and the current one, by
    number, on whom they wait. Without details ``funnel`` is empty.
    """

    code: str
    name: str
    office: str
    current: plan.StepView | None
    late: tuple[plan.StepView, ...]
    closed_steps: int
    all_steps: int
    funnel: tuple[Stage, ...]
    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


DETAILED = 8  # so many activities have their figures at once; more are looked for when wanted


def running(store: Store, *, everything: bool = False) -> list[RunningActivity]:
    """Return the activities that are not closed, the most urgent first.

    Only the first `DETAILED` have their figures, unless ``everything`` is wanted.
    """
    calendar = holidays.calendar_for(store)
    found = [_running(store, one, calendar) for one in activity.open_ones(store)]
    found.sort(key=lambda pair: _urgency(pair[1]))
    most = len(found) if everything else DETAILED
    return [
        replace(line, funnel=board.funnel(store, one)) if place < most else line
        for place, (one, line) in enumerate(found)
    ]


def _running(
    store: Store, one: activity.Activity, calendar: Calendar
) -> tuple[activity.Activity, RunningActivity]:
    views = procedure.steps(store, one, calendar)
    current = plan.next_step(views)
    late = tuple(view for view in views if view.state is plan.State.OVERDUE)
    told = (*late, current) if current is not None else late
    return one, RunningActivity(
        code=one.code,
        name=one.name,
        office=one.procedure.office.government,
        current=current,
        late=late,
        closed_steps=sum(view.record.is_closed for view in views),
        all_steps=len(views),
        funnel=(),
        actors={view.step.number: one.procedure.actor_titles(view.step) for view in told},
    )


def _urgency(one: RunningActivity) -> date:
    """Return the nearest due date; activities without one come last."""
    dues = [view.due for view in (*one.late, one.current) if view is not None and view.due]
    return min(dues, default=date.max)
