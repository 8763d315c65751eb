"""The text of one letter: to whom, about what, the body, carbon copies; its number and print."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain.letters import KINDS, NATURES, STATES, State
from sertidesk.services import activity, letters, preparation
from sertidesk.services.activity import Activity
from sertidesk.services.letters import Letter
from sertidesk.services.preview import Order
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    LongEdit,
    choice_field,
    long_field,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge, tool
from sertidesk.ui.letter_words import TONES

_FIELDS_WIDTH = 300


class LetterTextPage(QWidget):
    """The head of the letter at the left, its text at the right; each is saved when it is left."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "letter_text_page", self.tr("Isi surat"))
        self._desk = desk
        self._activity: Activity | None = None
        self._letter: Letter | None = None
        self.heading = label("", "heading")
        self.state_badge = named(badge(""), "letter_text_state")
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("correspondent", self.tr("Kepada (Yth.)")),
                text_field("place", self.tr("di"), self.tr("Tempat")),
                text_field("subject", self.tr("Hal")),
                choice_field("nature", self.tr("Sifat"), [(one, one) for one in NATURES]),
                text_field("enclosed", self.tr("Lampiran"), self.tr("misalnya 1 (satu) berkas")),
                DateField("letter_date", self.tr("Tanggal surat"), desk.store.today()),
                long_field("copies", self.tr("Tembusan, satu di setiap baris"), 2),
            )
        }
        self.body_edit: LongEdit = named(LongEdit(3), "letter_body", self.tr("Isi surat"))
        self.body_edit.setMaximumHeight(16_777_215)
        self.body_edit.setMinimumHeight(120)
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
        self.body_edit.editing_finished.connect(self._on_body_left)

    def open(self, letter_id: str) -> None:
        """Show one letter of an activity; one that has no text yet gets a proposal."""
        one = self._letter = letters.get(self._desk.store, letter_id)
        if one is None or not one.activity_id:
            return
        self._activity = activity.by_id(self._desk.store, one.activity_id)
        self._show()
        if not one.body:
            self.body_edit.setPlainText(self._proposed(one))
        self.body_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the letter is now; what is being typed stays."""
        if self._letter is not None and self.isVisible():
            self._letter = letters.get(self._desk.store, self._letter.id)
            if self._letter is None:
                self.closed.emit()
            else:
                self._show()

    def take_number(self) -> None:
        """Give the letter the next number, dated as it says or today."""
        self._save_body()
        if self._letter is not None:
            changes = self._desk.do(letters.take_number, self._letter.id)
            if changes is not None:
                self._desk.say(self.tr("Nomor diambil."), "good", changes)

    def mark_sent(self) -> None:
        """Note the letter as sent today."""
        if self._letter is not None:
            changes = self._desk.do(letters.mark_moved, [self._letter.id])
            if changes is not None:
                self._desk.say(self.tr("Surat ditandai terkirim hari ini."), "good", changes)

    def write_anew(self) -> None:
        """Write the text from the activity's data again; the strip offers the former one."""
        if self._letter is not None:
            body = self._proposed(self._letter)
            self.body_edit.setPlainText(body)
            changes = self._save({"body": body})
            if changes is not None and changes.kinds:
                words = self.tr("Isi surat ditulis lagi dari data kegiatan.")
                self._desk.say(words, "good", changes)

    def print_letter(self) -> None:
        """Show the letter, as it is typed now, as it will be printed."""
        from sertidesk.services import letter_papers  # what draws paper is imported no sooner

        self._save_body()
        one = self._letter
        if one is None or self._activity is None:
            return
        title = KINDS[one.kind]
        args = (self._activity, one.id)
        self._desk.preview(
            Order(
                title,
                f"{title} {self._activity.name}",
                letter_papers.print_letter,
                args,
                in_word=True,
            )
        )

    def leave(self) -> None:
        """Go back to the list; what is typed is kept."""
        self._save_body()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        back = button("letter_text_back", self.tr("Kembali"), self.leave, icon="arrow-left")
        self.anew_button = tool(
            "letter_text_anew", self.tr("Tulis ulang isinya dari data kegiatan sekarang"),
            self.write_anew, icon="refresh-cw",
        )  # fmt: skip
        self.number_button = button(
            "letter_text_number", self.tr("Ambil nomor"), self.take_number, icon="stamp"
        )
        self.sent_button = button(
            "letter_text_sent", self.tr("Terkirim hari ini"), self.mark_sent, icon="send"
        )
        self.print_button = button(
            "letter_text_print", self.tr("Cetak…"), self.print_letter, icon="printer",
            shortcut="Ctrl+P",
        )  # fmt: skip
        head = row(
            back, self.heading, self.state_badge, 1, self.anew_button, self.number_button,
            self.sent_button, self.print_button,
        )  # fmt: skip
        left = scrolled(*self.fields.values())
        left.setFixedWidth(_FIELDS_WIDTH)
        hint = label(
            self.tr("Baris kosong memisahkan alinea; baris “1. …” menjadi daftar bernomor."),
            "muted",
            wrap=True,
        )
        right = column(self.body_edit, hint)
        both = row(left)
        both.addLayout(right, 1)
        layout = column(head)
        layout.addLayout(both, 1)
        self.setLayout(layout)

    def _show(self) -> None:
        one = self._letter
        if one is None:
            return
        self.heading.setText(one.number)
        set_badge(self.state_badge, STATES[one.state], TONES[one.state])
        self.number_button.setVisible(not one.number)
        self.sent_button.setVisible(one.state is State.NUMBERED)
        for key, field in self.fields.items():
            if field.editor.hasFocus():
                continue
            if isinstance(field, DateField):
                field.set_value(getattr(one, key))
            else:
                field.set_text(getattr(one, key))
        if not self.body_edit.hasFocus() and self.body_edit.toPlainText() != one.body:
            self.body_edit.setPlainText(one.body)

    def _proposed(self, one: Letter) -> str:
        assert self._activity is not None
        return str(preparation.proposal(self._desk.store, self._activity, one.kind)["body"])

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: object = field.text()
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        self._save({key: value})

    def _on_body_left(self) -> None:
        self._save_body()

    def _save_body(self) -> None:
        if self._letter is not None and self.body_edit.toPlainText().strip() != self._letter.body:
            self._save({"body": self.body_edit.toPlainText()})

    def _save(self, values: dict[str, object]) -> Any:
        if self._letter is None:
            return None
        changes = self._desk.do(letters.edit, [self._letter.id], values)
        self._letter = letters.get(self._desk.store, self._letter.id)
        if changes is None:
            self._show()
        return changes
