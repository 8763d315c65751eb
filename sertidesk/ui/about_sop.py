""" "Tentang SOP": the document an activity follows, told chapter by chapter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sertidesk.domain import digest
from sertidesk.domain.digest import Chapter
from sertidesk.domain.procedure import Procedure
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import Page, button, card, label, restyle, swap
from sertidesk.ui.kit.theme import SPACE

_LABEL_WIDTH = 200


class AboutSop(Page):
    """Shows one procedure; read only."""

    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__("", " ")
        self.back_button = button(
            "back_to_step",
            self.tr("Kembali ke langkah"),
            self.back_requested.emit,
            icon="arrow-left",
            shortcut="Esc",
        )
        self.action_row.addWidget(self.back_button)
        self._shown: Procedure | None = None
        self.content: QScrollArea | None = None

    def show_procedure(self, procedure: Procedure) -> None:
        """Show a procedure from its first chapter."""
        if procedure is not self._shown:
            self._shown = procedure
            self.title_label.setText(self.tr("Tentang SOP {name}").format(name=procedure.name))
            self.subtitle_label.setText(
                self.tr("Salinan yang berlaku untuk kegiatan ini, sesuai dokumen aslinya.")
            )
            cards = [_card(chapter) for chapter in digest.chapters(procedure)]
            conflict = digest.conflict(procedure)
            if conflict:
                cards.insert(0, warning(conflict))
            area = scrolled(*cards)
            area.setObjectName("about_sop_content")
            area.setAccessibleName(self.title_label.text())
            swap(self.body, self.content, area)
            self.content = area
        assert self.content is not None
        self.content.verticalScrollBar().setValue(0)
        self.content.setFocus()  # the arrow keys scroll


def warning(text: str) -> QFrame:
    """Make a frame that says what the office should know before it promises."""
    made = card(label(text, wrap=True), name="promise_conflict")
    restyle(made, "banner", "warn")
    made.setProperty("card", False)
    return made


def entries(rows: tuple[digest.Entry, ...], most: int = _LABEL_WIDTH) -> QGridLayout:
    """Lay entries in two columns; the left one is as wide as its labels need, at most ``most``."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * SPACE)
    grid.setVerticalSpacing(SPACE + 2)
    metrics = QFontMetrics(QApplication.font())
    width = min(most, max(metrics.horizontalAdvance(entry.label) + SPACE for entry in rows))
    labelled = any(entry.label for entry in rows)
    for place, entry in enumerate(rows):
        if entry.label:
            name = _text(entry.label, "muted")
            name.setFixedWidth(width)
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(entry.text), place, 1 if labelled else 0)
    grid.setColumnStretch(1 if labelled else 0, 1)
    return grid


def _card(chapter: Chapter) -> QFrame:
    return card(label(chapter.title, "heading"), _holding(entries(chapter.entries)))


def _holding(grid: QGridLayout) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.addLayout(grid)
    return layout


def _text(text: str, role: str = "") -> QLabel:
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def brief_card(procedure: Procedure, name: str) -> QWidget:
    """Return what an SOP says in brief, with the warning about its promise where there is one."""
    parts: list[QWidget | QVBoxLayout] = [
        label(procedure.title, "heading", wrap=True),
        _holding(entries(digest.brief(procedure), 90)),
    ]
    conflict = digest.conflict(procedure)
    if conflict:
        parts.append(warning(conflict))
    return card(*parts, name=name)
