"""The tracker as a file: where each application is, since when, and on whom it waits."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain import tracker as rules
from sertidesk.domain.tracker import State
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.tracker import layout
from sertidesk.export.workbook import Written, write
from sertidesk.services import tracker
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants, titles


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write everyone with state, days, numbers and days left; only states reached have columns."""
    applicants = tracker.listing(store, activity)
    if not applicants:
        raise no_participants()
    days = tracker.timelines(store, activity)
    reached = {state for found in days.values() for state in found}
    rows = [
        {
            "name": one.name,
            "nik": one.nik,
            "village": one.village,
            "occupation": one.occupation,
            "state": rules.STATES[one.state],
            "since": one.since,
            "party": rules.PARTIES[one.waits_on],
            "act": rules.act_of(one.state),
            "due": one.due,
            "days_left": one.days_left,
            "note": one.note,
            **one.numbers,
            **{f"on_{state}": day for state, day in days.get(one.id, {}).items()},
        }
        for one in applicants
    ]
    columns = [(f"on_{state}", rules.STATES[state]) for state in State if state in reached]
    return write(
        layout(columns),
        rows,
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )
