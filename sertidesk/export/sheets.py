"""What our own workbooks have in common: fonts, borders, paper, safe text cells, drop-downs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sertidesk.domain.errors import UserError
from sertidesk.export.layouts import Orientation, Paper
from sertidesk.export.values import clean_text, looks_like_formula

# Excel's paper numbers. F4 (215 × 330 mm) has none of its own; Folio (8.5 × 13 in, which is
# 215.9 × 330.2 mm) is the sheet that printer drivers offer for it.
PAPER_NUMBERS = {Paper.F4: 14, Paper.A4: 9}

TEXT_NUMBER_FORMAT = "@"
LAST_ROW = 1_048_575  # zero-based

# Types of the writing library, which has no hints of its own.
Book = Any
Worksheet = Any
Format = Any

_LISTS_SHEET = "Pilihan"
_LONGEST_INLINE_LIST = 255
_NO_SHEET_CHARACTERS = str.maketrans(dict.fromkeys("[]:*?/\\\n\t", " "))
_PLACE = re.compile(r"\{(\w+)\}")


@contextmanager
def new_book(temporary: Path) -> Iterator[Book]:
    """Open a workbook that is built in memory and lands in the file when the block succeeds."""
    book = xlsxwriter.Workbook(
        str(temporary),
        {
            "in_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": False,
        },
    )
    book.set_calc_mode("auto")
    yield book
    try:
        book.close()
    except FileCreateError as error:
        cause = error.__cause__ or error.__context__
        raise cause if isinstance(cause, OSError) else error from error


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **properties: object) -> Format:
        """Return the format with these properties over our common font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            common = {"font_name": "Arial", "font_size": 10, "valign": "vcenter"}
            self._made[key] = self._book.add_format({**common, **properties})
        return self._made[key]

    def cell(self, **properties: object) -> Format:
        """Return the format of a cell inside a table's grid."""
        return self(border=1, border_color="#9AA5B1", **properties)

    @property
    def header(self) -> Format:
        """Return the format of a table's header."""
        return self.cell(bold=True, text_wrap=True, align="center", bg_color="#DCE6F1")

    @property
    def bordered(self) -> Format:
        """Return a bare border, for conditional formats: those take no fonts."""
        key = (("bare", True),)
        if key not in self._made:
            self._made[key] = self._book.add_format({"border": 1, "border_color": "#9AA5B1"})
        return self._made[key]

    @property
    def guarded(self) -> Format:
        """Return the format of a text that must never turn into a formula when retyped."""
        return self.cell(num_format=TEXT_NUMBER_FORMAT, quote_prefix=True, text_wrap=True)


class DropDowns:
    """Drop-down lists of one workbook; long ones move to a hidden sheet."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet: Worksheet | None = None
        self._sources: dict[tuple[str, ...], str] = {}

    def add(
        self,
        worksheet: Worksheet,
        cells: tuple[int, int, int, int],
        choices: Sequence[str],
        *,
        strict: bool = True,
        title: str = "Pilihan",
    ) -> None:
        """Offer the choices in the cells (first row, first column, last row, last column)."""
        worksheet.data_validation(
            *cells,
            {
                "validate": "list",
                "source": self._source(tuple(map(clean_text, choices))),
                "error_type": "stop" if strict else "information",
                "error_title": title[:32],
                "error_message": "Pilih salah satu dari daftar."
                if strict
                else "Isian ini tidak ada dalam daftar. Tetap dipakai?",
            },
        )

    def _source(self, choices: tuple[str, ...]) -> list[str] | str:
        # An inline list is one text parted by commas.
        inline = sum(map(len, choices)) + len(choices) <= _LONGEST_INLINE_LIST
        if inline and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self._sources:
            if self._sheet is None:
                self._sheet = self._book.add_worksheet(_LISTS_SHEET)
                self._sheet.hide()
            column = len(self._sources)
            for row, choice in enumerate(choices):
                self._sheet.write_string(row, column, choice)
            letters = xlsxwriter.utility.xl_col_to_name(column)
            self._sources[choices] = f"='{_LISTS_SHEET}'!${letters}$1:${letters}${len(choices)}"
        return self._sources[choices]


def write_text_cell(
    worksheet: Worksheet, row: int, column: int, text: str, plain: Format, guarded: Format
) -> None:
    """Write the text as text, whatever it looks like."""
    worksheet.write_string(row, column, text, guarded if looks_like_formula(text) else plain)


def set_up_print(
    worksheet: Worksheet,
    *,
    paper: Paper,
    orientation: Orientation,
    footer: str,
    header_row: int | None = None,
) -> None:
    """Fit the sheet to the paper's width; repeat the table's header; number the pages."""
    worksheet.set_paper(PAPER_NUMBERS[paper])
    if orientation is Orientation.LANDSCAPE:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
    worksheet.center_horizontally()
    if header_row is not None:
        worksheet.repeat_rows(header_row)
    # An ampersand begins a code in a footer; doubled, it is itself.
    told = clean_text(footer).replace("&", "&&")[:160]
    worksheet.set_footer(f"&L&8{told}&R&8Halaman &P dari &N")


def quiet_text_warnings(worksheet: Worksheet, cells: str) -> None:
    """Keep Excel from marking digits written as text with green corners."""
    worksheet.ignore_errors({"number_stored_as_text": cells})


def refuse_too_many_rows(count: int, first_row: int) -> None:
    """Refuse what does not fit on one sheet of a workbook."""
    if first_row + count > LAST_ROW:
        raise UserError(
            "too_many_rows",
            "Ada {count} baris, lebih banyak daripada yang muat pada satu lembar Excel. "
            "Bagi datanya, misalnya per kecamatan, lalu ulangi.",
            count=count,
        )


def distinct_sheet_names(titles: Collection[str]) -> tuple[str, ...]:
    """Return the titles as sheet names that Excel takes: short, clean, each one different."""
    taken: set[str] = {_LISTS_SHEET.casefold(), "history"}
    names: list[str] = []
    for title in titles:
        cleaned = clean_text(title).translate(_NO_SHEET_CHARACTERS)
        base = " ".join(cleaned.split())[:31].strip("' ") or "Lembar"
        name, turn = base, 2
        while name.casefold() in taken:
            ending = f" ({turn})"
            name, turn = base[: 31 - len(ending)].rstrip() + ending, turn + 1
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def fill_places(line: str, values: Mapping[str, str]) -> str | None:
    """Return the line with its ``{places}`` filled; None when it has places and all are empty."""
    found = [values.get(match[1], "") for match in _PLACE.finditer(line)]
    if found and not any(found):
        return None
    return _PLACE.sub(lambda match: values.get(match[1], ""), line).strip(" ,;-")
