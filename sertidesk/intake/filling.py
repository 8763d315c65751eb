"""Cells that say "as above": merged downwards, written once for a group, ditto marks."""

from __future__ import annotations

from sertidesk.intake import headers
from sertidesk.intake.sheet import Cell, Row, Sheet, is_blank
from sertidesk.intake.tables import Table

AREAS = ("village", "district", "regency", "province")
_REPEATED = frozenset(
    {*AREAS, "birth_place", "address", "postcode", "nationality", "education_level", "school",
     "study", "occupation", "level", "qualification", "classification", "subclassification",
     "application_kind", "association", "rt", "rw", headers.RT_RW}
)  # fmt: skip
_DITTO = frozenset(
    {'"', "''", "“", "”", "〃", ",,", "//", "sda", "SDA", "Sda", "s.d.a", "S.D.A", "s.d.a.", "sd a",
     "idem", "Idem", "IDEM", "sama", "SAMA"}
)  # fmt: skip


def fill_down(sheet: Sheet, table: Table) -> None:
    """Give every row of a merged cell the value of its first, for areas also without merging."""
    for column, role in table.roles.items():
        if role in _REPEATED:
            _fill_ditto(sheet, table, column)
    start = table.rows[0] if table.rows else 0
    end = table.rows[-1] if table.rows else -1
    identity = {c for c, role in table.roles.items() if role in ("nik", "name")}
    for top, left, low, right in sheet.merged:
        if low <= top or top < start or top > end or left != right or left in identity:
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for index in range(top + 1, min(low, len(sheet.rows) - 1) + 1):
            _put(sheet.rows[index], left, value)
    if sheet.merges_known and sheet.merged:
        return
    for column, role in table.roles.items():
        if role in AREAS:
            _fill_area(sheet, table, column)


def _fill_ditto(sheet: Sheet, table: Table, column: int) -> None:
    """Put in the place of "sda" and ditto marks what stands above them."""
    value: Cell = ""
    for row in map(sheet.rows.__getitem__, table.rows):
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, str) and cell in _DITTO:
            row[column] = value
        elif not is_blank(cell):
            value = cell


def _fill_area(sheet: Sheet, table: Table, column: int) -> None:
    """Carry an area down a column in which it stands only where it begins."""
    cells = [
        row[column] if column < len(row) else "" for row in map(sheet.rows.__getitem__, table.rows)
    ]
    filled = sum(not is_blank(cell) for cell in cells)
    if not filled or is_blank(cells[0]) or filled * 2 > len(cells):
        return
    value = cells[0]
    for index, cell in zip(table.rows, cells, strict=True):
        value = value if is_blank(cell) else cell
        _put(sheet.rows[index], column, value)


def _put(row: Row, column: int, value: Cell) -> None:
    if len(row) <= column:
        row.extend([""] * (column + 1 - len(row)))
    if is_blank(row[column]):
        row[column] = value
