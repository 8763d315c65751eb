"""How a step is drawn in the rail: icon, title in up to two lines, and below what it waits for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.theme import SPACE

_ICON = 18
_LEFT = 3 * SPACE + _ICON + 2 * SPACE
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class RailDelegate(QStyledItemDelegate):
    """Draws a step of the rail."""

    BELOW = int(Qt.ItemDataRole.UserRole) + 1  # the line below the title
    TONE = BELOW + 1  # its colour: good, bad, accent, muted

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width() - _LEFT - 2 * SPACE
        title = option.fontMetrics.boundingRect(
            QRect(0, 0, width, 400), int(_WRAPPED), str(index.data())
        )
        return QSize(width, title.height() + option.fontMetrics.height() + 3 * SPACE)

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
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                QColor(theme.colours.accent),
            )
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(
                painter,
                QRect(option.rect.left() + 3 * SPACE, option.rect.top() + SPACE + 2, _ICON, _ICON),
            )
        text = option.rect.adjusted(_LEFT, SPACE, -2 * SPACE, -SPACE)
        painter.setPen(QColor(theme.colours.text))
        used = painter.drawText(text, int(_WRAPPED), str(index.data()))
        tone = index.data(self.TONE)
        ink = theme.colours.bad if tone == "bad" else theme.colours.muted
        painter.setPen(QColor(ink))
        below = text.adjusted(0, used.height(), 0, 0)
        words = painter.fontMetrics().elidedText(
            str(index.data(self.BELOW)), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, int(_WRAPPED), words)
        painter.restore()
