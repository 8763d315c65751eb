"""Pratinjau for Word: what people edit before they sign is written, and opened there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow
from sertidesk.ui.preview import PreviewPage
from sertidesk.ui.print_menu import print_paper

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.attach(desk)
    yield made
    made._desk = None  # nothing holds the window open any more


@pytest.fixture
def one(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    made = activity.by_code(store, str(activity.create(store, draft).subject))
    participants.add(store, made.id, {"nik": "6201014101900001", "name": "Sari Contoh"})
    return made


def look_at(window: MainWindow, desk: Desk, one: Activity, kind: str) -> PreviewPage:
    print_paper(desk, one, kind)
    page = window.pages.currentWidget()
    assert isinstance(page, PreviewPage)
    return page


@pytest.mark.parametrize("named", ["surat.docx", "surat.pdf", "surat"])
def test_it_is_written_and_opens_in_word(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts, one: Activity, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, named: str,
) -> None:  # fmt: skip
    page = look_at(window, desk, one, "cover-letter")
    assert page.word_button.isVisible()
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()) or True)
    )
    prompts.targets = [tmp_path / named]
    page.word_button.click()
    target = tmp_path / "surat.docx"
    assert prompts.errors == []
    assert "1 (satu) orang" in "".join(one.text for one in Document(str(target)).paragraphs)
    assert window.strip.text_label.text() == "Disimpan: surat.docx."
    assert [Path(one) for one in opened] == [target]


def test_without_a_program_for_word_the_place_is_told(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts, one: Activity, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = look_at(window, desk, one, "cover-letter")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    prompts.targets = [tmp_path / "surat.docx"]
    page.word_button.click()
    assert str(tmp_path / "surat.docx") in window.strip.text_label.text()


def test_what_is_for_paper_alone_has_no_word_button(
    window: MainWindow, desk: Desk, one: Activity
) -> None:
    assert not look_at(window, desk, one, "participants").word_button.isVisible()
