"""What lacks before a portal can be filled in, as a workbook: per person, files and fields."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Fill, Layout, Orientation, Sheet

LAYOUT = Layout(
    name="kekurangan-portal",
    title="Kekurangan data portal",
    kind="other",
    sheets=(
        Sheet(
            "Kekurangan",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("DESA/KELURAHAN", field="village", width=18),
                Column("STATUS", field="state", width=15),
                Column("BERKAS", field="files", width=8),
                Column("YANG KURANG", field="lacks", width=70),
            ),
            head=("{office}", "KEKURANGAN SEBELUM INPUT PORTAL", "{activity}", "{date}"),
            totals=("count",),
        ),
    ),
    orientation=Orientation.LANDSCAPE,
    freeze_columns=2,
)
