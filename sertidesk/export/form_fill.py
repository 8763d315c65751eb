"""Fill the LSP's own workbook: its styles, formulas, drop-downs and other sheets stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import range_boundaries
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.fields import Kind
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.files import replacing, sha256_of
from sertidesk.export.form import FORM_SUFFIXES, FormColumn, FormMapping, form_sheet, open_form
from sertidesk.export.form_extras import losses
from sertidesk.export.form_learn import header_texts
from sertidesk.export.form_rows import copy_row_look, insert_rows
from sertidesk.export.keys import KINDS
from sertidesk.export.values import (
    DATE_FORMATS,
    DEFAULT_DATE,
    CellValue,
    is_text_key,
    looks_like_formula,
    renderer,
)
from sertidesk.export.workbook import Row

_STEP = 100
_SEX_WORDS = {
    "L": ("l", "lk", "pria", "laki-laki", "laki - laki", "laki laki", "laki"),
    "P": ("p", "pr", "wanita", "perempuan"),
}


@dataclass(frozen=True, slots=True)
class OutsideChoice:
    """A value that the form's drop-down does not offer; it was written all the same."""

    row: int
    header: str
    value: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled: the file, its rows, and what the user should know about it."""

    path: Path
    sha256: str
    rows: int
    outside_choices: tuple[OutsideChoice, ...] = ()
    losses: tuple[str, ...] = ()


def fill(
    form_path: Path,
    mapping: FormMapping,
    rows: Sequence[Row],
    out_path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Filled:
    """Write the rows into a copy of the form; the form itself is not touched."""
    _refuse_other_suffix(form_path, out_path)
    book = open_form(form_path)
    sheet = form_sheet(book, mapping.sheet)
    _refuse_changed_form(sheet, mapping, form_path)
    filler = _Filler(book, sheet, mapping)
    filler.make_room(len(rows))
    for start in range(0, len(rows), _STEP):
        if is_cancelled():
            raise Cancelled
        for offset, row in enumerate(rows[start : start + _STEP], start):
            filler.write_row(offset, row)
        report(min(start + _STEP, len(rows)), len(rows))
    filler.clear_after(len(rows))
    # The saved workbook holds formulas without their values; Excel works them out on opening.
    calculation = book.calculation or CalcProperties()
    calculation.fullCalcOnLoad = True
    book.calculation = calculation
    with replacing(out_path) as temporary:
        book.save(temporary)
        if is_cancelled():
            raise Cancelled
        checksum = sha256_of(temporary)
    return Filled(out_path, checksum, len(rows), tuple(filler.outside), losses(form_path))


class _Filler:
    """Writes into one sheet of an opened form."""

    def __init__(self, book: Workbook, sheet: Worksheet, mapping: FormMapping) -> None:
        self._book = book
        self._sheet = sheet
        self._mapping = mapping
        self._last = mapping.last_row
        self._pens = [_pen(book, sheet, mapping, column) for column in mapping.columns]
        self.outside: list[OutsideChoice] = []

    def make_room(self, count: int) -> None:
        """Insert rows that look like the form's own where it has too few ready."""
        first, last = self._mapping.first_row, self._mapping.last_row
        missing = count - (last - first + 1)
        if missing <= 0:
            return
        patterns = self._formula_patterns()
        # Before the last ready row, so that the table's closing line stays its last one.
        at = last if last > first else last + 1
        insert_rows(self._book, self._sheet, at, missing, grows_from=last)
        self._last = last + missing
        copy_row_look(self._sheet, first, range(at, at + missing))
        for column, (origin, formula) in patterns.items():
            start = f"{self._sheet.cell(origin, column).coordinate}"
            for row in range(at, self._last + 1):
                cell = self._sheet.cell(row, column)
                if isinstance(cell, Cell):
                    cell.value = Translator(formula, start).translate_formula(cell.coordinate)

    def write_row(self, offset: int, row: Row) -> None:
        """Write one row's values; formulas of the form stay."""
        number = self._mapping.first_row + offset
        for pen in self._pens:
            cell = self._sheet.cell(number, pen.column.index)
            if not isinstance(cell, Cell) or cell.data_type == "f":
                continue
            if pen.column.number:
                cell.value = offset + 1
            elif pen.column.field:
                value, fits = pen.value(row)
                _put(cell, value, pen.column)
                if not fits:
                    told = OutsideChoice(number, pen.column.header, str(value))
                    self.outside.append(told)

    def clear_after(self, count: int) -> None:
        """Empty the ready rows that got nobody: the form may hold an example there."""
        for row in range(self._mapping.first_row + count, self._last + 1):
            for column in self._mapping.columns:
                cell = self._sheet.cell(row, column.index)
                if column.field and isinstance(cell, Cell) and cell.data_type != "f":
                    cell.value = None

    def _formula_patterns(self) -> dict[int, tuple[int, str]]:
        """Return for each column of the table that calculates: a row and the formula there."""
        first, last = self._mapping.first_row, self._mapping.last_row
        found: dict[int, tuple[int, str]] = {}
        for column in range(1, self._sheet.max_column + 1):
            for row in dict.fromkeys((max(first, last - 1), last, first)):
                cell = self._sheet.cell(row, column)
                if cell.data_type == "f" and isinstance(cell.value, str):
                    found[column] = (row, cell.value)
                    break
        return found


