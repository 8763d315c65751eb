"""The participants on their way to the LSP: state, what is in the way, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from sertidesk.domain import submission as rules
from sertidesk.domain.submission import State
from sertidesk.export.keys import LABELS
from sertidesk.services.submission import Line
from sertidesk.ui.kit.parts import badge, column, label
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

TONES: Mapping[State, str] = {
    State.READY: "accent",
    State.SENT: "good",
    State.CHANGED: "warn",
    State.HELD: "plain",
    State.GONE: "bad",
}
_SHOWN_CHANGES = 4


class Lines:
    """The lines as a table source: one activity's, so they are filtered here."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.lacking: Mapping[str, tuple[str, ...]] = {}  # participant → headers without a value
        self.state: State | None = None
        self.subjects: frozenset[str] = frozenset()
        self._found: list[tuple[Any, ...]] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self._found = [
            row
            for line in self.lines
            if (self.state is None or line.state is self.state)
            and (not self.subjects or line.participant_id in self.subjects)
            for row in [self._row(line)]
            if all(
                wanted.strip().lower() in str(row[_PLACES[key]]).lower()
                for key, wanted in filters.items()
            )
        ]
        return len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = self._found
        if sort:
            found = sorted(found, key=lambda row: row[_PLACES[sort]], reverse=descending)
        return found[offset : offset + limit]

    def line(self, participant_id: str | None) -> Line | None:
        """Return the line of a participant."""
        return next((line for line in self.lines if line.participant_id == participant_id), None)

    def _row(self, line: Line) -> tuple[Any, ...]:
        return (
            line.participant_id,
            line.number,
            line.name,
            line.nik,
            line.village,
            rules.WORDS[line.state],
            self.remark(line),
        )

    def remark(self, line: Line) -> str:
        """Return what is to be known of a participant, in a few words."""
        if line.obstacles:
            return "; ".join(line.obstacles)
        told = []
        if line.changes:
            labels = [LABELS.get(change.field, change.field) for change in line.changes]
            told.append(f"Berubah: {', '.join(labels)}")
        lacking = self.lacking.get(line.participant_id, ())
        if lacking and line.state is not State.GONE:
            told.append(f"Kosong: {', '.join(lacking)}")
        return "; ".join([*told, *line.doubts])


_PLACES = {"number": 1, "name": 2, "nik": 3, "village": 4, "state": 5, "remark": 6}


def make_table(parent: QWidget, source: Lines) -> Table:
    """Make the table of participants."""
    badges = {word: (word, TONES[state]) for state, word in rules.WORDS.items()}
    return Table(
        "submission_table",
        parent.tr("Peserta dan keadaan pengirimannya"),
        source,
        [
            TableColumn("number", parent.tr("No"), 48, align_right=True),
            TableColumn("name", parent.tr("Nama"), 172),
            TableColumn("nik", "NIK", 138),
            TableColumn("village", parent.tr("Desa/Kelurahan"), 126),
            TableColumn("state", parent.tr("Pengiriman"), 118, badges=badges),
            TableColumn("remark", parent.tr("Keterangan"), 110),
        ],
    )


class ChangesStrip(QWidget):
    """What was sent of a participant beside what stands there now."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("submission_changes")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(3, 1)
        self._grid.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        frame = QFrame()
        frame.setProperty("card", True)
        frame.setLayout(self._grid)
        self.setLayout(column(frame))
        self.hide()

    def show_line(self, line: Line | None, remark: str = "") -> None:
        """Show a participant's remark and changes; hide where there is nothing to show."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        told = line is not None and bool(line.changes or remark)
        self.setVisible(told)
        if line is None or not told:
            return
        if not line.changes:
            self._put(0, label(line.name, "label"))
            self._put(1, label(remark, wrap=True))
            return
        sent = self.tr("Dikirim (nomor {number})").format(number=line.sent_in)
        self._put(0, *(label(words, "label") for words in (line.name, sent, self.tr("Sekarang"))))
        for place, change in enumerate(line.changes[:_SHOWN_CHANGES], start=1):
            self._put(
                place,
                label(LABELS.get(change.field, change.field), "muted"),
                label(rules.shown(change.field, change.sent)),
                badge(rules.shown(change.field, change.present), "warn"),
            )
        rest = len(line.changes) - _SHOWN_CHANGES
        if rest > 0:
            words = self.tr("dan {count} isian lain").format(count=rest)
            self._put(_SHOWN_CHANGES + 1, label(words, "muted"))

    def _put(self, place: int, *cells: QLabel) -> None:
        for across, cell in enumerate(cells):
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if len(cells) == 1:
                self._grid.addWidget(cell, place, 0, 1, 4)
            else:
                self._grid.addWidget(cell, place, across)
