"""One line that divides all who are in no session into groups, with days, times and rooms."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit
from typing_extensions import override

from sertidesk.domain.schedule import read_time
from sertidesk.domain.schedule_plan import Terms
from sertidesk.ui.kit.form import DateField, FormField, complete, is_choosing, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE

_WIDTHS = {
    "share_size": 116, "share_day": 112, "share_starts": 72, "share_ends": 72, "share_minutes": 96,
}  # fmt: skip


class ShareBar(QFrame):
    """Enter divides; Esc closes. What was typed stays for the next time."""

    share_requested = Signal(object)  # Terms
    closed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "schedule_share_bar", self.tr("Bagi peserta ke dalam sesi"))
        self.setProperty("card", True)
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("share_size", self.tr("Orang/kelompok")),
                DateField("share_day", self.tr("Mulai tanggal"), today),
                text_field("share_starts", self.tr("Dari jam")),
                text_field("share_ends", self.tr("Sampai")),
                text_field("share_minutes", self.tr("Menit per sesi")),
                text_field("share_centre", self.tr("TUK")),
                text_field("share_rooms", self.tr("Ruang, dipisah koma"), "Ruang 1, Ruang 2"),
            )
        }
        for key, text in (
            ("share_size", "10"), ("share_starts", "08.00"), ("share_ends", "16.00"),
            ("share_minutes", "120"),
        ):  # fmt: skip
            self.fields[key].set_text(text)
        self.share_button = button(
            "schedule_share", self.tr("Bagi sekarang"), self.share, icon="users"
        )
        self.close_button = button(
            "schedule_share_close", "", self.closed.emit, icon="x", tip=self.tr("Tutup (Esc)")
        )
        self.close_button.setAccessibleName(self.tr("Tutup baris pembagian"))
        self._build()
        # Connected signals
        for field in self.fields.values():
            field.editor.returnPressed.connect(self._on_entered)

    def begin(self, waiting: int, centres: list[str], centre: str, first_day: date) -> None:
        """Show the line for so many who wait, with the cursor in the size of a group."""
        complete(self.fields["share_centre"], centres)
        if not self.fields["share_centre"].text():
            self.fields["share_centre"].set_text(centre)
        day = self.fields["share_day"]
        if isinstance(day, DateField) and not day.text():
            day.set_value(first_day)
        self.show_waiting(waiting)
        self.show()
        editor = self.fields["share_size"].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.selectAll()

    def show_waiting(self, waiting: int) -> None:
        """Tell how many would be divided."""
        self.about.setText(
            self.tr(
                "{count} peserta yang belum dijadwalkan dibagi menurut jabatan kerja, pada hari "
                "kerja, dengan asesor yang memiliki skemanya."
            ).format(count=waiting)
        )
        self.share_button.setEnabled(waiting > 0)

    def share(self) -> None:
        """Ask for the division, or say at the field what cannot be read."""
        terms = self._terms()
        if terms is not None:
            self.share_requested.emit(terms)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.about = label("", "muted", wrap=True)
        line = row(spacing=2 * SPACE)
        for key, field in self.fields.items():
            if key in _WIDTHS:
                field.setFixedWidth(_WIDTHS[key])
            line.addWidget(field, 0 if key in _WIDTHS else 1, Qt.AlignmentFlag.AlignTop)
        foot = row(self.about, self.share_button, self.close_button)
        foot.setStretch(0, 1)
        layout = column(line, foot, spacing=SPACE)
        layout.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def _terms(self) -> Terms | None:
        numbers = {}
        for key in ("share_size", "share_minutes"):
            text = self.fields[key].text()
            if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 10_000):
                self._refuse(key, self.tr("Isi dengan angka."))
                return None
            numbers[key] = int(text)
        times = {}
        for key in ("share_starts", "share_ends"):
            time = read_time(self.fields[key].text())
            if time is None:
                self._refuse(key, self.tr("Contoh: 08.00"))
                return None
            times[key] = time
        day = self.fields["share_day"]
        first = day.value() if isinstance(day, DateField) else None
        if first is None:
            self._refuse("share_day", self.tr("Isi tanggal."))
            return None
        for field in self.fields.values():
            field.say("")
        rooms = [part.strip() for part in re.split(r"[,;]", self.fields["share_rooms"].text())]
        return Terms(
            numbers["share_size"],
            first,
            times["share_starts"],
            times["share_ends"],
            numbers["share_minutes"],
            self.fields["share_centre"].text(),
            tuple(filter(None, rooms)) or ("",),
        )

    def _refuse(self, key: str, words: str) -> None:
        self.fields[key].say(words, "error")
        self.fields[key].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self) -> None:
        editor = self.sender()
        if not (isinstance(editor, QLineEdit) and is_choosing(editor)):
            self.share()
