"""The reconciliation in the wizard: bars, the gap between any two stages, the way to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from sertidesk.domain.attendance import State
from sertidesk.domain.reconciliation import Stage
from sertidesk.services import activity, attendance, attendance_marks, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.reconciliation import ReconciliationPage

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("badung", "Uji", 2026)).subject or ""
    one = activity.by_code(store, code)
    for number in range(1, 4):
        participants.add(
            store, one.id, {"name": f"Contoh {number}", "nik": f"510301020390000{number}"}
        )
    return one


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, made: Activity) -> ReconciliationPage:
    widget = ReconciliationPage(desk)
    qtbot.addWidget(widget)
    widget.resize(1070, 620)
    widget.show_activity(made)
    widget.show()
    return widget


def shown(page: ReconciliationPage) -> list[str]:
    return [str(row[1]) for row in page.source.rows_held]


def test_the_widest_gap_is_shown_first(page: ReconciliationPage) -> None:
    assert page.earlier.currentData() == Stage.REGISTERED
    assert page.later.currentData() == Stage.COMPLETE
    assert len(shown(page)) == 3


def test_a_bar_shows_who_is_missing_before_it_and_leads_to_the_screen(
    qtbot: QtBot, page: ReconciliationPage, store: Store, made: Activity
) -> None:
    assert page.found is not None
    first = page.found.everyone[0]
    (roll,) = attendance.load(store, made)
    attendance_marks.mark(store, made, roll.key, [first], State.PRESENT)
    page.reload(None)
    page.chart.bars["competent"].click()
    assert shown(page) == ["Contoh 1"]
    with qtbot.waitSignal(page.screen_requested) as asked:
        page.open_button.click()
    assert asked.args == ["assessment", (first,)]


def test_any_two_stages_can_be_compared(page: ReconciliationPage) -> None:
    page.earlier.setCurrentIndex(page.earlier.findData(Stage.REGISTERED))
    page.later.setCurrentIndex(page.later.findData(Stage.HANDED))
    page.later.activated.emit(page.later.currentIndex())
    assert len(shown(page)) == 3
    page.earlier.setCurrentIndex(page.earlier.findData(Stage.COMPETENT))
    page.earlier.activated.emit(0)
    assert shown(page) == []
    assert not page.open_button.isEnabled()
    assert page.count_badge.text() == "tidak ada yang kurang"


def test_it_is_saved_as_a_workbook(
    page: ReconciliationPage, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets = [tmp_path / "r.xlsx"]
    page.export_button.click()
    assert (tmp_path / "r.xlsx").is_file()
