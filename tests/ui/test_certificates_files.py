"""A folder of e-certificates on the screen: reviewed, chosen by keys, filed, undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from sertidesk.services import activity, certificates, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.certificates import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

FILES = {
    "scan1.pdf": "NIK 5103010203900001",
    "Contoh B.pdf": "",
    "B lagi.pdf": "NIK 5103010203900002",
    "entah.pdf": "",
}


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for place, letter in enumerate("ABC", 1):
        values = {"name": f"Contoh {letter}", "nik": f"510301020390000{place}"}
        participants.add(store, made.id, values)
    return made


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, work: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> Screen:
    folder = tmp_path / "dari LSP"
    folder.mkdir()
    for name, text in FILES.items():
        canvas = Canvas(str(folder / name), pagesize=(300, 200))
        canvas.drawString(20, 100, text or "kosong")
        canvas.save()
    made = Screen(desk, work, work.procedure.step("7"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1070, 480)
    made.show()
    prompts.folders.append(folder)
    made.folder_button.click()
    return made


def shown(screen: Screen, place: int) -> dict[str, str]:
    rows = screen.files_page.source.rows_held
    column = screen.files_page.table.table_model.columns[place - 1]
    return {row[1]: column.text(row[place]) for row in rows}


def files(store: Store, work: Activity) -> dict[str, str]:
    return {one.name: one.file_name for one in certificates.listing(store, work)}


def test_a_folder_is_shown_with_what_needs_a_choice_first(screen: Screen) -> None:
    page = screen.files_page
    QAbstractItemModelTester(page.table.table_model)
    assert screen.stack.currentWidget() is page
    assert page.source.rows_held[0][1] == "entah.pdf"
    assert shown(screen, 2) == {
        "entah.pdf": "Pilih peserta", "scan1.pdf": "Siap", "Contoh B.pdf": "Dua berkas",
        "B lagi.pdf": "Dua berkas",
    }  # fmt: skip
    assert shown(screen, 4)["scan1.pdf"] == "NIK di isi berkas"
    assert page.save_button.text() == "Lampirkan 1 berkas"


def test_the_rest_is_chosen_and_skipped_by_keys_and_filed_in_one_go(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    told: list[str] = []
    desk.said.connect(lambda text, *_: told.append(text))
    page = screen.files_page
    key = next(row[0] for row in page.source.rows_held if row[1] == "Contoh B.pdf")
    page.table.go_to(key)
    page.toggle_taken()
    assert shown(screen, 2)["B lagi.pdf"] == "Siap"
    page.table.go_to("0")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    combo = page.person_combo
    combo.setCurrentIndex(combo.findText("3. Contoh C"))
    combo.activated.emit(combo.currentIndex())
    assert shown(screen, 2)["entah.pdf"] == "Siap"
    assert shown(screen, 4)["entah.pdf"] == "Dipilih"
    page.save_button.click()
    assert screen.stack.currentWidget() is screen.list_page
    assert files(store, work) == {
        "Contoh A": "scan1.pdf", "Contoh B": "B lagi.pdf", "Contoh C": "entah.pdf",
    }  # fmt: skip
    assert told == ["3 berkas sertifikat dilampirkan, 0 tautan QR terbaca."]
    desk.undo()
    assert not any(files(store, work).values())


def test_leaving_the_review_files_nothing(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    qtbot.keyClick(screen.files_page, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.list_page
    assert not any(files(store, work).values())


def test_a_new_file_takes_the_place_of_the_old_one(
    screen: Screen, store: Store, work: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    screen.files_page.accept()
    prompts.folders.append(tmp_path / "dari LSP")
    screen.folder_button.click()
    assert shown(screen, 2)["scan1.pdf"] == "Mengganti"
