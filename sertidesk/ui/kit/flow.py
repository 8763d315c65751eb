"""A row that goes on in a second line where the window is too narrow for one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem
from typing_extensions import override

from sertidesk.ui.kit.theme import SPACE


class FlowLayout(QLayout):
    """Lays widgets from left to right, as text runs; hidden ones take no room.

    What is added after `part` stands at the right where all fit into one line, twice as far apart.
    """

    def __init__(self, spacing: int = SPACE) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._parted: int | None = None  # the first item of the right part
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def part(self) -> None:
        """Let what is added from now on be the right part."""
        self._parted = len(self._items)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), apply=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, apply=True)

    @override
    def sizeHint(self) -> QSize:
        shown = [(n, item.sizeHint()) for n, item in enumerate(self._items) if not item.isEmpty()]
        gaps = sum(self._gap(number) for number, _ in shown[1:])
        width = sum(size.width() for _, size in shown) + gaps
        return QSize(width, max((size.height() for _, size in shown), default=0))

    @override
    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _lay(self, rect: QRect, *, apply: bool) -> int:
        """Place the items in lines; return the height they need."""
        if apply and self._parted is not None and self.sizeHint().width() <= rect.width():
            return self._lay_parted(rect, self._parted)
        y, x, line = rect.y(), rect.x(), list[tuple[QLayoutItem, QRect]]()
        for number, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = item.sizeHint()
            x += self._gap(number) if line else 0
            if line and x + size.width() > rect.right() + 1:
                y += _place(line, apply=apply) + self.spacing()
                x, line = rect.x(), []
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width()
        return y + _place(line, apply=apply) - rect.y()

    def _lay_parted(self, rect: QRect, parted: int) -> int:
        """Place the items in one line, the right part at its end."""
        line = list[tuple[QLayoutItem, QRect]]()
        x = rect.x()
        for number, item in enumerate(self._items[:parted]):
            if not item.isEmpty():
                x += self._gap(number) if line else 0
                line.append((item, QRect(QPoint(x, rect.y()), item.sizeHint())))
                x += item.sizeHint().width()
        x = rect.right() + 1
        for item in reversed(self._items[parted:]):
            if not item.isEmpty():
                x -= item.sizeHint().width()
                line.append((item, QRect(QPoint(x, rect.y()), item.sizeHint())))
                x -= 2 * self.spacing()
        return _place(line, apply=True)

    def _gap(self, number: int) -> int:
        """Return the space before an item."""
        right = self._parted is not None and number >= self._parted
        return self.spacing() * (2 if right else 1)


def _place(line: list[tuple[QLayoutItem, QRect]], *, apply: bool) -> int:
    """Put the items of one line around its middle; return the line's height."""
    height = max((box.height() for _, box in line), default=0)
    if apply:
        for item, box in line:
            item.setGeometry(box.translated(0, (height - box.height()) // 2))
    return height
