"""What a recap will hold: its columns, what fills each, and how the first participants read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.services.recaps import PreviewColumn
from sertidesk.ui.kit.parts import button, label, row
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

SAMPLES = 2


class _Columns:
    """Columns of a recap as a table source."""

    def __init__(self) -> None:
        self.columns: Sequence[PreviewColumn] = ()

    def count(self, filters: Mapping[str, str]) -> int:
        return len(self.columns)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        return [
            (
                f"{column.sheet}|{place}",
                column.sheet,
                column.header,
                column.label,
                "wajib" if column.required else None,
                *(column.samples[n] if n < len(column.samples) else "" for n in range(SAMPLES)),
            )
            for place, column in enumerate(self.columns)
        ][offset : offset + limit]


class ColumnsPage(QWidget):
    """A page that shows the columns and leads back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recap_columns_page")
        self._source = _Columns()
        self.title_label = label("", "heading")
        self.note_label = label("", "muted")
        badges = {"wajib": (self.tr("wajib"), "accent")}
        self.table = Table(
            "recap_columns_table",
            self.tr("Kolom rekap"),
            self._source,
            [
                TableColumn("sheet", self.tr("Lembar"), 130),
                TableColumn("header", self.tr("Judul kolom"), 230),
                TableColumn("label", self.tr("Diisi dengan"), 210),
                TableColumn("required", "", 64, badges=badges),
                TableColumn("first", self.tr("Peserta pertama"), 200),
                TableColumn("second", self.tr("Peserta kedua"), 200),
            ],
            filters=False,
        )
        self.table.setSortingEnabled(False)
        self.back_button = button(
            "recap_columns_back", self.tr("Kembali"), self.left.emit, icon="arrow-left"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(row(self.back_button, self.title_label, self.note_label, 1))
        layout.addWidget(self.table, 1)

    def show_columns(self, title: str, columns: Sequence[PreviewColumn]) -> None:
        """Show the columns of a recap."""
        self._source.columns = columns
        self.title_label.setText(title)
        self.note_label.setText(self.tr("{count} kolom").format(count=len(columns)))
        self.table.reload()
