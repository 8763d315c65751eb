"""Beranda: every running activity with its current step, what is late, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sertidesk.domain import plan
from sertidesk.services import activity, procedure
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class RunningActivity:
    """One activity on Beranda; the counts are participants."""

    code: str
    name: str
    office: str
    step_number: str
    step_title: str
    state: plan.State
    due: date | None
    days_left: int | None
    done_steps: int
    all_steps: int
    registered: int
    complete: int
    matched: int
    sent: int


def running(store: Store) -> list[RunningActivity]:
    """Return the activities with an open step, the most urgent first."""
    found = []
    for line in activity.listing(store):
        one = activity.by_id(store, line.id)
        views = procedure.steps(store, one)
        current = plan.next_step(views)
        if current is None:
            continue
        with store.read() as connection:
            facts = procedure.facts(connection, one)
        registered = len(facts.participants)
        found.append(
            RunningActivity(
                code=one.code,
                name=one.name,
                office=one.procedure.office.government,
                step_number=current.step.number,
                step_title=current.step.title,
                state=current.state,
                due=current.due,
                days_left=current.days_left,
                done_steps=sum(view.record.is_closed for view in views),
                all_steps=len(views),
                registered=registered,
                complete=registered - len(facts.open_documents),
                matched=registered - len(facts.unmatched),
                sent=registered - len(facts.unsent),
            )
        )
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max))
