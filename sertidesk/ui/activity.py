"""The wizard: an activity's steps at the left, state and due date; at the right the open one."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from sertidesk.domain import plan
from sertidesk.domain.formatting import day_and_date, long_date
from sertidesk.services import activity as activities
from sertidesk.services import board as boards
from sertidesk.services import procedure as steps
from sertidesk.services.activity import Activity
from sertidesk.services.board import Board
from sertidesk.ui.about_sop import AboutSop
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import Banner, button, column, label, named, restyle, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.print_menu import PrintMenu
from sertidesk.ui.rail import Rail
from sertidesk.ui.reconciliation import ReconciliationPage
from sertidesk.ui.step_page import StepPage

_RAIL_WIDTH = 264


class ActivityPage(QWidget):
    """One activity, step by step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.activity: Activity | None = None
        self._board: Board | None = None
        self.back_button = button(
            "back_to_activities",
            self.tr("Semua kegiatan"),
            lambda: desk.go("activities"),
            icon="arrow-left",
            link=True,
        )
        self.name_label = label("", "heading", wrap=True)
        self.code_label = label("", "muted", wrap=True)
        self.promise_label = label("", "muted", wrap=True)
        self.promise_label.setObjectName("promise_clock")
        self.about_button = button(
            "about_sop", self.tr("Tentang SOP"), self._on_about_clicked, icon="info", link=True
        )
        self.edit_button = button(
            "edit_activity", self.tr("Ubah data"), self._on_edit_clicked, icon="pencil", link=True
        )
        self.print_button = button(
            "print_activity",
            self.tr("Cetak…"),
            self._on_print_clicked,
            icon="printer",
            link=True,
            shortcut="Ctrl+P",
            tip=self.tr("Daftar, tanda terima, dan surat kegiatan ini sebagai PDF"),
        )
        self.count_button = button(
            "reconcile_activity", self.tr("Rekonsiliasi"), self._on_count_clicked, icon="scale",
            link=True, tip=self.tr("Berapa peserta sampai di setiap tahap, dan siapa yang kurang"),
        )  # fmt: skip
        self.complaints_button = button(
            "complaints_activity", self.tr("Pengaduan"), self._on_complaints_clicked,
            icon="message-square-text", link=True,
            tip=self.tr("Pengaduan tentang kegiatan ini"),
        )  # fmt: skip
        self.print_menu = PrintMenu(desk, self)
        self.rail = Rail()
        self.banner = Banner("activity_banner")
        self.step_page = StepPage(desk)
        self.about_page = AboutSop()
        self.count_page = ReconciliationPage(desk)
        self._stack = QStackedWidget()
        self._build()
        # Signals of this page, in one place.
        self.rail.step_chosen.connect(self._on_step_chosen)
        self.about_page.back_requested.connect(self._on_about_left)
        self.count_page.back_requested.connect(self._on_about_left)
        self.count_page.screen_requested.connect(self._on_screen_requested)
        self.step_page.next_requested.connect(self._on_next_requested)
        self.step_page.previous_requested.connect(self._on_previous_requested)
        self.step_page.screen_requested.connect(self._on_screen_requested)
        for keys, act in (
            ("Alt+Down", self._on_next_requested),
            ("Alt+Up", self._on_previous_requested),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _build(self) -> None:
        side = named(QFrame(), "rail_side")
        links = row(self.about_button, self.edit_button, 1, spacing=3 * SPACE)
        top = row(self.back_button, 1, self.print_button)
        counts = row(self.count_button, self.complaints_button, 1, spacing=3 * SPACE)
        head = column(
            top, self.name_label, self.code_label, self.promise_label, links, counts, spacing=SPACE
        )
        head.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout = column(spacing=0)
        layout.addLayout(head)
        layout.addWidget(self.rail, 1)
        side.setLayout(layout)
        side.setFixedWidth(_RAIL_WIDTH)
        self._stack.addWidget(self.step_page)
        self._stack.addWidget(self.about_page)
        self._stack.addWidget(self.count_page)
        holder = column(self.banner, spacing=0)
        holder.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 0)
        right = column(holder, spacing=0)
        right.addWidget(self._stack, 1)
        body = row(side, spacing=0)
        body.addLayout(right, 1)
        self.setLayout(body)

    @property
    def subject(self) -> str:
        """Return what the window's title says of this page."""
        one = self.activity
        return f"{one.name} · {one.procedure.office.government}" if one else ""

    def open(
        self, code: str, step: str = "", screen: str = "", subjects: tuple[str, ...] = ()
    ) -> None:
        """Show an activity at a step: the one asked for, or the first that is not closed.

        ``screen`` without a step opens where the work on it is done now.
        """
        self.step_page.record_panel.save()
        found = self._desk.do(activities.by_code, code)
        if found is None:
            return
        self.activity = found
        self._read_board()
        assert self._board is not None
        current = self._board.current or self._board.views[-1]
        if not self.isVisible():
            self.rail.setFocus()  # where the keys begin; a screen asked for takes them over
        number = step or current.step.number
        if screen:
            number = self._nearest(screen, number) or number
        self._show(number, screen)
        self.step_page.show_subjects(screen, subjects)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Read the board anew and let the open screens decide for themselves."""
        if self.activity is None:
            return
        if kinds is None or "activity" in kinds:
            found = self._desk.do(activities.by_id, self.activity.id)
            if found is None:  # deleted, here or by an undo
                self._desk.go("activities")
                return
            self.activity = found
        number = self.step_page.number()
        if kinds and kinds - steps.NOT_WORK and self.step_page.is_working():
            # What a work screen changes is work on the step that is open.
            steps.start_with_work(self._desk.store, self.activity, number)
        self._read_board()
        assert self._board is not None
        self.step_page.refresh(self.activity, self._view(number), self._board, kinds)
        if self._stack.currentWidget() is self.count_page:
            self.count_page.reload(kinds)

    def _read_board(self) -> None:
        assert self.activity is not None
        self._board = boards.board(self._desk.store, self.activity)
        self.name_label.setText(self.activity.name)
        self.code_label.setText(
            f"{self.activity.code} · {self.activity.procedure.office.government}"
        )
        self._show_promise()
        self.rail.show_steps(self._board.views, self._board.ready)
        self._show_banner()

    def _show_promise(self) -> None:
        """Tell the promised total, which runs apart from the times of the steps."""
        assert self._board is not None
        clock = self._board.promise
        self.promise_label.setVisible(clock is not None)
        if clock is None:
            return
        self.promise_label.setText(clock.words[0].upper() + clock.words[1:])
        self.promise_label.setToolTip(
            self.tr("Terpakai {used} sejak {start}; batasnya {due}").format(
                used=clock.used, start=day_and_date(clock.start), due=day_and_date(clock.due)
            )
        )
        restyle(self.promise_label, "role", "muted" if clock.is_kept else "late")

    def _show_banner(self) -> None:
        assert self.activity is not None
        assert self._board is not None
        if self.activity.closed_on is not None:
            text = self.tr("Kegiatan ini ditutup pada {day}. Isinya tetap dapat dibuka.").format(
                day=long_date(self.activity.closed_on)
            )
            self.banner.say(text, "accent", self.tr("Buka kembali"), self._on_reopen_clicked)
        elif self._board.current is None:
            text = self.tr("Semua langkah selesai atau dilewati. Kegiatan dapat ditutup.")
            self.banner.say(text, "good", self.tr("Tutup kegiatan"), self._on_close_clicked)
        else:
            self.banner.hide()

    def _view(self, number: str) -> plan.StepView:
        assert self._board is not None
        return next(view for view in self._board.views if view.step.number == number)

    def _show(self, number: str, screen: str = "") -> None:
        """Open a step, at a screen of it; what is being typed in another is kept first."""
        assert self.activity is not None
        self.step_page.record_panel.save()
        assert self._board is not None
        held = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self._stack.setCurrentWidget(self.step_page)
        self.rail.choose(number)
        self.step_page.show_step(self.activity, self._view(number), self._board, screen)
        now = QApplication.focusWidget()
        if held and (now is None or not self.isAncestorOf(now)):
            self.rail.setFocus()  # else Qt hands the keys of what is hidden to the search

    def _on_step_chosen(self, number: str) -> None:
        if number == self.step_page.number() and self._stack.currentWidget() is self.step_page:
            return
        self._show(number)

    def _on_next_requested(self) -> None:
        self.rail.step(1)

    def _on_previous_requested(self) -> None:
        self.rail.step(-1)

    def _on_screen_requested(self, screen: str, subjects: tuple[str, ...]) -> None:
        number = self._nearest(screen, self.rail.number())
        if not number:
            return
        if number != self.step_page.number() or self._stack.currentWidget() is not self.step_page:
            self._show(number, screen)
        else:
            self.step_page.show_screen(screen)
        self.step_page.show_subjects(screen, subjects)

    def _nearest(self, screen: str, here: str) -> str:
        """Return the nearest step at or before ``here`` that has the screen, else the first."""
        assert self._board is not None
        numbers = [view.step.number for view in self._board.views]
        having = [view.step.number for view in self._board.views if screen in view.step.screens]
        earlier = [number for number in having if numbers.index(number) <= numbers.index(here)]
        return next(iter(earlier[-1:] or having), "")

    def _on_about_clicked(self) -> None:
        assert self.activity is not None
        self.about_page.show_procedure(self.activity.procedure)
        self._stack.setCurrentWidget(self.about_page)

    def _on_complaints_clicked(self) -> None:
        assert self.activity is not None
        self._desk.go("complaints", activity=self.activity.code)

    def _on_count_clicked(self) -> None:
        assert self.activity is not None
        self._stack.setCurrentWidget(self.count_page)
        self.count_page.show_activity(self.activity)

    def _on_about_left(self) -> None:
        self._stack.setCurrentWidget(self.step_page)
        self.rail.setFocus()

    def _on_print_clicked(self) -> None:
        self.print_menu.activity = self.activity
        below = self.print_button.rect().bottomLeft()
        self.print_menu.popup(self.print_button.mapToGlobal(below))

    def _on_edit_clicked(self) -> None:
        assert self.activity is not None
        self._desk.go("activities", edit=self.activity.code)

    def _on_close_clicked(self) -> None:
        assert self.activity is not None
        changes = self._desk.do(activities.close, self.activity.id)
        if changes is not None:
            self._desk.say(self.tr("Kegiatan ditutup."), undo=changes)

    def _on_reopen_clicked(self) -> None:
        assert self.activity is not None
        changes = self._desk.do(activities.reopen, self.activity.id)
        if changes is not None:
            self._desk.say(self.tr("Kegiatan berjalan kembali."), undo=changes)
