"""The schedule: sessions by day, what clashes in it, participants divided among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from sertidesk.domain import schedule as rules
from sertidesk.domain.formatting import due_date
from sertidesk.domain.schedule_plan import Terms
from sertidesk.domain.schedule_week import STATES, State, following, state_of
from sertidesk.export.files import safe_file_name
from sertidesk.export.workbook import Written
from sertidesk.services import (
    assessors,
    holidays,
    organizations,
    schedule,
    schedule_edits,
    schedule_files,
)
from sertidesk.services.schedule import Session
from sertidesk.ui.kit.drops import RowDrops
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, badge, button, named, set_badge, tool
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.steps import schedule_columns
from sertidesk.ui.steps.schedule_assessors import AssessorsPage
from sertidesk.ui.steps.schedule_block import TONES
from sertidesk.ui.steps.schedule_clashes import ClashBox
from sertidesk.ui.steps.schedule_members import MembersPage
from sertidesk.ui.steps.schedule_panel import SessionPanel
from sertidesk.ui.steps.schedule_people import PERSON
from sertidesk.ui.steps.schedule_share import ShareBar
from sertidesk.ui.steps.schedule_week import WeekView

if TYPE_CHECKING:
    from sertidesk.db.history import Changes
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_CALENDAR = "Kalender (*.ics)"


class Screen(ListScreen[Session]):
    """The sessions as list or week at the left with their clashes, the one chosen at the right."""

    shown_kinds = frozenset({
        "session", "session_participant", "assessor", "organization", "participant", "person",
        "holiday", "setting", "activity",
    })  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "schedule", self.tr("Jadwal"), self.tr("Sesi menurut hari"),
            schedule_columns.columns(self),
            state_chips(TONES, STATES, self._state, maybe=list(State)),
        )  # fmt: skip
        self.found = schedule.Schedule((), (), ())
        self.states: dict[str, State] = {}
        self.carried: list[str] = []  # participants cut, to be put into another session
        self.clashes = ClashBox()
        self.week = WeekView(desk.store.today())
        self.panel = SessionPanel(desk.store.today())
        self.share_bar = ShareBar(desk.store.today())
        self.members_page = MembersPage(desk)
        self.assessors_page = AssessorsPage(desk)
        self._build()
        # Connected signals
        self.table.counted.connect(self._show_week)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        RowDrops(self.table, PERSON).dropped.connect(self.seat)
        self.week.chosen.connect(self.table.go_to)
        self.week.opened.connect(lambda _key: self.panel.begin())
        self.week.move_requested.connect(self.move_session)
        self.week.seat_requested.connect(self.seat)
        self.clashes.chosen.connect(self._on_clash_chosen)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.remove_requested.connect(self.remove)
        self.panel.left.connect(self.go_to_list)
        self.panel.people.choose_requested.connect(self.open_members)
        self.panel.people.carry_requested.connect(self.carry)
        self.panel.people.put_requested.connect(self._on_put_requested)
        self.panel.people.unseat_requested.connect(self._on_unseat_requested)
        self.share_bar.share_requested.connect(self._on_share_requested)
        self.share_bar.closed.connect(self._on_share_closed)
        self.members_page.closed.connect(self.show_list)
        self.assessors_page.closed.connect(self.show_list)
        keys = {
            "Ins": self.add,
            "Del": self.remove,
            "P": self.open_members,
            "M": self.turn_view,
            "Ctrl+V": self.put_down,
        }
        self.add_keys(keys)
        for sequence, act in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self.week, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.reload(None)

    @override
    def listing(self) -> Sequence[Session]:
        self.found = schedule.load(self.desk.store, self.activity)
        clashing = rules.by_session(self.found.clashes)
        self.states = {
            one.id: state_of(
                len(one.members),
                has_assessor=one.assessor is not None,
                clashes=one.id in clashing,
            )
            for one in self.found.sessions
        }
        self.panel.offer(
            organizations.names(self.desk.store, organizations.Kind.TEST_CENTRE),
            sorted({one.occupation for one in self.found.members if one.occupation}),
            assessors.listing(self.desk.store),
        )
        self.members_page.show_schedule(self.found)
        self.assessors_page.reload()
        return self.found.sessions

    @override
    def cells(self, one: Session) -> tuple[Any, ...]:
        seats = f"/{one.seats}" if one.seats is not None else ""
        return (
            one.id, f"{one.day.isoformat()} {one.starts} {one.ends}", self._state(one), one.room,
            one.scheme, one.assessor.name if one.assessor else "",
            f"{len(one.members)}{seats}", one.test_centre,
        )  # fmt: skip

    @override
    def total(self) -> str:
        return self.tr("{sessions} sesi · {days} hari").format(
            sessions=len(self.entries), days=self.found.days
        )

    @override
    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these participants with their sessions."""
        self.members_page.open(only=ids)
        self.stack.setCurrentWidget(self.members_page)

    @override
    def go_to_list(self) -> None:
        if self.views.currentWidget() is self.week:
            self.week.take_focus()
        else:
            super().go_to_list()

    def turn_view(self) -> None:
        """Show the week instead of the list, or the other way round."""
        if self.views.currentWidget() is self.week:
            self.show_as_list()
        else:
            self.show_as_week()

    def show_as_list(self) -> None:
        """Show the sessions below each other."""
        self._turn_to(self.table)

    def show_as_week(self) -> None:
        """Show the sessions as blocks on the days of a week."""
        self.table.clear_filters()  # what is typed there would hide blocks, unseen
        self._turn_to(self.week)
        chosen = self.table.current_key()
        if chosen is not None:
            self.week.select(chosen)

    def move_session(self, session_id: str, day: date, starts: str, ends: str) -> None:
        """Put a session on another day or time."""
        values = {"date": day, "starts": starts, "ends": ends}
        when = f"{due_date(day)} {rules.show_time(starts)}–{rules.show_time(ends)}"
        words = self.tr("Sesi dipindah ke {when}.").format(when=when)
        self._change(words, schedule_edits.edit, [session_id], values)
        self._go_to(session_id)

    def seat(self, session_id: str, participants: list[str]) -> None:
        """Put participants into a session, out of the one they were in."""
        words = self.tr("{count} peserta masuk sesi {session}.").format(
            count=len(participants), session=self.entries[session_id].words
        )
        self._change(words, schedule_edits.seat, session_id, participants)

    def carry(self, participants: list[str]) -> None:
        """Take participants up, to be put into the session chosen next."""
        self.carried = participants
        words = self.tr("{count} peserta diangkat. Pilih sesi tujuan, lalu tekan Ctrl+V.")
        self.desk.say(words.format(count=len(participants)), "accent")
        self.go_to_list()

    def put_down(self) -> None:
        """Put those taken up into the session chosen."""
        chosen, carried = self.selected(), self.carried
        if not carried:
            self.desk.say(self.tr("Pilih peserta di panel, lalu tekan Ctrl+X di sana."), "warn")
        elif len(chosen) != 1:
            self.desk.say(self.tr("Pilih satu sesi tujuan."), "warn")
        else:
            self.carried = []
            self.seat(chosen[0].id, carried)

    def add(self) -> None:
        """Add a session: after the one chosen and like it, else on the next working day."""
        chosen = self.selected() or list(self.found.sessions[-1:])
        values: dict[str, object] = {
            "date": holidays.calendar_for(self.desk.store).on_or_after(self.desk.store.today()),
            "starts": "08:00",
            "ends": "10:00",
            "test_centre": self.activity.test_centre,
        }
        if chosen:
            like = chosen[-1]
            starts, ends = following(like.starts, like.ends)
            values |= {"date": like.day, "test_centre": like.test_centre, "room": like.room}
            values |= {"starts": starts, "ends": ends}
        changes = self._change(
            self.tr("Sesi ditambahkan."), schedule_edits.add, self.activity, values
        )
        if changes is not None and changes.subject:
            self._go_to(changes.subject)
            self.panel.begin()

    def remove(self) -> None:
        """Delete the selected sessions; those in them are unscheduled again."""
        chosen = self.selected()
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu sesi di daftar."), "warn")
            return
        words = self.tr("{count} sesi dihapus.").format(count=len(chosen))
        self._change(words, schedule_edits.remove, [one.id for one in chosen])

    def open_members(self) -> None:
        """Show the participants, to be put into the selected session."""
        chosen = self.selected()
        self.members_page.open(chosen[0].id if chosen else None)
        self.stack.setCurrentWidget(self.members_page)
        self.members_page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_assessors(self) -> None:
        """Show the office's assessors."""
        self.stack.setCurrentWidget(self.assessors_page)
        self.assessors_page.open()

    def open_share(self) -> None:
        """Show the line that divides participants among sessions."""
        store = self.desk.store
        today = store.today()
        start = max(self.activity.planned_start or today, today)
        self.share_bar.begin(
            len(self.found.unscheduled),
            organizations.names(store, organizations.Kind.TEST_CENTRE),
            self.activity.test_centre or "",
            holidays.calendar_for(store).on_or_after(start),
        )

    def save_workbook(self) -> None:
        """Write the schedule as Excel."""
        self._save(".xlsx", WORKBOOK)

    def save_calendar(self) -> None:
        """Write the schedule as a calendar for telephones."""
        self._save(".ics", _CALENDAR)

    def _save(self, suffix: str, kinds: str) -> None:
        name = safe_file_name(f"Jadwal uji {self.activity.name}") + suffix
        path = self.desk.prompts.save_file(self.tr("Simpan jadwal"), name, kinds)
        if path is not None:
            self.desk.run(
                self.tr("Menulis jadwal"), schedule_files.write_file, self.activity, path,
                done=self._on_written,
            )  # fmt: skip

    def _build(self) -> None:
        self.waiting_badge = named(badge(""), "schedule_waiting")
        self.list_button = tool(
            "schedule_as_list", self.tr("Tampilkan sebagai daftar (M)"), self.show_as_list,
            icon="list-checks",
        )  # fmt: skip
        self.week_button = tool(
            "schedule_as_week", self.tr("Tampilkan sebagai minggu (M)"), self.show_as_week,
            icon="columns-3",
        )  # fmt: skip
        for one in (self.list_button, self.week_button):
            one.setCheckable(True)
        self.list_button.setChecked(True)
        self.workbook_button = tool(
            "schedule_workbook", self.tr("Simpan jadwal ke Excel"), self.save_workbook,
            icon="file-spreadsheet",
        )  # fmt: skip
        self.calendar_button = tool(
            "schedule_calendar", self.tr("Simpan jadwal sebagai kalender (.ics)"),
            self.save_calendar, icon="calendar",
        )  # fmt: skip
        self.assessors_button = button(
            "schedule_assessors", self.tr("Asesor…"), self.open_assessors
        )
        self.members_button = button("schedule_people", self.tr("Peserta…"), self.open_members)
        self.share_button = button(
            "schedule_open_share", self.tr("Bagi peserta…"), self.open_share, icon="users"
        )
        self.add_button = button(
            "session_add", self.tr("Tambah sesi"), self.add, icon="plus", shortcut="Ctrl+N",
            tip=self.tr("Ins juga"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada sesi"),
            self.tr(
                "Catat dahulu asesor dengan skema dan masa berlakunya, lalu “Bagi peserta…” "
                "menyusun kelompok, hari, jam, dan ruang sekaligus. Sesi dapat juga ditambahkan "
                "satu per satu."
            ),
        )
        self.views = QStackedWidget()
        self.views.addWidget(self.table)
        self.views.addWidget(self.week)
        self.lay_out(
            self.panel, empty,
            buttons=(
                self.list_button, self.week_button, self.workbook_button, self.calendar_button,
            ),
            always=(
                self.waiting_badge, self.assessors_button, self.members_button, self.share_button,
                self.add_button,
            ),
            above=self.share_bar, view=self.views, below=self.clashes,
            pages=(self.members_page, self.assessors_page),
        )  # fmt: skip
        self.share_bar.hide()

    @override
    def show_counts(self) -> None:
        super().show_counts()
        waiting = len(self.found.unscheduled)
        told = self.tr("{count} belum dijadwalkan").format(count=waiting)
        set_badge(self.waiting_badge, told, "warn")
        self.waiting_badge.setVisible(waiting > 0)
        self.members_button.setVisible(bool(self.found.members))
        self.share_button.setEnabled(waiting > 0)
        self.share_button.setToolTip(
            "" if waiting else self.tr("Tidak ada peserta yang belum dijadwalkan")
        )
        self.share_bar.show_waiting(waiting)
        self.clashes.show_clashes(self.found.clashes)

    def _show_week(self, _count: int) -> None:
        shown = [self.entries[key] for key in self.source.found()]
        calendar = holidays.calendar_for(self.desk.store)
        self.week.show_sessions(shown, self.states, calendar)

    def _turn_to(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        self.list_button.setChecked(view is self.table)
        self.week_button.setChecked(view is self.week)
        self.go_to_list()

    def _go_to(self, session_id: str) -> None:
        """Choose a session in both views, whatever filters the list."""
        if session_id not in self.source.found():
            self.choose_chip(None)
            self.table.clear_filters()
        self.table.go_to(session_id)
        self.week.select(session_id)

    def _state(self, one: Session) -> State:
        return self.states[one.id]

    def _change(self, words: str, use_case: Callable[..., Any], *args: Any) -> Changes | None:
        """Change the schedule, say so, and say at once what clashes by it."""
        before = {clash.sentence for clash in self.found.clashes}
        changes: Changes | None = self.desk.do(use_case, *args)
        if changes is not None and changes.kinds:
            new = [one.sentence for one in self.found.clashes if one.sentence not in before]
            if new:
                words += self.tr(" Bentrok: {clash}").format(clash=new[0])
            if len(new) > 1:
                words += self.tr(" Dan {count} bentrok lagi.").format(count=len(new) - 1)
            self.desk.say(words, "warn" if new else "good", changes)
        return changes

    def _on_selection_changed(self) -> None:
        self.panel.show_sessions(self.selected(), self.found.unscheduled)

    def _on_clash_chosen(self, sessions: tuple[str, ...]) -> None:
        own = [key for key in sessions if key in self.entries]
        current = self.table.current_key()
        following = own[own.index(current) + 1 :] if current in own else []
        wanted = (following or own)[0]  # a second click shows the other one
        self._go_to(wanted)

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        chosen = self.selected()
        if not chosen:
            return
        words = self.tr("{count} sesi diubah.").format(count=len(chosen))
        if self._change(words, schedule_edits.edit, [one.id for one in chosen], values) is None:
            self._on_selection_changed()

    def _on_put_requested(self, participants: list[str]) -> None:
        (session,) = self.selected()
        self.seat(session.id, participants)

    def _on_unseat_requested(self, participants: list[str]) -> None:
        (session,) = self.selected()
        words = self.tr("{count} peserta dikeluarkan dari sesi ini.")
        self._change(
            words.format(count=len(participants)), schedule_edits.unseat, participants, session.id
        )

    def _on_share_requested(self, terms: Terms) -> None:
        done = self.desk.do(schedule_edits.distribute, self.activity, terms)
        if done is None:
            return
        words = self.tr("{people} peserta dijadwalkan; {sessions} sesi baru.").format(
            people=done.people, sessions=done.sessions
        )
        if done.left:
            words += self.tr(" {count} peserta tidak mendapat waktu.").format(count=done.left)
        self.desk.say(words, "warn" if done.left else "good", done.changes)
        self._on_share_closed()

    def _on_share_closed(self) -> None:
        self.share_bar.hide()
        self.go_to_list()

    def _on_written(self, written: Written) -> None:
        words = self.tr("{count} sesi disimpan ke {file}.")
        self.desk.say(words.format(count=written.rows, file=written.path.name))
