"""The line of figures of an activity: how many came how far; each figure opens its list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from sertidesk.services.board import Stage
from sertidesk.ui.kit.parts import button, row
from sertidesk.ui.kit.theme import SPACE

Open = Callable[[str, tuple[str, ...]], object]  # screen, participants concerned
_WORDS = {
    "registered": "peserta",
    "complete": "berkas lengkap",
    "matched": "NIK sesuai",
    "sent": "terkirim ke LSP",
}


class Funnel(QWidget):
    """Figures side by side, kept as they are while only their numbers change."""

    def __init__(self, name: str, opens: Open, *, quiet: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._open = opens
        self._quiet = quiet
        self._stages: dict[str, Stage] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._row = row(spacing=SPACE if quiet else 2 * SPACE)
        self._row.setContentsMargins(0, 0, 0, SPACE if quiet else 0)
        self.setLayout(self._row)

    def show_stages(self, stages: tuple[Stage, ...]) -> None:
        """Show these figures; the first is the whole, the others are parts of it."""
        if list(self.buttons) != [stage.key for stage in stages]:
            self._make_buttons(stages)
        self._stages = {stage.key: stage for stage in stages}
        everyone = stages[0].count if stages else 0
        for stage in stages:
            made = self.buttons[stage.key]
            text = figure(stage, everyone)
            made.setText(text)
            made.setAccessibleName(text)
            made.setToolTip(tip(stage))

    def _make_buttons(self, stages: tuple[Stage, ...]) -> None:
        for old in self.buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for stage in stages:
            name = f"{self.objectName()}_{stage.key}"
            made = button(name, "", partial(self._on_clicked, stage.key), link=self._quiet)
            self.buttons[stage.key] = made
            self._row.addWidget(made)

    def _on_clicked(self, key: str) -> None:
        stage = self._stages[key]
        self._open(stage.screen, stage.missing)


def figure(stage: Stage, everyone: int) -> str:
    """Return "57/60 berkas lengkap"; the whole stands alone."""
    words = QCoreApplication.translate("funnel", _WORDS[stage.key])
    if stage.key == "registered" or not everyone:
        return f"{stage.count} {words}"
    return f"{stage.count}/{everyone} {words}"


def tip(stage: Stage) -> str:
    """Return what a click on the figure shows."""
    if not stage.missing:
        return QCoreApplication.translate("funnel", "Buka daftarnya")
    words = QCoreApplication.translate("funnel", "Buka daftar {count} peserta yang belum")
    return words.format(count=len(stage.missing))
