"""The register of complaints as a workbook."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Layout, Sheet

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
