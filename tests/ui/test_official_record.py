"""Official records on the screen, by keyboard: made, reviewed, archived, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.official_record import PAPERS, ReviewState
from sertidesk.services import activity, official_record, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.official_record import Record
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.record import ARCHIVE, REVIEW, Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("tangerang", "Uji Tukang", 2026, lsp="LSP Contoh")
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


def only(store: Store, work: Activity) -> Record:
    (one,) = official_record.listing(store, work)
    return one


def test_an_empty_list_says_what_to_do_and_one_key_makes_a_record(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    QAbstractItemModelTester(screen.table.table_model)
    assert screen.body.currentWidget() is screen.empty
    screen.add_button.click()
    assert screen.body.currentWidget() is screen.list_part
    assert "1 peserta" in screen.facts.summary_label.text()
    field = screen.facts.fields["number"]
    assert field.editor.hasFocus()
    qtbot.keyClicks(field.editor, "BA-UJI/1")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert only(store, work).number == "BA-UJI/1"
    assert not screen.add_button.isEnabled()


def test_roles_are_marked_with_keys(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    screen.add_button.click()
    screen.open_side(REVIEW)
    table = screen.review.table
    assert len(screen.review.entries) == 4
    qtbot.keyClick(table, Qt.Key.Key_D)
    assert only(store, work).reviews[0].state is ReviewState.CHECKED
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_D)
    assert only(store, work).unreviewed == ()
    table.go_to(only(store, work).reviews[1].id)
    qtbot.keyClick(table, Qt.Key.Key_P)
    note = screen.review.fields["note"]
    note.editor.setFocus()
    qtbot.keyClicks(note.editor, "tanda tangan kurang")
    qtbot.keyClick(note.editor, Qt.Key.Key_Return)
    again = only(store, work).reviews[1]
    assert (again.state, again.note) == (ReviewState.REPAIR, "tanda tangan kurang")


def test_papers_are_ticked_with_the_space_bar(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.add_button.click()
    screen.open_side(ARCHIVE)
    for place in range(len(PAPERS)):
        screen.archive.papers.list.setCurrentRow(place)
        qtbot.keyClick(screen.archive.papers.list, Qt.Key.Key_Space)
    assert only(store, work).unfiled == ()


def test_it_is_printed(screen: Screen, prompts: ScriptedPrompts, tmp_path: Path) -> None:
    screen.add_button.click()
    prompts.targets.append(tmp_path / "ba.pdf")
    screen.print_button.click()
    assert (tmp_path / "ba.pdf").read_bytes().startswith(b"%PDF")
