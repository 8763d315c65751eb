"""What lacks before the portal of an activity can be filled in, as a workbook."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain import portal as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import long_date
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.portal import write_missing
from sertidesk.export.workbook import Written
from sertidesk.services import portal_pages, settings
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store


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
        raise UserError(
            "nothing_to_export",
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu.",
        )
    return write_missing(
        path,
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
        title_values={
            "office": str(settings.get(store, "office_name")) or activity.procedure.office.name,
            "activity": activity.name,
            "date": long_date(store.today()),
        },
        report=report,
        is_cancelled=is_cancelled,
    )
