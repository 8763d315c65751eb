"""Find the table in a form: its header, its columns, and the rows the form has ready."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sertidesk.domain.errors import UserError
from sertidesk.domain.fields import Kind
from sertidesk.export.form import FormColumn, FormMapping, form_sheet, open_form
from sertidesk.export.keys import COMPUTED, KINDS
from sertidesk.export.layout_toml import shipped

NUMBER = "number"

Recognise = Callable[[str], str | None]

_SEARCHED_ROWS = 60
_TALLEST_HEADER = 3
_MOST_PREPARED = 5_000
_NUMBERS = {"no", "no urut", "nomor", "nomor urut", "urut"}
_TOTAL = re.compile(r"^\s*(jumlah|total|sub ?total|rekap)", re.IGNORECASE)
_AGGREGATE = re.compile(r"\b(SUM|COUNT|COUNTA|COUNTIF|COUNTIFS|SUBTOTAL|SUMIF)\(", re.IGNORECASE)
# How a header asks for dates and sex, and the layout's word for it.
_HINTS = (
    (re.compile(r"(dd|hh|tgl)\s*/\s*(mm|bb|bln)\s*/\s*(yy|th|tt)", re.IGNORECASE), "dd/mm/yyyy"),
    (re.compile(r"(dd|hh|tgl)\s*-\s*(mm|bb|bln)\s*-\s*(yy|th|tt)", re.IGNORECASE), "dd-mm-yyyy"),
    (re.compile(r"(yyyy|tttt|thn)\s*-\s*(mm|bb)\s*-\s*(dd|hh)", re.IGNORECASE), "yyyy-mm-dd"),
    (re.compile(r"\bL\s*/\s*P\b"), "L/P"),
    (re.compile(r"pria\s*/\s*wanita", re.IGNORECASE), "Pria/Wanita"),
    (re.compile(r"LAKI[- ]?LAKI\s*/\s*PEREMPUAN"), "LAKI-LAKI/PEREMPUAN"),
    (re.compile(r"laki[- ]?laki\s*/\s*perempuan", re.IGNORECASE), "Laki-laki/Perempuan"),
)
_CLOSELY = 5  # rows between a table's end and the signatures below it


def learn(
    path: Path,
    recognise: Recognise,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
) -> FormMapping:
    """Return where the form wants what.

    ``recognise`` turns a header's text into a field's key, ``number`` or None. Without a sheet
    the visible one with the most recognised columns is taken; ``header_row`` is the last row of
    the header, where the office points at it.
    """
    book = open_form(path)
    sheets = [form_sheet(book, sheet)] if sheet else _visible(book)
    known = _with_our_headers(recognise)
    best: tuple[int, Worksheet, int, tuple[FormColumn, ...]] | None = None
    for candidate in sheets:
        for bottom in [header_row] if header_row else range(1, _SEARCHED_ROWS + 1):
            if bottom > candidate.max_row:
                break
            columns = _columns(candidate, bottom, known)
            score = len({column.field for column in columns if column.field})
            if best is None or score > best[0]:
                best = (score, candidate, bottom, columns)
    if best is None or best[0] < (1 if header_row else 2):
        raise UserError(
            "form_header_not_found",
            "Judul kolom seperti NIK dan NAMA tidak ditemukan di {name}. Tunjukkan lembar dan "
            "baris judul kolomnya, lalu ulangi.",
            name=path.name,
        )
    _, found, bottom, columns = best
    first = bottom + 1
    if _is_column_numbers(found, first):
        first += 1
    last = _last_prepared(found, first, columns)
    return FormMapping(found.title, bottom, first, last, _with_whole_address(columns))


def header_texts(sheet: Worksheet, bottom: int, column: int) -> tuple[str, ...]:
    """Return the texts of the header above and in this cell, from top to bottom."""
    texts: list[str] = []
    for row in range(_header_top(sheet, bottom), bottom + 1):
        value = _merged_value(sheet, row, column)
        text = " ".join(str(value).split()) if value is not None else ""
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)


def _visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _columns(sheet: Worksheet, bottom: int, recognise: Recognise) -> tuple[FormColumn, ...]:
    """Return the columns whose header ends in this row, each field at most once."""
    columns: list[FormColumn] = []
    taken: set[str] = set()
    for index in range(1, sheet.max_column + 1):
        texts = header_texts(sheet, bottom, index)
        if not texts or _is_covered(sheet, bottom, index):
            continue
        key = _recognised(texts, recognise)
        header = " ".join(texts)
        number = key == NUMBER
        field = "" if number or key in taken else key
        if field:
            taken.add(field)
        columns.append(FormColumn(index, header, field, number, _hinted(header, field)))
    return tuple(columns)


def _recognised(texts: tuple[str, ...], recognise: Recognise) -> str:
    """Return the key that a header of one or several rows means, or an empty text."""
    candidates = (" ".join(texts), " ".join(reversed(texts)), texts[-1])
    for text in dict.fromkeys(candidates):
        key = recognise(text)
        if key == NUMBER or key in KINDS:
            return key
    return ""


def _with_our_headers(recognise: Recognise) -> Recognise:
    """Let the headers of our own layouts stand in for what no foreign list has."""
    ours = _computed_headers()

    def known(text: str) -> str | None:
        folded = _folded(text)
        if folded in _NUMBERS:
            return NUMBER
        # Exact names first: "KODE PENDIDIKAN" is no "PENDIDIKAN".
        return ours.get(folded) or recognise(text)

    return known


@cache
def _computed_headers() -> dict[str, str]:
    """Return the computed keys by the headers under which our layouts name them."""
    found = {_folded(label): key for key, (label, _) in COMPUTED.items()}
    for layout in shipped():
        for column in (column for sheet in layout.sheets for column in sheet.columns):
            if column.field in COMPUTED and layout.kind in {"bnsp", "lsp"}:
                found[_folded(column.header)] = column.field
    return found


def _folded(text: str) -> str:
    bare = re.sub(r"\([^)]*\)", " ", text.casefold())
    return " ".join(re.findall(r"[a-z0-9/]+", bare))


def _with_whole_address(columns: tuple[FormColumn, ...]) -> tuple[FormColumn, ...]:
    """Put the whole address where the form has one column for all of it."""
    fields = {column.field for column in columns}
    if "full_address" in fields or fields & {"rt", "village", "district"}:
        return columns
    return tuple(
        replace(column, field="full_address") if column.field == "address" else column
        for column in columns
    )


def _hinted(header: str, field: str) -> str:
    kind = KINDS.get(field)
    if kind is not Kind.DATE and field != "sex":
        return ""
    return next((word for pattern, word in _HINTS if pattern.search(header)), "")


def _header_top(sheet: Worksheet, bottom: int) -> int:
    """Return the first row of the header that ends at ``bottom``, by its merged cells."""
    top = bottom
    for merged in sheet.merged_cells.ranges:
        spans = merged.min_row < merged.max_row == bottom
        if spans and bottom - merged.min_row < _TALLEST_HEADER:
            top = min(top, merged.min_row)
    above = bottom - 1
    if top == bottom and above >= 1 and _groups_above(sheet, above):
        top = above
    return top


def _groups_above(sheet: Worksheet, row: int) -> bool:
    """Tell whether the row holds several merged groups, as the top of a header does."""
    groups = [
        merged
        for merged in sheet.merged_cells.ranges
        if merged.min_row == merged.max_row == row and merged.min_col < merged.max_col
    ]
    texts = [cell for cell in sheet[row] if isinstance(cell, Cell) and cell.value is not None]
    return bool(groups) and len(texts) >= 2


def _is_covered(sheet: Worksheet, row: int, column: int) -> bool:
    """Tell whether the cell lies under a merged cell that begins in another column."""
    return any(
        merged.min_row <= row <= merged.max_row and merged.min_col < column <= merged.max_col
        for merged in sheet.merged_cells.ranges
    )


def _merged_value(sheet: Worksheet, row: int, column: int) -> object:
    for merged in sheet.merged_cells.ranges:
        inside = merged.min_col <= column <= merged.max_col
        if inside and merged.min_row <= row <= merged.max_row:
            return sheet.cell(merged.min_row, merged.min_col).value
    return sheet.cell(row, column).value


def _is_column_numbers(sheet: Worksheet, row: int) -> bool:
    """Tell whether the row only numbers the columns: 1, 2, 3, …"""
    values = [cell.value for cell in sheet[row] if cell.value is not None]
    numbers = [re.sub(r"[().\s]", "", str(value)) for value in values]
    return len(numbers) >= 3 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _last_prepared(sheet: Worksheet, first: int, columns: tuple[FormColumn, ...]) -> int:
    """Return the last row of the table that the form has ready, before totals and signatures."""
    framed = _is_framed(sheet, first, columns)
    last = first
    for row in range(first, min(sheet.max_row, first + _MOST_PREPARED) + 1):
        if _is_total(sheet, row):
            return last if framed else max(first, row - 1)
        if framed:
            if not _is_framed(sheet, row, columns):
                return last
            last = row
        elif row > first and any(_is_foreign(sheet, row, column) for column in columns):
            # Without a frame, the numbers and formulas put ready tell where the table ends, and
            # where there are none, one blank row stays between it and what stands below it.
            ends = first < last < row - 1 and row - last <= _CLOSELY
            return last if ends else max(first, row - 2)
        elif any(sheet.cell(row, column.index).value is not None for column in columns):
            last = row
    return last


def _is_framed(sheet: Worksheet, row: int, columns: tuple[FormColumn, ...]) -> bool:
    framed = 0
    for column in columns:
        border = sheet.cell(row, column.index).border
        sides = (border.left, border.right, border.top, border.bottom)
        framed += sum(side is not None and side.style is not None for side in sides) >= 2
    return framed * 5 >= len(columns) * 4


def _is_total(sheet: Worksheet, row: int) -> bool:
    for cell in sheet[row]:
        text = "" if cell.value is None else str(cell.value)
        if _TOTAL.match(text) or (cell.data_type == "f" and _AGGREGATE.search(text)):
            return True
    return False


def _is_foreign(sheet: Worksheet, row: int, column: FormColumn) -> bool:
    cell = sheet.cell(row, column.index)
    return cell.value is not None and cell.data_type != "f" and not column.number
