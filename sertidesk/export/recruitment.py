"""The list of recruitment letters as a workbook: to whom, when sent, how, what came back."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Fill, Layout, Sheet

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
