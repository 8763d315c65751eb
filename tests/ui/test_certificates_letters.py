"""The LSP's covering letters beside the certificates: typed by keyboard, filed, in the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.letters import Direction
from sertidesk.services import activity, certificate_letters, evidence, letters
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.certificates import Screen


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, lsp="LSP Contoh")
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    made = Screen(desk, work, work.procedure.step("7"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1070, 480)
    made.show()
    made.letters_button.click()
    return made


def test_a_letter_is_entered_and_stands_in_the_register(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    page = screen.letters_page
    assert screen.letters_button.text() == "Surat LSP  0"
    assert page.hint_label.isVisible()
    page.add_button.click()
    QAbstractItemModelTester(page.table.table_model)
    assert page.fields["number"].editor.hasFocus()
    for key, typed in (("number", "12/LSP/X/2026"), ("letter_date", "1-3-2026")):
        page.fields[key].editor.setFocus()
        qtbot.keyClicks(page.fields[key].editor, typed)
        qtbot.keyClick(page.fields[key].editor, Qt.Key.Key_Tab)
    (one,) = certificate_letters.listing(store, work, "7")
    assert (one.number, one.letter_date) == ("12/LSP/X/2026", date(2026, 3, 1))
    assert (one.correspondent, one.moved_on) == ("LSP Contoh", store.today())
    assert one.direction is Direction.IN
    assert one.id in {letter.id for letter in letters.of_activity(store, work.id)}
    assert screen.letters_button.text() == "Surat LSP  1"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert certificate_letters.listing(store, work, "7") == []
    desk.undo()
    assert len(certificate_letters.listing(store, work, "7")) == 1
    assert certificate_letters.listing(store, work, "9") == []


def test_the_letter_itself_is_kept(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, tmp_path: Path
) -> None:
    page = screen.letters_page
    assert not page.evidence.add_button.isEnabled()
    page.add_button.click()
    paper = tmp_path / "surat.txt"
    paper.write_text("isi")
    page.evidence.take([paper])
    (one,) = certificate_letters.listing(store, work, "7")
    assert [file.owner_id for file in evidence.listing(store, work.id, "letter")] == [one.id]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.list_page
