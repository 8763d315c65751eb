"""Insert rows into a sheet of a form as Excel would: everything below moves, ranges grow.

openpyxl's own `insert_rows` moves the cells only; merged cells, formulas, drop-downs,
conditional formats, pictures and print areas would stay where they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(
    r"(?P<c1>\$?[A-Za-z]{1,3}\$?)(?P<r1>\d+)(?::(?P<c2>\$?[A-Za-z]{1,3}\$?)(?P<r2>\d+))?"
)

RowShift = Callable[[int, int], tuple[int, int]]


def insert_rows(book: Workbook, sheet: Worksheet, at: int, count: int, *, grows_from: int) -> None:
    """Insert empty rows before row ``at``; ranges that end at ``grows_from`` or below grow."""

    def shift(first: int, last: int) -> tuple[int, int]:
        moved_first = first + count if first >= at else first
        # A range of several rows that reaches the table's last row keeps reaching it.
        grows = last >= at or (last >= grows_from and first <= grows_from and last != first)
        return moved_first, last + count if grows else last

    def shift_range(first: int, last: int) -> tuple[int, int]:
        # Drop-downs and the like belong to rows, so even a range of one row grows.
        return (first + count if first >= at else first), (
            last + count if last >= min(at, grows_from) else last
        )

    _shift_formulas(book, sheet, shift)
    _shift_cells(sheet, at, count)
    _shift_merged(sheet, at, count)
    _shift_validations(book, sheet, shift, shift_range)
    _shift_conditional_formats(sheet, shift, shift_range)
    _shift_print_and_tables(sheet, at, count, shift_range)
    _shift_names(book, sheet, shift)
    _shift_drawings(sheet, at, count)


def shift_references(formula: str, here: str, target: str, shift: RowShift) -> str:
    """Return the formula with its references to sheet ``target`` moved.

    ``here`` is the sheet the formula stands on, which a reference without a sheet's name means.
    """
    tokenizer = Tokenizer(formula)
    for token in tokenizer.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _shift_token(token.value, here, target, shift)
    return "=" + "".join(token.value for token in tokenizer.items)


def _shift_token(text: str, here: str, target: str, shift: RowShift) -> str:
    prefix, mark, reference = text.rpartition("!")
    named = prefix.strip("'").replace("''", "'") if mark else here
    match = _REFERENCE.fullmatch(reference)
    if match is None or named.casefold() != target.casefold():
        return text
    first = int(match["r1"])
    if match["r2"] is None:
        return f"{prefix}{mark}{match['c1']}{shift(first, first)[0]}"
    moved_first, moved_last = shift(first, int(match["r2"]))
    return f"{prefix}{mark}{match['c1']}{moved_first}:{match['c2']}{moved_last}"


def _shift_formulas(book: Workbook, sheet: Worksheet, shift: RowShift) -> None:
    for other in book.worksheets:
        for row in other.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, ArrayFormula):
                    if value.text:
                        value.text = shift_references(value.text, other.title, sheet.title, shift)
                    if other is sheet:
                        value.ref = _shift_token(value.ref, sheet.title, sheet.title, shift)
                elif isinstance(cell, Cell) and cell.data_type == "f" and isinstance(value, str):
                    cell.value = shift_references(value, other.title, sheet.title, shift)


def _shift_cells(sheet: Worksheet, at: int, count: int) -> None:
    bottom = sheet.max_row
    if at > bottom:
        return
    sheet.move_range(CellRange(min_row=at, max_row=bottom, min_col=1, max_col=sheet.max_column),
                     rows=count)  # fmt: skip
    for row in range(bottom, at - 1, -1):
        if row in sheet.row_dimensions:
            moved = sheet.row_dimensions.pop(row)
            moved.index = row + count
            sheet.row_dimensions[row + count] = moved
    for cells in sheet.iter_rows(min_row=at + count):
        for cell in cells:
            if isinstance(cell, Cell) and cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate


def _shift_merged(sheet: Worksheet, at: int, count: int) -> None:
    ranges = list(sheet.merged_cells.ranges)
    for merged in ranges:
        if merged.min_row >= at:
            merged.shift(row_shift=count)
    sheet.merged_cells.ranges = set(ranges)


def _shifted(cells: MultiCellRange, shift: RowShift) -> MultiCellRange:
    moved = []
    for old in cells.ranges:
        first, last = shift(old.min_row, old.max_row)
        moved.append(CellRange(min_col=old.min_col, max_col=old.max_col, min_row=first,
                               max_row=min(last, 1_048_576)))  # fmt: skip
    return MultiCellRange(moved)


def _shift_validations(
    book: Workbook, sheet: Worksheet, shift: RowShift, shift_range: RowShift
) -> None:
    for other in book.worksheets:
        for validation in other.data_validations.dataValidation:
            for name in ("formula1", "formula2"):
                text = getattr(validation, name)
                if text and not text.startswith('"'):
                    moved = shift_references(f"={text}", other.title, sheet.title, shift)
                    setattr(validation, name, moved[1:])
            if other is sheet:
                validation.sqref = _shifted(validation.sqref, shift_range)


def _shift_conditional_formats(sheet: Worksheet, shift: RowShift, shift_range: RowShift) -> None:
    moved = ConditionalFormattingList()
    for conditional in sheet.conditional_formatting:
        cells = str(_shifted(conditional.sqref, shift_range))
        for rule in conditional.rules:
            rule.formula = [
                shift_references(f"={text}", sheet.title, sheet.title, shift)[1:]
                for text in rule.formula
            ]
            moved.add(cells, rule)
    sheet.conditional_formatting = moved


def _shift_print_and_tables(sheet: Worksheet, at: int, count: int, shift_range: RowShift) -> None:
    def moved(reference: str) -> str:
        return _shift_token(reference.rpartition("!")[2], sheet.title, sheet.title, shift_range)

    if sheet.print_area:
        sheet.print_area = ",".join(moved(area) for area in sheet.print_area.split(","))
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved(sheet.auto_filter.ref)
    for table in sheet.tables.values():
        table.ref = moved(table.ref)
        if table.autoFilter is not None and table.autoFilter.ref:
            table.autoFilter.ref = moved(table.autoFilter.ref)
    for page_break in sheet.row_breaks.brk:
        if page_break.id >= at:
            page_break.id += count


def _shift_names(book: Workbook, sheet: Worksheet, shift: RowShift) -> None:
    scopes = [book.defined_names, *(other.defined_names for other in book.worksheets)]
    for names in scopes:
        for name in names.values():
            if name.attr_text:
                # A name without a sheet means the sheet it is used on: left as it is.
                moved = shift_references(f"={name.attr_text}", "", sheet.title, shift)
                name.attr_text = moved[1:]


def _shift_drawings(sheet: Worksheet, at: int, count: int) -> None:
    """Move pictures and charts that stand below; their anchors count rows from 0."""
    inside: Any = sheet  # openpyxl has no public door to what it drew
    for drawing in [*inside._images, *inside._charts]:
        anchor = drawing.anchor
        for marker in (getattr(anchor, "_from", None), getattr(anchor, "to", None)):
            if marker is not None and marker.row >= at - 1:
                marker.row += count


def copy_row_look(sheet: Worksheet, source: int, targets: range) -> None:
    """Give new rows the styles, the height and the merged cells of another row."""
    likes: list[Any] = [sheet.cell(source, column) for column in range(1, sheet.max_column + 1)]
    merged = [m for m in sheet.merged_cells.ranges if m.min_row == m.max_row == source]
    height = sheet.row_dimensions[source].height if source in sheet.row_dimensions else None
    for row in targets:
        for like in likes:
            if like.has_style:
                new: Any = sheet.cell(row, like.column)
                new._style = copy(like._style)
        if height is not None:
            sheet.row_dimensions[row].height = height
        for cells in merged:
            sheet.merge_cells(start_row=row, end_row=row,
                              start_column=cells.min_col, end_column=cells.max_col)  # fmt: skip
