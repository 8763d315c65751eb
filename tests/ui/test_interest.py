"""The screen of the interests, worked with the keyboard as a clerk would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.interest import State, read_lines
from sertidesk.services import activity, interest, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.interest import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

NIK = "6201010202910002"


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("2"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


@pytest.fixture
def filled(screen: Screen, store: Store, work: Activity) -> Screen:
    lines = read_lines(f"Budi Contoh;081234567890;Mendawai\nSari Umpama;;Kubu;;{NIK}\nJoko Misal")
    interest.add_lines(store, work, lines, {"channel": "village"})
    screen.reload(None)
    screen.table.setFocus()
    return screen


def words(screen: Screen, column: int) -> list[str]:
    model = screen.table.table_model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def choose(screen: Screen, name: str) -> None:
    screen.table.selectRow(words(screen, 0).index(name))


def named(store: Store, work: Activity, name: str) -> interest.Interest:
    return next(one for one in interest.listing(store, work.id) if one.name == name)


def test_an_empty_list_says_what_to_do(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert not screen.enrol_button.isVisible()


def test_one_line_after_the_other_with_the_keyboard_alone(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.line.focus_name()
    for typed in ("Budi Contoh", "081234567890", "Mendawai"):
        qtbot.keyClicks(screen.focusWidget(), typed)
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
    assert screen.line.fields["nik"].editor.hasFocus()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert screen.line.fields["name"].editor.hasFocus()
    assert screen.line.fields["phone"].text() == ""
    assert screen.line.fields["village"].text() == "Mendawai"
    qtbot.keyClicks(screen.focusWidget(), "Sari Umpama")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Enter)
    assert words(screen, 0) == ["Sari Umpama", "Budi Contoh"]
    budi = named(store, work, "Budi Contoh")
    assert (budi.phone, budi.area_code, budi.channel) == (
        "+6281234567890", "62.01.02.1003", "village",
    )  # fmt: skip
    assert budi.noted_by == store.actor


def test_what_is_wrong_gets_the_cursor_and_nothing_is_kept(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    line = screen.line
    line.focus_name()
    qtbot.keyClick(line.fields["name"].editor, Qt.Key.Key_Return)
    assert line.fields["name"].finding_label.text() == "Isi namanya."
    line.fields["name"].editor.setText("Budi")
    line.fields["nik"].editor.setText("6201")
    line.keep()
    assert line.fields["nik"].editor.hasFocus()
    assert line.fields["nik"].finding_label.text() == "Bukan 16 angka."
    line.fields["nik"].editor.clear()
    line.fields["noted_on"].editor.setText("kapan-kapan")
    line.keep()
    assert line.more.isVisible()
    assert interest.listing(store, work.id) == []


def test_who_is_known_is_hinted_at_while_typing(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    participants.add(store, work.id, {"name": "Rina Coba", "phone": "+6281100001111"})
    filled.reload(None)
    line = filled.line
    line.focus_name()
    qtbot.keyClicks(line.fields["name"].editor, "Bapak Joko")
    line.fields["phone"].editor.setFocus()
    qtbot.keyClicks(line.fields["phone"].editor, "0811-0000-1111")
    assert not line.hint_badge.isVisible()
    qtbot.keyClick(line.fields["phone"].editor, Qt.Key.Key_Tab)
    assert line.hint_badge.text() == "HP sama dengan peserta Rina Coba"


def test_a_row_is_changed_in_the_line_by_enter(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    choose(filled, "Joko Misal")
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    line = filled.line
    assert line.fields["name"].editor.hasFocus()
    assert line.more.isVisible()
    line.fields["note"].editor.setText("bisa sore")
    qtbot.keyClick(line.fields["note"].editor, Qt.Key.Key_Return)
    assert named(store, work, "Joko Misal").note == "bisa sore"
    assert filled.table.hasFocus()
    assert not line.more.isVisible()
    choose(filled, "Joko Misal")
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    qtbot.keyClicks(line.fields["name"].editor, "Lain")
    qtbot.keyClick(line.fields["name"].editor, Qt.Key.Key_Escape)
    assert sorted(words(filled, 0)) == ["Budi Contoh", "Joko Misal", "Sari Umpama"]


def test_one_key_makes_a_participant_and_undo_brings_the_interest_back(
    qtbot: QtBot, filled: Screen, desk: Desk, store: Store, work: Activity
) -> None:
    QAbstractItemModelTester(filled.table.table_model)
    told: list[tuple[str, str]] = []
    desk.said.connect(lambda text, _tone, undo: told.append((text, undo)))
    filled.table.selectAll()
    qtbot.keyClick(filled.table, Qt.Key.Key_P)
    assert len(records(store, ParticipantQuery(work.id))) == 3
    assert words(filled, 1) == ["Jadi peserta"] * 3
    assert filled.total_badge.text() == "3 minat · 0 belum"
    assert told[0][0] == ("3 peminat menjadi peserta. 2 belum ber-NIK; lengkapi di layar Peserta.")
    assert not filled.enrol_button.isEnabled()
    desk.undo(told[0][1])
    assert words(filled, 1) == ["Baru"] * 3
    assert records(store, ParticipantQuery(work.id)) == []


def test_keys_mark_contacted_drop_with_a_reason_and_take_up_again(
    qtbot: QtBot, filled: Screen, prompts: ScriptedPrompts, store: Store, work: Activity
) -> None:
    choose(filled, "Budi Contoh")
    qtbot.keyClick(filled.table, Qt.Key.Key_H)
    assert named(store, work, "Budi Contoh").state is State.CONTACTED
    prompts.reasons += [None, "Pindah kerja"]
    qtbot.keyClick(filled.table, Qt.Key.Key_B)
    assert named(store, work, "Budi Contoh").state is State.CONTACTED
    qtbot.keyClick(filled.table, Qt.Key.Key_B)
    assert words(filled, 4)[words(filled, 0).index("Budi Contoh")] == "Pindah kerja"
    assert filled.drop_button.text() == "Buka lagi"
    filled.chip_buttons[State.DROPPED].click()
    assert words(filled, 0) == ["Budi Contoh"]
    filled.chip_buttons[State.DROPPED].click()
    choose(filled, "Budi Contoh")
    qtbot.keyClick(filled.table, Qt.Key.Key_B)
    assert named(store, work, "Budi Contoh").state is State.NEW


def test_deleting_can_be_undone(qtbot: QtBot, filled: Screen, desk: Desk) -> None:
    filled.table.selectAll()
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert filled.body.currentWidget() is filled.empty
    desk.undo()
    assert len(words(filled, 0)) == 3


def test_pasted_lines_are_shown_as_they_are_read_and_added(
    filled: Screen, store: Store, work: Activity
) -> None:
    filled.line.paste_button.click()
    page = filled.paste_page
    assert filled.stack.currentWidget() is page
    assert not page.add_button.isEnabled()
    page.text_edit.setPlainText("Rina Coba; 0812 3456 7890; Kubu\n;;Kubu\nEko Andai")
    page.read()
    model = page.table.table_model
    QAbstractItemModelTester(model)
    assert [model.index(row, 1).data() for row in range(3)] == [
        "Ditambahkan", "Dilewati", "Ditambahkan",
    ]  # fmt: skip
    assert model.index(0, 5).data() == "HP sama dengan peminat Budi Contoh"
    page.add_button.click()
    assert filled.stack.currentWidget() is filled.list_page
    assert len(interest.listing(store, work.id)) == 5


def test_villages_are_counted_and_one_filters_the_list(qtbot: QtBot, filled: Screen) -> None:
    filled.villages_button.click()
    model = filled.village_table.table_model
    QAbstractItemModelTester(model)
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert rows == [
        ["Kubu", "1", "0", "1"], ["Mendawai", "1", "0", "1"], ["(tanpa desa)", "1", "0", "1"],
    ]  # fmt: skip
    filled.village_table.row_activated.emit("Kubu")
    filled.table.reload()
    assert words(filled, 0) == ["Sari Umpama"]


def test_copying_takes_what_is_shown(filled: Screen) -> None:
    filled.table.clearSelection()
    filled.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == words(filled, 0)
