"""Cetak: every kind of paper from the wizard's head, on the office's paper, and opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, participants, printing, settings
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.activity import ActivityPage
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow
from sertidesk.ui.preview import PreviewPage

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def one(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji: Tukang/Batu", 2026)
    return activity.by_code(store, str(activity.create(store, draft).subject))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, one: Activity) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.attach(desk)
    desk.go("activity", code=one.code)
    yield made
    made._desk = None  # nothing holds the window open any more


def choose(window: MainWindow, kind: str) -> None:
    """Open the menu as a click does, and choose in it."""
    page = window.pages.currentWidget()
    assert isinstance(page, ActivityPage)
    page.print_button.click()
    action = next(one for one in page.print_menu.actions() if one.data() == kind)
    page.print_menu.close()
    action.trigger()


def size_in_mm(path: Path) -> tuple[int, int]:
    document = pdfium.PdfDocument(path)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def test_the_menu_lists_every_kind_of_paper(window: MainWindow) -> None:
    page = window.pages.currentWidget()
    assert isinstance(page, ActivityPage)
    page.print_button.click()
    page.print_menu.close()
    page.print_button.click()  # opened again, it holds each but once
    titles = [action.text() for action in page.print_menu.actions()]
    assert titles == [kind.title for kind in printing.KINDS.values()]
    page.print_menu.close()


@pytest.mark.parametrize(("paper", "size"), [("f4", (215, 330)), ("a4", (210, 297))])
def test_it_prints_on_the_offices_paper_and_offers_to_open(
    store: Store, window: MainWindow, prompts: ScriptedPrompts, one: Activity, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, paper: str, size: tuple[int, int],
) -> None:  # fmt: skip
    settings.put(store, {"paper": paper})
    participants.add(store, one.id, {"nik": "6201014101900001", "name": "Sari Contoh"})
    target = tmp_path / "hadir.pdf"
    prompts.targets = [target]
    choose(window, "attendance")
    assert size_in_mm(target) == size
    assert window.strip.text_label.text() == "Disimpan: hadir.pdf (1 halaman)."
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()) or True)
    )
    window.strip.action_button.click()
    assert opened == [QUrl.fromLocalFile(str(target)).toLocalFile()]


def test_without_a_program_for_pdf_the_place_is_told(
    store: Store, window: MainWindow, prompts: ScriptedPrompts, one: Activity, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    participants.add(store, one.id, {"nik": "6201014101900001", "name": "Sari Contoh"})
    prompts.targets = [tmp_path / "a.pdf"]
    choose(window, "participants")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    window.strip.action_button.click()
    assert str(tmp_path / "a.pdf") in window.strip.text_label.text()


def test_the_name_offered_fits_any_file_system(
    window: MainWindow, prompts: ScriptedPrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def save_file(title: str, suggestion: str, kinds: str) -> None:
        offered.append(suggestion)

    monkeypatch.setattr(prompts, "save_file", save_file)
    choose(window, "sop")
    preview = window.pages.currentWidget()
    assert isinstance(preview, PreviewPage)
    preview.save()  # thought better of it: nothing is written or told
    assert offered == ["SOP kegiatan pelaksana dan mutu baku Uji Tukang Batu.pdf"]
    assert prompts.errors == []


@pytest.mark.parametrize("kind", [key for key, one in printing.KINDS.items() if not one.always])
def test_a_kind_the_activity_has_nothing_for_says_so(
    window: MainWindow, prompts: ScriptedPrompts, kind: str
) -> None:
    before = window.pages.currentWidget()
    choose(window, kind)
    assert len(prompts.errors) == 1
    assert prompts.errors[0].startswith("Belum ada")
    assert window.pages.currentWidget() is before
