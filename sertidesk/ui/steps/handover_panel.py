"""The handover beside the list: when, from whom, and by whom it was taken if not by its owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.handover import State
from sertidesk.services.handover import EVIDENCE, Entry
from sertidesk.ui.desk import Desk
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import DateField, FormField, scrolled, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, show_cut
from sertidesk.ui.kit.theme import SPACE

_WIDTH = 348
_EVIDENCE = 132  # pixels: title, two files, buttons
_PROXY = ("proxy", "proxy_identity", "proxy_letter")


class HandoverPanel(QFrame):
    """For certificates that wait the fields are what the button will note; else they are saved."""

    hand_requested = Signal(dict)  # what is noted with it
    edit_requested = Signal(dict)
    back_requested = Signal()
    copy_requested = Signal(bool)  # whether the office filed its copy
    left = Signal()

    def __init__(self, desk: Desk, activity_id: str) -> None:
        super().__init__()
        named(self, "handover_panel", self.tr("Serah terima yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._entries: tuple[Entry, ...] = ()
        self._activity_id = activity_id
        self._today, self._actor = desk.store.today(), desk.store.actor
        self.heading = label("", "heading")
        self.about = label("", "muted", wrap=True)
        self.hand_button = button(
            "handover_hand", self.tr("Serahkan"), self.hand, icon="check",
            tip=self.tr("Catat yang terpilih sebagai diserahkan (S)"),
        )  # fmt: skip
        self.back_button = button(
            "handover_back", self.tr("Batalkan"), self.back_requested.emit,
            icon="rotate-ccw", tip=self.tr("Sertifikat ternyata belum diambil (Del)"),
        )  # fmt: skip
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                DateField("received_on", self.tr("Tanggal terima"), self._today),
                text_field("handed_by", self.tr("Diserahkan oleh")),
                text_field("proxy", self.tr("Diwakilkan kepada"), self.tr("kosong: sendiri")),
                text_field("proxy_identity", self.tr("NIK/identitas wakil")),
                text_field("proxy_letter", self.tr("Nomor/tgl. surat kuasa")),
                text_field("note", self.tr("Catatan")),
            )
        }
        self.copy_button = button(
            "handover_copy", self.tr("Salinan diarsipkan"), self._on_copy_clicked,
            tip=self.tr("Kantor menyimpan salinan sertifikatnya (A)"),
        )  # fmt: skip
        self.copy_button.setCheckable(True)
        self.evidence = EvidenceList(desk, "handover_evidence", "")
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        fields = QWidget()
        fields.setLayout(grid)
        self.evidence.setMinimumHeight(_EVIDENCE)
        area = scrolled(fields, self.evidence, fill=True)
        acts = row(self.hand_button, self.back_button, self.copy_button, 1)
        layout = column(self.heading, self.about, acts)
        layout.addWidget(area, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show one handover, or what several have in common; a field being typed in stays."""
        keys = [one.certificate_id for one in entries]
        same = keys == [one.certificate_id for one in self._entries]
        before = {one.received_on is None for one in self._entries}
        self._entries = tuple(entries)
        same = same and before == {one.received_on is None for one in entries}
        one = entries[0] if len(entries) == 1 else None
        words = self.tr("Pilih peserta di daftar")
        if one is not None:
            words = one.name
        elif entries:
            words = self.tr("{count} sertifikat dipilih").format(count=len(entries))
        show_cut(self.heading, words, _WIDTH - 8 * SPACE)
        self.about.setText(one.number or self.tr("Nomor sertifikat belum diisi") if one else "")
        self.about.setVisible(one is not None)
        waiting = any(entry.received_on is None for entry in entries)
        self.hand_button.setVisible(waiting or not entries)
        self.hand_button.setEnabled(any(entry.state is State.WAITING for entry in entries))
        self.back_button.setVisible(bool(entries) and not waiting)
        self.copy_button.setEnabled(bool(entries))
        copied = bool(entries) and all(entry.copied_on is not None for entry in entries)
        self.copy_button.setChecked(copied)
        self._show_evidence(one)
        for key, field in self.fields.items():
            field.setEnabled(bool(entries))
            if not (same and (field.editor.hasFocus() or waiting)):
                self._show(key, field, waiting)

    def begin(self) -> None:
        """Put the cursor where a proxy would be named."""
        self.fields["proxy"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def values(self) -> dict[str, Any] | None:
        """Return what is typed; None where the day cannot be read."""
        given: dict[str, Any] = {}
        for key, field in self.fields.items():
            given[key] = field.value() if isinstance(field, DateField) else field.text() or None
        return given if given["received_on"] is not None else None

    def hand(self) -> None:
        """Ask for the handover of the certificates shown."""
        given = self.values()
        if given is None:
            told = self.tr("Isi tanggal terima. Contoh: 12-05-2026.")
            self.fields["received_on"].say(told, "error")
        elif given["proxy"] and not (given["proxy_identity"] and given["proxy_letter"]):
            missing = "proxy_letter" if given["proxy_identity"] else "proxy_identity"
            self.fields[missing].say(
                self.tr("Wakil menunjukkan identitas dan surat kuasa."), "error"
            )
            self.fields[missing].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._actor = given["handed_by"] or self._actor  # the same for a while
            self.hand_requested.emit(given)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, key: str, field: FormField, waiting: bool) -> None:
        values = {getattr(entry, key) for entry in self._entries if entry.received_on is not None}
        value = values.pop() if len(values) == 1 and not waiting else None
        if waiting and key == "received_on":
            value = self._today
        elif waiting and key == "handed_by":
            value = self._actor
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        else:
            field.set_text(value or "")

    def _show_evidence(self, one: Entry | None) -> None:
        """Show what was signed by the one chosen; else the lists that all have signed."""
        words = self.tr("Bukti orang ini: tanda terima, surat kuasa")
        if one is None:
            words = self.tr("Bukti semua: daftar tanda terima yang ditandatangani")
        self.evidence.set_title(words)
        self.evidence.show_owner(self._activity_id, EVIDENCE, one.certificate_id if one else None)

    def _on_copy_clicked(self) -> None:
        self.copy_requested.emit(self.copy_button.isChecked())

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value = field.value() if isinstance(field, DateField) else field.text() or None
        if isinstance(field, DateField):
            if value is None and field.text():
                return  # the field has said that it cannot read this
        else:
            field.say("")
        if self._entries and all(entry.received_on is not None for entry in self._entries):
            self.edit_requested.emit({key: value})

    def _on_return_pressed(self) -> None:
        """Enter hands over what waits; what is handed over is saved, and the list goes on."""
        if any(entry.state is State.WAITING for entry in self._entries):
            self.hand()
        else:
            self.left.emit()
