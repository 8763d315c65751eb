"""The columns of one sheet of a layout, as a grid to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.fields import Kind
from sertidesk.export.keys import KINDS, LABELS
from sertidesk.export.layouts import Column, Fill
from sertidesk.export.values import (
    DATE_FORMATS,
    PHONE_FORMATS,
    SEX_FORMATS,
    TEXT_FORMATS,
)
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE

_HEADER, _FILL, _CONSTANT, _FORMAT, _WIDTH, _REQUIRED = range(6)
_FIELD = "field:"
_WORDS = {"upper": "HURUF BESAR", "text": "selalu teks"}


class ColumnGrid(QTableWidget):
    """One row for each column; what it does not show of a column is kept."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(0, 6)
        named(self, "layout_columns", self.tr("Kolom tata letak"))
        self._columns: list[Column] = []  # as they were, in the order of the rows
        self.setHorizontalHeaderLabels(
            [
                self.tr("Judul kolom"),
                self.tr("Diisi dengan"),
                self.tr("Teks tetap"),
                self.tr("Penulisan"),
                self.tr("Lebar"),
                self.tr("Wajib"),
            ]
        )
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT + SPACE)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_HEADER, QHeaderView.ResizeMode.Stretch)
        for place, width in ((_FILL, 230), (_CONSTANT, 110), (_FORMAT, 130), (_WIDTH, 56),
                             (_REQUIRED, 56)):  # fmt: skip
            self.setColumnWidth(place, width)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show the columns of a sheet."""
        self.setRowCount(0)
        self._columns = []
        for column in columns:
            self._insert(len(self._columns), column)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns as they stand in the grid."""
        return tuple(self._read(place) for place in range(self.rowCount()))

    def add(self) -> None:
        """Add a blank column below the current one."""
        place = self.currentRow() + 1 if self.currentRow() >= 0 else self.rowCount()
        self._insert(place, Column("", Fill.BLANK))
        self.go_to(place)
        self.edited.emit()

    def remove(self) -> None:
        """Take out the current column."""
        place = self.currentRow()
        if place >= 0:
            self.removeRow(place)
            del self._columns[place]
            self.go_to(min(place, self.rowCount() - 1))
            self.edited.emit()

    def move_column(self, by: int) -> None:
        """Move the current column up (-1) or down (1)."""
        place = self.currentRow()
        if place < 0 or not 0 <= place + by < self.rowCount():
            return
        column = self._read(place)
        self.removeRow(place)
        del self._columns[place]
        self._insert(place + by, column)
        self.go_to(place + by)
        self.edited.emit()

    def go_to(self, place: int) -> None:
        """Bring a column into sight, its header ready to be typed."""
        if 0 <= place < self.rowCount():
            self.setCurrentCell(place, _HEADER)
            self.scrollTo(self.model().index(place, _HEADER))
            self._edit(place, _HEADER).setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert(self, place: int, column: Column) -> None:
        self.insertRow(place)
        self._columns.insert(place, column)
        header = QLineEdit(column.header)
        constant = QLineEdit(column.constant)
        width = QLineEdit(f"{column.width:g}")
        for edit, name in (
            (header, self.tr("Judul kolom")),
            (constant, self.tr("Teks tetap")),
            (width, self.tr("Lebar")),
        ):
            edit.setAccessibleName(name)
            edit.setFrame(False)
            edit.textEdited.connect(self.edited)
        fill = self._fill_combo(column)
        for cell, widget in (
            (_HEADER, header), (_CONSTANT, constant), (_WIDTH, width), (_FILL, fill),
            (_FORMAT, self._format_combo(column.field, column.format)),
            (_REQUIRED, self._required_box(column)),
        ):  # fmt: skip
            self._put(place, cell, widget)
        constant.setEnabled(column.fill is Fill.CONSTANT)
        fill.activated.connect(lambda _number: self._on_fill_chosen(fill))

    def _put(self, place: int, cell: int, widget: QWidget) -> None:
        """Put a widget into a cell; to work in it makes its row the current one."""
        self.setCellWidget(place, cell, widget)
        (widget.findChild(QCheckBox) or widget).installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for place in range(self.rowCount()):
                inside = (self.cellWidget(place, cell) for cell in range(self.columnCount()))
                if any(one is watched or one is watched.parent() for one in inside):
                    self.setCurrentCell(place, _HEADER)
                    break
        return super().eventFilter(watched, event)

    def _fill_combo(self, column: Column) -> QComboBox:
        combo = QuietCombo(self.tr("Diisi dengan"))
        combo.addItem(self.tr("(kosong)"), Fill.BLANK.value)
        combo.addItem(self.tr("Nomor urut"), Fill.NUMBER.value)
        combo.addItem(self.tr("Teks tetap"), Fill.CONSTANT.value)
        for key, words in LABELS.items():
            if key != "family_card":  # never stored
                combo.addItem(words, f"{_FIELD}{key}")
        wanted = f"{_FIELD}{column.field}" if column.fill is Fill.FIELD else column.fill.value
        combo.setCurrentIndex(combo.findData(wanted))
        return combo

    def _format_combo(self, field: str, chosen: str) -> QComboBox:
        """Offer the spellings that make sense for a field."""
        combo = QuietCombo(self.tr("Penulisan"))
        combo.addItem(self.tr("(biasa)"), "")
        for word in _formats_of(field):
            combo.addItem(_WORDS.get(word, word), word)
        if chosen and combo.findData(chosen) < 0:
            combo.addItem(_WORDS.get(chosen, chosen), chosen)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.setEnabled(combo.count() > 1)
        combo.activated.connect(self.edited)
        return combo

    def _required_box(self, column: Column) -> QWidget:
        box = QCheckBox()
        box.setAccessibleName(self.tr("Wajib"))
        box.setChecked(column.required)
        box.toggled.connect(self.edited)
        holder = QWidget()
        holder.setProperty("clear", True)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(4 * SPACE, 0, 0, 0)
        layout.addWidget(box)
        return holder

    def _read(self, place: int) -> Column:
        """Return one row as a column; a width that is no number is left as it was."""
        before = self._columns[place]
        chosen = str(self._combo(place, _FILL).currentData())
        is_field = chosen.startswith(_FIELD)
        box = self.cellWidget(place, _REQUIRED).findChild(QCheckBox)
        assert isinstance(box, QCheckBox)
        try:
            width = float(self._edit(place, _WIDTH).text().replace(",", "."))
        except ValueError:
            width = before.width
        return replace(
            before,
            header=self._edit(place, _HEADER).text().strip(),
            fill=Fill.FIELD if is_field else Fill(chosen),
            field=chosen.removeprefix(_FIELD) if is_field else "",
            constant=self._edit(place, _CONSTANT).text() if chosen == Fill.CONSTANT.value else "",
            format=str(self._combo(place, _FORMAT).currentData() or ""),
            width=width,
            required=box.isChecked() and is_field,
        )

    def _edit(self, place: int, cell: int) -> QLineEdit:
        widget = self.cellWidget(place, cell)
        assert isinstance(widget, QLineEdit)
        return widget

    def _combo(self, place: int, cell: int) -> QComboBox:
        widget = self.cellWidget(place, cell)
        assert isinstance(widget, QComboBox)
        return widget

    def _on_fill_chosen(self, combo: QComboBox) -> None:
        """Offer what fits the new filling; a header that is still empty gets its name."""
        place = next(row for row in range(self.rowCount()) if self.cellWidget(row, _FILL) is combo)
        chosen = str(combo.currentData())
        self._edit(place, _CONSTANT).setEnabled(chosen == Fill.CONSTANT.value)
        field = chosen.removeprefix(_FIELD) if chosen.startswith(_FIELD) else ""
        self._put(place, _FORMAT, self._format_combo(field, ""))
        header = self._edit(place, _HEADER)
        if not header.text().strip() and field:
            header.setText(LABELS[field].upper())
        self.edited.emit()


def _formats_of(field: str) -> tuple[str, ...]:
    if not field:
        return ()
    if field == "sex":
        return tuple(SEX_FORMATS)
    if field == "phone":
        return PHONE_FORMATS
    kind = KINDS[field]
    if kind is Kind.DATE:
        return tuple(DATE_FORMATS)
    return () if kind is Kind.DIGITS else TEXT_FORMATS
