"""The head of a table: column titles, and under each a place to type what to look for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView
from typing_extensions import override

from sertidesk.ui.kit.theme import ROW_HEIGHT

_ROOM = 68  # pixels; a hint that is cut tells nothing


class Column(Protocol):
    """What a header knows of a column."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...


class _FilterEdit(QLineEdit):
    left_downwards = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class FilterHeader(QHeaderView):
    """Column titles with a place to type under each."""

    filter_edited = Signal(str, str)  # column key, text
    left_downwards = Signal()  # Enter or the arrow down: on to the rows

    def __init__(self, parent: QTableView) -> None:
        self._edits: list[QLineEdit] = []  # Qt asks for the geometry while it constructs
        self._elsewhere: Callable[[int], bool] = lambda _section: False
        self._places: dict[int, tuple[bool, int, int, int]] = {}  # of each edit, as it was put
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)  # the third click gives the list its own order back
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setStretchLastSection(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self._place)
        self.geometriesChanged.connect(self._place)

    def build(self, columns: Sequence[Column], hidden: Callable[[int], bool]) -> None:
        """Make an edit for each of these columns (their key and title)."""
        self._elsewhere = hidden
        for column in columns:
            edit = _FilterEdit(self)
            edit.left_downwards.connect(self.left_downwards)
            edit.setObjectName(f"filter_{column.key}")
            edit.setAccessibleName(self.tr("Saring {column}").format(column=column.title))
            edit.textEdited.connect(lambda text, key=column.key: self.filter_edited.emit(key, text))
            self._edits.append(edit)
        self._place()

    def enter(self, section: int) -> None:
        """Put the cursor over this column."""
        if self._edits and self._edits[section].isVisible():
            self._edits[section].setFocus(Qt.FocusReason.TabFocusReason)

    def last_edit(self) -> QLineEdit | None:
        """Return the last edit in sight: where the Tab key leaves this header."""
        return next((edit for edit in reversed(self._edits) if edit.isVisible()), None)

    def clear(self) -> None:
        """Empty every edit."""
        for edit in self._edits:
            edit.clear()

    @override
    def sizeHint(self) -> Any:
        size = super().sizeHint()
        if self._edits:
            size.setHeight(size.height() + ROW_HEIGHT + 4)
        return size

    @override
    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, ROW_HEIGHT + 4 if self._edits else 0)
        super().updateGeometries()
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Resize:
            # Where height and margin grow alike, the viewport's own resize tells nothing.
            self._place()
        return handled

    def _place(self, *_: object) -> None:
        # Below the titles, wherever Qt has them: its own hint is 0 while a list is read anew.
        top = self.height() - ROW_HEIGHT - 3
        for section, edit in enumerate(self._edits):
            shown = not self.isSectionHidden(section) and not self._elsewhere(section)
            width = max(self.sectionSize(section) - 4, 0)
            place = (shown, self.sectionViewportPosition(section) + 2, top, width)
            if self._places.get(section) == place:
                continue  # Qt asks dozens of times while a screen is put together
            self._places[section] = place
            edit.setVisible(shown)
            edit.setPlaceholderText(self.tr("saring…") if width >= _ROOM else "")
            edit.setClearButtonEnabled(width >= _ROOM // 2 + ROW_HEIGHT)  # else it covers the text
            edit.setGeometry(place[1], top, width, ROW_HEIGHT)
