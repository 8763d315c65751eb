"""The participants of a schedule: who is in which session, put there and taken out with keys."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services import schedule_edits
from sertidesk.services.schedule import Member, Schedule, Session
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.parts import button, column, label, named, restyle, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk


class MembersPage(QWidget):
    """Enter puts the selected participants into the chosen session, Del takes them out."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "schedule_members_page", self.tr("Peserta dalam jadwal"))
        self._desk = desk
        self._members: dict[str, Member] = {}
        self._sessions: dict[str, Session] = {}
        self._only: frozenset[str] = frozenset()  # named by a block
        columns = [
            TableColumn("name", self.tr("Nama"), 220),
            TableColumn("number", self.tr("No."), 56, align_right=True),
            TableColumn("occupation", self.tr("Jabatan kerja"), 230),
            TableColumn("village", self.tr("Desa/kelurahan"), 160),
            TableColumn(
                "sessions",
                self.tr("Sesi"),
                330,
                badges={"": (self.tr("Belum dijadwalkan"), "warn")},
            ),
        ]
        self.source = RowList(columns)
        self.source.keep = self._is_kept
        self.table = Table(
            "schedule_members", self.tr("Peserta dan sesinya"), self.source, columns, frozen=1
        )
        self.session_combo: QuietCombo = named(QuietCombo(self.tr("Sesi tujuan")), "seat_session")
        self.session_combo.setMinimumWidth(300)
        self.move_button = button(
            "seat_move", self.tr("Masukkan"), self.move_here, icon="check",
            tip=self.tr("Masukkan yang terpilih; dikeluarkan dari sesinya yang lain (Enter)"),
        )  # fmt: skip
        self.also_button = button(
            "seat_also", self.tr("Tambah sesi ini"), self.seat_also, icon="plus",
            tip=self.tr("Tetap di sesinya yang lain, dan di sesi ini juga (T)"),
        )  # fmt: skip
        self.out_button = button(
            "seat_out", self.tr("Keluarkan"), self.take_out,
            tip=self.tr("Keluarkan yang terpilih dari semua sesinya (Del)"),
        )  # fmt: skip
        self.waiting_button = button("seat_waiting", "", self._on_waiting)
        self.waiting_button.setCheckable(True)
        self.back_button = button(
            "seat_back", self.tr("Kembali ke jadwal"), self.closed.emit, icon="arrow-left",
            tip=self.tr("Esc"),
        )  # fmt: skip
        combo_label = label(self.tr("Sesi"), "label")
        combo_label.setBuddy(self.session_combo)
        bar = row(
            self.back_button, self.waiting_button, 1, combo_label, self.session_combo,
            self.move_button, self.also_button, self.out_button,
        )  # fmt: skip
        layout = column(bar)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        # Connected signals
        self.table.row_activated.connect(lambda _key: self.move_here())
        for keys, act in (("T", self.seat_also), ("Del", self.take_out)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_schedule(self, found: Schedule) -> None:
        """Show who is where; the session chosen stays chosen."""
        self._sessions = {session.id: session for session in found.sessions}
        self._members = {member.id: member for member in found.members}
        chosen = self.session_combo.currentData()
        self.session_combo.clear()
        for session in found.sessions:
            seats = f"/{session.seats}" if session.seats is not None else ""
            told = " · ".join(filter(None, (session.words, session.scheme)))
            self.session_combo.addItem(f"{told} ({len(session.members)}{seats})", session.id)
        self.session_combo.setCurrentIndex(max(self.session_combo.findData(chosen), 0))
        self.source.rows_held = [
            (
                member.id,
                member.name,
                member.number,
                member.occupation,
                member.village,
                "; ".join(self._sessions[one].words for one in member.sessions),
            )
            for member in found.members
        ]
        waiting = len(found.unscheduled)
        self.waiting_button.setText(self.tr("Belum dijadwalkan  {count}").format(count=waiting))
        self.waiting_button.setAccessibleName(self.waiting_button.text())
        restyle(self.waiting_button, "chip", "warn" if waiting else "plain")
        for one in (self.move_button, self.also_button):
            one.setEnabled(bool(found.sessions))
        self.table.reload()

    def open(self, session_id: str | None = None, only: Collection[str] = ()) -> None:
        """Show the page for one session, or for the participants that a block named."""
        self._only = frozenset(only)
        if session_id is not None:
            self.session_combo.setCurrentIndex(self.session_combo.findData(session_id))
        waiting = any(not member.sessions for member in self._members.values())
        self.waiting_button.setChecked(waiting and not only)
        self.table.reload()
        if self.table.table_model.rowCount():
            self.table.setCurrentIndex(self.table.table_model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_here(self) -> None:
        """Put the selected participants into the chosen session, and out of their others."""
        self._seat(move=True)

    def seat_also(self) -> None:
        """Put the selected participants into the chosen session too."""
        self._seat(move=False)

    def take_out(self) -> None:
        """Take the selected participants out of all their sessions."""
        chosen = self._selected()
        if chosen:
            changes = self._desk.do(schedule_edits.unseat, chosen)
            if changes is not None and changes.kinds:
                words = self.tr("{count} peserta dikeluarkan dari sesinya.")
                self._desk.say(words.format(count=len(chosen)), "good", changes)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _seat(self, *, move: bool) -> None:
        session = self._sessions.get(str(self.session_combo.currentData()))
        chosen = self._selected()
        if session is None or not chosen:
            return
        place = self.table.currentIndex().row()
        changes = self._desk.do(schedule_edits.seat, session.id, chosen, move=move)
        if changes is not None and changes.kinds:
            words = self.tr("{count} peserta masuk sesi {session}.")
            self._desk.say(words.format(count=len(chosen), session=session.words), "good", changes)
            last = self.table.table_model.rowCount() - 1
            if last >= 0 and not self.table.selected_keys():
                self.table.selectRow(min(place, last))  # the next one, as the list grows shorter

    def _selected(self) -> list[str]:
        chosen = self.table.selected_keys()
        if not chosen:
            self._desk.say(self.tr("Pilih dahulu peserta di daftar."), "warn")
        return chosen

    def _is_kept(self, key: str) -> bool:
        if self._only:
            return key in self._only
        return not self.waiting_button.isChecked() or not self._members[key].sessions

    def _on_waiting(self) -> None:
        self._only = frozenset()
        self.table.reload()
