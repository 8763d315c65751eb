"""Beranda: every running activity with its current step, what is late, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sertidesk.domain import plan
from sertidesk.services import activity, board
from sertidesk.services.board import Stage
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class RunningActivity:
    """One activity on Beranda; ``current`` is None once every step is done or skipped.

    ``late`` are the steps past their due date.
    """

    code: str
    name: str
    office: str
    current: plan.StepView | None
    late: tuple[plan.StepView, ...]
    closed_steps: int
    all_steps: int
    funnel: tuple[Stage, ...]


def running(store: Store) -> list[RunningActivity]:
    """Return the activities that are not closed, the most urgent first."""
    open_ids = [line.id for line in activity.listing(store) if line.closed_on is None]
    found = [_running(store, activity.by_id(store, one_id)) for one_id in open_ids]
    return sorted(found, key=_urgency)


def _running(store: Store, one: activity.Activity) -> RunningActivity:
    made = board.board(store, one)
    return RunningActivity(
        code=one.code,
        name=one.name,
        office=one.procedure.office.government,
        current=made.current,
        late=made.late,
        closed_steps=sum(view.record.is_closed for view in made.views),
        all_steps=len(made.views),
        funnel=made.funnel,
    )


def _urgency(one: RunningActivity) -> date:
    """Return the nearest due date; activities without one come last."""
    dues = [view.due for view in (*one.late, one.current) if view is not None and view.due]
    return min(dues, default=date.max)
