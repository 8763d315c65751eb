"""The assessment beside the list: recommended, decided, noted, and the appeal of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.assessment import DECISIONS, METHODS, RECOMMENDATIONS, Decision, Method
from sertidesk.services.assessment import Entry
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    choice_field,
    complete,
    long_field,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.parts import button, column, label, named, restyle, row, show_cut
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.assessment_appeal import AppealPart

_WIDTH = 348
_LINES = (  # the fields of each line, each with its share of the width
    (("recommendation", 3), ("decided_on", 3)),
    (("method", 3), ("assessed_on", 3)),
    (("assessor", 4), ("score", 2)),
    (("note", 6),),
)
_KINDS: dict[str, type[Decision] | type[Method]] = {"recommendation": Decision, "method": Method}
_TONES = {Decision.COMPETENT: "good", Decision.NOT_COMPETENT: "bad", Decision.ABSENT: "warn"}


class AssessmentPanel(QFrame):
    """Saves each field as it is left, for all that are chosen; an appeal is of one alone."""

    decide_requested = Signal(object)  # a Decision
    edit_requested = Signal(dict)
    follow_requested = Signal()  # decide as the assessors recommended
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "assessment_panel", self.tr("Asesmen peserta yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._entries: tuple[Entry, ...] = ()
        self.heading = label("", "heading")
        self.about = label("", "muted", wrap=True)
        self.warning_label = label("", wrap=True)
        self.warning_label.setObjectName("assessment_warnings")
        self.warning_label.setProperty("badge", "warn")
        self.decide_buttons = {
            Decision.COMPETENT: self._decider(Decision.COMPETENT, self.tr("Kompeten"), "K"),
            Decision.NOT_COMPETENT: self._decider(
                Decision.NOT_COMPETENT, self.tr("Belum kompeten"), "B"
            ),
            Decision.ABSENT: self._decider(Decision.ABSENT, self.tr("Tidak hadir"), "T"),
        }
        self.follow_button = button(
            "assessment_follow", "", self.follow_requested.emit, link=True,
            tip=self.tr("Yang terpilih, atau semua yang tampak bila hanya satu terpilih (R)"),
        )  # fmt: skip
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                choice_field("recommendation", self.tr("Rekomendasi"), _choices(RECOMMENDATIONS)),
                DateField("decided_on", self.tr("Tanggal keputusan"), today),
                choice_field("method", self.tr("Metode"), _choices(METHODS)),
                DateField("assessed_on", self.tr("Tanggal asesmen"), today),
                text_field("assessor", self.tr("Asesor")),
                text_field("score", self.tr("Nilai")),
                long_field("note", self.tr("Catatan"), lines=2),
            )
        }
        self.appeal = AppealPart(today)
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self.left.emit)

    def suggest_assessors(self, assessors: Sequence[str]) -> None:
        """Offer these names while an assessor is typed."""
        complete(self.fields["assessor"], assessors)

    def show_waiting(self, count: int) -> None:
        """Offer to follow the recommendations of so many who are not decided."""
        words = self.tr("Putuskan {count} sesuai rekomendasi").format(count=count)
        self.follow_button.setText(words)
        self.follow_button.setAccessibleName(words)
        self.follow_button.setVisible(count > 0)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show one assessment, or what several have in common; a field being typed in stays."""
        keys = [one.participant_id for one in entries]
        same = keys == [one.participant_id for one in self._entries]
        self._entries = tuple(entries)
        one = entries[0] if len(entries) == 1 else None
        words = self.tr("Pilih peserta di daftar")
        if one is not None:
            words = one.name
        elif entries:
            words = self.tr("{count} peserta dipilih").format(count=len(entries))
        show_cut(self.heading, words, _WIDTH - 8 * SPACE)
        told = "  ·  ".join(filter(None, (one.trade, one.session))) if one else ""
        self.about.setText(told)
        self.about.setVisible(bool(told))
        self.warning_label.setText("\n".join(one.warnings) if one else "")
        self.warning_label.setVisible(bool(one and one.warnings))
        decided = {entry.decision for entry in entries}
        for decision, made in self.decide_buttons.items():
            made.setEnabled(bool(entries))
            holds = decided == {decision}
            restyle(made, "chip", _TONES[decision] if holds else "plain")
            made.setChecked(holds)
        for key, field in self.fields.items():
            field.setEnabled(bool(entries))
            if not (same and field.editor.hasFocus()):
                self._show(key, field)
        self.appeal.show_entry(one)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields["recommendation"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _decider(self, decision: Decision, words: str, key: str) -> Any:
        tip = self.tr("{word} untuk yang terpilih ({key})")
        made = button(
            f"assessment_decide_{decision}",
            words,
            lambda: self.decide_requested.emit(decision),
            tip=tip.format(word=DECISIONS[decision], key=key),
        )
        made.setCheckable(True)
        return made

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for line, shares in enumerate(_LINES):
            place = 0
            for key, share in shares:
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(self.fields[key], line, place, 1, share, top)
                place += share
        for place in range(6):
            grid.setColumnStretch(place, 1)
        fields = QWidget()
        fields.setLayout(grid)
        fields.setProperty("clear", True)
        area = scrolled(self.warning_label, self.follow_button, fields, self.appeal)
        layout = column(
            self.heading, self.about, row(*self.decide_buttons.values(), 1, spacing=SPACE), area
        )
        layout.setStretch(3, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def _show(self, key: str, field: FormField) -> None:
        values = {getattr(entry, key) for entry in self._entries}
        value = values.pop() if len(values) == 1 else None
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        else:
            field.set_text("" if value is None else str(value))

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: object = field.text() or None
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        elif key in _KINDS and value is not None:
            value = _KINDS[key](str(value))
        if self._entries:
            self.edit_requested.emit({key: value})


def _choices(words: Any) -> list[tuple[str, str]]:
    return [("", "–"), *((str(key), word) for key, word in words.items())]
