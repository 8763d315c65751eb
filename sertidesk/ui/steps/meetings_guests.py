"""Who is invited to a meeting and who came: typed, pasted, or picked from whom the office knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.meetings import ATTENDANCE, Attendance, Guest, read_guests
from sertidesk.services import meetings_edits
from sertidesk.services.meetings import Attendee, Candidate, Meeting
from sertidesk.ui.kit.form import is_choosing, text_field
from sertidesk.ui.kit.parts import badge, button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.sides import RowsSide
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_TONES = {Attendance.INVITED: "plain", Attendance.PRESENT: "good", Attendance.ABSENT: "bad"}
_KEYS = {Attendance.PRESENT: "H", Attendance.ABSENT: "T"}


class GuestsSide(RowsSide):
    """The list of a meeting, with a line above to add one person or many pasted lines."""

    def __init__(self, desk: Desk) -> None:
        badges = {str(key): (ATTENDANCE[key], tone) for key, tone in _TONES.items()}
        super().__init__(
            desk,
            "guests",
            self.tr("Daftar hadir rapat"),
            [
                TableColumn("place", self.tr("No"), 40, align_right=True),
                TableColumn("name", self.tr("Nama"), 190),
                TableColumn("attendance", self.tr("Kehadiran"), 104, badges=badges),
                TableColumn("position", self.tr("Jabatan/instansi"), 210),
                TableColumn("phone", self.tr("Nomor HP"), 110, show=phones.local),
            ],
            [
                text_field("name", self.tr("Nama dan gelar")),
                text_field("position", self.tr("Jabatan/instansi")),
                text_field("phone", self.tr("Nomor HP")),
            ],
            "name",
        )
        self.new_edit: QLineEdit = named(QLineEdit(), "guest_new", self.tr("Tambah peserta rapat"))
        self.new_edit.setPlaceholderText(
            self.tr("nama; jabatan/instansi; HP – Enter menambahkan, beberapa baris dapat ditempel")
        )
        self.add_button = button("guest_add", self.tr("Tambah"), self.add, icon="plus")
        self.pick_button = button(
            "guest_pick", self.tr("Pilih dari daftar…"), self.open_picker, icon="users",
            tip=self.tr("Pejabat, LSP, TUK, asesor, dan peserta rapat sebelumnya"),
        )  # fmt: skip
        self.mark_buttons = {
            mark: button(
                f"guest_{mark}", ATTENDANCE[mark], partial(self.mark, mark),
                tip=self.tr("Untuk yang dipilih ({key})").format(key=key),
            )
            for mark, key in _KEYS.items()
        }  # fmt: skip
        self.remove_button = button(
            "guest_remove", "", self.remove, icon="trash-2",
            tip=self.tr("Hapus yang dipilih dari daftar (Del)"),
        )  # fmt: skip
        self.remove_button.setAccessibleName(self.tr("Hapus dari daftar"))
        self.remove_button.setProperty("tool", True)
        self.picker = GuestPicker()
        self._offered: dict[str, Guest] = {}
        self._build()
        # Connected signals
        self.new_edit.returnPressed.connect(self._on_new_entered)
        self.new_edit.textChanged.connect(self._on_new_typed)
        self.picker.chosen.connect(self._invite)
        self.picker.closed.connect(self.close_picker)
        self.connect_parts(
            {
                "Del": self.remove,
                "Ins": self.begin,
                **{key: partial(self.mark, mark) for mark, key in _KEYS.items()},
            }
        )

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Offer these while a name is typed, and in the page to pick from."""
        self._offered = {_line(one.guest): one.guest for one in candidates}
        completer = QCompleter(list(self._offered), self.new_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.new_edit.setCompleter(completer)
        self.picker.show_candidates(candidates)

    @override
    def rows_of(self, meeting: Meeting) -> Sequence[Attendee]:
        return meeting.guests

    @override
    def cells(self, place: int, one: Attendee) -> tuple[Any, ...]:
        return one.id, place, one.name, str(one.attendance), one.position, one.phone or None

    @override
    def save(self, ids: Sequence[str], values: Mapping[str, Any]) -> Any:
        return self.desk.do(meetings_edits.edit_guests, ids, values)

    @override
    def shown(self, key: str, value: Any) -> str:
        return phones.local(value) if key == "phone" else str(value)

    @override
    def show_entry(self, meeting: Meeting | None) -> None:
        super().show_entry(meeting)
        self.count_label.setText(
            self.tr("{present} hadir dari {all}").format(
                present=len(meeting.present), all=len(meeting.guests)
            )
            if meeting
            else ""
        )

    @override
    def show_chosen(self) -> None:
        super().show_chosen()
        several = len(self._shown) > 1
        for key in ("name", "phone"):
            self.fields[key].setEnabled(bool(self._shown) and not several)
        for one in (*self.mark_buttons.values(), self.remove_button):
            one.setEnabled(bool(self._shown))

    @override
    def begin(self) -> None:
        self.new_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Put who is typed or pasted on the list."""
        typed = self.new_edit.text()
        known = self._offered.get(typed)
        if self._invite([known] if known else read_guests(typed)):
            self.new_edit.clear()
            self.begin()

    def mark(self, attendance: Attendance) -> None:
        """Note whether the selected came."""
        ids = self.chosen_ids()
        if ids:
            words = self.tr("{count} orang: {state}.").format(
                count=len(ids), state=ATTENDANCE[attendance]
            )
            self.tell(self.save(ids, {"attendance": attendance}), words)

    def remove(self) -> None:
        """Take the selected off the list."""
        ids = self.chosen_ids()
        if ids:
            words = self.tr("{count} orang dihapus dari daftar hadir.").format(count=len(ids))
            self.tell(self.desk.do(meetings_edits.remove_guests, ids), words)

    def open_picker(self) -> None:
        """Show whom the office knows."""
        self.stack.setCurrentWidget(self.picker)
        self.picker.begin()

    def close_picker(self) -> None:
        """Show the list again."""
        self.stack.setCurrentWidget(self.page)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _invite(self, guests: Sequence[Guest]) -> bool:
        if self.entry is None:
            return False
        changes = self.desk.do(meetings_edits.invite, self.entry.id, guests)
        if changes is None:
            return False
        self.close_picker()
        self.table.go_to(changes.subject)
        words = self.tr("Ditambahkan ke daftar hadir: {count} orang.")
        self.tell(changes, words.format(count=len(guests)))
        return True

    def _build(self) -> None:
        self.count_label = label("", "muted")
        self.lines_badge = badge("", "accent")
        self.lines_badge.hide()
        top = row(self.new_edit, self.lines_badge, self.add_button, self.pick_button)
        top.setStretch(0, 1)
        below = row(*self.fields.values())
        for place, share in enumerate((4, 5, 3)):
            below.setStretch(place, share)
        acts = row(self.count_label, 1, *self.mark_buttons.values(), self.remove_button)
        self.page = QWidget()
        layout = column(top, self.table, acts, below)
        layout.setStretch(1, 1)
        self.page.setLayout(layout)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.picker)
        outer = column(self.stack)
        outer.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(outer)

    def _on_new_entered(self) -> None:
        if not is_choosing(self.new_edit):
            self.add()

    def _on_new_typed(self, text: str) -> None:
        """Tell how many pasted lines Enter will add."""
        count = len(read_guests(text))
        self.lines_badge.setText(self.tr("{count} orang").format(count=count))
        self.lines_badge.setVisible(count > 1)


class GuestPicker(QWidget):
    """Whom the office knows: officials, partners, assessors, who came before; several at once."""

    chosen = Signal(list)  # guests
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "guest_picker", self.tr("Pilih peserta rapat"))
        self._guests: dict[str, Guest] = {}
        columns = [
            TableColumn("name", self.tr("Nama"), 200),
            TableColumn("position", self.tr("Jabatan/instansi"), 220),
            TableColumn("source", self.tr("Dari"), 130),
            TableColumn("phone", self.tr("Nomor HP"), 110, show=phones.local),
        ]
        self.source = RowList(columns)
        self.table = Table("guest_picker_table", self.tr("Yang dikenal"), self.source, columns)
        self.add_button = button(
            "guest_picker_add", self.tr("Tambahkan"), self.choose, icon="plus",
            tip=self.tr("Enter; beberapa orang dipilih dengan Shift atau Ctrl"),
        )  # fmt: skip
        self.back_button = button(
            "guest_picker_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left", tip="Esc"
        )
        layout = column(row(self.back_button, 1, self.add_button), self.table)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        # Connected signals
        self.table.row_activated.connect(lambda _key: self.choose())
        self.table.selection_changed.connect(self._on_selection_changed)
        self._on_selection_changed()

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """List these."""
        self._guests = {str(place): one.guest for place, one in enumerate(candidates)}
        self.source.rows_held = [
            (str(place), one.guest.name, one.guest.position, one.source, one.guest.phone or None)
            for place, one in enumerate(candidates)
        ]
        self.table.reload()

    def begin(self) -> None:
        """Put the keys into the list."""
        self.table.clearSelection()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Hand over who is selected."""
        keys = self.table.selected_keys()
        if keys:
            self.chosen.emit([self._guests[key] for key in keys])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_selection_changed(self) -> None:
        count = len(self.table.selected_keys())
        words = self.tr("Tambahkan {count} orang").format(count=count) if count else ""
        self.add_button.setText(words or self.tr("Tambahkan"))
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.setEnabled(count > 0)


def _line(guest: Guest) -> str:
    phone = phones.local(guest.phone) if guest.phone else ""
    return "; ".join(filter(None, (guest.name, guest.position, phone)))
