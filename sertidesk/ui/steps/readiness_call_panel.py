"""The candidate to call: number, outcome buttons, note, the message to copy, earlier attempts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.formatting import moment
from sertidesk.domain.readiness import REACHES, WAYS, Reach, Way
from sertidesk.services.readiness_calls import Attempt, Candidate
from sertidesk.ui.kit.form import choice_field, scrolled, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE

_WIDTH = 344
_KEYS = (
    (Reach.COMING, "D"),
    (Reach.NOT_COMING, "T"),
    (Reach.NO_ANSWER, "J"),
    (Reach.WRONG_NUMBER, "N"),
    (Reach.SENT, "K"),
)


class CallPanel(QFrame):
    """What is typed in the note goes with the next outcome."""

    copy_requested = Signal()
    left = Signal()
    reach_given = Signal(object)  # Reach
    take_back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "call_panel", self.tr("Calon yang dihubungi"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._shown: tuple[str, ...] = ()
        self.heading = label("", "heading", wrap=True)
        self.phone_label = named(label("", "title"), "call_phone")
        self.phone_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about = label("", "muted", wrap=True)
        self.reach_buttons = {
            reach: button(
                f"call_{reach}", f"{REACHES[reach]} ({key})",
                partial(self.reach_given.emit, reach),
            )
            for reach, key in _KEYS
        }  # fmt: skip
        self.back_button = button(
            "call_take_back", self.tr("Hapus terakhir"), self.take_back_requested.emit,
            tip=self.tr("Hapus catatan terakhir (Del)"),
        )  # fmt: skip
        self.way_field = choice_field(
            "call_way", self.tr("Lewat"), [(str(key), word) for key, word in WAYS.items()]
        )
        self.way_field.set_text(str(Way.CALL))
        self.note_field = text_field("call_note", self.tr("Catatan"), self.tr("misalnya: alasan"))
        self.message_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "call_message", self.tr("Pesan untuk calon ini")
        )
        self.message_edit.setTabChangesFocus(True)
        self.message_edit.setMinimumHeight(120)
        self.copy_button = button(
            "call_copy", self.tr("Salin pesan"), self.copy_requested.emit, icon="copy",
            tip=self.tr("Salin pesan dengan jadwalnya (S)"),
        )  # fmt: skip
        self.history_label = named(label("", "muted", wrap=True), "call_history")
        self._build()
        self.show_candidates((), "", ())
        # Connected signals
        self.note_field.editor.returnPressed.connect(self.left)

    def show_candidates(
        self, chosen: Sequence[Candidate], text: str, history: Sequence[Attempt]
    ) -> None:
        """Show whom to call; the message changed by hand stays while it is the same person."""
        keys = tuple(one.participant_id for one in chosen)
        one = chosen[0] if len(chosen) == 1 else None
        words = self.tr("Pilih calon di daftar")
        if one is not None:
            words = one.name
        elif chosen:
            words = self.tr("{count} calon dipilih").format(count=len(chosen))
        self.heading.setText(words)
        phone = ""
        if one is not None:
            phone = phones.show(one.phone) if one.phone else self.tr("nomor belum diisi")
        self.phone_label.setText(phone)
        self.phone_label.setVisible(bool(phone))
        self.about.setText(
            (one.schedule or self.tr("Belum dijadwalkan")) if one is not None else ""
        )
        self.about.setVisible(one is not None)
        for made in self.reach_buttons.values():
            made.setEnabled(bool(chosen))
        self.back_button.setEnabled(any(entry.attempts for entry in chosen))
        self.copy_button.setEnabled(one is not None)
        if keys != self._shown:
            self._shown = keys
            self.clear_note()
            self.message_edit.setPlainText(text)
        elif not self.message_edit.document().isModified():
            self.message_edit.setPlainText(text)  # the schedule may have changed
        self.history_label.setText("\n".join(_told(attempt) for attempt in history))
        self.history_label.setVisible(bool(history))

    def way(self, reach: Reach) -> Way:
        """Return how they were reached; a message is never sent by a call."""
        chosen = Way(self.way_field.text() or Way.CALL)
        return Way.WHATSAPP if reach is Reach.SENT and chosen is Way.CALL else chosen

    def choose_way(self, way: Way) -> None:
        """Choose how they are reached from now on."""
        self.way_field.set_text(str(way))

    def note(self) -> str:
        """Return what is typed beside the outcome."""
        return self.note_field.text()

    def clear_note(self) -> None:
        """Begin with an empty note."""
        self.note_field.set_text("")

    def begin(self) -> None:
        """Put the cursor where a note is typed."""
        self.note_field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        for place, made in enumerate((*self.reach_buttons.values(), self.back_button)):
            grid.addWidget(made, place // 2, place % 2)
        buttons, typed = QWidget(), QWidget()
        buttons.setLayout(grid)
        self.way_field.setFixedWidth(104)
        typed.setLayout(row(self.way_field, self.note_field))
        told = label(self.tr("Pesan"), "label")
        told.setBuddy(self.message_edit)
        head = QWidget()
        head.setLayout(row(told, 1, self.copy_button))
        body = scrolled(buttons, typed, head, self.message_edit, self.history_label)
        layout = column(self.heading, self.phone_label, self.about, body, spacing=SPACE)
        layout.setStretch(3, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)


def _told(attempt: Attempt) -> str:
    words = f"{moment(attempt.at)} · {WAYS[attempt.way]}: {REACHES[attempt.reach].casefold()}"
    words += f" ({attempt.note})" if attempt.note else ""
    return f"{words} · {attempt.called_by}" if attempt.called_by else words
