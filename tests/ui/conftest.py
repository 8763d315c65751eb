"""A desk without boxes: prompts that answer from a script, work that runs at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.preview import PreviewPage


class ScriptedPrompts:
    """Answers what the test has laid ready; remembers what was asked and told."""

    def __init__(self) -> None:
        self.confirms: list[bool] = []
        self.reasons: list[str | None] = []
        self.files: list[list[Path]] = []
        self.targets: list[Path | None] = []
        self.folders: list[Path | None] = []
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.bugs: list[str] = []
        self.printers: list[Any] = []

    def confirm(self, title: str, text: str, action: str, *, danger: bool = False) -> bool:
        self.asked.append(text)
        return self.confirms.pop(0)

    def ask_reason(self, title: str, text: str) -> str | None:
        self.asked.append(text)
        return self.reasons.pop(0)

    def open_files(self, title: str, kinds: str, *, many: bool = False) -> list[Path]:
        self.asked.append(title)
        return self.files.pop(0)

    def save_file(self, title: str, suggestion: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.targets.pop(0)

    def choose_folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.folders.pop(0)

    def choose_printer(self, title: str, width: float, height: float, pages: int) -> Any:
        self.asked.append(title)
        return self.printers.pop(0)

    def show_error(self, text: str) -> None:
        self.errors.append(text)

    def show_bug(self, details: str) -> None:
        self.bugs.append(details)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dress the one application of the run."""
    theme.apply(qapp)
    return qapp


@pytest.fixture
def prompts() -> ScriptedPrompts:
    return ScriptedPrompts()


@pytest.fixture
def desk(qtbot: QtBot, store: Store, prompts: ScriptedPrompts) -> Iterator[Desk]:
    """Give a desk whose work runs at once; a bug shown to the user fails the test."""
    made = Desk(store, prompts, synchronous=True)

    def save_preview(page: str, what: dict[str, Any]) -> None:
        """Save what a screen shows in the preview, where the test has laid a target ready."""
        if page == "preview" and prompts.targets:
            shown = PreviewPage(made)
            qtbot.addWidget(shown)
            shown.open(**what)
            shown.save()
            shown.let_go()

    made.go_requested.connect(save_preview)
    yield made
    assert not prompts.bugs, prompts.bugs[0]
