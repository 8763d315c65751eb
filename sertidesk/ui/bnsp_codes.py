"""The codes that the BNSP sheet asks for: the same for every row, and one for each education."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.domain.education import EDUCATION_LEVELS
from sertidesk.services import settings
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import FormField, scrolled, section, text_field
from sertidesk.ui.kit.parts import button, label, named, row
from sertidesk.ui.kit.theme import SPACE


class CodesPage(QWidget):
    """A page that keeps the codes; what is left empty stays a blank cell."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "bnsp_codes", self.tr("Kode lembar BNSP"))
        self._desk = desk
        self._shared: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("bnsp_job_code", self.tr("Kode pekerjaan")),
                text_field("bnsp_budget_code", self.tr("Kode sumber anggaran")),
                text_field("bnsp_ministry_code", self.tr("Kode kementerian")),
            )
        }
        self._education: dict[str, FormField] = {
            level: text_field(f"bnsp_education_{level.replace(' ', '_').lower()}", level)
            for level in EDUCATION_LEVELS
        }
        self.save_button = button(
            "bnsp_save", self.tr("Simpan kode"), self.save, icon="save", primary=True
        )
        back = button("bnsp_back", self.tr("Kembali"), self.left.emit, icon="arrow-left")
        told = label(
            self.tr(
                "Kode mengikuti petunjuk BNSP atau LSP Anda. Yang tidak diisi menjadi sel kosong."
            ),
            "muted",
            wrap=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(row(back, 1, self.save_button))
        layout.addWidget(told)
        layout.addWidget(
            scrolled(
                section(
                    self.tr("Sama untuk semua peserta"), list(self._shared.values()), columns=3
                ),
                section(self.tr("Kode pendidikan"), list(self._education.values()), columns=4),
            ),
            1,
        )

    def reload(self) -> None:
        """Show the codes that are kept."""
        chosen = settings.get_all(self._desk.store)
        for key, field in self._shared.items():
            field.set_text(str(chosen[key]))
        codes = chosen["bnsp_education_codes"]
        for level, field in self._education.items():
            field.set_text(str(codes.get(level, "")) if isinstance(codes, dict) else "")

    def save(self) -> None:
        """Keep the codes."""
        values: dict[str, object] = {key: field.text() for key, field in self._shared.items()}
        values["bnsp_education_codes"] = {
            level: field.text() for level, field in self._education.items() if field.text()
        }
        changes = self._desk.do(settings.put, values)
        if changes is not None:
            self._desk.say(self.tr("Kode BNSP disimpan."), undo=changes)
            self.left.emit()
