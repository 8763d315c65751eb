"""Pengaturan: a list of sections at the left, the chosen one beside it.

A section is a module `settings_<name>.py` with a class `Section(QWidget)`, made as
`Section(desk)` when it is first chosen, with `reload(kinds)` (None: everything may have changed).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget
from typing_extensions import override

from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import Page, named, row
from sertidesk.ui.kit.theme import SPACE

SECTIONS = (  # module, what it is called, icon
    ("office", "Instansi", "building-2"),
    ("officials", "Pejabat", "user-check"),
    ("organizations", "LSP dan mitra", "briefcase"),
    ("procedures", "SOP", "book-open"),
    ("letters", "Nomor surat", "mail"),
    ("papers", "Kertas", "printer"),
    ("letterheads", "Kop surat", "stamp"),
    ("days", "Hari kerja", "calendar"),
    ("catalogue", "Jabatan kerja", "hard-hat"),
    ("areas", "Wilayah", "map-pin"),
    ("layouts", "Tata letak", "columns-3"),
    ("backup", "Cadangan", "database-backup"),
    ("history", "Riwayat perubahan", "history"),
    ("look", "Tampilan", "sun"),
)


class SettingsPage(Page):
    """What the office sets once, and the care of its data."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title_label.setText(self.tr("Pengaturan"))
        self._desk = desk
        self._sections: dict[str, Any] = {}  # each has reload(kinds)
        self.section_list = named(QListWidget(), "settings_sections", self.tr("Bagian pengaturan"))
        self.section_list.setFixedWidth(190)
        self.section_list.setIconSize(QSize(18, 18))
        for name, title, icon in SECTIONS:
            item = QListWidgetItem(theme.icon(icon), self.tr(title))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(160, 9 * SPACE))
            self.section_list.addItem(item)
        self.stack = named(QStackedWidget(), "settings_stack")
        body = row(self.section_list, self.stack, spacing=4 * SPACE)
        body.setStretch(1, 1)
        self.body.addLayout(body, 1)
        # Signals of this page, in one place.
        self.section_list.currentItemChanged.connect(self._on_section_changed)

    def open(self, section: str = "office") -> None:
        """Show one section."""
        for number in range(self.section_list.count()):
            if self.section_list.item(number).data(Qt.ItemDataRole.UserRole) == section:
                self.section_list.setCurrentRow(number)
        self.reload(None)

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the open section anew."""
        if self.section_list.currentRow() < 0:
            self.section_list.setCurrentRow(0)
        else:
            self._current().reload(kinds)

    def _current(self) -> Any:
        name = self.section_list.currentItem().data(Qt.ItemDataRole.UserRole)
        if name not in self._sections:
            made = import_module(f"sertidesk.ui.settings_{name}").Section(self._desk)
            self._sections[name] = made
            self.stack.addWidget(made)
        return self._sections[name]

    def _on_section_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            section = self._current()
            section.reload(None)
            self.stack.setCurrentWidget(section)
