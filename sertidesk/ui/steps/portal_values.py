"""One person's values in the portal's own order, to be copied into it one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.services.recaps import PreviewColumn
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, label, row
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE


class _Values:
    """Columns with one person's values as a table source."""

    def __init__(self) -> None:
        self.columns: Sequence[PreviewColumn] = ()

    def count(self, filters: Mapping[str, str]) -> int:
        return len(self.columns)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        return [
            (
                str(place),
                f"{one.header} *" if one.required else one.header,
                one.samples[0] if one.samples else "",
            )
            for place, one in enumerate(self.columns)
        ][offset : offset + limit]


class ValuesPanel(QWidget):
    """The values of the participant chosen; Enter or Ctrl+C copies one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("portal_values")
        self._desk = desk
        self._source = _Values()
        self.name_label = label("", "heading", wrap=True)
        self.table = Table(
            "portal_values_table",
            self.tr("Isian peserta menurut urutan portal"),
            self._source,
            [
                TableColumn("header", self.tr("Isian (* wajib)"), 160),
                TableColumn("value", self.tr("Nilai"), 170),
            ],
            filters=False,
        )
        self.table.setSortingEnabled(False)
        self.copy_button = button(
            "portal_copy", self.tr("Salin nilai"), self.copy, icon="copy",
            tip=self.tr("Salin nilai yang dipilih, lalu turun satu baris (Enter)"),
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, 0, 0, 0)
        layout.setSpacing(SPACE)
        head = row(self.name_label, self.copy_button)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        # Connected signals
        self.table.row_activated.connect(self._on_row_activated)
        copying = QShortcut(QKeySequence.StandardKey.Copy, self.table)
        copying.activated.connect(self.copy)
        self.show_nobody()

    def show_nobody(self) -> None:
        """Say what to do before there is anything to copy."""
        self._show(self.tr("Pilih satu peserta"), ())

    def show_values(self, name: str, columns: Sequence[PreviewColumn]) -> None:
        """Show one person's values."""
        self._show(name or self.tr("Tanpa nama"), columns)

    def copy(self) -> None:
        """Copy the chosen value and step to the next one, as it is typed into a portal."""
        key = self.table.current_key()
        if key is None or int(key) >= len(self._source.columns):
            return
        one = self._source.columns[int(key)]
        value = one.samples[0] if one.samples else ""
        QGuiApplication.clipboard().setText(value)
        self._desk.say(self.tr("{header} disalin.").format(header=one.header))
        if int(key) + 1 < len(self._source.columns):
            self.table.selectRow(int(key) + 1)

    def _show(self, title: str, columns: Sequence[PreviewColumn]) -> None:
        self.name_label.setText(title)
        self._source.columns = columns
        self.table.reload()
        self.copy_button.setEnabled(bool(columns))
        if columns:
            self.table.selectRow(0)

    def _on_row_activated(self, _key: str) -> None:
        self.copy()
