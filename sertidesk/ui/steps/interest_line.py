"""One line to note an interest, or to change one: Tab through, Enter keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain import nik, phones
from sertidesk.domain.interest import CHANNELS, Channel, Entry
from sertidesk.services.interest import Interest
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    choice_field,
    complete,
    is_choosing,
    text_field,
)
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.theme import SPACE

_FIRST = ("name", "phone", "village", "nik", "occupation", "channel")
_MORE = ("noted_on", "noted_by", "note")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STRETCH = {"name": 5, "phone": 3, "village": 4, "nik": 4, "occupation": 5, "channel": 3}


class InterestLine(QFrame):
    """The first line has what is asked; the second, on demand, who noted it, when, and a note."""

    kept = Signal(dict)  # values of a new interest
    changed_one = Signal(str, dict)  # key, values
    paste_requested = Signal()
    closed = Signal()

    def __init__(self, today: date, actor: str, hint: Callable[[Entry], str]) -> None:
        super().__init__()
        named(self, "interest_line", self.tr("Catat minat"))
        self.setProperty("card", True)
        self._today, self._actor, self._hint = today, actor, hint
        self.edited: Interest | None = None  # None: a new one is typed
        channels = [(str(key), words) for key, words in CHANNELS.items()]
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("name", self.tr("Nama")),
                text_field("phone", self.tr("Nomor HP")),
                text_field("village", self.tr("Desa/Kelurahan")),
                text_field("nik", self.tr("NIK"), self.tr("bila diketahui")),
                text_field("occupation", self.tr("Jabatan yang diminati")),
                choice_field("channel", self.tr("Lewat"), channels),
                DateField("noted_on", self.tr("Tanggal"), today),
                text_field("noted_by", self.tr("Dicatat oleh")),
                text_field("note", self.tr("Catatan")),
            )
        }
        self.heading = label("", "label")
        self.hint_badge = badge("", "warn")
        self.hint_badge.setObjectName("interest_hint")
        self.hint_badge.setProperty("remark", True)
        self.more_button = button(
            "interest_more", "", self._on_more_clicked, icon="chevron-down",
            tip=self.tr("Tanggal, pencatat, dan catatan"),
        )  # fmt: skip
        self.more_button.setCheckable(True)
        self.paste_button = button(
            "interest_paste", "", self.paste_requested.emit, icon="clipboard-paste",
            tip=self.tr("Tempel beberapa baris: nama; HP; desa"),
        )  # fmt: skip
        for one in (self.more_button, self.paste_button):
            one.setAccessibleName(one.toolTip())
            one.setProperty("tool", True)
        self.keep_button = button("interest_keep", self.tr("Tambah"), self.keep, icon="plus")
        self.cancel_button = button("interest_cancel", self.tr("Tutup"), self.leave, tip="Esc")
        self.more = QWidget()
        self._build()
        self.begin_new()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)

    def offer(self, villages: Sequence[str], occupations: Sequence[str]) -> None:
        """Offer these while typing."""
        complete(self.fields["village"], villages)
        complete(self.fields["occupation"], occupations)

    def begin_new(self) -> None:
        """Be empty for the next one; the channel stays, and the village of a village's own list."""
        stays = {"channel", "village"} if self._is_village_list() else {"channel"}
        self.edited = None
        for key, field in self.fields.items():
            field.say("")
            if isinstance(field, DateField):
                field.set_value(self._today)
            elif key not in stays:
                field.set_text(self._actor if key == "noted_by" else "")
        if not self.fields["channel"].text():
            self.fields["channel"].set_text(Channel.VILLAGE)
        self._show_mode()

    def begin_edit(self, one: Interest) -> None:
        """Fill in an interest to be changed, with the cursor in its name."""
        self.edited = one
        for key, field in self.fields.items():
            value: Any = getattr(one, key)
            field.say("")
            if isinstance(field, DateField):
                field.set_value(value)
            else:
                field.set_text(phones.local(value) if key == "phone" and value else value)
        self._show_mode()
        self.focus_name()

    def focus_name(self) -> None:
        """Put the cursor in the name, with its text selected."""
        editor = self.fields["name"].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.selectAll()

    def keep(self) -> None:
        """Ask for what is typed to be kept; the first field that is wrong gets the cursor."""
        wrong = next((key for key in (*_FIRST, *_MORE) if not self._check(key)), None)
        if wrong is not None:
            self.more.setVisible(self.more.isVisible() or wrong in _MORE)
            self.fields[wrong].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values = self.values()
        if self.edited is None:
            self.kept.emit(values)
        else:
            self.changed_one.emit(self.edited.id, values)

    def leave(self) -> None:
        """Let go of a change, or of what is typed, and go to the list."""
        self.begin_new()
        self.closed.emit()

    def values(self) -> dict[str, Any]:
        """Return what is typed, by field."""
        return {
            key: field.value() if isinstance(field, DateField) else field.text()
            for key, field in self.fields.items()
        }

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER and isinstance(self.focusWidget(), QComboBox):
            self.keep()  # a field of text tells of Enter by itself
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        first = row()
        for key in _FIRST:
            first.addWidget(self.fields[key], _STRETCH[key], Qt.AlignmentFlag.AlignTop)
        buttons = row(
            self.keep_button, self.more_button, self.paste_button, self.cancel_button, spacing=SPACE
        )
        first.addLayout(column(label(" ", "label"), buttons, 1, spacing=2))
        channel = self.fields["channel"].editor
        assert isinstance(channel, QComboBox)
        channel.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        channel.setMinimumContentsLength(9)
        second = row(*(self.fields[key] for key in _MORE))
        second.setContentsMargins(0, 0, 0, 0)
        second.setStretch(2, 1)
        self.more.setLayout(second)
        layout = column(self.heading, first, self.more, self.hint_badge, spacing=SPACE)
        layout.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def _is_village_list(self) -> bool:
        return self.edited is None and self.fields["channel"].text() == Channel.VILLAGE

    def _show_mode(self) -> None:
        one = self.edited
        self.heading.setVisible(one is not None)
        if one is not None:
            self.heading.setText(self.tr("Mengubah minat {name}").format(name=one.name))
        self.keep_button.setText(self.tr("Tambah") if one is None else self.tr("Simpan"))
        self.keep_button.setIcon(theme.icon("plus" if one is None else "check"))
        self.keep_button.setAccessibleName(self.keep_button.text())
        self.cancel_button.setVisible(one is not None)
        self.more.setVisible(one is not None or self.more_button.isChecked())
        for offer in (self.more_button, self.paste_button):
            offer.setVisible(one is None)
        self._show_hint()

    def _show_hint(self) -> None:
        typed = {key: self.fields[key].text() for key in ("name", "phone", "village", "nik")}
        entry = Entry(
            self.edited.id if self.edited else "",
            typed["name"],
            phones.read(typed["phone"]).e164 or "",
            typed["village"],
            nik.read(typed["nik"]).digits or "",
        )
        words = self._hint(entry) if entry.name or entry.phone or entry.nik else ""
        self.hint_badge.setVisible(bool(words))
        set_badge(self.hint_badge, words, "warn")
        self.setAccessibleDescription(words)

    def _check(self, key: str) -> bool:
        """Say beside the field what cannot be kept; return whether it can."""
        field, told = self.fields[key], ""
        text = field.text()
        if key == "name" and not text:
            told = self.tr("Isi namanya.")
        elif key == "phone" and text and phones.read(text).e164 is None:
            told = self.tr("Nomor tidak terbaca.")
        elif key == "nik" and text and nik.read(text).digits is None:
            told = self.tr("Bukan 16 angka.")
        elif isinstance(field, DateField):
            return not text or field.value() is not None
        field.say(told, "error" if told else "")
        return not told

    def _on_left(self, key: str) -> None:
        if key != "name" or self.fields[key].text():
            self._check(key)
        self._show_hint()

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.keep()

    def _on_more_clicked(self) -> None:
        self.more.setVisible(self.more_button.isChecked())
        if self.more_button.isChecked():
            self.fields["noted_on"].editor.setFocus(Qt.FocusReason.OtherFocusReason)
