"""The register of complaints as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

_DATE = "dd-mm-yyyy"
LAYOUT = Layout(
    name="pengaduan",
    title="Daftar pengaduan",
    kind="other",
    sheets=(
        Sheet(
            "Pengaduan",
            (
                Column("NO", field="label", width=9),
                Column("DITERIMA", field="received_on", format=_DATE, width=13),
                Column("LEWAT", field="channel", width=17),
                Column("PENGADU", field="name", width=24),
                Column("KONTAK", field="contact", width=17, text=True),
                Column("ISI PENGADUAN", field="what", width=48),
                Column("PESERTA", field="participant", width=24),
                Column("KEGIATAN", field="activity", width=28),
                Column("JAWABAN", field="answer", width=48),
                Column("DIJAWAB OLEH", field="answered_by", width=20),
                Column("DIJAWAB", field="answered_on", format=_DATE, width=13),
                Column("STATUS", field="state", width=15),
                Column("HARI", field="days", width=7),
            ),
            head=("{office}", "DAFTAR PENGADUAN", "{activity}", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)


def write_complaints(
    path: Path,
    rows: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the complaints; ``rows`` have the keys of the layout's columns."""
    return write(
        LAYOUT, rows, path, title_values=title_values, report=report, is_cancelled=is_cancelled
    )
