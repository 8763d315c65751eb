"""The schedule as a week: days side by side, sessions as blocks that are moved and filled there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from sertidesk.domain import schedule_week as rules
from sertidesk.domain.formatting import date_range
from sertidesk.domain.schedule import minutes_of
from sertidesk.domain.schedule_week import GRAIN, State
from sertidesk.domain.workdays import Calendar
from sertidesk.services.schedule import Session
from sertidesk.ui.kit.parts import label, named, row, tool
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.schedule_grid import DayHeader, WeekGrid

_STEPS = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip
_MOVE = 2 * GRAIN  # minutes that Ctrl and an arrow move a session


class WeekView(QFrame):
    """Arrows go from block to block, with Ctrl they move it; Enter opens it, PgUp/PgDn turn."""

    chosen = Signal(str)  # the session the keys or the mouse are on
    opened = Signal(str)
    move_requested = Signal(str, object, str, str)  # session, day, starts, ends
    seat_requested = Signal(str, list)  # session, participants dropped on it

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "schedule_week", self.tr("Jadwal seminggu"))
        self._today = today
        self._sessions: dict[str, Session] = {}
        self.current: str | None = None
        self.days = rules.week_of(today)
        self.title_label = label("", "heading")
        self.before_button = tool(
            "week_before", self.tr("Minggu sebelumnya (PgUp)"), lambda: self.turn(-1),
            icon="chevron-left",
        )  # fmt: skip
        self.after_button = tool(
            "week_after", self.tr("Minggu berikutnya (PgDn)"), lambda: self.turn(1),
            icon="chevron-right",
        )  # fmt: skip
        self.first_button = tool(
            "week_first", self.tr("Buka minggu dengan sesi berikutnya"), self.go_to_nearest,
            icon="calendar-clock",
        )  # fmt: skip
        self.header = DayHeader()
        self.grid = WeekGrid()
        self._area = named(QScrollArea(), "schedule_week_area", self.tr("Hari dan jam"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.grid)
        self._area.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = row(self.before_button, self.after_button, self.first_button, self.title_label, 1)
        bar.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 0)
        self.setProperty("card", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(SPACE)
        layout.addLayout(bar)
        layout.addWidget(self.header)
        layout.addWidget(self._area, 1)
        # Connected signals
        self._area.horizontalScrollBar().valueChanged.connect(self.header.set_offset)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(self.opened)
        self.grid.key_pressed.connect(self._on_key_pressed)
        self.grid.placed.connect(self._on_placed)
        self.grid.resized.connect(self.header.set_edges)
        self.grid.seat_requested.connect(self.seat_requested)

    def show_sessions(
        self, sessions: Sequence[Session], states: Mapping[str, State], calendar: Calendar
    ) -> None:
        """Show these sessions; the week looked at stays, and follows the session that is chosen."""
        self._sessions = {one.id: one for one in sessions}
        first = not self.grid.states and bool(sessions)
        self.grid.states = dict(states)
        self.header.calendar = self.grid.calendar = calendar
        if first and not any(one.day in self.days for one in sessions):
            self.go_to_nearest()
        elif self.current in self._sessions:
            self.select(self.current)
        else:
            self.current = None
            self._show_week()

    def select(self, session_id: str) -> None:
        """Show the week of a session and mark it."""
        one = self._sessions.get(session_id)
        if one is None:
            return
        self.current = session_id
        self.days = rules.week_of(one.day)
        self._show_week()
        block = self.grid.blocks[session_id]
        self._area.ensureWidgetVisible(block, SPACE, SPACE)

    def take_focus(self) -> None:
        """Put the keys on the chosen block, else on the first of the week, else on the grid."""
        block = self.grid.blocks.get(self.current or "") or self.grid.first_block()
        (block or self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, weeks: int) -> None:
        """Show the week before or after."""
        had_keys = self.grid.has_keys()
        self.days = tuple(day + timedelta(weeks=weeks) for day in self.days)
        self.current = None
        self._show_week()
        if had_keys:
            self.take_focus()

    def go_to_nearest(self) -> None:
        """Show the next session from today on, or the last one there was."""
        ordered = sorted(self._sessions.values(), key=lambda one: (one.day, one.starts))
        coming = [one for one in ordered if one.day >= self._today] or ordered[-1:]
        if coming:
            self.select(coming[0].id)
            self.chosen.emit(coming[0].id)

    def _show_week(self) -> None:
        shown = [one for one in self._sessions.values() if one.day in self.days]
        self.title_label.setText(date_range(self.days[0], self.days[-1]))
        self.header.show_days(self.days, self._today)
        self.grid.show_week(self.days, shown, self.current)

    def _on_chosen(self, session_id: str) -> None:
        if session_id != self.current:
            self.current = session_id
            self.grid.mark(session_id)
            self.chosen.emit(session_id)

    def _on_key_pressed(self, key: int, moving: bool) -> None:
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
            return
        one = self._sessions.get(self.current or "")
        if one is None:
            self.take_focus()
            return
        days, along = _STEPS[Qt.Key(key)]
        if moving:
            starts, ends = one.starts, one.ends
            if along:
                starts, ends = rules.moved(starts, ends, minutes_of(starts) + along * _MOVE)
            self._ask_to_move(one, one.day + timedelta(days=days), starts, ends)
            return
        every = list(self._sessions.values())
        found = rules.beside(every, one, days) if days else rules.along(every, one, along)
        if found is not None:
            self.select(found.id)
            self.take_focus()
            self.chosen.emit(found.id)

    def _on_placed(self, session_id: str, day: date, minute: int) -> None:
        one = self._sessions[session_id]
        self._ask_to_move(one, day, *rules.moved(one.starts, one.ends, minute))

    def _ask_to_move(self, one: Session, day: date, starts: str, ends: str) -> None:
        self.current = one.id
        if (day, starts, ends) != (one.day, one.starts, one.ends):
            self.move_requested.emit(one.id, day, starts, ends)
