"""The results of the assessment as a workbook."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Fill, Layout, Sheet

_DATE = "dd-mm-yyyy"
RESULTS = Layout(
    name="hasil-asesmen",
    title="Hasil asesmen",
    kind="other",
    sheets=(
        Sheet(
            "Hasil asesmen",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("DESA/KELURAHAN", field="village", width=20),
                Column("JABATAN KERJA", field="occupation", width=28),
                Column("JENJANG", field="level", width=9),
                Column("TANGGAL ASESMEN", field="assessed_on", format=_DATE, width=13),
                Column("ASESOR", field="assessor", width=26),
                Column("METODE", field="method", width=13),
                Column("KEHADIRAN", field="attendance", width=17),
                Column("NILAI", field="score", width=9),
                Column("REKOMENDASI", field="recommendation", width=16),
                Column("KEPUTUSAN PERTAMA", field="first", width=16),
                Column("BANDING", field="appeal", width=13),
                Column("TANGGAL BANDING", field="appeal_on", format=_DATE, width=13),
                Column("KEPUTUSAN", field="decision", width=16),
                Column("TANGGAL KEPUTUSAN", field="decided_on", format=_DATE, width=13),
                Column("CATATAN", field="note", width=30),
            ),
            head=("{office}", "HASIL ASESMEN", "{activity}", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)
