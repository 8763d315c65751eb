"""Who sits in the chosen session, and who sits in none yet: dragged or carried from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidgetItem, QWidget
from typing_extensions import override

from sertidesk.domain import occupations
from sertidesk.services.schedule import Member, Session
from sertidesk.ui.kit.drops import KEY, DragList
from sertidesk.ui.kit.parts import button, column, named, restyle, row, tool
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE

PERSON = "participant"  # what a drag carries


class PeopleBox(QWidget):
    """Two lists in one place: those of the session, and those waiting, the fitting ones first."""

    unseat_requested = Signal(list)  # participants, out of the session shown
    put_requested = Signal(list)  # participants, into the session shown
    choose_requested = Signal()  # on the page with everybody
    carry_requested = Signal(list)  # participants, to be put down elsewhere

    def __init__(self) -> None:
        super().__init__()
        named(self, "session_people", self.tr("Peserta sesi dan yang belum dijadwalkan"))
        self._session: Session | None = None
        self._waiting: tuple[Member, ...] = ()
        self.list: DragList = named(DragList(PERSON), "session_members", self.tr("Peserta"))
        self.inside_button = button("session_inside", "", lambda: self.turn(waiting=False))
        self.waiting_button = button(
            "session_waiting", "", lambda: self.turn(waiting=True),
            tip=self.tr("Peserta yang belum dijadwalkan; seret ke sesi di daftar atau minggu"),
        )  # fmt: skip
        for one in (self.inside_button, self.waiting_button):
            one.setCheckable(True)
            restyle(one, "chip", "plain")
        self.inside_button.setChecked(True)
        self.unseat_button = tool(
            "session_unseat", self.tr("Keluarkan yang terpilih dari sesi ini (Del)"),
            self._on_unseat, icon="log-out",
        )  # fmt: skip
        self.put_button = tool(
            "session_put", self.tr("Masukkan yang terpilih ke sesi ini (Enter)"), self._on_put,
            icon="check",
        )  # fmt: skip
        self.choose_button = tool(
            "session_seat", self.tr("Pilih peserta untuk sesi ini (P)"),
            self.choose_requested.emit, icon="users",
        )  # fmt: skip
        bar = row(
            self.inside_button, self.waiting_button, 1, self.put_button, self.unseat_button,
            self.choose_button, spacing=SPACE,
        )  # fmt: skip
        self.list.setMinimumHeight(2 * ROW_HEIGHT)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = column(bar, self.list, spacing=SPACE)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        # Connected signals
        self.list.itemSelectionChanged.connect(self._show_what_can_be_done)

    def show_people(self, session: Session | None, waiting: Sequence[Member]) -> None:
        """Show the session's people, or those waiting where no session is chosen."""
        came = session is not None and self._session is None
        self._session, self._waiting = session, tuple(waiting)
        members = session.members if session else ()
        words = self.tr("{count} peserta").format(count=len(members))
        if session is not None and session.seats is not None:
            words = self.tr("{count}/{seats} peserta").format(
                count=len(members), seats=session.seats
            )
        self.inside_button.setText(words)
        self.inside_button.setVisible(session is not None)
        told = self.tr("Tanpa sesi  {count}").format(count=len(waiting))
        self.waiting_button.setText(told)
        restyle(self.waiting_button, "chip", "warn" if waiting else "plain")
        for one in (self.inside_button, self.waiting_button):
            one.setAccessibleName(one.text())
        self.turn(waiting=session is None or (not came and self.waiting_button.isChecked()))

    def turn(self, *, waiting: bool) -> None:
        """Show those waiting, or those in the session; who was selected stays so."""
        chosen = set(self.list.selected_keys())
        self.waiting_button.setChecked(waiting)
        self.inside_button.setChecked(not waiting)
        members = (
            self._fitting_first() if waiting else self._session.members if self._session else ()
        )
        self.list.clear()
        for member in members:
            words = (member.name, member.occupation) if waiting else (member.name,)
            item = QListWidgetItem(" · ".join(filter(None, words)))
            item.setData(KEY, member.id)
            item.setToolTip(" · ".join(filter(None, (member.occupation, member.village))))
            self.list.addItem(item)
            item.setSelected(member.id in chosen)
        name = self.waiting_button if waiting else self.inside_button
        self.list.setAccessibleName(name.text())
        self._show_what_can_be_done()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.list.selected_keys() if self.list.hasFocus() else []
        if chosen and event.matches(QKeySequence.StandardKey.Cut):
            self.carry_requested.emit(chosen)
        elif chosen and event.key() == Qt.Key.Key_Delete:
            self._on_unseat()
        elif chosen and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_put()
        else:
            super().keyPressEvent(event)

    def _fitting_first(self) -> list[Member]:
        scheme = occupations.fold(self._session.scheme) if self._session else ""
        return sorted(
            self._waiting,
            key=lambda one: bool(scheme) and occupations.fold(one.occupation) != scheme,
        )

    def _show_what_can_be_done(self) -> None:
        waiting, chosen = self.waiting_button.isChecked(), bool(self.list.selectedItems())
        self.put_button.setVisible(waiting)
        self.put_button.setEnabled(chosen and self._session is not None)
        self.unseat_button.setVisible(not waiting)
        self.unseat_button.setEnabled(chosen)
        self.choose_button.setEnabled(self._session is not None)

    def _on_unseat(self) -> None:
        chosen = self.list.selected_keys()
        if chosen and not self.waiting_button.isChecked():
            self.unseat_requested.emit(chosen)

    def _on_put(self) -> None:
        chosen = self.list.selected_keys()
        if chosen and self.waiting_button.isChecked() and self._session is not None:
            self.put_requested.emit(chosen)
