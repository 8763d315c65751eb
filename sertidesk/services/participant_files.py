"""The list of participants as a workbook to print or hand on, just as the grid shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sertidesk.domain.formatting import long_date, short_date
from sertidesk.export import layout_toml, workbook
from sertidesk.export.workbook import Written
from sertidesk.paths import resource
from sertidesk.services import settings
from sertidesk.services.activity import Activity
from sertidesk.services.participant_lists import records_of
from sertidesk.services.store import Store

LAYOUT = "peserta"


def write_list(
    store: Store,
    activity: Activity,
    ids: Sequence[str],
    path: Path,
    *,
    report: Callable[[int, int], None] = lambda done, total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write these participants, in this order, with the layout `peserta`."""
    layout = layout_toml.load(resource("layouts", f"{LAYOUT}.toml"))
    office = str(settings.get(store, "office_name")) or activity.procedure.office.name
    return workbook.write(
        layout,
        [_row(record) for record in records_of(store, activity.id, ids)],
        path,
        title_values={
            "office": office,
            "activity": activity.name,
            "date": long_date(store.today()),
        },
        report=report,
        is_cancelled=is_cancelled,
    )


def full_name(values: Mapping[str, Any]) -> str:
    """Return the name with the titles before and after it."""
    name = " ".join(filter(None, (values.get("title_before"), values.get("name"))))
    return ", ".join(filter(None, (name, values.get("title_after"))))


def birth(values: Mapping[str, Any]) -> str:
    """Return "Pangkalan Bun, 12-05-1990"; what is not known is left out."""
    born = values.get("birth_date")
    return ", ".join(filter(None, (values.get("birth_place"), short_date(born) if born else "")))


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "full_name": full_name(record), "birth_place_date": birth(record)}
