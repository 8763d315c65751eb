"""The screen of preparation, worked as a clerk would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.letters import Direction, Kind
from sertidesk.services import activity, letter_series, letters
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.letters import Letter
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.preparation import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    letter_series.add(store, {"name": "Surat keluar", "pattern": "600.1/{urut}/PUPR/{tahun}"})
    draft = ActivityDraft("badung", "Uji Tukang", 2026, lsp="LSP Contoh")
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("1"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


def only(store: Store, work: Activity) -> Letter:
    (one,) = letters.of_activity(store, work.id)
    return one


def state(screen: Screen, kind: Kind) -> str:
    return screen.needs_bar.cards[kind].state_badge.text()


def test_an_empty_step_shows_what_is_asked(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert state(screen, Kind.APPLICATION) == "Belum ada"
    assert screen.needs_bar.cards[Kind.DISPOSITION].about.toolTip() == "diminta SOP"
    assert screen.needs_bar.cards[Kind.NOTICE].about.toolTip() == "bila perlu"


def test_a_disposition_is_entered_from_its_card(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.needs_bar.cards[Kind.DISPOSITION].act_button.click()
    assert screen.panel.fields["subject"].editor.hasFocus()
    qtbot.keyClicks(screen.panel.fields["subject"].editor, "Rencana kegiatan")
    qtbot.keyClick(screen.panel.fields["subject"].editor, Qt.Key.Key_Return)
    one = only(store, work)
    assert (one.kind, one.direction, one.step) == (Kind.DISPOSITION, Direction.IN, "1")
    assert state(screen, Kind.DISPOSITION) == "Ada"
    assert screen.table.hasFocus()
    QAbstractItemModelTester(screen.table.table_model)


def test_the_application_is_written_numbered_printed_and_sent(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:  # fmt: skip
    screen.needs_bar.cards[Kind.APPLICATION].act_button.click()
    page = screen.text_page
    assert screen.stack.currentWidget() is page
    assert page.fields["correspondent"].text() == "Ketua LSP Contoh"
    assert page.body_edit.hasFocus()
    page.body_edit.setPlainText("Dengan hormat,\n\nKami mohon uji kompetensi.")
    page.number_button.click()
    assert page.heading.text() == "600.1/1/PUPR/2026"
    assert not page.number_button.isVisible()
    prompts.targets.append(tmp_path / "surat.pdf")
    page.print_button.click()
    document = pypdfium2.PdfDocument(tmp_path / "surat.pdf")
    printed = document[0].get_textpage().get_text_range()
    document.close()
    assert "600.1/1/PUPR/2026" in printed and "Kami mohon uji kompetensi." in printed
    assert state(screen, Kind.APPLICATION) == "Belum dikirim"
    page.sent_button.click()
    assert state(screen, Kind.APPLICATION) == "Terkirim"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.list_page
    assert only(store, work).body.startswith("Dengan hormat,")


def test_the_text_is_written_anew_and_the_former_comes_back(
    screen: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    screen.begin_item(Kind.APPLICATION)
    page = screen.text_page
    written = only(store, work).body
    page.body_edit.setPlainText("Isi sendiri")
    page._save_body()
    undos: list[str] = []
    desk.said.connect(lambda _text, _tone, undo: undos.append(undo))
    page.anew_button.click()
    assert only(store, work).body == written
    page.closed.emit()
    desk.undo(undos[0])
    assert only(store, work).body == "Isi sendiri"


def test_keys_work_on_the_list(qtbot: QtBot, screen: Screen, store: Store, work: Activity) -> None:
    screen.begin_item(Kind.NOTICE)
    screen.text_page.leave()
    screen.table.selectRow(0)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.stack.currentWidget() is screen.text_page  # a draft goes on being written
    screen.text_page.leave()
    qtbot.keyClick(screen.table, Qt.Key.Key_N)
    qtbot.keyClick(screen.table, Qt.Key.Key_K)
    assert only(store, work).moved_on == store.today()
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert letters.of_activity(store, work.id) == []
    assert screen.body.currentWidget() is screen.empty
