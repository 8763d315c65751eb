"""The session beside the list: when, where, which scheme, which assessor, and who sits in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.schedule import Assessor, read_time, show_time
from sertidesk.services.schedule import Member, Session
from sertidesk.ui.kit.form import DateField, FormField, choice_field, complete, scrolled, text_field
from sertidesk.ui.kit.parts import column, label, named, row, show_cut, tool
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.schedule_people import PeopleBox

_WIDTH = 340


class SessionPanel(QFrame):
    """Saves each field as soon as it is left; Enter and Esc lead back to the list."""

    edit_requested = Signal(dict)  # field → value, for the sessions shown
    remove_requested = Signal()
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "session_panel", self.tr("Sesi yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._sessions: tuple[Session, ...] = ()
        self.heading = label("", "heading")
        self.remove_button = tool(
            "sessions_remove", self.tr("Hapus sesi yang terpilih (Del)"),
            self.remove_requested.emit, icon="trash-2",
        )  # fmt: skip
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                DateField("date", self.tr("Tanggal"), today),
                text_field("capacity", self.tr("Kapasitas ruang")),
                text_field("starts", self.tr("Mulai")),
                text_field("ends", self.tr("Selesai")),
                text_field("test_centre", self.tr("TUK")),
                text_field("room", self.tr("Ruang")),
                text_field("scheme", self.tr("Skema")),
                choice_field("assessor_id", self.tr("Asesor"), [("", "–")]),
            )
        }
        box = self.fields["assessor_id"].editor
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        self.people = PeopleBox()
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self.left)

    def offer(
        self, centres: Sequence[str], schemes: Sequence[str], assessors: Sequence[Assessor]
    ) -> None:
        """Offer these while typing; an assessor is chosen from the list."""
        complete(self.fields["test_centre"], centres)
        complete(self.fields["scheme"], schemes)
        box = self.fields["assessor_id"].editor
        known = self.fields["assessor_id"].text()
        box.clear()
        box.addItem("–", "")
        for one in assessors:
            box.addItem(one.name, one.id)
        box.setCurrentIndex(box.findData(known))

    def show_sessions(self, sessions: Sequence[Session], waiting: Sequence[Member]) -> None:
        """Show one session, or what several have in common; a field being typed in stays."""
        same = [one.id for one in sessions] == [one.id for one in self._sessions]
        self._sessions = tuple(sessions)
        one = sessions[0] if len(sessions) == 1 else None
        words = self.tr("Pilih sesi di daftar")
        if one is not None:
            words = one.words
        elif sessions:
            words = self.tr("{count} sesi dipilih").format(count=len(sessions))
        show_cut(self.heading, words, _WIDTH - 72)
        for key, field in self.fields.items():
            field.setEnabled(bool(sessions))
            if not (same and field.editor.hasFocus()):
                self._show(field, {_value(session, key) for session in sessions})
        self.remove_button.setEnabled(bool(sessions))
        self.people.show_people(one, waiting)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields["date"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        head = row(self.heading, self.remove_button)
        head.setStretch(0, 1)
        layout = column(head)
        fields = QWidget()
        fields.setLayout(grid)
        area = scrolled(fields)
        area.setMaximumHeight(fields.sizeHint().height() + SPACE)
        layout.addWidget(area, 3)
        layout.addWidget(self.people, 2)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        chain: list[QWidget] = [field.editor for field in self.fields.values()]
        people = self.people
        chain += [people.inside_button, people.waiting_button, people.list, people.put_button]
        chain += [people.unseat_button, people.choose_button]
        for before, after in zip(chain, [*chain[1:], self.remove_button], strict=True):
            QWidget.setTabOrder(before, after)

    def _show(self, field: FormField, values: set[Any]) -> None:
        value = values.pop() if len(values) == 1 else None
        varied = bool(values)
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        elif field.key == "assessor_id":
            box = field.editor
            if isinstance(value, Assessor) and box.findData(value.id) < 0:
                box.addItem(value.name, value.id)  # no longer on the office's list
            field.set_text(value.id if isinstance(value, Assessor) else "")
            if varied:
                box.setCurrentIndex(-1)
        else:
            field.set_text("" if value is None else str(value))
        if isinstance(field.editor, QLineEdit):
            usual = "tgl-bln-tahun" if field.key == "date" else ""
            field.editor.setPlaceholderText(self.tr("beragam") if varied else usual)

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: object = field.text()
        if isinstance(field, DateField):
            value = field.value()
            if value is None:
                if not field.text():
                    field.say(self.tr("Isi tanggalnya."), "error")
                return  # else the field has said that it cannot read this
        elif key in ("starts", "ends"):
            value = read_time(str(value))
            if value is None:
                field.say(self.tr("Isi jam, misalnya 08.30."), "error")
                return
        elif key == "capacity" and value and not str(value).isdecimal():
            field.say(self.tr("Isi jumlah orang dengan angka."), "error")
            return
        field.say("")
        self.edit_requested.emit({key: value or None})


def _value(session: Session, key: str) -> object:
    if key == "assessor_id":
        return session.assessor
    if key in ("starts", "ends"):
        return show_time(getattr(session, key))
    return getattr(session, "day" if key == "date" else key)
