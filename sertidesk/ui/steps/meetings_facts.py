"""What is known of a meeting: kind, title, number, when, where, who leads it, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.meetings import KINDS
from sertidesk.domain.schedule import minutes_of, read_time, show_time
from sertidesk.services import meetings_edits
from sertidesk.services.meetings import TOPIC, Meeting
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    choice_field,
    complete,
    is_choosing,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.number_field import NumberField
from sertidesk.ui.kit.parts import column, label
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.meetings_part import Part, is_at_work

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_FILES_HEIGHT = 130  # pixels: all fits where the window is as high as it mostly is
_TIMES = ("starts", "ends")
_PLACES = {  # row, column, how many columns wide
    "kind": (0, 0, 1), "title": (0, 1, 3),
    "date": (1, 0, 1), "starts": (1, 1, 1), "ends": (1, 2, 1), "number": (1, 3, 1),
    "place": (2, 0, 2), "chair": (2, 2, 1), "note_taker": (2, 3, 1),
}  # fmt: skip


class FactsPart(Part):
    """Saves each field as soon as it is left."""

    def __init__(self, desk: Desk, activity_id: str) -> None:
        super().__init__(desk, "meeting_facts", self.tr("Data rapat"))
        self._activity_id = activity_id
        fields = (
            choice_field("kind", self.tr("Jenis rapat"), [(str(k), w) for k, w in KINDS.items()]),
            text_field("title", self.tr("Judul rapat"), self.tr("kosong: menurut jenisnya")),
            DateField("date", self.tr("Tanggal"), desk.store.today()),
            text_field("starts", self.tr("Mulai"), self.tr("misalnya 09.00")),
            text_field("ends", self.tr("Selesai"), self.tr("kosong: sampai selesai")),
            NumberField("number", self.tr("Nomor notulen")),
            text_field("place", self.tr("Tempat")),
            text_field("chair", self.tr("Pimpinan rapat")),
            text_field("note_taker", self.tr("Notulis")),
        )
        self.fields: dict[str, FormField] = {field.key: field for field in fields}
        self.summary_label = label("", "muted", wrap=True)
        self.summary_label.setObjectName("meeting_summary")
        self.files = EvidenceList(
            desk,
            "meeting_files",
            self.tr("Bukti: foto, daftar hadir bertanda tangan, undangan"),
        )
        self.files.list.setMaximumHeight(_FILES_HEIGHT)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for key, (line, place, wide) in _PLACES.items():
            grid.addWidget(self.fields[key], line, place, 1, wide, Qt.AlignmentFlag.AlignTop)
        for place in range(4):
            grid.setColumnStretch(place, 1)
        fields_part = QWidget()
        fields_part.setProperty("clear", True)
        fields_part.setLayout(grid)
        layout = column(scrolled(fields_part, self.summary_label, self.files))
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)
        # Connected signals
        for field in fields:
            field.left.connect(self._on_left)
            if isinstance(field, NumberField):
                field.take_requested.connect(self._on_take_requested)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)

    def offer(self, names: Sequence[str], places: Sequence[str]) -> None:
        """Offer these while typing."""
        complete(self.fields["place"], places)
        for key in ("chair", "note_taker"):
            complete(self.fields[key], names)

    @override
    def show_meeting(self, meeting: Meeting | None) -> None:
        same = meeting is not None and self.meeting is not None and meeting.id == self.meeting.id
        self.meeting = meeting
        for key, field in self.fields.items():
            field.setEnabled(meeting is not None)
            if same and is_at_work(field):
                continue
            field.say("")
            value = _value(meeting, key) if meeting else None
            if isinstance(field, DateField):
                field.set_value(value)
            else:
                field.set_text(value or "")
        if meeting is not None:
            self._check_times(meeting)
            self.summary_label.setText(self._summary(meeting))
            self.files.show_owner(self._activity_id, TOPIC, meeting.id)
        else:
            self.files.show_nothing()

    @override
    def begin(self) -> None:
        editor = self.fields["title"].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.selectAll()

    def _summary(self, one: Meeting) -> str:
        present = self.tr("{present} dari {all} orang hadir").format(
            present=len(one.present), all=len(one.guests)
        )
        points = self.tr("{count} acara").format(count=len(one.points))
        follows = self.tr("{count} tindak lanjut, {open} belum selesai").format(
            count=len(one.follow_ups), open=one.open_follow_ups
        )
        concluded = self.tr("kesimpulan sudah ditulis")
        if not one.conclusions:
            concluded = self.tr("kesimpulan belum ditulis")
        return " · ".join((present, points, concluded, follows))

    def _check_times(self, one: Meeting) -> None:
        backwards = bool(one.starts and one.ends) and minutes_of(one.ends) <= minutes_of(one.starts)
        if backwards:
            self.fields["ends"].say(self.tr("Sebelum jam mulai. Periksa jamnya."), "warning")

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: Any = field.text() or None
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        elif key in _TIMES and value:
            value = read_time(str(value))
            if value is None:
                field.say(self.tr("Isi jam, misalnya 09.00."), "error")
                return
        field.say("")
        if self.meeting is not None:
            changes = self.desk.do(meetings_edits.edit, self.meeting.id, {key: value})
            if changes is None:
                self.show_meeting(self.meeting)

    def _on_take_requested(self) -> None:
        if self.meeting is not None:
            changes = self.desk.do(meetings_edits.take_number, self.meeting.id)
            self.tell(changes, self.tr("Notulen bernomor dari register."))

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.focusNextChild()


def _value(meeting: Meeting, key: str) -> Any:
    if key in _TIMES:
        time = getattr(meeting, key)
        return show_time(time) if time else ""
    return getattr(meeting, "day" if key == "date" else key)
