"""What an official record says: number, day, place, LSP, scheme, signers, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from sertidesk.domain.assessment import DECISIONS
from sertidesk.services import official_record
from sertidesk.services.official_record import Record
from sertidesk.ui.kit.form import (
    DateField,
    complete,
    long_field,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.number_field import NumberField
from sertidesk.ui.kit.parts import column, label
from sertidesk.ui.kit.sides import FieldsSide
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_PLACES = {  # row, column, how many columns wide
    "number": (0, 0, 2), "date": (0, 2, 2), "place": (0, 4, 2),
    "lsp": (1, 0, 2), "test_centre": (1, 2, 2), "standard": (1, 4, 2),
    "scheme": (2, 0, 6),
    "witness": (3, 0, 3), "witness_position": (3, 3, 3),
    "closing": (4, 0, 6),
}  # fmt: skip


class FactsSide(FieldsSide):
    """What the record says."""

    first = "number"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "record_facts", self.tr("Isi berita acara"))
        fields = (
            NumberField("number", self.tr("Nomor"), self.tr("misalnya BA-UJI/1/2026")),
            DateField("date", self.tr("Tanggal"), desk.store.today()),
            text_field("place", self.tr("Bertempat di")),
            text_field("lsp", self.tr("LSP")),
            text_field("test_centre", self.tr("TUK")),
            text_field("standard", self.tr("SKKNI/standar"), self.tr("boleh kosong")),
            text_field("scheme", self.tr("Skema/jabatan kerja")),
            text_field("witness", self.tr("Penandatangan kedua"), self.tr("yang mengetahui")),
            text_field("witness_position", self.tr("Jabatannya"), self.tr("kosong: Kepala TUK")),
            long_field("closing", self.tr("Kalimat penutup"), 2),
        )
        self.summary_label = label("", "muted", wrap=True)
        self.summary_label.setObjectName("record_summary")
        fields_part = self.make_grid(fields, _PLACES)
        layout = column(scrolled(self.summary_label, fields_part))
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)

    def offer(self, names: Sequence[str], centres: Sequence[str], bodies: Sequence[str]) -> None:
        """Offer these while typing."""
        complete(self.fields["witness"], names)
        complete(self.fields["lsp"], bodies)
        for key in ("place", "test_centre"):
            complete(self.fields[key], centres)

    @override
    def show_entry(self, entry: Any) -> None:
        super().show_entry(entry)
        self.summary_label.setText(self._summary(entry) if entry is not None else "")

    @override
    def value(self, entry: Any, key: str) -> Any:
        return entry.day if key == "date" else super().value(entry, key)

    @override
    def save(self, entry_id: str, values: Mapping[str, Any]) -> Any:
        return self.desk.do(official_record.edit, entry_id, values)

    def _summary(self, one: Record) -> str:
        told = [self.tr("{count} peserta").format(count=len(one.entries))]
        counts = one.counts
        told += [f"{counts.get(key, 0)} {word.lower()}" for key, word in DECISIONS.items()]
        if counts.get(None, 0):
            told.append(self.tr("{count} belum diputus").format(count=counts[None]))
        named = ", ".join(
            f"{name} ({number})" if number else name for name, number in one.assessors
        )
        whom = self.tr("Asesor: {names}").format(
            names=named or self.tr("belum ada – isi di Jadwal atau Asesmen")
        )
        return f"{' · '.join(told)}\n{whom}"

    @override
    def take_number(self) -> None:
        if self.entry is not None:
            changes = self.desk.do(official_record.take_number, self.entry.id)
            self.tell(changes, self.tr("Berita acara bernomor dari register."))
