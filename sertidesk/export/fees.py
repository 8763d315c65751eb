"""The fees of an activity as a workbook: of whom, how much, who pays whom, paid when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

_DATE = "dd-mm-yyyy"
LAYOUT = Layout(
    name="biaya",
    title="Biaya sertifikasi",
    kind="other",
    sheets=(
        Sheet(
            "Biaya",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=30),
                Column("NIK", field="nik", width=20, text=True),
                Column("BIAYA", field="what", width=26),
                Column("JUMLAH (RP)", field="amount", width=16, format="#,##0"),
                Column("PEMBAYAR", field="payer", width=18),
                Column("PENERIMA", field="payee", width=13),
                Column("STATUS", field="state", width=15),
                Column("DIBAYAR", field="paid_on", format=_DATE, width=13),
                Column("NOMOR BUKTI", field="proof_number", width=20, text=True),
                Column("CATATAN", field="note", width=28),
            ),
            head=("{office}", "BIAYA SERTIFIKASI", "{activity}", "{published}", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)


def write_fees(
    path: Path,
    rows: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the fees; ``rows`` have the keys of the layout's columns."""
    return write(
        LAYOUT, rows, path, title_values=title_values, report=report, is_cancelled=is_cancelled
    )
