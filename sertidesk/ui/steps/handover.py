"""Handing certificates over: one key for several, proxies, who has not come, the receipt list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain import phones
from sertidesk.domain.formatting import short_date
from sertidesk.domain.handover import STATES, State
from sertidesk.export.files import safe_file_name
from sertidesk.export.pdf.page import Printed
from sertidesk.services import handover, printing
from sertidesk.services.handover import Entry
from sertidesk.ui.kit.parts import EmptyState, badge, button, column, named, restyle, row, set_badge
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.handover_panel import HandoverPanel
from sertidesk.ui.steps.handover_text import WaitingPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({"certificate", "handover", "participant", "person", "activity"})
_TONES = {
    State.ABSENT: "plain",
    State.WAITING: "warn",
    State.HANDED: "good",
    State.PROXY: "accent",
}
_PDF = "Dokumen PDF (*.pdf)"


class Screen(QWidget):
    """The certificates at the left, the handover of those chosen at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "handover_screen", self.tr("Serah terima"))
        self.desk, self.activity, self._step = desk, activity, step
        self.entries: dict[str, Entry] = {}
        self.state: State | None = None  # only these, when a chip is down
        self.subjects: frozenset[str] = (
            frozenset()
        )  # only these participants, if a block names them
        columns = _columns(self)
        self.source = RowList(columns)
        self.source.keep = self._is_kept
        self.table = Table(
            "handover_table", self.tr("Serah terima sertifikat"), self.source, columns, frozen=1
        )
        self.panel = HandoverPanel(desk.store.today(), desk.store.actor)
        self.text_page = WaitingPage(desk, activity)
        self.chips: dict[State, QPushButton] = {}
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.hand_requested.connect(self._on_hand_requested)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.back_requested.connect(self.take_back)
        self.panel.left.connect(self._go_to_list)
        self.text_page.closed.connect(self.show_list)
        for keys, act in (("S", self.panel.hand), ("Del", self.take_back)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        listed = handover.listing(self.desk.store, self.activity)
        self.entries = {one.certificate_id: one for one in listed}
        self.source.rows_held = [_cells(one) for one in listed]
        self.table.reload()
        self._show_counts()
        self.body.setCurrentWidget(self.list_part if listed else self.empty)

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these participants alone, until a chip is pressed."""
        self.subjects = frozenset(ids)
        self._choose(None)
        self.show_list()

    def show_list(self) -> None:
        """Show the list again."""
        self.stack.setCurrentWidget(self.list_page)
        self._go_to_list()

    def selected(self) -> list[Entry]:
        """Return the selected rows, from the top."""
        return [self.entries[key] for key in self.table.selected_keys() if key in self.entries]

    def take_back(self) -> None:
        """Note that the selected were not handed over after all."""
        keys = [one.certificate_id for one in self.selected() if one.received_on is not None]
        if not keys:
            return
        changes = self.desk.do(handover.take_back, self.activity, keys)
        if changes is not None:
            words = self.tr("Serah terima {count} sertifikat dibatalkan.").format(count=len(keys))
            self.desk.say(words, "good", changes)

    def open_texts(self) -> None:
        """Show the reminders per village."""
        self.stack.setCurrentWidget(self.text_page)
        self.text_page.open()

    def print_receipts(self) -> None:
        """Write the list on which everyone signs as a PDF."""
        name = safe_file_name(f"Tanda terima sertifikat {self.activity.name}") + ".pdf"
        path = self.desk.prompts.save_file(self.tr("Daftar tanda terima sertifikat"), name, _PDF)
        if path is not None:
            self.desk.run(
                self.tr("Menulis daftar tanda terima"),
                printing.write,
                self.activity,
                "certificate-receipts",
                path,
                done=self._on_printed,
            )

    def _build(self) -> None:
        self.total_badge = badge("")
        self.total_badge.setObjectName("handover_total")
        chips = row(spacing=SPACE)
        for state in State:
            chip = button(f"handover_{state}", "", partial(self._on_chip, state))
            chip.setCheckable(True)
            self.chips[state] = chip
            chips.addWidget(chip)
        self.text_button = button(
            "handover_texts", self.tr("Teks pengingat…"), self.open_texts,
            icon="message-square-text",
        )  # fmt: skip
        self.print_button = button(
            "handover_print", self.tr("Cetak tanda terima…"), self.print_receipts, icon="printer"
        )
        bar = row(self.total_badge, chips, 1, self.text_button, self.print_button)
        self.empty = EmptyState(
            self.tr("Belum ada sertifikat"),
            self.tr(
                "Catat atau impor sertifikat di layar Sertifikat. Setelah bernomor, serah "
                "terimanya dicatat di sini."
            ),
        )
        self.list_part = QWidget()
        both = row(self.table, self.panel, spacing=3 * SPACE)
        both.setStretch(0, 1)
        self.list_part.setLayout(both)
        self.body = QStackedWidget()
        self.body.addWidget(self.list_part)
        self.body.addWidget(self.empty)
        self.list_page = QWidget()
        page = column(bar, self.body)
        page.setStretch(1, 1)
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self.text_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _show_counts(self) -> None:
        listed = self.entries.values()
        counts = {state: sum(one.state is state for one in listed) for state in State}
        done = counts[State.HANDED] + counts[State.PROXY]
        words = self.tr("{done} dari {all} diserahkan").format(done=done, all=len(listed))
        set_badge(self.total_badge, words, "plain")
        for state, chip in self.chips.items():
            # Of the state before its number is known there is nothing to say once all have one.
            always = state is not State.ABSENT or counts[state] > 0
            chip.setVisible(bool(self.entries) and always)
            chip.setText(f"{STATES[state]}  {counts[state]}")
            chip.setAccessibleName(chip.text())
            chip.setChecked(self.state is state)
            restyle(chip, "chip", _TONES[state])
        for one in (self.total_badge, self.text_button, self.print_button):
            one.setVisible(bool(self.entries))

    def _is_kept(self, key: str) -> bool:
        one = self.entries[key]
        if self.subjects and one.participant_id not in self.subjects:
            return False
        return self.state is None or one.state is self.state

    def _choose(self, state: State | None) -> None:
        self.state = state
        self.table.reload()
        self._show_counts()

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chip(self, state: State) -> None:
        self.subjects = frozenset()
        self._choose(None if self.state is state else state)

    def _on_selection_changed(self) -> None:
        self.panel.show_entries(self.selected())

    def _on_hand_requested(self, values: dict[str, Any]) -> None:
        waiting = [one for one in self.selected() if one.received_on is None]
        keys = [one.certificate_id for one in waiting]
        if not keys:
            self.desk.say(self.tr("Pilih dahulu sertifikat yang belum diambil."), "warn")
            return
        changes = self.desk.do(handover.hand_over, self.activity, keys, values)
        if changes is not None:
            words = self.tr("{count} sertifikat diserahkan.").format(count=len(keys))
            self.desk.say(words, "good", changes)
            self._go_to_list()

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        keys = [one.certificate_id for one in self.selected()]
        if keys and self.desk.do(handover.edit, self.activity, keys, values) is None:
            self.panel.show_entries(self.selected())

    def _on_printed(self, printed: Printed) -> None:
        words = self.tr("{file} siap dicetak, {pages} halaman.")
        self.desk.say(words.format(file=printed.path.name, pages=printed.pages))


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 190),
        TableColumn("state", parent.tr("Status"), 112, badges=badges),
        TableColumn("number", parent.tr("Nomor sertifikat"), 206),
        TableColumn("village", parent.tr("Desa/kelurahan"), 120),
        TableColumn("received_on", parent.tr("Diterima"), 92, show=short_date),
        TableColumn("proxy", parent.tr("Diwakilkan kepada"), 150),
        TableColumn("handed_by", parent.tr("Diserahkan oleh"), 130),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=phones.local),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 170),
        TableColumn("level", parent.tr("Jenjang"), 66, align_right=True),
        TableColumn("nik", parent.tr("NIK"), 140),
        TableColumn("note", parent.tr("Catatan"), 160),
    ]


def _cells(one: Entry) -> tuple[Any, ...]:
    return (
        one.certificate_id, one.name, str(one.state), one.number, one.village, one.received_on,
        one.proxy, one.handed_by, one.phone or None, one.occupation, one.level, one.nik, one.note,
    )  # fmt: skip
