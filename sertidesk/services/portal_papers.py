"""What lacks before the portal of an activity can be filled in, as a workbook."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain import portal as rules
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.portal import LAYOUT
from sertidesk.export.workbook import Written, write
from sertidesk.services import portal_pages
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants, titles


def write_missing_list(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write everyone with their state and the required fields they lack."""
    target = rules.target_of_procedure(activity.procedure)
    entries = portal_pages.listing(store, activity, target, portal_pages.recap_of(store, target))
    if not entries:
        raise no_participants()
    return write(
        LAYOUT,
        [
            {
                "name": one.name,
                "nik": one.nik,
                "village": one.village,
                "state": rules.STATES[one.state],
                "lacks": ", ".join(one.missing),
            }
            for one in entries
        ],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )
