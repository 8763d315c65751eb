"""The form's rows, what is saved and when, and what leaving it asks."""

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


def test_rows_are_typed_with_the_keyboard(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    screen.reload(None)
    screen.open_one(budi)
    form = form_of(screen)
    grid = form.rows["trainings"]
    qtbot.keyClick(grid.add_button, Qt.Key.Key_Space)
    for text in ("Pelatihan K3", "Dinas PUPR", "1-2-2025", "", "24"):
        at = QApplication.focusWidget()
        assert at is not None
        qtbot.keyClicks(at, text)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert form.save()
    (row,) = dossiers.open_one(desk.store, budi).rows["trainings"]
    assert (row["title"], row["started_on"], row["hours"]) == ("Pelatihan K3", date(2025, 2, 1), 24)


def test_an_unreadable_cell_of_a_row_refuses_and_names_the_place(
    desk: Desk, kobar: Activity, screen: Screen
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    screen.open_one(budi)
    form = form_of(screen)
    form.rows["experiences"].add_row()
    form.rows["experiences"].table.item(0, 3).setText("kemarin dulu")
    assert not form.save()
    assert "baris 1" in form.banner.text_label.text()
    assert form.rows["experiences"].texts()[0][3] == "kemarin dulu"


def test_leaving_asks_only_when_something_would_be_lost(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen, prompts: ScriptedPrompts
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    screen.open_one(budi)
    form = form_of(screen)
    form.close_form()
    assert prompts.asked == []
    screen.open_one(budi)
    qtbot.keyClicks(form.fields["school"].editor, "SMK 1")
    prompts.confirms.append(False)
    qtbot.keyClick(form.fields["school"].editor, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is form
    assert form.fields["school"].text() == "SMK 1"
    prompts.confirms.append(True)
    qtbot.keyClick(form.fields["school"].editor, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.grid_page


def test_next_and_previous_follow_the_grids_order(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    enrol(desk, kobar, "Cahyo", "Adi", "Budi")
    screen.reload(None)
    screen.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    ids = screen.found()
    screen.open_one(ids[0])
    form = form_of(screen)
    assert form.title_label.text() == "Adi"
    alt = Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignal(form.opened):
        qtbot.keyClick(form.fields["nik"].editor, Qt.Key.Key_Right, alt)
    assert form.title_label.text() == "Budi"
    assert form.place_label.text() == "2 dari 3"
    with qtbot.waitSignal(form.opened):
        qtbot.keyClick(form.fields["nik"].editor, Qt.Key.Key_Left, alt)
    assert form.title_label.text() == "Adi"


def test_a_value_the_choices_lack_survives_a_save(
    desk: Desk, kobar: Activity, screen: Screen
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    participants.save(desk.store, budi, {"application_kind": "Kenaikan jenjang"})
    screen.open_one(budi)
    form = form_of(screen)
    assert not form.is_changed()
    assert form.save()
    found = dossiers.open_one(desk.store, budi).values
    assert found["application_kind"] == "Kenaikan jenjang"


def test_a_second_save_changes_and_does_not_add(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, NIK)
    type_in(qtbot, "Budi")
    form.rows["trainings"].add_row()
    form.rows["trainings"].table.item(0, 0).setText("K3")
    assert form.save()
    form.fields["name"].editor.setText("Budi Santoso")
    assert form.is_changed()
    assert form.save()
    assert names(desk, kobar) == ["Budi Santoso"]
    assert form.title_label.text() == "Budi Santoso"
    (row,) = participant_lists.records(desk.store, ParticipantQuery(kobar.id))
    assert len(dossiers.rows_of(desk.store, row["person_id"])["trainings"]) == 1
    desk.undo()
    assert form.fields["name"].text() == "Budi", "an undo shows in the form"
    desk.undo()
    assert screen.stack.currentWidget() is screen.grid_page, "an undone addition leaves the form"


def test_an_undo_never_takes_what_is_being_typed(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    screen.open_one(budi)
    form = form_of(screen)
    qtbot.keyClicks(form.fields["school"].editor, "SMK 1")
    desk.undo()
    assert form.fields["school"].text() == "SMK 1"


def test_saving_and_adding_shows_an_empty_form(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, NIK)
    type_in(qtbot, "Budi")
    form.save_and_add()
    assert form.dossier is None
    assert not any(field.text() for field in form.fields.values())
    assert form.fields["nik"].editor.hasFocus()


def test_the_tab_key_goes_as_the_eye_does(screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    at: QWidget | None = form.fields["graduation_year"].editor
    seen = []
    for _ in range(200):
        assert at is not None
        at = at.nextInFocusChain()
        seen.append(at.objectName() if at else "")
    adds = [seen.index(f"{kind}_add") for kind in form.rows]
    assert adds == sorted(adds)
    assert adds[-1] < seen.index("association_edit") < seen.index("form_save")


def test_a_row_added_below_the_edge_comes_into_sight(qtbot: QtBot, screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    editor = form.rows["educations"]
    form.area.verticalScrollBar().setValue(0)
    editor.add_button.setFocus()
    for _ in range(6):
        editor.add_row()
    view = form.area.viewport()

    def seen() -> bool:
        cell = editor.table.visualRect(editor.table.currentIndex())
        at = editor.table.viewport().mapTo(form.area.widget(), cell.bottomLeft())
        return view.rect().contains(form.area.widget().mapTo(view, at))

    qtbot.waitUntil(seen)


def test_a_phone_number_is_shown_as_it_is_dialled(qtbot: QtBot, screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    form.show_field("phone")
    type_in(qtbot, "+62 857-1234-5678")
    assert form.fields["phone"].text() == "085712345678"
    form.show_field("phone")
    form.fields["phone"].editor.selectAll()
    type_in(qtbot, "tidak punya angka")
    assert form.fields["phone"].text() == "tidak punya angka"


def test_saving_from_within_a_row_keeps_what_is_typed(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    screen.add()
    form = form_of(screen)
    type_in(qtbot, NIK)
    type_in(qtbot, "Budi Santoso")
    editor = form.rows["educations"]
    editor.add_button.setFocus()
    for level in ("SD", "SMP"):
        editor.add_row()
        type_in(qtbot, level)
    editor.add_row()  # and the cursor is in a row left blank
    with qtbot.waitSignal(form.saved):
        form.save()
    assert [texts[0] for texts in editor.texts()] == ["SD", "SMP"]
