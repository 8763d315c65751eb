"""SOPs in the settings: copied, changed tab by tab, checked, kept, carried, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from sertidesk.db import tables
from sertidesk.domain.procedure import CalendarKind, Procedure, Unit
from sertidesk.intake.procedure import load_code
from sertidesk.services import procedure_library
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.procedure_editor import ProcedureEditor
from sertidesk.ui.settings_procedures import Section

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def section(qtbot: QtBot, desk: Desk) -> Section:
    made = Section(desk)
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(920, 600)
    made.show()
    return made


@pytest.fixture
def editor(section: Section) -> ProcedureEditor:
    """Open a copy of Badung's."""
    section.table.go_to("badung")
    section.copy()
    return section.editor


def kept(store: Store, code: str = "badung-salinan") -> Procedure:
    return procedure_library.get(store, code)


def test_the_shipped_ones_are_listed_and_only_read(section: Section) -> None:
    QAbstractItemModelTester(section.table.model())
    assert section.table.model().rowCount() == 5
    section.table.go_to("tangerang")
    assert not section.remove_button.isEnabled()
    section.open()
    assert section.editor.save_button.isHidden()
    assert section.editor.steps.fields["step_title"].editor.isReadOnly()
    for place in range(section.editor.tabs.count()):
        section.editor.tabs.setCurrentIndex(place)
    section.editor.leave()
    assert section.stack.currentWidget() is section.list_page


def test_looking_through_all_tabs_changes_nothing(editor: ProcedureEditor, store: Store) -> None:
    before = kept(store)
    for place in (*range(editor.tabs.count()), 0):
        editor.tabs.setCurrentIndex(place)
    for place in range(editor.steps.list.count()):
        editor.steps.list.setCurrentRow(place)
    editor.save()
    assert kept(store) == before


@pytest.mark.parametrize("code", ["kotawaringin-barat", "lpjk-se16-2021", "tangerang"])
def test_whatever_a_document_holds_outlives_the_tabs(
    section: Section, store: Store, code: str
) -> None:
    section.table.go_to(code)
    section.copy()
    before = kept(store, f"{code}-salinan")
    for place in (*range(section.editor.tabs.count()), 0):
        section.editor.tabs.setCurrentIndex(place)
    section.editor.save()
    assert kept(store, f"{code}-salinan") == before


def test_a_step_is_added_typed_and_moved_by_keys(
    qtbot: QtBot, editor: ProcedureEditor, store: Store
) -> None:
    steps = editor.steps
    steps.list.setCurrentRow(1)
    steps.add()
    title = steps.fields["step_title"].editor
    title.clear()
    qtbot.keyClicks(title, "Sosialisasi ke desa")
    time = steps.fields["step_time"].editor
    time.clear()
    qtbot.keyClicks(time, "2-3 hari kerja")
    steps.fields["step_inputs"].editor.setPlainText("Undangan\n\n  Daftar desa ")
    steps.actors.list.item(0).setCheckState(Qt.CheckState.Checked)
    steps.move_step(-1)
    editor.save()
    one = kept(store).steps[1]
    assert (one.number, one.title, one.inputs) == (
        "2", "Sosialisasi ke desa", ("Undangan", "Daftar desa"),
    )  # fmt: skip
    assert (one.time.min, one.time.max, one.time.unit, one.time.calendar) == (
        2, 3, Unit.DAY, CalendarKind.WORKING,
    )  # fmt: skip
    assert one.actors == ("kadis",)
    assert kept(store).promise.steps == ("4", "5", "6")  # what names steps follows them


def test_a_time_that_cannot_be_read_is_told_and_kept_as_printed(
    qtbot: QtBot, editor: ProcedureEditor, store: Store
) -> None:
    field = editor.steps.fields["step_time"]
    field.editor.setText("secepatnya")
    field.editor.editingFinished.emit()
    assert "Tidak terbaca" in field.finding_label.text()
    editor.save()
    time = kept(store).steps[0].time
    assert (time.text, time.is_stated) == ("secepatnya", False)


