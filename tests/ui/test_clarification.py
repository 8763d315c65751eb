"""The clarification screen, worked as a clerk does: recap, answer, decide by keys, next round."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sertidesk.services import activity as activities
from sertidesk.services import clarification, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.clarification import Screen
from sertidesk.ui.steps.clarification_marks import breakable, marked, shown

PEOPLE = (
    ("6201021205900001", "Budi Santosa", date(1990, 5, 12)),
    ("6201024107950002", "Siti Aminah", date(1995, 7, 1)),
    ("6201020303880003", "Agus Wijaya", date(1988, 3, 3)),
    ("6201021010920004", "Rahmat Hidayat", date(1992, 10, 10)),
)
ANSWER = (
    ("NIK", "NAMA LENGKAP", "TANGGAL LAHIR", "HASIL", "KETERANGAN"),
    (PEOPLE[0][0], "BUDI SANTOSO", "13-05-1990", "TIDAK SESUAI", "nama dan tanggal"),
    (PEOPLE[1][0], "SITI AMINNAH", "01-07-1995", "TIDAK SESUAI", None),
    (PEOPLE[2][0], "AGUS WIJAYA", "03-03-1988", "Menyusul", None),
    ("6301020000000009", "ORANG LAIN", "01-01-1980", "SESUAI", None),
)


@pytest.fixture
def activity(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


@pytest.fixture
def four(store: Store, activity: Activity) -> None:
    for nik, name, born in PEOPLE:
        participants.add(
            store,
            activity.id,
            {"nik": nik, "name": name, "birth_date": born, "birth_place": "Kumai", "sex": "L"},
        )


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, activity: Activity) -> Screen:
    made = Screen(desk, activity, activity.procedure.step("6"))
    qtbot.addWidget(made)
    made.resize(1100, 480)
    made.show()
    return made


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ANSWER:
        book.active.append(list(row))
    book.save(tmp_path / "jawaban.xlsx")
    return tmp_path / "jawaban.xlsx"


@pytest.fixture
def answered(four: None, screen: Screen, prompts: Any, answer: Path, tmp_path: Path) -> Screen:
    """Give the screen after a recap went out and its answer was read."""
    screen.reload()
    prompts.targets.append(tmp_path / "rekap.xlsx")
    press(screen, "clarification_make_recap")
    press(screen, "recap_save")
    prompts.files.append([answer])
    press(screen, "clarification_read_answer")
    return screen


def press(screen: Screen, name: str) -> None:
    found = screen.findChild(QPushButton, name)
    assert found is not None
    assert found.isEnabled(), f"{name} is disabled"
    found.click()


def state_of(store: Store, activity: Activity, nik: str) -> str:
    rows = records(store, ParticipantQuery(activity.id))
    return next(str(row["clarification"]) for row in rows if row["nik"] == nik)


def names(screen: Screen) -> list[str]:
    model = screen.table.table_model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def text_of(screen: Screen, name: str) -> str:
    label = screen.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_without_participants_it_says_what_to_do_first(screen: Screen) -> None:
    assert screen.stack.currentWidget() is screen.empty_page
    assert not screen.recap_button.isEnabled()
    assert not screen.answer_button.isEnabled()


def test_the_table_is_a_sound_model(four: None, screen: Screen) -> None:
    screen.reload()
    QAbstractItemModelTester(
        screen.table.table_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    screen.chips.choose("open")
    assert screen.table.table_model.rowCount() == 4


def test_a_recap_is_made_in_the_page_with_the_fields_that_were_left_ticked(
    four: None, screen: Screen, prompts: Any, tmp_path: Path
) -> None:
    screen.reload()
    assert screen.recap_button.property("primary") is True
    prompts.targets.append(tmp_path / "rekap.xlsx")
    press(screen, "clarification_make_recap")
    for key in ("birth_place", "address"):
        box = screen.findChild(QCheckBox, f"disclose_{key}")
        assert box is not None
        box.setChecked(False)
    screen.recap_page.recipient_edit.setText("Disdukcapil Kobar")
    press(screen, "recap_save")
    (made,) = clarification.rounds(screen.desk.store, screen.activity)
    assert made.fields == ("nik", "name", "birth_date", "sex")
    assert made.recipient == "Disdukcapil Kobar"
    assert screen.stack.currentWidget() is screen.list_page
    assert screen.answer_button.property("primary") is True
    assert screen.recap_button.text() == "Tulis ulang rekap…"


def test_the_nik_cannot_be_unticked(four: None, screen: Screen) -> None:
    screen.reload()
    press(screen, "clarification_make_recap")
    assert not screen.recap_page.boxes["nik"].isEnabled()
    press(screen, "recap_cancel")
    assert screen.stack.currentWidget() is screen.list_page


def test_no_file_chosen_makes_no_round(four: None, screen: Screen, prompts: Any) -> None:
    screen.reload()
    prompts.targets.append(None)
    press(screen, "clarification_make_recap")
    press(screen, "recap_save")
    assert clarification.rounds(screen.desk.store, screen.activity) == []


def test_after_reading_the_differences_are_shown_and_nothing_is_changed(
    answered: Screen, store: Store, activity: Activity
) -> None:
    assert names(answered) == ["Budi Santosa", "Siti Aminah"]
    assert answered.chips.state == "different"
    assert answered.detail.name_label.text() == "Budi Santosa"
    assert text_of(answered, "ours_birth_date").startswith("1")
    assert "font-weight:600" in text_of(answered, "theirs_name")
    assert answered.questions_button.text() == "1 kata, 1 baris perlu dijawab"
    assert {row["name"] for row in records(store, ParticipantQuery(activity.id))} == {
        name for _, name, _ in PEOPLE
    }


def test_keys_accept_and_keep_and_go_on_to_the_next(
    qtbot: QtBot, answered: Screen, prompts: Any, store: Store, activity: Activity
) -> None:
    answered.chips.choose("")
    answered.table.setFocus()
    qtbot.keyClick(answered.table, Qt.Key.Key_A)
    assert state_of(store, activity, PEOPLE[0][0]) == "matched"
    assert answered.detail.name_label.text() == "Siti Aminah"
    prompts.reasons.append("Sesuai KTP-el asli")
    qtbot.keyClick(answered.table, Qt.Key.Key_K)
    assert state_of(store, activity, PEOPLE[1][0]) == "matched"
    assert answered.detail.name_label.text() == "Agus Wijaya"
    prompts.reasons.append("Menunggu perekaman")
    qtbot.keyClick(answered.table, Qt.Key.Key_I)
    assert clarification.overview(store, activity).excused == 1
    assert not prompts.errors


def test_one_field_is_accepted_the_other_kept(
    answered: Screen, prompts: Any, store: Store, activity: Activity
) -> None:
    press(answered, "accept_birth_date")
    assert state_of(store, activity, PEOPLE[0][0]) == "different"
    assert answered.detail.name_label.text() == "Budi Santosa"
    prompts.reasons.append("Sesuai KTP-el asli")
    press(answered, "keep_name")
    assert state_of(store, activity, PEOPLE[0][0]) == "matched"
    row = next(r for r in records(store, ParticipantQuery(activity.id)) if r["number"] == 1)
    assert (row["name"], row["birth_date"]) == ("Budi Santosa", date(1990, 5, 13))


def test_a_reason_that_is_not_given_decides_nothing(
    answered: Screen, prompts: Any, store: Store, activity: Activity
) -> None:
    prompts.reasons.append(None)
    press(answered, "clarification_keep_row")
    assert state_of(store, activity, PEOPLE[0][0]) == "different"


def test_names_in_another_spelling_are_accepted_in_one_go_after_showing_them(
    answered: Screen, prompts: Any, store: Store, activity: Activity
) -> None:
    assert answered.spelling_button.text() == "Terima semua ejaan nama (2)"
    prompts.confirms += [False, True]
    press(answered, "clarification_spelling")
    assert "Siti Aminah → SITI AMINNAH" in prompts.asked[-1]
    assert state_of(store, activity, PEOPLE[1][0]) == "different"
    press(answered, "clarification_spelling")
    assert state_of(store, activity, PEOPLE[1][0]) == "matched"
    assert state_of(store, activity, PEOPLE[0][0]) == "different"  # its date is still open
    assert not answered.spelling_button.isVisible()


def test_an_unknown_word_is_explained_in_place(
    answered: Screen, store: Store, activity: Activity
) -> None:
    press(answered, "clarification_open_questions")
    combo = answered.findChild(QComboBox, "meaning_0")
    assert combo is not None
    place = combo.findData("not_recorded")
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    assert state_of(store, activity, PEOPLE[2][0]) == "not_recorded"
    assert answered.questions_page.area.findChild(QComboBox, "meaning_0") is None


def test_a_row_of_nobody_is_given_to_a_participant(
    answered: Screen, store: Store, activity: Activity
) -> None:
    press(answered, "clarification_open_questions")
    combo = answered.findChild(QComboBox, "whose_0")
    assert combo is not None
    press(answered, "assign_0")  # nobody chosen yet
    assert state_of(store, activity, PEOPLE[3][0]) == "sent"
    place = next(n for n in range(combo.count()) if combo.itemText(n).startswith("Rahmat"))
    combo.setCurrentIndex(place)
    press(answered, "assign_0")
    assert state_of(store, activity, PEOPLE[3][0]) == "different"
    assert clarification.nobodys_rows(store, activity) == []


def test_a_row_of_nobody_is_dismissed(answered: Screen, store: Store, activity: Activity) -> None:
    press(answered, "clarification_open_questions")
    press(answered, "dismiss_0")
    assert clarification.nobodys_rows(store, activity) == []
    press(answered, "questions_back")
    assert answered.stack.currentWidget() is answered.list_page


def test_a_file_dropped_on_the_screen_is_read(
    four: None, screen: Screen, answer: Path, store: Store, activity: Activity
) -> None:
    screen.reload()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(answer))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(event)
    assert state_of(store, activity, PEOPLE[0][0]) == "different"


def test_a_file_that_is_no_answer_is_refused_with_a_sentence(
    four: None, screen: Screen, prompts: Any, tmp_path: Path
) -> None:
    path = tmp_path / "catatan.csv"
    path.write_text("belanja\npaku\n")
    prompts.files.append([path])
    screen.reload()
    press(screen, "clarification_read_answer")
    assert len(prompts.errors) == 1
    assert clarification.rounds(screen.desk.store, screen.activity) == []


def test_the_second_round_is_offered_for_those_still_open(
    answered: Screen, prompts: Any, tmp_path: Path
) -> None:
    assert answered.recap_button.text() == "Buat rekap putaran 2…"
    prompts.targets.append(tmp_path / "rekap2.xlsx")
    press(answered, "clarification_make_recap")
    assert "4 peserta" in answered.recap_page.text_label.text()
    press(answered, "recap_save")
    newest = clarification.rounds(answered.desk.store, answered.activity)[0]
    assert (newest.number, newest.persons) == (2, 4)


def test_a_block_brings_its_participants_into_sight(
    four: None, screen: Screen, store: Store, activity: Activity
) -> None:
    screen.reload()
    ids = [row["id"] for row in records(store, ParticipantQuery(activity.id))][1:3]
    screen.show_subjects(ids)
    assert names(screen) == ["Siti Aminah", "Agus Wijaya"]
    press(screen, "clarification_all")
    assert len(names(screen)) == 4


def test_an_undo_elsewhere_is_shown_after_a_reload(
    answered: Screen, store: Store, activity: Activity
) -> None:
    press(answered, "clarification_accept_row")
    assert state_of(store, activity, PEOPLE[0][0]) == "matched"
    answered.desk.undo()
    answered.reload(frozenset({"participant"}))
    assert "Budi Santosa" in names(answered)


def test_letters_that_differ_are_marked_on_both_sides() -> None:
    ours, theirs = marked("name", "Budi Santosa", "BUDI SANTOSO")
    assert ours.startswith("Budi Santos<span")
    assert theirs.startswith("BUDI SANTOS<span")
    assert "&lt;b&gt;" in marked("name", "<b>", "<b>x")[1]
    whole, _ = marked("birth_place", "Kumai", "PALANGKA RAYA")
    assert whole.count("<span") == 1
    words, _ = marked("address", "Jl. Melati 2", "JL. MAWAR 2")
    assert words.startswith("Jl. <span")


def test_values_are_written_as_the_office_writes_them() -> None:
    assert shown("birth_date", "1990-05-12") == "12-05-1990"
    assert shown("sex", "P") == "Perempuan"
    assert breakable("Kusumawardhaningrat") == "Kusumawardha\u200bningrat"
    assert breakable("6201021205900001") == "6201021205900001"
