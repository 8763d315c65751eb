"""The evaluation on the screen: obstacles by keyboard, figures that follow, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.assessment import Decision
from sertidesk.services import activity, assessment, assessment_edits, evaluation, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.evaluation import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, made.id, {"nik": "5101014502950001", "name": "SITI AMINAH"})
    return made


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    made = Screen(desk, work, work.procedure.step("6"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1070, 480)
    made.show()
    return made


def test_an_obstacle_is_noted_and_completed_by_keyboard(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    QAbstractItemModelTester(screen.items.table.table_model)
    screen.items.begin()
    qtbot.keyClicks(screen.items.new_edit, "Hujan deras")
    qtbot.keyClick(screen.items.new_edit, Qt.Key.Key_Return)
    cause = screen.items.fields["cause"].editor
    assert cause.hasFocus()
    qtbot.keyClicks(cause, "musim hujan")
    qtbot.keyClick(cause, Qt.Key.Key_Return)
    (item,) = evaluation.load(store, work).items
    assert (item.obstacle, item.cause) == ("Hujan deras", "musim hujan")
    qtbot.keyClick(screen.items.table, Qt.Key.Key_Delete)
    assert evaluation.load(store, work).items == ()


def test_figures_follow_the_results(
    screen: Screen, desk: Desk, store: Store, work: Activity
) -> None:
    assert "0 kompeten" in screen.counts_badge.text()
    key = assessment.listing(store, work)[0].participant_id
    desk.do(assessment_edits.decide, work, [key], Decision.COMPETENT)
    assert "1 kompeten" in screen.counts_badge.text()


def test_it_is_printed(screen: Screen, prompts: ScriptedPrompts, tmp_path: Path) -> None:
    prompts.targets.append(tmp_path / "e.pdf")
    screen.print_button.click()
    assert (tmp_path / "e.pdf").read_bytes().startswith(b"%PDF")
