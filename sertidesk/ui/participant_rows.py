"""Small editable grids in the participant's form: former schools, work, trainings, certificates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QScrollArea,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain import dates
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import money, short_date
from sertidesk.ui.kit.parts import button, label, named, row
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE

_ID = int(Qt.ItemDataRole.UserRole)
_HEADER = 30


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its key in storage, what it is called, and how it is read.

    ``kind``: text, date, number, money; ``choices`` are offered in a list, not imposed.
    """

    key: str
    title: str
    width: int = 110
    kind: str = "text"
    choices: tuple[str, ...] = ()

    def text(self, value: Any) -> str:
        """Return a stored value as it is typed."""
        if value is None:
            return ""
        if self.kind == "date":
            return short_date(value)
        return money(value).removeprefix("Rp") if self.kind == "money" else str(value)

    def read(self, text: str, today: date, where: str) -> Any:
        """Return what is typed as it is stored; a `UserError` tells where it cannot be read."""
        text = " ".join(text.split())
        if not text:
            return None
        if self.kind == "text":
            return text
        if self.kind == "date":
            value = dates.read(text, today=today).value
            if value is not None:
                return value
        else:
            digits = text.removeprefix("Rp").replace(".", "").replace(" ", "")
            if digits.isdecimal():
                return int(digits)
        raise UserError(
            "row_unreadable",
            "{where}: {column} “{text}” tidak terbaca. Perbaiki atau kosongkan.",
            where=where,
            column=self.title,
            text=text,
        )


