"""Kop surat: the letterheads that papers carry, each with its emblem."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from sertidesk.services import letterheads
from sertidesk.services.letterheads import OwnHead
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import text_field
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.record_section import RecordSection


class Section(RecordSection):
    """The letterheads, the fields of one, and the choice of its emblem."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            TableColumn("name", self.tr("Kop surat"), 150),
            TableColumn("office", self.tr("Instansi"), 280),
            TableColumn("address", self.tr("Alamat"), 240),
            TableColumn("contact", self.tr("Kontak"), 200),
            TableColumn("emblem", self.tr("Lambang"), 90),
        ]
        usual = self.tr("kosong: seperti di bagian Instansi")
        fields = [
            text_field("name", self.tr("Nama kop"), self.tr("misalnya Sekretariat")),
            text_field("government", self.tr("Pemerintah daerah"), usual),
            text_field("office", self.tr("Nama instansi atau bidang"), usual),
            text_field("address", self.tr("Alamat"), usual),
            text_field("phone", self.tr("Telepon"), usual),
            text_field("email", self.tr("Surel"), usual),
            text_field("website", self.tr("Laman"), usual),
            text_field("emblem", self.tr("Lambang (berkas PNG atau JPG)"), self.tr("tanpa")),
        ]
        super().__init__(
            desk,
            "letterhead",
            letterheads,
            self.tr("Kop surat"),
            columns,
            fields,
            EmptyState(
                self.tr("Belum ada kop surat sendiri"),
                self.tr(
                    "Cetakan memakai nama, alamat, dan kontak dari bagian Instansi, tanpa "
                    "lambang. Tambahkan kop di bawah untuk memberi lambang atau kop lain; yang "
                    "pertama dipakai, kecuali jenis dokumen memilih yang lain di bagian Kertas."
                ),
            ),
            filters=False,
        )
        self.table.setSortingEnabled(False)  # the first is the usual one
        self.emblem_button = button(
            "letterhead_emblem", self.tr("Pilih lambang…"), self.choose_emblem, icon="image"
        )
        self.head_actions.addWidget(self.emblem_button)

    @override
    def cells(self, record: OwnHead) -> tuple[Any, ...]:
        contact = " · ".join(filter(None, (record.phone, record.email, record.website)))
        emblem = self.tr("ada") if record.emblem else ""
        return (record.name, record.office, record.address, contact, emblem)

    @override
    def texts(self, record: OwnHead) -> dict[str, str]:
        emblem = letterheads.KEPT if record.emblem else ""
        return {**super().texts(record), "emblem": emblem}

    def choose_emblem(self) -> None:
        """Put the path of a picture into its field."""
        kinds = self.tr("Gambar (*.png *.jpg *.jpeg)")
        paths = self.desk.prompts.open_files(self.tr("Lambang kop surat"), kinds)
        if paths:
            self.fields["emblem"].set_text(str(paths[0]))
            self.fields["emblem"].editor.setFocus()
