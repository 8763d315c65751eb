"""Learn an LSP's form: its sheet, header row and columns; what fills each is chosen once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sertidesk.export.form import FormColumn, FormMapping
from sertidesk.export.form_learn import NUMBER
from sertidesk.export.keys import LABELS
from sertidesk.services import forms, recaps
from sertidesk.services.forms import Found, LearntColumn
from sertidesk.services.records import Row
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.parts import Banner, button, column, label, named, row
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE

_LETTER, _HEADER, _FIELD, _SAMPLE = range(4)
SAMPLES = 2


class FormPage(QWidget):
    """A page that shows what was found in a form, lets it be corrected, and keeps it."""

    saved = Signal(str)  # the form's name
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "form_page", self.tr("Formulir LSP"))
        self._desk = desk
        self._found: Found | None = None
        self._people: list[Row] = []
        self.banner = Banner("form_banner")
        self.title_label = label("", "heading")
        self.name_edit: QLineEdit = named(QLineEdit(), "form_name", self.tr("Nama formulir"))
        self.sheet_combo: QComboBox = named(QComboBox(), "form_sheet", self.tr("Lembar"))
        self.header_spin: QSpinBox = named(
            QSpinBox(), "form_header_row", self.tr("Baris judul kolom")
        )
        self.header_spin.setRange(1, 999)
        self.header_spin.setKeyboardTracking(False)
        self.rows_label = label("", "muted")
        self.table: QTableWidget = named(QTableWidget(), "form_columns", self.tr("Kolom formulir"))
        self.save_button = button(
            "form_save", self.tr("Simpan formulir"), self.save, icon="save", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        self._build()
        # Connected signals
        self.sheet_combo.activated.connect(self._on_sheet_chosen)
        self.header_spin.valueChanged.connect(self._on_header_changed)

    def open(self, path: Path, people: list[Row], name: str = "") -> bool:
        """Look into a form; tell whether a table was found in it or at least its sheets."""
        self._people = people
        found = self._look(path)
        if found is None:
            return False
        self.title_label.setText(path.name)
        self.name_edit.setText(name or path.stem)
        self.banner.hide()
        self._show(found)
        self.name_edit.selectAll()
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def mapping(self) -> FormMapping:
        """Return the mapping as it is chosen on the page."""
        assert self._found is not None
        columns = tuple(
            self._chosen(place, one) for place, one in enumerate(self._found.mapping.columns)
        )
        return replace(self._found.mapping, columns=columns)

    def save(self) -> None:
        """Keep the form under its name."""
        if self._found is None:
            return
        mapping = self.mapping()
        if not {"nik", "name", "full_name"} & set(mapping.fields):
            self.banner.say(
                self.tr("Tidak ada kolom yang diisi NIK atau nama. Pilih kolomnya dahulu."), "warn"
            )
            return
        name = self.name_edit.text()
        replaced = forms.by_name(self._desk.store, " ".join(name.split()))
        if replaced is not None and not self._desk.prompts.confirm(
            self.tr("Ganti formulir?"),
            self.tr("Formulir “{name}” sudah ada dan akan diganti.").format(name=replaced.name),
            self.tr("Ganti"),
        ):
            return
        learnt = self._desk.do(forms.learn, self._found.path, name, mapping=mapping)
        if learnt is not None:
            self._desk.say(
                self.tr("Formulir “{name}” diingat.").format(name=learnt.name),
                undo=learnt.changes,
            )
            self.saved.emit(learnt.name)

    def _build(self) -> None:
        self.table.setColumnCount(4 + SAMPLES - 1)
        self.table.setHorizontalHeaderLabels(
            [
                "",
                self.tr("Judul di formulir"),
                self.tr("Diisi dengan"),
                self.tr("Peserta pertama"),
                self.tr("Peserta kedua"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT + SPACE)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in ((_LETTER, 40), (_HEADER, 280), (_FIELD, 260), (_SAMPLE, 190)):
            self.table.setColumnWidth(place, width)
        header.setSectionResizeMode(_SAMPLE + SAMPLES - 1, QHeaderView.ResizeMode.Stretch)
        back = button("form_back", self.tr("Kembali"), self.left.emit, icon="arrow-left")
        self.name_edit.setMinimumWidth(240)
        self.sheet_combo.setMinimumWidth(180)
        fields = row(
            column(label(self.tr("Nama formulir"), "label"), self.name_edit, spacing=2),
            column(label(self.tr("Lembar"), "label"), self.sheet_combo, spacing=2),
            column(label(self.tr("Baris judul kolom"), "label"), self.header_spin, spacing=2),
            column(label("", "label"), self.rows_label, spacing=2),
            1,
            column(label("", "label"), self.save_button, spacing=2),
            spacing=3 * SPACE,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(row(back, self.title_label, 1))
        layout.addLayout(fields)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)

    def _look(self, path: Path, sheet: str = "", header_row: int | None = None) -> Found | None:
        """Look for the table; where none is found the user is told and nothing changes."""

        def find(_store: object) -> Found:
            return forms.find(path, sheet=sheet or None, header_row=header_row)

        found = self._desk.do(find)
        return found if isinstance(found, Found) else None

    def _show(self, found: Found) -> None:
        self._found = found
        mapping = found.mapping
        for widget in (self.sheet_combo, self.header_spin):
            widget.blockSignals(True)
        self.sheet_combo.clear()
        self.sheet_combo.addItems(list(found.sheets))
        self.sheet_combo.setCurrentText(mapping.sheet)
        self.header_spin.setValue(mapping.header_row)
        for widget in (self.sheet_combo, self.header_spin):
            widget.blockSignals(False)
        self.rows_label.setText(
            self.tr("tersedia baris {first} sampai {last}").format(
                first=mapping.first_row, last=mapping.last_row
            )
        )
        self.table.setRowCount(len(mapping.columns))
        shown = forms.columns_of(mapping)
        for place, (one, told) in enumerate(zip(mapping.columns, shown, strict=True)):
            self._show_column(place, one, told)
        self._show_samples()

    def _show_column(self, place: int, one: FormColumn, told: LearntColumn) -> None:
        self.table.setItem(place, _LETTER, QTableWidgetItem(told.letter))
        header = QTableWidgetItem(told.header)
        header.setToolTip(told.header)
        self.table.setItem(place, _HEADER, header)
        combo = QuietCombo(self.tr("Isian kolom {header}").format(header=told.header))
        combo.setObjectName(f"form_field_{place}")
        combo.addItem(self.tr("(tidak diisi)"), "")
        combo.addItem(self.tr("Nomor urut"), NUMBER)
        for key, words in LABELS.items():
            if key != "family_card":  # never stored
                combo.addItem(words, key)
        combo.setCurrentIndex(combo.findData(NUMBER if one.number else one.field))
        combo.activated.connect(self._show_samples)
        self.table.setCellWidget(place, _FIELD, combo)

    def _show_samples(self, *_: object) -> None:
        mapping = self.mapping()
        people = forms.preview(mapping, self._people[:SAMPLES])
        for place, one in enumerate(mapping.columns):
            for number in range(SAMPLES):
                value = people[number][place] if number < len(people) else None
                item = QTableWidgetItem(recaps.shown(value, one.format))
                self.table.setItem(place, _SAMPLE + number, item)

    def _chosen(self, place: int, one: FormColumn) -> FormColumn:
        combo = self.table.cellWidget(place, _FIELD)
        assert isinstance(combo, QComboBox)
        key = str(combo.currentData() or "")
        number = key == NUMBER
        field = "" if number else key
        kept = one.format if field == one.field else ""
        return replace(one, field=field, number=number, format=kept)

    def _on_sheet_chosen(self, _place: int) -> None:
        self._look_again(self.sheet_combo.currentText(), None)

    def _on_header_changed(self, value: int) -> None:
        self._look_again(self.sheet_combo.currentText(), value)

    def _look_again(self, sheet: str, header_row: int | None) -> None:
        assert self._found is not None
        found = self._look(self._found.path, sheet, header_row)
        self._show(found or self._found)