def test_a_role_that_is_removed_leaves_the_steps(editor: ProcedureEditor, store: Store) -> None:
    editor.tabs.setCurrentWidget(editor.roles)
    editor.roles.table.setCurrentCell(0, 0)
    editor.roles.remove()
    editor.roles.add()
    editor.roles.table.item(editor.roles.table.rowCount() - 1, 0).setText("Camat")
    editor.save()
    one = kept(store)
    assert [actor.title for actor in one.actors][-1] == "Camat"
    assert not any("kadis" in step.actors for step in one.steps)


def test_requirements_are_typed_and_a_wrong_number_holds_the_tab(
    editor: ProcedureEditor, store: Store
) -> None:
    editor.tabs.setCurrentWidget(editor.requirements)
    table = editor.requirements.table
    editor.requirements.add()
    last = table.rowCount() - 1
    table.item(last, 0).setText("Fotokopi KTP")
    table.item(last, 3).setText("dua")
    editor.tabs.setCurrentIndex(0)
    assert editor.tabs.currentWidget() is editor.requirements
    assert "bilangan bulat" in editor.banner.text_label.text()
    table.item(last, 3).setText("2")
    editor.save()
    one = kept(store).requirements[-1]
    assert (one.title, one.copies, one.mandatory) == ("Fotokopi KTP", 2, True)


def test_the_promise_is_changed_and_a_conflict_told(editor: ProcedureEditor, store: Store) -> None:
    editor.tabs.setCurrentWidget(editor.phases)
    editor.phases.fields["promise_time"].editor.setText("1 hari kerja")
    editor.phases.fields["promise_steps"].editor.setText("3-5")
    assert editor.check()
    assert editor.banner.property("banner") == "warn"
    editor.save()
    assert kept(store).promise.time.max == 1
    assert kept(store).promise.steps == ("3", "4", "5")


def test_the_whole_text_may_be_changed_and_an_error_names_its_line(
    editor: ProcedureEditor, store: Store
) -> None:
    place = editor.tabs.count() - 1
    editor.tabs.setCurrentIndex(place)
    text = editor.text_edit.toPlainText()
    editor.text_edit.setPlainText(text.replace('unit = "hari"', 'unit = "haru"', 1))
    editor.tabs.setCurrentIndex(0)
    assert editor.tabs.currentIndex() == place
    assert "baris" in editor.banner.text_label.text()
    editor.text_edit.setPlainText(text.replace("Disposisi", "Lembar disposisi"))
    editor.save()
    assert kept(store).steps[0].inputs == ("Lembar disposisi",)


def test_leaving_asks_about_what_is_not_saved(
    editor: ProcedureEditor, section: Section, prompts: ScriptedPrompts
) -> None:
    editor.steps.fields["step_title"].editor.textEdited.emit("x")
    prompts.confirms = [False, True]
    editor.leave()
    assert section.stack.currentWidget() is editor
    editor.leave()
    assert section.stack.currentWidget() is section.list_page


def test_files_go_out_come_in_and_to_paper(
    section: Section, store: Store, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    section.table.go_to("tangerang")
    prompts.targets = [tmp_path / "sop.toml", tmp_path / "sop.pdf"]
    section.give_out()
    section.print_out()
    assert (tmp_path / "sop.pdf").read_bytes().startswith(b"%PDF")
    prompts.files = [[tmp_path / "sop.toml"]]
    section.take_in()
    assert section.table.current_key() == "tangerang-2"
    assert kept(store, "tangerang-2").steps == load_code("tangerang").steps
    section.remove()
    assert section.table.model().rowCount() == 5


def test_a_damaged_one_is_mended_in_its_text(section: Section, store: Store) -> None:
    procedure_library.copy(store, "badung")
    good = procedure_library.text_of(store, "badung-salinan")
    with store.database.write() as connection:
        connection.execute(update(tables.office_procedure).values(toml="format = 1\nrusak"))
    section.reload(None)
    section.table.go_to("badung-salinan")
    section.open()
    assert "rusak" in section.editor.banner.text_label.text()
    section.editor.text_edit.setPlainText(good)
    section.editor.save()
    assert kept(store).name == "Badung (salinan)"
