"""Beside board and list: the chosen applicants, their next state, their numbers, their timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain import tracker as rules
from sertidesk.domain.formatting import moment, short_date
from sertidesk.domain.tracker import NUMBERS, PARTIES, STATES, Party, State
from sertidesk.services.tracker import Applicant, Event
from sertidesk.ui.kit.form import DateField, FormField, choice_field, scrolled, text_field
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge, show_cut
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps import tracker_words

_WIDTH = 316
_BESIDE_HEADING = 64  # pixels: margins and the button


class TrackerPanel(QFrame):
    """Asks for the next state with its day and note; a number is kept as its field is left."""

    record_requested = Signal(object, object, str)  # State, date, note
    retract_requested = Signal()
    numbers_requested = Signal(dict)
    left = Signal()  # Esc: back to board or list

    def __init__(self, today: date, usual: State | None) -> None:
        super().__init__()
        named(self, "tracker_panel", self.tr("Pemohon yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._today, self._usual = today, usual  # the state that the open step leads to
        self._chosen: tuple[Applicant, ...] = ()
        self.heading = label("", "heading")
        self.state_badge = badge("")
        self.state_badge.setObjectName("tracker_state")
        self.waiting_label = label("", "muted", wrap=True)
        self.due_label = label("", wrap=True)
        self.due_label.setObjectName("tracker_due")
        self.due_label.setProperty("badge", "warn")
        self.retract_button = button(
            "tracker_retract", "", self.retract_requested.emit, icon="rotate-ccw",
            tip=self.tr("Coret keadaan terakhir yang keliru"),
        )  # fmt: skip
        self.retract_button.setAccessibleName(self.tr("Coret keadaan terakhir"))
        self.retract_button.setProperty("tool", True)
        self.state_field: FormField = choice_field("tracker_next", self.tr("Keadaan baru"), ())
        self.day_field = DateField("tracker_day", self.tr("Sejak tanggal"), today)
        self.note_field = text_field("tracker_note", self.tr("Catatan atau alasan"))
        self.record_button = button(
            "tracker_record", self.tr("Catat keadaan"), self.record, icon="check",
            tip=self.tr("Catat keadaan baru untuk semua yang dipilih"),
        )  # fmt: skip
        self.number_fields = {key: text_field(key, title) for key, title in NUMBERS.items()}
        self.numbers_part = QWidget()
        self.timeline_part = QWidget()
        self.timeline_layout = QVBoxLayout(self.timeline_part)
        self._build()
        # Connected signals
        self.state_field.edited.connect(self._on_state_chosen)
        self.note_field.editor.returnPressed.connect(self.record)
        for field in self.number_fields.values():
            field.left.connect(self._on_number_left)

    def show_applicants(self, chosen: Sequence[Applicant], events: Sequence[Event]) -> None:
        """Show one applicant with the timeline, or what several have in common."""
        before = [(one.id, one.state) for one in self._chosen]
        same = [(one.id, one.state) for one in chosen] == before
        self._chosen = tuple(chosen)
        one = chosen[0] if len(chosen) == 1 else None
        words = self.tr("Pilih pemohon")
        if one is not None:
            words = f"{one.number}. {one.name}"
        elif chosen:
            words = self.tr("{count} pemohon dipilih").format(count=len(chosen))
        show_cut(self.heading, words, _WIDTH - _BESIDE_HEADING)
        self._show_state(chosen)
        if not same:
            self._begin(chosen)
        self.retract_button.setEnabled(any(one.state is not State.NONE for one in chosen))
        self._show_numbers(one)
        self._show_timeline(events if one is not None else ())

    def begin(self) -> None:
        """Put the cursor where the next state is chosen."""
        self.state_field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def record(self) -> None:
        """Ask for the state chosen, if its day can be read and it has the reason it needs."""
        if not self.state_field.text():
            return
        state, day = State(self.state_field.text()), self.day_field.value()
        if day is None:
            self.day_field.say(self.tr("Isi tanggalnya, misalnya 12-05-2026."), "error")
            self.day_field.editor.setFocus()
            return
        if state in rules.NEEDS_REASON and not self.note_field.text():
            self.note_field.say(self.tr("Tulis alasan dikembalikan."), "error")
            self.note_field.editor.setFocus()
            return
        self.note_field.say("")
        self.record_requested.emit(state, day, self.note_field.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        head = row(self.heading, self.retract_button)
        head.setStretch(0, 1)
        numbers = column(*self.number_fields.values(), spacing=SPACE)
        self.numbers_part.setLayout(numbers)
        self.timeline_layout.setContentsMargins(0, 0, 0, 0)
        self.timeline_layout.setSpacing(SPACE)
        for part in (self.numbers_part, self.timeline_part):
            part.setProperty("clear", True)
        both = row(self.state_field, self.day_field)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        layout = column(
            head, row(self.state_badge, 1), self.waiting_label, self.due_label, both,
            self.note_field, self.record_button,
            scrolled(self.numbers_part, self.timeline_part), spacing=SPACE,
        )  # fmt: skip
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def _show_state(self, chosen: Sequence[Applicant]) -> None:
        states = {one.state for one in chosen}
        state = next(iter(states)) if len(states) == 1 else None
        self.state_badge.setVisible(bool(chosen))
        if state is not None:
            set_badge(self.state_badge, STATES[state], tracker_words.TONES[state])
            party = rules.waits_on(state)
            words = self.tr("Menunggu {who} {act}.")
            waiting = words.format(who=PARTIES[party], act=rules.act_of(state))
            ended = self.tr("Tidak menunggu siapa pun.")
            self.waiting_label.setText(ended if party is Party.NOBODY else waiting)
        elif chosen:
            set_badge(self.state_badge, self.tr("beragam"), "plain")
            self.waiting_label.setText(
                self.tr("Yang dapat dicatat sekaligus hanya keadaan yang cocok untuk semuanya.")
            )
        else:
            self.waiting_label.setText(
                self.tr("Pilih satu atau beberapa orang untuk mencatat keadaan barunya.")
            )
        due = tracker_words.due(chosen[0]) if len(chosen) == 1 else ""
        self.due_label.setText(due)
        self.due_label.setVisible(bool(due))
        if due:
            set_badge(self.due_label, due, "bad" if chosen[0].is_overdue else "warn")

    def _begin(self, chosen: Sequence[Applicant]) -> None:
        """Offer the states that may follow; void is not among them: it has its own key."""
        offered = [
            state
            for state in rules.common_next([one.state for one in chosen])
            if state is not State.VOID
        ]
        box = self.state_field.editor
        box.clear()
        for state in offered:
            box.addItem(STATES[state], str(state))
        usual = offered.index(self._usual) if self._usual in offered else 0
        box.setCurrentIndex(usual if offered else -1)
        for part in (self.state_field, self.day_field, self.note_field, self.record_button):
            part.setVisible(bool(offered))
        self.day_field.set_value(self._today if offered else None)
        self.note_field.set_text("")
        self._on_state_chosen()

    def _show_numbers(self, one: Applicant | None) -> None:
        from_decision = one is not None and (
            one.state is State.COMPETENT or bool(one.missing_numbers) or any(one.numbers.values())
        )
        self.numbers_part.setVisible(from_decision)
        for key, field in self.number_fields.items():
            if not field.editor.hasFocus():
                field.set_text(one.numbers[key] if one is not None else "")
            lacking = one is not None and key in one.missing_numbers
            words = self.tr("belum dicatat") if lacking else ""
            field.editor.setPlaceholderText(words)
            field.editor.setAccessibleDescription(words)

    def _show_timeline(self, events: Sequence[Event]) -> None:
        while self.timeline_layout.count():
            item = self.timeline_layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.timeline_part.setVisible(bool(events))
        if events:
            self.timeline_layout.addWidget(label(self.tr("Riwayat"), "label"))
        for event in reversed(events):
            self.timeline_layout.addWidget(self._line(event))

    def _line(self, event: Event) -> QLabel:
        words = f"{short_date(event.reached_on)}  {STATES[event.state]}"
        made = label(f"{words}\n{event.note}" if event.note else words, wrap=True)
        told = self.tr("Dari {before}; dicatat {who} pada {when}")
        made.setToolTip(
            told.format(
                before=STATES[event.came_from],
                who=event.recorded_by,
                when=moment(event.recorded_at),
            )
        )
        made.setAccessibleName(f"{made.text()}. {made.toolTip()}")
        return made

    def _on_state_chosen(self, _key: str = "") -> None:
        needed = self.state_field.text() in rules.NEEDS_REASON
        words = self.tr("apa yang kurang; wajib diisi") if needed else ""
        self.note_field.editor.setPlaceholderText(words)
        self.note_field.say("")

    def _on_number_left(self, key: str) -> None:
        self.numbers_requested.emit({key: self.number_fields[key].text()})
