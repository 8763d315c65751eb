"""The portal helper: one key for each field, pages, the strip over a browser, who is entered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from sertidesk.domain.portal import State
from sertidesk.services import activity, attachments, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.attachments import Filing
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.portal import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("kotawaringin-barat", "Uji", 2026)).subject or ""
    one = activity.by_code(store, code)
    for number, name in enumerate(("Agus Contoh", "Budi Contoh", "Citra Contoh"), start=1):
        values = {"nik": f"620101020390000{number}", "birth_place": "Kumai", "sex": "L"}
        participants.add(store, one.id, {"name": name, **values})
    return one


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("8"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def states(screen: Screen) -> list[State]:
    return [one.state for one in screen.entries.values()]


def test_without_participants_the_screen_says_what_comes_first(
    qtbot: QtBot, desk: Desk, store: Store
) -> None:
    code = activity.create(store, ActivityDraft("badung", "Kosong", 2026)).subject or ""
    one = activity.by_code(store, code)
    widget = Screen(desk, one, one.procedure.step("8"))
    qtbot.addWidget(widget)
    assert widget.body.currentWidget() is widget.empty


def test_enter_copies_a_field_and_goes_on_over_the_pages(qtbot: QtBot, screen: Screen) -> None:
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    panel = screen.panel
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert clipboard() == "6201010203900001"
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert clipboard() == "Agus Contoh"
    panel.show_page(0, len(panel.pages[0].fields) - 1)
    panel.copy_and_go_on()
    assert panel.page() is panel.pages[1]
    assert panel.place() == 0
    panel.step(-1)
    assert panel.page() is panel.pages[0]


def test_an_empty_field_is_told_and_leads_to_the_form(
    qtbot: QtBot, screen: Screen, desk: Desk
) -> None:
    assert "wajib kurang" in screen.panel.missing_badge.text()
    with qtbot.waitSignal(desk.go_requested) as went:
        screen.panel.person_button.click()
    assert went.args[1]["screen"] == "participants"
    assert went.args[1]["subjects"] == (screen.selected()[0].participant_id,)


def test_s_notes_the_entry_and_goes_to_the_next_person(qtbot: QtBot, screen: Screen) -> None:
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_S)
    assert states(screen) == [State.ENTERED, State.NONE, State.NONE]
    assert screen.selected()[0].name == "Budi Contoh"
    qtbot.keyClick(screen.panel.table, Qt.Key.Key_S)
    assert screen.selected()[0].name == "Citra Contoh"
    screen.desk.undo()
    assert states(screen) == [State.ENTERED, State.NONE, State.NONE]


def test_several_are_marked_and_taken_back_at_once(qtbot: QtBot, screen: Screen) -> None:
    screen.table.setFocus()
    screen.table.selectAll()
    assert "3 peserta" in screen.panel.heading.text()
    qtbot.keyClick(screen.table, Qt.Key.Key_B)
    assert states(screen) == [State.BEGUN] * 3
    screen.table.selectAll()
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert states(screen) == [State.NONE] * 3


def test_the_portals_number_is_typed(qtbot: QtBot, screen: Screen) -> None:
    edit = screen.panel.fields["portal_number"].editor
    qtbot.keyClicks(edit, "PB-2026-17")
    edit.editingFinished.emit()
    first = next(iter(screen.entries.values()))
    assert (first.portal_number, first.state) == ("PB-2026-17", State.ENTERED)


def test_the_strip_stays_over_the_browser_and_follows(qtbot: QtBot, screen: Screen) -> None:
    panel = screen.panel
    panel.strip_button.click()
    strip = panel.strip
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert strip.value_edit.text() == "6201010203900001"
    qtbot.keyClick(strip.copy_button, Qt.Key.Key_Return)
    assert clipboard() == "6201010203900001"
    assert strip.value_edit.text() == "Agus Contoh"
    qtbot.keyClick(strip, Qt.Key.Key_Up)
    assert strip.value_edit.text() == "6201010203900001"
    qtbot.keyClick(strip.value_edit, Qt.Key.Key_N)
    assert strip.value_edit.text() == "6201010203900002"
    qtbot.keyClick(strip, Qt.Key.Key_Escape)
    assert not strip.isVisible()


def test_files_and_bundle_are_written(
    screen: Screen, store: Store, work: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    photo = tmp_path / "foto.png"
    Image.new("RGB", (60, 80), (40, 80, 120)).save(photo)
    person = screen.selected()[0].participant_id
    attachments.add(store, work, [Filing(photo, person, "ktp")])
    (tmp_path / "keluar").mkdir()
    prompts.folders = [tmp_path / "keluar"]
    screen.files_button.click()
    assert [path.name for path in (tmp_path / "keluar").iterdir()] == ["6201010203900001_KTP.jpg"]
    prompts.targets = [tmp_path / "bundel.zip"]
    screen.bundle_button.click()
    assert (tmp_path / "bundel.zip").is_file()
