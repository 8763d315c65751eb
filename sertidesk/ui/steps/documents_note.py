"""The strip below the matrix that asks what is to be mended, without leaving the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QSizePolicy
from typing_extensions import override

from sertidesk.domain.documents import LONGEST_NOTE
from sertidesk.services.documents import CellKey
from sertidesk.ui.kit.parts import button, column, label, named, restyle, row
from sertidesk.ui.kit.theme import SPACE

_USUAL = (
    "Buram, tidak terbaca",
    "Terpotong",
    "Belum ditandatangani",
    "Belum bermeterai",
    "Nama berbeda dari KTP",
    "Bukan ijazah terakhir",
    "Latar foto tidak polos",
    "Baju tidak berkerah",
    "Bukan format LSP",
)


class NoteBar(QFrame):
    """Asks for the note of one or several cells; Enter saves, Esc leaves all as it was."""

    note_given = Signal(list, str)  # cells, note
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note_bar")
        restyle(self, "banner", "bad")
        self._cells: list[CellKey] = []
        self.what_label = label("")
        self.note_edit: QLineEdit = named(
            QLineEdit(), "note_edit", self.tr("Yang perlu diperbaiki")
        )
        self.note_edit.setMaxLength(LONGEST_NOTE)
        self.note_edit.setPlaceholderText(
            self.tr("Apa yang perlu diperbaiki? Mis. buram, terpotong")
        )
        self._known = QStringListModel(list(_USUAL))
        completer = QCompleter(self._known, self.note_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.note_edit.setCompleter(completer)
        self.save_button = button("note_save", self.tr("Simpan catatan"), self._on_save_requested)
        self.cancel_button = button("note_cancel", self.tr("Batal"), self.close_quietly)
        answer = row(self.note_edit, self.save_button, self.cancel_button)
        answer.setStretch(0, 1)
        # The question stands above: a long name may not take the room to type in.
        self.what_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = column(self.what_label, answer, spacing=SPACE)
        layout.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, SPACE)
        self.setLayout(layout)
        # Connected signals
        self.note_edit.returnPressed.connect(self._on_save_requested)
        self.hide()

    def ask(self, cells: Sequence[CellKey], about: str, note: str, used: Sequence[str]) -> None:
        """Ask for the note of these cells; ``used`` notes are offered first."""
        self._cells = list(cells)
        self.what_label.setText(self.tr("Perlu perbaikan – {about}:").format(about=about))
        self.what_label.setToolTip(about)
        self._known.setStringList(list(dict.fromkeys([*used, *_USUAL])))
        self.note_edit.setText(note)
        self.note_edit.selectAll()
        self.show()
        self.note_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_quietly(self) -> None:
        """Put the question away."""
        self.hide()
        self._cells = []
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
        else:
            super().keyPressEvent(event)

    def _on_save_requested(self) -> None:
        note = self.note_edit.text().strip()
        if not note:
            self.note_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            restyle(self.note_edit, "finding", "error")
            return
        restyle(self.note_edit, "finding", None)
        cells = self._cells
        self.close_quietly()
        self.note_given.emit(cells, note)
