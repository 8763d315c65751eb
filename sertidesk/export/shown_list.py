"""Any list of a screen as a workbook: what is shown, every cell as text or as a number."""

from __future__ import annotations

import re
from pathlib import Path

from sertidesk.domain.errors import Cancelled
from sertidesk.domain.shown_list import ShownList
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.files import replacing, sha256_of
from sertidesk.export.layouts import Orientation, Paper
from sertidesk.export.sheets import (
    Formats,
    distinct_sheet_names,
    new_book,
    quiet_text_warnings,
    refuse_too_many_rows,
    set_up_print,
    write_text_cell,
)
from sertidesk.export.values import clean_text
from sertidesk.export.workbook import Written

_STEP = 200  # rows between two looks at Cancel
_LYING = 95  # letters side by side; more need the sheet to lie
_FIGURE = re.compile(r"0|[1-9]\d{0,8}")  # what is a number and never a NIK, a phone, a code


def write(
    shown: ShownList,
    head: tuple[str, ...],
    path: Path,
    *,
    paper: Paper = Paper.F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the list below the lines of ``head``; figures alone are numbers, all else is text."""
    widths = shown.widths()
    total = len(shown.rows)
    with replacing(path) as temporary:
        with new_book(temporary) as book:
            formats = Formats(book)
            sheet = book.add_worksheet(distinct_sheet_names([shown.title])[0])
            first = len(head) + 2 if head else 1
            refuse_too_many_rows(total, first)
            for number, line in enumerate(head):
                sheet.write_string(number, 0, clean_text(line), formats(bold=True))
            sheet.write_string(first - 1, 0, "NO", formats.header)
            sheet.set_column(0, 0, 6)
            for place, column in enumerate(shown.columns, start=1):
                sheet.write_string(first - 1, place, clean_text(column.title), formats.header)
                sheet.set_column(place, place, widths[place - 1] + 2)
            plain = formats.cell(text_wrap=True, num_format="@")
            figure = formats.cell(align="right")
            for number, row in enumerate(shown.rows):
                if number % _STEP == 0:
                    if is_cancelled():
                        raise Cancelled
                    report(number, total)
                sheet.write_number(first + number, 0, number + 1, figure)
                for place, words in enumerate(row, start=1):
                    is_figure = shown.columns[place - 1].align_right and _FIGURE.fullmatch(words)
                    if is_figure:
                        sheet.write_number(first + number, place, int(words), figure)
                    else:
                        cell = clean_text(words)
                        write_text_cell(sheet, first + number, place, cell, plain, formats.guarded)
            last = max(first + total - 1, first)
            sheet.freeze_panes(first, 2)
            sheet.autofilter(first - 1, 0, last, len(shown.columns))
            quiet_text_warnings(sheet, f"A1:XFD{last + 1}")
            lies = sum(widths) > _LYING
            set_up_print(
                sheet, paper=paper, footer=" · ".join((shown.title, *head[1:2])),
                orientation=Orientation.LANDSCAPE if lies else Orientation.PORTRAIT,
                header_row=first - 1,
            )  # fmt: skip
        checksum = sha256_of(temporary)
        report(total, total)
    return Written(path, checksum, total)
