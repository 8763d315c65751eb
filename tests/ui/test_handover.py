"""Handing certificates over on the screen: one key for several, proxies, reminders, the list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from sertidesk.domain import cards
from sertidesk.domain.handover import State
from sertidesk.services import activity, certificates, evidence, handover, participants
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


def scan(qtbot: QtBot, screen: Screen, text: str) -> str:
    """Type as a scanner does, and return the answer."""
    qtbot.keyClicks(screen.scan_bar.edit, text)
    qtbot.keyClick(screen.scan_bar.edit, Qt.Key.Key_Return)
    return screen.scan_bar.answer_label.text()


def test_a_scan_shows_whose_it_is_and_one_key_hands_it_over(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    told: list[str] = []
    desk.said.connect(lambda text, *_: told.append(text))
    filled.choose_chip("handed")  # would hide it
    assert scan(qtbot, filled, cards.card_text(work.code, 2)) == "Contoh B: belum diambil."
    assert [one.name for one in filled.selected()] == ["Contoh B"]
    assert states(store, work) == [State.WAITING] * 3
    filled.scan_bar.action_button.click()
    assert states(store, work) == [State.WAITING, State.HANDED, State.WAITING]
    assert told == ["Contoh B: diserahkan, nomor 41 1."]
    assert scan(qtbot, filled, "5103010203900002").startswith("Contoh B: sudah diserahkan")
    desk.undo()
    assert states(store, work) == [State.WAITING] * 3


def test_scans_hand_over_at_once_where_that_is_wanted(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.at_once_button.click()
    assert scan(qtbot, filled, "41 2") == "Contoh C: diserahkan, nomor 41 2."
    assert scan(qtbot, filled, "1") == "Contoh A: diserahkan, nomor 41 0."
    assert states(store, work) == [State.HANDED, State.WAITING, State.HANDED]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("https://lain.example", "Tidak dikenal."),
        ("5103019999999999", "Orang ini tidak punya sertifikat"),
        (cards.card_text("2026-777", 2), "Kartu dari kegiatan lain (2026-777)."),
    ],
)
def test_what_finds_nobody_is_told_and_hands_over_nothing(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity, text: str, answer: str
) -> None:
    filled.at_once_button.click()
    assert scan(qtbot, filled, text).startswith(answer)
    assert states(store, work) == [State.WAITING] * 3


def test_a_scanner_that_types_into_the_rows_is_led_to_its_line(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.setFocus()
    qtbot.keyClick(filled.table, Qt.Key.Key_5)
    assert filled.scan_bar.edit.text() == "5"


def test_copies_are_ticked_in_bulk_and_those_that_lack_are_counted(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.setFocus()
    filled.table.selectAll()
    qtbot.keyClick(filled.table, Qt.Key.Key_S)
    assert filled.chip_buttons["uncopied"].text() == "Tanpa salinan  3"
    filled.table.go_to(filled.source.found()[0])
    filled.panel.copy_button.click()
    assert filled.chip_buttons["uncopied"].text() == "Tanpa salinan  2"
    filled.table.selectAll()
    assert not filled.panel.copy_button.isChecked()
    qtbot.keyClick(filled.table, Qt.Key.Key_A)
    assert all(one.copied_on for one in handover.listing(store, work))
    filled.panel.copy_button.click()
    assert not any(one.copied_on for one in handover.listing(store, work))


def test_what_was_signed_is_kept_per_person_or_for_all(
    filled: Screen, store: Store, work: Activity, tmp_path: Path
) -> None:
    paper = tmp_path / "tanda terima.txt"
    paper.write_text("ditandatangani")
    filled.table.clearSelection()
    filled.panel.evidence.take([paper])
    filled.table.go_to(filled.source.found()[1])
    assert not filled.panel.evidence.files
    filled.panel.evidence.take([paper])
    kept = evidence.listing(store, work.id, handover.EVIDENCE)
    assert [one.owner_id for one in kept] == [None, filled.source.found()[1]]
