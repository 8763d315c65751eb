"""The roll of participants: marked with keys or by scanner, with who came unannounced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain.attendance import ACCEPTABLE, KEYS, STATES, Outcome, State, attended, totals
from sertidesk.domain.schedule import show_time
from sertidesk.services import attendance, attendance_marks, attendance_scans, settings
from sertidesk.services.attendance import Entry, Roll
from sertidesk.services.attendance_scans import ScanLine, Scanned
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.steps.attendance_panel import PersonPanel, VisitorBar
from sertidesk.ui.steps.attendance_scan import TONES as SCAN_TONES
from sertidesk.ui.steps.attendance_scan import ScanBar

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.services.store import Store
    from sertidesk.ui.desk import Desk

TONES = {
    State.PRESENT: "good",
    State.LATE: "warn",
    State.EXCUSED: "accent",
    State.SICK: "accent",
    State.ABSENT: "bad",
    State.NONE: "plain",
}
_SCANS = 40  # lines of the log that are shown
_CARD_BEGINS = "K]0123456789"  # what a card's text, a scanner's mark, a NIK or number begin with


class PeopleList(ListScreen[Entry]):
    """Who is expected and who came, of one session or day."""

    shown_kinds = frozenset({"attendance"})

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__(
            desk, activity, "attendance_people", self.tr("Kehadiran peserta"),
            self.tr("Daftar hadir peserta"), _columns(self), state_chips(TONES, STATES, _state_of),
        )  # fmt: skip
        self.roll: Roll | None = None
        self.last: Scanned | None = None  # what F4 is about
        self._unsaved: list[tuple[str, str]] = []  # roll, text: scans that could not be written
        self.visitor_button = button(
            "attendance_visitor", self.tr("Tamu…"), self.open_visitor, icon="user-plus",
            tip=self.tr("Orang yang datang tanpa jadwal (Ins)"),
        )  # fmt: skip
        self.scan_bar = ScanBar(
            self.visitor_button, sound=bool(settings.get(desk.store, "scan_sound"))
        )
        self.panel = PersonPanel()
        self.visitor_bar = VisitorBar()
        self._build()
        # Connected signals
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.enrol_requested.connect(self.enrol)
        self.panel.left.connect(self.go_to_list)
        self.panel.scan_chosen.connect(self._on_scan_chosen)
        self.panel.scanned.connect(self.scan)
        self.panel.substitute_requested.connect(self.open_substitute)
        self.scan_bar.action_requested.connect(self._on_action_requested)
        self.scan_bar.scanned.connect(self.scan)
        self.scan_bar.sound_changed.connect(self._on_sound_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        self.visitor_bar.closed.connect(self._on_visitor_closed)
        self.visitor_bar.noted.connect(self._on_visitor_noted)
        self.add_keys({keys: partial(self.mark, state) for state, keys in KEYS.items()})
        self.add_keys({"G": self.open_substitute, "Ins": self.open_visitor, "P": self.enrol})
        self.table.installEventFilter(self)

    @override
    def listing(self) -> Sequence[Entry]:
        return self.roll.entries if self.roll else ()

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        return (
            one.key, one.name, str(one.state), one.arrived or None, one.number, self._told(one),
            one.village, one.occupation, one.nik, one.note,
        )  # fmt: skip

    @override
    def subject(self, one: Entry) -> str:
        return one.participant_id or ""

    @override
    def total(self) -> str:
        found = totals(one.state for one in self.entries.values())
        words = self.tr("{came} dari {all} hadir")
        return words.format(came=found.attended, all=found.all)

    @override
    def show_counts(self) -> None:
        super().show_counts()
        is_open = any(one.state is State.NONE for one in self.entries.values())
        for one in (self.rest_present_button, self.rest_absent_button):
            one.setEnabled(is_open)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead a scanner that types into the rows to the line where scans belong."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            text = event.text().upper()
            if watched is self.table and text and text in _CARD_BEGINS and not held:
                self.scan_bar.begin(event.text())
                return True
        return super().eventFilter(watched, event)

    def show_roll(self, roll: Roll | None) -> None:
        """Show the roll of a session or day; another one begins with an empty answer."""
        if roll is None or self.roll is None or roll.key != self.roll.key:
            self.last = None
            self.scan_bar.wait()
            self.visitor_bar.hide()
        self.roll = roll
        self.reload(None)
        self._show_scans()

    def scan(self, text: str) -> None:
        """Record a scan and answer it; one that could not be written is tried again with the next.

        The cursor is back in the line for scans at once.
        """
        if self.roll is None:
            return
        self._unsaved.append((self.roll.key, text))
        while self._unsaved:
            if self.desk.do(self._scan, *self._unsaved[0]) is None:
                words = self.tr("{count} pindaian belum tersimpan; pindai lagi untuk mencoba.")
                self.scan_bar.show_answer(words.format(count=len(self._unsaved)), "bad")
                self.scan_bar.begin()
                return
            self._unsaved.pop(0)
        if self.last is not None and self.last.participant_id in self.entries:
            self.table.go_to(str(self.last.participant_id))
        self._show_scans()
        self.scan_bar.begin()

    def mark(self, state: State) -> None:
        """Give the selected a state; of one line the cursor goes on to the next."""
        chosen = self.selected()
        if self.roll is None or not chosen:
            return
        found = self.source.found()
        following = None
        if len(chosen) == 1 and state is not State.NONE:
            following = next(iter(found[found.index(chosen[0].key) + 1 :]), None)
        keys = [one.key for one in chosen]
        changes = self.desk.do(attendance_marks.mark, self.activity, self.roll.key, keys, state)
        who = chosen[0].name
        if len(chosen) > 1:
            who = self.tr("{count} orang").format(count=len(chosen))
        self.tell(changes, self.tr("{who}: {state}.").format(who=who, state=STATES[state]))
        if changes is not None and following is not None:
            self.table.go_to(following)

    def mark_rest(self, state: State) -> None:
        """Give everyone without a state this one."""
        if self.roll is None:
            return
        count = sum(one.state is State.NONE and not one.elsewhere for one in self.entries.values())
        changes = self.desk.do(attendance_marks.mark_rest, self.activity, self.roll.key, state)
        words = self.tr("{count} orang: {state}.").format(count=count, state=STATES[state])
        self.tell(changes, words)

    def open_visitor(self) -> None:
        """Open the line for someone who came unannounced."""
        self._open_visitor()

    def open_substitute(self) -> None:
        """Open the line for who came in place of the one selected."""
        chosen = self.selected()
        if len(chosen) == 1 and chosen[0].participant_id and not attended(chosen[0].state):
            self._open_visitor(replaced=chosen[0].participant_id)

    def enrol(self) -> None:
        """Make the visitor who is selected a participant."""
        chosen = self.selected()
        if len(chosen) == 1 and chosen[0].participant_id is None:
            changes = self.desk.do(attendance_marks.enrol_visitor, self.activity, chosen[0].key)
            words = self.tr("{name} menjadi peserta kegiatan ini.")
            self.tell(changes, words.format(name=chosen[0].name))
            if changes is not None:
                self.table.go_to(changes.subject)

    def _build(self) -> None:
        self.rest_present_button = button(
            "attendance_rest_present", self.tr("Sisanya hadir"),
            partial(self.mark_rest, State.PRESENT), shortcut="Ctrl+H",
            tip=self.tr("Semua yang belum dicatat: hadir"),
        )  # fmt: skip
        self.rest_absent_button = button(
            "attendance_rest_absent", self.tr("Sisanya tidak hadir"),
            partial(self.mark_rest, State.ABSENT), shortcut="Ctrl+T",
            tip=self.tr("Semua yang belum dicatat: tanpa keterangan"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada peserta di sini"),
            self.tr(
                "Tambahkan peserta ke kegiatan, atau isi peserta sesi ini di layar Jadwal. Yang "
                "datang tanpa jadwal dicatat dengan “Tamu…”."
            ),
        )
        self.lay_out(
            self.panel, empty, buttons=(self.rest_present_button, self.rest_absent_button),
            top=self.scan_bar, above=self.visitor_bar,
        )  # fmt: skip

    def _told(self, one: Entry) -> str:
        if one.substitute_for:
            return self.tr("menggantikan {name}").format(name=one.substitute_for)
        if one.elsewhere:
            return self.tr("hadir di {where}").format(where=one.elsewhere)
        if one.participant_id is None:
            return self.tr("tamu, bukan peserta")
        return self.tr("di luar jadwal") if one.walk_in else ""

    def _scan(self, store: Store, roll_key: str, text: str) -> Scanned:
        """Record a scan and answer it before anything else is read anew."""
        done = attendance_scans.scan(store, self.activity, roll_key, text)
        self.last = done
        action = ""
        if done.outcome in ACCEPTABLE:
            action = self.tr("Terima di sini")
        elif done.outcome is Outcome.NOT_SELECTED:
            action = self.tr("Terima sebagai pengganti")
        elif done.outcome is Outcome.OTHER_ACTIVITY or (
            done.outcome is Outcome.UNKNOWN and done.nik
        ):
            action = self.tr("Catat sebagai tamu")
        self.scan_bar.show_answer(done.sentence, SCAN_TONES[done.outcome], action)
        return done

    def _show_scans(self) -> None:
        self.panel.show_scans(attendance_scans.recent(self.desk.store, self.activity, _SCANS))

    def _accept(self, participant_id: str, name: str) -> None:
        if self.roll is None:
            return
        changes = self.desk.do(
            attendance_marks.accept, self.activity, self.roll.key, participant_id
        )
        if changes is not None:
            words = self.tr("{name} diterima di sini.").format(name=name)
            self.scan_bar.show_done(words)
            self.tell(changes, words)
            self.table.go_to(participant_id)
        self.scan_bar.begin()

    def _open_visitor(
        self,
        *,
        replaced: str | None = None,
        name: str = "",
        nik: str = "",
        chosen: str | None = None,
    ) -> None:
        if self.roll is not None:
            known = attendance.candidates(self.desk.store, self.activity, self.roll)
            name = next((one.words for one in known if one.id == chosen), name)
            self.visitor_bar.begin(self.roll, known, replaced=replaced, name=name, nik=nik)

    def _on_action_requested(self) -> None:
        if self.last is None:
            return
        if self.last.participant_id and self.last.outcome in ACCEPTABLE:
            self._accept(self.last.participant_id, self.last.name)
        else:
            left_out = self.last.outcome is Outcome.NOT_SELECTED
            nik = "" if left_out else self.last.nik
            self._open_visitor(name=self.last.name, nik=nik, chosen=self.last.participant_id)

    def _on_scan_chosen(self, line: ScanLine) -> None:
        if line.participant_id and line.outcome in ACCEPTABLE:
            self._accept(line.participant_id, line.name)
        elif line.participant_id in self.entries:
            self.table.go_to(str(line.participant_id))
            self.go_to_list()

    def _on_edit_requested(self, values: dict[str, str]) -> None:
        keys = [one.key for one in self.selected()]
        if self.roll is None or not keys:
            return
        changes = self.desk.do(attendance_marks.edit, self.activity, self.roll.key, keys, values)
        if changes is None:
            self.panel.show_entries(self.selected())

    def _on_selection_changed(self) -> None:
        self.panel.show_entries(self.selected())

    def _on_sound_changed(self, on: bool) -> None:
        self.desk.do(settings.put, {"scan_sound": on})

    def _on_visitor_closed(self) -> None:
        self.visitor_bar.hide()
        self.scan_bar.begin()

    def _on_visitor_noted(
        self, participant_id: str | None, name: str, nik: str, replaced: str | None
    ) -> None:
        if self.roll is None:
            return
        if participant_id and replaced:
            changes = self.desk.do(
                attendance_marks.substitute, self.activity, self.roll.key, participant_id, replaced
            )
        elif participant_id:
            changes = self.desk.do(
                attendance_marks.accept, self.activity, self.roll.key, participant_id
            )
        else:
            changes = self.desk.do(
                attendance_marks.add_visitor, self.activity, self.roll.key, name, nik, replaced
            )
        if changes is not None:
            self.tell(changes, self.tr("{name} dicatat hadir.").format(name=name))
            self._on_visitor_closed()


def _state_of(one: Entry) -> str:
    return one.state


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 210),
        TableColumn("state", parent.tr("Kehadiran"), 130, badges=badges),
        TableColumn("arrived", parent.tr("Datang"), 62, show=show_time),
        TableColumn("number", parent.tr("No."), 46, align_right=True),
        TableColumn("told", parent.tr("Keterangan"), 160),
        TableColumn("village", parent.tr("Desa/kelurahan"), 120),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 160),
        TableColumn("nik", parent.tr("NIK"), 140),
        TableColumn("note", parent.tr("Catatan"), 160),
    ]
