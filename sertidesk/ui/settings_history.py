"""Riwayat perubahan: who did what and when, found by words or person, with its details and undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from sertidesk.domain import formatting
from sertidesk.services import history_lists
from sertidesk.services.history_lists import Detail
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

_BADGES = {
    "undone": ("dibatalkan", "warn"),
    "undo": ("pembatalan", "accent"),
    "event": ("pemulihan", "accent"),
}


class _Sets:
    """The use cases as a table source."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.words = ""

    def count(self, filters: Mapping[str, str]) -> int:
        return history_lists.count(self._desk.store, self.words)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = history_lists.lines(self._desk.store, self.words, offset, limit)
        return [
            (
                line.id,
                formatting.moment(line.at),
                line.label,
                line.actor,
                line.changes,
                None if line.state == "done" else line.state,  # the usual needs no badge
            )
            for line in found
        ]


class _Details:
    """What the chosen use case changed, as a table source."""

    def __init__(self) -> None:
        self.details: list[Detail] = []

    def count(self, filters: Mapping[str, str]) -> int:
        return len(self.details)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        return [
            (
                str(number),
                f"{one.thing} · {one.owner}" if one.owner else one.thing,
                one.field or "(ditambahkan)",
                one.before,
                one.after,
            )
            for number, one in enumerate(self.details[offset : offset + limit], start=offset)
        ]


class Section(QWidget):
    """The list above, what the chosen line changed below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search_edit = named(QLineEdit(), "history_search", self.tr("Cari dalam riwayat"))
        self.search_edit.setPlaceholderText(
            self.tr("Cari nama orang, NIK, petugas, atau kata dalam riwayat…")
        )
        self.search_edit.setClearButtonEnabled(True)
        self.undo_button = button(
            "history_undo", self.tr("Batalkan perubahan ini"), self.undo, icon="undo-2"
        )
        self.source, self._details = _Sets(desk), _Details()
        self.table = Table(
            "history_table",
            self.tr("Riwayat perubahan"),
            self.source,
            [
                TableColumn("at", self.tr("Waktu"), 130),
                TableColumn("label", self.tr("Yang dilakukan"), 380),
                TableColumn("actor", self.tr("Petugas"), 110),
                TableColumn(
                    "changes", self.tr("Isian"), 70, show=formatting.number, align_right=True
                ),
                TableColumn("state", self.tr("Status"), 120, badges=_BADGES),
            ],
            filters=False,
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setSortingEnabled(False)  # the newest first: nothing else makes sense here
        self.detail_label = label("", "muted")
        self.detail_table = Table(
            "history_details",
            self.tr("Rincian perubahan"),
            self._details,
            [
                TableColumn("thing", self.tr("Data"), 250),
                TableColumn("field", self.tr("Isian"), 160),
                TableColumn("before", self.tr("Sebelum"), 200),
                TableColumn("after", self.tr("Sesudah"), 200),
            ],
            filters=False,
        )
        self.detail_table.setSortingEnabled(False)
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._build()
        # Signals of this section, in one place.
        self.search_edit.textChanged.connect(self._on_search_edited)
        self._typing.timeout.connect(self._on_typing_paused)
        self.table.selection_changed.connect(self._on_selection_changed)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the newest history; every change makes some."""
        self.table.reload()
        if self.table.current_key() is None and self.table.table_model.rowCount():
            self.table.selectRow(0)
        self._on_selection_changed()

    def undo(self) -> None:
        """Take the chosen use case back."""
        key = self.table.current_key()
        if key is not None:
            self._desk.undo(key)

    def _build(self) -> None:
        below = QWidget()
        below.setLayout(column(self.detail_label, self.detail_table, spacing=SPACE))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        head = row(self.search_edit, self.undo_button)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)

    def _on_search_edited(self, _text: str) -> None:
        self._typing.start()

    def _on_typing_paused(self) -> None:
        self.source.words = self.search_edit.text()
        self.reload()

    def _on_selection_changed(self) -> None:
        key, index = self.table.current_key(), self.table.currentIndex()
        line = self.table.table_model.row(index.row()) if index.isValid() else None
        if key is None or line is None:
            self._details.details = []
            self.undo_button.setEnabled(False)
            self.detail_label.setText(
                self.tr("Tidak ada yang cocok.")
                if self.source.words
                else self.tr("Belum ada riwayat.")
            )
        else:
            self._details.details = history_lists.details(self._desk.store, key)
            self.undo_button.setEnabled(line[-1] in (None, "undo"))
            shown, changed = len(self._details.details), int(line[4])
            words = self.tr("Rincian: {label}").format(label=line[2])
            if changed > shown and shown >= 200:
                words = self.tr("Rincian: {label} ({shown} isian pertama dari {all})").format(
                    label=line[2], shown=shown, all=formatting.number(changed)
                )
            self.detail_label.setText(words)
        self.detail_table.reload()
