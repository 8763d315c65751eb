"""What is known of a meeting: kind, title, number, when, where, who leads it, and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from sertidesk.domain.meetings import KINDS
from sertidesk.domain.schedule import minutes_of, read_time, show_time
from sertidesk.services import meetings_edits
from sertidesk.services.meetings import TOPIC, Meeting
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import (
    DateField,
    choice_field,
    complete,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.number_field import NumberField
from sertidesk.ui.kit.parts import column, label
from sertidesk.ui.kit.sides import FieldsSide
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_FILES_HEIGHT = 130  # pixels: all fits where the window is as high as it mostly is
_TIMES = ("starts", "ends")
_PLACES = {  # row, column, how many columns wide
    "kind": (0, 0, 1), "title": (0, 1, 3),
    "date": (1, 0, 1), "starts": (1, 1, 1), "ends": (1, 2, 1), "number": (1, 3, 1),
    "place": (2, 0, 2), "chair": (2, 2, 1), "note_taker": (2, 3, 1),
}  # fmt: skip


class FactsSide(FieldsSide):
    """What a meeting is, when and where, with its files."""

    first = "title"

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
        self.summary_label = label("", "muted", wrap=True)
        self.summary_label.setObjectName("meeting_summary")
        self.files = EvidenceList(
            desk,
            "meeting_files",
            self.tr("Bukti: foto, daftar hadir bertanda tangan, undangan"),
        )
        self.files.list.setMaximumHeight(_FILES_HEIGHT)
        fields_part = self.make_grid(fields, _PLACES)
        layout = column(scrolled(fields_part, self.summary_label, self.files))
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)

    def offer(self, names: Sequence[str], places: Sequence[str]) -> None:
        """Offer these while typing."""
        complete(self.fields["place"], places)
        for key in ("chair", "note_taker"):
            complete(self.fields[key], names)

    @override
    def show_entry(self, entry: Any) -> None:
        super().show_entry(entry)
        if entry is not None:
            self._check_times(entry)
            self.summary_label.setText(self._summary(entry))
            self.files.show_owner(self._activity_id, TOPIC, entry.id)
        else:
            self.files.show_nothing()

    @override
    def value(self, entry: Any, key: str) -> Any:
        if key in _TIMES:
            time = getattr(entry, key)
            return show_time(time) if time else ""
        return entry.day if key == "date" else super().value(entry, key)

    @override
    def read(self, key: str, text: str) -> Any:
        if key not in _TIMES or not text:
            return text or None
        time = read_time(text)
        if time is None:
            raise ValueError(self.tr("Isi jam, misalnya 09.00."))
        return time

    @override
    def save(self, entry_id: str, values: Mapping[str, Any]) -> Any:
        return self.desk.do(meetings_edits.edit, entry_id, values)

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

    @override
    def take_number(self) -> None:
        if self.entry is not None:
            changes = self.desk.do(meetings_edits.take_number, self.entry.id)
            self.tell(changes, self.tr("Notulen bernomor dari register."))