@dataclass(frozen=True, slots=True)
class _Pen:
    """What one column of the form takes, in its own spelling."""

    column: FormColumn
    render: Callable[[object], CellValue]
    choices: Mapping[str, str]  # folded → as the drop-down spells it

    def value(self, row: Row) -> tuple[CellValue, bool]:
        """Return what the cell gets, and whether the form's drop-down offers it."""
        raw = row.get(self.column.field)
        value = self.render(raw)
        if value is None or not self.choices:
            return value, True
        words = [str(value)]
        if self.column.field == "sex":
            words += _SEX_WORDS.get(str(raw), ())
        for word in words:
            if word.casefold() in self.choices:
                spelled = self.choices[word.casefold()]
                return (spelled if isinstance(value, str) else value), True
        return value, False


def _pen(book: Workbook, sheet: Worksheet, mapping: FormMapping, column: FormColumn) -> _Pen:
    choices = _choices(book, sheet, mapping.first_row, column.index) if column.field else []
    cell = sheet.cell(mapping.first_row, column.index)
    # A column that the form keeps as text wants its dates as text too.
    text = KINDS.get(column.field) is Kind.DATE and cell.number_format == "@"
    return _Pen(
        column,
        renderer(column.field, column.format, text=text),
        {" ".join(choice.split()).casefold(): choice for choice in choices},
    )


def _put(cell: Cell, value: CellValue, column: FormColumn) -> None:
    """Put the value into the cell as what it is: text never turns into a formula or a number."""
    if isinstance(value, date):
        if not is_date_format(cell.number_format):
            cell.value = value
            cell.number_format = DATE_FORMATS[column.format or DEFAULT_DATE]
            return
        shown, cell.value = cell.number_format, value
        cell.number_format = shown  # setting a date replaces the form's own format
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if is_text_key(column.field) or looks_like_formula(value):
            cell.number_format = "@"
        if looks_like_formula(value):
            cell.quotePrefix = True


def _choices(book: Workbook, sheet: Worksheet, row: int, column: int) -> list[str]:
    """Return what the drop-down of this cell offers, where it can be known."""
    coordinate = sheet.cell(row, column).coordinate
    for validation in sheet.data_validations.dataValidation:
        if validation.type != "list" or coordinate not in validation.sqref:
            continue
        source = (validation.formula1 or "").removeprefix("=")
        if source.startswith('"'):
            return [part.strip() for part in source.strip('"').split(",") if part.strip()]
        if source in book.defined_names:
            source = book.defined_names[source].attr_text or ""
        return _listed(book, sheet, source)
    return []


def _listed(book: Workbook, sheet: Worksheet, reference: str) -> list[str]:
    """Return the texts of a range such as ``'Daftar'!$A$1:$A$9``; nothing for a calculation."""
    prefix, mark, cells = reference.rpartition("!")
    name = prefix.strip("'").replace("''", "'") if mark else sheet.title
    if name not in book.sheetnames:
        return []
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (TypeError, ValueError):
        return []
    if left is None or top is None or right is None or bottom is None:
        return []
    found = book[name].iter_rows(top, bottom, left, right, values_only=True)
    return [str(value) for row in found for value in row if value not in (None, "")]


def _refuse_other_suffix(form_path: Path, out_path: Path) -> None:
    """Refuse an output that Excel would not open for its name."""
    with_macros = form_path.suffix.lower() in {".xlsm", ".xltm"}
    wanted = ".xlsm" if with_macros else ".xlsx"
    if form_path.suffix.lower() in FORM_SUFFIXES and out_path.suffix.lower() != wanted:
        raise UserError(
            "form_suffix",
            "Hasil isian formulir ini harus disimpan dengan akhiran {wanted}. "
            "Ganti nama {name}, lalu ulangi.",
            wanted=wanted,
            name=out_path.name,
        )


def _refuse_changed_form(sheet: Worksheet, mapping: FormMapping, form_path: Path) -> None:
    """Refuse a form whose headers are no longer where the office pointed."""
    for column in mapping.columns:
        header = " ".join(header_texts(sheet, mapping.header_row, column.index))
        if header != column.header:
            raise UserError(
                "form_changed",
                "Formulir {name} berubah: kolom {index} berjudul '{now}', dahulu '{before}'. "
                "Pelajari ulang formulir itu, lalu ulangi.",
                name=form_path.name,
                index=column.index,
                now=header or "(kosong)",
                before=column.header,
            )
