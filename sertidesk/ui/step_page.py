"""One step of an activity: who, how long, what blocks it, its working screens, its record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from sertidesk.domain import gates, plan, procedure
from sertidesk.domain.formatting import day_name, long_date
from sertidesk.services import procedure as steps
from sertidesk.services.activity import Activity
from sertidesk.ui import steps as screens
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import badge, button, label, named, row, set_badge
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.step_record import StepRecordPanel

_TONES = {
    plan.State.NOT_STARTED: "plain",
    plan.State.IN_PROGRESS: "accent",
    plan.State.DONE: "good",
    plan.State.OVERDUE: "bad",
    plan.State.SKIPPED: "plain",
}


class StepPage(QWidget):
    """The right side of the wizard."""

    next_requested = Signal()
    screen_requested = Signal(str, tuple)  # screen, participants concerned

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._activity: Activity | None = None
        self._view: plan.StepView | None = None
        self._blocks: tuple[gates.Block, ...] = ()
        self._block_lines: list[QWidget] = []
        self._screens: dict[str, QWidget] = {}
        self.title_label = label("", "title", wrap=True)
        self.state_badge = badge("")
        self.facts_label = label("", "muted", wrap=True)
        self.tabs = named(QTabWidget(), "step_tabs", self.tr("Layar kerja langkah"))
        self.tabs.setDocumentMode(True)
        self.record_panel = StepRecordPanel(desk)
        self.block_area = QVBoxLayout()
        self.block_area.setSpacing(SPACE)
        self.reopen_button = button("reopen_step", self.tr("Buka lagi"), self._on_reopen_clicked)
        self.skip_button = button("skip_step", self.tr("Lewati…"), self._on_skip_clicked)
        self.next_button = button(
            "next_step", self.tr("Lanjut"), self.next_requested.emit, icon="arrow-right"
        )
        self.finish_button = button(
            "finish_step",
            self.tr("Selesai"),
            self._on_finish_clicked,
            primary=True,
            shortcut="Ctrl+Return",
        )
        self._build()
        self.tabs.currentChanged.connect(self._on_tab_changed)

    def _build(self) -> None:
        head = row(self.title_label, self.state_badge)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self.facts_label)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self.block_area)
        layout.addLayout(
            row(self.skip_button, self.reopen_button, 1, self.next_button, self.finish_button)
        )

    def show_step(self, activity: Activity, view: plan.StepView) -> None:
        """Open a step: its screens are made now, the first one is looked at first."""
        self._activity = activity
        self.tabs.blockSignals(True)
        while self.tabs.count():
            gone = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if gone is not self.record_panel:
                gone.deleteLater()
        self._screens = {}
        for name in view.step.screens:
            title = screens.title_of(name)
            if title is not None:
                holder = _Holder(name)
                self._screens[name] = holder
                self.tabs.addTab(holder, title)
        self.tabs.addTab(self.record_panel, self.tr("Catatan langkah"))
        self.tabs.tabBar().setVisible(self.tabs.count() > 1)
        self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)
        self.refresh(activity, view, None)
        self._on_tab_changed(0)

    def refresh(
        self, activity: Activity, view: plan.StepView, kinds: frozenset[str] | None
    ) -> None:
        """Show the step's facts anew, and tell the open screens what changed."""
        self._activity, self._view = activity, view
        step = view.step
        self.title_label.setText(f"{step.number}  {step.title}")
        set_badge(self.state_badge, plan.STATE_LABELS[view.state], _TONES[view.state])
        self.facts_label.setText(step_facts(activity.procedure, view))
        self.record_panel.show_record(activity, view)
        self._show_blocks()
        closed = view.record.is_closed
        self.reopen_button.setVisible(closed)
        self.skip_button.setVisible(not closed)
        self.finish_button.setVisible(not closed)
        if kinds is not None:
            for holder in self._screens.values():
                assert isinstance(holder, _Holder)
                if holder.filled is not None:
                    holder.filled.reload(kinds)  # type: ignore[attr-defined]

    def show_screen(self, name: str, subjects: tuple[str, ...] = ()) -> None:
        """Bring a screen of this step to the front, with the participants concerned."""
        holder = self._screens.get(name)
        if holder is None:
            return
        self.tabs.setCurrentWidget(holder)
        self._on_tab_changed(self.tabs.currentIndex())
        assert isinstance(holder, _Holder)
        if subjects and holder.filled is not None:
            holder.filled.show_subjects(subjects)  # type: ignore[attr-defined]

    def _show_blocks(self) -> None:
        assert self._activity is not None
        assert self._view is not None
        for line in self._block_lines:
            self.block_area.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._block_lines.clear()
        if self._view.record.is_closed:
            self._blocks = ()
            return
        found = steps.blocks(self._desk.store, self._activity, self._view.step)
        self._blocks = found
        for block in found:
            line = QWidget()
            words = label(block.sentence)
            open_button = button(
                f"block_{block.code}",
                self.tr("Lihat yang bersangkutan"),
                partial(self.screen_requested.emit, block.screen, block.subjects),
                link=True,
            )
            layout = row(badge(self.tr("Menghambat"), "warn"), words, open_button, 1)
            line.setLayout(layout)
            self.block_area.addWidget(line)
            self._block_lines.append(line)

    def _on_tab_changed(self, _place: int) -> None:
        holder = self.tabs.currentWidget()
        if isinstance(holder, _Holder) and holder.filled is None and self._view is not None:
            assert self._activity is not None
            holder.fill(screens.make(holder.name, self._desk, self._activity, self._view.step))

    def _on_finish_clicked(self) -> None:
        assert self._activity is not None
        assert self._view is not None
        self.record_panel.save()
        reason = ""
        if self._blocks:
            asked = self._desk.prompts.ask_reason(
                self.tr("Masih ada yang menghambat"),
                self.tr("{what}\n\nTulis alasan bila langkah tetap diselesaikan:").format(
                    what="\n".join(block.sentence for block in self._blocks)
                ),
            )
            if asked is None:
                return
            reason = asked
        number = self._view.step.number
        changes = self._desk.do(steps.finish, self._activity, number, reason)
        if changes is not None:
            self._desk.say(self.tr("Langkah {number} selesai.").format(number=number), undo=changes)
            self.next_requested.emit()

    def _on_skip_clicked(self) -> None:
        assert self._activity is not None
        assert self._view is not None
        reason = self._desk.prompts.ask_reason(
            self.tr("Lewati langkah"), self.tr("Alasan langkah ini dilewati:")
        )
        if reason is not None:
            self._desk.do(steps.skip, self._activity, self._view.step.number, reason)

    def _on_reopen_clicked(self) -> None:
        assert self._activity is not None
        assert self._view is not None
        self._desk.do(steps.reopen, self._activity, self._view.step.number)


class _Holder(QWidget):
    """A tab whose screen is made when it is first looked at."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.filled: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, SPACE, 0, 0)

    def fill(self, screen: QWidget) -> None:
        """Put the screen in."""
        self.filled = screen
        self._layout.addWidget(screen)


def step_facts(rules: procedure.Procedure, view: plan.StepView) -> str:
    """Return the line below the title: who, standard time, due date, days used."""
    step = view.step
    facts = []
    actors = rules.actor_titles(step)
    if actors:
        facts.append(", ".join(actors) + (" (disimpulkan)" if "actors" in step.inferred else ""))
    if step.time.text and step.time.is_stated:
        facts.append(f"baku {step.time.text}")
    elif view.phase is not None:
        facts.append(f"{view.phase.title}: {view.phase.time.text}")
    if view.due is not None:
        facts.append(f"tenggat {day_name(view.due)}, {long_date(view.due)}")
    if view.record.started_on is not None:
        facts.append(f"terpakai {view.days_used} hari")
    if view.record.skip_reason:
        facts.append(f"dilewati: {view.record.skip_reason}")
    if view.record.override_reason:
        facts.append(f"diselesaikan dengan alasan: {view.record.override_reason}")
    return " · ".join(facts)
