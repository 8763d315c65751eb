"""Attendance: choose the session or day, then mark participants, assessors and organisers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.attendance import ROLES, Role, State
from sertidesk.domain.formatting import day_and_date
from sertidesk.services import attendance, attendance_papers
from sertidesk.services.attendance import Roll
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.form import DateField
from sertidesk.ui.kit.parts import button, column, label, named, row, show_cut
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.print_menu import PrintMenu
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.attendance_people import PeopleList
from sertidesk.ui.steps.attendance_team import TeamList

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({
    "attendance", "team_member", "session", "session_participant", "assessor", "participant",
    "person", "organization", "activity",
})  # fmt: skip


class Screen(QWidget):
    """The session at the top, below it who was there: participants, assessors, organisers."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "attendance_screen", self.tr("Daftar hadir"))
        self.desk, self.activity = desk, activity
        self.rolls: dict[str, Roll] = {}
        self._days: list[date] = []  # asked for, and nothing recorded there yet
        self._key = ""  # of the roll that is shown
        self.people = PeopleList(desk, activity)
        self.teams: dict[Role, TeamList] = {}  # made when they are first looked at
        self.papers = PrintMenu(desk, self)
        self.papers.activity = activity
        self._build()
        # Connected signals
        self.day_field.editor.returnPressed.connect(self.open_day)
        self.parts.idClicked.connect(self.show_part)
        self.roll_box.activated.connect(self._on_roll_chosen)
        for keys, act in (
            ("Ctrl+PgDown", lambda: self.step_roll(1)),
            ("Ctrl+PgUp", lambda: self.step_roll(-1)),
            ("F2", self.go_to_scan),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        found = attendance.load(self.desk.store, self.activity, self._days)
        self.rolls = {one.key: one for one in found}
        if self._key not in self.rolls:
            self._key = self._first(found)
        self._fill_box()
        self._show_roll()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these participants, in the first roll that has any of them without a state."""
        wanted = set(ids)
        for one in self.rolls.values():
            waiting = {line.participant_id for line in one.entries if line.state is State.NONE}
            if wanted & waiting:
                self._choose(one.key)
                break
        self.show_part(0)
        self.people.show_subjects(ids)

    def show_part(self, place: int) -> None:
        """Show participants (0), assessors (1) or organisers (2)."""
        page: PeopleList | TeamList = self.people
        if place:
            role = tuple(Role)[place - 1]
            if role not in self.teams:
                self.teams[role] = TeamList(self.desk, self.activity, role)
                self.stack.addWidget(self.teams[role])
            page = self.teams[role]
        self.stack.setCurrentWidget(page)
        button_of = self.parts.button(place)
        if button_of is not None:
            button_of.setChecked(True)
        self._show_roll()
        if page is self.people:
            self.go_to_scan()
        else:
            page.go_to_list()

    def step_roll(self, by: int) -> None:
        """Go on to the next session or day, or back."""
        keys = list(self.rolls)
        place = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= place < len(keys):
            self._choose(keys[place])

    def open_day(self) -> None:
        """Take attendance on the day that was typed, beside the sessions."""
        day = self.day_field.value()
        if day is None:
            self.day_field.say(self.tr("Contoh: 12-05-2026."), "error")
            return
        self._days.append(day)
        self.day_field.set_value(None)
        self.day_part.hide()
        self._key = day.isoformat()
        self.reload(None)
        self.go_to_scan()

    def print_list(self) -> None:
        """Print the list to be signed of those who are shown: participants, or those at work."""
        is_of_people = self.stack.currentWidget() is self.people
        self.papers.write("attendance" if is_of_people else "assessor-attendance")

    def save_workbook(self) -> None:
        """Write who came to what, with the totals and every scan, as Excel."""
        save_workbook(
            self.desk, self.tr("Simpan daftar hadir"), f"Daftar hadir {self.activity.name}",
            attendance_papers.write_workbook, self.activity,
            doing=self.tr("Menulis daftar hadir"), told=self.tr("{file} disimpan, {count} baris."),
        )  # fmt: skip

    def go_to_scan(self) -> None:
        """Put the cursor into the line for scans."""
        if self.stack.currentWidget() is not self.people:
            self.show_part(0)
        else:
            self.people.scan_bar.begin()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_about()

    def _build(self) -> None:
        self.roll_box: QComboBox = named(
            QuietCombo(self.tr("Sesi atau hari")), "attendance_roll", self.tr("Sesi atau hari")
        )
        self.roll_box.setMinimumWidth(150)
        self.roll_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.previous_button = self._tool(
            "attendance_previous",
            "chevron-left",
            self.tr("Sesi sebelumnya (Ctrl+PgUp)"),
            partial(self.step_roll, -1),
        )
        self.next_button = self._tool(
            "attendance_next",
            "chevron-right",
            self.tr("Sesi berikutnya (Ctrl+PgDn)"),
            partial(self.step_roll, 1),
        )
        self.day_button = button(
            "attendance_other_day", self.tr("Hari lain…"), self._on_other_day,
            tip=self.tr("Mencatat kehadiran pada hari yang tidak ada sesinya"),
        )  # fmt: skip
        self.parts = QButtonGroup(self)
        switch = row(spacing=SPACE)
        words = [self.tr("Peserta"), ROLES[Role.ASSESSOR], ROLES[Role.COMMITTEE]]
        for place, word in enumerate(words):
            made = button(f"attendance_part_{place}", word, lambda: None)
            made.setCheckable(True)
            self.parts.addButton(made, place)
            switch.addWidget(made)
        self.parts.button(0).setChecked(True)
        self.about = label("", "muted")
        self.cards_button = self._tool(
            "attendance_cards", "id-card", self.tr("Cetak kartu peserta (kode QR)"),
            partial(self.papers.write, "cards"),
        )  # fmt: skip
        self.print_button = self._tool(
            "attendance_print", "printer", self.tr("Cetak daftar hadir untuk ditandatangani"),
            self.print_list,
        )  # fmt: skip
        self.workbook_button = self._tool(
            "attendance_workbook", "file-spreadsheet", self.tr("Simpan daftar hadir ke Excel"),
            self.save_workbook,
        )  # fmt: skip
        head = row(
            self.previous_button, self.roll_box, self.next_button, self.day_button, self.about,
            self.cards_button, self.print_button, self.workbook_button, switch, spacing=SPACE,
        )  # fmt: skip
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.setStretch(1, 3)
        head.setStretch(4, 2)
        self.day_field = DateField("day", self.tr("Hari"), self.desk.store.today())
        self.day_field.label.hide()
        self.day_field.setFixedWidth(130)
        open_button = button("attendance_open_day", self.tr("Buka"), self.open_day)
        self.day_part = QWidget()
        self.day_part.setLayout(
            row(label(self.tr("Kehadiran tanggal"), "label"), self.day_field, open_button, 1)
        )
        self.day_part.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.people)
        layout = column(head, self.day_part)
        layout.addWidget(self.stack, 1)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def _tool(self, name: str, icon: str, tip: str, act: Callable[[], object]) -> QPushButton:
        made = button(name, "", act, icon=icon, tip=tip)
        made.setProperty("tool", True)
        made.setAccessibleName(tip)
        return made

    def _fill_box(self) -> None:
        self.roll_box.clear()
        for one in self.rolls.values():
            totals = one.totals
            words = self.tr("{when} · {came}/{all}")
            if one.is_gone:
                words = self.tr("{when} (sesi dihapus) · {came}/{all}")
            told = words.format(when=one.words, came=totals.attended, all=totals.all)
            self.roll_box.addItem(told, one.key)
        self.roll_box.setCurrentIndex(self.roll_box.findData(self._key))
        keys = list(self.rolls)
        place = keys.index(self._key)
        self.previous_button.setEnabled(place > 0)
        self.next_button.setEnabled(place < len(keys) - 1)

    def _show_roll(self) -> None:
        roll = self.rolls[self._key]
        self._show_about()
        page = self.stack.currentWidget()
        if isinstance(page, TeamList):
            page.show_day(roll.day)
        else:
            self.people.show_roll(roll)

    def _show_about(self) -> None:
        """Tell what the session is about; those at work are there for the whole day."""
        roll = self.rolls[self._key]
        is_of_session = roll.session_id and self.stack.currentWidget() is self.people
        told = (roll.scheme, roll.assessor, roll.test_centre) if is_of_session else ()
        words = " · ".join(filter(None, told)) or day_and_date(roll.day)
        show_cut(self.about, words, self.about.width())

    def _choose(self, key: str) -> None:
        self._key = key
        self._fill_box()
        self._show_roll()
        self.people.table.clearSelection()

    def _first(self, rolls: Sequence[Roll]) -> str:
        """Return today's roll that is not over, else the next one, else the last."""
        now = self.desk.store.clock()
        today, time = now.date(), f"{now:%H:%M}"
        todays = [one for one in rolls if one.day == today]
        running = [one for one in todays if not one.ends or one.ends >= time]
        later = [one for one in rolls if one.day > today]
        return (running or todays or later or list(rolls)[-1:])[0].key

    def _on_other_day(self) -> None:
        self.day_part.setVisible(not self.day_part.isVisible())
        if self.day_part.isVisible():
            self.day_field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_roll_chosen(self, place: int) -> None:
        self._choose(str(self.roll_box.itemData(place)))
        self.go_to_scan()
