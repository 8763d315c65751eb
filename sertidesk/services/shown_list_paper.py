"""Any list on any screen as a paper, below the office's letterhead."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain.formatting import long_date
from sertidesk.domain.shown_list import ShownList
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, write_table
from sertidesk.export.pdf.page import Printed
from sertidesk.services import page_setup
from sertidesk.services.activity import Activity
from sertidesk.services.printing_job import office_letterhead
from sertidesk.services.store import Store


def print_list(
    store: Store,
    shown: ShownList,
    activity: Activity | None,
    out: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print the list, with the activity, what it is filtered by, and the day."""
    code = activity.code if activity else ""
    name = f"{activity.name} ({activity.year})" if activity else ""
    facts = [("Saringan", f"{title} memuat “{typed}”") for title, typed in shown.filtered_by]
    facts.append(("Per tanggal", long_date(store.today())))
    head = ListHead(
        office_letterhead(store, activity.procedure.office if activity else None),
        (shown.title, name),
        tuple(facts),
        " · ".join(filter(None, (code, shown.title, name))),
    )
    return write_table(
        out, head, shown, paper=page_setup.sheet(store, "list", paper, code),
        report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
