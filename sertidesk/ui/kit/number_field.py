"""A field for a paper's number: typed, or taken from the office's register by one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.form import FormField


class NumberField(FormField):
    """The stamp inside the field, or F4 in it, asks for the next number of the register."""

    take_requested = Signal()

    def __init__(self, key: str, title: str, hint: str = "") -> None:
        super().__init__(key, title, QLineEdit(), hint)
        words = self.tr("Ambil nomor dari register surat (F4)")
        stamp = self.editor.addAction(
            theme.icon("stamp"), QLineEdit.ActionPosition.TrailingPosition
        )
        stamp.setText(words)
        stamp.setToolTip(words)
        stamp.triggered.connect(lambda _checked=False: self.take_requested.emit())
        self.editor.setToolTip(words)
        key_press = QShortcut(QKeySequence("F4"), self.editor)
        key_press.setContext(Qt.ShortcutContext.WidgetShortcut)
        key_press.activated.connect(self.take_requested)
