"""A combo box inside a list: turning the wheel over it scrolls the list and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override


class QuietCombo(QComboBox):
    """Takes the wheel only while its own list is open."""

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(18)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
