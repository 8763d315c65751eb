"""The screen of the portals' data: what is missing, the file, values to copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, participants, transfers
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.portal_export import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, lsp="LSP Uji Coba")
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, store: Store, made: Activity) -> Screen:
    for number, name in enumerate(("ANI", "BUDI"), 1):
        person = {"nik": f"620101120590000{number}", "name": name, "phone": "+62811"}
        participants.add(store, made.id, person)
    widget = Screen(desk, made, made.procedure.step("8"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1100, 480)
    widget.show()
    return widget


def pick(screen: Screen, name: str) -> None:
    screen.recap_combo.setCurrentIndex(screen.recap_combo.findData(name))
    screen.recap_combo.activated.emit(screen.recap_combo.currentIndex())


def words(screen: Screen, column: int) -> list[str]:
    model = screen.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("sop", "first"), [("badung", "sipjaki-tenaga-kerja"), ("kotawaringin-barat", "siki")]
)
def test_the_steps_own_portal_is_shown_first(
    qtbot: QtBot, desk: Desk, store: Store, sop: str, first: str
) -> None:
    code = activity.create(store, ActivityDraft(sop, "Uji", 2026)).subject or ""
    made = activity.by_code(store, code)
    widget = Screen(desk, made, made.procedure.step("8"))
    qtbot.addWidget(widget)
    assert widget.recap_combo.currentData() == first


def test_nobody_yet_says_what_to_do_first(qtbot: QtBot, desk: Desk, made: Activity) -> None:
    widget = Screen(desk, made, made.procedure.step("8"))
    qtbot.addWidget(widget)
    assert widget.body.currentWidget() is widget.empty
    assert not widget.export_button.isEnabled()


def test_what_each_person_lacks_follows_the_layout(screen: Screen) -> None:
    QAbstractItemModelTester(screen.table.model())
    assert words(screen, 3) == ["Kurang", "Kurang"]
    assert "Email" in words(screen, 4)[0]
    pick(screen, "sipjaki-tenaga-kerja")
    assert words(screen, 3) == ["Lengkap", "Lengkap"]
    screen.lacking_button.click()
    assert words(screen, 1) == []


def test_export_writes_the_layout_chosen_and_logs_it(
    screen: Screen, store: Store, made: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    pick(screen, "sipjaki-pemohon-skk")
    prompts.targets.append(tmp_path / "pemohon.xlsx")
    screen.export_button.click()
    book = openpyxl.load_workbook(tmp_path / "pemohon.xlsx")
    assert book.worksheets[0]["B2"].value == "6201011205900001"
    (logged,) = transfers.of_activity(store, made.id)
    assert (logged.recipient, logged.persons) == ("SIPJAKI", 2)


def test_values_are_copied_one_after_the_other(screen: Screen, qtbot: QtBot) -> None:
    screen.table.selectRow(1)
    panel = screen.values_panel
    assert panel.name_label.text() == "BUDI"
    QAbstractItemModelTester(panel.table.model())
    panel.table.selectRow(1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "6201011205900002"
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == "BUDI"


def test_a_line_leads_to_the_participant(screen: Screen, desk: Desk, qtbot: QtBot) -> None:
    screen.table.selectRow(0)
    with qtbot.waitSignal(desk.go_requested) as asked:
        screen.open_button.click()
    assert asked.args[1]["screen"] == "participants"
    assert asked.args[1]["subjects"] == tuple(screen.table.selected_keys())


def test_subjects_are_shown_alone(screen: Screen) -> None:
    screen.show_subjects([screen.source.cells[1][0]])
    assert words(screen, 1) == ["BUDI"]
    screen.subjects_button.click()
    assert len(words(screen, 1)) == 2
