"""A sheet as it was read: cells with their types, numbered as the spreadsheet shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

Cell = str | int | float | bool | date | time | timedelta | None
Row = list[Cell]

ERROR = "error"
"""Mark of a cell that holds a spreadsheet error (#REF!, #N/A)."""
UNCOMPUTED = "formula"
"""Mark of a formula whose result is not in the file."""


@dataclass(slots=True)
class Sheet:
    """One sheet; ``rows[i]`` is the row that the spreadsheet numbers ``i + 1``.

    ``merged`` holds (top, left, bottom, right), counted from 0, and ``marks`` what a cell held
    that cannot be read, by (row, column) from 0. ``hidden_rows`` are spreadsheet row numbers.
    """

    name: str
    rows: list[Row]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    date_1904: bool = False
    merges_known: bool = False

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max(map(len, self.rows), default=0)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def show(cell: Cell) -> str:
    """Return a cell as a clerk reads it: whole numbers without ".0", dates day first."""
    if isinstance(cell, str):
        return cell if cell.isalnum() else " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, float):
        if cell == cell and abs(cell) < 1e22 and cell == int(cell):
            return str(int(cell))
        return repr(cell).replace(".", ",")
    if isinstance(cell, date):
        return f"{cell.day:02d}-{cell.month:02d}-{cell.year:04d}"
    return str(cell)
