"""The fees of an activity as a workbook: of whom, how much, who pays whom, paid when."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Fill, Layout, Sheet

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
