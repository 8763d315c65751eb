"""The final report on the screen: chapters, the office's own words, the paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from sertidesk.domain.report import Chapter
from sertidesk.services import activity, participants, report
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.bars import BarChart
from sertidesk.ui.steps.report import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("badung", "Uji", 2026)).subject or ""
    one = activity.by_code(store, code)
    for number in range(1, 4):
        values = {"nik": f"510301020390000{number}", "village": f"Desa {number}"}
        participants.add(store, one.id, {"name": f"Contoh {number}", **values})
    return one


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, made: Activity) -> Screen:
    widget = Screen(desk, made, made.procedure.step("10"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


def open_chapter(screen: Screen, chapter: Chapter) -> None:
    screen.list.setCurrentRow(list(screen.sections).index(chapter))


def test_each_chapter_shows_its_text_and_figures(screen: Screen) -> None:
    open_chapter(screen, Chapter.PARTICIPANTS)
    assert "3 orang dari 3 desa" in screen.text.text()
    assert screen.findChildren(BarChart)
    assert screen.own_badge.text() == "usulan program"


def test_what_is_typed_is_kept_and_can_be_given_back(
    screen: Screen, store: Store, made: Activity
) -> None:
    open_chapter(screen, Chapter.INTRODUCTION)
    screen.text.editor.setPlainText("Kata kami sendiri.")
    screen.text.editor.editing_finished.emit()
    assert screen.own_badge.text() == "ditulis kantor"
    assert report.load(store, made)[0].text == "Kata kami sendiri."
    screen.back_button.click()
    assert screen.own_badge.text() == "usulan program"
    assert "Uji" in screen.text.text()


def test_new_work_appears_in_the_chapters(screen: Screen, store: Store, made: Activity) -> None:
    open_chapter(screen, Chapter.PARTICIPANTS)
    changes = participants.add(store, made.id, {"name": "Baru", "nik": "5103010203900009"})
    screen.desk.changed.emit(changes.kinds)
    assert screen.chapter() is Chapter.PARTICIPANTS
    assert "4 orang" in screen.text.text()


def test_it_is_printed(screen: Screen, prompts: ScriptedPrompts, tmp_path: Path) -> None:
    prompts.targets = [tmp_path / "laporan.pdf"]
    screen.print_button.click()
    assert (tmp_path / "laporan.pdf").read_bytes().startswith(b"%PDF")
