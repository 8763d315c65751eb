"""The document of an SOP: its names, office, approver, dates, and the boxes of its cover sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.domain.procedure import Procedure
from sertidesk.ui.kit.form import FormField, long_field, scrolled, section, text_field
from sertidesk.ui.kit.parts import named
from sertidesk.ui.procedure_words import lines_of, set_fields_read_only

_OWN = ("name", "code", "title", "subtitle", "kind", "number_label", "number", "fee")
_OFFICE = ("government", "name", "unit", "address", "postcode", "website")
_APPROVER = ("position", "name", "rank", "nip")
_LISTS = (
    "products", "legal_basis", "qualifications", "related", "equipment", "warnings", "recording",
    "notes",
)  # fmt: skip


class HeadTab(QWidget):
    """Fields in sections; lists have one entry a line."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "procedure_head", self.tr("Dokumen SOP"))
        titles = {
            "name": self.tr("Nama di daftar"),
            "code": self.tr("Kode (huruf kecil, angka, tanda hubung)"),
            "title": self.tr("Judul"),
            "subtitle": self.tr("Judul tabel"),
            "kind": self.tr("Jenis dokumen"),
            "number_label": self.tr("Sebutan nomor, mis. Nomor SOP"),
            "number": self.tr("Nomor"),
            "fee": self.tr("Biaya"),
            "office_government": self.tr("Pemerintah daerah"),
            "office_name": self.tr("Instansi"),
            "office_unit": self.tr("Bidang"),
            "office_address": self.tr("Alamat"),
            "office_postcode": self.tr("Kode pos"),
            "office_website": self.tr("Laman"),
            "approver_position": self.tr("Jabatan"),
            "approver_name": self.tr("Nama dengan gelar"),
            "approver_rank": self.tr("Pangkat"),
            "approver_nip": self.tr("NIP"),
        }
        self.fields: dict[str, FormField] = {
            key: text_field(f"procedure_{key}", title) for key, title in titles.items()
        }
        lists = {
            "products": self.tr("Produk layanan"),
            "legal_basis": self.tr("Dasar hukum"),
            "qualifications": self.tr("Kualifikasi pelaksana"),
            "related": self.tr("Keterkaitan"),
            "equipment": self.tr("Peralatan dan perlengkapan"),
            "warnings": self.tr("Peringatan"),
            "recording": self.tr("Pencatatan dan pendataan"),
            "notes": self.tr("Catatan tentang dokumen"),
        }
        for key, title in lists.items():
            self.fields[key] = long_field(f"procedure_{key}", title, 3)
        area = scrolled(
            section(self.tr("Pokok"), [self.fields[key] for key in _OWN]),
            section(self.tr("Instansi"), [self.fields[f"office_{key}"] for key in _OFFICE]),
            section(
                self.tr("Yang mengesahkan"), [self.fields[f"approver_{key}"] for key in _APPROVER]
            ),
            section(
                self.tr("Kotak lembar depan (satu baris satu isi)"),
                [self.fields[key] for key in _LISTS],
            ),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        # Connected signals
        for field in self.fields.values():
            field.edited.connect(lambda _key: self.edited.emit())

    def show_procedure(self, procedure: Procedure) -> None:
        """Show what the document says of itself."""
        for key, text in _texts(procedure).items():
            self.fields[key].set_text(text)

    def taken_over(self, procedure: Procedure) -> Procedure:
        """Return the procedure with what is typed here."""
        said = {key: field.text() for key, field in self.fields.items()}
        office: dict[str, Any] = {key: said[f"office_{key}"] for key in _OFFICE}
        approver: dict[str, Any] = {key: said[f"approver_{key}"] for key in _APPROVER}
        values: dict[str, Any] = {key: said[key] for key in _OWN}
        values |= {key: lines_of(said[key], getattr(procedure, key)) for key in _LISTS}
        values["office"] = replace(procedure.office, **office)
        values["approver"] = replace(procedure.approver, **approver)
        return replace(procedure, **values)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read and nothing be changed."""
        set_fields_read_only(self.fields.values(), read_only)


def _texts(procedure: Procedure) -> Mapping[str, str]:
    return {
        **{key: str(getattr(procedure, key)) for key in _OWN},
        **{key: "\n".join(getattr(procedure, key)) for key in _LISTS},
        **{f"office_{key}": str(getattr(procedure.office, key)) for key in _OFFICE},
        **{f"approver_{key}": str(getattr(procedure.approver, key)) for key in _APPROVER},
    }
