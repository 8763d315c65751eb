"""The tracker's screen: board and list, states for many at once, lapse, numbers, timeline."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sertidesk.domain.tracker import Party, State
from sertidesk.services import activity, participants, tracker, tracker_edits
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.tracker import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

TODAY = date(2026, 3, 2)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("lpjk-se16-2021", "Uji Permohonan", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def people(store: Store, work: Activity) -> dict[str, str]:
    names = ("Budi Contoh", "Sari Umpama", "Joko Misal")
    return {name: participants.add(store, work.id, {"name": name}).subject or "" for name in names}


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("9"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


@pytest.fixture
def accepted(store: Store, work: Activity, people: dict[str, str], screen: Screen) -> Screen:
    """Give a screen with Budi and Sari accepted long ago, their time to pay over."""
    ids = [people["Budi Contoh"], people["Sari Umpama"]]
    for state in (State.AT_LSP, State.ACCEPTED):
        tracker_edits.record(store, work, ids, state, TODAY - timedelta(days=30))
    screen.reload(None)
    return screen


def states(store: Store, work: Activity) -> dict[str, State]:
    return {one.name: one.state for one in tracker.listing(store, work)}


def pick(screen: Screen, state: State) -> None:
    box = screen.panel.state_field.editor
    box.setCurrentIndex(box.findData(str(state)))
    assert box.currentData() == str(state)


def offered(screen: Screen) -> list[str]:
    box = screen.panel.state_field.editor
    return [box.itemData(place) for place in range(box.count())]


def test_without_participants_it_says_what_to_do(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert not screen.panel.isVisible()
    assert not screen.export_button.isVisible()


def test_only_columns_with_cards_are_shown_with_their_counts(
    accepted: Screen, people: dict[str, str]
) -> None:
    shown = {state for state, one in accepted.board.columns.items() if one.isVisible()}
    assert shown == {State.NONE, State.ACCEPTED}
    column = accepted.board.columns[State.ACCEPTED]
    assert (column.count_label.text(), column.list.count()) == ("2", 2)
    assert "lewat 12 hari kerja" in column.list.item(0).text()


def test_many_go_on_together_and_stay_chosen(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, people: dict[str, str]
) -> None:
    screen.reload(None)
    screen.board.take_focus()
    cards = screen.board.columns[State.NONE].list
    assert cards.hasFocus()
    qtbot.keyClick(cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert screen.panel.heading.text() == "3 pemohon dipilih"
    pick(screen, State.AT_LSP)
    qtbot.keyClick(screen.panel.note_field.editor, Qt.Key.Key_Return)
    assert set(states(store, work).values()) == {State.AT_LSP}
    assert screen.board.columns[State.AT_LSP].list.count() == 3
    assert len(screen.selected_keys()) == 3
    screen.desk.undo()
    assert set(states(store, work).values()) == {State.NONE}


def test_arrows_lead_to_the_column_beside_and_enter_to_the_next_state(
    qtbot: QtBot, accepted: Screen
) -> None:
    first = accepted.board.columns[State.NONE].list
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = accepted.board.columns[State.ACCEPTED].list
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Right)
    assert second.hasFocus()  # the last column
    second.setCurrentRow(0)
    assert accepted.board.selected_keys() == [second.item(0).data(Qt.ItemDataRole.UserRole)]
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert accepted.panel.state_field.editor.hasFocus()


def test_a_key_leads_to_the_panel_and_escape_back(qtbot: QtBot, accepted: Screen) -> None:
    cards = accepted.board.columns[State.ACCEPTED].list
    cards.setFocus()
    cards.setCurrentRow(1)
    qtbot.keyClick(cards, Qt.Key.Key_K)
    editor = accepted.panel.state_field.editor
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert cards.hasFocus()
    accepted.show_list()
    accepted.table.selectRow(0)
    accepted.panel.begin()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert accepted.table.hasFocus()


def test_a_card_chosen_elsewhere_lets_the_first_column_go(accepted: Screen) -> None:
    accepted.board.columns[State.NONE].list.setCurrentRow(0)
    accepted.board.columns[State.ACCEPTED].list.setCurrentRow(1)
    assert len(accepted.selected_keys()) == 1
    assert offered(accepted) == [State.PAID]  # void is no state to choose: it has its own key


def test_a_return_asks_for_its_reason(
    screen: Screen, store: Store, work: Activity, people: dict[str, str]
) -> None:
    tracker_edits.record(store, work, [people["Budi Contoh"]], State.AT_LSP, TODAY)
    screen.reload(None)
    screen.board.select([people["Budi Contoh"]])
    pick(screen, State.RETURNED)
    screen.panel.record()
    assert screen.panel.note_field.finding_label.text() == "Tulis alasan dikembalikan."
    assert states(store, work)["Budi Contoh"] is State.AT_LSP
    screen.panel.note_field.set_text("Ijazah kabur")
    screen.panel.record()
    assert states(store, work)["Budi Contoh"] is State.RETURNED
    told = [one.text() for one in screen.panel.timeline_part.findChildren(QLabel)]
    assert "02-03-2026  Dikembalikan\nIjazah kabur" in told


def test_the_open_step_proposes_the_state_it_leads_to(
    qtbot: QtBot, desk: Desk, store: Store, work: Activity, people: dict[str, str]
) -> None:
    tracker_edits.record(store, work, [people["Budi Contoh"]], State.AT_LSP, TODAY)
    for number, state in (("9", State.ACCEPTED), ("10", State.RETURNED), ("18", State.ACCEPTED)):
        opened = Screen(desk, work, work.procedure.step(number))
        qtbot.addWidget(opened)
        opened.board.select([people["Budi Contoh"]])
        assert opened.panel.state_field.text() == state


def test_an_unreadable_day_records_nothing(
    screen: Screen, store: Store, work: Activity, people: dict[str, str]
) -> None:
    screen.reload(None)
    screen.board.select([people["Budi Contoh"]])
    screen.panel.day_field.editor.setText("kemarin dulu")
    screen.panel.record()
    assert screen.panel.day_field.finding_label.text()
    assert states(store, work)["Budi Contoh"] is State.NONE


def test_one_key_voids_those_past_the_limit_after_naming_the_rule(
    qtbot: QtBot,
    accepted: Screen,
    store: Store,
    work: Activity,
    prompts: ScriptedPrompts,
    people: dict[str, str],
) -> None:
    assert accepted.overdue_button.text().endswith("2")
    accepted.board.select([people["Joko Misal"]])  # not overdue: both others are meant
    prompts.confirms = [False, True]
    cards = accepted.board.columns[State.NONE].list
    cards.setFocus()
    accepted.void_button.click()
    assert states(store, work)["Budi Contoh"] is State.ACCEPTED
    qtbot.keyClick(cards, Qt.Key.Key_B)
    assert "SE LPJK 16/SE/LPJK/2021" in prompts.asked[1]
    assert "Budi Contoh, Sari Umpama" in prompts.asked[1]
    assert states(store, work) == {
        "Budi Contoh": State.VOID, "Sari Umpama": State.VOID, "Joko Misal": State.NONE,
    }  # fmt: skip
    assert not accepted.void_button.isVisible()


def test_only_those_chosen_lapse(
    accepted: Screen,
    store: Store,
    work: Activity,
    prompts: ScriptedPrompts,
    people: dict[str, str],
) -> None:
    accepted.board.select([people["Sari Umpama"]])
    prompts.confirms = [True]
    accepted.void_overdue()
    assert states(store, work)["Budi Contoh"] is State.ACCEPTED
    assert states(store, work)["Sari Umpama"] is State.VOID


def test_filters_hold_for_board_and_list(accepted: Screen) -> None:
    accepted.party_combo.setCurrentIndex(accepted.party_combo.findData(str(Party.LSP)))
    accepted.party_combo.activated.emit(0)
    assert accepted.table.table_model.rowCount() == 0
    assert accepted.board.nobody_label.isVisible()
    accepted.party_combo.setCurrentIndex(0)
    accepted.overdue_button.setChecked(True)
    assert accepted.table.table_model.rowCount() == 2
    assert not accepted.board.columns[State.NONE].isVisible()


def test_the_list_keeps_the_one_chosen_on_the_board(
    accepted: Screen, people: dict[str, str]
) -> None:
    QAbstractItemModelTester(accepted.table.table_model)
    accepted.board.select([people["Sari Umpama"]])
    accepted.list_button.click()
    assert accepted.table.selected_keys() == [people["Sari Umpama"]]
    assert accepted.list_button.isChecked()
    accepted.board_button.click()
    assert accepted.board.selected_keys() == [people["Sari Umpama"]]


def test_a_block_brings_its_participant_into_sight(
    accepted: Screen, people: dict[str, str]
) -> None:
    accepted.overdue_button.setChecked(True)
    accepted.show_subjects([people["Joko Misal"]])
    assert accepted.table.selected_keys() == [people["Joko Misal"]]


def test_numbers_are_kept_when_left_and_a_double_is_told(
    screen: Screen,
    store: Store,
    work: Activity,
    people: dict[str, str],
    prompts: ScriptedPrompts,
) -> None:
    ids = [people["Budi Contoh"], people["Sari Umpama"]]
    for state in (
        State.AT_LSP, State.ACCEPTED, State.PAID, State.IN_PROCESS, State.SCHEDULED,
        State.COMPETENT, State.NUMBERED,
    ):  # fmt: skip
        tracker_edits.record(store, work, ids, state, TODAY)
    screen.reload(None)
    field = screen.panel.number_fields["skk_number"]
    for name, number in (("Budi Contoh", "F 411"), ("Sari Umpama", "F411")):
        screen.board.select([people[name]])
        assert field.editor.placeholderText() == "belum dicatat"
        field.editor.setText(number)
        field.editor.editingFinished.emit()
    kept = {one.name: one.numbers["skk_number"] for one in tracker.listing(store, work)}
    assert (kept["Budi Contoh"], kept["Sari Umpama"]) == ("F 411", "")
    assert "sudah dicatat untuk Budi Contoh" in prompts.errors[0]
    assert field.text() == ""


def test_the_last_state_is_struck(
    accepted: Screen, store: Store, work: Activity, people: dict[str, str]
) -> None:
    accepted.board.select([people["Budi Contoh"]])
    accepted.panel.retract_button.click()
    assert states(store, work)["Budi Contoh"] is State.AT_LSP


def test_the_workbook_is_written(
    accepted: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    target = tmp_path / "pelacak.xlsx"
    prompts.targets = [target]
    accepted.export()
    sheet = openpyxl.load_workbook(target)["Permohonan"]
    names = [cell.value for cell in sheet["B"]]
    assert {"Budi Contoh", "Sari Umpama", "Joko Misal"} <= set(names)
