"""Side pages of the selection: what the proposal would do, and who takes the place of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain.selection import STATES, State, Step
from sertidesk.services.selection import Board, Entry
from sertidesk.ui.kit.form import text_field
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.steps.selection_panel import TONES


class _SidePage(QWidget):
    """A page that Esc closes."""

    closed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class ProposalPage(_SidePage):
    """What filling the places by the rules would do, before it is done."""

    apply_requested = Signal(list)  # the steps shown

    def __init__(self) -> None:
        super().__init__()
        named(self, "selection_proposal", self.tr("Usulan pilihan"))
        self.steps: list[Step] = []
        badges = {str(state): (STATES[state], tone) for state, tone in TONES.items()}
        columns = [
            TableColumn("name", self.tr("Nama"), 190),
            TableColumn("state", self.tr("Menjadi"), 120, badges=badges),
            TableColumn("before", self.tr("Sekarang"), 134, badges=badges),
            TableColumn("reason", self.tr("Alasan"), 400),
            TableColumn("occupation", self.tr("Jabatan kerja"), 180),
            TableColumn("village", self.tr("Desa/kelurahan"), 130),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "selection_proposal_table", self.tr("Usulan pilihan"), self.source, columns, frozen=1
        )
        self.about = label("", "muted", wrap=True)
        self.apply_button = button(
            "selection_apply", self.tr("Terapkan usulan"), self.apply, icon="check", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        back = button("selection_proposal_back", self.tr("Kembali"), self.closed.emit,
                      icon="arrow-left")  # fmt: skip
        head = row(back, label(self.tr("Usulan pilihan"), "heading"), self.about, self.apply_button)
        head.setStretch(2, 1)
        layout = column(head)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)

    def open(self, proposed: Sequence[tuple[Entry, Step]]) -> None:
        """Show what would be done."""
        self.steps = [step for _, step in proposed]
        self.source.rows_held = [
            (
                step.id, one.name, str(step.state), str(one.state), step.reason, one.occupation,
                one.village,
            )
            for one, step in proposed
        ]  # fmt: skip
        self.table.reload()
        counts = Counter(step.state for step in self.steps)
        parts = [
            f"{counts[state]} {STATES[state].casefold()}"
            for state in (State.SELECTED, State.RESERVE, State.NOT_SELECTED)
            if counts[state]
        ]
        words = self.tr("{what}. Belum ada yang diubah; keputusan sendiri tidak disentuh.")
        self.about.setText(words.format(what=", ".join(parts)))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply(self) -> None:
        """Ask for what is shown."""
        self.apply_requested.emit(self.steps)


class ReplacePage(_SidePage):
    """Why someone withdraws, and who takes the place."""

    replace_requested = Signal(str, str, str)  # who goes, who comes, why
    withdraw_requested = Signal(str, str)  # who goes, why

    def __init__(self) -> None:
        super().__init__()
        named(self, "selection_replacement", self.tr("Ganti peserta"))
        self._gone: Entry | None = None
        badges = {str(state): (STATES[state], tone) for state, tone in TONES.items()}
        columns = [
            TableColumn("name", self.tr("Nama pengganti"), 210),
            TableColumn("state", self.tr("Status"), 110, badges=badges),
            TableColumn("rank", self.tr("Peringkat"), 84, align_right=True),
            TableColumn("occupation", self.tr("Jabatan kerja"), 190),
            TableColumn("village", self.tr("Desa/kelurahan"), 140),
            TableColumn("basis", self.tr("Dasar peringkat"), 320),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "selection_substitutes", self.tr("Calon pengganti, urutan terbaik di atas"),
            self.source, columns, frozen=1,
        )  # fmt: skip
        self.heading = label("", "heading")
        self.reason_field = text_field(
            "selection_withdrawn",
            self.tr("Alasan mundur"),
            self.tr("misalnya: sakit, pindah kerja"),
        )
        self.replace_button = button(
            "selection_replace_now", self.tr("Gantikan"), self.replace, icon="arrow-up-down",
            primary=True, shortcut="Ctrl+S",
        )  # fmt: skip
        self.withdraw_button = button(
            "selection_withdraw", self.tr("Mundur tanpa pengganti"), self.withdraw, icon="log-out"
        )
        back = button("selection_replacement_back", self.tr("Kembali"), self.closed.emit,
                      icon="arrow-left")  # fmt: skip
        layout = column(
            row(back, self.heading, 1, self.withdraw_button, self.replace_button),
            self.reason_field,
        )
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        # Connected signals
        self.reason_field.editor.returnPressed.connect(self._on_reason_entered)
        self.table.row_activated.connect(self._on_row_activated)

    def open(self, gone: Entry, board: Board) -> None:
        """Begin with one who goes."""
        self._gone = gone
        self.heading.setText(self.tr("Ganti {name}").format(name=gone.name))
        self.reason_field.set_text(gone.withdrawn_reason)
        self.reason_field.say("")
        waiting = [
            one for one in board.waiting_for(gone) if one.participant_id != gone.participant_id
        ]
        self.source.rows_held = [
            (
                one.participant_id, one.name, str(one.state), one.rank.rank if one.rank else None,
                one.occupation, one.village, one.rank.reason if one.rank else "",
            )
            for one in waiting
        ]  # fmt: skip
        self.table.reload()
        if waiting:
            self.table.go_to(waiting[0].participant_id)
        self.replace_button.setEnabled(bool(waiting))
        self.withdraw_button.setVisible(gone.state is not State.WITHDRAWN)
        self.reason_field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace(self) -> None:
        """Ask for the replacement by the one the cursor is on."""
        reason, key = self._reason(), self.table.current_key()
        if reason and key and self._gone is not None:
            self.replace_requested.emit(self._gone.participant_id, key, reason)

    def withdraw(self) -> None:
        """Ask for the withdrawal alone."""
        reason = self._reason()
        if reason and self._gone is not None:
            self.withdraw_requested.emit(self._gone.participant_id, reason)

    def _reason(self) -> str:
        reason = self.reason_field.text()
        if not reason:
            self.reason_field.say(self.tr("Tulis dahulu mengapa peserta ini mundur."), "error")
            self.reason_field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.reason_field.say("")
        return reason

    def _on_reason_entered(self) -> None:
        if self._reason():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row_activated(self, _key: str) -> None:
        self.replace()
