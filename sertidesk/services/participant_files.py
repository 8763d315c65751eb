"""The list of participants as a workbook to print or hand on, just as the grid shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import layout_toml, workbook
from sertidesk.export.workbook import Written
from sertidesk.paths import resource
from sertidesk.services.activity import Activity
from sertidesk.services.participant_lists import records_of
from sertidesk.services.records import birth, full_name
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles

LAYOUT = "peserta"


def write_list(
    store: Store,
    activity: Activity,
    ids: Sequence[str],
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write these participants, in this order, with the layout `peserta`."""
    layout = layout_toml.load(resource("layouts", f"{LAYOUT}.toml"))
    return workbook.write(
        layout,
        [
            {**row, "full_name": full_name(row), "birth_place_date": birth(row)}
            for row in records_of(store, activity.id, ids)
        ],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )
