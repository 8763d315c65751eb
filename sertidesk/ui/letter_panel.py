"""A letter beside a list of letters: what is known of it, or a new one being entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.letters import DIRECTIONS, Direction, Kind
from sertidesk.domain.letters import STATES as WORDS
from sertidesk.services import letter_lists, letters
from sertidesk.services.letters import Letter
from sertidesk.ui.desk import Desk
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import DateField, is_choosing, scrolled
from sertidesk.ui.kit.parts import (
    badge,
    button,
    column,
    label,
    named,
    row,
    set_badge,
    show_cut,
    tool,
)
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.letter_fields import OF_ONE, OUT_ONLY, LetterFields
from sertidesk.ui.letter_words import TONES

_WIDTH = 356
_FILES_HEIGHT = 130
_BESIDE_HEADING = 104  # pixels: margins and two buttons; the badge is measured


class LetterPanel(QFrame):
    """Saves each field as soon as it is left; a new letter is saved by its button or Enter."""

    registered = Signal(str)  # the key of a letter that was entered here
    text_requested = Signal(str)  # the key of a letter whose text is to be shown
    left = Signal()

    def __init__(self, desk: Desk, activity_id: str = "", step: str = "") -> None:
        super().__init__()
        named(self, "register_letter_panel", self.tr("Surat yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._desk, self._activity_id, self._step = desk, activity_id, step
        self._letters: tuple[Letter, ...] = ()
        self.new: Direction | None = None  # what is being entered
        self._preset: dict[str, Any] = {}
        self.heading = label("", "heading")
        self.state_badge = named(badge(""), "letter_state")
        self.about = label("", "muted", wrap=True)
        self.form = LetterFields(desk, with_activity=not activity_id)
        self.fields = self.form.fields
        self.files = EvidenceList(desk, "letter_files", self.tr("Berkas surat"))
        self.files.setFixedHeight(_FILES_HEIGHT)
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)
        for key in ("kind", "code", "letter_date"):
            self.fields[key].edited.connect(self._show_next_number)

    def show_letters(self, shown: Sequence[Letter]) -> None:
        """Show one letter, or what several have in common; a field being typed in stays."""
        if self.new is not None and not shown:
            return  # what is being entered stays
        same = [one.id for one in shown] == [one.id for one in self._letters]
        same = same and self.new is None
        self.new, self._letters = None, tuple(shown)
        one = shown[0] if len(shown) == 1 else None
        self._show_head(one)
        directions = {letter.direction for letter in shown}
        self.form.show_parts(directions.pop() if len(directions) == 1 else None)
        if one is not None and not same:
            self.form.offer_answers(one.direction, one.activity_id, one.answers_id)
        listed = any(letter.is_listed_elsewhere for letter in shown)
        for key, field in self.fields.items():
            own = one is not None or key not in OF_ONE
            field.setEnabled(bool(shown) and own and not (listed and key in OUT_ONLY))
            if not (same and field.editor.hasFocus()):
                self.form.show_value(key, {getattr(letter, key) for letter in shown})
        self._show_files(one)
        self._show_buttons(one)

    def begin_new(self, direction: Direction, **preset: Any) -> None:
        """Empty the fields for a new letter; ``preset`` are values it begins with."""
        self.new, self._letters, self._preset = direction, (), preset
        self.heading.setText(
            self.tr("Surat masuk baru")
            if direction is Direction.IN
            else self.tr("Surat keluar baru")
        )
        self.heading.setToolTip("")
        self.state_badge.hide()
        self.about.hide()
        self.form.show_parts(direction)
        self.form.offer_answers(direction, self._activity_id, preset.get("answers_id", ""))
        today = self._desk.store.today()
        values: dict[str, Any] = {
            "kind": Kind.OTHER,
            "nature": "Biasa",
            "activity_id": self._activity_id,
        }
        if direction is Direction.IN:
            values |= {"moved_on": today}
        else:
            values |= {"letter_date": today}
        values |= preset
        for key, field in self.fields.items():
            field.setEnabled(True)
            self.form.show_value(key, {values.get(key) or ""})
        self._show_files(None)
        self._show_buttons(None)
        self._show_next_number()
        first = "subject" if "kind" in preset else "kind"
        self.fields[first].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self) -> None:
        """Put the cursor where the work on the shown letter usually goes on."""
        one = self._letters[0] if len(self._letters) == 1 else None
        key = "subject"
        if one is not None and one.direction is Direction.IN:
            key = "done_on" if one.instruction else "instruction"
        elif one is not None and one.number:
            key = "moved_on"
        self.fields[key].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self, take: bool = True) -> None:
        """Enter the new letter, with the next number if it has none and is to ``take`` one."""
        if self.new is None:
            return
        if not self.fields["subject"].text():
            self.fields["subject"].say(self.tr("Isi hal suratnya."), "error")
            self.fields["subject"].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values = self.form.values()
        if values is None:
            return
        values = {"step": self._step} | self._preset | values
        direction = self.new
        activity_id = values.pop("activity_id", None) or self._activity_id or None
        changes = self._desk.do(
            letters.register, direction, values, take=take, activity_id=activity_id
        )
        if changes is None:
            return
        self.new = None
        made = letters.get(self._desk.store, changes.subject or "")
        words = self.tr("Surat {direction} dicatat.").format(
            direction=DIRECTIONS[direction].lower()
        )
        if made is not None and made.number and direction is Direction.OUT:
            words = self.tr("Surat keluar dicatat, nomor {number}.").format(number=made.number)
        self._desk.say(words, "good", changes)
        self.registered.emit(changes.subject or "")

    def reply(self) -> None:
        """Begin the letter that answers the one shown, to who wrote it."""
        one = self._one()
        if one is not None and one.direction is Direction.IN:
            self.begin_new(
                Direction.OUT, answers_id=one.id, correspondent=one.correspondent,
                activity_id=one.activity_id, code=one.code,
            )  # fmt: skip

    def take_number(self) -> None:
        """Give the letter shown the next number."""
        one = self._one()
        if one is None or one.number or one.direction is Direction.IN:
            return
        changes = self._desk.do(letters.take_number, one.id)
        if changes is not None:
            made = letters.get(self._desk.store, one.id)
            words = self.tr("Nomor diambil: {number}.")
            self._desk.say(words.format(number=made.number if made else ""), "good", changes)

    def mark_moved(self) -> None:
        """Note the letters shown as sent today."""
        self._act(letters.mark_moved, self.tr("{count} surat ditandai terkirim hari ini."))

    def mark_done(self) -> None:
        """Note the dispositions shown as carried out today."""
        self._act(letters.mark_done, self.tr("{count} disposisi ditandai selesai hari ini."))

    def remove(self) -> None:
        """Take the letters shown out of the register."""
        self._act(letters.remove, self.tr("{count} surat dihapus dari daftar."))

    def cancel(self) -> None:
        """Keep the number of the letter shown as used up, with the reason; or take that back."""
        one = self._one()
        if one is None or one.direction is Direction.IN:
            return
        if one.cancel_reason:
            changes = self._desk.do(letters.revive, one.id)
        else:
            reason = self._desk.prompts.ask_reason(
                self.tr("Batalkan nomor surat"),
                self.tr("Mengapa nomor {number} tidak dipakai?").format(number=one.number),
            )
            changes = self._desk.do(letters.cancel, one.id, reason) if reason else None
        if changes is not None:
            words = self.tr("Nomor {number} dibatalkan.")
            if one.cancel_reason:
                words = self.tr("Nomor {number} dipakai lagi.")
            self._desk.say(words.format(number=one.number), "good", changes)

    def give_up(self) -> None:
        """Leave a new letter unentered, or the fields."""
        was_new, self.new = self.new is not None, None
        if was_new:
            self.show_letters(())
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.number_button = button(
            "letter_number", self.tr("Ambil nomor"), self.take_number, icon="stamp",
            tip=self.tr("Beri nomor berikutnya (N)"),
        )  # fmt: skip
        self.sent_button = button(
            "letter_sent", self.tr("Terkirim hari ini"), self.mark_moved, icon="send",
            tip=self.tr("Tandai terkirim hari ini (K)"),
        )  # fmt: skip
        self.done_button = button(
            "letter_done", self.tr("Disposisi selesai"), self.mark_done, icon="check",
            tip=self.tr("Tandai disposisi selesai hari ini (J)"),
        )  # fmt: skip
        self.cancel_button = tool(
            "letter_cancel", self.tr("Batalkan nomor, dengan alasan"), self.cancel, icon="ban"
        )
        self.remove_button = tool(
            "letter_remove", self.tr("Hapus surat dari daftar (Del)"), self.remove, icon="trash-2"
        )
        self.save_button = button(
            "letter_save", self.tr("Simpan"), self.save, icon="save", primary=True,
            tip=self.tr("Enter"),
        )  # fmt: skip
        self.draft_button = button(
            "letter_save_draft",
            self.tr("Tanpa nomor"),
            lambda: self.save(take=False),
            tip=self.tr("Simpan sebagai konsep; nomornya diambil nanti"),
        )
        self.give_up_button = tool("letter_give_up", self.tr("Batal (Esc)"), self.give_up, icon="x")
        head = row(
            self.heading, self.state_badge, self.cancel_button, self.remove_button,
            self.give_up_button, spacing=SPACE,
        )  # fmt: skip
        head.setStretch(0, 1)
        self.text_button = button(
            "letter_text", self.tr("Isi surat"), self._on_text_clicked, icon="file-text",
            tip=self.tr("Tulis isi suratnya dan cetak"),
        )  # fmt: skip
        self.reply_button = button(
            "letter_reply", self.tr("Balas"), self.reply, icon="mail",
            tip=self.tr("Buat surat keluar yang menjawab surat ini (B)"),
        )  # fmt: skip
        acts = row(
            self.reply_button, self.text_button, self.number_button, self.sent_button,
            self.done_button, 1,
        )  # fmt: skip
        saves = row(self.save_button, self.draft_button, 1)
        area = scrolled(self.form, self.files)
        layout = column(head, self.about, acts, area, saves)
        layout.setStretch(3, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        before: QWidget = self.done_button
        for after in [*self.form.tab_order(), self.save_button, self.draft_button]:
            QWidget.setTabOrder(before, after)
            before = after

    def _one(self) -> Letter | None:
        return self._letters[0] if len(self._letters) == 1 and self.new is None else None

    def _act(self, use_case: Any, words: str) -> None:
        ids = [one.id for one in self._letters]
        changes = self._desk.do(use_case, ids) if ids and self.new is None else None
        if changes is not None and changes.kinds:
            self._desk.say(words.format(count=len(ids)), "good", changes)

    def _show_head(self, one: Letter | None) -> None:
        words = self.tr("Pilih surat di daftar")
        if one is not None:
            words = one.number or (
                self.tr("Surat masuk") if one.direction is Direction.IN else self.tr("Tanpa nomor")
            )
        elif self._letters:
            words = self.tr("{count} surat dipilih").format(count=len(self._letters))
        self.state_badge.setVisible(one is not None)
        about = ""
        if one is not None:
            set_badge(self.state_badge, WORDS[one.state], TONES[one.state])
            if one.cancel_reason:
                about = self.tr("Nomor dibatalkan: {reason}").format(reason=one.cancel_reason)
            elif one.is_listed_elsewhere:
                about = self.tr(
                    "Nomor dan pengirimannya dicatat di layar Surat rekrutmen kegiatannya."
                )
            else:
                answers = letters.answers_to(self._desk.store, one.id)
                told = ", ".join(answer.number or answer.subject for answer in answers)
                about = self.tr("Dijawab dengan {letters}").format(letters=told) if told else ""
        self.about.setText(about)
        self.about.setVisible(bool(about))
        taken = self.state_badge.sizeHint().width() if one is not None else 0
        room = _WIDTH - _BESIDE_HEADING - taken
        show_cut(self.heading, words, room, Qt.TextElideMode.ElideMiddle)

    def _show_files(self, one: Letter | None) -> None:
        self.files.setVisible(one is not None)
        if one is not None:
            self.files.show_owner(one.activity_id or None, letters.EVIDENCE, one.id)
        else:
            self.files.show_nothing()

    def _show_buttons(self, one: Letter | None) -> None:
        entering = self.new is not None
        ours = bool(self._letters) and all(
            letter.direction is Direction.OUT and not letter.is_listed_elsewhere
            for letter in self._letters
        )
        self.reply_button.setVisible(one is not None and one.direction is Direction.IN)
        self.number_button.setVisible(ours and one is not None and not one.number)
        # A text is written from an activity's data, under its office's letterhead.
        self.text_button.setVisible(ours and one is not None and bool(one.activity_id))
        unsent = any(letter.moved_on is None for letter in self._letters)
        numbered = all(letter.number for letter in self._letters)
        self.sent_button.setVisible(ours and unsent and numbered)
        self.done_button.setVisible(
            any(letter.instruction and letter.done_on is None for letter in self._letters)
        )
        self.cancel_button.setVisible(ours and one is not None and bool(one.number))
        tip = self.tr("Batalkan nomor, dengan alasan")
        if one is not None and one.cancel_reason:
            tip = self.tr("Cabut pembatalan nomor")
        self.cancel_button.setToolTip(tip)
        self.cancel_button.setAccessibleName(tip)
        self.remove_button.setVisible(bool(self._letters))
        self.give_up_button.setVisible(entering)
        self.save_button.setVisible(entering)
        outgoing = self.new is Direction.OUT
        self.draft_button.setVisible(outgoing)
        self.save_button.setText(self.tr("Simpan, ambil nomor") if outgoing else self.tr("Simpan"))

    def _show_next_number(self, *_: object) -> None:
        """Say beside a new letter which number it would get."""
        if self.new is not Direction.OUT:
            return
        day = self.fields["letter_date"]
        told = letter_lists.next_number_told(
            self._desk.store,
            self.fields["kind"].text() or Kind.OTHER,
            self.fields["code"].text(),
            day.value() if isinstance(day, DateField) else None,
        )
        self.fields["number"].editor.setPlaceholderText(told)

    def _on_left(self, key: str) -> None:
        if self.new is not None:
            self.form.check(key)
            return
        values = self.form.value_of(key)
        if values is None or not self._letters:
            return
        if self._desk.do(letters.edit, [one.id for one in self._letters], values) is None:
            self.show_letters(self._fresh())

    def _on_return_pressed(self) -> None:
        editor = self.focusWidget()
        if is_choosing(editor):
            return
        if self.new is not None:
            self.save()
        else:
            self.left.emit()

    def _on_text_clicked(self) -> None:
        one = self._one()
        if one is not None:
            self.text_requested.emit(one.id)

    def _fresh(self) -> list[Letter]:
        ids = [one.id for one in self._letters]
        self._letters = ()
        return letters.several(self._desk.store, ids)
