"""Beside the roll: one line's time and note, and the last scans; above it: who came unannounced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem
from typing_extensions import override

from sertidesk.domain import cards
from sertidesk.domain.attendance import OUTCOMES, State, attended
from sertidesk.domain.schedule import show_time
from sertidesk.services.attendance import Candidate, Entry, Roll
from sertidesk.services.attendance_scans import ScanLine
from sertidesk.ui.kit.form import FormField, choice_field, complete, is_choosing, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, show_cut
from sertidesk.ui.kit.table import tone_colours
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.attendance_scan import TONES

_WIDTH = 300
_ROOMY = 210  # pixels of height from which all of it fits
_LINE = Qt.ItemDataRole.UserRole


class PersonPanel(QFrame):
    """When someone came and what is noted of it; a card scanned into a field is a scan."""

    edit_requested = Signal(dict)
    enrol_requested = Signal()
    substitute_requested = Signal()
    scanned = Signal(str)
    scan_chosen = Signal(object)  # ScanLine
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "attendance_panel", self.tr("Peserta yang dipilih dan pindaian terakhir"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._entries: tuple[Entry, ...] = ()
        self.heading = label("", "heading")
        self.fields: dict[str, FormField] = {
            "arrived": text_field("arrived", self.tr("Jam datang"), "08.00"),
            "note": text_field("note", self.tr("Catatan")),
        }
        self.fields["arrived"].setFixedWidth(84)
        self.substitute_button = button(
            "attendance_substitute", self.tr("Pengganti…"), self.substitute_requested.emit,
            icon="users", tip=self.tr("Orang lain datang menggantikan yang terpilih (G)"),
        )  # fmt: skip
        self.enrol_button = button(
            "attendance_enrol", self.tr("Jadikan peserta"), self.enrol_requested.emit,
            icon="user-plus", tip=self.tr("Tamu menjadi peserta kegiatan ini (P)"),
        )  # fmt: skip
        self.scans_label = label(self.tr("Pindaian terakhir (Enter: terima di sini)"), "label")
        self.scans: QListWidget = named(
            QListWidget(), "attendance_scans", self.tr("Pindaian terakhir")
        )
        self.scans.setUniformItemSizes(True)
        self.scans.setMinimumHeight(6 * SPACE)
        self.scans_label.setBuddy(self.scans)
        line = row(self.fields["arrived"], self.fields["note"])
        line.setStretch(1, 1)
        layout = column(self.heading, line, row(self.substitute_button, self.enrol_button, 1))
        layout.addWidget(self.scans_label)
        layout.addWidget(self.scans, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        # Connected signals
        self.scans.itemActivated.connect(self._on_scan_activated)
        for field in self.fields.values():
            field.left.connect(self._on_left)
            field.editor.returnPressed.connect(self._on_return_pressed)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show one line, or how many are selected; a field being typed in stays."""
        same = [one.key for one in entries] == [one.key for one in self._entries]
        self._entries = tuple(entries)
        one = entries[0] if len(entries) == 1 else None
        words = self.tr("Pilih peserta di daftar")
        if one is not None:
            words = one.name
        elif entries:
            words = self.tr("{count} orang dipilih").format(count=len(entries))
        show_cut(self.heading, words, _WIDTH - 7 * SPACE)
        is_recorded = one is not None and one.state is not State.NONE
        for key, field in self.fields.items():
            field.setEnabled(is_recorded)
            if not (same and field.editor.hasFocus()):
                value = getattr(one, key) if one is not None else ""
                field.set_text(show_time(value) if key == "arrived" else value)
        self.substitute_button.setVisible(one is None or one.participant_id is not None)
        self.substitute_button.setEnabled(one is not None and not attended(one.state))
        self.enrol_button.setVisible(one is not None and one.participant_id is None)

    def show_scans(self, lines: Sequence[ScanLine]) -> None:
        """Show the last scans, the newest first, each in the colour of its outcome."""
        self.scans.clear()
        for line in lines:
            words = f"{line.at:%H.%M} {line.name or line.text}"
            item = QListWidgetItem(f"{words} – {OUTCOMES[line.outcome]}")
            item.setForeground(QColor(tone_colours(TONES[line.outcome])[1]))
            item.setToolTip(f"{item.text()} ({line.text})")
            item.setData(_LINE, line)
            self.scans.addItem(item)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scans_label.setVisible(self.height() >= _ROOMY)  # the fields need the room more

    def begin(self) -> None:
        """Put the cursor where the time stands."""
        self.fields["arrived"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_left(self, key: str) -> None:
        text = self.fields[key].text()
        if cards.read(text).kind is cards.Kind.CARD:
            return  # comes with its Enter
        if self._entries:
            self.edit_requested.emit({key: text})

    def _on_return_pressed(self) -> None:
        for field in self.fields.values():
            if cards.read(field.text()).kind is cards.Kind.CARD:
                text = field.text()
                self.show_entries(())  # forgets what the scanner typed here
                self.scanned.emit(text)
                return
        self.left.emit()

    def _on_scan_activated(self, item: QListWidgetItem) -> None:
        self.scan_chosen.emit(item.data(_LINE))


class VisitorBar(QFrame):
    """Who came unannounced: a participant chosen by name or number, or someone new with a NIK."""

    noted = Signal(object, str, str, object)  # participant or None, name, NIK, replaced or None
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "visitor_bar", self.tr("Orang yang datang tanpa jadwal"))
        self.setProperty("card", True)
        self._known: dict[str, str] = {}
        self.name = text_field(
            "visitor_name", self.tr("Yang datang (peserta lain atau nama baru)"),
            self.tr("nomor, nama, atau desa"),
        )  # fmt: skip
        self.nik = text_field("visitor_nik", self.tr("NIK bila bukan peserta"))
        self.nik.setFixedWidth(160)
        self.replaced = choice_field("visitor_replaced", self.tr("Menggantikan"), [])
        box: QComboBox = self.replaced.editor
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(18)
        self.note_button = button(
            "visitor_note", self.tr("Catat hadir"), self._on_note, icon="check"
        )
        close = button("visitor_close", "", self.closed.emit, icon="x", tip=self.tr("Tutup (Esc)"))
        close.setAccessibleName(self.tr("Tutup"))
        layout = row(self.name, self.nik, self.replaced)
        layout.setStretch(0, 1)
        for one in (self.note_button, close):
            layout.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        layout.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.hide()
        # Connected signals
        for field in (self.name, self.nik):
            field.editor.returnPressed.connect(self._on_return_pressed)

    def begin(
        self,
        roll: Roll,
        candidates: Sequence[Candidate],
        *,
        replaced: str | None = None,
        name: str = "",
        nik: str = "",
    ) -> None:
        """Open with what is known; who may be replaced are those who have not come."""
        self._known = {one.words: one.id for one in candidates}
        complete(self.name, list(self._known))
        box: QComboBox = self.replaced.editor
        box.clear()
        box.addItem("–", "")
        for one in roll.entries:
            if one.participant_id and one.state not in (State.PRESENT, State.LATE):
                box.addItem(f"{one.number:03} {one.name}", one.participant_id)
        self.replaced.set_text(replaced or "")
        self.name.set_text(name)
        self.nik.set_text(nik)
        for field in (self.name, self.nik):
            field.say("")
        self.show()
        self.name.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_note(self) -> None:
        text = self.name.text()
        if not text:
            self.name.say(self.tr("Isi siapa yang datang."), "error")
            return
        replaced = self.replaced.text() or None
        self.noted.emit(self._known.get(text), text, self.nik.text(), replaced)

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.name.editor):
            self._on_note()
