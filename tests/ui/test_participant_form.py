"""The participant's form, worked the way a clerk works it: with the keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sertidesk.services import activity as activities
from sertidesk.services import dossiers, participant_lists, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.ui.desk import Desk
from sertidesk.ui.participant_form import ParticipantForm
from sertidesk.ui.steps.participants import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

NIK = "6201021205900001"


def begin(desk: Desk, sop: str = "kotawaringin-barat", name: str = "Pelatihan") -> Activity:
    draft = ActivityDraft(sop_code=sop, name=name, year=2026, planned_participants=3)
    return activities.by_code(desk.store, str(activities.create(desk.store, draft).subject))


def enrol(desk: Desk, activity: Activity, *names: str) -> list[str]:
    return [
        str(
            participants.add(
                desk.store,
                activity.id,
                {"name": name, "nik": f"620102010190{place:04}", "birth_date": date(1990, 1, 1)},
            ).subject
        )
        for place, name in enumerate(names, start=1)
    ]


def open_screen(qtbot: QtBot, desk: Desk, activity: Activity) -> Screen:
    made = Screen(desk, activity, activity.procedure.steps[2])
    qtbot.addWidget(made)
    made.resize(1100, 480)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    desk.changed.connect(made.reload)
    return made


@pytest.fixture
def kobar(desk: Desk) -> Activity:
    return begin(desk)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, kobar: Activity) -> Screen:
    return open_screen(qtbot, desk, kobar)


def form_of(screen: Screen) -> ParticipantForm:
    assert screen.form is not None
    return screen.form


def type_in(qtbot: QtBot, text: str) -> None:
    """Type into whatever has the cursor, and go on with Tab."""
    at = QApplication.focusWidget()
    assert at is not None
    qtbot.keyClicks(at, text)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def names(desk: Desk, activity: Activity) -> list[str]:
    return [
        row["name"] for row in participant_lists.records(desk.store, ParticipantQuery(activity.id))
    ]


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
