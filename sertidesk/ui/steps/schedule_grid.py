"""The days and hours of a week, drawn, with the sessions on them; takes what is dropped there."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import schedule_week as rules
from sertidesk.domain.formatting import due_date
from sertidesk.domain.schedule import minutes_of
from sertidesk.domain.schedule_week import GRAIN, State
from sertidesk.domain.workdays import Calendar
from sertidesk.services.schedule import Session
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.drops import keys_in
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.schedule_block import SESSION, SessionBlock
from sertidesk.ui.steps.schedule_people import PERSON

_TIMES = 44  # pixels for the hours at the left
_DAY = 66  # pixels, at least, for each of its sessions side by side
_HOUR = 34  # pixels, at least
_HEADER = 38
_EMPTY_DAY_OFF, _WIDEST = 0.8, 3  # shares of the width; a day has one


class DayHeader(QWidget):
    """The days over the grid, which stay while it is scrolled; a day off says why."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "schedule_days")
        self.setFixedHeight(_HEADER)
        self.calendar = Calendar()
        self._days: tuple[date, ...] = ()
        self._today = date.min
        self._offset = 0
        self._edges: list[int] = []

    def show_days(self, days: Sequence[date], today: date) -> None:
        """Show these days."""
        self._days, self._today = tuple(days), today
        told = [", ".join(filter(None, (due_date(day), self._off(day)))) for day in days]
        self.setAccessibleName("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def set_offset(self, offset: int) -> None:
        """Follow the grid sideways."""
        self._offset = offset
        self.update()

    def set_edges(self, edges: list[int]) -> None:
        """Stand over the grid's days: where each begins, and where the last one ends."""
        self._edges = edges
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = theme.colours
        line = painter.fontMetrics().height()
        font = painter.font()
        for day, left, right in zip(self._days, self._edges, self._edges[1:], strict=False):
            off = self._off(day)
            box = QRect(left - self._offset + 2, 0, right - left - SPACE, line)
            font.setBold(day == self._today)
            painter.setFont(font)
            painter.setPen(QColor(c.accent if day == self._today else c.bad if off else c.text))
            words = due_date(day)
            if painter.fontMetrics().horizontalAdvance(words) > box.width():
                words = words.rsplit(" ", 1)[0]  # the month stands in the title
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)
            painter.setPen(QColor(c.muted))
            words = painter.fontMetrics().elidedText(off, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box.translated(0, line), Qt.AlignmentFlag.AlignHCenter, words)
        painter.end()

    def _off(self, day: date) -> str:
        """Return why nobody works that day; empty for a working day."""
        if self.calendar.is_working(day):
            return ""
        holiday = self.calendar.holidays.get(day)
        return holiday.name if holiday else self.tr("libur")


