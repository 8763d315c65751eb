"""The decision letter on the screen: texts typed, set, opened again, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.assessment import Decision
from sertidesk.services import activity, assessment, assessment_edits, decision, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.decision import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("sulawesi-barat", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, made.id, {"nik": "5101014502950001", "name": "SITI AMINAH"})
    return made


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    made = Screen(desk, work, work.procedure.step("7"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1070, 480)
    made.show()
    return made


@pytest.fixture
def competent(desk: Desk, store: Store, work: Activity, screen: Screen) -> str:
    key = assessment.listing(store, work)[0].participant_id
    desk.do(assessment_edits.decide, work, [key], Decision.COMPETENT)
    return key


def test_without_anybody_competent_it_says_where_to_begin(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert not screen.settle_button.isVisible()


def test_it_is_filled_in_set_and_opened_again(
    qtbot: QtBot, screen: Screen, competent: str, desk: Desk, store: Store, work: Activity
) -> None:
    QAbstractItemModelTester(screen.table.table_model)
    for key, text in (("number", "188/12"), ("date", "21-11-2026")):
        screen.fields[key].editor.setFocus()
        qtbot.keyClicks(screen.fields[key].editor, text)
    screen.settle()  # what is being typed is kept first
    assert decision.load(store, work).set_on == store.today()
    assert not screen.fields["subject"].isEnabled()
    assert screen.reopen_button.isVisible()
    desk.do(assessment_edits.decide, work, [competent], Decision.NOT_COMPETENT)
    assert screen.chip_buttons["fallen"].isVisible()
    assert "berubah" in screen.state_badge.text()
    screen.reopen_button.click()
    assert screen.body.currentWidget() is screen.empty


def test_a_refusal_keeps_it_a_draft(
    screen: Screen, competent: str, store: Store, work: Activity
) -> None:
    screen.settle_button.click()
    assert decision.load(store, work).set_on is None


def test_it_is_printed(
    screen: Screen, competent: str, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets.append(tmp_path / "sk.pdf")
    screen.print_button.click()
    assert (tmp_path / "sk.pdf").read_bytes().startswith(b"%PDF")
