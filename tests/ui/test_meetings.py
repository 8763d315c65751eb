"""Meetings on the screen, by keyboard: added, invited, talked about, agreed, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.meetings import Attendance, Guest
from sertidesk.services import activity, meetings, meetings_edits, officials
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.meetings import Meeting
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps import coordination, minutes
from sertidesk.ui.steps.meetings import COURSE, FACTS, FOLLOW_UPS, GUESTS, MeetingsScreen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


def shown(qtbot: QtBot, desk: Desk, screen: MeetingsScreen) -> MeetingsScreen:
    desk.changed.connect(screen.reload)
    qtbot.addWidget(screen)
    screen.resize(1070, 480)
    screen.show()
    return screen


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> MeetingsScreen:
    return shown(qtbot, desk, coordination.Screen(desk, work, work.procedure.step("2")))


@pytest.fixture
def held(qtbot: QtBot, screen: MeetingsScreen) -> MeetingsScreen:
    screen.add_button.click()
    return screen


def only(store: Store, work: Activity) -> Meeting:
    (one,) = meetings.listing(store, work)
    return one


def test_an_empty_list_says_what_to_do_and_one_key_begins(
    qtbot: QtBot, screen: MeetingsScreen, store: Store, work: Activity
) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert not screen.minutes_button.isVisible()
    screen.add_button.click()
    editor = screen.facts.fields["title"].editor
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "Koordinasi LSP")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    starts = screen.facts.fields["starts"].editor
    starts.setFocus()
    qtbot.keyClicks(starts, "9")
    qtbot.keyClick(starts, Qt.Key.Key_Return)
    one = only(store, work)
    assert (one.title, one.starts, one.kind) == ("Koordinasi LSP", "09:00", "coordination")
    assert one.day == store.today()


def test_a_time_that_cannot_be_read_or_runs_backwards_is_told(
    qtbot: QtBot, held: MeetingsScreen, store: Store, work: Activity
) -> None:
    fields = held.facts.fields
    for key, text in (("starts", "pagi"), ("ends", "08.00")):
        fields[key].editor.setFocus()
        qtbot.keyClicks(fields[key].editor, text)
        qtbot.keyClick(fields[key].editor, Qt.Key.Key_Return)
    assert fields["starts"].finding_label.isVisible()
    assert only(store, work).starts == ""
    fields["starts"].editor.setFocus()
    fields["starts"].editor.selectAll()
    qtbot.keyClicks(fields["starts"].editor, "10.00")
    qtbot.keyClick(fields["starts"].editor, Qt.Key.Key_Return)
    assert only(store, work).time == "10.00–08.00"
    assert "Sebelum jam mulai" in fields["ends"].finding_label.text()


def test_guests_are_typed_pasted_picked_and_marked(
    qtbot: QtBot, held: MeetingsScreen, store: Store, work: Activity
) -> None:
    held.open_side(GUESTS)
    part = held.guests
    assert part.new_edit.hasFocus()
    qtbot.keyClicks(part.new_edit, "Made Misal; LSP Uji; 081234567891")
    qtbot.keyClick(part.new_edit, Qt.Key.Key_Return)
    part.new_edit.setText("1. Ketut\tKasi\n2. Nyoman\tStaf")
    assert part.lines_badge.isVisible()
    qtbot.keyClick(part.new_edit, Qt.Key.Key_Return)
    assert [one.name for one in only(store, work).guests] == ["Made Misal", "Ketut", "Nyoman"]
    part.table.setFocus()
    part.table.selectAll()
    qtbot.keyClick(part.table, Qt.Key.Key_T)
    assert {one.attendance for one in only(store, work).guests} == {Attendance.ABSENT}
    officials.add(store, {"name": "Wayan Contoh, S.T.", "position": "Kabid"})
    held.reload(None)
    part.pick_button.click()
    place = [row[1] for row in part.picker.source.rows_held].index("Wayan Contoh, S.T.")
    part.picker.table.go_to(str(place))
    qtbot.keyClick(part.picker.table, Qt.Key.Key_Return)
    assert only(store, work).guests[-1].position == "Kabid"
    assert part.stack.currentWidget() is part.page
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    assert len(only(store, work).guests) == 3


def test_a_guest_is_corrected_below_the_list(
    qtbot: QtBot, held: MeetingsScreen, store: Store, work: Activity
) -> None:
    meetings_edits.invite(store, only(store, work).id, [Guest("Made")])
    held.reload(None)
    held.open_side(GUESTS)
    held.guests.table.selectRow(0)
    qtbot.keyClick(held.guests.table, Qt.Key.Key_Return)
    name = held.guests.fields["name"].editor
    assert name.hasFocus()
    qtbot.keyClicks(name, "Made Misal")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert only(store, work).guests[0].name == "Made Misal"
    assert held.guests.table.hasFocus()


def test_the_agenda_is_written_point_by_point(
    qtbot: QtBot, held: MeetingsScreen, store: Store, work: Activity
) -> None:
    held.open_side(COURSE)
    part = held.course
    assert part.new_edit.hasFocus()
    part.new_edit.setText("1. Pembukaan\n2. Jadwal")
    qtbot.keyClick(part.new_edit, Qt.Key.Key_Return)
    assert part.points.count() == 2
    part.points.setFocus()
    part.points.setCurrentRow(1)
    qtbot.keyClick(part.points, Qt.Key.Key_Return)
    discussion = part.discussion_field.editor
    assert discussion.hasFocus()
    qtbot.keyClicks(discussion, "Dua hari")
    part.keep()  # as after twenty seconds of writing
    assert only(store, work).points[1].discussion == "Dua hari"
    qtbot.keyClicks(discussion, " saja")
    part.points.setFocus()
    part.points.setCurrentRow(0)
    assert only(store, work).points[1].discussion == "Dua hari saja"
    assert part.discussion_field.text() == ""
    qtbot.keyClick(part.points, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [one.title for one in only(store, work).points] == ["Jadwal", "Pembukaan"]
    conclusions = part.conclusions_field.editor
    conclusions.setFocus()
    qtbot.keyClicks(conclusions, "Kuota 60")
    part.points.setFocus()
    assert only(store, work).conclusions == "Kuota 60"
    qtbot.keyClick(part.points, Qt.Key.Key_Delete)
    assert len(only(store, work).points) == 1


def test_agreements_are_noted_done_and_shown_on_top(
    qtbot: QtBot, held: MeetingsScreen, store: Store, work: Activity
) -> None:
    assert not held.open_list.isVisible()
    held.open_side(FOLLOW_UPS)
    part = held.follow_ups
    qtbot.keyClicks(part.new_edit, "Kirim daftar ke LSP")
    qtbot.keyClick(part.new_edit, Qt.Key.Key_Return)
    who = part.fields["who"].editor
    assert who.hasFocus()
    qtbot.keyClicks(who, "Kasi")
    due = part.fields["due_on"].editor
    due.setFocus()
    qtbot.keyClicks(due, "27-2-2026")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    (one,) = only(store, work).follow_ups
    assert (one.who, one.days_late) == ("Kasi", 3)
    assert "lewat 3 hari" in held.open_list.item(0).text()
    held.tabs.setCurrentIndex(FACTS)
    held.open_list.setFocus()
    held.open_list.setCurrentRow(0)
    qtbot.keyClick(held.open_list, Qt.Key.Key_Return)
    assert held.tabs.currentIndex() == FOLLOW_UPS
    assert part.table.hasFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_S)
    assert only(store, work).follow_ups[0].done_on == store.today()
    assert not held.open_list.isVisible()
    assert part.done_button.text() == "Buka lagi"


def test_minutes_of_the_chosen_meeting_are_printed(
    held: MeetingsScreen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    for place, printer in enumerate((held.minutes_button, held.attendance_button)):
        out = tmp_path / f"{place}.pdf"
        prompts.targets.append(out)
        printer.click()
        assert out.read_bytes().startswith(b"%PDF")


def test_agreements_are_saved_as_excel(
    held: MeetingsScreen, prompts: ScriptedPrompts, store: Store, work: Activity, tmp_path: Path
) -> None:
    meetings_edits.agree(store, only(store, work).id, {"what": "Kirim"})
    prompts.targets.append(tmp_path / "a.xlsx")
    held.workbook_button.click()
    assert (tmp_path / "a.xlsx").exists()


def test_a_meeting_is_deleted_by_key_and_brought_back(
    qtbot: QtBot, held: MeetingsScreen, desk: Desk, store: Store, work: Activity
) -> None:
    held.table.setFocus()
    held.table.selectRow(0)
    qtbot.keyClick(held.table, Qt.Key.Key_Delete)
    assert held.body.currentWidget() is held.empty
    desk.undo()
    assert len(held.entries) == 1


def test_minutes_open_with_what_was_said_and_begin_a_plenary(
    qtbot: QtBot, desk: Desk, store: Store
) -> None:
    draft = ActivityDraft("sulawesi-barat", "Uji", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    screen = shown(qtbot, desk, minutes.Screen(desk, made, made.procedure.step("6")))
    assert screen.tabs.currentIndex() == COURSE
    screen.add()
    assert only(store, made).kind == "plenary"


def test_the_lists_keep_the_rules_of_models(held: MeetingsScreen) -> None:
    for table in (held.table, held.guests.table, held.follow_ups.table):
        QAbstractItemModelTester(
            table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, table
        )
