"""The participants' screen: the grid, and what is done to its rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.services import participant_lists, unsaved
from sertidesk.services.activity import Activity
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.participants import Screen
from tests.builders.participant_form import begin, enrol, form_of, names, open_screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def kobar(desk: Desk) -> Activity:
    return begin(desk)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, kobar: Activity) -> Screen:
    return open_screen(qtbot, desk, kobar)


def test_the_grid_passes_the_model_tester(desk: Desk, kobar: Activity, screen: Screen) -> None:
    enrol(desk, kobar, "Adi", "Budi")
    QAbstractItemModelTester(
        screen.table.table_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    screen.reload(None)
    assert screen.table.table_model.rowCount() == 2
    screen.table.set_filter("name", "adi")
    screen.table.reload()
    assert screen.table.table_model.rowCount() == 1


def test_several_are_changed_at_once_and_undone_at_once(
    desk: Desk, kobar: Activity, screen: Screen
) -> None:
    enrol(desk, kobar, "Adi", "Budi", "Cahyo")
    screen.reload(None)
    screen.table.selectAll()
    screen.begin_batch()
    batch = screen.batch
    assert batch.apply_button.text() == "Terapkan ke 3 peserta"
    batch.field_combo.setCurrentIndex(batch.field_combo.findData("association"))
    batch.fields["association"].editor.setText("GATAKI")
    batch.apply()
    query = ParticipantQuery(kobar.id, {"association": "GATAKI"})
    assert participant_lists.count(desk.store, query) == 3
    desk.undo()
    assert participant_lists.count(desk.store, query) == 0


def test_a_batch_value_that_cannot_be_read_is_not_given_to_anybody(
    desk: Desk, kobar: Activity, screen: Screen
) -> None:
    enrol(desk, kobar, "Adi")
    screen.reload(None)
    screen.begin_batch()
    batch = screen.batch
    batch.field_combo.setCurrentIndex(batch.field_combo.findData("postcode"))
    batch.fields["postcode"].editor.setText("741")
    batch.apply()
    assert batch.banner.isVisible()
    assert participant_lists.records(desk.store, ParticipantQuery(kobar.id))[0]["postcode"] is None


def test_those_taken_out_come_back_with_undo(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    ids = enrol(desk, kobar, "Adi", "Budi")
    screen.reload(None)
    screen.table.go_to(ids[1])
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert names(desk, kobar) == ["Adi"]
    desk.undo()
    assert names(desk, kobar) == ["Adi", "Budi"]


def test_selected_rows_are_copied_as_text_that_excel_keeps(
    desk: Desk, kobar: Activity, screen: Screen
) -> None:
    enrol(desk, kobar, "Adi", "Budi")
    screen.reload(None)
    screen.table.selectAll()
    screen.copy()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert lines[0].split("\t")[:3] == ["Adi", "6201020101900001", "01-01-1990"]
    assert "mso-number-format" in data.html()


def test_the_list_is_saved_as_the_grid_shows_it(
    desk: Desk, kobar: Activity, screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    enrol(desk, kobar, "Adi", "Budi", "Cahyo")
    screen.reload(None)
    screen.table.set_filter("name", "i")
    screen.table.reload()
    target = tmp_path / "daftar.xlsx"
    prompts.targets.append(target)
    screen.save_workbook()
    cells = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(target).active.iter_rows()
    ]
    texts = [str(value) for row in cells for value in row if value]
    assert "Adi" in texts
    assert "Budi" in texts
    assert "Cahyo" not in texts
    assert "6201020101900001" in texts


def test_the_named_ones_are_shown_until_the_chip_is_cleared(
    desk: Desk, kobar: Activity, screen: Screen
) -> None:
    ids = enrol(desk, kobar, "Adi", "Budi", "Cahyo")
    screen.show_subjects(ids[:2])
    assert screen.table.table_model.rowCount() == 2
    assert screen.subjects_button.isVisible()
    screen.subjects_button.click()
    assert screen.table.table_model.rowCount() == 3
    screen.show_subjects(ids[2:])
    assert screen.table.selected_keys() == [ids[2]]  # Enter opens it


def test_filters_show_a_chip_that_clears_them(desk: Desk, kobar: Activity, screen: Screen) -> None:
    enrol(desk, kobar, "Adi", "Budi")
    screen.reload(None)
    assert not screen.clear_button.isVisible()
    screen.table.set_filter("name", "bud")
    screen.table.reload()
    assert screen.clear_button.isVisible()
    screen.clear_button.click()
    assert screen.table.table_model.rowCount() == 2


def test_columns_are_chosen(screen: Screen) -> None:
    keys = [column.key for column in screen.table.table_model.columns]
    screen.set_shown("district", True)
    screen.set_shown("nik", False)
    assert not screen.table.isColumnHidden(keys.index("district"))
    assert screen.table.isColumnHidden(keys.index("nik"))
    screen.set_shown("district", False)
    screen.set_shown("nik", True)


def test_what_was_typed_is_offered_again_after_going_elsewhere(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    (budi,) = enrol(desk, kobar, "Budi")
    screen.reload(None)
    screen.open_one(budi)
    form = form_of(screen)
    form.fields["school"].editor.setText("SMK 1")
    form.rows["trainings"].add_row()
    form.rows["trainings"].table.item(0, 0).setText("K3")
    screen.hide()
    again = open_screen(qtbot, desk, kobar)
    assert "Budi" in again.banner.text_label.text()
    again.banner.action_button.click()
    form = form_of(again)
    assert form.fields["school"].text() == "SMK 1"
    assert form.rows["trainings"].texts()[0][0] == "K3"
    assert form.is_changed()
    assert form.save()
    again.hide()
    assert unsaved.of(desk.store, kobar.id) is None


def test_insert_opens_an_empty_form(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    enrol(desk, kobar, "Adi")
    screen.reload(None)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Insert)
    assert screen.stack.currentWidget() is form_of(screen)
    assert form_of(screen).dossier is None


def test_what_was_given_up_knowingly_is_not_offered_again(
    desk: Desk, kobar: Activity, screen: Screen, prompts: ScriptedPrompts
) -> None:
    screen.add()
    form = form_of(screen)
    form.fields["name"].editor.setText("Budi")
    prompts.confirms.append(True)
    form.close_form()
    assert unsaved.of(desk.store, kobar.id) is None


def test_a_narrow_window_has_the_findings_below_the_fields(qtbot: QtBot, screen: Screen) -> None:
    screen.add()
    form = form_of(screen)
    assert not form.side.isHidden()
    screen.resize(660, 480)
    assert form.side.isHidden()
    assert form.area.isAncestorOf(form.panel)
    qtbot.waitUntil(lambda: form.area.horizontalScrollBar().maximum() == 0)  # nothing is cut
    screen.resize(1100, 480)
    assert form.side.isAncestorOf(form.panel)


def test_typing_is_kept_in_a_file_soon_after_the_last_key(
    qtbot: QtBot, desk: Desk, kobar: Activity, screen: Screen
) -> None:
    screen.add()
    form = form_of(screen)
    form._keeping.setInterval(1)
    qtbot.keyClicks(form.fields["name"].editor, "Budi")
    qtbot.waitUntil(lambda: unsaved.of(desk.store, kobar.id) is not None)
    kept = unsaved.of(desk.store, kobar.id)
    assert kept is not None
    assert (kept.participant_id, kept.name) == (None, "Budi")
    unsaved._path(desk.store, kobar.id).write_text("{rusak", "utf-8")
    assert unsaved.of(desk.store, kobar.id) is None


def test_enter_in_the_value_for_many_leads_to_the_button_and_escape_away(
    qtbot: QtBot, screen: Screen, desk: Desk, kobar: Activity
) -> None:
    enrol(desk, kobar, "Adi", "Budi")
    screen.reload(None)
    screen.table.selectAll()
    screen.begin_batch()
    batch = screen.batch
    editor = batch.fields["occupation"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Tukang Cat")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert batch.apply_button.hasFocus()
    qtbot.keyClick(batch.apply_button, Qt.Key.Key_Escape)
    assert batch.isHidden()


@pytest.mark.parametrize(
    ("sop", "papers", "clarified"),
    [("kotawaringin-barat", True, True), ("badung", True, False), ("tangerang", False, False)],
)
def test_a_column_that_the_sop_has_no_use_for_is_not_shown(
    qtbot: QtBot, desk: Desk, sop: str, papers: bool, clarified: bool
) -> None:
    screen = open_screen(qtbot, desk, begin(desk, sop))
    keys = [column.key for column in screen.table.table_model.columns]
    for key, shown in (("documents_complete", papers), ("clarification", clarified)):
        assert screen.table.isColumnHidden(keys.index(key)) is not shown, key
