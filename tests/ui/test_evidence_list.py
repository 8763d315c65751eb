"""The list of evidence: files chosen, named, looked at, saved, removed and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, evidence
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.evidence_list import EvidenceList

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("badung", "Uji", 2026)).subject or ""
    return activity.by_code(store, code)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    Image.new("RGB", (60, 80), (40, 80, 120)).save(tmp_path / "foto.png")
    (tmp_path / "notulen.docx").write_bytes(b"PK\x03\x04 made up")
    return [tmp_path / "foto.png", tmp_path / "notulen.docx"]


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, made: Activity) -> EvidenceList:
    widget = EvidenceList(desk, "bukti", "Bukti")
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(320, 260)
    widget.show_owner(made.id, "meeting")
    widget.show()
    return widget


def test_files_are_chosen_told_and_removed_by_key(
    qtbot: QtBot, shown: EvidenceList, prompts: ScriptedPrompts, desk: Desk, files: list[Path]
) -> None:
    prompts.files = [files]
    shown.add_button.click()
    assert [shown.list.item(n).text() for n in range(2)] == ["foto.png", "notulen.docx"]
    shown.list.setCurrentRow(0)
    qtbot.keyClick(shown.list, Qt.Key.Key_Delete)
    assert shown.list.count() == 1
    desk.undo()
    assert shown.list.count() == 2


def test_what_a_file_shows_is_typed_over_its_name(
    shown: EvidenceList, store: Store, made: Activity, files: list[Path]
) -> None:
    shown.take(files)
    shown.list.item(0).setText("Pembukaan")
    assert evidence.listing(store, made.id)[0].caption == "Pembukaan"
    assert shown.list.item(0).text() == "Pembukaan"


def test_a_picture_opens_and_another_file_is_saved(
    shown: EvidenceList, prompts: ScriptedPrompts, files: list[Path], tmp_path: Path
) -> None:
    shown.take(files)
    shown.list.setCurrentRow(0)
    shown.open()
    assert shown.findChild(type(shown._viewer)).isVisible()
    prompts.targets = [tmp_path / "salinan.docx"]
    shown.list.setCurrentRow(1)
    shown.open()
    assert (tmp_path / "salinan.docx").read_bytes() == files[1].read_bytes()


def test_an_empty_list_says_how_files_come_into_it(shown: EvidenceList, files: list[Path]) -> None:
    assert "Seret berkas ke sini" in shown.list.empty_words()
    shown.take(files)
    assert shown.list.empty_words() == ""


def test_without_an_owner_nothing_can_be_added(shown: EvidenceList, files: list[Path]) -> None:
    shown.show_nothing()
    assert shown.list.empty_words() == ""
    shown.take(files)
    assert shown.list.count() == 0
    assert not shown.add_button.isEnabled()
