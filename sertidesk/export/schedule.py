"""The schedule as a workbook: one sheet of sessions, one of who comes when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

SEATS = "seats"
_DATE = "dd-mm-yyyy"
_HEAD = ("{office}", "JADWAL UJI KOMPETENSI", "{activity}", "{date}")
_WHEN = (
    Column("HARI", field="weekday", width=10),
    Column("TANGGAL", field="date", format=_DATE, width=13),
    Column("MULAI", field="starts", width=8, text=True),
    Column("SELESAI", field="ends", width=9, text=True),
    Column("TUK", field="test_centre", width=28),
    Column("RUANG", field="room", width=16),
)
LAYOUT = Layout(
    name="jadwal",
    title="Jadwal uji kompetensi",
    kind="other",
    sheets=(
        Sheet(
            "Jadwal",
            (
                Column("NO", Fill.NUMBER, width=5),
                *_WHEN,
                Column("SKEMA", field="scheme", width=30),
                Column("ASESOR", field="assessor", width=26),
                Column("NO. REGISTRASI ASESOR", field="assessor_registration", width=24, text=True),
                Column("PESERTA", field="count", width=10),
                Column("CATATAN", field="note", width=26),
            ),
            head=_HEAD,
        ),
        Sheet(
            "Peserta",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=30),
                Column("DESA/KELURAHAN", field="village", width=20),
                Column("JABATAN KERJA", field="occupation", width=30),
                *_WHEN,
                Column("ASESOR", field="assessor", width=26),
            ),
            head=_HEAD,
            rows=SEATS,
        ),
    ),
    freeze_columns=2,
)


def write_schedule(
    path: Path,
    sessions: Iterable[Row],
    seats: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the sessions and the seats; the rows have the keys of the layout's columns."""
    return write(
        LAYOUT, sessions, path, title_values=title_values, more_rows={SEATS: seats},
        report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
