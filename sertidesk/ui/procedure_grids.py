"""Roles and requirements of an SOP, each a small grid to type in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from sertidesk.domain import procedure_edit
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Actor, Procedure, Requirement, RequirementKind
from sertidesk.ui.kit.parts import button, column, named, row

_KEY = Qt.ItemDataRole.UserRole


class RecordGrid(QWidget):
    """A table of texts and ticks; rows are added, moved, removed, and known by a hidden key."""

    edited = Signal()

    def __init__(
        self, name: str, title: str, headers: Sequence[tuple[str, int]], ticks: Sequence[int] = ()
    ) -> None:
        super().__init__()
        self._ticks = frozenset(ticks)
        self.table = named(QTableWidget(0, len(headers)), name, title)
        self.table.setHorizontalHeaderLabels([words for words, _width in headers])
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for place, (_words, width) in enumerate(headers):
            self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._buttons = (
            button(f"{name}_add", self.tr("Tambah"), self.add, icon="plus"),
            button(f"{name}_remove", self.tr("Hapus"), self.remove, icon="trash-2"),
            button(f"{name}_up", self.tr("Naik"), partial(self.move_row, -1), icon="chevron-up"),
            button(f"{name}_down", self.tr("Turun"), partial(self.move_row, 1),
                   icon="chevron-down"),
        )  # fmt: skip
        layout = column(self.table, row(*self._buttons, 1))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        # Connected signals
        self.table.itemChanged.connect(lambda _item: self.edited.emit())

    def fill(self, rows: Sequence[tuple[str, tuple[str | bool, ...]]]) -> None:
        """Show rows of (key, one value for each column)."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for key, values in rows:
            self._append(key, values)
        self.table.blockSignals(False)
        if rows:
            self.table.setCurrentCell(0, 0)

    def rows(self) -> list[tuple[str, tuple[str | bool, ...]]]:
        """Return the rows whose first column says something; a new one has an empty key."""
        self.table.setFocus()  # what is being typed in a cell counts
        columns = range(self.table.columnCount())
        found = []
        for place in range(self.table.rowCount()):
            first = self.table.item(place, 0)
            if first.text().strip():
                values = tuple(self._value(place, at) for at in columns)
                found.append((str(first.data(_KEY) or ""), values))
        return found

    def add(self) -> None:
        """Add an empty row at the end and begin to type."""
        empty = tuple(at in self._ticks or "" for at in range(self.table.columnCount()))
        self._append("", empty)
        place = self.table.rowCount() - 1
        self.table.setCurrentCell(place, 0)
        self.table.editItem(self.table.item(place, 0))
        self.edited.emit()

    def remove(self) -> None:
        """Remove the row the cursor is in."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.edited.emit()

    def move_row(self, by: int) -> None:
        """Move the row the cursor is in up or down."""
        place = self.table.currentRow()
        target = place + by
        if place < 0 or not 0 <= target < self.table.rowCount():
            return
        self.table.blockSignals(True)
        taken = [self.table.takeItem(place, at) for at in range(self.table.columnCount())]
        self.table.removeRow(place)
        self.table.insertRow(target)
        for at, item in enumerate(taken):
            self.table.setItem(target, at, item)
        self.table.blockSignals(False)
        self.table.setCurrentCell(target, 0)
        self.edited.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read and nothing be changed."""
        triggers = QTableWidget.EditTrigger
        self.table.setEditTriggers(
            triggers.NoEditTriggers
            if read_only
            else triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed
        )
        for one in self._buttons:
            one.setVisible(not read_only)

    def _append(self, key: str, values: Sequence[str | bool]) -> None:
        place = self.table.rowCount()
        self.table.insertRow(place)
        for at, value in enumerate(values):
            item = QTableWidgetItem("" if at in self._ticks else str(value))
            if at in self._ticks:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                state = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
                item.setCheckState(state)
            if not at:
                item.setData(_KEY, key)
            self.table.setItem(place, at, item)

    def _value(self, place: int, at: int) -> str | bool:
        item = self.table.item(place, at)
        if at in self._ticks:
            return bool(item.checkState() is Qt.CheckState.Checked)
        return str(item.text().strip())


class RolesTab(RecordGrid):
    """Who acts in the steps."""

    def __init__(self) -> None:
        super().__init__("procedure_roles", "Pelaksana", [("Pelaksana, mis. Kasi Jakon", 400)])

    def show_procedure(self, procedure: Procedure) -> None:
        """Show the roles."""
        self.fill([(actor.key, (actor.title,)) for actor in procedure.actors])

    def taken_over(self, procedure: Procedure) -> Procedure:
        """Return the procedure with these roles; one that went leaves the steps too."""
        made: list[Actor] = []
        rows = self.rows()
        taken = [key for key, _values in rows if key]
        for known, (title,) in rows:
            key = known or procedure_edit.free_key(str(title), taken)
            taken.append(key)
            made.append(Actor(key, str(title)))
        return procedure_edit.put_actors(procedure, made)


class RequirementsTab(RecordGrid):
    """What is asked of a participant."""

    def __init__(self) -> None:
        super().__init__(
            "procedure_requirements",
            "Persyaratan",
            [
                ("Persyaratan", 360), ("Format milik", 110), ("Keterangan", 220),
                ("Lembar", 64), ("Wajib", 60), ("Berkas", 64),
            ],
            ticks=(4, 5),
        )  # fmt: skip
        self.table.horizontalHeaderItem(5).setToolTip(
            self.tr("Tercentang: kertas yang diserahkan; kosong: syarat orangnya")
        )

    def show_procedure(self, procedure: Procedure) -> None:
        """Show the requirements."""
        self.fill(
            [
                (
                    one.key,
                    (
                        one.title, one.owner, one.note, str(one.copies or ""), one.mandatory,
                        one.kind is RequirementKind.DOCUMENT,
                    ),
                )
                for one in procedure.requirements
            ]
        )  # fmt: skip

    def taken_over(self, procedure: Procedure) -> Procedure:
        """Return the procedure with these requirements; one that went leaves the steps too."""
        former = {one.key: one for one in procedure.requirements}
        made: list[Requirement] = []
        rows = self.rows()
        taken = [key for key, _values in rows if key]
        for known, (title, owner, note, copies, mandatory, is_paper) in rows:
            number = str(copies)
            if number and not (number.isdecimal() and int(number)):
                raise UserError(
                    "sop_copies",
                    "Jumlah lembar “{copies}” untuk “{title}” bukan bilangan bulat mulai dari 1. "
                    "Perbaiki atau kosongkan.",
                    copies=number,
                    title=str(title),
                )
            key = known or procedure_edit.free_key(str(title), taken)
            taken.append(key)
            kind = RequirementKind.DOCUMENT if is_paper else RequirementKind.CONDITION
            one = former.get(key, Requirement(key, ""))
            made.append(
                replace(
                    one, title=str(title), owner=str(owner), note=str(note),
                    copies=int(number) if number else None, mandatory=bool(mandatory), kind=kind,
                )
            )  # fmt: skip
        return procedure_edit.put_requirements(procedure, made)
