"""The rail: an activity's steps with state, due date and how many participants are ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from sertidesk.domain import plan
from sertidesk.ui import step_words
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.theme import SPACE

_ICON = 18
_LEFT = 3 * SPACE + _ICON + 2 * SPACE
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_BELOW = int(Qt.ItemDataRole.UserRole) + 1  # the line below the title
_TONE = _BELOW + 1  # its colour
_COUNT = _TONE + 1  # how many are ready, at the right of that line


class Rail(QListWidget):
    """Lists the steps; `step_chosen` fires when the cursor, a key or a click picks one."""

    step_chosen = Signal(str)  # the step's number

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Langkah SOP"))
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.currentRowChanged.connect(self._on_row_changed)
        self.itemClicked.connect(self._on_item_clicked)

    def show_steps(
        self, views: Sequence[plan.StepView], ready: Mapping[str, tuple[int, int]]
    ) -> None:
        """Show the steps as they are now; what is chosen and the place in the list stay."""
        self.blockSignals(True)
        if self.count() != len(views):
            self.clear()
            for _ in views:
                self.addItem(QListWidgetItem())
        for place, view in enumerate(views):
            self._fill(self.item(place), view, ready.get(view.step.number))
        self.blockSignals(False)
        self._fit()

    def number(self) -> str:
        """Return the number of the step chosen; an empty text when none is."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def choose(self, number: str) -> None:
        """Mark a step without telling anyone."""
        self.blockSignals(True)
        for place in range(self.count()):
            if self.item(place).data(Qt.ItemDataRole.UserRole) == number:
                self.setCurrentRow(place)
        self.blockSignals(False)
        self._show_current_soon()

    def step(self, by: int) -> None:
        """Go some steps down (or up) and tell it."""
        place = self.currentRow() + by
        if 0 <= place < self.count():
            self.setCurrentRow(place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.scheduleDelayedItemsLayout()  # titles wrap anew
        self._show_current_soon()

    def _fit(self) -> None:
        """Take a scroll bar only where the steps need it at full width; Qt never lets go of one."""
        room = self.size().shrunkBy(self.contentsMargins())
        needed = sum(
            step_size(self.fontMetrics(), str(self.item(place).text()), room.width()).height()
            for place in range(self.count())
        )
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if needed <= room.height() else policy.ScrollBarAlwaysOn
        )

    def _show_current_soon(self) -> None:
        """Bring the step chosen into sight once the titles are laid out."""
        QTimer.singleShot(0, self, lambda: self.scrollToItem(self.currentItem()))

    def _fill(
        self, item: QListWidgetItem, view: plan.StepView, ready: tuple[int, int] | None
    ) -> None:
        name, tone = step_words.ICONS[view.state]
        below = step_words.below_title(view)
        count = f"{ready[0]}/{ready[1]}" if ready and not view.record.is_closed else ""
        title = f"{view.step.number}  {view.step.title}"
        said = ", ".join(
            part for part in (title, plan.STATE_LABELS[view.state], below, count) if part
        )
        values = {
            Qt.ItemDataRole.DecorationRole: theme.icon(name, getattr(theme.colours, tone)),
            Qt.ItemDataRole.DisplayRole: title,
            Qt.ItemDataRole.UserRole: view.step.number,
            Qt.ItemDataRole.AccessibleTextRole: said,
            Qt.ItemDataRole.ToolTipRole: f"{title}\n{below}",
            _BELOW: below,
            _TONE: "bad" if view.state is plan.State.OVERDUE else "muted",
            _COUNT: count,
        }
        for role, value in values.items():
            if item.data(role) != value:
                item.setData(role, value)

    def _on_row_changed(self, place: int) -> None:
        if place >= 0:
            self.step_chosen.emit(self.number())

    def _on_item_clicked(self, _item: QListWidgetItem) -> None:
        self.step_chosen.emit(self.number())


def step_size(metrics: QFontMetrics, title: str, room: int) -> QSize:
    """Return what a step takes where the list is ``room`` pixels wide."""
    width = room - _LEFT - 2 * SPACE
    lines = metrics.boundingRect(QRect(0, 0, width, 400), int(_WRAPPED), title)
    return QSize(width, lines.height() + metrics.height() + 3 * SPACE)


class _Delegate(QStyledItemDelegate):
    """Draws a step: icon, title in as many lines as it needs, below it the due date and count."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return step_size(option.fontMetrics, str(index.data()), self._view.viewport().width())

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            fill = theme.colours.accent_soft if selected else theme.colours.sunken
            painter.fillRect(option.rect, QColor(fill))
        if selected:
            mark = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(mark, QColor(theme.colours.accent))
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            place = QRect(
                option.rect.left() + 3 * SPACE, option.rect.top() + SPACE + 2, _ICON, _ICON
            )
            icon.paint(painter, place)
        text = option.rect.adjusted(_LEFT, SPACE, -2 * SPACE, -SPACE)
        painter.setPen(QColor(theme.colours.text))
        # Not bold when chosen: the title would wrap anew and push its due date out of the row.
        used = painter.drawText(text, int(_WRAPPED), str(index.data()))
        self._paint_below(painter, text.adjusted(0, used.height(), 0, 0), index)
        painter.restore()

    @staticmethod
    def _paint_below(
        painter: QPainter, line: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        metrics = painter.fontMetrics()
        count = str(index.data(_COUNT) or "")
        taken = metrics.horizontalAdvance(count) + 2 * SPACE if count else 0
        bad = index.data(_TONE) == "bad"
        painter.setPen(QColor(theme.colours.bad if bad else theme.colours.muted))
        words = metrics.elidedText(
            str(index.data(_BELOW)), Qt.TextElideMode.ElideRight, line.width() - taken
        )
        painter.drawText(line, int(_WRAPPED), words)
        painter.setPen(QColor(theme.colours.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, count)
