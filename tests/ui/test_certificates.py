"""The register's screen, worked by keyboard as a clerk would."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.certificates import State
from sertidesk.services import activity, certificates, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.certificates import Entry
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.certificates import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

PEOPLE = (("Wayan Contoh", "5103010203900001"), ("Made Misal", "5103014105920002"))


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for name, nik in PEOPLE:
        participants.add(store, made.id, {"name": name, "nik": nik})
    return made


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("7"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    return widget


def entries(store: Store, work: Activity) -> list[Entry]:
    return certificates.listing(store, work)


def choose(screen: Screen, place: int) -> str:
    key = screen.source.found()[place]
    screen.table.go_to(key)
    return key


def test_the_table_is_a_sound_model(screen: Screen) -> None:
    QAbstractItemModelTester(
        screen.table.table_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert screen.table.table_model.rowCount() == 2


def test_numbers_are_typed_person_by_person_with_enter(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    choose(screen, 0)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    fields = screen.panel.fields
    qtbot.keyClicks(fields["number"].editor, "41001 7112  1")
    qtbot.keyClick(fields["number"].editor, Qt.Key.Key_Return)
    qtbot.keyClicks(fields["issued_on"].editor, "29-2-2024")
    qtbot.keyClick(fields["issued_on"].editor, Qt.Key.Key_Return)
    assert fields["expires_on"].text() == "28-02-2029"
    fields["expires_on"].editor.clear()
    qtbot.keyClicks(fields["expires_on"].editor, "27-2-2029")
    qtbot.keyClick(
        fields["expires_on"].editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert screen.table.current_key() == screen.source.found()[1]
    first = entries(store, work)[0]
    assert (first.number, first.issued_on) == ("41001 7112 1", date(2024, 2, 29))
    assert (first.expires_on, first.state) == (date(2029, 2, 27), State.RECORDED)
    assert entries(store, work)[1].state is State.NONE


def test_what_a_rule_remarks_is_told_beside_the_fields(
    screen: Screen, store: Store, work: Activity
) -> None:
    for one in entries(store, work):
        certificates.save(store, work, one.participant_id, {"number": "7 7"})
    screen.reload(None)
    choose(screen, 0)
    assert "sama dengan milik Made Misal" in screen.panel.finding_label.text()
    screen.chip_buttons["check"].click()
    assert screen.table.table_model.rowCount() == 2


def test_the_lsps_workbook_is_looked_at_before_it_is_saved(
    screen: Screen, prompts: ScriptedPrompts, store: Store, work: Activity, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in (("NIK", "Nama", "Nomor Sertifikat"), (PEOPLE[1][1], "MADE MISAL", "41 2"),
                ("5103019999999999", "Siapa Ini", "41 3")):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "sk.xlsx")
    prompts.files.append([tmp_path / "sk.xlsx"])
    screen.import_button.click()
    assert screen.stack.currentWidget() is screen.report_page
    assert "Wayan Contoh" in screen.report_page.missing_label.text()
    assert screen.report_page.save_button.text() == "Simpan 1 sertifikat"
    assert {one.number for one in entries(store, work)} == {""}
    screen.report_page.save_button.click()
    assert screen.stack.currentWidget() is screen.list_page
    assert [one.number for one in entries(store, work)] == ["", "41 2"]


def test_a_file_is_attached_and_saved_again(
    screen: Screen, prompts: ScriptedPrompts, store: Store, work: Activity, tmp_path: Path
) -> None:
    from PIL import Image

    scan = tmp_path / "skk.png"
    Image.new("RGB", (40, 30), "white").save(scan)
    choose(screen, 0)
    prompts.files.append([scan])
    screen.panel.attach_button.click()
    assert entries(store, work)[0].file_name == "skk.png"
    assert screen.panel.file_button.isVisible()
    prompts.targets.append(tmp_path / "salinan.png")
    screen.panel.file_button.click()
    assert (tmp_path / "salinan.png").exists()


def test_what_runs_out_opens_and_is_written(
    screen: Screen, prompts: ScriptedPrompts, store: Store, work: Activity, tmp_path: Path
) -> None:
    soon = store.today() + timedelta(days=150)
    key = entries(store, work)[0].participant_id
    certificates.save(store, work, key, {"number": "1", "expires_on": soon})
    screen.expiring_button.click()
    page = screen.expiring_page
    assert page.table.table_model.rowCount() == 1
    page.window_buttons[3].click()
    assert page.table.table_model.rowCount() == 0
    page.window_buttons[6].click()
    prompts.targets.append(tmp_path / "berakhir.xlsx")
    page.save_button.click()
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "berakhir.xlsx").active
             for cell in row]  # fmt: skip
    assert "Wayan Contoh" in cells
    page.closed.emit()
    assert screen.stack.currentWidget() is screen.list_page


def test_the_register_is_written_and_a_certificate_taken_out(
    qtbot: QtBot, screen: Screen, prompts: ScriptedPrompts, store: Store, work: Activity,
    tmp_path: Path,
) -> None:  # fmt: skip
    key = choose(screen, 0)
    certificates.save(store, work, key, {"number": "41 9", "issued_on": date(2026, 1, 5)})
    screen.reload(None)
    choose(screen, 0)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_B)
    assert entries(store, work)[0].expires_on == date(2031, 1, 5)
    prompts.targets.append(tmp_path / "daftar.xlsx")
    screen.workbook_button.click()
    assert (tmp_path / "daftar.xlsx").exists()
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert entries(store, work)[0].state is State.NONE


def test_who_is_being_typed_stays_in_sight_under_a_chip(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.chip_buttons[State.NONE].click()
    key = choose(screen, 0)
    number = screen.panel.fields["number"].editor
    number.setFocus()
    qtbot.keyClicks(number, "41 1")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert entries(store, work)[0].number == "41 1"
    assert screen.table.current_key() == key
    screen.chip_buttons[State.NONE].click()
    screen.chip_buttons[State.NONE].click()
    assert screen.source.found() == [entries(store, work)[1].participant_id]
