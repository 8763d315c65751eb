"""The screen of the recruitment letters, worked as a clerk would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.recruitment import Kind, State
from sertidesk.services import activity, letter_series, letters, recruitment
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.recruitment import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, planned_start=store.today())
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("1"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


@pytest.fixture
def filled(screen: Screen, store: Store, work: Activity) -> Screen:
    for name in ("Kelurahan Mendawai", "Desa Kubu", "Desa Sebuai"):
        recruitment.add(store, work.id, Kind.VILLAGE, {"name": name})
    screen.reload(None)
    return screen


def words(screen: Screen, column: int) -> list[str]:
    model = screen.table.table_model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def one(store: Store, work: Activity, name: str) -> recruitment.Letter:
    return next(letter for letter in recruitment.listing(store, work.id) if letter.name == name)


def test_an_empty_list_offers_the_line_to_add(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert screen.add_bar.isVisible()
    assert not screen.text_button.isVisible()


def test_a_village_is_completed_and_the_cursor_stays_for_the_next(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    bar = screen.add_bar
    qtbot.keyClicks(bar.name_edit, "mendawai")
    bar.phone_edit.setText("0812 3456 7890")
    qtbot.keyClick(bar.phone_edit, Qt.Key.Key_Return)
    (letter,) = recruitment.listing(store, work.id)
    assert (letter.name, letter.district) == ("Kelurahan Mendawai", "Arut Selatan")
    assert letter.phone == "+6281234567890"
    assert bar.name_edit.text() == ""
    assert words(screen, 0) == ["Kelurahan Mendawai"]
    assert screen.panel.heading.text() == "Kelurahan Mendawai"
    bar.kind_combo.setCurrentIndex(1)
    qtbot.keyClicks(bar.name_edit, "Mendawai")
    qtbot.keyClick(bar.name_edit, Qt.Key.Key_Return)
    assert one(store, work, "Mendawai").kind is Kind.PERSON


def test_a_district_is_added_at_once_and_told(screen: Screen, desk: Desk) -> None:
    told: list[str] = []
    desk.said.connect(lambda text, _tone, _undo: told.append(text))
    screen.add_bar.district_button.click()
    count = screen.table.table_model.rowCount()
    assert count > 5
    assert told == [f"{count} kelurahan/desa di Kumai ditambahkan."]
    assert screen.total_badge.text() == f"{count} penerima · 0 terkirim"


def test_keys_mark_the_selected_rows(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    QAbstractItemModelTester(filled.table.table_model)
    filled.table.setFocus()
    filled.table.selectRow(0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(filled.table, Qt.Key.Key_K)
    assert words(filled, 1) == ["Menunggu jawaban", "Menunggu jawaban", "Belum dikirim"]
    qtbot.keyClick(filled.table, Qt.Key.Key_J)
    assert filled.chip_buttons[State.ANSWERED].text() == "Menjawab  2"
    assert filled.total_badge.text() == "3 penerima · 2 terkirim"
    filled.chip_buttons[State.UNSENT].click()
    assert words(filled, 0) == ["Desa Sebuai"]
    filled.chip_buttons[State.UNSENT].click()
    assert len(words(filled, 0)) == 3


def test_selected_letters_take_their_numbers_from_the_register(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity, prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:  # fmt: skip
    filled.table.clearSelection()
    filled.number_button.click()
    assert letters.of_activity(store, work.id) == []
    letter_series.add(store, {"name": "Keluar", "pattern": "600.1/{urut}/{tahun}"})
    filled.table.setFocus()
    filled.table.selectRow(1)
    qtbot.keyClick(filled.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(filled.table, Qt.Key.Key_N)
    assert words(filled, 3) == ["", "600.1/1/2026", "600.1/2/2026"]
    assert [letter.number for letter in letters.of_activity(store, work.id)] == [
        "600.1/1/2026", "600.1/2/2026",
    ]  # fmt: skip
    prompts.targets.append(tmp_path / "surat.pdf")
    filled.print_button.click()
    assert (tmp_path / "surat.pdf").read_bytes().startswith(b"%PDF")


def test_a_field_of_the_panel_is_saved_when_it_is_left(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.setFocus()
    filled.table.selectRow(1)
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    panel = filled.panel
    assert panel.fields["letter_number"].editor.hasFocus()
    qtbot.keyClicks(panel.fields["letter_number"].editor, "600/1")
    qtbot.keyClick(panel.fields["letter_number"].editor, Qt.Key.Key_Tab)
    qtbot.keyClicks(panel.fields["letter_date"].editor, "2 Mar 2026")
    qtbot.keyClick(panel.fields["letter_date"].editor, Qt.Key.Key_Return)
    assert filled.table.hasFocus()
    letter = one(store, work, "Desa Kubu")
    assert (letter.letter_number, letter.letter_date) == ("600/1", store.today())
    assert panel.fields["letter_date"].text() == "02-03-2026"


def test_what_cannot_be_read_stays_and_is_told(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.selectRow(1)
    for key, typed in (("promised", "lima"), ("phone", "nanti"), ("answered_on", "kapan")):
        field = filled.panel.fields[key]
        field.editor.setFocus()
        qtbot.keyClicks(field.editor, typed)
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
        assert field.finding_label.text(), key
    letter = one(store, work, "Desa Kubu")
    assert (letter.promised, letter.phone, letter.answered_on) == (None, "", None)


def test_several_rows_get_one_value_and_their_own_names_stay(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    recruitment.edit(store, [one(store, work, "Desa Kubu").id], {"note": "lewat camat"})
    filled.reload(None)
    filled.table.selectAll()
    panel = filled.panel
    assert panel.heading.text() == "3 penerima dipilih"
    assert not panel.fields["name"].isEnabled()
    assert panel.fields["note"].editor.placeholderText() == "beragam"
    way = panel.fields["way"].editor
    way.setCurrentIndex(way.findData("hand"))
    way.activated.emit(way.currentIndex())
    assert {letter.way for letter in recruitment.listing(store, work.id)} == {"hand"}
    assert one(store, work, "Desa Kubu").note == "lewat camat"


def test_deleting_can_be_undone(qtbot: QtBot, filled: Screen, desk: Desk) -> None:
    undos: list[str] = []
    desk.said.connect(lambda _text, _tone, undo: undos.append(undo))
    filled.table.setFocus()
    filled.table.selectRow(0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert len(words(filled, 0)) == 2
    desk.undo(undos[0])
    assert len(words(filled, 0)) == 3


def test_texts_are_copied_and_marked_one_after_the_other(
    filled: Screen, store: Store, work: Activity
) -> None:
    filled.text_button.click()
    page = filled.text_page
    assert filled.stack.currentWidget() is page
    assert page.text_edit.toPlainText().startswith("Yth. Lurah Mendawai,")
    assert "paling lambat *Kamis, 5 Maret 2026*" in page.text_edit.toPlainText()
    page.deadline_check.setChecked(False)
    assert "paling lambat" not in page.text_edit.toPlainText()
    page.mark_button.click()
    assert QGuiApplication.clipboard().text().startswith("Yth. Lurah Mendawai,")
    assert page.text_edit.toPlainText().startswith("Yth. Kepala Desa Kubu,")
    letter = one(store, work, "Kelurahan Mendawai")
    assert (letter.sent_on, letter.way) == (store.today(), "whatsapp")
    page.closed.emit()
    assert filled.stack.currentWidget() is filled.list_page


def test_the_list_is_saved_as_it_is_shown(
    filled: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets.append(tmp_path / "surat.xlsx")
    filled.table.set_filter("name", "kubu")
    filled.table.reload()
    filled.workbook_button.click()
    values = [
        cell.value for row in openpyxl.load_workbook(tmp_path / "surat.xlsx").active for cell in row
    ]
    assert "Desa Kubu" in values
    assert "Desa Sebuai" not in values


def test_copying_takes_what_is_shown(filled: Screen) -> None:
    filled.table.clearSelection()
    filled.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == words(filled, 0)
