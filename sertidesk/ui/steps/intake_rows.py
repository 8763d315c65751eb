"""Third page of the import: every row with its findings, filterable, repairable in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSplitter, QWidget

from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.formatting import short_date
from sertidesk.intake.report import ListReport
from sertidesk.intake.rows import RowReport, Status
from sertidesk.services import intake
from sertidesk.services.activity import Activity
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import FormField, scrolled, text_field
from sertidesk.ui.kit.parts import (
    badge,
    button,
    column,
    label,
    lead_focus,
    named,
    row,
    set_badge,
    swap,
)
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

STATUS_BADGES = {
    Status.ACCEPTED: ("Diterima", "good"),
    Status.WARNING: ("Ada catatan", "warn"),
    Status.REJECTED: ("Ditolak", "bad"),
}
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "accent"}
_SHOWN = ("birth_place", "birth_date", "sex", "village", "phone", "occupation")
_ALWAYS = ("nik", "name", "birth_date", "sex")  # can be typed even where the list lacks them


class _Rows:
    """The checked rows as a table source; they lie in memory, filtered here."""

    def __init__(self) -> None:
        self.rows_of_list: list[RowReport] = []
        self.status: Status | None = None
        self._found: list[RowReport] = []

    def count(self, filters: Mapping[str, str]) -> int:
        wanted = {key: text.lower() for key, text in filters.items()}
        self._found = [
            one
            for one in self.rows_of_list
            if (self.status is None or one.status is self.status)
            and all(text in self._text(one, key).lower() for key, text in wanted.items())
        ]
        return len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = self._found
        if sort:
            found = sorted(found, key=lambda one: self._text(one, sort), reverse=descending)
        return [
            (
                f"{one.sheet}\n{one.row}",
                one.status,
                one.sheet,
                one.row,
                *(one.values.get(key) or one.raw.get(key) for key in ("nik", "name")),
                _told(one),
                *(one.values.get(key) or one.raw.get(key) for key in _SHOWN),
            )
            for one in found[offset : offset + limit]
        ]

    @staticmethod
    def _text(one: RowReport, key: str) -> str:
        if key == "status":
            return STATUS_BADGES[one.status][0]
        if key == "sheet":
            return one.sheet
        if key == "row":
            return f"{one.row:06}"
        if key == "findings":
            return _told(one)
        return one.text(key) or one.raw.get(key, "")


class RowsPage(QWidget):
    """The rows of the list; the one under the cursor can be repaired at the right."""

    counted = Signal()  # after each check: how many would be taken

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._activity: Activity | None = None
        self._listed: ListReport | None = None
        self._source = _Rows()
        self.badges = {status: badge("", tone) for status, (_, tone) in STATUS_BADGES.items()}
        self.filter_box = named(QComboBox(), "status_filter", self.tr("Tampilkan baris"))
        self.filter_box.addItem(self.tr("Semua baris"), None)
        for status, (words, _) in STATUS_BADGES.items():
            self.filter_box.addItem(words, status)
        self.table = Table(
            "rows_table",
            self.tr("Baris daftar"),
            self._source,
            [
                TableColumn("status", self.tr("Status"), 104, badges=STATUS_BADGES),
                TableColumn("sheet", self.tr("Lembar"), 90),
                TableColumn("row", self.tr("Baris"), 56, align_right=True),
                TableColumn("nik", BY_KEY["nik"].label, 140),
                TableColumn("name", self.tr("Nama"), 150),
                TableColumn("findings", self.tr("Temuan"), 300),
                *(TableColumn(key, BY_KEY[key].label, 130, show=_show_value) for key in _SHOWN),
            ],
        )
        self.row_panel = RowPanel()
        self.row_panel.setContentsMargins(2 * SPACE, 0, 0, 0)
        splitter = QSplitter()
        splitter.addWidget(self.table)
        splitter.addWidget(self.row_panel)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([760, 340])
        head = row(*self.badges.values(), 1, self.filter_box)
        self.setLayout(column(head, splitter))
        self.filter_box.activated.connect(self._on_filter_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.table.counted.connect(self._on_counted)
        self.row_panel.corrected.connect(self._on_corrected)

    def show_rows(self, activity: Activity, listed: ListReport) -> None:
        """Show a list that was checked; what is wrong comes first into sight."""
        self._activity, self._listed = activity, listed
        self._source.rows_of_list = listed.rows
        first = Status.REJECTED if listed.rejected else None
        self._source.status = first
        self.filter_box.setCurrentIndex(self.filter_box.findData(first))
        several = len({one.sheet for one in listed.rows}) > 1
        self.table.show_columns(
            [one.key for one in self.table.table_model.columns if several or one.key != "sheet"]
        )
        self.table.table_model.sort_key = ""
        self.table.clear_filters()
        self._count()
        self.table.selectRow(0)
        self._on_row_changed()

    def _count(self) -> None:
        assert self._listed is not None
        for status, shown in self.badges.items():
            count = sum(one.status is status for one in self._listed.rows)
            words, tone = STATUS_BADGES[status]
            set_badge(shown, f"{count} {words.lower()}", tone)
        self.counted.emit()

    def _on_filter_chosen(self, _place: int) -> None:
        self._source.status = self.filter_box.currentData()
        self.table.reload()

    def _current(self) -> RowReport | None:
        key = self.table.current_key()
        if key is None or self._listed is None:
            return None
        sheet, _, number = key.rpartition("\n")
        return self._listed.find(sheet, int(number))

    def _on_row_changed(self, *_: object) -> None:
        self.row_panel.show_row(self._current())
        lead_focus(self.table, self.row_panel)

    def _on_row_activated(self, _key: str) -> None:
        self.row_panel.enter()

    def _on_counted(self, count: int) -> None:
        """Show a row that is found, never one that was filtered away."""
        if count == 0:
            self.row_panel.show_row(None)
        elif self._current() is None:
            self.table.selectRow(0)

    def _on_corrected(self, corrections: dict[str, str], confirmed: frozenset[str]) -> None:
        one = self._current()
        if one is None or self._listed is None or self._activity is None:
            return
        again = self._listed.recheck(one, corrections, confirmed)
        intake.look_up(self._desk.store, self._activity, self._listed)
        place = self.table.currentIndex().row()
        self.table.reload()
        self._count()
        # A repaired row may have left the list that is shown: stay with it, it is being looked at.
        if self.table.current_key() != f"{again.sheet}\n{again.row}":
            self.table.selectRow(min(place, self.table.table_model.rowCount() - 1))
        if self.table.table_model.rowCount() == 0:
            self.row_panel.show_row(again)
        self.row_panel.return_focus()


class RowPanel(QWidget):
    """One row: its fields to type over, its findings with what would repair them."""

    corrected = Signal(dict, frozenset)  # field → text, codes confirmed

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("row_panel")
        self._row: RowReport | None = None
        self._fields: dict[str, FormField] = {}
        self._focused = ""  # the field the cursor was going to when a repair came
        self._repaired: RowReport | None = None
        self._content: QWidget | None = None
        self._layout = column()
        self.setLayout(self._layout)

    def show_row(self, one: RowReport | None) -> None:
        """Show a row, or say that none is chosen."""
        self._row = one
        self._fields = {}
        content = QWidget() if one is None else scrolled(*self._parts(one))
        self._content = swap(self._layout, self._content, content)

    def enter(self) -> None:
        """Put the cursor in the first field that must be repaired, else in the first."""
        if self._row is None or not self._fields:
            return
        wrong = [one.field for one in self._row.findings if one.severity is Severity.ERROR]
        key = next((key for key in self._fields if key in wrong), next(iter(self._fields)))
        self._fields[key].editor.setFocus(Qt.FocusReason.TabFocusReason)

    def return_focus(self) -> None:
        """Put the cursor back where a repair took it from; in the next row, at what is wrong."""
        focused, repaired = self._focused, self._repaired
        self._focused, self._repaired = "", None
        if repaired is None or self._row is None:
            return
        if (self._row.sheet, self._row.row) != (repaired.sheet, repaired.row):
            self.enter()
        elif focused in self._fields:
            self._fields[focused].editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _parts(self, one: RowReport) -> list[QWidget]:
        title = self.tr("Baris {row} di lembar {sheet}").format(row=one.row, sheet=one.sheet)
        parts: list[QWidget] = [label(title, "heading")]
        told: set[int] = set()
        keys = [key for key in BY_KEY if key in one.raw or key in _ALWAYS]
        for key in keys:
            field = text_field(key, BY_KEY[key].label)
            field.set_text(one.corrections.get(key, _as_listed(one, key)))
            mine = [finding for finding in one.findings if finding.field == key]
            if mine:
                field.say(" ".join(finding.message for finding in mine), mine[0].severity)
            field.left.connect(self._on_field_left)
            self._fields[key] = field
            parts.append(field)
            for finding in mine:
                told.add(id(finding))
                parts.extend(self._repairs(one, finding))
        for finding in one.findings:
            if finding.field not in keys:
                parts.append(badge(finding.message, _TONES[finding.severity]))
                parts[-1].setWordWrap(True)  # type: ignore[attr-defined]
        return parts

    def _repairs(self, one: RowReport, finding: Finding) -> list[QWidget]:
        offered: list[QWidget] = []
        if finding.proposal and finding.proposal != one.text(finding.field):
            offered.append(
                button(
                    f"use_{finding.field}",
                    self.tr("Pakai {proposal}").format(proposal=finding.proposal),
                    partial(self._use, finding.field, finding.proposal),
                    icon="check",
                )
            )
        confirmed = finding.code in one.confirmed
        if confirmed or (finding.overridable and finding.severity is Severity.ERROR):
            words = self.tr("Sudah dicocokkan dengan KTP-el")
            box = named(QCheckBox(words), f"confirm_{finding.code}", words)
            box.setChecked(confirmed)
            box.clicked.connect(partial(self._confirm, finding.code, box))
            offered.append(box)
        return offered

    def _use(self, key: str, proposal: str) -> None:
        assert self._row is not None
        self.corrected.emit({**self._row.corrections, key: proposal}, self._row.confirmed)

    def _confirm(self, code: str, box: QCheckBox) -> None:
        assert self._row is not None
        codes = self._row.confirmed | {code} if box.isChecked() else self._row.confirmed - {code}
        self.corrected.emit(dict(self._row.corrections), codes)

    def _on_field_left(self, key: str) -> None:
        assert self._row is not None
        typed = self._fields[key].text()
        focused = QApplication.focusWidget()  # where Tab leads; the field itself after Enter
        if focused is not None and self.isAncestorOf(focused):
            keys = [one for one, field in self._fields.items() if field.editor is focused]
            self._focused, self._repaired = (keys or [key])[0], self._row
        self.corrected.emit({**self._row.corrections, key: typed}, self._row.confirmed)


def _as_listed(one: RowReport, key: str) -> str:
    """Return a field as the list has it; of a cell that holds place and date, its own part."""
    raw = one.raw.get(key, "")
    parts = ("birth_place", "birth_date")
    if key in parts and one.raw.get(parts[0]) == one.raw.get(parts[1]) and key in one.values:
        return _show_value(one.values[key])
    return raw


def _told(one: RowReport) -> str:
    """Return what was noticed on a row, the gravest first."""
    order = list(Severity)
    findings = sorted(one.findings, key=lambda finding: order.index(finding.severity))
    return " ".join(finding.message for finding in findings)


def _show_value(value: object) -> str:
    return short_date(value) if isinstance(value, date) else str(value)
