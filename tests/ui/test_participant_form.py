"""The participant's form, worked the way a clerk works it: with the keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sertidesk.services import dossiers, participant_lists, participants
from sertidesk.services.activity import Activity
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.participants import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts
from tests.builders.participant_form import NIK, begin, enrol, form_of, names, open_screen, type_in


@pytest.fixture
def kobar(desk: Desk) -> Activity:
    return begin(desk)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, kobar: Activity) -> Screen:
    return open_screen(qtbot, desk, kobar)


def test_a_participant_is_added_with_the_keyboard_alone(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    assert screen.body.currentWidget() is screen.empty
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.form is not None and screen.form.isVisible())
    type_in(qtbot, "6201 0245 0590 0077")
    type_in(qtbot, "Ir. Siti Aminah, S.T.")
    for text in ("", "", "Pangkalan Bun", "", "", "WNI"):  # titles, place, date, sex, citizenship
        type_in(qtbot, text)
    type_in(qtbot, "Jl. Mawar 3")
    type_in(qtbot, "1")
    with qtbot.waitSignal(form_of(screen).saved):
        at = QApplication.focusWidget()
        qtbot.keyClick(at, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (row,) = participant_lists.records(desk.store, ParticipantQuery(kobar.id))
    assert row["nik"] == "6201024505900077"
    assert (row["name"], row["title_before"], row["title_after"]) == ("Siti Aminah", "Ir.", "S.T.")
    assert (row["birth_date"], row["sex"]) == (date(1990, 5, 5), "P")
    assert (row["birth_place"], row["nationality"]) == ("Pangkalan Bun", "WNI")
    assert (row["address"], row["rt"]) == ("Jl. Mawar 3", "001")
    assert (row["regency"], row["area_code"]) == ("Kabupaten Kotawaringin Barat", "62.01.02")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.grid_page
    assert screen.table.current_key() == row["id"]


def test_what_the_nik_tells_is_marked_and_may_be_overwritten(qtbot: QtBot, screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, NIK)
    born = form.fields["birth_date"]
    assert born.text() == "12-05-1990"
    assert "dari NIK" in born.finding_label.text()
    born.editor.setFocus()
    born.editor.selectAll()
    type_in(qtbot, "13 Mei 1990")
    assert born.text() == "13-05-1990"
    assert "berbeda" in born.finding_label.text()
    form.fields["nik"].editor.setFocus()
    form.fields["nik"].editor.selectAll()
    type_in(qtbot, "6201021406910001")
    assert born.text() == "13-05-1990", "what was typed is never proposed away"


def test_a_nik_of_this_activity_blocks_and_leads_to_its_owner(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen, prompts: ScriptedPrompts
) -> None:
    (budi,) = enrol(desk, kobar, "Budi Santoso")
    screen.add()
    form = form_of(screen)
    type_in(qtbot, "6201020101900001")
    type_in(qtbot, "Budi")
    assert not form.save()
    assert "sudah terdaftar" in form.banner.text_label.text()
    assert names(desk, kobar) == ["Budi Santoso"]
    assert form.fields["name"].text() == "Budi", "a refused save keeps what was typed"
    form.fields["nik"].editor.selectAll()
    qtbot.keyClicks(form.fields["nik"].editor, "6201020101900001 ")
    form.nik.on_left()
    prompts.confirms.append(True)
    form.banner.action_button.click()
    assert form.dossier is not None
    assert form.dossier.participant_id == budi


def test_a_known_person_is_offered_and_taken_over(qtbot: QtBot, desk: Desk) -> None:
    first = begin(desk, name="Tahun lalu")
    draft = dossiers.Draft(
        {"nik": NIK, "name": "Budi Santoso", "village": "Mendawai", "phone": "+6281234567890"},
        {"trainings": [{"title": "K3"}]},
    )
    dossiers.add(desk.store, first.id, draft)
    second = begin(desk)
    screen = open_screen(qtbot, desk, second)
    screen.add()
    form = form_of(screen)
    type_in(qtbot, NIK)
    assert "Tahun lalu" in form.banner.text_label.text()
    form.banner.action_button.click()
    assert form.fields["name"].text() == "Budi Santoso"
    assert form.fields["phone"].text() == "081234567890"
    assert form.save()
    (row,) = participant_lists.records(desk.store, ParticipantQuery(second.id))
    assert len(dossiers.rows_of(desk.store, row["person_id"])["trainings"]) == 1


@pytest.mark.parametrize(
    ("typed", "told"), [("62010212059", "16 angka"), ("6201021205900O01", "huruf")]
)
def test_a_damaged_nik_blocks_at_once(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen, typed: str, told: str
) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, typed)
    assert told in form.fields["nik"].finding_label.text()
    type_in(qtbot, "Budi")
    assert not form.save()
    assert form.fields["nik"].text() == typed
    assert names(desk, kobar) == []


def test_an_error_of_the_card_itself_can_be_confirmed(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, "6201023502900001")
    type_in(qtbot, "Budi")
    assert not form.save()
    box = form.findChild(QWidget, "finding_nik_date_confirm")
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert form.save()
    (row,) = participant_lists.records(desk.store, ParticipantQuery(kobar.id))
    assert dossiers.reasons_of(desk.store, row["id"]) == {"nik_date": "Sesuai KTP-el"}


def test_a_confirmed_nik_is_confirmed_anew_when_it_changes(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, "6201023502900001")
    type_in(qtbot, "Budi")
    qtbot.keyClick(form.findChild(QWidget, "finding_nik_date_confirm"), Qt.Key.Key_Space)
    form.fields["nik"].editor.setFocus()
    form.fields["nik"].editor.selectAll()
    type_in(qtbot, "6201023502900002")
    assert form.panel.reasons() == {}
    assert not form.save()
    assert names(desk, kobar) == []


def test_a_warning_is_taken_with_a_reason_and_then_stays_quiet(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    participants.save(desk.store, budi, {"sex": "P"})
    screen.reload(None)
    screen.open_one(budi)
    form = form_of(screen)
    reason = form.findChild(QWidget, "finding_nik_sex_reason")
    assert reason is not None
    qtbot.keyClicks(reason, "KTP lama salah")
    assert form.is_changed()
    assert form.save()
    assert dossiers.reasons_of(desk.store, budi) == {"nik_sex": "KTP lama salah"}
    assert form.panel.heading.text() == "Tidak ada yang perlu diperiksa"
    screen.open_one(budi)
    assert form.panel.reasons() == {"nik_sex": "KTP lama salah"}


def test_an_occupation_fills_what_follows_from_it(qtbot: QtBot, screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    editor = form.fields["occupation"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "besi bet")
    popup = editor.completer().popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.fields["occupation"].text() == "Tukang Besi Beton"
    assert form.fields["level"].text() == "1"
    assert form.fields["qualification"].text() == "Operator"


def test_a_level_brings_its_qualification(screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    level = form.fields["level"].editor
    level.setCurrentIndex(level.findData("5"))
    level.activated.emit(level.currentIndex())
    assert form.fields["qualification"].text() == "Teknisi/Analis"


def test_a_village_fills_its_path(qtbot: QtBot, screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    form.fill({"province": "Kalimantan Tengah", "regency": "Kabupaten Kotawaringin Barat"})
    editor = form.fields["village"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "mendawai s")
    popup = editor.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.fields["district"].text() == "Arut Selatan"
    assert form.fields["postcode"].text() == "74117"
    assert form.values()["area_code"] == "62.01.02.1002"
