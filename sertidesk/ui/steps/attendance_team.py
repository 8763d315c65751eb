"""Who is at work on a day: assessors or organisers, marked with the same keys as participants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.attendance import KEYS, ROLES, STATES, Role, State, totals
from sertidesk.domain.schedule import show_time
from sertidesk.services import assessors, attendance_team, officials
from sertidesk.services.attendance_team import TeamLine
from sertidesk.ui.kit.form import FormField, complete, is_choosing, text_field
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, column, label, named, row, show_cut
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.attendance_people import TONES

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_WIDTH = 300
_OF_MEMBER = ("name", "position", "phone")


class TeamPanel(QFrame):
    """One of the team, or (begun anew) someone to be added."""

    add_requested = Signal(dict)
    edit_requested = Signal(dict)  # of the member
    note_requested = Signal(dict)  # of the day
    left = Signal()

    def __init__(self, role: Role) -> None:
        super().__init__()
        word = ROLES[role].lower()
        named(self, f"team_{role}_panel", self.tr("Data {role}").format(role=word))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._word = word
        self._lines: tuple[TeamLine, ...] = ()
        self._people: dict[str, tuple[str, str]] = {}
        self.is_new = False
        self.heading = label("", "heading")
        self.fields: dict[str, FormField] = {
            "name": text_field("name", self.tr("Nama")),
            "position": text_field(
                "position", self.tr("Jabatan dalam tim"), "",
                ("Penanggung Jawab", "Ketua", "Sekretariat Penyelenggara", "Anggota", "Asesor"),
            ),
            "phone": text_field("phone", self.tr("Nomor HP")),
            "arrived": text_field("arrived", self.tr("Jam datang"), "08.00"),
            "note": text_field("note", self.tr("Catatan")),
        }  # fmt: skip
        self.add_button = button(
            f"team_{role}_save", self.tr("Tambahkan"), self._on_add, icon="check"
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for place, key in enumerate(_OF_MEMBER):
            grid.addWidget(self.fields[key], place, 0, 1, 2)
        grid.addWidget(self.fields["arrived"], 3, 0)
        grid.addWidget(self.fields["note"], 3, 1)
        grid.setColumnStretch(1, 1)
        self.fields["arrived"].setFixedWidth(84)
        layout = column(self.heading)
        layout.addLayout(grid)
        layout.addLayout(row(1, self.add_button))
        layout.addStretch(1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.show_lines(())
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            field.editor.returnPressed.connect(self._on_return_pressed)

    def offer(self, people: Mapping[str, tuple[str, str]]) -> None:
        """Offer these names while typing, with their position and phone."""
        self._people = dict(people)
        complete(self.fields["name"], list(people))

    def show_lines(self, lines: Sequence[TeamLine]) -> None:
        """Show the one selected; what is being typed for someone new stays."""
        if self.is_new and not lines:
            return
        same = not self.is_new and [one.key for one in lines] == [one.key for one in self._lines]
        self.is_new = False
        self._lines = tuple(lines)
        one = lines[0] if len(lines) == 1 else None
        words = self.tr("Pilih {role} di daftar").format(role=self._word)
        show_cut(self.heading, one.name if one else words, _WIDTH - 7 * SPACE)
        for key, field in self.fields.items():
            is_of_day = key not in _OF_MEMBER
            field.setVisible(True)
            field.setEnabled(one is not None and (not is_of_day or one.state is not State.NONE))
            if not (same and field.editor.hasFocus()):
                field.set_text(_shown(one, key))
                field.say("")
        self.add_button.hide()

    def begin_new(self) -> None:
        """Empty the fields for someone who is to be added."""
        self.is_new, self._lines = True, ()
        self.heading.setText(self.tr("Tambah {role}").format(role=self._word))
        for key, field in self.fields.items():
            field.set_text("")
            field.say("")
            field.setEnabled(True)
            field.setVisible(key in _OF_MEMBER)
        self.add_button.show()
        self.fields["name"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields["name"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.is_new = False
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_add(self) -> None:
        if not self.fields["name"].text():
            self.fields["name"].say(self.tr("Isi namanya."), "error")
            return
        self.add_requested.emit({key: self.fields[key].text() for key in _OF_MEMBER})

    def _on_left(self, key: str) -> None:
        text = self.fields[key].text()
        if self.is_new:
            if key == "name" and text in self._people:
                for other, value in zip(("position", "phone"), self._people[text], strict=True):
                    if not self.fields[other].text():
                        self.fields[other].set_text(value)
        elif self._lines:
            signal = self.edit_requested if key in _OF_MEMBER else self.note_requested
            signal.emit({key: text})

    def _on_return_pressed(self) -> None:
        if any(is_choosing(field.editor) for field in self.fields.values()):
            return
        if self.is_new:
            self._on_add()
        else:
            self.left.emit()


class TeamList(ListScreen[TeamLine]):
    """The assessors or the organisers of one day."""

    shown_kinds = frozenset({"attendance", "team_member"})

    def __init__(self, desk: Desk, activity: Activity, role: Role) -> None:
        word = ROLES[role]
        super().__init__(
            desk, activity, f"team_{role}", word, self.tr("Daftar hadir: {role}").format(role=word),
            _columns(self), state_chips(TONES, STATES, _state_of, maybe=_MAYBE),
        )  # fmt: skip
        self.role = role
        self.day: date = desk.store.today()
        self.panel = TeamPanel(role)
        self._build()
        # Connected signals
        self.panel.add_requested.connect(self._on_add_requested)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.left.connect(self._on_panel_left)
        self.panel.note_requested.connect(self._on_note_requested)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        self.add_keys({keys: partial(self.mark, state) for state, keys in KEYS.items()})
        self.add_keys({"Ins": self.add, "Ctrl+Del": self.remove})

    @override
    def listing(self) -> Sequence[TeamLine]:
        found = attendance_team.listing(self.desk.store, self.activity, self.day)
        return [one for one in found if one.role is self.role]

    @override
    def cells(self, one: TeamLine) -> tuple[Any, ...]:
        return (
            one.key, one.name, str(one.state), one.arrived or None, one.position,
            one.phone or None, one.registration, one.note,
        )  # fmt: skip

    @override
    def total(self) -> str:
        found = totals(one.state for one in self.entries.values())
        words = self.tr("{came} dari {all} hadir")
        return words.format(came=found.attended, all=found.all)

    @override
    def show_counts(self) -> None:
        super().show_counts()
        is_open = any(one.state is State.NONE for one in self.entries.values())
        self.rest_button.setEnabled(is_open)
        self.remove_button.setEnabled(bool(self.selected()))

    def show_day(self, day: date) -> None:
        """Show who is at work on a day."""
        self.day = day
        self.panel.offer(self._people())
        self.reload(None)

    def mark(self, state: State) -> None:
        """Give the selected a state."""
        keys = [one.key for one in self.selected()]
        if keys:
            changes = self.desk.do(attendance_team.mark, self.activity, self.day, keys, state)
            words = self.tr("{count} orang: {state}.")
            self.tell(changes, words.format(count=len(keys), state=STATES[state]))

    def mark_rest(self) -> None:
        """Note everyone without a state as present."""
        changes = self.desk.do(
            attendance_team.mark_rest, self.activity, self.day, self.role, State.PRESENT
        )
        self.tell(changes, self.tr("Sisanya dicatat hadir."))

    def add(self) -> None:
        """Let someone be typed who is to be added."""
        self.body.setCurrentWidget(self.list_part)
        self.table.clearSelection()
        self.panel.begin_new()

    def remove(self) -> None:
        """Take the selected off the team."""
        keys = [one.key for one in self.selected()]
        if keys:
            changes = self.desk.do(attendance_team.remove, self.activity, keys)
            self.tell(changes, self.tr("{count} orang dihapus.").format(count=len(keys)))

    def _build(self) -> None:
        self.rest_button = button(
            f"team_{self.role}_rest", self.tr("Sisanya hadir"), self.mark_rest, shortcut="Ctrl+H",
            tip=self.tr("Semua yang belum dicatat: hadir"),
        )  # fmt: skip
        self.remove_button = button(
            f"team_{self.role}_remove", self.tr("Hapus"), self.remove, icon="trash-2",
            tip=self.tr("Hapus yang terpilih dari daftar (Ctrl+Del)"),
        )  # fmt: skip
        words = self.tr("Tambah {role}").format(role=ROLES[self.role].lower())
        self.add_button = button(
            f"team_{self.role}_add", words, self.add, icon="plus", tip=self.tr("Ins juga")
        )
        told = {
            Role.ASSESSOR: self.tr(
                "Asesor sesi di layar Jadwal muncul sendiri pada harinya. Asesor lain dapat "
                "ditambahkan di sini."
            ),
            Role.COMMITTEE: self.tr(
                "Tambahkan panitia sekali saja: nama, jabatan dalam tim, dan nomor HP. Daftarnya "
                "tampil pada setiap hari kegiatan."
            ),
        }[self.role]
        empty = EmptyState(
            self.tr("Belum ada {role}").format(role=ROLES[self.role].lower()),
            told,
            button(f"team_{self.role}_add_first", words, self.add, icon="plus", primary=True),
        )
        self.lay_out(
            self.panel, empty, buttons=(self.rest_button, self.remove_button),
            always=(self.add_button,),
        )  # fmt: skip

    def _people(self) -> dict[str, tuple[str, str]]:
        store = self.desk.store
        if self.role is Role.ASSESSOR:
            word = ROLES[Role.ASSESSOR]
            return {one.name: (word, _phone(one.phone)) for one in assessors.listing(store)}
        return {one.name: (one.position, _phone(one.phone)) for one in officials.listing(store)}

    def _on_add_requested(self, values: dict[str, str]) -> None:
        changes = self.desk.do(attendance_team.add, self.activity, self.role, values)
        if changes is not None:
            self.tell(changes, self.tr("{name} ditambahkan.").format(name=values["name"]))
            self.panel.begin_new()

    def _on_edit_requested(self, values: dict[str, str]) -> None:
        for one in self.selected():
            if self.desk.do(attendance_team.edit, self.activity, one.key, values) is None:
                self.panel.show_lines(self.selected())

    def _on_note_requested(self, values: dict[str, str]) -> None:
        for one in self.selected():
            answer = self.desk.do(attendance_team.note, self.activity, self.day, one.key, values)
            if answer is None:
                self.panel.show_lines(self.selected())

    def _on_panel_left(self) -> None:
        self.panel.show_lines(self.selected())
        self.body.setCurrentWidget(self.list_part if self.entries else self.empty)
        self.go_to_list()

    def _on_selection_changed(self) -> None:
        self.remove_button.setEnabled(bool(self.selected()))
        self.panel.show_lines(self.selected())


_MAYBE = (State.EXCUSED, State.SICK, State.LATE, State.ABSENT)


def _state_of(one: TeamLine) -> str:
    return one.state


def _phone(phone: str) -> str:
    return phones.local(phone) if phone.startswith("+") else phone


def _shown(one: TeamLine | None, key: str) -> str:
    if one is None:
        return ""
    value = str(getattr(one, key))
    if key == "arrived":
        return show_time(value)
    return _phone(value) if key == "phone" else value


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 220),
        TableColumn("state", parent.tr("Kehadiran"), 130, badges=badges),
        TableColumn("arrived", parent.tr("Datang"), 62, show=show_time),
        TableColumn("position", parent.tr("Jabatan dalam tim"), 190),
        TableColumn("phone", parent.tr("Nomor HP"), 120, show=_phone),
        TableColumn("registration", parent.tr("Nomor registrasi"), 150),
        TableColumn("note", parent.tr("Catatan"), 160),
    ]
