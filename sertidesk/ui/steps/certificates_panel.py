"""One certificate beside the list: its numbers, days and file, typed from the paper by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.certificates import NUMBERS, proposed_expiry
from sertidesk.domain.finding import Severity
from sertidesk.services.certificates import Entry
from sertidesk.ui.kit.form import DateField, FormField, choice_field, scrolled, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, show_cut
from sertidesk.ui.kit.theme import SPACE

_WIDTH = 372
_DAYS = ("issued_on", "expires_on")
_PAIRS = (
    ("number",), ("issued_on", "expires_on"), ("blank_number", "lsp_registration"),
    ("lpjk_number",), ("occupation", "level"), ("lsp", "qr_link"),
)  # fmt: skip


class CertificatePanel(QFrame):
    """Saves each field as it is left; Enter goes to the next field and then to the next person."""

    edit_requested = Signal(dict)
    attach_requested = Signal()
    save_file_requested = Signal()
    next_requested = Signal()
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "certificate_panel", self.tr("Sertifikat peserta yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._entry: Entry | None = None
        self.heading = label("", "heading")
        self.about = label("", "muted", wrap=True)
        self.finding_label = label("", wrap=True)
        self.finding_label.setObjectName("certificate_findings")
        self.finding_label.setProperty("badge", "warn")
        levels = [("", "–"), *((str(level), str(level)) for level in range(1, 10))]
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                *(text_field(key, title) for key, title in NUMBERS.items()),
                DateField("issued_on", self.tr("Tanggal terbit"), today),
                DateField("expires_on", self.tr("Berlaku s.d. (tercetak)"), today),
                text_field("occupation", self.tr("Jabatan kerja")),
                choice_field("level", self.tr("Jenjang"), levels),
                text_field("lsp", self.tr("LSP")),
                text_field("qr_link", self.tr("Tautan QR")),
            )
        }
        self.attach_button = button(
            "certificate_attach", self.tr("Lampirkan berkas…"), self.attach_requested.emit,
            icon="paperclip", tip=self.tr("Pindaian atau e-sertifikat: PDF atau gambar"),
        )  # fmt: skip
        self.file_button = button(
            "certificate_file", self.tr("Simpan salinan…"), self.save_file_requested.emit,
            icon="download",
        )  # fmt: skip
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
        self._chain = [self.fields[key] for pair in _PAIRS for key in pair]
        for place, field in enumerate(self._chain):
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(lambda place=place: self._go_on(place))

    def show_entry(self, entries: Sequence[Entry]) -> None:
        """Show one certificate; of several only how many there are."""
        one = entries[0] if len(entries) == 1 else None
        before = self._entry.participant_id if self._entry is not None else ""
        same = one is not None and one.participant_id == before
        self._entry = one
        words = self.tr("Pilih peserta di daftar")
        if one is not None:
            words = one.name
        elif entries:
            words = self.tr("{count} peserta dipilih").format(count=len(entries))
        show_cut(self.heading, words, _WIDTH - 8 * SPACE)
        told = one.findings if one is not None else ()
        self.finding_label.setText("\n".join(finding.message for finding in told))
        self.finding_label.setVisible(bool(told))
        grave = any(finding.severity is not Severity.INFO for finding in told)
        self.finding_label.setProperty("badge", "warn" if grave else "accent")
        self.finding_label.style().polish(self.finding_label)
        for key, field in self.fields.items():
            field.setEnabled(one is not None)
            if not (same and field.editor.hasFocus()):
                self._show(key, field, one)
        self.attach_button.setEnabled(one is not None)
        self.file_button.setVisible(one is not None and bool(one.file_name))
        self.about.setText(self._told_of_file(one))

    def begin(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = next((field for field in self._chain if not field.text()), self._chain[0])
        empty.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif down and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._leave_current()
            self.next_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for line, pair in enumerate(_PAIRS):
            for place, key in enumerate(pair):
                span = 2 if len(pair) == 1 else 1
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(self.fields[key], line, place, 1, span, top)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        fields = QWidget()
        fields.setLayout(grid)
        fields.setProperty("clear", True)
        area = scrolled(self.finding_label, fields)
        layout = column(
            self.heading, area, self.about, row(self.attach_button, self.file_button, 1)
        )
        layout.setStretch(1, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        chain = [self.fields[key].editor for pair in _PAIRS for key in pair]
        for before, after in zip(chain, [*chain[1:], self.attach_button], strict=True):
            QWidget.setTabOrder(before, after)

    def _told_of_file(self, one: Entry | None) -> str:
        if one is None:
            return ""
        if one.file_name:
            return self.tr("Berkas: {name}").format(name=one.file_name)
        return self.tr("Enter: isian berikutnya. Ctrl+Enter: peserta berikutnya.")

    def _show(self, key: str, field: FormField, one: Entry | None) -> None:
        value = getattr(one, key) if one is not None else None
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        else:
            field.set_text("" if value is None else str(value))

    def _go_on(self, place: int) -> None:
        if place + 1 < len(self._chain):
            self._chain[place + 1].editor.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._leave_current()
            self.next_requested.emit()

    def _leave_current(self) -> None:
        """Have the field in which the cursor is told as left, before another person is shown."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: object = field.text() or None
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        elif key == "level":
            value = int(str(value)) if value else None
        changes = {key: value}
        expiry = self.fields["expires_on"]
        proposes = key == "issued_on" and not expiry.text()
        if proposes and isinstance(value, date) and isinstance(expiry, DateField):
            changes["expires_on"] = proposed_expiry(value)
            expiry.set_value(proposed_expiry(value))
        self.edit_requested.emit(changes)