class WeekGrid(QWidget):
    """Holds a block for each session of the week."""

    chosen = Signal(str)
    opened = Signal(str)
    key_pressed = Signal(int, bool)
    placed = Signal(str, object, int)  # session, day, minute of the day at which it is to begin
    seat_requested = Signal(str, list)
    resized = Signal(list)  # where each day begins, and where the last one ends

    def __init__(self) -> None:
        super().__init__()
        named(self, "schedule_grid", self.tr("Sesi minggu ini"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.calendar = Calendar()
        self.states: dict[str, State] = {}
        self.blocks: dict[str, SessionBlock] = {}
        self._days: tuple[date, ...] = ()
        self._hours = rules.hours([])
        self._lanes: dict[str, rules.Lane] = {}
        self._edges: list[int] = [_TIMES, _TIMES]
        self._ghost: QRect | None = None  # where a drag would put it

    def show_week(
        self, days: Sequence[date], sessions: Sequence[Session], current: str | None
    ) -> None:
        """Show these sessions; a block that is still there keeps the keys."""
        self._days = tuple(days)
        self._hours = rules.hours(sessions)
        self._lanes = rules.lanes(sessions)
        lost = self.has_keys()
        for key in self.blocks.keys() - {one.id for one in sessions}:
            gone = self.blocks.pop(key)
            gone.hide()
            gone.deleteLater()
        before: QWidget | None = None
        for one in sorted(sessions, key=lambda one: (one.day, one.starts, one.id)):
            block = self.blocks.get(one.id)
            if block is None:
                block = self._new_block(one)
            else:
                block.show_session(one, self.states[one.id])
            if before is not None:
                QWidget.setTabOrder(before, block)
            before = block
        self.mark(current)
        first, last = self._hours
        least = _TIMES + round(sum(self._shares()) * _DAY)
        self.setMinimumSize(least, (last - first) * _HOUR + SPACE)
        self._place_blocks()
        self.update()
        if lost and not self.has_keys():
            (self.blocks.get(current or "") or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, current: str | None) -> None:
        """Show which session is chosen."""
        for key, block in self.blocks.items():
            block.marked = key == current
            block.update()

    def has_keys(self) -> bool:
        """Tell whether the keys go here."""
        return self.hasFocus() or any(one.hasFocus() for one in self.blocks.values())

    def first_block(self) -> SessionBlock | None:
        """Return the first session of the week."""
        every = self.blocks.values()
        return min(every, key=lambda one: (one.session.day, one.session.starts), default=None)

    def box_of(self, day: date, first: int, last: int) -> QRect:
        """Return where these minutes of a day lie."""
        left, right = self._edges[(place := self._days.index(day)) : place + 2]
        top = (first - self._hours[0] * 60) * self._minute_height()
        height = (last - first) * self._minute_height()
        return QRect(left, round(top), right - left, round(height))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_blocks()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.key_pressed.emit(event.key(), False)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = theme.colours
        for day in self._days:
            if not self.calendar.is_working(day):
                box = self.box_of(day, self._hours[0] * 60, self._hours[1] * 60)
                painter.fillRect(box, QColor(c.sunken))
        for hour in range(*self._hours):
            top = round((hour - self._hours[0]) * 60 * self._minute_height())
            painter.setPen(QColor(c.line))
            painter.drawLine(_TIMES, top, self.width(), top)
            painter.setPen(QColor(c.muted))
            box = QRect(0, top + 1, _TIMES - SPACE, _HOUR)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{hour:02}.00")
        painter.setPen(QColor(c.line))
        for left in self._edges[:-1]:
            painter.drawLine(left, 0, left, self.height())
        if self._ghost is not None:
            painter.setPen(QColor(c.accent))
            painter.setBrush(QColor(c.accent_soft))
            painter.drawRoundedRect(self._ghost.adjusted(1, 1, -2, -2), 4, 4)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            if isinstance(event, QDropEvent):
                self._on_drag(event, dropped=event.type() == QEvent.Type.Drop)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._show_ghost(None)
        return super().event(event)

    def _on_drag(self, event: QDropEvent, *, dropped: bool) -> None:
        where = event.position().toPoint()
        session = keys_in(event.mimeData(), SESSION)
        people = keys_in(event.mimeData(), PERSON)
        found = self._spot(where - QPoint(0, int(session[1]))) if session else None
        onto = next((one for one in self.blocks.values() if one.geometry().contains(where)), None)
        if found is not None and session[0] in self.blocks:
            own = self.blocks[session[0]].session
            starts, ends = rules.moved(own.starts, own.ends, found[1])
            self._show_ghost(self.box_of(found[0], minutes_of(starts), minutes_of(ends)))
            event.acceptProposedAction()
            if dropped:
                self._show_ghost(None)
                self.placed.emit(session[0], *found)
        elif people and (onto is not None or event.type() == QEvent.Type.DragEnter):
            self.mark(onto.session.id if onto else None)
            event.acceptProposedAction()
            if dropped and onto is not None:
                self.seat_requested.emit(onto.session.id, people)
        else:
            self._show_ghost(None)
            event.ignore()

    def _spot(self, where: QPoint) -> tuple[date, int] | None:
        """Return the day and the minute, of what can be dropped, at a point."""
        place = bisect(self._edges, where.x()) - 1
        if not 0 <= place < len(self._days):
            return None
        minute = self._hours[0] * 60 + where.y() / self._minute_height()
        return self._days[place], round(minute / GRAIN) * GRAIN

    def _show_ghost(self, box: QRect | None) -> None:
        if box != self._ghost:
            self._ghost = box
            self.update()

    def _new_block(self, one: Session) -> SessionBlock:
        block = SessionBlock(self, one, self.states[one.id])
        block.chosen.connect(self.chosen)
        block.opened.connect(self.opened)
        block.key_pressed.connect(self.key_pressed)
        self.blocks[one.id] = block
        block.show()
        return block

    def _place_blocks(self) -> None:
        self._divide()
        for key, block in self.blocks.items():
            one, lane = block.session, self._lanes[key]
            box = self.box_of(one.day, minutes_of(one.starts), minutes_of(one.ends))
            width = (box.width() - SPACE) // lane.of
            left = box.left() + 2 + lane.place * width
            block.setGeometry(left, box.top() + 1, width - 1, max(box.height() - 1, 18))

    def _shares(self) -> list[float]:
        """Return how much of the width each day gets: more for sessions side by side."""
        shares = [
            _EMPTY_DAY_OFF if not self.calendar.is_working(day) else 1.0 for day in self._days
        ]
        for key, block in self.blocks.items():
            place = self._days.index(block.session.day)
            shares[place] = max(shares[place], 1.0, min(self._lanes[key].of, _WIDEST))
        return shares

    def _divide(self) -> None:
        """Say where each day begins."""
        shares = self._shares()
        room = (self.width() - _TIMES) / sum(shares)
        edges = (room * sum(shares[:place]) for place in range(len(shares) + 1))
        self._edges = [round(_TIMES + edge) for edge in edges]
        self.resized.emit(self._edges)

    def _minute_height(self) -> float:
        first, last = self._hours
        return (self.height() - SPACE) / ((last - first) * 60)
