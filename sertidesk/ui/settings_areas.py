"""Wilayah: area data that the office brings itself, laid over the lists of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from sertidesk.domain.formatting import number
from sertidesk.services import area_files
from sertidesk.services.area_files import OwnAreaLine
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import Banner, EmptyState, button, column, label, row
from sertidesk.ui.kit.prompts import SPREADSHEETS
from sertidesk.ui.kit.table import Table, TableColumn

_KINDS = frozenset(("area",))
_NAMED = 3  # rows not taken that are told at once


class _OwnAreas:
    """The office's own areas as a table source; filtered here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: list[OwnAreaLine] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self._lines = [
            line
            for line in area_files.own(self._store)
            if all(
                text.casefold() in getattr(line, key).casefold() for key, text in filters.items()
            )
        ]
        return len(self._lines)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        lines = sorted(
            self._lines, key=lambda line: getattr(line, sort or "code"), reverse=descending
        )
        return [
            (line.id, line.code, line.name, line.postcode)
            for line in lines[offset : offset + limit]
        ]


class Section(QWidget):
    """What was imported, and the button that imports."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banner = Banner("areas_banner")
        self.table = Table(
            "areas_table",
            self.tr("Wilayah tambahan"),
            _OwnAreas(desk.store),
            [
                TableColumn("code", self.tr("Kode Kemendagri"), 150),
                TableColumn("name", self.tr("Nama"), 320),
                TableColumn("postcode", self.tr("Kode pos"), 100),
            ],
        )
        self.import_button = button(
            "areas_import", self.tr("Impor wilayah…"), self.bring_in, icon="upload", primary=True
        )
        self.remove_button = button(
            "areas_remove", self.tr("Hapus terpilih"), self.remove, icon="trash-2"
        )
        self.empty = EmptyState(
            self.tr("Belum ada wilayah tambahan"),
            self.tr(
                "Program sudah memuat provinsi sampai desa/kelurahan menurut kode Kemendagri. Bila "
                "ada desa baru atau nama yang berubah, impor daftarnya: kolom Kode, Nama, dan bila "
                "ada Kode Pos."
            ),
        )
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        head = row(
            label(self.tr("Wilayah tambahan"), "heading"), 1, self.remove_button, self.import_button
        )
        layout = column(head, self.banner)
        layout.addWidget(self.body, 1)
        self.setLayout(layout)
        self.table.selection_changed.connect(self._on_selection_changed)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the office's own areas anew."""
        if kinds is not None and not kinds & _KINDS:
            return
        self.table.reload()
        some = self.table.table_model.rowCount() or self.table.filters()
        self.body.setCurrentWidget(self.table if some else self.empty)
        self.remove_button.setVisible(bool(some))

    def bring_in(self) -> None:
        """Import a file; what was not taken is told row by row."""
        chosen = self._desk.prompts.open_files(self.tr("Impor wilayah"), SPREADSHEETS)
        if not chosen:
            return
        done = self._desk.do(area_files.bring_in, chosen[0])
        if done is None:
            return
        self.reload(None)
        taken = self.tr("{count} wilayah diimpor.").format(count=number(done.taken))
        self._desk.say(taken, "good", done.changes)
        self.banner.hide()
        if done.skipped:
            lines = [
                self.tr("{sheet} baris {row}: {reason}").format(
                    sheet=one.sheet, row=one.row, reason=one.reason
                )
                for one in done.skipped[:_NAMED]
            ]
            words = self.tr("{count} baris tidak diambil.").format(count=len(done.skipped))
            self.banner.say("\n".join((words, *lines)), "warn")

    def remove(self) -> None:
        """Take the selected areas out again."""
        chosen = self.table.selected_keys()
        changes = self._desk.do(area_files.remove, chosen) if chosen else None
        if changes is not None:
            words = self.tr("{count} wilayah dihapus.").format(count=len(chosen))
            self._desk.say(words, "good", changes)

    def _on_selection_changed(self) -> None:
        self.remove_button.setEnabled(bool(self.table.selected_keys()))
