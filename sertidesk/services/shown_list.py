"""Any list on any screen, printed or saved to Excel: as filtered and sorted, its columns."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain.formatting import long_date
from sertidesk.domain.shown_list import ShownList
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import shown_list as workbook
from sertidesk.export.layouts import Paper
from sertidesk.export.workbook import Written
from sertidesk.services import settings
from sertidesk.services.activity import Activity
from sertidesk.services.preview import Order
from sertidesk.services.store import Store


def order(shown: ShownList, activity: Activity | None) -> Order:
    """Return the order of the list on paper, to be looked at."""
    from sertidesk.services import shown_list_paper  # the PDF library is slow to import

    name = f"{shown.title} {activity.name}" if activity else shown.title
    return Order(shown.title, name, shown_list_paper.print_list, (shown, activity))


def save(
    store: Store,
    shown: ShownList,
    activity: Activity | None,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the list as a workbook, with the activity and the day above it."""
    lines = [settings.office_name(store, activity.procedure.office if activity else None)]
    lines.append(f"{activity.name} ({activity.year})" if activity else "")
    lines.append(shown.title)
    lines += [f"Saringan: {title} memuat “{typed}”" for title, typed in shown.filtered_by]
    lines.append(f"{len(shown.rows)} baris, {long_date(store.today())}")
    return workbook.write(
        shown, tuple(filter(None, lines)), path,
        paper=Paper.A4 if settings.get(store, "paper") == "a4" else Paper.F4, report=report,
        is_cancelled=is_cancelled,
    )  # fmt: skip
