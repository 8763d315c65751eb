"""A whole list → the report that the screen shows and the import writes; nothing is stored here."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sertidesk.domain import nik, people
from sertidesk.domain.areas import AreaBook
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.occupations import Catalogue
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import block, columns, doubles, filling, places, reader, tables
from sertidesk.intake.cells import Rules
from sertidesk.intake.columns import Roles
from sertidesk.intake.rows import Layout, RowReport, Status
from sertidesk.intake.sheet import Sheet
from sertidesk.intake.tables import Table

Mappings = Mapping[str, Roles]
"""Sheet name → column (from 0) → role, as the user changed it."""
Corrections = Mapping[tuple[str, int], Mapping[str, str]]
"""(sheet, row) → field → text typed in place of the cell."""
Confirmed = Collection[tuple[str, int, str]]
"""(sheet, row, code of an overridable error)."""

_SLICE = 2_000  # rows between two looks at progress and Cancel


@dataclass(slots=True)
class SheetReport:
    """What was found on one sheet; `skipped` are rows that hold no person, with the reason."""

    name: str
    hidden: bool
    chosen: bool
    header_row: int = 0
    headers: list[str] = field(default_factory=list)
    roles: Roles = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    rows: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)

    @property
    def has_list(self) -> bool:
        """Tell whether a list of persons was found on the sheet."""
        return bool(self.roles)


@dataclass(slots=True)
class ListReport:
    """A list as it was understood, with everything needed to repair a row in place."""

    file: str
    sheets: list[SheetReport]
    rows: list[RowReport]
    rules: Rules

    @property
    def accepted(self) -> int:
        """Return how many rows can be written, with or without a warning."""
        return sum(row.status is not Status.REJECTED for row in self.rows)

    @property
    def rejected(self) -> int:
        """Return how many rows cannot be written."""
        return len(self.rows) - self.accepted

    def find(self, sheet: str, row: int) -> RowReport:
        """Return the row of this number on this sheet."""
        for found in self.rows:
            if found.row == row and found.sheet == sheet:
                return found
        raise KeyError((sheet, row))

    def recheck(
        self,
        row: RowReport,
        corrections: Mapping[str, str] | None = None,
        confirmed: Iterable[str] = (),
    ) -> RowReport:
        """Read one row again with what was typed or confirmed; the report takes the answer.

        Both replace what was given before. Duplicates within the file are looked for anew, so
        other rows may change their status too.
        """
        again = block.read_rows(
            row.layout,
            [row.row - 1],
            [row.group],
            self.rules,
            {row.row - 1: dict(corrections or {})},
            {row.row - 1: frozenset(confirmed)},
        )[0]
        again.added = row.added
        self.rows[self.rows.index(row)] = again
        doubles.mark(self.rows)
        return again

    def as_json(self, batch: str | None = None) -> dict[str, object]:
        """Return the import report in the shape that the command line promises."""
        return {
            "file": self.file,
            "batch": batch,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "sheets": [
                {"name": sheet.name, "header_row": sheet.header_row, "columns": sheet.columns}
                for sheet in self.sheets
                if sheet.chosen
            ],
            "rows": [_row_json(row) for row in self.rows],
        }

    def write_json(self, batch: str | None = None) -> str:
        """Return `as_json` as text."""
        return json.dumps(self.as_json(batch), ensure_ascii=False, indent=1)


def _row_json(row: RowReport) -> dict[str, object]:
    values, raw = row.values, None
    digits, name = values.get("nik"), values.get("name")
    if digits is None or name is None:
        raw = row.raw
    return {
        "sheet": row.sheet,
        "row": row.row,
        "status": row.status.value,
        "nik": digits if digits is not None else (raw or {}).get("nik"),
        "name": name if name is not None else (raw or {}).get("name"),
        "issues": [
            {"code": finding.code, "field": finding.field, "message": finding.message}
            for finding in row.findings
        ],
    }


def read_list(
    source: str | Path | bytes | Sequence[Sheet],
    *,
    areas: AreaBook,
    today: date,
    sheets: Collection[str] | None = None,
    mapping: Mappings | None = None,
    catalogue: Catalogue | None = None,
    office_regency: str | None = None,
    corrections: Corrections | None = None,
    confirmed: Confirmed = (),
    name: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> ListReport:
    """Read and check every row of a list.

    ``source`` may be sheets already read (`reader.read_workbook`, `read_pasted`), so that a change
    of the mapping needs no second reading. ``sheets`` chooses by name; without it every visible
    sheet that holds a list is taken. Raises `UserError` when there is no list of persons,
    `Cancelled` when told.
    """
    with _without_collector():
        file, found = _sheets(source, name, is_cancelled)
        reports, work = _find(found, file, sheets, mapping or {}, is_cancelled)
        _fill_villages(work, areas, office_regency)
        rules = Rules(areas, today, office_regency, catalogue)
        total = sum(len(table.rows) for _, table in work)
        rows: list[RowReport] = []
        for sheet, table in work:
            filling.fill_down(sheet, table)
            rounded = _is_rounded(sheet, table)
            p_is_man = people.p_means_man(_texts(sheet, table, "sex"))
            layout = Layout(sheet, _header_row(table), table.header, table.roles, rounded, p_is_man)
            fixes = {r - 1: fix for (s, r), fix in (corrections or {}).items() if s == sheet.name}
            codes = _codes(confirmed, sheet.name)
            for start in range(0, len(table.rows), _SLICE):
                numbers = table.rows[start : start + _SLICE]
                groups = table.groups[start : start + _SLICE]
                rows += block.read_rows(layout, numbers, groups, rules, fixes, codes)
                report(len(rows), total)
                if is_cancelled():
                    raise Cancelled
        doubles.mark(rows)
        return ListReport(file, reports, rows, rules)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the cyclic collector still: it would walk all cells again and again, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _find(
    found: Sequence[Sheet],
    file: str,
    sheets: Collection[str] | None,
    mapping: Mappings,
    is_cancelled: IsCancelled,
) -> tuple[list[SheetReport], list[tuple[Sheet, Table]]]:
    """Find the lists on every sheet, and the chosen ones among them."""
    missing = sorted(set(sheets or ()) - {sheet.name for sheet in found})
    if missing:
        raise UserError(
            "sheet_not_found",
            "Di berkas {file} tidak ada lembar {sheet}. Lembar yang ada: {sheets}.",
            file=file,
            sheet=", ".join(missing),
            sheets=", ".join(sheet.name for sheet in found),
        )
    reports: list[SheetReport] = []
    work: list[tuple[Sheet, Table]] = []
    for sheet in found:
        chosen = sheet.name in sheets if sheets is not None else not sheet.hidden
        listed = tables.find(sheet, mapping.get(sheet.name))
        reports.append(_summary(sheet, listed, chosen))
        if chosen:
            work += [(sheet, table) for table in listed]
        if is_cancelled():
            raise Cancelled
    asked = sheets is None or bool(sheets)
    if asked and not any(table.rows for _, table in work):
        raise _no_list(file, any(summary.has_list for summary in reports))
    return reports, work


def _fill_villages(
    work: Sequence[tuple[Sheet, Table]], areas: AreaBook, office_regency: str | None
) -> None:
    """Give the rows of a sheet that is named after a village that village."""
    villages = places.of_sheets([sheet.name for sheet, _ in work], areas, office_regency)
    for sheet, table in work:
        village = villages.get(sheet.name)
        if village:
            told = {id(group): {"village": village, **group} for group in table.groups}
            table.groups = [told[id(group)] for group in table.groups]


def _sheets(
    source: str | Path | bytes | Sequence[Sheet],
    name: str | None,
    is_cancelled: IsCancelled,
) -> tuple[str, Sequence[Sheet]]:
    if isinstance(source, (str, Path)):
        return name or Path(source).name, reader.read_workbook(source, is_cancelled=is_cancelled)
    if isinstance(source, bytes):
        return name or "", reader.read_workbook(source, name=name, is_cancelled=is_cancelled)
    return name or "", source


def _summary(sheet: Sheet, listed: Sequence[Table], chosen: bool) -> SheetReport:
    summary = SheetReport(sheet.name, sheet.hidden, chosen and bool(listed))
    if not listed:
        return summary
    first = listed[0]
    layout = Layout(sheet, _header_row(first), first.header, first.roles)
    width = max(len(first.header), max(first.roles, default=-1) + 1)
    summary.header_row = layout.header_row
    summary.headers = [layout.text(column) for column in range(width)]
    summary.roles = dict(first.roles)
    summary.columns = layout.columns()
    summary.fingerprint = columns.fingerprint(summary.headers)
    summary.rows = sum(len(table.rows) for table in listed)
    summary.skipped = [(row + 1, reason) for table in listed for row, reason in table.skipped]
    return summary


def _header_row(table: Table) -> int:
    return table.header_rows[-1] + 1 if table.header_rows else 0


def _codes(confirmed: Confirmed, sheet: str) -> dict[int, frozenset[str]]:
    codes: dict[int, set[str]] = {}
    for name, row, code in confirmed:
        if name == sheet:
            codes.setdefault(row - 1, set()).add(code)
    return {row: frozenset(own) for row, own in codes.items()}


def _texts(sheet: Sheet, table: Table, role: str) -> Iterator[str]:
    """Give the texts that stand in a table's column of this role."""
    column = next((c for c, held in table.roles.items() if held == role), None)
    if column is None:
        return
    for row in map(sheet.rows.__getitem__, table.rows):
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, str):
            yield cell


def _is_rounded(sheet: Sheet, table: Table) -> bool:
    column = next((c for c, role in table.roles.items() if role == "nik"), None)
    if column is None:
        return False
    cells: list[str | int | float] = []
    for index in table.rows:
        row = sheet.rows[index]
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, (str, int, float)) and not isinstance(cell, bool) and cell:
            cells.append(cell)
            # One whole NIK among the first settles it without reading the rest of the column.
            if isinstance(cell, str) and len(cell) == 16 and cell.isdigit() and cell[-1] != "0":
                return False
    return nik.column_is_rounded(cells)


def _no_list(file: str, header_found: bool) -> UserError:
    if header_found:
        return UserError(
            "list_without_rows",
            "Berkas {file} memuat judul kolom, tetapi belum ada orang di bawahnya. Isi daftarnya "
            "dahulu, lalu pilih kembali.",
            file=file,
        )
    return UserError(
        "no_list",
        "Di berkas {file} tidak ditemukan daftar orang. Pastikan ada baris judul dengan kolom NIK "
        "dan Nama, lalu pilih kembali.",
        file=file,
    )
