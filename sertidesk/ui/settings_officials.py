"""Pejabat: who the office's officials are, as papers print them; the first head signs."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from sertidesk.domain import nip
from sertidesk.services import officials
from sertidesk.services.officials import Official
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import text_field
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.record_section import RecordSection

_SIGNS = {True: ("menandatangani", "accent")}


class Section(RecordSection):
    """The officials in their order, and the fields of one."""

    def __init__(self, desk: Desk) -> None:
        self._signer_id = ""
        columns = [
            TableColumn("name", self.tr("Nama"), 200),
            TableColumn("position", self.tr("Jabatan"), 210),
            TableColumn("rank", self.tr("Pangkat"), 140),
            TableColumn("nip", self.tr("NIP"), 156, show=nip.show),
            TableColumn("phone", self.tr("Telepon"), 112),
            TableColumn("signs", self.tr("Surat"), 124, badges=_SIGNS),
        ]
        fields = [
            text_field("name", self.tr("Nama dengan gelar"), self.tr("seperti dicetak di surat")),
            text_field("position", self.tr("Jabatan"), self.tr("misalnya Kepala Dinas")),
            text_field("rank", self.tr("Pangkat (boleh kosong)"), self.tr("misalnya Pembina")),
            text_field("nip", self.tr("NIP (boleh kosong)"), self.tr("18 angka")),
            text_field("phone", self.tr("Telepon (boleh kosong)")),
        ]
        super().__init__(
            desk,
            "official",
            officials,
            self.tr("Pejabat"),
            columns,
            fields,
            EmptyState(
                self.tr("Belum ada pejabat"),
                self.tr(
                    "Tambahkan Kepala Dinas di bawah: surat dan daftar dicetak dengan nama, "
                    "pangkat, dan NIP-nya. Tanpa itu, tempat nama dikosongkan."
                ),
            ),
            filters=False,
        )
        self.table.setSortingEnabled(False)  # the order means something
        self.up_button = button(
            "official_up", self.tr("Naik"), self.move_up, icon="chevron-up",
            tip=self.tr("Kepala Dinas teratas menandatangani surat (Alt+panah atas)"),
        )  # fmt: skip
        self.down_button = button(
            "official_down", self.tr("Turun"), self.move_down, icon="chevron-down",
            tip=self.tr("Kepala Dinas teratas menandatangani surat (Alt+panah bawah)"),
        )  # fmt: skip
        self.head_actions.addWidget(self.up_button)
        self.head_actions.addWidget(self.down_button)
        self.on_key("Alt+Up", self.move_up)
        self.on_key("Alt+Down", self.move_down)

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        signer = officials.head(self.desk.store)
        self._signer_id = signer.id if signer else ""
        super().reload(kinds)
        for made in (self.up_button, self.down_button):
            made.setVisible(len(self.records) > 1)

    @override
    def cells(self, record: Official) -> tuple[Any, ...]:
        signs = record.id == self._signer_id or None
        return (record.name, record.position, record.rank, record.nip, record.phone, signs)

    @override
    def texts(self, record: Official) -> dict[str, str]:
        return {**super().texts(record), "nip": nip.show(record.nip)}

    @override
    def judge(self, key: str) -> None:
        if key != "nip":
            return
        field = self.fields["nip"]
        read = nip.read(field.text(), self.desk.store.today())
        if read.number:
            field.set_text(nip.show(read.number))
        found = read.findings[0] if read.findings else None
        field.say(found.message if found else "", str(found.severity) if found else "")

    def move_up(self) -> None:
        """Move the selected official up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the selected official down."""
        self._move(1)

    @override
    def on_selection_changed(self) -> None:
        super().on_selection_changed()
        chosen = self.table.selected_keys()
        place = list(self.records).index(chosen[0]) if len(chosen) == 1 else None
        self.up_button.setEnabled(place is not None and place > 0)
        self.down_button.setEnabled(place is not None and place < len(self.records) - 1)

    def _move(self, by: int) -> None:
        chosen = self.table.selected_keys()
        if len(chosen) != 1:
            return
        changes = self.desk.do(officials.move, chosen[0], by)
        if changes is None or not changes.kinds:
            return
        words = self.tr("Urutan diubah: {name}.").format(name=self.records[chosen[0]].name)
        self.desk.say(words, "good", changes)
