"""Write rows into a new workbook by a layout: the recaps to Disdukcapil, the LSP and the portals.

Filling a workbook that someone else made is `form`'s work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from xlsxwriter.utility import xl_range

from sertidesk.domain.errors import Cancelled
from sertidesk.domain.fields import Kind
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.files import replacing, sha256_of
from sertidesk.export.keys import KINDS
from sertidesk.export.layouts import PARTICIPANTS, Column, Fill, Layout, Sheet
from sertidesk.export.sheets import (
    TEXT_NUMBER_FORMAT,
    Book,
    DropDowns,
    Format,
    Formats,
    Worksheet,
    fill_places,
    new_book,
    quiet_text_warnings,
    refuse_too_many_rows,
    set_up_print,
    write_text_cell,
)
from sertidesk.export.values import (
    DATE_FORMATS,
    DEFAULT_DATE,
    SEX_FORMATS,
    CellValue,
    clean_text,
    is_text_key,
    renderer,
)

Row: TypeAlias = Mapping[str, object]

_STEP = 200  # rows between two looks at Cancel
_CENTRED_WIDTH = 200  # characters; a title centred over a wider table would be out of sight


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook that was written whole: where, its checksum, and how many rows it holds."""

    path: Path
    sha256: str
    rows: int


def write(
    layout: Layout,
    rows: Iterable[Row],
    path: Path,
    *,
    title_values: Mapping[str, str] | None = None,
    more_rows: Mapping[str, Iterable[Row]] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the rows by the layout and return what was written.

    ``title_values`` fill the places in the head lines (``office``, ``activity``, ``date``, …);
    ``more_rows`` are the rows of the other sources that sheets may name (``education``, …).
    """
    values = title_values or {}
    sources = {source: list(given) for source, given in (more_rows or {}).items()}
    sources[PARTICIPANTS] = list(rows)
    total = sum(len(sources.get(sheet.rows, ())) for sheet in layout.sheets)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        if is_cancelled():
            raise Cancelled
        done += count
        report(done, total)

    with replacing(path) as temporary:
        with new_book(temporary) as book:
            _describe(book, layout, values)
            formats, drop_downs = Formats(book), DropDowns(book)
            for sheet in layout.sheets:
                writer = _SheetWriter(book, layout, sheet, values, formats, drop_downs)
                writer.write(sources.get(sheet.rows, []), advance)
            advance(0)
        checksum = sha256_of(temporary)
        advance(0)
    return Written(path, checksum, len(sources[PARTICIPANTS]))


class _SheetWriter:
    """Writes one sheet of the layout from top to bottom."""

    def __init__(
        self,
        book: Book,
        layout: Layout,
        sheet: Sheet,
        title_values: Mapping[str, str],
        formats: Formats,
        drop_downs: DropDowns,
    ) -> None:
        self._layout = layout
        self._sheet = sheet
        self._values = title_values
        self._formats = formats
        self._drop_downs = drop_downs
        self._worksheet: Worksheet = book.add_worksheet(sheet.name)

    def write(self, rows: Sequence[Row], advance: Callable[[int], None]) -> None:
        header_row = self._write_head()
        first = header_row + 1
        refuse_too_many_rows(len(rows), first + len(self._sheet.totals))
        self._write_header(header_row)
        self._write_rows(rows, first, advance)
        self._write_totals(rows, first)
        self._finish(header_row, first + len(rows) - 1)

    def _write_head(self) -> int:
        """Write the lines above the table; return the row of its header."""
        columns = self._sheet.columns
        centred = sum(column.width for column in columns) <= _CENTRED_WIDTH
        filled = (fill_places(line, self._values) for line in self._sheet.head)
        lines = [clean_text(line) for line in filled if line]
        for row, line in enumerate(lines):
            style: dict[str, object] = {"bold": row < 2, "font_size": 12 if row < 2 else 10}
            if centred:
                # Centred over the columns, not merged: merged cells hinder sorting and reading.
                style["align"] = "center_across"
                for column in range(1, len(columns)):
                    self._worksheet.write_blank(row, column, None, self._formats(**style))
            self._worksheet.write_string(row, 0, line, self._formats(**style))
        return len(lines) + 1 if lines else 0

    def _write_header(self, header_row: int) -> None:
        for number, column in enumerate(self._sheet.columns):
            self._worksheet.set_column(number, number, column.width)
            header = clean_text(column.header)
            self._worksheet.write_string(header_row, number, header, self._formats.header)

    def _write_rows(self, rows: Sequence[Row], first: int, advance: Callable[[int], None]) -> None:
        worksheet, guarded = self._worksheet, self._formats.guarded
        pens = [_Pen(column, self._formats) for column in self._sheet.columns]
        for start in range(0, len(rows), _STEP):
            chunk = rows[start : start + _STEP]
            for offset, row in enumerate(chunk, start):
                for number, pen in enumerate(pens):
                    value = pen.value(row, offset + 1)
                    if value is None:
                        worksheet.write_blank(first + offset, number, None, pen.format)
                    elif isinstance(value, str):
                        write_text_cell(
                            worksheet, first + offset, number, value, pen.format, guarded
                        )
                    elif isinstance(value, date):
                        worksheet.write_datetime(first + offset, number, value, pen.format)
                    else:
                        worksheet.write_number(first + offset, number, value, pen.format)
            advance(len(chunk))

    def _write_totals(self, rows: Sequence[Row], first: int) -> None:
        """Write the totals below the table, with formulas that follow later corrections."""
        columns = self._sheet.columns
        row, last = first + len(rows), first + len(rows) - 1
        if "count" in self._sheet.totals:
            self._write_total(row, "Jumlah", len(rows), None)
            row += 1
        if "sex" in self._sheet.totals:
            place = next(n for n, column in enumerate(columns) if column.field == "sex")
            words = SEX_FORMATS.get(columns[place].format, SEX_FORMATS["L/P"])
            for sex, label in (("L", "Laki-laki"), ("P", "Perempuan")):
                count = sum(given.get("sex") == sex for given in rows)
                cells = xl_range(first, place, max(last, first), place)
                self._write_total(row, label, count, f'=COUNTIF({cells},"{words[sex]}")')
                row += 1

    def _write_total(self, row: int, label: str, count: int, formula: str | None) -> None:
        bold = self._formats(bold=True, align="left")
        self._worksheet.write_string(row, 0, label, bold)
        place = min(2, len(self._sheet.columns) - 1)
        if formula is None or place == 0:
            self._worksheet.write_number(row, max(place, 1), count, bold)
        else:
            self._worksheet.write_formula(row, place, formula, bold, count)

    def _finish(self, header_row: int, last: int) -> None:
        """Freeze, filter, drop-downs and paper, once the table's size is known."""
        columns = self._sheet.columns
        bottom = max(last, header_row)
        self._worksheet.autofilter(header_row, 0, bottom, len(columns) - 1)
        frozen_rows = header_row + 1 if self._layout.freeze_header else 0
        if frozen_rows or self._layout.freeze_columns:
            frozen_columns = min(self._layout.freeze_columns, len(columns))
            self._worksheet.freeze_panes(frozen_rows, frozen_columns)
        if last > header_row:
            quiet_text_warnings(
                self._worksheet, xl_range(header_row + 1, 0, last, len(columns) - 1)
            )
            for number, column in enumerate(columns):
                if column.choices:
                    cells = (header_row + 1, number, last, number)
                    self._drop_downs.add(
                        self._worksheet, cells, column.choices, title=column.header
                    )
        set_up_print(
            self._worksheet,
            paper=self._layout.paper,
            orientation=self._layout.orientation,
            footer=" · ".join(
                filter(
                    None,
                    (self._layout.title, self._values.get("activity"), self._values.get("date")),
                )
            ),
            header_row=header_row,
        )


class _Pen:
    """What one column writes into its cells, and in which format."""

    def __init__(self, column: Column, formats: Formats) -> None:
        self._column = column
        self._render = renderer(column.field, column.format, text=column.text)
        self._constant = clean_text(column.constant) or None
        self.format = _format_of(column, formats)

    def value(self, row: Row, number: int) -> CellValue:
        """Return what the column holds in this row, the table's ``number``-th."""
        match self._column.fill:
            case Fill.FIELD:
                return self._render(row.get(self._column.field))
            case Fill.NUMBER:
                return number
            case Fill.CONSTANT:
                return self._constant
            case Fill.BLANK:
                return None


def _format_of(column: Column, formats: Formats) -> Format:
    """Return the format of the column's cells."""
    kind = KINDS.get(column.field)
    as_text = column.text or column.format == "text" or is_text_key(column.field)
    if as_text or column.fill is Fill.CONSTANT:
        return formats.cell(num_format=TEXT_NUMBER_FORMAT)
    if column.fill is Fill.NUMBER:
        return formats.cell(align="center")
    if (kind is Kind.DATE and column.format != "upper") or column.format in DATE_FORMATS:
        pattern = DATE_FORMATS.get(column.format, DATE_FORMATS[DEFAULT_DATE])
        return formats.cell(num_format=pattern, align="center")
    if column.field in ("project_value", "amount"):
        return formats.cell(num_format="#,##0")
    return formats.cell(text_wrap=True)


def _describe(book: Book, layout: Layout, values: Mapping[str, str]) -> None:
    """Write the document's properties."""
    book.set_properties(
        {
            "title": clean_text(layout.title),
            "subject": clean_text(values.get("activity", "")),
            "author": clean_text(values.get("office", "")),
            "company": clean_text(values.get("office", "")),
            "comments": "Dibuat dengan SertiDesk. Berisi data pribadi (UU 27/2022).",
        }
    )
