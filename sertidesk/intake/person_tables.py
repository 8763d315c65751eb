"""Tables in an LSP's workbook that say something of persons: where they are, whose each row is.

What the columns besides say is the caller's: it gives each a role, by its header.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sertidesk.domain import dates, nik
from sertidesk.intake import headers, tables
from sertidesk.intake.columns import looks_like_nik
from sertidesk.intake.sheet import Cell, Row, Sheet, is_blank, show

PERSON = frozenset({"nik", "name", "birth_date", headers.BIRTH})
"""The roles of columns that say whose a row is."""
_EMPTY = frozenset({"-", "--", "—", "–", ".", "n/a", "#n/a", "nihil"})

RoleOf = Callable[[str], str | None]
IsTable = Callable[[Mapping[str, int]], bool]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row as it was read; ``values`` holds what it says, ``unread`` what it does not."""

    sheet: str
    row: int  # as the spreadsheet numbers it
    nik: str | None
    nik_text: str
    name: str
    birth_date: date | None
    values: Mapping[str, object]
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class FoundTable:
    """A table of a sheet: its columns by role, its rows from ``first`` up to ``end``."""

    columns: dict[str, int]
    first: int
    end: int = 0


def person_role(text: str) -> str | None:
    """Return the role of a column that clearly says whose a row is."""
    known = headers.recognise(text)
    return known[0] if known and known[0] in PERSON and known[1] >= headers.LIKELY else None


def known_role(text: str, taken: Collection[str]) -> str | None:
    """Return the role of a column by the headers of village lists, where it is one of these."""
    known = headers.recognise(text)
    return known[0] if known and known[0] in taken else None


def find_tables(sheet: Sheet, role_of: RoleOf, is_table: IsTable) -> Iterator[FoundTable]:
    """Yield the tables of a sheet; a header repeated further down begins a new one."""
    found: list[tuple[FoundTable, int]] = []
    index = 0
    while index < len(sheet.rows):
        table = _header_at(sheet, index, role_of, is_table)
        if table is None:
            index += 1
            continue
        found.append((table, index))
        index = table.first
    for place, (table, _) in enumerate(found):
        table.end = found[place + 1][1] if place + 1 < len(found) else len(sheet.rows)
        yield table


def read_cells(sheet: Sheet, table: FoundTable, index: int, today: date) -> RowCells | None:
    """Return a row's cells by role; None for the line that numbers the columns."""
    row = sheet.rows[index]
    return None if tables.is_number_row(row) else RowCells(sheet, table.columns, row, index, today)


class RowCells:
    """The cells of one row, by the roles of their columns."""

    def __init__(
        self, sheet: Sheet, columns: Mapping[str, int], row: Row, index: int, today: date
    ) -> None:
        self._sheet, self._columns, self._row = sheet, columns, row
        self._index, self._today = index, today

    def roles(self) -> list[str]:
        """Return the roles of the columns that say something besides whose the row is."""
        return [role for role in self._columns if role not in PERSON]

    def cell(self, role: str) -> Cell:
        """Return the cell of a role; None where there is none."""
        place = self._columns.get(role)
        return self._row[place] if place is not None and place < len(self._row) else None

    def text(self, role: str) -> str:
        """Return what stands there; a dash and the like is nothing."""
        text = show(self.cell(role)).strip("'’` ")
        return "" if text.casefold() in _EMPTY else text

    def day(self, role: str) -> date | None:
        """Return the day that stands there; None where none can be read."""
        return dates.read(
            self.cell(role),
            today=self._today,
            birth=False,
            field=role,
            date_1904=self._sheet.date_1904,
        ).value

    def person_row(
        self, values: Mapping[str, object], unread: Sequence[str] = ()
    ) -> PersonRow | None:
        """Return the row with whose it is; None where it names nobody."""
        known = self._nik()
        name = self.text("name")
        if not (known.digits or name):
            return None
        return PersonRow(
            self._sheet.name,
            self._index + 1,
            known.digits,
            known.text,
            name,
            self._birth_date(known.digits),
            values,
            tuple(unread),
        )

    def _nik(self) -> nik.NikReading:
        cell = self.cell("nik")
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return nik.from_number(cell)
        return nik.NikReading(None, "") if is_blank(cell) else nik.read(show(cell))

    def _birth_date(self, digits: str | None) -> date | None:
        for role in ("birth_date", headers.BIRTH):
            cell = self.cell(role)
            if not is_blank(cell):
                read = dates.read(
                    cell,
                    today=self._today,
                    nik_digits=digits,
                    date_1904=self._sheet.date_1904,
                )
                return read.value
        return None


def _header_at(sheet: Sheet, index: int, role_of: RoleOf, is_table: IsTable) -> FoundTable | None:
    """Return the table whose header begins in this row: of one line, or of two taken together."""
    texts = _texts(sheet.rows[index])
    if texts is None:
        return None
    single = _columns(texts, role_of)
    below = _texts(sheet.rows[index + 1]) if index + 1 < len(sheet.rows) else None
    # One text alone is a title: its words are no part of the header below it.
    if below is not None and any(below) and sum(map(bool, texts)) > 1:
        double = _columns(_joined(texts, below, role_of), role_of)
        if is_table(double) and len(double) > len(single):
            return FoundTable(double, index + 2)
    return FoundTable(single, index + 1) if is_table(single) else None


def _texts(row: Row) -> list[str] | None:
    """Return a row's texts; None where it cannot be a header."""
    filled = [cell for cell in row if not is_blank(cell)]
    if not filled or any(not isinstance(cell, str) or looks_like_nik(cell) for cell in filled):
        return None
    return [show(cell) for cell in row]


def _joined(above: Sequence[str], below: Sequence[str], role_of: RoleOf) -> list[str]:
    """Return the header of two rows; a text above stands over the empty cells after it too."""
    joined: list[str] = []
    over = ""
    for place in range(max(len(above), len(below))):
        top = above[place] if place < len(above) else ""
        low = below[place] if place < len(below) else ""
        over = top or (over if low else "")
        joined.append(low if role_of(low) else f"{over} {low}".strip())
    return joined


def _columns(texts: Sequence[str], role_of: RoleOf) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, text in enumerate(texts):
        role = role_of(text) if len(text) <= headers.LONGEST else None
        if role is not None:
            columns.setdefault(role, place)
    return columns
