"""Dragging rows from a list onto the rows of a table, or onto whatever else takes their keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem
from typing_extensions import override

from sertidesk.ui.kit.table import Table

KEY = Qt.ItemDataRole.UserRole
_PREFIX = "application/x-sertidesk-"


def mime_of(kind: str, keys: Sequence[str]) -> QMimeData:
    """Return what a drag of these things carries; they mean nothing outside this program."""
    data = QMimeData()
    data.setData(_PREFIX + kind, "\n".join(keys).encode())
    return data


def keys_in(data: QMimeData, kind: str) -> list[str]:
    """Return the keys of this kind that a drag carries."""
    return bytes(data.data(_PREFIX + kind).data()).decode().split()


class DragList(QListWidget):
    """A list whose selected items can be dragged; each holds its key under `KEY`."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def selected_keys(self) -> list[str]:
        """Return the keys of the selected items, from the top."""
        places = sorted(self.row(item) for item in self.selectedItems())
        return [str(self.item(place).data(KEY)) for place in places]

    @override
    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        return mime_of(self._kind, [str(item.data(KEY)) for item in items])


class RowDrops(QObject):
    """Lets things of one kind be dropped on the rows of a table."""

    dropped = Signal(str, list)  # the row's key, the keys dropped on it

    def __init__(self, table: Table, kind: str) -> None:
        super().__init__(table)
        self._table, self._kind = table, kind
        for view in table.views():
            view.viewport().setAcceptDrops(True)
            view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        keys = keys_in(event.mimeData(), self._kind)
        line = self._table.rowAt(int(event.position().y()))
        row = self._table.table_model.row(line) if line >= 0 else None
        if not keys or (row is None and event.type() != QEvent.Type.DragEnter):
            event.ignore()
            return True
        event.acceptProposedAction()
        if row is not None:
            self._table.go_to(str(row[0]))  # the row under the mouse is the one that is meant
        if row is not None and event.type() == QEvent.Type.Drop:
            self.dropped.emit(str(row[0]), keys)
        return True
