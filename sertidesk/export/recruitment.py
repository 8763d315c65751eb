"""The list of recruitment letters as a workbook: to whom, when sent, how, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

_DATE = "dd-mm-yyyy"
LAYOUT = Layout(
    name="surat-rekrutmen",
    title="Daftar pengiriman surat rekrutmen",
    kind="other",
    sheets=(
        Sheet(
            "Surat rekrutmen",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("PENERIMA", field="name", width=30),
                Column("KECAMATAN", field="district", width=20),
                Column("NOMOR HP", field="phone", width=15),
                Column("NOMOR SURAT", field="letter_number", width=22, text=True),
                Column("TANGGAL SURAT", field="letter_date", format=_DATE, width=13),
                Column("DIKIRIM", field="sent_on", format=_DATE, width=13),
                Column("CARA", field="way", width=12),
                Column("DITERIMA OLEH", field="received_by", width=20),
                Column("DIJAWAB", field="answered_on", format=_DATE, width=13),
                Column("CALON", field="promised", width=9),
                Column("STATUS", field="state", width=15),
                Column("CATATAN", field="note", width=28),
            ),
            head=("{office}", "DAFTAR PENGIRIMAN SURAT REKRUTMEN", "{activity}", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)


def write_letters(
    path: Path,
    rows: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the letters; ``rows`` have the keys of the layout's columns."""
    return write(
        LAYOUT, rows, path, title_values=title_values, report=report, is_cancelled=is_cancelled
    )
