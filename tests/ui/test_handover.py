"""Handing certificates over on the screen: one key for several, proxies, reminders, the list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from sertidesk.domain.handover import State
from sertidesk.services import activity, certificates, handover, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.handover import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(1, 4):
        values = {"name": f"Contoh {'ABC'[number - 1]}", "nik": f"510301020390000{number}"}
        participants.add(store, made.id, {**values, "village": "Kapal"})
    return made


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("9"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


@pytest.fixture
def filled(screen: Screen, store: Store, work: Activity) -> Screen:
    for place, one in enumerate(certificates.listing(store, work)):
        certificates.save(store, work, one.participant_id, {"number": f"41 {place}"})
    screen.reload(None)
    return screen


def states(store: Store, work: Activity) -> list[State]:
    return [one.state for one in handover.listing(store, work)]


def test_an_empty_list_says_where_certificates_come_from(screen: Screen) -> None:
    assert screen.body.currentWidget() is screen.empty
    assert not screen.print_button.isVisible()


def test_one_key_hands_over_all_that_are_selected(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.setFocus()
    filled.table.selectAll()
    qtbot.keyClick(filled.table, Qt.Key.Key_S)
    assert states(store, work) == [State.HANDED] * 3
    filled.table.go_to(filled.source.found()[0])
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert states(store, work) == [State.WAITING, State.HANDED, State.HANDED]


def test_a_proxy_shows_letter_and_identity(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.go_to(filled.source.found()[1])
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    fields = filled.panel.fields
    qtbot.keyClicks(fields["proxy"].editor, "Nyoman Wakil")
    filled.panel.hand_button.click()
    assert states(store, work)[1] is State.WAITING
    assert fields["proxy_identity"].finding_label.isVisible()
    qtbot.keyClicks(fields["proxy_identity"].editor, "5103010203900009")
    qtbot.keyClicks(fields["proxy_letter"].editor, "3/SK/2026")
    qtbot.keyClick(fields["proxy_letter"].editor, Qt.Key.Key_Return)
    one = handover.listing(store, work)[1]
    assert (one.state, one.proxy, one.proxy_letter) == (State.PROXY, "Nyoman Wakil", "3/SK/2026")


def test_a_note_of_a_handover_is_changed_where_it_stands(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    key = filled.source.found()[0]
    handover.hand_over(store, work, [key])
    filled.reload(None)
    filled.table.go_to(key)
    note = filled.panel.fields["note"].editor
    note.setFocus()
    qtbot.keyClicks(note, "lewat kelurahan")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert handover.listing(store, work)[0].note == "lewat kelurahan"


def test_who_has_not_come_is_reminded_per_village(
    filled: Screen, store: Store, work: Activity
) -> None:
    handover.hand_over(store, work, [filled.source.found()[0]])
    filled.reload(None)
    filled.text_button.click()
    filled.text_page.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Contoh B" in text and "Contoh C" in text and "Contoh A" not in text


def test_the_list_to_be_signed_is_written(
    filled: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    out = tmp_path / "tanda terima.pdf"
    prompts.targets.append(out)
    filled.print_button.click()
    assert out.read_bytes().startswith(b"%PDF")
