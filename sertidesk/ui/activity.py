"""The wizard: an activity's steps at the left, state and due date; at the right the open one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from sertidesk.domain import plan
from sertidesk.domain.formatting import day_name, long_date
from sertidesk.domain.procedure import CalendarKind
from sertidesk.services import activity as activities
from sertidesk.services import procedure as steps
from sertidesk.services.activity import Activity
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.rail import RailDelegate
from sertidesk.ui.step_page import StepPage

_ICONS = {
    plan.State.NOT_STARTED: ("circle", "muted"),
    plan.State.IN_PROGRESS: ("circle-dot", "accent"),
    plan.State.DONE: ("circle-check", "good"),
    plan.State.OVERDUE: ("circle-alert", "bad"),
    plan.State.SKIPPED: ("skip-forward", "muted"),
}


def days_words(view: plan.StepView, count: int) -> str:
    """Return a number of days with the kind of day that is counted."""
    return f"{count} hari kerja" if view.counts is CalendarKind.WORKING else f"{count} hari"


def due_words(view: plan.StepView) -> str:
    """Return what the rail says below a step's title."""
    if view.state is plan.State.DONE and view.record.done_on:
        return f"Selesai {_short(view.record.done_on)}"
    if view.state is plan.State.SKIPPED:
        return "Dilewati"
    if view.due is None:
        return plan.STATE_LABELS[view.state]
    if view.days_left is not None and view.days_left < 0:
        return f"{_short(view.due)} · lewat {days_words(view, -view.days_left)}"
    return f"{_short(view.due)} · {days_words(view, view.days_left or 0)} lagi"


def _short(day: date) -> str:
    words = long_date(day).split()
    return f"{day_name(day)[:3]} {words[0]} {words[1][:3]}"


class ActivityPage(QWidget):
    """One activity, step by step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.activity: Activity | None = None
        self._views: tuple[plan.StepView, ...] = ()
        self.back_button = button(
            "back_to_activities",
            self.tr("Semua kegiatan"),
            lambda: desk.go("activities"),
            icon="arrow-left",
            link=True,
        )
        self.name_label = label("", "heading", wrap=True)
        self.code_label = label("", "muted", wrap=True)
        self.rail = named(QListWidget(), "rail", self.tr("Langkah SOP"))
        self.rail.setItemDelegate(RailDelegate(self.rail))
        self.rail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = named(QFrame(), "rail_side")
        head = column(self.back_button, self.name_label, self.code_label, spacing=SPACE)
        head.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout = column(spacing=0)
        layout.addLayout(head)
        layout.addWidget(self.rail, 1)
        side.setLayout(layout)
        side.setFixedWidth(256)
        self.step_page = StepPage(desk)
        body = row(side, spacing=0)
        body.addWidget(self.step_page, 1)
        self.setLayout(body)
        # Signals of this page, in one place.
        self.rail.currentRowChanged.connect(self._on_rail_row_changed)
        self.step_page.next_requested.connect(self._on_next_requested)
        self.step_page.screen_requested.connect(self._on_screen_requested)

    def open(
        self, code: str, step: str = "", screen: str = "", subjects: tuple[str, ...] = ()
    ) -> None:
        """Show an activity at a step: the one asked for, or the first that is not closed."""
        found = self._desk.do(activities.by_code, code)
        if found is None:
            return
        self.activity = found
        self.name_label.setText(found.name)
        self.code_label.setText(f"{found.code} · {found.procedure.office.government}")
        self._read_plan()
        current = plan.next_step(self._views)
        number = step or (current.step.number if current else found.procedure.steps[-1].number)
        self._select(number)
        self._show(number)
        if screen:
            self.step_page.show_screen(screen, subjects)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Read the plan anew and let the open screen decide for itself."""
        if self.activity is None:
            return
        if kinds is None or "activity" in kinds:
            self.activity = self._desk.do(activities.by_id, self.activity.id) or self.activity
        number = self._number()
        self._read_plan()
        self._select(number)
        self.step_page.refresh(self.activity, self._view(number), kinds)

    def _read_plan(self) -> None:
        assert self.activity is not None
        self._views = steps.steps(self._desk.store, self.activity)
        self.rail.blockSignals(True)
        if self.rail.count() != len(self._views):
            self.rail.clear()
            for _ in self._views:
                self.rail.addItem(QListWidgetItem())
        for number, view in enumerate(self._views):
            item = self.rail.item(number)
            name, tone = _ICONS[view.state]
            item.setIcon(theme.icon(name, getattr(theme.colours, tone)))
            item.setText(f"{view.step.number}  {view.step.title}")
            item.setData(RailDelegate.BELOW, due_words(view))
            item.setData(RailDelegate.TONE, tone)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {due_words(view)}")
            item.setData(Qt.ItemDataRole.UserRole, view.step.number)
            item.setToolTip(view.step.printed or view.step.title)
        self.rail.blockSignals(False)

    def _number(self) -> str:
        item = self.rail.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else self._views[0].step.number

    def _view(self, number: str) -> plan.StepView:
        return next(view for view in self._views if view.step.number == number)

    def _select(self, number: str) -> None:
        self.rail.blockSignals(True)
        for place, view in enumerate(self._views):
            if view.step.number == number:
                self.rail.setCurrentRow(place)
        self.rail.blockSignals(False)

    def _show(self, number: str) -> None:
        assert self.activity is not None
        self.step_page.show_step(self.activity, self._view(number))

    def _on_rail_row_changed(self, place: int) -> None:
        if 0 <= place < len(self._views):
            self._show(self._views[place].step.number)

    def _on_next_requested(self) -> None:
        place = self.rail.currentRow()
        if place + 1 < self.rail.count():
            self.rail.setCurrentRow(place + 1)

    def _on_screen_requested(self, screen: str, subjects: tuple[str, ...]) -> None:
        """Go to the nearest step at or before this one that has the screen."""
        place = self.rail.currentRow()
        with_screen = [
            number for number, view in enumerate(self._views) if screen in view.step.screens
        ]
        earlier = [number for number in with_screen if number <= place]
        if not with_screen:
            return
        self.rail.setCurrentRow(earlier[-1] if earlier else with_screen[0])
        self.step_page.show_screen(screen, subjects)
