"""The schedule's screen: divided by button, changed by keys, clashes one click away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sertidesk.services import (
    activity,
    assessors,
    organizations,
    participants,
    schedule,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.schedule import Schedule
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.schedule import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, test_centre="TUK Baru")
    work = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(5):
        participants.add(
            store,
            work.id,
            {
                "name": f"Contoh {number}",
                "nik": f"51030112059000{number:02}",
                "occupation": "Mandor" if number < 3 else "Tukang Cat",
            },
        )
    return work


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    made = Screen(desk, work, work.procedure.step("4"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1080, 480)
    made.show()
    return made


@pytest.fixture
def filled(qtbot: QtBot, screen: Screen, store: Store, work: Activity) -> Screen:
    """Give three sessions: Mandor (2 and 1) and Tukang Cat (2), one after the other."""
    screen.open_share()
    fields = screen.share_bar.fields
    fields["share_size"].editor.setText("2")
    fields["share_rooms"].editor.setText("R1")
    qtbot.keyClick(fields["share_rooms"].editor, Qt.Key.Key_Return)
    assert len(screen.entries) == 3
    screen.table.setFocus()
    return screen


def load(store: Store, work: Activity) -> Schedule:
    return schedule.load(store, work)


def column(screen: Screen, place: int) -> list[str]:
    model = screen.table.table_model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def send(widget: object, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def test_an_empty_schedule_says_what_to_do_first(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert screen.waiting_badge.text() == "5 belum dijadwalkan"
    assert not screen.workbook_button.isVisible()
    assert screen.share_button.isEnabled()


def test_one_line_divides_everyone_and_one_undo_takes_it_back(
    qtbot: QtBot, screen: Screen, desk: Desk, store: Store, work: Activity
) -> None:
    told: list[tuple[str, str]] = []
    desk.said.connect(lambda text, _tone, undo: told.append((text, undo)))
    screen.open_share()
    fields = screen.share_bar.fields
    assert fields["share_centre"].text() == "TUK Baru"
    assert fields["share_day"].text() == "02-03-2026"
    for key, wrong in (("share_size", "dua"), ("share_starts", "pagi"), ("share_day", "kapan")):
        right = fields[key].text()
        fields[key].editor.setText(wrong)
        screen.share_bar.share_button.click()
        assert fields[key].finding_label.text(), key
        assert not screen.entries
        fields[key].editor.setText(right)
    screen.share_bar.share_button.click()
    assert told[-1][0] == "5 peserta dijadwalkan; 2 sesi baru."
    assert screen.total_badge.text() == "2 sesi · 1 hari"
    assert not screen.share_bar.isVisible()
    assert not screen.waiting_badge.isVisible()
    assert not screen.share_button.isEnabled()
    assert column(screen, 0) == ["Sen 2 Mar 08.00–10.00", "Sen 2 Mar 10.00–12.00"]
    desk.undo(told[-1][1])
    assert screen.body.currentWidget() is screen.empty


def test_sessions_are_added_one_after_the_other_and_deleted_with_keys(
    qtbot: QtBot, screen: Screen, desk: Desk
) -> None:
    screen.add_button.click()
    assert screen.panel.fields["date"].editor.hasFocus()
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Insert)
    QAbstractItemModelTester(screen.table.table_model)
    assert column(screen, 0) == ["Sen 2 Mar 08.00–10.00", "Sen 2 Mar 10.00–12.00"]
    assert column(screen, 6) == ["TUK Baru", "TUK Baru"]
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert column(screen, 0) == ["Sen 2 Mar 08.00–10.00"]


def test_a_field_of_the_panel_is_saved_when_it_is_left(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.selectRow(0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    fields = filled.panel.fields
    for key, typed in (("date", "3 Mar 2026"), ("starts", "7"), ("capacity", "9"), ("room", "R7")):
        fields[key].editor.setFocus()
        fields[key].editor.selectAll()
        qtbot.keyClicks(fields[key].editor, typed)
        qtbot.keyClick(fields[key].editor, Qt.Key.Key_Tab)
    session = load(store, work).sessions[-1]  # the others are on Monday
    assert (session.day, session.starts, session.capacity) == (TUESDAY, "07:00", 9)
    assert session.room == "R7"
    assert filled.panel.people.inside_button.text() == "2/9 peserta"
    for key, typed in (("starts", "pagi"), ("capacity", "x"), ("date", "")):
        fields[key].editor.setFocus()
        fields[key].editor.setText(typed)
        qtbot.keyClick(fields[key].editor, Qt.Key.Key_Return)
        assert fields[key].finding_label.text(), key
    assert load(store, work).sessions[-1] == session


def test_several_sessions_get_one_assessor(
    qtbot: QtBot, filled: Screen, desk: Desk, store: Store, work: Activity
) -> None:
    rini = desk.do(assessors.add, {"name": "Rini Misal", "schemes": "Mandor; Tukang Cat"})
    filled.table.selectAll()
    assert filled.panel.heading.text() == "3 sesi dipilih"
    assert filled.panel.fields["scheme"].editor.placeholderText() == "beragam"
    box = filled.panel.fields["assessor_id"].editor
    box.setCurrentIndex(box.findData(rini.subject))
    box.activated.emit(box.currentIndex())
    assert {one.assessor and one.assessor.name for one in load(store, work).sessions} == {
        "Rini Misal"
    }
    assert load(store, work).clashes == ()


def test_a_clash_is_named_and_one_click_or_enter_away(
    qtbot: QtBot, filled: Screen, desk: Desk
) -> None:
    assert not filled.clashes.list.isVisible()
    first, second, _ = filled.found.sessions
    desk.do(schedule_edits.edit, [second.id], {"starts": "09:00", "ends": "10:00"})
    assert filled.clashes.list.isVisible()
    assert filled.clashes.count_label.text().startswith("1 bentrok")
    assert column(filled, 1) == ["Bentrok", "Bentrok", "Belum lengkap"]
    item = filled.clashes.list.item(0)
    assert item.text() == "R1 dipakai ganda: Sen 2 Mar 08.00, R1 dan Sen 2 Mar 09.00, R1."
    filled.table.go_to(filled.found.sessions[2].id)
    filled.clashes.list.itemClicked.emit(item)
    assert filled.table.selected_keys() == [first.id]
    filled.clashes.list.itemClicked.emit(item)
    assert filled.table.selected_keys() == [second.id]
    filled.clashes.list.setCurrentItem(item)
    filled.clashes.list.setFocus()
    qtbot.keyClick(filled.clashes.list, Qt.Key.Key_Return)
    assert filled.table.selected_keys() == [first.id]


def test_participants_are_put_into_a_session_and_taken_out_with_keys(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    first, second, _ = filled.found.sessions
    filled.table.selectRow(0)
    qtbot.keyClick(filled.table, Qt.Key.Key_P)
    page = filled.members_page
    assert filled.stack.currentWidget() is page
    assert page.session_combo.currentData() == first.id
    QAbstractItemModelTester(page.table.table_model)
    moved = second.members[0]
    page.table.go_to(moved.id)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert load(store, work).members[moved.number - 1].sessions == (first.id,)
    page.session_combo.setCurrentIndex(page.session_combo.findData(second.id))
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    assert load(store, work).members[moved.number - 1].sessions == (first.id, second.id)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.waiting_button.text() == "Belum dijadwalkan  1"
    page.waiting_button.click()
    assert page.table.table_model.rowCount() == 1
    send(page, Qt.Key.Key_Escape)
    assert filled.stack.currentWidget() is filled.list_page


def test_a_member_is_taken_out_in_the_panel(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.selectRow(0)
    members = filled.panel.people.list
    assert [members.item(row).text() for row in range(members.count())] == ["Contoh 0", "Contoh 1"]
    assert not filled.panel.people.unseat_button.isEnabled()
    members.setFocus()
    members.item(0).setSelected(True)
    qtbot.keyClick(members, Qt.Key.Key_Delete)
    assert [one.name for one in load(store, work).unscheduled] == ["Contoh 0"]
    assert filled.waiting_badge.text() == "1 belum dijadwalkan"


def test_a_block_shows_the_participants_it_names(filled: Screen) -> None:
    wanted = [member.id for member in filled.found.members[:2]]
    filled.show_subjects(wanted)
    assert filled.stack.currentWidget() is filled.members_page
    assert filled.members_page.table.table_model.rowCount() == 2


def test_assessors_are_typed_changed_and_removed(
    qtbot: QtBot, screen: Screen, desk: Desk, store: Store
) -> None:
    screen.assessors_button.click()
    page = screen.assessors_page
    assert page.name_edit.hasFocus()
    qtbot.keyClicks(page.name_edit, "Rini Misal")
    qtbot.keyClick(page.name_edit, Qt.Key.Key_Return)
    QAbstractItemModelTester(page.table.table_model)
    assert page.fields["registration"].editor.hasFocus()
    for key, typed in (
        ("registration", "MET 1"),
        ("valid_until", "1-1-2026"),
        ("phone", "0812345678"),
    ):
        page.fields[key].editor.setFocus()
        qtbot.keyClicks(page.fields[key].editor, typed)
        qtbot.keyClick(page.fields[key].editor, Qt.Key.Key_Tab)
    page.fields["schemes"].editor.setFocus()
    page.fields["schemes"].editor.setPlainText("Mandor\nTukang Cat")
    page.table.setFocus()
    (one,) = assessors.listing(store)
    assert (one.registration, one.valid_until) == ("MET 1", date(2026, 1, 1))
    assert one.schemes == ("Mandor", "Tukang Cat")
    assert page.table.table_model.index(0, 1).data() == "Habis"
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert assessors.listing(store) == []
    desk.undo()
    assert len(assessors.listing(store)) == 1
    page.back_button.click()
    assert screen.stack.currentWidget() is screen.list_page


def test_the_schedule_is_saved_as_workbook_and_as_calendar(
    filled: Screen, prompts: ScriptedPrompts, desk: Desk, tmp_path: Path
) -> None:
    told: list[str] = []
    desk.said.connect(lambda text, *_: told.append(text))
    prompts.targets += [tmp_path / "j.xlsx", tmp_path / "j.ics", None]
    filled.workbook_button.click()
    filled.calendar_button.click()
    filled.calendar_button.click()
    assert told == ["3 sesi disimpan ke j.xlsx.", "3 sesi disimpan ke j.ics."]
    openpyxl.load_workbook(tmp_path / "j.xlsx").close()
    assert (tmp_path / "j.ics").read_bytes().count(b"BEGIN:VEVENT") == 3


def test_a_test_centre_typed_before_is_offered(filled: Screen, store: Store) -> None:
    assert organizations.names(store, organizations.Kind.TEST_CENTRE) == ["TUK Baru"]
    completer = filled.panel.fields["test_centre"].editor.completer()
    assert completer.model().index(0, 0).data() == "TUK Baru"
