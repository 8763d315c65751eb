"""A combo box of persons: found by any part of the name, the likely ones first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.parts import named


class PersonCombo(QuietCombo):
    """Holds keys as data; what is typed finds, and never adds."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__(accessible)
        named(self, name, accessible)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line: QLineEdit = named(QLineEdit(), f"{name}_edit", self.tr("Nama peserta"))
        line.setPlaceholderText(self.tr("Ketik nama peserta…"))
        self.setLineEdit(line)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)

    def offer(
        self, likely: Iterable[tuple[str, str]], rest: Iterable[tuple[str, str]], chosen: str
    ) -> None:
        """Offer (key, words): the likely ones above a line, then the rest; show the one chosen."""
        self.clear()
        for key, words in likely:
            self.addItem(words, key)
        first = self.count()
        for key, words in rest:
            self.addItem(words, key)
        if 0 < first < self.count():
            self.insertSeparator(first)
        self.setCurrentIndex(self.findData(chosen) if chosen else -1)
