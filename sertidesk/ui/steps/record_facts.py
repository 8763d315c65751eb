"""What an official record says: number, day, place, LSP, scheme, signers, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.assessment import DECISIONS
from sertidesk.services import official_record
from sertidesk.services.official_record import Record
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    complete,
    is_choosing,
    long_field,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.number_field import NumberField
from sertidesk.ui.kit.parts import column, label
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.meetings_part import Part, is_at_work

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_PLACES = {  # row, column, how many columns wide
    "number": (0, 0, 2), "date": (0, 2, 2), "place": (0, 4, 2),
    "lsp": (1, 0, 2), "test_centre": (1, 2, 2), "standard": (1, 4, 2),
    "scheme": (2, 0, 6),
    "witness": (3, 0, 3), "witness_position": (3, 3, 3),
    "closing": (4, 0, 6),
}  # fmt: skip


class FactsPart(Part):
    """Saves each field as soon as it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "record_facts", self.tr("Isi berita acara"))
        fields = (
            NumberField("number", self.tr("Nomor"), self.tr("misalnya BA-UJI/1/2026")),
            DateField("date", self.tr("Tanggal"), desk.store.today()),
            text_field("place", self.tr("Bertempat di")),
            text_field("lsp", self.tr("LSP")),
            text_field("test_centre", self.tr("TUK")),
            text_field("standard", self.tr("SKKNI/standar"), self.tr("boleh kosong")),
            text_field("scheme", self.tr("Skema/jabatan kerja")),
            text_field("witness", self.tr("Penandatangan kedua"), self.tr("yang mengetahui")),
            text_field("witness_position", self.tr("Jabatannya"), self.tr("kosong: Kepala TUK")),
            long_field("closing", self.tr("Kalimat penutup"), 2),
        )
        self.fields: dict[str, FormField] = {field.key: field for field in fields}
        self.summary_label = label("", "muted", wrap=True)
        self.summary_label.setObjectName("record_summary")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for key, (line, place, wide) in _PLACES.items():
            grid.addWidget(self.fields[key], line, place, 1, wide, Qt.AlignmentFlag.AlignTop)
        for place in range(6):
            grid.setColumnStretch(place, 1)
        fields_part = QWidget()
        fields_part.setProperty("clear", True)
        fields_part.setLayout(grid)
        layout = column(scrolled(self.summary_label, fields_part))
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)
        # Connected signals
        for field in fields:
            field.left.connect(self._on_left)
            if isinstance(field, NumberField):
                field.take_requested.connect(self._on_take_requested)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)

    def offer(self, names: Sequence[str], centres: Sequence[str], bodies: Sequence[str]) -> None:
        """Offer these while typing."""
        complete(self.fields["witness"], names)
        complete(self.fields["lsp"], bodies)
        for key in ("place", "test_centre"):
            complete(self.fields[key], centres)

    @override
    def show_meeting(self, meeting: Any) -> None:
        record: Record | None = meeting
        same = record is not None and self.meeting is not None and record.id == self.meeting.id
        self.meeting = record
        for key, field in self.fields.items():
            field.setEnabled(record is not None)
            if same and is_at_work(field):
                continue
            field.say("")
            if isinstance(field, DateField):
                field.set_value(record.day if record else None)
            else:
                field.set_text(getattr(record, key) if record else "")
        self.summary_label.setText(self._summary(record) if record else "")

    @override
    def begin(self) -> None:
        editor = self.fields["number"].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.selectAll()

    def _summary(self, one: Record) -> str:
        told = [self.tr("{count} peserta").format(count=len(one.entries))]
        counts = one.counts
        told += [f"{counts.get(key, 0)} {word.lower()}" for key, word in DECISIONS.items()]
        if counts.get(None, 0):
            told.append(self.tr("{count} belum diputus").format(count=counts[None]))
        named = ", ".join(
            f"{name} ({number})" if number else name for name, number in one.assessors
        )
        whom = self.tr("Asesor: {names}").format(
            names=named or self.tr("belum ada – isi di Jadwal atau Asesmen")
        )
        return f"{' · '.join(told)}\n{whom}"

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: Any = field.text() or None
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        if self.meeting is not None:
            changes = self.desk.do(official_record.edit, self.meeting.id, {key: value})
            if changes is None:
                self.show_meeting(self.meeting)

    def _on_take_requested(self) -> None:
        if self.meeting is not None:
            changes = self.desk.do(official_record.take_number, self.meeting.id)
            self.tell(changes, self.tr("Berita acara bernomor dari register."))

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.focusNextChild()
