"""Jabatan kerja: the occupations that the office adds to the catalogue of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import LEVELS
from sertidesk.services import occupations
from sertidesk.services.occupations import OwnOccupation
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import FormField, choice_field, section, text_field
from sertidesk.ui.kit.parts import Banner, EmptyState, button, column, label, row
from sertidesk.ui.kit.table import Table, TableColumn

_KINDS = frozenset(("occupation",))


class _OwnOccupations:
    """The office's own occupations as a table source; few, so they are filtered here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: list[OwnOccupation] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self._lines = [
            line
            for line in occupations.own(self._store)
            if all(
                text.casefold() in str(getattr(line, key)).casefold()
                for key, text in filters.items()
            )
        ]
        return len(self._lines)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        lines = sorted(
            self._lines, key=lambda line: getattr(line, sort or "name"), reverse=descending
        )
        return [
            (
                line.id,
                line.name,
                line.level,
                line.code,
                line.qualification,
                line.subclassification,
                line.decree,
            )
            for line in lines[offset : offset + limit]
        ]


class Section(QWidget):
    """The list, and below it the fields of the one that is added or changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._changing: str | None = None  # the occupation in the fields; None for a new one
        self.banner = Banner("catalogue_banner")
        self.table = Table(
            "catalogue_table",
            self.tr("Jabatan kerja tambahan"),
            _OwnOccupations(desk.store),
            [
                TableColumn("name", self.tr("Jabatan kerja"), 260),
                TableColumn("level", self.tr("Jenjang"), 70, align_right=True),
                TableColumn("code", self.tr("Kode"), 100),
                TableColumn("qualification", self.tr("Kualifikasi"), 120),
                TableColumn("subclassification", self.tr("Subklasifikasi"), 150),
                TableColumn("decree", self.tr("Dasar"), 140),
            ],
        )
        catalogue = occupations.catalogue(desk.store)
        parts = [part.name for one in catalogue.classifications for part in one.subclassifications]
        made: list[FormField] = [
            text_field("name", self.tr("Jabatan kerja"), self.tr("seperti di SK jabatan kerja")),
            choice_field(
                "level", self.tr("Jenjang"), [(str(level), str(level)) for level in LEVELS]
            ),
            text_field("code", self.tr("Kode (boleh kosong)"), self.tr("misalnya SI013070")),
            text_field(
                "subclassification", self.tr("Subklasifikasi (boleh kosong)"), choices=parts
            ),
            text_field("decree", self.tr("Dasar (boleh kosong)"), self.tr("nomor SK atau skema")),
        ]
        self.fields = {field.key: field for field in made}
        self.save_button = button(
            "catalogue_save", self.tr("Tambah"), self.save, icon="plus", primary=True
        )
        self.new_button = button("catalogue_new", self.tr("Batal ubah"), self.clear)
        self.remove_button = button(
            "catalogue_remove", self.tr("Hapus terpilih"), self.remove, icon="trash-2"
        )
        self.empty = EmptyState(
            self.tr("Belum ada jabatan kerja tambahan"),
            self.tr(
                "Program sudah memuat jabatan kerja yang berlaku dan nama lamanya. Tambahkan di "
                "bawah bila LSP memakai jabatan yang belum ada."
            ),
        )
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        layout = column(
            row(label(self.tr("Jabatan kerja tambahan"), "heading"), 1, self.remove_button),
            self.banner,
        )
        layout.addWidget(self.body, 1)
        layout.addWidget(section(self.tr("Tambah atau ubah"), made, columns=3))
        layout.addLayout(row(1, self.new_button, self.save_button))
        self.setLayout(layout)
        self.clear()
        # Signals of this section, in one place.
        self.table.row_activated.connect(self.change)
        self.table.selection_changed.connect(self._on_selection_changed)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the office's own occupations anew."""
        if kinds is not None and not kinds & _KINDS:
            return
        self.table.reload()
        some = self.table.table_model.rowCount() or self.table.filters()
        self.body.setCurrentWidget(self.table if some else self.empty)
        self.remove_button.setVisible(bool(some))

    def change(self, occupation_id: str) -> None:
        """Put one occupation into the fields, to be changed."""
        found = next(
            (one for one in occupations.own(self._desk.store) if one.id == occupation_id), None
        )
        if found is None:
            return
        self._changing = occupation_id
        for key, field in self.fields.items():
            field.set_text(str(getattr(found, key)))
        self.save_button.setText(self.tr("Simpan perubahan"))
        self.new_button.show()
        self.fields["name"].editor.setFocus()

    def clear(self) -> None:
        """Empty the fields for a new occupation."""
        self._changing = None
        for field in self.fields.values():
            field.set_text("")
        self.save_button.setText(self.tr("Tambah"))
        self.new_button.hide()
        self.banner.hide()

    def save(self) -> None:
        """Add or change what is typed; a refusal stays in the page with everything typed."""
        texts: dict[str, object] = {key: field.text() for key, field in self.fields.items()}
        level = str(texts["level"])
        texts["level"] = int(level) if level else None
        try:
            if self._changing is None:
                changes = occupations.add(self._desk.store, texts)
            else:
                changes = occupations.change(self._desk.store, self._changing, texts)
        except UserError as error:
            self.banner.say(str(error), "bad")
            return
        self.clear()
        self._desk.changed.emit(changes.kinds)
        words = self.tr("Jabatan kerja “{name}” disimpan.").format(name=texts["name"])
        self._desk.say(words, "good", changes)

    def remove(self) -> None:
        """Take the selected occupation out again."""
        chosen = self.table.selected_keys()
        for key in chosen:
            changes = self._desk.do(occupations.remove, key)
            if changes is not None:
                self._desk.say(self.tr("Jabatan kerja dihapus."), "good", changes)
        self.clear()

    def _on_selection_changed(self) -> None:
        self.remove_button.setEnabled(len(self.table.selected_keys()) == 1)