class _ChoiceDelegate(QStyledItemDelegate):
    """Offers a list of choices where a column has one; other words may be typed."""

    def __init__(self, columns: Sequence[GridColumn], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns

    @override
    def createEditor(self, parent: QWidget, option: Any, index: Any) -> QWidget:
        column = self._columns[index.column()]
        if not column.choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setEditable(True)
        box.addItems(["", *column.choices])
        return named(box, f"{column.key}_choice", column.title)

    @override
    def setEditorData(self, editor: QWidget, index: Any) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(index.data() or "")
        else:
            super().setEditorData(editor, index)

    @override
    def setModelData(self, editor: QWidget, model: Any, index: Any) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


class RowsEditor(QFrame):
    """A heading, a grid that grows with its rows, and a button that adds one."""

    edited = Signal()

    def __init__(
        self, name: str, title: str, columns: Sequence[GridColumn], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setObjectName(f"{name}_section")
        self._title, self._columns, self._today = title, tuple(columns), today
        self.table: QTableWidget = named(QTableWidget(0, len(columns)), f"{name}_table", title)
        self.add_button = button(f"{name}_add", self.tr("Tambah baris"), self.add_row, icon="plus")
        self.remove_button = button(
            f"{name}_remove", self.tr("Hapus baris"), self.remove_row, icon="trash-2"
        )
        self._hint = label(self.tr("Enter: baris baru · Ctrl+Del: hapus baris"), "muted")
        self._build()
        self.table.itemChanged.connect(self._on_item_changed)
        self.table.currentCellChanged.connect(self._on_cell_entered)
        self.table.installEventFilter(self)
        self.set_rows(())

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show stored rows."""
        self.table.blockSignals(True)
        self.table.setCurrentIndex(QModelIndex())  # else Qt opens the next row while one goes
        self.table.setRowCount(0)
        for values in rows:
            self._append(values)
        self.table.blockSignals(False)
        self._fit()

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as they are stored, blank ones left out; `UserError` when unreadable."""
        found = []
        for number in range(self.table.rowCount()):
            where = self.tr("{title}, baris {number}").format(title=self._title, number=number + 1)
            values = {
                column.key: column.read(self._text(number, place), self._today(), where)
                for place, column in enumerate(self._columns)
            }
            if any(value is not None for value in values.values()):
                first = self.table.item(number, 0)
                row_id = first.data(_ID) if first else None
                found.append(values | ({"id": row_id} if row_id else {}))
        return found

    def texts(self) -> list[tuple[str, ...]]:
        """Return what is typed, to tell whether anything changed."""
        return [
            tuple(self._text(number, place) for place in range(len(self._columns)))
            for number in range(self.table.rowCount())
        ]

    def snapshot(self) -> list[tuple[object, tuple[str, ...]]]:
        """Return what is typed with the keys of stored rows, for `restore`."""
        firsts = [self.table.item(number, 0) for number in range(self.table.rowCount())]
        keys = [first.data(_ID) if first else None for first in firsts]
        return list(zip(keys, self.texts(), strict=True))

    def restore(self, snapshot: Sequence[tuple[object, Sequence[str]]]) -> None:
        """Show what was typed once."""
        self.set_rows([{"id": key} for key, _ in snapshot])
        self.table.blockSignals(True)
        for number, (_, texts) in enumerate(snapshot):
            for place, text in enumerate(texts):
                cell = self.table.item(number, place)
                if cell is not None:
                    cell.setText(text)
        self.table.blockSignals(False)

    def add_row(self) -> None:
        """Add a blank row and put the cursor in it."""
        self.table.blockSignals(True)
        self._append({})
        self.table.blockSignals(False)
        self._fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)

    def remove_row(self) -> None:
        """Take out the row with the cursor."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._fit()
            self.edited.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Delete and control:
                self.remove_row()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go_down()
                return True
            if event.key() == Qt.Key.Key_Tab and self._at_end():
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        view = self.table
        view.setHorizontalHeaderLabels([column.title for column in self._columns])
        view.setItemDelegate(_ChoiceDelegate(self._columns, view))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setFixedHeight(_HEADER)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for place, column in enumerate(self._columns):
            view.setColumnWidth(place, column.width)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        view.setTabKeyNavigation(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(
            row(label(self._title, "heading"), 1, self._hint, self.remove_button, self.add_button)
        )
        layout.addWidget(view)

    def _append(self, values: Mapping[str, Any]) -> None:
        number = self.table.rowCount()
        self.table.insertRow(number)
        for place, column in enumerate(self._columns):
            item = QTableWidgetItem(column.text(values.get(column.key)))
            if place == 0:
                item.setData(_ID, values.get("id"))
            self.table.setItem(number, place, item)

    def _text(self, number: int, place: int) -> str:
        item = self.table.item(number, place)
        return item.text().strip() if item else ""

    def _go_down(self) -> None:
        if self.table.currentRow() == self.table.rowCount() - 1:
            self.add_row()
        else:
            self.table.setCurrentCell(self.table.currentRow() + 1, 0)

    def _at_end(self) -> bool:
        last_row, last_column = self.table.rowCount() - 1, len(self._columns) - 1
        return (self.table.currentRow(), self.table.currentColumn()) == (last_row, last_column)

    def _fit(self) -> None:
        """Show all rows without a scroll bar of its own; an empty grid shows only its button."""
        count = self.table.rowCount()
        self.table.setVisible(bool(count))
        self._hint.setVisible(bool(count))
        self.remove_button.setVisible(bool(count))
        scroll = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(_HEADER + count * ROW_HEIGHT + scroll + 2)

    def _on_cell_entered(self, *_: int) -> None:
        # Only once a row just added has its place in the form.
        QTimer.singleShot(0, self, self._show_cell)

    def _show_cell(self) -> None:
        """Scroll the form around this grid to the cell with the cursor: nobody types unseen."""
        area = self.parentWidget()
        while area and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        cell = self.table.visualRect(self.table.currentIndex())
        typing = self.window().focusWidget()
        if (
            isinstance(area, QScrollArea)
            and cell.isValid()
            and typing
            and self.isAncestorOf(typing)
        ):
            form = area.widget()
            if form is not None:
                place = self.table.viewport().mapTo(form, cell.center())
                area.ensureVisible(place.x(), place.y(), 0, 2 * ROW_HEIGHT)

    def _on_item_changed(self, _item: QTableWidgetItem) -> None:
        self.edited.emit()
