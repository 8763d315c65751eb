"""What blocks a step: one line each, with those concerned and one click to them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from sertidesk.services.board import StepBlock
from sertidesk.ui.kit.parts import badge, button, column, label, row
from sertidesk.ui.kit.theme import SPACE


class BlockLines(QWidget):
    """Lines that are made anew only when what they say is new."""

    open_requested = Signal(str, tuple, str)  # screen, participants concerned, the block's code

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("step_blocks")
        self.blocks: tuple[StepBlock, ...] = ()
        self._lines: list[QWidget] = []
        self._column = column(spacing=SPACE)
        self.setLayout(self._column)
        self.hide()

    def show_blocks(self, blocks: tuple[StepBlock, ...]) -> None:
        """Show these blocks; the cursor stays on a line's button."""
        if blocks == self.blocks:
            return
        focused = next((line for line in self._lines if line.isAncestorOf(_focus(self))), None)
        code = focused.objectName() if focused else ""
        self.blocks = blocks
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [self._line(block) for block in blocks]
        for line in self._lines:
            self._column.addWidget(line)
            if line.objectName() == code:
                line.findChildren(QPushButton)[0].setFocus()
        self.setVisible(bool(blocks))

    def _line(self, block: StepBlock) -> QWidget:
        line = QWidget()
        line.setObjectName(f"line_{block.code}")
        who = _Elided(block.who)
        words = self.tr("Lihat {count} peserta").format(count=len(block.subjects))
        open_button = button(
            f"block_{block.code}",
            words if block.subjects else self.tr("Buka"),
            partial(self.open_requested.emit, block.screen, block.subjects, block.code),
            link=True,
        )
        open_button.setAccessibleDescription(f"{block.sentence} {block.who}".strip())
        layout = row(badge(self.tr("Menghambat"), "warn"), label(block.sentence), who, open_button)
        layout.setStretch(2, 1)
        line.setLayout(layout)
        return line


class _Elided(QLabel):
    """A line of names that ends in "…" where it has no room; its tooltip has it whole."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)
        self.setAccessibleName(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.toolTip(), mode, self.width()))


def _focus(widget: QWidget) -> QWidget:
    found = widget.window().focusWidget()
    return found if isinstance(found, QWidget) else widget
