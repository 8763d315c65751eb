"""What an answer left open: words to explain once, and rows to give to a participant by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QScrollArea, QVBoxLayout, QWidget

from sertidesk.domain.clarification import LABELS, Status
from sertidesk.domain.formatting import count
from sertidesk.services.clarification import Line, NobodysRow, UnknownWord
from sertidesk.ui.kit.parts import badge, button, card, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.clarification_marks import shown

_ROWS = 50  # rows shown at once; whoever answers them sees the next
_MEANINGS = tuple(status for status in reversed(Status) if status is not Status.UNCLEAR)


class QuestionsPage(QWidget):
    """Two lists of questions; each answer is carried out by the screen at once."""

    word_explained = Signal(str, str)  # word, status
    row_assigned = Signal(str, str, str)  # round, row key, participant
    row_dismissed = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "clarification_questions", self.tr("Pertanyaan dari jawaban"))
        self.back_button = button(
            "questions_back", self.tr("Kembali ke daftar"), self.closed.emit, icon="arrow-left"
        )
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(row(self.back_button, 1))
        layout.addWidget(self.area, 1)

    def show_questions(
        self, words: list[UnknownWord], rows: list[NobodysRow], waiting: list[Line]
    ) -> None:
        """Show what is open; ``waiting`` are the participants a row may belong to."""
        holder = QWidget()
        holder.setProperty("clear", True)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, SPACE, 0)
        layout.setSpacing(2 * SPACE)
        if words:
            layout.addWidget(self._words(words))
        if rows:
            layout.addWidget(self._rows(rows, waiting))
        if not words and not rows:
            layout.addWidget(
                label(self.tr("Semua pertanyaan sudah dijawab."), "muted"),
                alignment=Qt.AlignmentFlag.AlignCenter,
            )
        layout.addStretch(1)
        self.area.setWidget(holder)

    def _words(self, words: list[UnknownWord]) -> QWidget:
        lines = QWidget()
        layout = QVBoxLayout(lines)
        layout.setContentsMargins(0, 0, 0, 0)
        for number, word in enumerate(words):
            combo = QComboBox()
            combo.setObjectName(f"meaning_{number}")
            combo.setAccessibleName(self.tr("Arti “{word}”").format(word=word.shown))
            combo.addItem(self.tr("Pilih artinya…"), "")
            for status in _MEANINGS:
                combo.addItem(LABELS[status], status.value)
            combo.activated.connect(partial(self._on_meaning_chosen, word.word, combo))
            said = label(f"“{word.shown}”", wrap=True)
            line = row(said, badge(count(word.persons, "peserta")), combo, spacing=3 * SPACE)
            line.setStretch(0, 1)
            layout.addLayout(line)
        return card(
            label(self.tr("Kata yang belum dikenal"), "heading"),
            label(self.tr("Artikan sekali; jawaban berikutnya dibaca sama."), "muted", wrap=True),
            lines,
            name="unknown_words",
        )

    def _rows(self, rows: list[NobodysRow], waiting: list[Line]) -> QWidget:
        lines = QWidget()
        layout = QVBoxLayout(lines)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        people = QStandardItemModel(lines)  # one for all rows
        for line in waiting:
            entry = QStandardItem(f"{line.name} · {line.nik}")
            entry.setData(line.participant_id, Qt.ItemDataRole.UserRole)
            people.appendRow(entry)
        for number, one in enumerate(rows[:_ROWS]):
            layout.addLayout(self._row(number, one, people))
        if len(rows) > _ROWS:
            more = self.tr(
                "… dan {n} baris lagi. Bila berkasnya keliru, urungkan pembacaannya (Ctrl+Z)."
            )
            layout.addWidget(label(more.format(n=len(rows) - _ROWS), "muted", wrap=True))
        return card(
            label(self.tr("Baris yang tidak cocok dengan peserta mana pun"), "heading"),
            label(
                self.tr("Pasangkan dengan peserta bila orangnya sama; abaikan bila bukan."),
                "muted",
                wrap=True,
            ),
            lines,
            name="nobodys_rows",
        )

    def _row(self, number: int, one: NobodysRow, people: QStandardItemModel) -> QVBoxLayout:
        who = " · ".join(filter(None, (one.name, one.nik, shown("birth_date", one.birth_date))))
        said = " · ".join(filter(None, (one.result, one.remark)))
        text = self.tr("Putaran {round}, {sheet} baris {row}: {who}").format(
            round=one.round, sheet=one.sheet, row=one.row, who=who
        )
        combo = QComboBox()
        combo.setObjectName(f"whose_{number}")
        combo.setAccessibleName(self.tr("Peserta untuk baris {row}").format(row=one.row))
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setMinimumContentsLength(28)
        combo.setModel(people)
        combo.setCurrentIndex(-1)
        edit = combo.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Ketik nama peserta…"))
        completer = combo.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        assign = button(
            f"assign_{number}", self.tr("Pasangkan"), partial(self._on_assign_clicked, one, combo)
        )
        dismiss = button(
            f"dismiss_{number}",
            self.tr("Abaikan"),
            partial(self.row_dismissed.emit, one.round_id, one.key),
        )
        made = QVBoxLayout()
        made.setSpacing(SPACE)
        head = row(label(text, wrap=True), badge(said or self.tr("tanpa hasil"), "plain"))
        head.setStretch(0, 1)
        made.addLayout(head)
        made.addLayout(row(combo, assign, dismiss, 1))
        return made

    def _on_meaning_chosen(self, word: str, combo: QComboBox, _place: int) -> None:
        status = combo.currentData()
        if status:
            self.word_explained.emit(word, status)

    def _on_assign_clicked(self, one: NobodysRow, combo: QComboBox) -> None:
        place = combo.findText(combo.currentText())
        if place >= 0 and combo.itemData(place):
            self.row_assigned.emit(one.round_id, one.key, combo.itemData(place))
