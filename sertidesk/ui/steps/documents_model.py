"""What the checklist's matrix shows: participants × requirements, filtered in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from sertidesk.domain import documents as rules
from sertidesk.domain import formatting, names
from sertidesk.domain.documents import CheckState
from sertidesk.domain.procedure import Procedure, Requirement, Step
from sertidesk.services.documents import Cell, CellKey, MatrixRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY, _TIP, _ACCESSIBLE = 0, 3, 11  # comparing Qt's enums is slow

TONES: dict[CheckState, str] = {
    CheckState.MISSING: "plain",
    CheckState.PRESENT: "accent",
    CheckState.NEEDS_FIX: "bad",
    CheckState.VALID: "good",
    CheckState.NOT_APPLICABLE: "muted",
}
ALL_VILLAGES = "*"


class MatrixModel(QAbstractTableModel):
    """The rows that are shown, out of all that there are.

    A row that stops fitting the filter when its cell is set stays until the filter is changed:
    under the hands of someone who works down the list nothing may jump away.
    """

    def __init__(self, procedure: Procedure, step: Step) -> None:
        super().__init__()
        self.of_step = frozenset(item.key for item in procedure.requirements_of(step))
        self.requirements: tuple[Requirement, ...] = procedure.requirements
        self.titles = tuple(
            rules.short_title(item).replace(" × ", "\u00a0×\u00a0") for item in self.requirements
        )
        self.asked = rules.mandatory_documents(procedure)
        self.shown: list[MatrixRow] = []
        self.text = ""
        self.village = ALL_VILLAGES
        self.only_open = False
        self.subjects: frozenset[str] = frozenset()
        self._rows: dict[str, MatrixRow] = {}
        self._counts: list[Counter[CheckState]] = [Counter() for _ in self.requirements]
        self._complete = 0
        self._places: dict[str, int] = {}

    def set_rows(self, rows: Iterable[MatrixRow]) -> None:
        """Take all rows anew."""
        self._rows = {}
        self._counts = [Counter() for _ in self.requirements]
        self._complete = 0
        for row in rows:
            self._tally(row, 1)
            self._rows[row.participant_id] = row
        self.filter()

    def take_rows(self, rows: Sequence[MatrixRow]) -> None:
        """Take what was read again: in place where it is the same people, else anew."""
        if [row.participant_id for row in rows] == list(self._rows):
            self.update_rows(row for row in rows if row != self._rows[row.participant_id])
        else:
            self.set_rows(rows)

    def update_rows(self, rows: Iterable[MatrixRow]) -> None:
        """Take rows that changed, in their places."""
        for row in rows:
            before = self._rows.get(row.participant_id)
            if before is not None:
                self._tally(before, -1)
            self._tally(row, 1)
            self._rows[row.participant_id] = row
            place = self._places.get(row.participant_id)
            if place is not None:
                self.shown[place] = row
                self.dataChanged.emit(
                    self.index(place, 0), self.index(place, self.columnCount() - 1)
                )
                self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)
        if self.requirements:
            last = len(self.requirements) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def filter(self) -> None:
        """Show what fits the filters now."""
        wanted = [word for word in names.fold(self.text).split() if word]
        digits = "".join(letter for letter in self.text if letter.isdigit())
        self.beginResetModel()
        self.shown = [row for row in self._rows.values() if self._fits(row, wanted, digits)]
        self._places = {row.participant_id: place for place, row in enumerate(self.shown)}
        self.endResetModel()

    @property
    def total(self) -> int:
        """Return how many participants there are, shown or not."""
        return len(self._rows)

    def complete(self) -> int:
        """Return how many participants have all mandatory papers closed."""
        return self._complete

    def lacks(self, row: MatrixRow) -> bool:
        """Tell whether a mandatory requirement of the participant is open."""
        return row.closed(self.asked) < len(self.asked)

    def row_of(self, participant_id: str) -> MatrixRow | None:
        """Return a participant's row, shown or not."""
        return self._rows.get(participant_id)

    def everybody(self) -> list[MatrixRow]:
        """Return all participants in the order of the list."""
        return list(self._rows.values())

    def place_of(self, participant_id: str) -> int | None:
        """Return the place of a participant among the rows shown."""
        return self._places.get(participant_id)

    def cell_key(self, index: Index) -> CellKey:
        """Return the participant and requirement of a cell."""
        return self.shown[index.row()].participant_id, self.requirements[index.column()].key

    def cell(self, index: Index) -> Cell:
        """Return the check of a cell."""
        return self.shown[index.row()].cell(self.requirements[index.column()].key)

    def closed_text(self, row: MatrixRow) -> str:
        """Return a participant's total: "4/6"."""
        keys = [item.key for item in self.requirements]
        return f"{row.closed(keys)}/{len(keys)}"

    def is_of_step(self, column: int) -> bool:
        """Tell whether the step that is open is about this requirement."""
        return self.requirements[column].key in self.of_step

    def counts(self, column: int) -> Counter[CheckState]:
        """Return how many participants are in each state of a requirement."""
        return self._counts[column]

    def closed_of(self, column: int) -> int:
        """Return how many participants a requirement asks no more of."""
        return sum(self._counts[column][state] for state in rules.CLOSED)

    def villages(self) -> list[tuple[str, str, int]]:
        """Return the villages by name: key, name as first written, participants."""
        found: dict[str, list[str]] = {}
        for row in self._rows.values():
            found.setdefault(names.fold(row.village), []).append(row.village)
        return sorted(((key, given[0], len(given)) for key, given in found.items()))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.requirements)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _ACCESSIBLE) or not index.isValid():
            return None
        cell = self.cell(index)
        if role == _DISPLAY:
            return rules.WORDS[cell.state]
        row = self.shown[index.row()]
        if role == _ACCESSIBLE:
            return f"{row.name}, {self.titles[index.column()]}: {rules.WORDS[cell.state]}"
        return "\n".join(self._tip(row, index.column(), cell))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP):
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self.shown[section]
            if role == _DISPLAY:
                return row.name
            return f"{row.number}. {row.name}\n{row.village or self.tr('Tanpa desa/kelurahan')}"
        if role == _DISPLAY:
            return self.titles[section]
        requirement, counts = self.requirements[section], self._counts[section]
        states = (f"{rules.WORDS[state]}: {counts[state]}" for state in CheckState)
        other = "" if self.is_of_step(section) else self.tr("Bukan bagian langkah ini")
        return "\n".join(filter(None, (requirement.title, requirement.note, other, *states)))

    def _tip(self, row: MatrixRow, column: int, cell: Cell) -> Sequence[str]:
        lines = [row.name, f"{self.titles[column]}: {rules.WORDS[cell.state]}"]
        if cell.note:
            lines.append(self.tr("Catatan: {note}").format(note=cell.note))
        if cell.checked_by:
            lines.append(checked_text(cell))
        if cell.attachments:
            lines.append(self.tr("{count} lampiran").format(count=cell.attachments))
        return lines

    def _fits(self, row: MatrixRow, wanted: Collection[str], digits: str) -> bool:
        if self.subjects and row.participant_id not in self.subjects:
            return False
        if self.village != ALL_VILLAGES and names.fold(row.village) != self.village:
            return False
        if self.only_open and not self.lacks(row):
            return False
        if len(digits) >= 3:
            return digits in row.nik
        return all(word in row.name_key for word in wanted)

    def _tally(self, row: MatrixRow, times: int) -> None:
        for counts, item in zip(self._counts, self.requirements, strict=True):
            counts[row.cell(item.key).state] += times
        self._complete += times * (not self.lacks(row))


def checked_text(cell: Cell) -> str:
    """Return who looked and when: "Rina, 21-11-2026 09.00"."""
    when = formatting.moment(datetime.fromisoformat(cell.checked_at)) if cell.checked_at else ""
    return ", ".join(filter(None, (cell.checked_by, when)))
