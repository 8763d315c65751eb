"""Certificates that run out soon, as a page of its own that Beranda opens."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.domain.certificates import WINDOWS
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.certificates_expiring import ExpiringPage


class ExpiringCertificates(QWidget):
    """The list of a step's screen, with the way back to Beranda."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.list_page = ExpiringPage(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.addWidget(self.list_page)
        self.list_page.closed.connect(lambda: desk.go("home"))

    def open(self, months: int = WINDOWS[-1]) -> None:
        """Show what runs out within so many months."""
        self.list_page.months = months
        self.list_page.begin()

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is None or kinds & {"certificate", "person"}:
            self.list_page.show_window(self.list_page.months)
