"""What was agreed in meetings, as a workbook: what, who, until when, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

_DATE = "dd-mm-yyyy"
LAYOUT = Layout(
    name="tindak-lanjut-rapat",
    title="Tindak lanjut rapat",
    kind="other",
    sheets=(
        Sheet(
            "Tindak lanjut",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("URAIAN", field="what", width=48),
                Column("PENANGGUNG JAWAB", field="who", width=26),
                Column("TENGGAT", field="due_on", format=_DATE, width=13),
                Column("STATUS", field="state", width=15),
                Column("SELESAI", field="done_on", format=_DATE, width=13),
                Column("CATATAN", field="note", width=28),
                Column("RAPAT", field="meeting", width=32),
                Column("TANGGAL RAPAT", field="meeting_day", format=_DATE, width=14),
            ),
            head=("{office}", "TINDAK LANJUT RAPAT", "{activity}", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)


def write_follow_ups(
    path: Path,
    rows: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write what was agreed; ``rows`` have the keys of the layout's columns."""
    return write(
        LAYOUT, rows, path, title_values=title_values, report=report, is_cancelled=is_cancelled
    )
