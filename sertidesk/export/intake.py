"""The rows of a foreign list that were not taken, as a workbook to correct and import again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Layout, Sheet
from sertidesk.export.sheets import distinct_sheet_names
from sertidesk.export.workbook import Written, write

REASON = "ALASAN"
ORIGIN = "BARIS ASAL"

_NARROWEST, _WIDEST = 8, 40


@dataclass(frozen=True, slots=True)
class FailedRow:
    """One row that was not taken: its number in the list, its cells as text, and why."""

    row: int
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedSheet:
    """The rows of one sheet that were not taken, under the list's own headers."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[FailedRow, ...]


def write_failed_rows(
    path: Path,
    sheets: Sequence[FailedSheet],
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the rows with the reason and the original row number in front.

    Every cell is text, so that nothing is rounded a second time; the headers stay, so that the
    corrected workbook is read like the list it came from.
    """
    failed = [sheet for sheet in sheets if sheet.rows]
    names = distinct_sheet_names([sheet.name for sheet in failed])
    layout = Layout(
        name="baris-gagal",
        title="Baris yang belum diterima",
        kind="other",
        sheets=tuple(
            Sheet(name, _columns(sheet), rows=name)
            for name, sheet in zip(names, failed, strict=True)
        )
        or (Sheet("Kosong", (_reason(), _origin())),),
        freeze_columns=2,
    )
    rows = {
        name: [_cells(row) for row in sheet.rows] for name, sheet in zip(names, failed, strict=True)
    }
    written = write(layout, (), path, more_rows=rows, report=report, is_cancelled=is_cancelled)
    return replace(written, rows=sum(map(len, rows.values())))


def _columns(sheet: FailedSheet) -> tuple[Column, ...]:
    width = max([len(sheet.headers), *(len(row.cells) for row in sheet.rows)])
    headers = [*sheet.headers, *[""] * (width - len(sheet.headers))]
    # A list that failed before brings its old reasons along: the new ones replace them.
    kept = [
        Column(
            header=header.strip() or f"KOLOM {number}",
            field=_key(number),
            width=_width(header, sheet, number),
            text=True,
        )
        for number, header in enumerate(headers, 1)
        if header.strip().upper() not in {REASON, ORIGIN}
    ]
    return (_reason(), _origin(), *kept)


def _reason() -> Column:
    return Column(REASON, field="reason", width=50)


def _origin() -> Column:
    return Column(ORIGIN, field="origin", width=8)


def _width(header: str, sheet: FailedSheet, number: int) -> int:
    cells = (row.cells[number - 1] for row in sheet.rows if number <= len(row.cells))
    longest = max([len(header), *map(len, cells)])
    return min(_WIDEST, max(_NARROWEST, longest + 2))


def _cells(row: FailedRow) -> dict[str, object]:
    cells: dict[str, object] = {_key(n): cell for n, cell in enumerate(row.cells, 1)}
    return {**cells, "reason": "\n".join(row.reasons), "origin": row.row}


def _key(number: int) -> str:
    return f"cell_{number}"
