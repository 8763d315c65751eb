"""Kertas: what the office prints on, and the margins of each kind of paper."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sertidesk.domain import page_setup as rules
from sertidesk.domain import signing
from sertidesk.domain.errors import UserError
from sertidesk.services import letterheads, officials, page_setup, settings
from sertidesk.services.page_setup import KindSetup
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import FormField, choice_field, scrolled, section, text_field

PAPERS = (
    ("f4", "F4 (215 × 330 mm)"),
    ("a4", "A4 (210 × 297 mm)"),
    (rules.CUSTOM, "Ukuran lain"),
)
_KIND = "paper_kind"
_OWN = ("margins", "orientation", "letterhead", "signer", "signs_as", "knower")


class Section(QWidget):
    """The office's paper, its printer, and what one kind of paper has of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        kinds = _kinds()
        self._titles = dict(kinds)
        paper = [
            choice_field("paper", self.tr("Kertas cetakan"), PAPERS),
            text_field("paper_size", self.tr("Ukuran lain, lebar × tinggi (mm)"), "216 × 330"),
            text_field("shift_right", self.tr("Geser cetakan ke kanan (mm)"), "0"),
            text_field("shift_down", self.tr("Geser cetakan ke bawah (mm)"), "0"),
            choice_field(
                "duplex_margins",
                self.tr("Cetak bolak-balik"),
                (
                    ("", self.tr("Margin sama di setiap halaman")),
                    ("1", self.tr("Margin dalam bergantian kiri dan kanan")),
                ),
            ),
        ]
        own = [
            choice_field(_KIND, self.tr("Jenis dokumen"), kinds),
            choice_field(
                "orientation",
                self.tr("Arah kertas"),
                (
                    ("", self.tr("Seperti biasa")),
                    (page_setup.STANDING, self.tr("Tegak")),
                    (page_setup.LYING, self.tr("Mendatar")),
                ),
            ),
            choice_field("letterhead", self.tr("Kop surat"), ()),
            choice_field("signer", self.tr("Penanda tangan"), ()),
            choice_field(
                "signs_as",
                self.tr("Menandatangani sebagai"),
                tuple((key, self.tr(words)) for key, words in signing.WAYS.items()),
            ),
            choice_field("knower", self.tr("Mengetahui"), ()),
            text_field(
                "margins",
                self.tr("Margin (mm): atas kanan bawah kiri"),
                self.tr("seperti biasa"),
            ),
        ]
        for field in own:
            if isinstance(field.editor, QComboBox):  # a long name widens no window
                policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                field.editor.setSizeAdjustPolicy(policy)
                field.editor.setMinimumContentsLength(18)
        self._own = frozenset(field.key for field in own)
        self.fields: dict[str, FormField] = {field.key: field for field in (*paper, *own)}
        self.fields[_KIND].set_text(kinds[0][0])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            scrolled(
                section(self.tr("Kertas dan pencetak"), paper),
                section(self.tr("Menurut jenis dokumen"), own),
            )
        )
        # Signals of this section, in one place.
        for field in self.fields.values():
            field.left.connect(self._on_field_left)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show what is saved, leaving the field alone in which someone types."""
        if kinds is not None and not kinds & {"setting", "letterhead", "official"}:
            return
        values: dict[str, Any] = settings.get_all(self._desk.store)
        values["duplex_margins"] = "1" if values["duplex_margins"] else ""
        for key, field in self.fields.items():
            if key not in self._own and not field.editor.hasFocus():
                field.set_text(str(values[key] or ""))
        self._show_kind()

    def _show_kind(self) -> None:
        kind = self.fields[_KIND].text()
        chosen = page_setup.of_kind(self._desk.store, kind)
        self._offer_letterheads()
        self._offer_officials()
        for key in _OWN:
            field = self.fields[key]
            # What is being typed stays; a choice was saved when it was made.
            if key != "margins" or not field.editor.hasFocus():
                field.set_text(getattr(chosen, key))
                field.say("")
        self.fields["orientation"].setEnabled(kind in page_setup.TURNABLE)
        for key in ("signer", "signs_as", "knower"):
            self.fields[key].setEnabled(kind in page_setup.SIGNED)

    def _offer_letterheads(self) -> None:
        box = self.fields["letterhead"].editor
        box.clear()
        box.addItem(self.tr("Kop pertama, atau dari bagian Instansi"), "")
        for one in letterheads.listing(self._desk.store):
            box.addItem(one.name, one.id)
        box.addItem(self.tr("Tanpa kop: kertas sudah berkop"), page_setup.PREPRINTED)

    def _offer_officials(self) -> None:
        known = officials.listing(self._desk.store)
        usual = {
            "signer": self.tr("Kepala Dinas teratas di bagian Pejabat"),
            "knower": self.tr("Tidak ada"),
        }
        for key, words in usual.items():
            box = self.fields[key].editor
            box.clear()
            box.addItem(words, "")
            for one in known:
                box.addItem(f"{one.name}, {one.position}", one.id)

    def _on_field_left(self, key: str) -> None:
        if key == _KIND:
            self._show_kind()
            return
        field = self.fields[key]
        kind = self.fields[_KIND].text()
        try:
            if key in self._own:
                chosen = KindSetup(**{name: self.fields[name].text() for name in _OWN})
                changes = page_setup.set_kind(self._desk.store, kind, chosen)
            elif key == "duplex_margins":
                changes = settings.put(self._desk.store, {key: bool(field.text())})
            else:
                changes = page_setup.put(self._desk.store, key, field.text())
        except UserError as error:
            field.say(str(error), "error")
            return
        field.say("")
        self._desk.changed.emit(changes.kinds)
        if changes.kinds:
            of = f": {self._titles[kind]}" if key in self._own else ""
            words = self.tr("{field} disimpan{of}.").format(field=field.title, of=of)
            self._desk.say(words, "good", changes)


def _kinds() -> list[tuple[str, str]]:
    """Return the kinds that have a set-up of their own, with their titles."""
    from sertidesk.services import printing  # every paper's code: only when this is opened

    menu = [(key, one.title) for key, one in printing.KINDS.items() if key not in page_setup.FIXED]
    return [*menu, (page_setup.LETTERS, "Surat lain dari buku surat"),
            (page_setup.PERSON, "Data pribadi satu orang")]  # fmt: skip
