"""The import in the window: from a messy list to participants, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, intake
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery, count
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.intake import Screen

HEADER = ("NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR", "L/P", "KETRAMPILAN")
GOOD = ("1", "6201021205900001", "BUDI CONTOH", "Kumai", "12-05-1990", "L", "las")
LETTERS = ("2", "62O1025507910002", "SITI UMPAMA", "Kumai", "15-07-1991", "P", "cat")
IMPOSSIBLE = ("3", "6201023102920003", "AGUS MISAL", "Kumai", "01-02-1992", "L", "kayu")


@pytest.fixture
def village_list(tmp_path: Path) -> Path:
    path = tmp_path / "desa.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in (("Sidorejo", (GOOD, LETTERS)), ("Madurejo", (IMPOSSIBLE,))):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate((HEADER, *rows)):
                for place, text in enumerate(row):
                    sheet.write_string(number, place, text)
    return path


@pytest.fixture
def one(desk: Desk) -> Activity:
    made = activity.create(desk.store, ActivityDraft("kotawaringin-barat", "Uji", 2026))
    return activity.by_code(desk.store, made.subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, one: Activity) -> Screen:
    made = Screen(desk, one, one.procedure.steps[3])
    qtbot.addWidget(made)
    made.resize(1100, 480)
    made.show()
    return made


def press(screen: Screen, name: str) -> None:
    found = screen.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    assert found.isEnabled(), name
    found.click()


def registered(desk: Desk, one: Activity) -> int:
    return count(desk.store, ParticipantQuery(one.id))


def test_a_list_is_repaired_in_place_and_written(
    screen: Screen, desk: Desk, one: Activity, prompts: Any, village_list: Path
) -> None:
    prompts.files.append([village_list])
    press(screen, "choose_list")
    assert screen.columns_page.chosen_sheets() == ["Sidorejo", "Madurejo"]
    press(screen, "intake_next")
    assert screen.next_button.text() == "Impor 1 peserta"
    # The rejected rows are looked at first; a letter for a digit has a proposal.
    press(screen, "use_nik")
    assert screen.next_button.text() == "Impor 2 peserta"
    boxes = screen.rows_page.row_panel.findChildren(QCheckBox)
    next(box for box in boxes if box.objectName().startswith("confirm_")).click()
    assert screen.next_button.text() == "Impor 3 peserta"
    assert registered(desk, one) == 0
    press(screen, "intake_next")
    assert registered(desk, one) == 3
    assert screen.done_page.accepted_badge.text() == "3 peserta ditulis"
    press(screen, "undo_this_import")
    assert registered(desk, one) == 0
    assert screen.stack.currentWidget() is screen.choose_page


def test_rejected_rows_are_saved_corrected_and_imported_again(
    screen: Screen, desk: Desk, one: Activity, prompts: Any, village_list: Path, tmp_path: Path
) -> None:
    screen.open_file(village_list)
    press(screen, "intake_next")
    press(screen, "intake_next")
    assert registered(desk, one) == 1
    target = tmp_path / "perlu diperbaiki.xlsx"
    prompts.targets.append(target)
    press(screen, "save_failed_rows")
    book = openpyxl.load_workbook(target)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in ("62O1025507910002", "6201023102920003"):
                    cell.value = {"62O1025507910002": "6201025507910002"}.get(
                        cell.value, "6201020102920003"
                    )
    book.save(target)
    press(screen, "import_another")
    screen.open_file(target)
    press(screen, "intake_next")
    press(screen, "intake_next")
    assert registered(desk, one) == 3


def test_a_changed_column_is_remembered(
    screen: Screen, desk: Desk, one: Activity, village_list: Path
) -> None:
    screen.open_file(village_list)
    tab = screen.columns_page._sheets["Sidorejo"]
    box = tab._boxes[6]
    box.setCurrentIndex(box.findData("occupation"))
    box.activated.emit(box.currentIndex())
    press(screen, "intake_next")
    again = intake.read(desk.store, one, village_list)
    assert again.sheets[0].roles[6] == "occupation"


def test_rows_pasted_from_a_spreadsheet_are_read(screen: Screen, desk: Desk, one: Activity) -> None:
    text = "\n".join("\t".join(row) for row in (HEADER, GOOD))
    QGuiApplication.clipboard().setText(text)
    press(screen, "paste_list")
    press(screen, "intake_next")
    press(screen, "intake_next")
    assert registered(desk, one) == 1


def test_an_empty_clipboard_is_told_in_the_page(screen: Screen, prompts: Any) -> None:
    QGuiApplication.clipboard().clear()
    press(screen, "paste_list")
    assert "Salin dahulu" in screen.banner.text_label.text()
    assert not prompts.errors


def test_a_file_without_a_list_is_refused_and_the_page_stays(
    screen: Screen, prompts: Any, tmp_path: Path
) -> None:
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    screen.open_file(path)
    assert len(prompts.errors) == 1
    assert screen.stack.currentWidget() is screen.choose_page


def test_the_blank_list_is_written(screen: Screen, prompts: Any, tmp_path: Path) -> None:
    target = tmp_path / "kosong.xlsx"
    prompts.targets.append(target)
    press(screen, "blank_list")
    assert openpyxl.load_workbook(target).sheetnames


def test_leaving_the_last_sheet_out_leaves_nothing_to_import(
    screen: Screen, village_list: Path
) -> None:
    screen.open_file(village_list)
    for tab in screen.columns_page._sheets.values():
        tab.take_box.setChecked(False)
    assert not screen.next_button.isEnabled()


def test_rows_are_repaired_with_the_keys_alone(
    screen: Screen, desk: Desk, one: Activity, village_list: Path, qtbot: QtBot
) -> None:
    screen.activateWindow()
    screen.open_file(village_list)
    assert screen.next_button.text() == "Periksa baris"
    press(screen, "intake_next")
    table, panel = screen.rows_page.table, screen.rows_page.row_panel
    assert not table.isColumnHidden(1)  # two sheets
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert panel.isAncestorOf(edit)
    assert edit.objectName() == "nik_edit"
    edit.selectAll()
    qtbot.keyClicks(edit, "6201025507910002")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    # The repaired row has left the list: the cursor is at what is wrong in the next one.
    assert screen.next_button.text() == "Impor 2 peserta"
    following = QApplication.focusWidget()
    assert isinstance(following, QLineEdit)
    assert panel.isAncestorOf(following)
    assert following.text() == IMPOSSIBLE[1]


def test_a_list_of_one_sheet_does_without_the_column_for_it(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "satu.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Sidorejo")
        for number, row in enumerate((HEADER, ("(1)", "(2)", "(3)", "(4)"), GOOD, LETTERS)):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text)
    screen.open_file(path)
    shown = screen.columns_page.findChild(QTableWidget, "columns_table")
    assert shown is not None
    first = shown.item(1, 2)
    assert first is not None
    assert first.text() == GOOD[1]  # a row that counts the columns is no sample
    press(screen, "intake_next")
    assert screen.rows_page.table.isColumnHidden(1)
    screen.rows_page.table.set_filter("name", "tidak ada")
    screen.rows_page.table.reload()
    fields = screen.rows_page.row_panel.findChildren(QLineEdit)
    assert not any(field.isVisible() for field in fields)
