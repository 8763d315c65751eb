"""The sections for the office's own occupations and areas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sertidesk.services import area_files, occupations
from sertidesk.ui import settings_areas, settings_catalogue
from sertidesk.ui.desk import Desk

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


def test_an_occupation_is_added_changed_and_removed(qtbot: QtBot, desk: Desk) -> None:
    made = settings_catalogue.Section(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.reload)
    made.reload(None)
    assert made.body.currentWidget() is made.empty
    qtbot.keyClicks(made.fields["name"].editor, "Tukang Batu Alam")
    made.save()
    assert "jenjang" in made.banner.text_label.text()
    assert made.fields["name"].text() == "Tukang Batu Alam", "a refusal keeps what was typed"
    made.fields["level"].set_text("2")
    made.save()
    (own,) = occupations.own(desk.store)
    assert made.table.table_model.index(0, 0).data() == "Tukang Batu Alam"
    made.table.selectRow(0)
    qtbot.keyClick(made.table, Qt.Key.Key_Return)
    made.fields["level"].set_text("3")
    made.save()
    assert [(one.id, one.level) for one in occupations.own(desk.store)] == [(own.id, 3)]
    made.table.selectRow(0)
    made.remove()
    assert occupations.own(desk.store) == []
    assert made.body.currentWidget() is made.empty


def test_areas_are_imported_and_what_was_left_out_is_told(
    qtbot: QtBot, desk: Desk, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    made = settings_areas.Section(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.reload)
    made.reload(None)
    assert made.body.currentWidget() is made.empty
    path = tmp_path / "wilayah.csv"
    path.write_text("kode;nama\n62.01.02.9001;Desa Uji\nabc;Salah\n", "utf-8")
    prompts.files.append([path])
    made.bring_in()
    assert made.table.table_model.rowCount() == 1
    assert "baris 3" in made.banner.text_label.text()
    made.table.selectRow(0)
    made.remove()
    assert area_files.own(desk.store) == []
    desk.undo()
    assert [line.name for line in area_files.own(desk.store)] == ["Desa Uji"]
