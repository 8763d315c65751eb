"""The selection on the screen: keys, reasons asked for, the proposal shown first, replacements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sertidesk.domain.selection import Rule, State
from sertidesk.services import activity, participants, selection
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.selection import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    targets = ({"occupation": "Tukang Kayu", "level": 2, "quota": 1},)
    draft = ActivityDraft("badung", "Uji Tukang", 2026, target_occupations=targets)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, store: Store, work: Activity) -> Screen:
    for number in range(1, 4):
        values = {"name": f"Contoh {'ABC'[number - 1]}", "nik": f"510301020390000{number}"}
        values |= {"village": "Kapal", "occupation": "Tukang Kayu"}
        participants.add(store, work.id, {**values, "level": 2})
    return shown(qtbot, desk, work)


def shown(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("3"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


def states(store: Store, work: Activity) -> list[State]:
    entries = sorted(selection.load(store, work).entries, key=lambda one: one.place)
    return [one.state for one in entries]


def press(qtbot: QtBot, screen: Screen, key: Qt.Key, *places: int) -> None:
    screen.table.setFocus()
    if places:
        screen.table.go_to(screen.source.found()[places[0]])
    else:
        screen.table.selectAll()
    qtbot.keyClick(screen.table, key)


def test_an_empty_list_says_where_candidates_come_from(
    qtbot: QtBot, desk: Desk, work: Activity
) -> None:
    screen = shown(qtbot, desk, work)
    assert screen.body.currentWidget() is screen.empty
    assert not screen.quotas.isVisible()


def test_verified_with_one_key_then_proposed_then_applied(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.propose_button.click()
    assert screen.stack.currentWidget() is screen.list_page, "nobody is verified yet"
    press(qtbot, screen, Qt.Key.Key_M)
    assert states(store, work) == [State.ELIGIBLE] * 3
    screen.propose_button.click()
    assert screen.stack.currentWidget() is screen.proposal_page
    assert "1 terpilih, 2 cadangan" in screen.proposal_page.about.text()
    assert states(store, work) == [State.ELIGIBLE] * 3, "shown, not done"
    screen.proposal_page.apply_button.click()
    assert states(store, work) == [State.SELECTED, State.RESERVE, State.RESERVE]
    assert screen.quotas.bars[1].text().endswith("1 / 1")


def test_going_past_the_rules_asks_why_and_giving_up_changes_nothing(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, prompts: ScriptedPrompts
) -> None:
    press(qtbot, screen, Qt.Key.Key_M)
    prompts.reasons += [None, "penyandang disabilitas"]
    press(qtbot, screen, Qt.Key.Key_P, 2)
    assert "Contoh A" in prompts.asked[-1]
    assert states(store, work)[2] is State.ELIGIBLE
    press(qtbot, screen, Qt.Key.Key_P, 2)
    assert states(store, work)[2] is State.SELECTED
    assert "penyandang disabilitas" in screen.panel.lines["why"][1].text()


def test_failing_and_being_left_out_owe_a_reason(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, prompts: ScriptedPrompts
) -> None:
    prompts.reasons += ["belum 18 tahun", "jabatan lain"]
    press(qtbot, screen, Qt.Key.Key_T, 0)
    key = next(key for key, one in screen.entries.items() if one.name == "Contoh B")
    screen.table.go_to(key)
    qtbot.keyClick(screen.table, Qt.Key.Key_X)
    assert states(store, work) == [State.INELIGIBLE, State.NOT_SELECTED, State.UNVERIFIED]
    screen.table.go_to(key)
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert states(store, work)[1] is State.UNVERIFIED


def test_a_substitute_takes_the_place_with_the_reason(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    press(qtbot, screen, Qt.Key.Key_M)
    press(qtbot, screen, Qt.Key.Key_P, 0)
    press(qtbot, screen, Qt.Key.Key_G, 0)
    page = screen.replace_page
    assert screen.stack.currentWidget() is page
    page.replace_button.click()
    assert page.reason_field.finding_label.isVisible(), "a reason is owed"
    qtbot.keyClicks(page.reason_field.editor, "sakit")
    qtbot.keyClick(page.reason_field.editor, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert states(store, work) == [State.REPLACED, State.SELECTED, State.ELIGIBLE]
    assert screen.panel.heading.text() == "Contoh B"
    assert screen.panel.lines["replaces"][1].text() == "Contoh A"


def test_the_order_of_the_rules_and_a_quota_of_a_village_are_kept(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.rules_button.click()
    page = screen.rules_page
    page.rule_list.setCurrentRow(1)
    qtbot.keyClick(page.rule_list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    page.village_edits["Kapal"].setText("dua")
    page.save_button.click()
    assert page.finding_label.isVisible()
    page.village_edits["Kapal"].setText("2")
    page.reserves_field.set_text("1")
    page.save_button.click()
    plan = selection.load(store, work).plan
    assert plan.rules[:2] == (Rule.NO_CERTIFICATE, Rule.DOCUMENTS)
    assert (plan.villages, plan.reserves) == ({"Kapal": 2}, 1)
    assert screen.stack.currentWidget() is screen.list_page


def test_a_quota_shows_its_candidates_alone(
    qtbot: QtBot, screen: Screen, desk: Desk, store: Store, work: Activity
) -> None:
    values = {"name": "Contoh D", "nik": "5103010203900004", "occupation": "Juru Gambar"}
    desk.do(participants.add, work.id, values)
    assert len(screen.source.found()) == 4
    screen.quotas.bars[1].click()
    assert len(screen.source.found()) == 3
    screen.quotas.bars[1].click()
    assert len(screen.source.found()) == 4


def test_the_list_is_written_where_the_user_says(
    qtbot: QtBot, screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    press(qtbot, screen, Qt.Key.Key_M)
    press(qtbot, screen, Qt.Key.Key_P, 0)
    prompts.targets += [tmp_path / "a.xlsx", tmp_path / "a.pdf"]
    screen.export_action.trigger()
    screen.print_action.trigger()
    assert (tmp_path / "a.xlsx").exists()
    assert (tmp_path / "a.pdf").exists()
