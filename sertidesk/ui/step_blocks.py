"""What blocks a step: one line each, with those concerned and one click to them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from sertidesk.services.board import StepBlock
from sertidesk.ui.kit.parts import badge, button, column, label, row
from sertidesk.ui.kit.theme import SPACE


class BlockLines(QWidget):
    """Lines that are made anew only when what they say is new."""

    open_requested = Signal(str, tuple)  # screen, participants concerned

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
                line.findChild(QWidget, f"block_{code.removeprefix('line_')}").setFocus()
        self.setVisible(bool(blocks))

    def _line(self, block: StepBlock) -> QWidget:
        line = QWidget()
        line.setObjectName(f"line_{block.code}")
        who = label(block.who, "muted")
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        who.setToolTip(block.who)
        words = self.tr("Lihat {count} peserta").format(count=len(block.subjects))
        open_button = button(
            f"block_{block.code}",
            words if block.subjects else self.tr("Buka"),
            partial(self.open_requested.emit, block.screen, block.subjects),
            link=True,
        )
        open_button.setAccessibleDescription(f"{block.sentence} {block.who}".strip())
        layout = row(badge(self.tr("Menghambat"), "warn"), label(block.sentence), who, open_button)
        layout.setStretch(2, 1)
        line.setLayout(layout)
        return line


def _focus(widget: QWidget) -> QWidget:
    found = widget.window().focusWidget()
    return found if isinstance(found, QWidget) else widget
