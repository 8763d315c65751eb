"""The letter beside the list: what is known of one recipient, or one value for several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.recruitment import WAYS
from sertidesk.services.recruitment import ONE_RECIPIENTS_OWN, Letter
from sertidesk.ui.kit.form import DateField, FormField, choice_field, scrolled, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, show_cut
from sertidesk.ui.kit.theme import SPACE

_WIDTH = 316
_BESIDE_HEADING = 72  # pixels: margins and the button
_DATES = ("letter_date", "sent_on", "answered_on")


class LetterPanel(QFrame):
    """Saves each field as soon as it is left; Enter and Esc lead back to the list."""

    edit_requested = Signal(dict)  # field → value, for the letters shown
    sent_requested = Signal()
    answered_requested = Signal()
    remove_requested = Signal()
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "letter_panel", self.tr("Surat penerima yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._letters: tuple[Letter, ...] = ()
        self.heading = label("", "heading")
        self.sent_button = button(
            "letters_sent", self.tr("Terkirim hari ini"), self.sent_requested.emit, icon="send",
            tip=self.tr("Tandai yang terpilih terkirim hari ini (K)"),
        )  # fmt: skip
        self.answered_button = button(
            "letters_answered", self.tr("Dijawab hari ini"), self.answered_requested.emit,
            icon="check", tip=self.tr("Tandai yang terpilih dijawab hari ini (J)"),
        )  # fmt: skip
        self.remove_button = button(
            "letters_remove", "", self.remove_requested.emit, icon="trash-2",
            tip=self.tr("Hapus penerima yang terpilih dari daftar (Del)"),
        )  # fmt: skip
        self.remove_button.setAccessibleName(self.tr("Hapus dari daftar"))
        self.remove_button.setProperty("tool", True)
        ways = [("", "–"), *((str(key), words) for key, words in WAYS.items())]
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("name", self.tr("Penerima")),
                text_field("phone", self.tr("Nomor HP")),
                text_field("letter_number", self.tr("Nomor surat")),
                DateField("letter_date", self.tr("Tanggal surat"), today),
                DateField("sent_on", self.tr("Dikirim"), today),
                choice_field("way", self.tr("Cara"), ways),
                text_field("received_by", self.tr("Diterima oleh")),
                text_field("promised", self.tr("Calon dijanjikan")),
                DateField("answered_on", self.tr("Dijawab"), today),
                text_field("note", self.tr("Catatan")),
            )
        }
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self.left)

    def show_letters(self, letters: Sequence[Letter]) -> None:
        """Show one letter, or what several have in common; a field being typed in stays."""
        same = [one.id for one in letters] == [one.id for one in self._letters]
        self._letters = tuple(letters)
        one = letters[0] if len(letters) == 1 else None
        words = self.tr("Pilih penerima di daftar")
        if one is not None:
            words = one.name
        elif letters:
            words = self.tr("{count} penerima dipilih").format(count=len(letters))
        show_cut(self.heading, words, _WIDTH - _BESIDE_HEADING)
        for key, field in self.fields.items():
            field.setEnabled(bool(letters) and (one is not None or key not in ONE_RECIPIENTS_OWN))
            if not (same and field.editor.hasFocus()):
                self._show(field, {getattr(letter, key) for letter in letters})
        for act in (self.sent_button, self.answered_button, self.remove_button):
            act.setEnabled(bool(letters))

    def begin(self) -> None:
        """Put the cursor where the work usually goes on."""
        several = len(self._letters) != 1
        key = "letter_number" if several or not self._letters[0].sent_on else "received_by"
        self.fields[key].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        pairs = (
            ("name", "phone"), ("letter_number", "letter_date"), ("sent_on", "way"),
            ("received_by", "answered_on"), ("promised", "note"),
        )  # fmt: skip
        for line, pair in enumerate(pairs):
            for place, key in enumerate(pair):
                grid.addWidget(self.fields[key], line, place, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        fields = QWidget()
        fields.setLayout(grid)
        head = row(self.heading, self.remove_button)
        head.setStretch(0, 1)
        fields.setProperty("clear", True)
        area = scrolled(fields)  # in a low window with the line to add open
        layout = column(head, row(self.sent_button, self.answered_button), area)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        chain = [self.sent_button, self.answered_button]
        chain += [self.fields[key].editor for pair in pairs for key in pair]
        for before, after in zip(chain, [*chain[1:], self.remove_button], strict=True):
            QWidget.setTabOrder(before, after)

    def _show(self, field: FormField, values: set[Any]) -> None:
        value = values.pop() if len(values) == 1 else None
        varied = bool(values)
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        else:
            shown = phones.local(value) if field.key == "phone" and value else value
            field.set_text("" if shown is None else str(shown))
        if isinstance(field.editor, QLineEdit):
            usual = "tgl-bln-tahun" if field.key in _DATES else ""
            field.editor.setPlaceholderText(self.tr("beragam") if varied else usual)
            field.editor.setCursorPosition(0)

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: object = field.text()
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        elif key == "promised" and value:
            if not str(value).isdecimal():
                field.say(self.tr("Isi jumlah orang dengan angka."), "error")
                return
            value = int(str(value))
        elif key == "phone" and value:
            value = phones.read(str(value)).e164
            if value is None:
                field.say(self.tr("Nomor tidak terbaca."), "error")
                return
        field.say("")
        self.edit_requested.emit({key: value or (0 if value == 0 else None)})
