"""Kantor: who the office is, as letters and recaps print it. Saved when a field is left."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.domain import emails, portal
from sertidesk.services import organizations, settings
from sertidesk.services.organizations import Kind
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import (
    FormField,
    choice_field,
    complete,
    long_field,
    scrolled,
    section,
    text_field,
)

ZONES = (("WIB", "WIB (Jawa, Sumatra, Kalbar, Kalteng)"), ("WITA", "WITA"), ("WIT", "WIT"))
_KINDS = frozenset(("setting", "organization"))
_LEAST_LIMIT = 50  # kilobytes; below that no scan is legible
_REGENCY = re.compile(r"\d{2}\.\d{2}")


class Section(QWidget):
    """The office's name, address and place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        identity = [
            text_field(
                "office_government",
                self.tr("Pemerintah daerah"),
                self.tr("Pemerintah Kabupaten Kotawaringin Barat"),
            ),
            text_field(
                "office_name",
                self.tr("Nama instansi"),
                self.tr("Dinas Pekerjaan Umum dan Penataan Ruang"),
            ),
            long_field("office_address", self.tr("Alamat"), 2),
            text_field(
                "office_place", self.tr("Tempat surat ditandatangani"), self.tr("Pangkalan Bun")
            ),
        ]
        contact = [
            text_field("office_phone", self.tr("Telepon")),
            text_field("office_email", self.tr("Surel")),
            text_field("office_website", self.tr("Laman")),
        ]
        place = [
            text_field("office_regency", self.tr("Kode kabupaten/kota (Kemendagri)"), "62.01"),
            choice_field("time_zone", self.tr("Zona waktu"), ZONES),
            text_field("civil_registry", self.tr("Nama Disdukcapil dalam surat")),
        ]
        portals = [
            text_field("portal_file_pattern", self.tr("Nama berkas unggahan"), "{nik}_{jenis}"),
            text_field("portal_file_limit", self.tr("Batas ukuran berkas (kB)"), "2000"),
        ]
        self.fields: dict[str, FormField] = {
            field.key: field for field in (*identity, *contact, *place, *portals)
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            scrolled(
                section(self.tr("Identitas instansi"), identity),
                section(self.tr("Kontak"), contact, 3),
                section(self.tr("Wilayah dan surat"), place),
                section(self.tr("Bundel unggah ke portal"), portals),
            )
        )
        # Signals of this section, in one place.
        for field in self.fields.values():
            field.left.connect(self._on_field_left)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show what is saved, leaving the field alone in which someone types."""
        if kinds is not None and not kinds & _KINDS:
            return
        known = organizations.names(self._desk.store, Kind.CIVIL_REGISTRY)
        complete(self.fields["civil_registry"], known)
        values = settings.get_all(self._desk.store)
        for key, field in self.fields.items():
            if not field.editor.hasFocus():
                field.set_text(str(values[key] or ""))

    def _on_field_left(self, key: str) -> None:
        field = self.fields[key]
        fault = self._fault_of(key, field.text())
        field.say(fault, "error" if fault else "")
        if fault:
            return
        changes = self._desk.do(settings.put, {key: field.text()})
        if changes is not None and changes.kinds:
            self._desk.say(self.tr("{field} disimpan.").format(field=field.title), "good", changes)

    def _fault_of(self, key: str, text: str) -> str:
        if not text:
            return ""
        if key == "office_email" and not emails.is_address(text):
            return self.tr("Alamat surel belum lengkap. Contoh: dpupr@contoh.go.id.")
        if key == "office_regency" and not _REGENCY.fullmatch(text):
            return self.tr("Kode terdiri dari dua angka, titik, dua angka. Contoh: 62.01.")
        if key == "portal_file_pattern":
            return portal.refuse_pattern(text)
        if key == "portal_file_limit" and not (text.isdecimal() and int(text) >= _LEAST_LIMIT):
            return self.tr("Tulis bilangan mulai dari {least}, misalnya 2000 untuk 2 MB.").format(
                least=_LEAST_LIMIT
            )
        return ""
