"""Assessment on the screen: keys, several at once, appeal, sessions, the LSP's workbook, papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    evidence,
    participants,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.assessment import Entry
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.assessment import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def people(store: Store, work: Activity) -> list[str]:
    found = []
    for number in range(1, 4):
        values = {"name": f"Contoh {'ABC'[number - 1]}", "nik": f"510301020390000{number}"}
        found.append(participants.add(store, work.id, values).subject or "")
    return found


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("5"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


def listed(store: Store, work: Activity) -> list[Entry]:
    return assessment.listing(store, work)


def decisions(store: Store, work: Activity) -> list[Decision | None]:
    return [one.decision for one in listed(store, work)]


def test_an_empty_list_says_what_to_do_first(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert not screen.import_button.isEnabled()


def test_keys_decide_one_after_the_other(
    qtbot: QtBot, people: list[str], screen: Screen, store: Store, work: Activity
) -> None:
    screen.table.setFocus()
    screen.table.go_to(people[0])
    for key in (Qt.Key.Key_K, Qt.Key.Key_B, Qt.Key.Key_T):
        qtbot.keyClick(screen.table, key)
    assert decisions(store, work) == list(Decision)
    assert "1" in screen.chip_buttons[str(Decision.COMPETENT)].text()
    screen.table.go_to(people[0])
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert decisions(store, work)[0] is None


def test_several_are_decided_and_edited_at_once(
    qtbot: QtBot, people: list[str], screen: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    screen.table.setFocus()
    screen.table.selectAll()
    qtbot.keyClick(screen.table, Qt.Key.Key_K)
    assert decisions(store, work) == [Decision.COMPETENT] * 3
    field = screen.panel.fields["assessor"]
    qtbot.keyClicks(field.editor, "Ir. Ketut")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert {one.assessor for one in listed(store, work)} == {"Ir. Ketut"}
    desk.undo()
    desk.undo()
    assert decisions(store, work) == [None] * 3


def test_a_chip_holds_what_is_being_decided(
    qtbot: QtBot, people: list[str], screen: Screen
) -> None:
    screen.choose_chip("open")
    screen.table.setFocus()
    screen.table.go_to(people[0])
    qtbot.keyClick(screen.table, Qt.Key.Key_K)
    assert screen.source.found() == people, "the row stays until a chip is pressed"
    screen.choose_chip("open")
    assert screen.source.found() == people[1:]


def test_recommendations_are_followed_with_one_key(
    qtbot: QtBot, people: list[str], screen: Screen, store: Store, work: Activity
) -> None:
    assert not screen.panel.follow_button.isVisible()
    assessment_edits.edit(store, work, people[:2], {"recommendation": Decision.COMPETENT})
    screen.reload(None)
    assert screen.panel.follow_button.isVisible()
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_R)
    assert decisions(store, work) == [Decision.COMPETENT, Decision.COMPETENT, None]


def test_an_appeal_is_noted_and_granted(
    qtbot: QtBot, people: list[str], screen: Screen, store: Store, work: Activity
) -> None:
    screen.table.setFocus()
    screen.table.go_to(people[0])
    part = screen.panel.appeal
    assert not part.isVisible()
    assessment_edits.decide(store, work, people[:1], Decision.NOT_COMPETENT)
    screen.reload(None)
    assert part.isVisible() and part.buttons[Appeal.FILED].isVisible()
    part.buttons[Appeal.FILED].click()
    assert "alasan" in part.text_field.finding_label.text()
    qtbot.keyClicks(part.text_field.editor, "Alat rusak")
    part.buttons[Appeal.FILED].click()
    assert "Diajukan" in part.state_badge.text() and "Alat rusak" in part.told_label.text()
    part.buttons[Appeal.GRANTED].click()
    (one, *_) = listed(store, work)
    assert (one.first, one.decision) == (Decision.NOT_COMPETENT, Decision.COMPETENT)
    assert "keputusan pertama: belum kompeten" in part.told_label.text()
    part.withdraw_button.click()
    assert decisions(store, work)[0] is Decision.NOT_COMPETENT


def test_a_session_can_be_looked_at_alone(
    people: list[str], screen: Screen, store: Store, work: Activity
) -> None:
    assert not screen.session_box.isVisible()
    for hour, person in (("08", people[0]), ("10", people[1])):
        values = {"date": store.today(), "starts": f"{hour}:00", "ends": f"{hour}:30"}
        key = schedule_edits.add(store, work, values).subject or ""
        schedule_edits.seat(store, key, [person], move=False)
    screen.reload(None)
    assert screen.session_box.isVisible()
    screen.session_box.setCurrentIndex(2)
    assert screen.source.found() == [people[1]]
    screen.session_box.setCurrentIndex(0)
    assert screen.source.found() == people


def test_a_workbook_is_looked_at_before_it_is_written(
    people: list[str],
    screen: Screen,
    store: Store,
    work: Activity,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    for row in (("NIK", "NAMA", "HASIL"), ("5103010203900001", "Contoh A", "BK")):
        book.active.append(row)
    book.save(tmp_path / "hasil.xlsx")
    prompts.files = [[tmp_path / "hasil.xlsx"]]
    screen.reload(None)
    screen.import_button.click()
    assert screen.stack.currentWidget() is screen.report_page
    assert decisions(store, work) == [None] * 3
    assert "2 peserta tanpa hasil" in screen.report_page.missing_label.text()
    screen.report_page.save_button.click()
    assert decisions(store, work)[0] is Decision.NOT_COMPETENT


def test_a_block_brings_its_participants_into_sight(people: list[str], screen: Screen) -> None:
    screen.reload(None)
    screen.show_subjects([people[1]])
    assert screen.source.found() == [people[1]]


def test_photos_are_kept_for_the_activity_or_a_session(
    people: list[str],
    screen: Screen,
    store: Store,
    work: Activity,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:
    values = {"date": store.today(), "starts": "08:00", "ends": "08:30"}
    session = schedule_edits.add(store, work, values).subject or ""
    schedule_edits.seat(store, session, people, move=False)
    screen.reload(None)
    photo = tmp_path / "uji.png"
    QImage(30, 20, QImage.Format.Format_RGB32).save(str(photo))
    screen.photos_button.click()
    page = screen.photos_page
    assert screen.stack.currentWidget() is page
    page.session_box.setCurrentIndex(1)
    prompts.files = [[photo]]
    page.files.add_button.click()
    with store.read() as connection:
        assert evidence.counts(connection, work.id) == {("assessment", session): 1}
    assert "(1)" in page.session_box.itemText(1)
    page.session_box.setCurrentIndex(0)
    assert page.files.list.count() == 1, "of the whole activity"
    page.back_button.click()
    assert screen.stack.currentWidget() is screen.list_page
