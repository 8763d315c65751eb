"""LSP dan mitra: LSPs, test centres (TUK) and the civil registry the office works with."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services import organizations
from sertidesk.services.organizations import KIND_WORDS, Kind, Organization
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import choice_field, text_field
from sertidesk.ui.kit.parts import EmptyState, column
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.record_section import RecordSection

_BADGES = {
    str(Kind.LSP): (KIND_WORDS[Kind.LSP], "accent"),
    str(Kind.TEST_CENTRE): (KIND_WORDS[Kind.TEST_CENTRE], "good"),
    str(Kind.CIVIL_REGISTRY): (KIND_WORDS[Kind.CIVIL_REGISTRY], "plain"),
    str(Kind.OTHER): (KIND_WORDS[Kind.OTHER], "plain"),
}


class Section(RecordSection):
    """The organizations by kind and name, and the fields of one."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            TableColumn("name", self.tr("Nama"), 220),
            TableColumn("kind", self.tr("Jenis"), 100, badges=_BADGES),
            TableColumn("detail", self.tr("Lisensi / kapasitas"), 140),
            TableColumn("contact", self.tr("Narahubung"), 140),
            TableColumn("phone", self.tr("Telepon"), 110),
            TableColumn("address", self.tr("Alamat"), 200),
        ]
        fields = [
            text_field("name", self.tr("Nama")),
            choice_field("kind", self.tr("Jenis"), list(KIND_WORDS.items())),
            text_field("licence", self.tr("Nomor lisensi BNSP (boleh kosong)")),
            text_field("capacity", self.tr("Kapasitas (boleh kosong)"), self.tr("jumlah peserta")),
            text_field("address", self.tr("Alamat (boleh kosong)")),
            text_field("contact", self.tr("Narahubung (boleh kosong)")),
            text_field("phone", self.tr("Telepon (boleh kosong)")),
            text_field("email", self.tr("Surel (boleh kosong)")),
            text_field("notes", self.tr("Catatan (boleh kosong)")),
        ]
        super().__init__(
            desk,
            "organization",
            organizations,
            self.tr("LSP dan mitra"),
            columns,
            fields,
            EmptyState(
                self.tr("Belum ada LSP atau mitra"),
                self.tr(
                    "Catat LSP, tempat uji (TUK), dan Disdukcapil di bawah. Namanya ditawarkan "
                    "saat mengisi kegiatan; nama baru yang diketik di kegiatan masuk ke sini."
                ),
            ),
        )
        self.fields["kind"].edited.connect(self._on_kind_chosen)

    @override
    def cells(self, record: Organization) -> tuple[Any, ...]:
        seats = self.tr("{seats} peserta").format(seats=record.capacity) if record.capacity else ""
        return (
            record.name, str(record.kind), record.licence or seats, record.contact, record.phone,
            record.address,
        )  # fmt: skip

    @override
    def change(self, record_id: str) -> None:
        super().change(record_id)
        self._fit_to_kind()

    @override
    def clear(self) -> None:
        super().clear()
        self.fields["kind"].set_text(str(Kind.LSP))
        self._fit_to_kind()

    @override
    def places(self) -> list[QWidget]:
        """Let licence and capacity share a place: an organization has one of them at most."""
        shared = QWidget()
        shared.setLayout(column(self.fields["licence"], self.fields["capacity"], spacing=0))
        others = [field for key, field in self.fields.items() if key not in ("licence", "capacity")]
        return [*others[:2], shared, *others[2:]]

    def _fit_to_kind(self) -> None:
        kind = self.fields["kind"].text()
        self.fields["licence"].setVisible(kind == Kind.LSP)
        self.fields["capacity"].setVisible(kind == Kind.TEST_CENTRE)

    def _on_kind_chosen(self, _key: str) -> None:
        self._fit_to_kind()
