"""“Cetak daftar ini” and “Simpan ke Excel”: any table, as it is filtered, sorted and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, participants
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.main_window import MainWindow
from sertidesk.ui.preview import PreviewPage

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Many:
    """A thousand rows in memory."""

    def __init__(self) -> None:
        self.all = [
            (str(n), f"Peserta {n:04}", f"620101410190{n:04}", "late" if n % 2 else "", n)
            for n in range(1_000)
        ]

    def _found(self, filters: Mapping[str, str]) -> list[tuple[Any, ...]]:
        return [row for row in self.all if filters.get("name", "") in row[1]]

    def count(self, filters: Mapping[str, str]) -> int:
        return len(self._found(filters))

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = sorted(self._found(filters), key=lambda row: row[1], reverse=descending)
        return found[offset : offset + limit]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.attach(desk)
    yield made
    made._desk = None


@pytest.fixture
def table(window: MainWindow) -> Table:
    columns = [
        TableColumn("name", "Nama", 200),
        TableColumn("nik", "NIK", 150),
        TableColumn("state", "Status", badges={"late": ("Terlambat", "bad")}),
        TableColumn("score", "Nilai", align_right=True),
    ]
    made = Table("uji_table", "Daftar uji", Many(), columns, frozen=1)
    window.pages.addWidget(made)
    window.pages.setCurrentWidget(made)
    made.reload()
    return made


def words_of(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_a_thousand_rows_are_printed_as_they_are_shown(
    qtbot: QtBot, window: MainWindow, table: Table, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets = [tmp_path / "daftar.pdf"]  # saved from the preview that opens
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.keyClick(table, Qt.Key.Key_P, CTRL)
    pages = words_of(tmp_path / "daftar.pdf")
    assert len(pages) > 10
    assert "DAFTAR UJI" in pages[0]
    assert all("NAMA" in page and "NIK" in page for page in pages[:-1])
    assert pages[0].index("Peserta 0999") < pages[0].index("Peserta 0998")
    assert "Terlambat" in pages[0]
    assert "Jumlah: 1000 baris." in pages[-1]
    assert isinstance(window.pages.currentWidget(), PreviewPage)


def test_what_is_filtered_and_hidden_stays_out_and_a_nik_stays_text(
    qtbot: QtBot, table: Table, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    table.show_columns({"nik", "score"})
    table.set_filter("name", "00")
    table.reload()
    prompts.targets = [tmp_path / "daftar.xlsx"]
    qtbot.keyClick(table, Qt.Key.Key_S, CTRL | SHIFT)
    sheet = openpyxl.load_workbook(tmp_path / "daftar.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if row[0] == "NO")
    assert rows[header] == ("NO", "Nama", "NIK", "Nilai")
    assert any("Saringan: Nama memuat “00”" in str(row[0]) for row in rows[:header])
    assert len(rows) - header - 1 == table.table_model.rowCount() < 1_000
    assert rows[header + 1] == (1, "Peserta 0000", "6201014101900000", 0)


def test_the_menu_offers_both_also_over_the_held_columns(
    qtbot: QtBot, window: MainWindow, table: Table
) -> None:
    held = table.views()[1].viewport()
    for viewport in (table.viewport(), held):
        at = viewport.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, event)
        menu = table.list_keys.menu
        assert menu is not None
        assert [action.objectName() for action in menu.actions()] == ["list_print", "list_save"]
        menu.actions()[0].trigger()
        assert isinstance(window.pages.currentWidget(), PreviewPage)
        window.pages.currentWidget().leave()
        window.pages.setCurrentWidget(table)


def test_an_empty_list_is_not_printed(qtbot: QtBot, window: MainWindow, table: Table) -> None:
    table.set_filter("name", "tidak ada")
    table.reload()
    qtbot.keyClick(table, Qt.Key.Key_P, CTRL)
    assert window.pages.currentWidget() is table


def test_a_list_of_an_activity_tells_which(
    qtbot: QtBot, store: Store, desk: Desk, window: MainWindow, prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:  # fmt: skip
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang Batu", 2026)
    one = activity.by_code(store, str(activity.create(store, draft).subject))
    participants.add(store, one.id, {"nik": "6201014101900001", "name": "Sari Contoh"})
    desk.go("activity", code=one.code, screen="participants")
    shown = window.findChild(Table, "participants_table")
    assert isinstance(shown, Table)
    prompts.targets = [tmp_path / "peserta.pdf"]
    qtbot.keyClick(shown, Qt.Key.Key_P, CTRL)
    (page,) = words_of(tmp_path / "peserta.pdf")
    assert "UJI TUKANG BATU (2026)" in page
    assert "Sari Contoh" in page
    assert "6201014101900001" in page
