"""Layouts in the settings: copy, change in the grid, check, save, replace a shipped one, carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from sertidesk.export import layout_toml
from sertidesk.export.layouts import Fill, Paper
from sertidesk.services import layouts, settings
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.layout_grid import ColumnGrid
from sertidesk.ui.settings_layouts import Section

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


def choose(section: Section, name: str) -> None:
    model = section.table.model()
    places = [model.index(row, 4).data() for row in range(model.rowCount())]
    section.table.selectRow(places.index(name))


def header(grid: ColumnGrid, place: int) -> QLineEdit:
    edit = grid.cellWidget(place, 0)
    assert isinstance(edit, QLineEdit)
    return edit


def combo(grid: ColumnGrid, place: int, cell: int) -> QComboBox:
    found = grid.cellWidget(place, cell)
    assert isinstance(found, QComboBox)
    return found


def pick(box: QComboBox, data: str) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_every_shipped_layout_is_listed(section: Section) -> None:
    QAbstractItemModelTester(section.table.model())
    assert section.table.model().rowCount() == len(layout_toml.shipped())
    choose(section, "siki")
    assert section.edit_button.isEnabled()
    assert not section.remove_button.isEnabled()


@pytest.mark.parametrize("name", [layout.name for layout in layout_toml.shipped()])
def test_what_is_opened_and_not_changed_is_saved_as_it_was(section: Section, name: str) -> None:
    layout = next(one for one in layout_toml.shipped() if one.name == name)
    section.editor.open(layout)
    for place in range(len(layout.sheets)):  # looking at every sheet loses nothing
        section.editor.sheet_combo.setCurrentIndex(place)
        section.editor.sheet_combo.activated.emit(place)
    assert section.editor.layout_now() == layout


def test_a_copy_is_changed_in_the_grid_and_saved(section: Section, store: Store) -> None:
    choose(section, "peserta")
    section.copy_button.click()
    editor, grid = section.editor, section.editor.grid
    assert section.stack.currentWidget() is editor
    grid.go_to(1)
    grid.add()
    pick(combo(grid, 2, 1), "field:birth_date")
    assert header(grid, 2).text() == "TANGGAL LAHIR"
    pick(combo(grid, 2, 3), "dd/mm/yyyy")
    header(grid, 4).setFocus()  # working in a row makes it the current one
    assert grid.currentRow() == 4
    up = editor.findChild(QPushButton, "layout_up")
    assert up is not None
    up.click()
    pick(editor.paper_combo, "a4")
    editor.save_button.click()
    saved = layouts.get(store, "peserta-salinan")
    columns = saved.sheets[0].columns
    assert saved.paper is Paper.A4
    assert [column.header for column in columns[:5]] == [
        "NO", "NAMA", "TANGGAL LAHIR", "L/P", "NIK",
    ]  # fmt: skip
    assert (columns[2].fill, columns[2].format) == (Fill.FIELD, "dd/mm/yyyy")
    assert section.stack.currentWidget() is section.list_page


def test_what_cannot_be_used_is_told_in_the_page_and_not_saved(
    section: Section, store: Store
) -> None:
    choose(section, "peserta")
    section.edit_button.click()
    header(section.editor.grid, 0).setText("")
    section.editor.save_button.click()
    assert "columns[1].header" in section.editor.banner.text_label.text()
    assert not next(one for one in layouts.available(store) if one.name == "peserta").own
    header(section.editor.grid, 0).setText("NO")
    assert section.editor.check()


def test_a_shipped_layout_is_replaced_and_brought_back(section: Section, store: Store) -> None:
    choose(section, "disdukcapil")
    section.edit_button.click()
    header(section.editor.grid, 2).setText("NAMA WARGA")
    section.editor.save_button.click()
    assert layouts.get(store, "disdukcapil").sheets[0].columns[2].header == "NAMA WARGA"
    choose(section, "disdukcapil")
    assert section.remove_button.text() == "Kembalikan bawaan"
    section.remove_button.click()
    assert layouts.get(store, "disdukcapil").sheets[0].columns[2].header == "NAMA LENGKAP"


def test_leaving_with_changes_asks_first(section: Section, prompts: ScriptedPrompts) -> None:
    choose(section, "peserta")
    section.edit_button.click()
    section.editor.leave()
    assert prompts.asked == []
    section.edit_button.click()
    section.editor.grid.add()
    prompts.confirms.append(False)
    section.editor.leave()
    assert section.stack.currentWidget() is section.editor
    prompts.confirms.append(True)
    section.editor.leave()
    assert section.stack.currentWidget() is section.list_page


def test_a_layout_is_carried_to_another_pc_as_a_file(
    section: Section, store: Store, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    path = tmp_path / "bentuk.toml"
    prompts.targets.append(path)
    choose(section, "lsp-sertidesk")
    section.give_button.click()
    path.write_text(path.read_text("utf-8").replace('"lsp-sertidesk"', '"bentuk-lsp"'), "utf-8")
    prompts.files.append([path])
    section.take_in()
    assert layouts.get(store, "bentuk-lsp").kind == "lsp"
    path.write_text("name = ", "utf-8")
    prompts.files.append([path])
    section.take_in()
    assert "bentuk.toml" in prompts.errors[0]


def test_codes_of_the_bnsp_sheet_are_kept(section: Section, store: Store) -> None:
    section.show_codes()
    page = section.codes_page
    for name, code in (("bnsp_budget_code_edit", "01"), ("bnsp_education_sma_edit", "3")):
        edit = page.findChild(QLineEdit, name)
        assert edit is not None
        edit.setText(code)
    page.save_button.click()
    kept = settings.get_all(store)
    assert (kept["bnsp_budget_code"], kept["bnsp_education_codes"]) == ("01", {"SMA": "3"})
    assert section.stack.currentWidget() is section.list_page
    section.show_codes()
    shown = page.findChild(QLineEdit, "bnsp_education_sma_edit")
    assert shown is not None
    assert shown.text() == "3"
