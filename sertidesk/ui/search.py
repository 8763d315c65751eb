"""The one search over everything, at the top of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import named


class SearchBox(QLineEdit):
    """Where names, NIK, phones and villages are typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        named(self, "search_edit", self.tr("Cari orang dan kegiatan"))
        self.setPlaceholderText(self.tr("Cari nama, NIK, HP, desa… (Ctrl+F)"))
        self.setFixedWidth(320)
