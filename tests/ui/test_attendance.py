"""Attendance on the screen: keys, a scanner wherever the cursor is, visitors, the team by day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from sertidesk.db.engine import Database
from sertidesk.domain import cards
from sertidesk.domain.attendance import Role, State
from sertidesk.services import (
    activity,
    attendance,
    attendance_marks,
    attendance_scans,
    officials,
    participants,
    schedule_edits,
    settings,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.attendance import Screen
from sertidesk.ui.steps.attendance_people import PeopleList

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

MONDAY = date(2026, 3, 2)  # the day of the tests, nine in the morning


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(1, 7):
        values = {"name": f"Contoh {'ABCDEF'[number - 1]}", "nik": f"510301020390000{number}"}
        participants.add(store, made.id, values)
    return made


@pytest.fixture
def sessions(store: Store, work: Activity) -> list[str]:
    """Give two sessions today and one tomorrow, with two participants each."""
    ids = [one.participant_id or "" for one in attendance.load(store, work)[0].entries]
    made = []
    for place, (day, hour) in enumerate(((0, 9), (0, 13), (1, 9))):
        times = {"starts": f"{hour:02}:00", "ends": f"{hour + 2:02}:00"}
        values = {"date": MONDAY + timedelta(days=day), **times}
        key = schedule_edits.add(store, work, values).subject or ""
        schedule_edits.seat(store, key, ids[2 * place : 2 * place + 2])
        made.append(key)
    return made


def shown(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("5"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity, sessions: list[str]) -> Screen:
    return shown(qtbot, desk, work)


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> list[int]:
    """Count the beeps that would sound."""
    heard: list[int] = []
    monkeypatch.setattr(screen.people.scan_bar, "beep", heard.append)
    return heard


def states(people: PeopleList) -> list[State]:
    return [one.state for one in people.entries.values()]


def scan(qtbot: QtBot, screen: Screen, text: str) -> None:
    qtbot.keyClicks(screen.people.scan_bar.edit, text)
    qtbot.keyClick(screen.people.scan_bar.edit, Qt.Key.Key_Return)


def test_todays_session_is_chosen_and_one_key_goes_on(
    qtbot: QtBot, screen: Screen, sessions: list[str]
) -> None:
    assert screen.roll_box.currentData() == sessions[0]
    ModelTester(screen.people.table.table_model)
    qtbot.keyClick(screen.people.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert screen.roll_box.currentData() == sessions[1]
    screen.previous_button.click()
    assert screen.roll_box.currentText().endswith("0/2")


def test_keys_mark_and_go_on_to_the_next(qtbot: QtBot, screen: Screen) -> None:
    table = screen.people.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_H)
    qtbot.keyClick(table, Qt.Key.Key_S)
    assert states(screen.people) == [State.PRESENT, State.SICK]
    assert screen.people.total_badge.text() == "1 dari 2 hadir"
    assert screen.roll_box.currentText().endswith("1/2")
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert states(screen.people) == [State.NONE, State.NONE]


def test_the_rest_is_marked_with_one_button(qtbot: QtBot, screen: Screen) -> None:
    scan(qtbot, screen, "1")
    screen.people.rest_absent_button.click()
    assert states(screen.people) == [State.PRESENT, State.ABSENT]
    assert not screen.people.rest_absent_button.isEnabled()


def test_scans_are_answered_in_colour_and_sound(
    qtbot: QtBot, screen: Screen, work: Activity, beeps: list[int]
) -> None:
    tones = []
    for text in (cards.card_text(work.code, 1), "1", "3", "XYZ"):
        scan(qtbot, screen, text)
        tones.append(screen.people.scan_bar.answer.property("banner"))
    assert tones == ["good", "accent", "warn", "bad"]
    assert beeps == [1, 2, 3, 4]
    assert screen.people.scan_bar.edit.text() == ""
    assert screen.people.panel.scans.count() == 4
    screen.people.scan_bar.sound_button.click()
    scan(qtbot, screen, "1")
    assert len(beeps) == 4 and settings.get(screen.desk.store, "scan_sound") is False


def test_the_scanner_is_heard_while_the_cursor_is_in_the_rows(
    qtbot: QtBot, screen: Screen, work: Activity
) -> None:
    table = screen.people.table
    table.setFocus()
    table.selectRow(1)
    text = cards.card_text(work.code, 1)
    qtbot.keyClick(table, text[0])
    assert QApplication.focusWidget() is screen.people.scan_bar.edit
    qtbot.keyClicks(screen.people.scan_bar.edit, text[1:])
    qtbot.keyClick(screen.people.scan_bar.edit, Qt.Key.Key_Return)
    assert states(screen.people) == [State.PRESENT, State.NONE]


def test_a_card_scanned_into_a_note_is_a_scan(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    scan(qtbot, screen, "1")
    note = screen.people.panel.fields["note"].editor
    note.setFocus()
    qtbot.keyClicks(note, cards.card_text(work.code, 2))
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert states(screen.people) == [State.PRESENT, State.PRESENT]
    assert {one.note for one in screen.people.entries.values()} == {""}


def test_who_came_to_the_wrong_session_is_taken_in_with_one_key(
    qtbot: QtBot, screen: Screen
) -> None:
    scan(qtbot, screen, "3")
    qtbot.keyClick(screen.people.scan_bar.edit, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: len(screen.people.entries) == 3)
    assert QApplication.focusWidget() is screen.people.scan_bar.edit
    screen.next_button.click()
    told = [screen.people.cells(one)[5] for one in screen.people.entries.values()]
    assert told[0].startswith("hadir di Sen 2 Mar 09.00")


def test_no_scan_is_lost_when_it_cannot_be_written(
    qtbot: QtBot,
    screen: Screen,
    store: Store,
    work: Activity,
    prompts: ScriptedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> object:
        from sertidesk.domain.errors import UserError

        raise UserError("database_locked", "Data sedang dipakai.")

    with monkeypatch.context() as broken:
        broken.setattr(Database, "write", refuse)
        scan(qtbot, screen, "1")
    assert (
        prompts.errors
        and "1 pindaian belum tersimpan" in screen.people.scan_bar.answer_label.text()
    )
    scan(qtbot, screen, "2")
    assert states(screen.people) == [State.PRESENT, State.PRESENT]
    assert len(attendance_scans.recent(store, work)) == 2


def test_a_substitute_is_chosen_among_the_others(qtbot: QtBot, screen: Screen) -> None:
    screen.people.table.setFocus()
    screen.people.table.selectRow(1)
    qtbot.keyClick(screen.people.table, Qt.Key.Key_G)
    bar = screen.people.visitor_bar
    assert bar.isVisible() and bar.replaced.editor.currentText() == "002 Contoh B"
    bar.name.editor.setText("006 Contoh F")
    bar.note_button.click()
    one = next(one for one in screen.people.entries.values() if one.name == "Contoh F")
    assert (one.state, one.substitute_for) == (State.PRESENT, "Contoh B")
    assert states(screen.people)[1] is State.ABSENT
    assert not bar.isVisible()


def test_a_visitor_is_noted_and_becomes_a_participant(qtbot: QtBot, screen: Screen) -> None:
    scan(qtbot, screen, "5103010203900099")
    screen.people.scan_bar.action_button.click()
    bar = screen.people.visitor_bar
    assert bar.nik.text() == "5103010203900099"
    bar.note_button.click()
    assert bar.name.finding_label.isVisible(), "a name is asked for"
    qtbot.keyClicks(bar.name.editor, "Putu Tamu")
    qtbot.keyClick(bar.name.editor, Qt.Key.Key_Return)
    people = screen.people
    people.table.selectRow(2)
    assert people.panel.enrol_button.isVisible()
    people.panel.enrol_button.click()
    assert [one.number for one in people.entries.values()] == [1, 2, 7]


def test_time_and_note_are_changed_beside_the_list(qtbot: QtBot, screen: Screen) -> None:
    scan(qtbot, screen, "1")
    people = screen.people
    qtbot.keyClick(people.table, Qt.Key.Key_Return)
    arrived = people.panel.fields["arrived"].editor
    arrived.selectAll()
    qtbot.keyClicks(arrived, "8.40")
    qtbot.keyClick(arrived, Qt.Key.Key_Return)
    assert next(iter(people.entries.values())).arrived == "08:40"
    assert QApplication.focusWidget() is people.table


def test_without_a_schedule_today_is_there_and_other_days_can_be_opened(
    qtbot: QtBot, desk: Desk, work: Activity
) -> None:
    screen = shown(qtbot, desk, work)
    assert screen.roll_box.currentText() == "Sen 2 Mar · 0/6"
    screen.day_button.click()
    qtbot.keyClicks(screen.day_field.editor, "27-2-2026")
    qtbot.keyClick(screen.day_field.editor, Qt.Key.Key_Return)
    assert screen.roll_box.currentText() == "Jum 27 Feb · 0/6"
    assert screen.roll_box.count() == 2


def test_organisers_are_added_once_and_marked_each_day(
    qtbot: QtBot, screen: Screen, store: Store
) -> None:
    officials.add(store, {"name": "Ir. Contoh", "position": "Kabid", "phone": "081234567890"})
    screen.reload(None)
    screen.parts.button(2).click()
    team = screen.teams[Role.COMMITTEE]
    assert team.body.currentWidget() is team.empty
    team.add_button.click()
    fields = team.panel.fields
    qtbot.keyClicks(fields["name"].editor, "Ir. Contoh")
    fields["name"].editor.editingFinished.emit()
    assert fields["position"].text() == "Kabid", "an official's position is taken over"
    team.panel.add_button.click()
    team.table.setFocus()
    team.table.selectRow(0)
    qtbot.keyClick(team.table, Qt.Key.Key_H)
    assert [one.state for one in team.entries.values()] == [State.PRESENT]
    screen.step_roll(2)
    assert [one.state for one in team.entries.values()] == [State.NONE], "tomorrow anew"


def test_a_block_leads_to_those_of_whom_nothing_is_recorded(
    screen: Screen, store: Store, work: Activity, sessions: list[str]
) -> None:
    first = [one.key for one in screen.people.entries.values()]
    attendance_marks.mark(store, work, sessions[0], first, State.PRESENT)
    screen.reload(None)
    with store.read() as connection:
        waiting = attendance.waiting_ids(connection, work.id)
    screen.show_subjects(waiting[:1])
    assert screen.roll_box.currentData() == sessions[1]
    assert screen.people.source.found() == [waiting[0]]


def test_an_empty_activity_says_what_to_do_first(qtbot: QtBot, desk: Desk, store: Store) -> None:
    made = activity.create(store, ActivityDraft("badung", "Kosong", 2026)).subject or ""
    screen = shown(qtbot, desk, activity.by_code(store, made))
    assert screen.people.body.currentWidget() is screen.people.empty


def test_everything_has_a_name(screen: Screen) -> None:
    for one in screen.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and type(one).__module__.startswith("sert"):
            assert one.objectName(), one


def test_lists_cards_and_excel_are_written_from_the_screen(
    screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    names = ("kartu.pdf", "hadir.pdf", "hadir.xlsx")
    prompts.targets += [tmp_path / name for name in names]
    for one in (screen.cards_button, screen.print_button, screen.workbook_button):
        one.click()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(names)
