"""What was agreed in meetings, as a workbook: what, who, until when, where it stands."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Fill, Layout, Sheet

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
