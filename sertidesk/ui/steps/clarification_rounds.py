"""The rounds of an activity, each in two lines: sent when, to whom, how many; answered how far."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sertidesk.domain.clarification import labels_of
from sertidesk.domain.formatting import list_date
from sertidesk.services.clarification import RoundLine
from sertidesk.ui.kit.parts import badge, label, named, row
from sertidesk.ui.kit.theme import SPACE


class RoundList(QScrollArea):
    """Lists the rounds, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "clarification_rounds", self.tr("Daftar putaran"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_rounds([])

    def show_rounds(self, rounds: list[RoundLine]) -> None:
        """Show these rounds."""
        holder = QWidget()
        holder.setProperty("clear", True)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        if not rounds:
            layout.addWidget(label(self.tr("Belum ada putaran."), "muted"))
        for one in rounds:
            done = one.answered >= one.persons
            mark = badge(
                self.tr("{done} dari {all} dijawab").format(done=one.answered, all=one.persons),
                "good" if done else ("warn" if one.answered_at else "accent"),
            )
            layout.addLayout(row(label(self.summary(one)), 1, mark))
            layout.addWidget(label(self._facts(one), "muted", wrap=True))
        layout.addStretch(1)
        self.setWidget(holder)

    def summary(self, one: RoundLine) -> str:
        """Return "Putaran 1 · 21 Nov 2026"."""
        day = list_date(datetime.fromisoformat(one.opened_at).date())
        return self.tr("Putaran {n} · {day}").format(n=one.number, day=day)

    def _facts(self, one: RoundLine) -> str:
        if not one.fields:
            return self.tr("Dikirim di luar SertiDesk.")
        told = self.tr("Kepada {whom}: {fields}.").format(
            whom=one.recipient, fields=labels_of(one.fields)
        )
        if one.answer_file:
            told += " " + self.tr("Jawaban: {file}.").format(file=one.answer_file)
        return told
