"""One step of an activity: who, how long, what blocks it, its working screens, its record."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain import plan
from sertidesk.services import procedure as steps
from sertidesk.services.activity import Activity
from sertidesk.services.board import Board
from sertidesk.ui import step_words
from sertidesk.ui import steps as screens
from sertidesk.ui.desk import Desk
from sertidesk.ui.funnel import Funnel
from sertidesk.ui.kit.parts import badge, button, label, named, row, set_badge, set_primary
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.step_blocks import BlockLines
from sertidesk.ui.step_record import StepRecordPanel
from sertidesk.ui.steps import BlockScreen, StepScreen

_FUNNEL_FROM = 880  # pixels; in a narrower window the tabs need the room


class StepPage(QWidget):
    """The right side of the wizard."""

    next_requested = Signal()
    previous_requested = Signal()
    screen_requested = Signal(str, tuple)  # screen, participants concerned

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._activity: Activity | None = None
        self._view: plan.StepView | None = None
        self._holders: dict[str, _Holder] = {}
        self.title_label = label("", "title", wrap=True)
        self.state_badge = badge("")
        self.due_badge = badge("")
        self.facts_label = label("", "muted", wrap=True)
        self.reason_label = label("", wrap=True)
        self.tabs = named(QTabWidget(), "step_tabs", self.tr("Layar kerja langkah"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.funnel = Funnel("funnel", self._on_figure_clicked)
        self.tabs.setCornerWidget(self.funnel)
        self.record_panel = StepRecordPanel(desk)
        self.blocks = BlockLines()
        self.reopen_button = button("reopen_step", self.tr("Buka lagi"), self._on_reopen_clicked)
        self.skip_button = button("skip_step", self.tr("Lewati…"), self._on_skip_clicked)
        self.previous_button = button(
            "previous_step",
            self.tr("Sebelumnya"),
            self.previous_requested.emit,
            icon="arrow-left",
            tip="Alt+panah atas",
        )
        self.next_button = button(
            "next_step",
            self.tr("Lanjut"),
            self.next_requested.emit,
            icon="arrow-right",
            tip="Alt+panah bawah",
        )
        self.finish_button = button(
            "finish_step",
            self.tr("Selesai"),
            self._on_finish_clicked,
            icon="check",
            primary=True,
            shortcut="Ctrl+Return",
        )
        self._build()
        # Signals of this page, in one place.
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.blocks.open_requested.connect(self._on_block_opened)
        self.record_panel.ticked.connect(self._on_record_ticked)
        for keys, act in (
            ("Ctrl+Tab", self._on_next_tab),
            ("Ctrl+Shift+Tab", self._on_previous_tab),
            ("Ctrl+Enter", self.finish_button.click),  # the keypad's
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _build(self) -> None:
        head = row(self.title_label, self.due_badge, self.state_badge)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self.facts_label)
        layout.addWidget(self.reason_label)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.blocks)
        foot = row(
            self.skip_button,
            self.reopen_button,
            1,
            self.previous_button,
            self.next_button,
            self.finish_button,
        )
        foot.setContentsMargins(0, SPACE, 0, 0)
        layout.addLayout(foot)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.funnel.setVisible(self.width() >= _FUNNEL_FROM)

    def show_step(
        self, activity: Activity, view: plan.StepView, board: Board, screen: str = ""
    ) -> None:
        """Open a step: one screen is made now, the others when they are looked at.

        The one is ``screen`` where the step has it, else the first.
        """
        self._activity = activity
        self.tabs.blockSignals(True)
        while self.tabs.count():
            gone = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if gone is not self.record_panel:
                gone.deleteLater()
        self._holders = {}
        for name in view.step.screens:
            title = screens.title_of(name)
            if title is not None:
                self._holders[name] = holder = _Holder(name)
                self.tabs.addTab(holder, title)
        self.tabs.addTab(self.record_panel, "")
        self.tabs.setCurrentWidget(self._holders.get(screen) or self.tabs.widget(0))
        self.tabs.blockSignals(False)
        self.refresh(activity, view, board, None)
        self._on_tab_changed(self.tabs.currentIndex())

    def refresh(
        self,
        activity: Activity,
        view: plan.StepView,
        board: Board,
        kinds: frozenset[str] | None,
    ) -> None:
        """Show the step's facts anew, and tell the open screens what changed."""
        self._activity, self._view = activity, view
        self.title_label.setText(f"{view.step.number}  {view.step.title}")
        set_badge(self.state_badge, plan.STATE_LABELS[view.state], step_words.TONES[view.state])
        left = step_words.left(view)
        self.due_badge.setVisible(bool(left))
        set_badge(self.due_badge, left, step_words.left_tone(view))
        self.facts_label.setText(step_words.facts(activity.procedure, view))
        reasons = step_words.reasons(view)
        self.reason_label.setText(reasons)
        self.reason_label.setVisible(bool(reasons))
        self.record_panel.show_record(activity, view)
        closed = view.record.is_closed
        blocks = () if closed else board.blocks[view.step.number]
        self.blocks.show_blocks(blocks)
        # While something blocks, the work in front has the page's primary button.
        set_primary(self.finish_button, not blocks, "check")
        self.funnel.show_stages(board.funnel, view.step.screens)
        self.reopen_button.setVisible(closed)
        self.skip_button.setVisible(not closed)
        self.finish_button.setVisible(not closed)
        self.previous_button.setEnabled(view is not board.views[0])
        self.next_button.setEnabled(view is not board.views[-1])
        if kinds is not None:
            for holder in self._holders.values():
                if holder.filled is not None:
                    holder.filled.reload(kinds)

    def show_screen(self, name: str) -> None:
        """Bring a screen of this step to the front."""
        holder = self._holders.get(name)
        if holder is not None:
            self.tabs.setCurrentWidget(holder)
            self._on_tab_changed(self.tabs.currentIndex())

    def show_subjects(self, name: str, subjects: tuple[str, ...]) -> None:
        """Let a screen of this step pick out the participants concerned, if there are any."""
        holder = self._holders.get(name)
        if subjects and holder is not None and holder.filled is not None:
            holder.filled.show_subjects(subjects)

    def number(self) -> str:
        """Return the number of the step that is open; an empty text before the first."""
        return self._view.step.number if self._view else ""

    def is_working(self) -> bool:
        """Tell whether a working screen is in front, not the record."""
        return isinstance(self.tabs.currentWidget(), _Holder)

    def _on_block_opened(self, screen: str, subjects: tuple[str, ...], code: str) -> None:
        self.screen_requested.emit(screen, subjects)
        holder = self._holders.get(screen)
        filled = holder.filled if holder is not None else None
        if not subjects and isinstance(filled, BlockScreen):
            filled.show_block(code)

    def _on_figure_clicked(self, screen: str, subjects: tuple[str, ...]) -> None:
        self.screen_requested.emit(screen, subjects)

    def _on_tab_changed(self, _place: int) -> None:
        holder = self.tabs.currentWidget()
        if isinstance(holder, _Holder) and holder.filled is None and self._view is not None:
            assert self._activity is not None
            holder.fill(screens.make(holder.name, self._desk, self._activity, self._view.step))

    def _on_next_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def _on_previous_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    def _on_record_ticked(self, done: int, everything: int) -> None:
        text = self.tr("Catatan langkah")
        if everything:
            text = self.tr("Catatan langkah {done}/{all}").format(done=done, all=everything)
        self.tabs.setTabText(self.tabs.indexOf(self.record_panel), text)

    def _on_finish_clicked(self) -> None:
        assert self._activity is not None
        assert self._view is not None
        self.record_panel.save()
        reason = ""
        if self.blocks.blocks:
            asked = self._desk.prompts.ask_reason(
                self.tr("Masih ada yang menghambat"),
                self.tr("{what}\n\nTulis alasan bila langkah tetap diselesaikan:").format(
                    what="\n".join(
                        f"{block.sentence} {block.who}".strip() for block in self.blocks.blocks
                    )
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
        if reason is None:
            return
        number = self._view.step.number
        changes = self._desk.do(steps.skip, self._activity, number, reason)
        if changes is not None:
            self._desk.say(
                self.tr("Langkah {number} dilewati.").format(number=number), undo=changes
            )

    def _on_reopen_clicked(self) -> None:
        assert self._activity is not None
        assert self._view is not None
        number = self._view.step.number
        changes = self._desk.do(steps.reopen, self._activity, number)
        if changes is not None:
            self._desk.say(
                self.tr("Langkah {number} dibuka lagi.").format(number=number), undo=changes
            )


class _Holder(QWidget):
    """A tab whose screen is made when it is first looked at."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"holder_{name}")
        self.name = name
        self.filled: StepScreen | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, SPACE, 0, 0)

    def fill(self, screen: QWidget) -> None:
        """Put the screen in."""
        self.filled = cast("StepScreen", screen)
        self._layout.addWidget(screen)
