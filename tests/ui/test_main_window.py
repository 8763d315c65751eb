"""The one window: its pages open, it navigates, tells, undoes, and does not close on work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, complaints, participants, procedure
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.activity import ActivityPage
from sertidesk.ui.complaints import ComplaintsPage
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

PAGES = ("home", "activities", "persons", "letters", "complaints", "settings")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.attach(desk)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made._desk = None  # nothing holds the window open any more


@pytest.fixture
def one(store: Store) -> Activity:
    draft = ActivityDraft("tangerang", "Uji Tukang", 2026, planned_start=store.today())
    return activity.by_code(store, str(activity.create(store, draft).subject))


def wizard(window: MainWindow) -> ActivityPage:
    page = window.pages.currentWidget()
    assert isinstance(page, ActivityPage)
    return page


def test_every_page_opens_from_the_navigation(window: MainWindow) -> None:
    assert window.navigation.count() == len(PAGES)
    for number, name in enumerate(PAGES):
        window.navigation.setCurrentRow(number)
        assert window.pages.currentWidget() is window._pages[name]


def test_the_wizard_hides_the_navigation_and_gives_it_back(
    window: MainWindow, desk: Desk, one: Activity
) -> None:
    desk.go("activity", code=one.code)
    assert not window.navigation.isVisible()
    assert "Uji Tukang" in window.windowTitle()
    wizard(window).back_button.click()
    assert window.navigation.isVisible()
    assert window.navigation.currentItem().text() == "Kegiatan"
    assert window.windowTitle() == "SertiDesk"


def test_a_new_activity_opens_its_wizard(store: Store, window: MainWindow, desk: Desk) -> None:
    desk.go("activities", new=True)
    form = window._pages["activities"].form
    form.fields["sop_code"].set_text("badung")
    form.fields["name"].set_text("Sertifikasi 2026")
    form.save_button.click()
    page = wizard(window)
    assert page.activity is not None
    assert page.activity.name == "Sertifikasi 2026"
    assert "2026-001" in window.strip.text_label.text()


def test_the_strip_takes_a_change_back(
    store: Store, window: MainWindow, desk: Desk, one: Activity
) -> None:
    desk.go("activity", code=one.code, step="2")
    wizard(window).step_page.finish_button.click()
    assert procedure.steps(store, one)[1].record.is_closed
    assert window.strip.isVisible()
    window.strip.action_button.click()
    assert not procedure.steps(store, one)[1].record.is_closed


def test_undo_and_redo_by_keys(qtbot: QtBot, store: Store, window: MainWindow, desk: Desk) -> None:
    draft = ActivityDraft("badung", "Uji", 2026)
    desk.do(activity.create, draft)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    window.navigation.setFocus()
    qtbot.keyClick(window.navigation, Qt.Key.Key_Z, control)
    assert activity.listing(store) == []
    qtbot.keyClick(window.navigation, Qt.Key.Key_Z, control | shift)
    assert [line.name for line in activity.listing(store)] == ["Uji"]
    qtbot.keyClick(window.navigation, Qt.Key.Key_Z, control)
    qtbot.keyClick(window.navigation, Qt.Key.Key_Y, control)
    assert [line.name for line in activity.listing(store)] == ["Uji"]


def test_a_change_reloads_the_page_that_is_looked_at(
    store: Store, window: MainWindow, desk: Desk, one: Activity
) -> None:
    desk.go("activity", code=one.code)
    desk.do(participants.add, one.id, {"nik": "6201010101800001", "name": "Agus Contoh"})
    assert wizard(window).step_page.funnel.buttons["registered"].text() == "1 peserta"


def test_search_is_reached_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.navigation, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    found = window.findChild(QWidget, "search_edit")
    assert found is not None
    assert found.hasFocus()


def test_what_is_typed_is_kept_when_the_page_changes_or_the_window_closes(
    qtbot: QtBot, store: Store, window: MainWindow, desk: Desk, one: Activity
) -> None:
    desk.go("activity", code=one.code, step="2")
    note = wizard(window).step_page.record_panel.note.editor
    note.setFocus()
    qtbot.keyClicks(note, "ruang A")
    desk.go("home")
    assert procedure.steps(store, one)[1].record.note == "ruang A"
    desk.go("activity", code=one.code, step="2")
    note.setFocus()
    qtbot.keyClicks(note, "ruang B ")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert "ruang B" in procedure.steps(store, one)[1].record.note


def test_the_window_stays_while_work_goes_on(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    def work(
        _store: Store, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]
    ) -> None:
        report(1, 2)
        assert window.work_bar.isVisible()
        with qtbot.assertNotEmitted(window.closing):
            assert not window.close()

    desk.run("Bekerja", work)
    assert "masih berjalan" in window.strip.text_label.text()
    assert not window.work_bar.isVisible()
    with qtbot.waitSignal(window.closing):
        assert window.close()


def test_cancel_reaches_the_work_that_goes_on(window: MainWindow, desk: Desk) -> None:
    seen: list[bool] = []

    def work(
        _store: Store, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]
    ) -> None:
        seen.append(is_cancelled())
        window.work_bar._cancel.click()
        seen.append(is_cancelled())

    desk.run("Bekerja", work)
    assert seen == [False, True]


def test_the_smallest_window_cuts_no_button(window: MainWindow, desk: Desk, one: Activity) -> None:
    window.resize(window.minimumSize())
    desk.go("activity", code=one.code)
    page = wizard(window).step_page
    for button in (page.skip_button, page.previous_button, page.next_button, page.finish_button):
        assert button.width() >= button.sizeHint().width()
        right = button.mapTo(window, button.rect().topRight()).x()
        assert right < window.width()


def test_a_refusal_is_told_and_leaves_the_page(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts
) -> None:
    desk.go("activity", code="1999-999")
    assert "tidak ditemukan" in prompts.errors[-1]


def test_a_newer_message_is_not_taken_away_by_the_clock_of_an_older_one(
    window: MainWindow, desk: Desk
) -> None:
    desk.say("Tersimpan.")
    assert window._strip_clock.isActive()
    desk.say("Tidak ada perubahan yang dapat diurungkan.", "warn")
    assert not window._strip_clock.isActive()
    assert window.strip.isVisible()


def test_redo_is_called_redo(window: MainWindow, desk: Desk) -> None:
    desk.do(activity.create, ActivityDraft("badung", "Uji", 2026))
    desk.undo()
    assert window.strip.text_label.text() == "Perubahan diurungkan."
    desk.redo()
    assert window.strip.text_label.text() == "Perubahan diulangi."


def test_going_from_step_to_step_by_keys_keeps_them_in_the_wizard(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store
) -> None:
    draft = ActivityDraft("kotawaringin-barat", "Uji", 2026)
    code = activity.by_code(store, str(activity.create(store, draft).subject)).code
    desk.go("activity", code=code)
    page = wizard(window)
    qtbot.waitUntil(page.rail.hasFocus)
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        at = QApplication.focusWidget()
        assert at is not None
        assert page.isAncestorOf(at)


def test_the_complaints_of_an_activity_open_from_its_head(
    window: MainWindow, desk: Desk, store: Store, one: Activity
) -> None:
    complaints.add(store, {"what": "Jadwal berubah", "activity_id": one.id})
    complaints.add(store, {"what": "Di luar kegiatan"})
    desk.go("activity", code=one.code)
    wizard(window).complaints_button.click()
    page = window.pages.currentWidget()
    assert isinstance(page, ComplaintsPage)
    page.register.table.reload()
    assert [page.register.entries[key].what for key in page.register.source.found()] == [
        "Jadwal berubah"
    ]
