"""The appeal against a decision: filed with its reason, reviewed, granted or rejected."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sertidesk.domain.assessment import APPEALS, Appeal, Decision, next_appeals
from sertidesk.domain.formatting import short_date
from sertidesk.services.assessment import Entry
from sertidesk.ui.kit.form import DateField, text_field
from sertidesk.ui.kit.parts import badge, button, column, label, row, set_badge
from sertidesk.ui.kit.theme import SPACE

TONES = {
    Appeal.FILED: "warn",
    Appeal.REVIEWED: "warn",
    Appeal.GRANTED: "good",
    Appeal.REJECTED: "plain",
}


class AppealPart(QWidget):
    """Shown for one who was decided as not yet competent; the next states stand as buttons."""

    requested = Signal(object, dict)  # the Appeal, its day with reason or answer
    withdraw_requested = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setProperty("clear", True)
        self._today = today
        self._state: Appeal | None = None
        self.title = label(self.tr("Banding"), "label")
        self.state_badge = badge("")
        self.state_badge.setObjectName("appeal_state")
        self.told_label = label("", "muted", wrap=True)
        self.day_field = DateField("appeal_on", self.tr("Tanggal"), today)
        self.text_field = text_field("appeal_text", "")
        self.buttons = {
            state: button(f"appeal_{state}", words, partial(self.ask, state))
            for state, words in (
                (Appeal.FILED, self.tr("Catat banding")),
                (Appeal.REVIEWED, self.tr("Ditinjau")),
                (Appeal.GRANTED, self.tr("Terima")),
                (Appeal.REJECTED, self.tr("Tolak")),
            )
        }
        self.withdraw_button = button(
            "appeal_withdraw", self.tr("Coret"), self.withdraw_requested.emit, link=True,
            tip=self.tr("Banding salah catat; keputusan pertama berlaku lagi"),
        )  # fmt: skip
        fields = row(self.day_field, self.text_field)
        fields.setStretch(1, 1)
        self.day_field.setFixedWidth(104)
        self.setLayout(
            column(
                row(self.title, self.state_badge, 1, self.withdraw_button),
                self.told_label,
                fields,
                row(*self.buttons.values(), 1, spacing=SPACE),
                spacing=SPACE,
            )
        )

    def show_entry(self, one: Entry | None) -> None:
        """Show the appeal of one, or how to note one; nothing for who cannot appeal."""
        self.setVisible(one is not None and one.first is Decision.NOT_COMPETENT)
        appeal = one.appeal if one else None
        self._state = appeal.state if appeal else None
        following = next_appeals(self._state)
        if self._state is not None:
            set_badge(self.state_badge, APPEALS[self._state], TONES[self._state])
        self.state_badge.setVisible(appeal is not None)
        self.withdraw_button.setVisible(appeal is not None)
        told = []
        if appeal is not None:
            words = self.tr("Diajukan {day}: {reason}")
            told.append(words.format(day=short_date(appeal.filed_on), reason=appeal.reason))
            if appeal.reviewed_on:
                told.append(self.tr("Ditinjau {day}").format(day=short_date(appeal.reviewed_on)))
            if appeal.closed_on:
                words = self.tr("{state} {day}; keputusan pertama: belum kompeten")
                day = short_date(appeal.closed_on)
                told.append(words.format(state=APPEALS[appeal.state], day=day))
            if appeal.note:
                told.append(appeal.note)
        self.told_label.setText("\n".join(told))
        self.told_label.setVisible(bool(told))
        for state, made in self.buttons.items():
            made.setVisible(state in following)
        title = self.tr("Alasan banding") if appeal is None else self.tr("Jawaban LSP")
        self.text_field.label.setText(title)
        self.text_field.editor.setAccessibleName(title)
        for field in (self.day_field, self.text_field):
            field.setVisible(bool(following))
        typing = self.text_field.editor.hasFocus() or self.day_field.editor.hasFocus()
        if not typing:
            self.text_field.set_text("")
            self.text_field.say("")
            self.day_field.set_value(self._today)

    def ask(self, state: Appeal) -> None:
        """Ask for the next state, with what is typed."""
        day = self.day_field.value()
        if day is None:
            self.day_field.say(self.tr("Isi tanggal."), "error")
            return
        if state is Appeal.FILED and not self.text_field.text():
            self.text_field.say(self.tr("Tulis alasan bandingnya."), "error")
            self.text_field.editor.setFocus()
            return
        key = "reason" if state is Appeal.FILED else "note"
        values: dict[str, Any] = {"on": day, key: self.text_field.text()}
        self.requested.emit(state, values)
