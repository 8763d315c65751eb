"""One session as a block of the week: when, which scheme, where, how many; dragged by the mouse."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import due_date
from sertidesk.domain.schedule import show_time
from sertidesk.domain.schedule_week import STATES, State
from sertidesk.services.schedule import Session
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.drops import mime_of
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.table import tone_colours

SESSION = "session"  # what a drag carries
TONES = {State.CLASH: "bad", State.LACKING: "warn", State.READY: "good"}
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SessionBlock(QWidget):
    """Is chosen by being focused; Enter or a double click opens it."""

    chosen = Signal(str)
    opened = Signal(str)
    key_pressed = Signal(int, bool)  # an arrow or page key; whether it is to move the session

    def __init__(self, parent: QWidget, session: Session, state: State) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.marked = False  # the one that is chosen
        self._pressed: QPoint | None = None
        self.show_session(session, state)

    def show_session(self, session: Session, state: State) -> None:
        """Show a session as it is now."""
        self.session, self.state = session, state
        seats = f"/{session.seats}" if session.seats is not None else ""
        place = " · ".join(filter(None, (session.room, f"{len(session.members)}{seats}")))
        self.lines = [
            f"{show_time(session.starts)}–{show_time(session.ends)}",
            session.scheme or self.tr("(tanpa skema)"),
            place,
            session.assessor.name if session.assessor else self.tr("(tanpa asesor)"),
        ]
        told = [due_date(session.day), *self.lines, STATES[state]]
        named(self, f"session_block_{session.id}", ", ".join(told))
        self.setToolTip("\n".join(filter(None, (*told, session.test_centre))))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill, ink = tone_colours(TONES[self.state])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        edge = theme.colours.accent if self.marked or self.hasFocus() else ink
        painter.setPen(QColor(edge))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        if self.hasFocus() or self.marked:
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 3, 3)
        metrics = painter.fontMetrics()
        font = painter.font()
        for place, words in enumerate(self.shown_lines(metrics)):
            top = 3 + place * metrics.height()
            if place and top + metrics.height() > self.height():
                break
            font.setBold(place == 0)
            painter.setFont(font)
            painter.setPen(QColor(ink if place == 0 else theme.colours.text))
            box = QRect(6, top, self.width() - 10, metrics.height())
            room = painter.fontMetrics()
            cramped = place == 0 and room.horizontalAdvance(words) + 2 > box.width()
            told = words.split("–")[0] if cramped else words  # how long it lasts is seen
            shown = room.elidedText(told, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()

    def shown_lines(self, metrics: QFontMetrics) -> list[str]:
        """Return the lines as they are drawn: a long scheme goes over those that are free."""
        when, scheme, *others = self.lines
        free = (self.height() - 3) // metrics.height() - len(self.lines)
        parts = [""]
        for word in scheme.split():
            longer = f"{parts[-1]} {word}".strip()
            if not parts[-1] or metrics.horizontalAdvance(longer) <= self.width() - 10:
                parts[-1] = longer
            else:
                parts.append(word)
        if len(parts) > 1 + max(free, 0):
            kept = max(free, 0)
            parts = [*parts[:kept], " ".join(parts[kept:])]
        return [when, *parts, *others]

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.session.id)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moving = held == Qt.KeyboardModifier.ControlModifier
        if key in _ENTER and not held:
            self.opened.emit(self.session.id)
        elif key in _ARROWS and (moving or not held):
            self.key_pressed.emit(key, moving)
        elif key in _PAGES and not held:
            self.key_pressed.emit(key, False)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.opened.emit(self.session.id)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        far = QApplication.startDragDistance()
        if self._pressed is None or (where - self._pressed).manhattanLength() < far:
            return
        drag = QDrag(self)
        drag.setMimeData(self.carried(self._pressed.y()))
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._pressed)
        self._pressed = None
        drag.exec(Qt.DropAction.MoveAction)

    def carried(self, held_at: int) -> QMimeData:
        """Return what a drag of it carries: the session, and how far below its top it is held."""
        return mime_of(SESSION, [self.session.id, str(held_at)])
