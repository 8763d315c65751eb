"""The screen of the recap to the LSP, worked as a clerk would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from sertidesk.domain.submission import State
from sertidesk.services import activity, forms, letter_series, participants, submission
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.submission import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, lsp="LSP Uji Coba")
    return activity.by_code(store, activity.create(store, draft).subject or "")


def enrol(store: Store, made: Activity, number: int, **values: object) -> str:
    person = {"nik": f"6201011205{number:06}", "name": f"BUDI {number}", "phone": "+62811"}
    return participants.add(store, made.id, person | values).subject or ""


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, store: Store, made: Activity) -> Screen:
    enrol(store, made, 1)
    enrol(store, made, 2)
    enrol(store, made, 3, nik=None)
    widget = Screen(desk, made, made.procedure.step("7"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1100, 480)
    widget.show()
    return widget


def words(screen: Screen, column: int) -> list[str]:
    model = screen.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_nobody_yet_says_what_to_do_first(qtbot: QtBot, desk: Desk, made: Activity) -> None:
    widget = Screen(desk, made, made.procedure.step("7"))
    qtbot.addWidget(widget)
    assert widget.body.currentWidget() is widget.empty
    assert not widget.panel.export_button.isEnabled()


def test_states_and_what_is_missing_are_shown(screen: Screen) -> None:
    QAbstractItemModelTester(screen.table.model())
    assert words(screen, 4) == ["Siap dikirim", "Siap dikirim", "Belum"]
    assert words(screen, 5)[2] == "NIK kosong"
    assert "Kosong: TEMPAT LAHIR" in words(screen, 5)[0]
    assert screen.state_buttons[State.READY].text() == "Siap dikirim  2"
    screen.state_buttons[State.HELD].click()
    assert words(screen, 1) == ["BUDI 3"]
    screen.state_buttons[State.HELD].click()
    assert len(words(screen, 1)) == 3


def test_export_writes_records_and_tells(
    screen: Screen,
    desk: Desk,
    store: Store,
    made: Activity,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:
    told: list[str] = []
    desk.said.connect(lambda text, _tone, _undo: told.append(text))
    prompts.targets.append(tmp_path / "rekap.xlsx")
    screen.panel.recipient_edit.setText("LSP Lain")
    screen.panel.export_button.click()
    assert (tmp_path / "rekap.xlsx").exists()
    (line,) = submission.listing(store, made)
    assert (line.recipient, line.persons) == ("LSP Lain", 2)
    assert words(screen, 4) == ["Sudah dikirim", "Sudah dikirim", "Belum"]
    assert "2 peserta ditulis ke rekap.xlsx" in told[0]
    assert "1 tidak ikut" in told[0]
    assert screen.panel.past_list.count() == 1
    assert not screen.panel.supplement_button.isEnabled()


def test_giving_no_file_name_changes_nothing(
    screen: Screen, store: Store, made: Activity, prompts: ScriptedPrompts
) -> None:
    prompts.targets.append(None)
    screen.panel.export_button.click()
    assert submission.listing(store, made) == []


def test_a_change_is_shown_side_by_side_and_goes_into_the_supplement(
    screen: Screen,
    desk: Desk,
    store: Store,
    made: Activity,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:
    prompts.targets += [tmp_path / "rekap.xlsx", tmp_path / "susulan.xlsx"]
    screen.panel.export_button.click()
    first = submission.lines(store, made)[0].participant_id
    desk.do(participants.save, first, {"phone": "+62899"})
    assert screen.banner.isVisible()
    screen.table.selectRow(0)
    shown = [one.text() for one in screen.changes_strip.findChildren(type(screen.panel.past_label))]
    assert {"0811", "0899", "Nomor HP"} <= set(shown)
    screen.banner.action_button.click()
    assert [line.kind for line in submission.listing(store, made)] == ["supplement", "full"]
    assert not screen.banner.isVisible()


def test_who_was_in_a_submission_and_the_same_file_again(
    screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets += [tmp_path / "rekap.xlsx", tmp_path / "lagi.xlsx"]
    screen.panel.export_button.click()
    screen.panel.past_button.click()
    assert screen.stack.currentWidget() is screen.past_page
    assert screen.past_page.table.model().rowCount() == 2
    QAbstractItemModelTester(screen.past_page.table.model())
    screen.past_page.back_button.click()
    assert screen.stack.currentWidget() is screen.list_page
    screen.panel.rewrite_button.click()
    assert (tmp_path / "lagi.xlsx").read_bytes() == (tmp_path / "rekap.xlsx").read_bytes()


def test_columns_of_the_recap_can_be_looked_at(screen: Screen) -> None:
    screen.panel.columns_requested.emit()
    model = screen.columns_page.table.model()
    QAbstractItemModelTester(model)
    assert model.rowCount() == 33
    assert [model.index(1, column).data() for column in (1, 2, 3, 4)] == [
        "NIK", "NIK", "wajib", "6201011205000001",
    ]  # fmt: skip


def test_a_line_leads_to_the_participant(screen: Screen, desk: Desk, qtbot: QtBot) -> None:
    screen.table.selectRow(1)
    key = screen.table.selected_keys()[0]
    with qtbot.waitSignal(desk.go_requested) as asked:
        screen.open_button.click()
    page, what = asked.args
    assert (page, what["screen"], what["subjects"]) == ("activity", "participants", (key,))
    assert "participants" in screen.activity.procedure.step(what["step"]).screens


def test_subjects_of_a_block_are_shown_alone(screen: Screen) -> None:
    key = screen.source.lines[1].participant_id
    screen.show_subjects([key])
    assert words(screen, 1) == ["BUDI 2"]
    screen.subjects_button.click()
    assert len(words(screen, 1)) == 3


def make_form(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book["Data"].append(["LSP UJI"])
    book["Data"].append(["No", "Nama", "NIK", "Kontak", "Isian LSP"])
    book.create_sheet("Petunjuk")
    book.save(path)
    return path


def test_a_form_is_learnt_corrected_and_chosen(
    screen: Screen, store: Store, made: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.files.append([make_form(tmp_path / "formulir.xlsx")])
    screen.panel.learn_requested.emit()
    page = screen.form_page
    assert screen.stack.currentWidget() is page
    assert page.header_spin.value() == 2
    combo = page.table.cellWidget(4, 2)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("village"))
    combo.activated.emit(combo.currentIndex())
    assert page.table.item(2, 3).text() == "6201011205000001"
    page.name_edit.setText("LSP Uji")
    page.save_button.click()
    (form,) = forms.listing(store)
    assert form.mapping.fields == ("name", "nik", "phone", "village")
    assert screen.stack.currentWidget() is screen.list_page
    assert screen.panel.recap() == "LSP Uji"
    prompts.targets.append(tmp_path / "isi.xlsx")
    screen.panel.export_button.click()
    assert openpyxl.load_workbook(tmp_path / "isi.xlsx")["Data"]["C3"].value == "6201011205000001"
    again = Screen(screen.desk, made, made.procedure.steps[6])
    assert again.panel.recap() == "LSP Uji"  # as it was sent last


def test_a_form_without_a_table_says_so_and_stays_out(
    screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    path = tmp_path / "kosong.xlsx"
    openpyxl.Workbook().save(path)
    prompts.files.append([path])
    screen.panel.learn_requested.emit()
    assert screen.stack.currentWidget() is screen.list_page
    assert "tidak ditemukan" in prompts.errors[0]


def test_pointing_at_another_header_row_that_is_none_keeps_what_was_found(
    screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.files.append([make_form(tmp_path / "formulir.xlsx")])
    screen.panel.learn_requested.emit()
    screen.form_page.header_spin.setValue(9)
    assert prompts.errors
    assert screen.form_page.header_spin.value() == 2


def test_the_covering_letter_is_written_beside_it(
    screen: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets.append(tmp_path / "surat.pdf")
    screen.panel.letter_button.click()
    assert (tmp_path / "surat.pdf").read_bytes().startswith(b"%PDF")


def test_the_covering_letter_takes_its_number_from_the_register(
    screen: Screen, desk: Desk, store: Store, made: Activity, prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:  # fmt: skip
    letter_series.add(store, {"name": "Keluar", "pattern": "600.1/{urut}/{tahun}"})
    assert not screen.panel.number_button.isEnabled()
    prompts.targets.append(tmp_path / "rekap.xlsx")
    screen.panel.export_button.click()
    told: list[str] = []
    desk.said.connect(lambda text, _tone, _undo: told.append(text))
    screen.panel.number_button.click()
    assert told == ["Surat pengantar bernomor 600.1/1/2026."]
