"""The page of complaints: entered in a line, answered by keyboard, resolved, written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sertidesk.domain.complaints import State
from sertidesk.services import activity, complaints, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.complaints import Complaint
from sertidesk.services.store import Store
from sertidesk.ui.complaints import ComplaintsPage
from sertidesk.ui.desk import Desk

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for name, number in (("Wayan Contoh", 1), ("Made Misal", 2)):
        participants.add(store, made.id, {"name": name, "nik": f"510301020390000{number}"})
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, work: Activity) -> ComplaintsPage:
    widget = ComplaintsPage(desk)
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1166, 700)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.fixture
def entered(qtbot: QtBot, page: ComplaintsPage) -> ComplaintsPage:
    line = page.register.line
    page.register.add_button.click()
    what = line.fields["new_what"].editor
    assert what.hasFocus()
    qtbot.keyClicks(what, "Diminta uang")
    qtbot.keyClick(what, Qt.Key.Key_Return)
    return page


def only(store: Store) -> Complaint:
    (one,) = complaints.listing(store)
    return one


def test_an_empty_register_says_what_to_do(page: ComplaintsPage) -> None:
    assert page.register.body.currentWidget() is page.register.empty
    page.register.line.keep()
    assert page.register.line.fields["new_what"].finding_label.text()


def test_a_complaint_is_entered_with_one_line(entered: ComplaintsPage, store: Store) -> None:
    assert (only(store).what, only(store).state) == ("Diminta uang", State.NEW)
    assert not entered.register.line.isVisible()
    assert entered.register.table.hasFocus()
    assert entered.register.panel.heading.text() == "Pengaduan 1/2026"


def test_resolving_asks_for_the_answer_first(
    qtbot: QtBot, entered: ComplaintsPage, store: Store
) -> None:
    register = entered.register
    qtbot.keyClick(register.table, Qt.Key.Key_S)
    answer = register.panel.fields["answer"].editor
    assert answer.hasFocus()
    qtbot.keyClicks(answer, "Sudah dijelaskan")
    register.table.setFocus()
    assert only(store).state is State.PURSUED
    qtbot.keyClick(register.table, Qt.Key.Key_S)
    assert (only(store).state, only(store).answered_by) == (State.RESOLVED, "Penguji")
    qtbot.keyClick(register.table, Qt.Key.Key_T)
    assert only(store).state is State.PURSUED


def test_whom_it_is_about_is_chosen_from_the_activitys_participants(
    qtbot: QtBot, entered: ComplaintsPage, store: Store, work: Activity
) -> None:
    panel = entered.register.panel
    assert not panel.fields["participant"].isEnabled()
    panel.edit_requested.emit({"activity_id": work.id})
    field = panel.fields["participant"]
    assert field.isEnabled()
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "nobody")
    entered.register.table.setFocus()
    assert field.finding_label.isVisible()
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "made misal")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert only(store).participant == "Made Misal"


def test_one_activitys_complaints_are_opened(
    entered: ComplaintsPage, store: Store, work: Activity
) -> None:
    complaints.add(store, {"what": "Jadwal berubah", "activity_id": work.id})
    entered.open(activity=work.code)
    entered.register.table.reload()
    (key,) = entered.register.source.found()
    assert entered.register.entries[key].what == "Jadwal berubah"
    entered.register.begin()
    entered.register.line.fields["new_what"].set_text("Nama salah tulis")
    entered.register.line.keep()
    newest = complaints.listing(store)[0]
    assert (newest.what, newest.activity_id) == ("Nama salah tulis", work.id)


def test_what_is_shown_is_written_and_printed(
    entered: ComplaintsPage, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    register = entered.register
    for made, name in ((register.workbook_button, "a.xlsx"), (register.print_button, "a.pdf")):
        prompts.targets.append(tmp_path / name)
        made.click()
        assert (tmp_path / name).exists()


def test_a_complaint_is_deleted_by_key_and_brought_back(
    qtbot: QtBot, entered: ComplaintsPage, desk: Desk, store: Store
) -> None:
    qtbot.keyClick(entered.register.table, Qt.Key.Key_Delete)
    assert complaints.listing(store) == []
    desk.undo()
    assert only(store).label == "1/2026"
