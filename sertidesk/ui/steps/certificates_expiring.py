"""What runs out soon, over all activities and years: whom to tell of a renewal."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.certificates import WINDOWS
from sertidesk.domain.formatting import short_date
from sertidesk.services import certificate_papers, expiring
from sertidesk.services.expiring import Expiring
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.save_workbook import save_workbook


class ExpiringPage(QWidget):
    """The list with a button for each window; Enter opens the person."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "expiring_page", self.tr("Sertifikat yang akan berakhir"))
        self._desk = desk
        self.months = WINDOWS[-1]
        self._found: dict[str, Expiring] = {}
        columns = _columns(self)
        self.source = RowList(columns)
        self.table = Table(
            "expiring_table", self.tr("Sertifikat yang akan berakhir"), self.source, columns,
            frozen=1,
        )  # fmt: skip
        self.window_buttons: dict[int, QPushButton] = {}
        chips = row(spacing=SPACE)
        for months in sorted(WINDOWS, reverse=True):
            words = self.tr("{months} bulan").format(months=months)
            chip = button(f"expiring_{months}", words, partial(self.show_window, months))
            chip.setCheckable(True)
            self.window_buttons[months] = chip
            chips.addWidget(chip)
        back = button("expiring_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        self.save_button = button(
            "expiring_save", self.tr("Simpan Excel…"), self.save_workbook, icon="file-spreadsheet"
        )
        heading = label(self.tr("Sertifikat yang akan berakhir"), "heading")
        words = self.tr("Semua kegiatan dan tahun; yang sudah diperpanjang tidak disebut.")
        about = label(words, "muted")
        layout = column(row(back, heading, chips, 1, self.save_button), about, self.table)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        # Connected signals
        self.table.row_activated.connect(self._on_row_activated)

    def show_window(self, months: int) -> None:
        """Show what runs out within so many months."""
        self.months = months
        found = expiring.listing(self._desk.store, months)
        self._found = {one.certificate_id: one for one in found}
        self.source.rows_held = [_cells(one) for one in found]
        self.table.reload()
        for key, chip in self.window_buttons.items():
            chip.setChecked(key == months)
        self.save_button.setEnabled(bool(found))

    def begin(self) -> None:
        """Show the list anew, the cursor in it."""
        self.show_window(self.months)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_workbook(self) -> None:
        """Write the list where the user wants it."""
        save_workbook(
            self._desk, self.tr("Simpan daftar"), "Sertifikat yang akan berakhir",
            certificate_papers.write_expiring_workbook, self.months,
            doing=self.tr("Menulis daftar sertifikat"),
            told=self.tr("{count} sertifikat disimpan ke {file}."),
        )  # fmt: skip

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_row_activated(self, key: str) -> None:
        self._desk.go("persons", id=self._found[key].person_id)


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {
        0: (parent.tr("Kedaluwarsa"), "bad"),
        3: (parent.tr("dalam 3 bulan"), "warn"),
        6: (parent.tr("dalam 6 bulan"), "accent"),
        12: (parent.tr("dalam 12 bulan"), "plain"),
    }
    return [
        TableColumn("name", parent.tr("Nama"), 200),
        TableColumn("window", parent.tr("Sisa"), 116, badges=badges),
        TableColumn("expires_on", parent.tr("Berlaku s.d."), 98, show=short_date),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 190),
        TableColumn("level", parent.tr("Jenjang"), 68, align_right=True),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=phones.local),
        TableColumn("village", parent.tr("Desa/kelurahan"), 130),
        TableColumn("number", parent.tr("Nomor sertifikat"), 210),
        TableColumn("lsp", parent.tr("LSP"), 140),
        TableColumn("nik", parent.tr("NIK"), 140),
    ]


def _cells(one: Expiring) -> tuple[Any, ...]:
    return (
        one.certificate_id, one.name, one.window, one.expires_on, one.occupation, one.level,
        one.phone or None, one.village, one.number, one.lsp, one.nik,
    )  # fmt: skip
