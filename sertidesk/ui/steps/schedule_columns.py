"""The columns of the list of sessions."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from sertidesk.domain.formatting import due_date
from sertidesk.domain.schedule import show_time
from sertidesk.domain.schedule_week import STATES
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.steps.schedule_block import TONES


def _when(key: str) -> str:
    """Return "Sen 23 Nov 08.00–10.00" for a cell's sorting key, which begins with the year."""
    day, starts, ends = key.split()
    return f"{due_date(date.fromisoformat(day))} {show_time(starts)}–{show_time(ends)}"


def columns(parent: QWidget) -> list[TableColumn]:
    """Return what is told of a session in a line."""
    badges = {state: (STATES[state], tone) for state, tone in TONES.items()}
    return [
        TableColumn("when", parent.tr("Waktu"), 164, show=_when),
        TableColumn("state", parent.tr("Status"), 106, badges=badges),
        TableColumn("room", parent.tr("Ruang"), 80),
        TableColumn("scheme", parent.tr("Skema"), 164),
        TableColumn("assessor", parent.tr("Asesor"), 124),
        TableColumn("count", parent.tr("Peserta"), 66, align_right=True),
        TableColumn("test_centre", parent.tr("TUK"), 180),
    ]
