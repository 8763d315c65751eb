"""The schedule: sessions by day, what clashes in it, participants divided among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain import schedule as rules
from sertidesk.domain.formatting import due_date
from sertidesk.domain.schedule_plan import Terms
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
from sertidesk.ui.kit.parts import EmptyState, badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.schedule_assessors import AssessorsPage
from sertidesk.ui.steps.schedule_members import MembersPage
from sertidesk.ui.steps.schedule_panel import SessionPanel
from sertidesk.ui.steps.schedule_share import ShareBar

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({
    "session", "session_participant", "assessor", "organization", "participant", "person",
    "holiday", "setting", "activity",
})  # fmt: skip
_CALENDAR = "Kalender (*.ics)"
_CLASH_LINES = 3
_KEY = Qt.ItemDataRole.UserRole


class Screen(QWidget):
    """The sessions at the left with their clashes below, the session chosen at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "schedule_screen", self.tr("Jadwal"))
        self.desk, self.activity = desk, activity
        self.found = schedule.Schedule((), (), ())
        self.sessions: dict[str, Session] = {}
        columns = [
            TableColumn("when", self.tr("Waktu"), 164, show=_when),
            TableColumn(
                "clash", self.tr("Bentrok"), 80, badges={"clash": (self.tr("Bentrok"), "bad")}
            ),
            TableColumn("room", self.tr("Ruang"), 80),
            TableColumn("scheme", self.tr("Skema"), 164),
            TableColumn("assessor", self.tr("Asesor"), 124),
            TableColumn("count", self.tr("Peserta"), 66, align_right=True),
            TableColumn("test_centre", self.tr("TUK"), 180),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "schedule_table", self.tr("Sesi menurut hari"), self.source, columns, frozen=1
        )
        self.clash_list: QListWidget = named(
            QListWidget(), "schedule_clashes", self.tr("Bentrok dalam jadwal")
        )
        self.panel = SessionPanel(desk.store.today())
        self.share_bar = ShareBar(desk.store.today())
        self.members_page = MembersPage(desk)
        self.assessors_page = AssessorsPage(desk)
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.clash_list.itemClicked.connect(self._on_clash_chosen)
        self.clash_list.itemActivated.connect(self._on_clash_chosen)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.remove_requested.connect(self.remove)
        self.panel.seat_requested.connect(self.open_members)
        self.panel.unseat_requested.connect(self._on_unseat_requested)
        self.panel.left.connect(self._go_to_list)
        self.share_bar.share_requested.connect(self._on_share_requested)
        self.share_bar.closed.connect(self._on_share_closed)
        self.members_page.closed.connect(self.show_list)
        self.assessors_page.closed.connect(self.show_list)
        for keys, act in (("Ins", self.add), ("Del", self.remove), ("P", self.open_members)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        self.found = schedule.load(self.desk.store, self.activity)
        self.sessions = {session.id: session for session in self.found.sessions}
        told = rules.by_session(self.found.clashes)
        self.source.rows_held = [_cells(one, one.id in told) for one in self.found.sessions]
        self.panel.offer(
            organizations.names(self.desk.store, organizations.Kind.TEST_CENTRE),
            sorted({one.occupation for one in self.found.members if one.occupation}),
            assessors.listing(self.desk.store),
        )
        self.table.reload()
        self.members_page.show_schedule(self.found)
        self.assessors_page.reload()
        self._show_counts()
        self._show_clashes()
        self.body.setCurrentWidget(self.list_part if self.sessions else self.empty)

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these participants with their sessions."""
        self.members_page.open(only=ids)
        self.stack.setCurrentWidget(self.members_page)

    def show_list(self) -> None:
        """Show the sessions again."""
        self.stack.setCurrentWidget(self.list_page)
        self._go_to_list()

    def selected(self) -> list[Session]:
        """Return the selected sessions, from the top."""
        return [self.sessions[key] for key in self.table.selected_keys() if key in self.sessions]

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
            length = rules.minutes_of(like.ends) - rules.minutes_of(like.starts)
            end = min(rules.minutes_of(like.ends) + length, 24 * 60 - 1)
            values |= {"date": like.day, "test_centre": like.test_centre, "room": like.room}
            values |= {"starts": like.starts, "ends": like.ends}
            if end > rules.minutes_of(like.ends):
                values |= {"starts": like.ends, "ends": f"{end // 60:02}:{end % 60:02}"}
        changes = self.desk.do(schedule_edits.add, self.activity, values)
        if changes is not None:
            self.table.go_to(changes.subject)
            self.desk.say(self.tr("Sesi ditambahkan."), "good", changes)
            self.panel.begin()

    def remove(self) -> None:
        """Delete the selected sessions; those in them are unscheduled again."""
        chosen = self.selected()
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu sesi di daftar."), "warn")
            return
        changes = self.desk.do(schedule_edits.remove, [one.id for one in chosen])
        if changes is not None:
            words = self.tr("{count} sesi dihapus.").format(count=len(chosen))
            self.desk.say(words, "good", changes)

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
        self.total_badge = badge("")
        self.total_badge.setObjectName("schedule_total")
        self.waiting_badge = badge("")
        self.waiting_badge.setObjectName("schedule_waiting")
        self.workbook_button = button(
            "schedule_workbook", "", self.save_workbook, icon="file-spreadsheet",
            tip=self.tr("Simpan jadwal ke Excel"),
        )  # fmt: skip
        self.calendar_button = button(
            "schedule_calendar", "", self.save_calendar, icon="calendar",
            tip=self.tr("Simpan jadwal sebagai kalender (.ics)"),
        )  # fmt: skip
        for one in (self.workbook_button, self.calendar_button):
            one.setAccessibleName(one.toolTip())
            one.setProperty("tool", True)
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
        bar = row(
            self.total_badge, self.waiting_badge, 1, self.workbook_button, self.calendar_button,
            self.assessors_button, self.members_button, self.share_button, self.add_button,
        )  # fmt: skip
        self.empty = EmptyState(
            self.tr("Belum ada sesi"),
            self.tr(
                "Catat dahulu asesor dengan skema dan masa berlakunya, lalu “Bagi peserta…” "
                "menyusun kelompok, hari, jam, dan ruang sekaligus. Sesi dapat juga ditambahkan "
                "satu per satu."
            ),
        )
        self.clash_label = label("", "label")
        self.clash_label.setBuddy(self.clash_list)
        self.clash_list.setUniformItemSizes(True)
        left = column(self.table, spacing=SPACE)
        left.setStretch(0, 1)
        left.addWidget(self.clash_label)
        left.addWidget(self.clash_list)
        self.list_part = QWidget()
        both = row(left, spacing=3 * SPACE)
        both.setStretch(0, 1)
        both.addWidget(self.panel)
        self.list_part.setLayout(both)
        self.body = QStackedWidget()
        self.body.addWidget(self.list_part)
        self.body.addWidget(self.empty)
        self.list_page = QWidget()
        page = column(bar, self.share_bar)
        page.addWidget(self.body, 1)
        self.list_page.setLayout(page)
        self.share_bar.hide()
        self.stack = QStackedWidget()
        for page_of_stack in (self.list_page, self.members_page, self.assessors_page):
            self.stack.addWidget(page_of_stack)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _show_counts(self) -> None:
        waiting = len(self.found.unscheduled)
        words = self.tr("{sessions} sesi · {days} hari").format(
            sessions=len(self.sessions), days=self.found.days
        )
        set_badge(self.total_badge, words, "plain")
        told = self.tr("{count} peserta belum dijadwalkan").format(count=waiting)
        set_badge(self.waiting_badge, told, "warn")
        self.waiting_badge.setVisible(waiting > 0)
        for one in (self.total_badge, self.workbook_button, self.calendar_button):
            one.setVisible(bool(self.sessions))
        self.members_button.setVisible(bool(self.found.members))
        self.share_button.setEnabled(waiting > 0)
        self.share_button.setToolTip(
            "" if waiting else self.tr("Tidak ada peserta yang belum dijadwalkan")
        )
        self.share_bar.show_waiting(waiting)

    def _show_clashes(self) -> None:
        self.clash_list.clear()
        for clash in self.found.clashes:
            item = QListWidgetItem(clash.sentence)
            item.setData(_KEY, clash.sessions)
            item.setToolTip(clash.sentence)
            self.clash_list.addItem(item)
        count = len(self.found.clashes)
        self.clash_label.setText(
            self.tr("{count} bentrok; klik atau Enter membuka sesinya").format(count=count)
        )
        lines = min(count, _CLASH_LINES)
        height = self.clash_list.sizeHintForRow(0) if count else 0
        self.clash_list.setFixedHeight(lines * height + 2 * SPACE)
        for one in (self.clash_label, self.clash_list):
            one.setVisible(count > 0)

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_selection_changed(self) -> None:
        self.panel.show_sessions(self.selected())

    def _on_clash_chosen(self, item: QListWidgetItem) -> None:
        own = [key for key in item.data(_KEY) if key in self.sessions]
        current = self.table.current_key()
        following = own[own.index(current) + 1 :] if current in own else []
        self.table.clear_filters()
        self.table.go_to((following or own)[0])  # a second click shows the other one

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        ids = [session.id for session in self.selected()]
        if ids and self.desk.do(schedule_edits.edit, ids, values) is None:
            self.panel.show_sessions(self.selected())

    def _on_unseat_requested(self, participants: list[str]) -> None:
        (session,) = self.selected()
        changes = self.desk.do(schedule_edits.unseat, participants, session.id)
        if changes is not None:
            words = self.tr("{count} peserta dikeluarkan dari sesi ini.")
            self.desk.say(words.format(count=len(participants)), "good", changes)

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
        self._go_to_list()

    def _on_written(self, written: Written) -> None:
        words = self.tr("{count} sesi disimpan ke {file}.")
        self.desk.say(words.format(count=written.rows, file=written.path.name))


def _when(key: str) -> str:
    """Return "Sen 23 Nov 08.00–10.00" for a cell's sorting key, which begins with the year."""
    day, starts, ends = key.split()
    return f"{due_date(date.fromisoformat(day))} {rules.show_time(starts)}–{rules.show_time(ends)}"


def _cells(session: Session, clashes: bool) -> tuple[Any, ...]:
    seats = f"/{session.seats}" if session.seats is not None else ""
    return (
        session.id,
        f"{session.day.isoformat()} {session.starts} {session.ends}",
        "clash" if clashes else "",
        session.room,
        session.scheme,
        session.assessor.name if session.assessor else "",
        f"{len(session.members)}{seats}",
        session.test_centre,
    )
