"""Second page of the import: which sheets, and which column is which field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from sertidesk.domain.fields import FIELDS
from sertidesk.intake import headers
from sertidesk.intake.columns import Roles
from sertidesk.intake.report import ListReport, SheetReport
from sertidesk.intake.sheet import Sheet, is_blank, show
from sertidesk.intake.tables import is_number_row
from sertidesk.ui.kit.parts import column, label, named, row
from sertidesk.ui.kit.theme import ROW_HEIGHT

ROLE_WORDS = {
    headers.EXTRA: "Simpan sebagai catatan",
    headers.IGNORE: "Abaikan",
    headers.NUMBER: "Nomor urut (abaikan)",
    headers.BIRTH: "Tempat dan tanggal lahir",
    headers.RT_RW: "RT/RW",
    headers.SEX_MALE: "Tanda laki-laki",
    headers.SEX_FEMALE: "Tanda perempuan",
}
_SAMPLES = 3


class ColumnsPage(QWidget):
    """One tab for each sheet that holds a list; every column can be told anew."""

    mapping_edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hint_label = label("", "muted", wrap=True)
        self.tabs = named(QTabWidget(), "sheet_tabs", self.tr("Lembar"))
        self.tabs.setDocumentMode(True)
        self.setLayout(column(self.hint_label, self.tabs))
        self._sheets: dict[str, _SheetTab] = {}
        self._chosen_at_first: list[str] = []

    def show_list(self, listed: ListReport, sheets: Sequence[Sheet]) -> None:
        """Show what was found on each sheet."""
        self.tabs.clear()
        self._sheets = {}
        by_name = {sheet.name: sheet for sheet in sheets}
        for report in listed.sheets:
            if report.has_list:
                tab = _SheetTab(report, by_name[report.name])
                tab.edited.connect(self.mapping_edited)
                self._sheets[report.name] = tab
                self.tabs.addTab(tab, f"{report.name} ({report.rows})")
        without = [report.name for report in listed.sheets if not report.has_list]
        text = self.tr("Periksa apakah tiap kolom dikenali dengan benar.")
        if without:
            text += " " + self.tr("Lembar tanpa daftar orang dilewati: {names}.").format(
                names=", ".join(without)
            )
        self.hint_label.setText(text)
        self.tabs.tabBar().setVisible(len(self._sheets) > 1)
        self._chosen_at_first = self.chosen_sheets()

    def chosen_sheets(self) -> list[str]:
        """Return the names of the sheets that are ticked."""
        return [name for name, tab in self._sheets.items() if tab.take_box.isChecked()]

    def mapping(self) -> dict[str, Roles]:
        """Return column → role for each chosen sheet, as shown."""
        return {name: self._sheets[name].roles() for name in self.chosen_sheets()}

    def is_changed(self, sheet: str) -> bool:
        """Tell whether a column of this sheet was told anew."""
        return sheet in self._sheets and self._sheets[sheet].was_changed

    def is_edited(self) -> bool:
        """Tell whether the list must be checked again: another choice or another mapping."""
        return self.chosen_sheets() != self._chosen_at_first or any(
            tab.is_edited() for tab in self._sheets.values()
        )

    def settle(self) -> None:
        """Take what is shown as known: the list has been checked with it."""
        self._chosen_at_first = self.chosen_sheets()
        for tab in self._sheets.values():
            tab.settle()


class _SheetTab(QWidget):
    edited = Signal()

    def __init__(self, report: SheetReport, sheet: Sheet) -> None:
        super().__init__()
        self._known: Roles = dict(report.roles)
        self.was_changed = False
        self.take_box = named(QCheckBox(self.tr("Impor lembar ini")), "take_sheet")
        self.take_box.setChecked(report.chosen)
        self.take_box.toggled.connect(self.edited)
        where = self.tr("Judul kolom di baris {row}, {count} orang").format(
            row=report.header_row or "-", count=report.rows
        )
        self._boxes: list[QComboBox] = []
        table = named(QTableWidget(), "columns_table", self.tr("Kolom dan isiannya"))
        table.setColumnCount(2 + _SAMPLES)
        table.setHorizontalHeaderLabels(
            [self.tr("Judul di daftar"), self.tr("Menjadi isian"), self.tr("Contoh isi"), "", ""]
        )
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT + 4)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setRowCount(len(report.headers))
        samples = _samples(sheet, report)
        for number, header in enumerate(report.headers):
            table.setItem(number, 0, QTableWidgetItem(header))
            table.setCellWidget(number, 1, self._box(number, header))
            for place, text in enumerate(samples[number]):
                table.setItem(number, 2 + place, QTableWidgetItem(text))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setLayout(column(row(self.take_box, label(where, "muted"), 1), table))

    def roles(self) -> Roles:
        """Return column → role as shown."""
        return {
            number: str(box.currentData())
            for number, box in enumerate(self._boxes)
            if box.currentData()
        }

    def is_edited(self) -> bool:
        """Tell whether what is shown differs from what the list was checked with."""
        return self.roles() != self._known

    def settle(self) -> None:
        """Take what is shown as known."""
        self._known = self.roles()

    def _box(self, number: int, header: str) -> QComboBox:
        box = named(QComboBox(), f"role_{number}")
        box.setAccessibleName(self.tr("Isian untuk kolom {header}").format(header=header))
        for value, words in ROLE_WORDS.items():
            box.addItem(words, value)
        box.insertSeparator(box.count())
        for field in FIELDS:
            box.addItem(field.label, field.key)
        role = self._known.get(number, headers.IGNORE)
        box.setCurrentIndex(box.findData(role))
        self._known[number] = role
        box.activated.connect(partial(self._on_role_chosen, number))
        self._boxes.append(box)
        return box

    def _on_role_chosen(self, number: int, _place: int) -> None:
        """Let a field stand for one column only: the other one becomes a note."""
        self.was_changed = True
        role = self._boxes[number].currentData()
        if role not in (headers.EXTRA, headers.IGNORE, headers.NUMBER):
            for other, box in enumerate(self._boxes):
                if other != number and box.currentData() == role:
                    box.setCurrentIndex(box.findData(headers.EXTRA))
        self.edited.emit()


def _samples(sheet: Sheet, report: SheetReport) -> list[list[str]]:
    """Return up to three filled cells of each column, from below the header."""
    found: list[list[str]] = [[] for _ in report.headers]
    for cells in sheet.rows[report.header_row : report.header_row + 60]:
        if is_number_row(cells):
            continue
        for number, texts in enumerate(found):
            if len(texts) < _SAMPLES and number < len(cells) and not is_blank(cells[number]):
                texts.append(show(cells[number]))
    return found
