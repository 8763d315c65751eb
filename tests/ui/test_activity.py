"""The wizard: every step of every SOP opens, is recorded, blocked, finished, skipped, reopened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from sertidesk.domain import plan
from sertidesk.intake.procedure import load_all
from sertidesk.services import activity as activities
from sertidesk.services import official_record, participants, procedure
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.activity import ActivityPage
from sertidesk.ui.desk import Desk

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

SOPS = [one.code for one in load_all()]
Open = Callable[..., ActivityPage]


def begin(store: Store, sop: str = "kotawaringin-barat", people: int = 0) -> Activity:
    draft = ActivityDraft(sop_code=sop, name="Uji Tukang", year=2026, planned_start=store.today())
    one = activities.by_code(store, str(activities.create(store, draft).subject))
    for number in range(people):
        participants.add(
            store, one.id, {"nik": f"620101010180{number:04}", "name": f"Peserta {number}"}
        )
    return one


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    """Open the wizard of an activity, told of changes as the main window tells it."""

    def open_page(one: Activity, **what: object) -> ActivityPage:
        page = ActivityPage(desk)
        qtbot.addWidget(page)
        desk.changed.connect(page.reload)
        page.resize(1366, 700)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open(one.code, **what)
        return page

    return open_page


def of(page: ActivityPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def state(store: Store, one: Activity, number: str) -> plan.State:
    views = procedure.steps(store, one)
    return next(view.state for view in views if view.step.number == number)


@pytest.mark.parametrize("sop", SOPS)
def test_every_step_opens_with_its_facts_and_its_screens(
    store: Store, opened: Open, sop: str
) -> None:
    one = begin(store, sop, people=2)
    page = opened(one)
    assert page.rail.count() == len(one.procedure.steps)
    for place, step in enumerate(one.procedure.steps):
        page.rail.setCurrentRow(place)
        assert page.step_page.title_label.text() == f"{step.number}  {step.title}"
        facts = page.step_page.facts_label.text()
        for actor in one.procedure.actor_titles(step):
            assert actor in facts
        for tab in range(page.step_page.tabs.count()):
            page.step_page.tabs.setCurrentIndex(tab)
            assert page.step_page.tabs.tabText(tab)
        assert page.step_page.tabs.currentWidget() is page.step_page.record_panel
        words = page.step_page.record_panel.sop_label.text()
        assert all(part.number in words for part in step.parts)


@pytest.mark.parametrize("sop", SOPS)
def test_every_step_can_be_written_in_and_finished(
    store: Store, opened: Open, prompts: ScriptedPrompts, sop: str
) -> None:
    one = begin(store, sop, people=1)
    page = opened(one)
    for step in one.procedure.steps:
        assert page.rail.number() == step.number
        record = page.step_page.record_panel
        for tick in (*record._ticks["inputs"], *record._ticks["outputs"]):
            tick.box.click()
        prompts.reasons = ["atas izin Kabid"]
        page.step_page.finish_button.click()
        assert state(store, one, step.number) is plan.State.DONE
    for view in procedure.steps(store, one):
        assert view.record.inputs == view.step.inputs
        assert view.record.outputs == view.step.outputs
    assert page.banner.isVisible()
    page.banner.action_button.click()
    assert activities.by_id(store, one.id).closed_on == store.today()
    page.banner.action_button.click()
    assert activities.by_id(store, one.id).closed_on is None


def test_a_note_is_kept_when_another_step_is_chosen(
    qtbot: QtBot, store: Store, opened: Open
) -> None:
    one = begin(store)
    page = opened(one)
    page.step_page.record_panel.note.editor.setFocus()
    qtbot.keyClicks(page.step_page.record_panel.note.editor, "surat dikirim")
    page.rail.setCurrentRow(4)
    first = procedure.steps(store, one)[0]
    assert first.record.note == "surat dikirim"
    assert page.step_page.record_panel.note.text() == ""
    page.rail.setCurrentRow(0)
    assert page.step_page.record_panel.note.text() == "surat dikirim"


def test_a_note_is_kept_when_another_activity_is_opened(
    qtbot: QtBot, store: Store, opened: Open
) -> None:
    one, other = begin(store), begin(store, "tangerang")
    page = opened(one, step="10")
    qtbot.keyClicks(page.step_page.record_panel.evidence.editor, "map biru")
    page.open(other.code)
    assert procedure.steps(store, one)[9].record.evidence == "map biru"
    assert procedure.steps(store, other)[0].record.evidence == ""


def test_what_is_being_typed_survives_a_change_elsewhere(
    qtbot: QtBot, store: Store, desk: Desk, opened: Open
) -> None:
    one = begin(store)
    page = opened(one)
    editor = page.step_page.record_panel.note.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "baru seteng")
    desk.do(participants.add, one.id, {"nik": "6201010101809999", "name": "Baru"})
    assert editor.hasFocus()
    assert editor.toPlainText() == "baru seteng"
    assert page.step_page.funnel.buttons["registered"].text() == "1 peserta"


def test_blocks_name_those_concerned_and_open_their_screen(store: Store, opened: Open) -> None:
    one = begin(store, people=5)
    page = opened(one, step="6")
    (block,) = page.step_page.blocks.blocks
    assert block.who == "Peserta 0, Peserta 1, Peserta 2, dan 2 lainnya"
    told: list[tuple[str, tuple[str, ...]]] = []
    page.step_page.screen_requested.connect(lambda screen, ids: told.append((screen, ids)))
    of(page, "block_not_matched").click()
    assert told == [("clarification", block.subjects)]
    assert page.rail.number() == "6"


@pytest.mark.parametrize(
    ("step", "code", "title"),
    [("7", "record_unreviewed", "Pemeriksaan"), ("8", "record_unfiled", "Arsip dan bukti")],
)
def test_a_block_without_participants_opens_the_part_where_it_is_mended(
    store: Store, opened: Open, step: str, code: str, title: str
) -> None:
    one = begin(store, "tangerang", people=1)
    official_record.add(store, one, "")
    page = opened(one, step=step)
    of(page, f"block_{code}").click()
    sides = page.findChild(QTabWidget, "record_sides")
    assert sides is not None
    assert sides.tabText(sides.currentIndex()) == title


def test_a_figure_opens_the_nearest_step_with_its_screen(store: Store, opened: Open) -> None:
    one = begin(store, people=1)
    page = opened(one, step="7")
    page.step_page.funnel.buttons["sent"].click()
    assert page.rail.number() == "7"
    page.step_page.funnel.buttons["matched"].click()
    assert page.rail.number() == "6"
    assert page.step_page.tabs.tabText(page.step_page.tabs.currentIndex()) == "Klarifikasi"
    page.open(one.code, step="1")
    page.step_page.funnel.buttons["complete"].click()
    assert page.rail.number() == "4"
    page.step_page.funnel.buttons["matched"].click()
    assert page.rail.number() == "6"  # there is none before


def test_a_blocked_step_asks_for_a_reason_and_takes_no_for_an_answer(
    store: Store, opened: Open, prompts: ScriptedPrompts
) -> None:
    one = begin(store, people=2)
    page = opened(one, step="4")
    prompts.reasons = [None]
    page.step_page.finish_button.click()
    assert state(store, one, "4") is plan.State.NOT_STARTED
    assert "Peserta 0, Peserta 1" in prompts.asked[-1]
    prompts.reasons = ["berkas menyusul"]
    page.step_page.finish_button.click()
    assert page.rail.number() == "5"
    page.rail.setCurrentRow(3)
    assert "berkas menyusul" in page.step_page.reason_label.text()


def test_a_step_is_skipped_with_a_reason_seen_in_rail_and_head_and_opened_again(
    store: Store, opened: Open, prompts: ScriptedPrompts
) -> None:
    one = begin(store)
    page = opened(one)
    prompts.reasons = [None, "sudah dilakukan desa"]
    page.step_page.skip_button.click()
    assert state(store, one, "1") is plan.State.NOT_STARTED
    page.step_page.skip_button.click()
    assert state(store, one, "1") is plan.State.SKIPPED
    assert "sudah dilakukan desa" in page.step_page.reason_label.text()
    said = page.rail.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Dilewati: sudah dilakukan desa" in said
    assert not page.step_page.skip_button.isVisible()
    page.step_page.reopen_button.click()
    assert state(store, one, "1") is plan.State.NOT_STARTED
    assert page.step_page.skip_button.isVisible()


def test_a_due_date_of_ones_own_is_set_and_taken_back(
    qtbot: QtBot, store: Store, opened: Open
) -> None:
    one = begin(store)
    page = opened(one)
    due = page.step_page.record_panel.due.editor
    for typed, own in (("24-12-2026", date(2026, 12, 24)), ("", None)):
        due.setFocus()
        due.selectAll()
        qtbot.keyClick(due, Qt.Key.Key_Delete)
        qtbot.keyClicks(due, typed)
        qtbot.keyClick(due, Qt.Key.Key_Return)
        assert procedure.steps(store, one)[0].record.due_on == own
        told = "ditetapkan sendiri" in page.step_page.facts_label.text()
        assert told is (own is not None)


def test_work_on_a_screen_begins_the_step_but_a_note_elsewhere_or_an_undo_does_not(
    store: Store, desk: Desk, opened: Open
) -> None:
    one = begin(store)
    page = opened(one, step="4")  # its first tab is the document screen
    desk.do(activities.save, one.id, ActivityDraft("kotawaringin-barat", "Nama baru", 2026))
    assert state(store, one, "4") is plan.State.NOT_STARTED
    desk.do(participants.add, one.id, {"nik": "6201010101809999", "name": "Baru"})
    assert state(store, one, "4") is plan.State.IN_PROGRESS
    assert page.step_page.state_badge.text() == "Berjalan"
    desk.undo()
    assert state(store, one, "4") is plan.State.NOT_STARTED
    page.rail.setCurrentRow(0)  # a step with nothing but its record
    desk.redo()
    assert state(store, one, "1") is plan.State.NOT_STARTED


def test_a_late_step_is_said_to_be_late(store: Store, opened: Open) -> None:
    draft = ActivityDraft("badung", "Lama", 2026, planned_start=store.today() - timedelta(days=14))
    one = activities.by_code(store, str(activities.create(store, draft).subject))
    page = opened(one)
    assert page.step_page.state_badge.text() == "Terlambat"
    assert page.step_page.due_badge.text().startswith("lewat ")
    assert "lewat" in page.rail.item(0).toolTip()


def test_keys_lead_through_steps_and_tabs(qtbot: QtBot, store: Store, opened: Open) -> None:
    page = opened(begin(store, people=1), step="2")
    page.activateWindow()
    page.rail.setFocus()
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.rail, Qt.Key.Key_Down, alt)
    assert page.rail.number() == "3"
    qtbot.keyClick(page.rail, Qt.Key.Key_Up, alt)
    assert page.rail.number() == "2"
    page.step_page.tabs.setFocus()
    tabs = page.step_page.tabs
    qtbot.keyClick(tabs, Qt.Key.Key_Tab, control)
    assert tabs.currentIndex() == 1
    qtbot.keyClick(tabs, Qt.Key.Key_Backtab, control | Qt.KeyboardModifier.ShiftModifier)
    assert tabs.currentIndex() == 0
    page.rail.setCurrentRow(0)
    qtbot.keyClick(page.rail, Qt.Key.Key_Return, control)
    qtbot.waitUntil(lambda: page.rail.number() == "2")  # the first is finished


@pytest.mark.parametrize("sop", SOPS)
def test_about_sop_tells_the_document_and_leads_back(store: Store, opened: Open, sop: str) -> None:
    one = begin(store, sop)
    page = opened(one)
    page.about_button.click()
    said = "\n".join(label.text() for label in page.about_page.findChildren(QLabel))
    for words in (one.procedure.title, one.procedure.office.name, *one.procedure.legal_basis):
        assert words in said
    for step in one.procedure.steps:
        assert step.title in said
    for requirement in one.procedure.requirements:
        assert requirement.title in said
    assert ("tidak dapat berlaku bersamaan" in said) is (sop == "badung")
    page.about_page.back_button.click()
    assert page.step_page.isVisible()


def test_a_step_chosen_in_the_rail_closes_about_sop(
    qtbot: QtBot, store: Store, opened: Open
) -> None:
    page = opened(begin(store))
    page.about_button.click()
    spot = page.rail.visualItemRect(page.rail.item(0)).center()
    qtbot.mouseClick(page.rail.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.step_page.isVisible()


def test_nothing_in_the_rail_is_cut_with_22_long_steps(store: Store, opened: Open) -> None:
    page = opened(begin(store, "lpjk-se16-2021", people=1), step="22")
    rail = page.rail
    for place in range(rail.count()):
        rect = rail.visualItemRect(rail.item(place))
        text = rail.fontMetrics().boundingRect(
            0, 0, rect.width() - 46, 400, int(Qt.TextFlag.TextWordWrap), rail.item(place).text()
        )
        assert text.height() + rail.fontMetrics().height() <= rect.height()
    assert rail.horizontalScrollBar().maximum() == 0


def test_an_activity_deleted_meanwhile_leads_back_to_the_list(
    qtbot: QtBot, store: Store, desk: Desk, prompts: ScriptedPrompts, opened: Open
) -> None:
    one = begin(store)
    opened(one)
    with qtbot.waitSignal(desk.go_requested) as went:
        desk.do(activities.remove, one.id)
    assert went.args == ["activities", {}]
    assert "sudah dihapus" in prompts.errors[-1]
