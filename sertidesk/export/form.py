"""The LSP's own workbook as a form: what was learned about it, and opening it safely.

`form_learn` finds the table in a form, `form_fill` writes rows into it.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from sertidesk.domain.errors import UserError
from sertidesk.export.form_extras import restore_extended_validations
from sertidesk.export.keys import KINDS
from sertidesk.export.values import FORMATS

_Kind = TypeVar("_Kind")

FORM_SUFFIXES = {".xlsx", ".xlsm", ".xltx", ".xltm"}


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of the form: where it is, what its header says, and what fills it.

    ``index`` counts from 1. ``field`` is empty where nothing of ours belongs; ``number`` marks
    the running number.
    """

    index: int
    header: str
    field: str = ""
    number: bool = False
    format: str = ""


@dataclass(frozen=True, slots=True)
class FormMapping:
    """What the office pointed at once: sheet, header, the prepared rows, and the columns.

    ``header_row`` is the last row of the header; ``first_row`` to ``last_row`` are the rows the
    form has ready. All count from 1, as the spreadsheet shows them.
    """

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: tuple[FormColumn, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the keys the form asks for, in its order."""
        return tuple(column.field for column in self.columns if column.field)

    def to_dict(self) -> dict[str, object]:
        """Return the mapping as plain values that JSON can keep."""
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "first_row": self.first_row,
            "last_row": self.last_row,
            "columns": [
                {
                    "index": column.index,
                    "header": column.header,
                    "field": column.field,
                    "number": column.number,
                    "format": column.format,
                }
                for column in self.columns
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> FormMapping:
        """Return the mapping that `to_dict` gave; refuse one that does not make sense."""
        try:
            mapping = cls(
                sheet=_of(str, data["sheet"]),
                header_row=_of(int, data["header_row"]),
                first_row=_of(int, data["first_row"]),
                last_row=_of(int, data["last_row"]),
                columns=tuple(map(_column, _of(list, data["columns"]))),
            )
            if not 1 <= mapping.header_row < mapping.first_row <= mapping.last_row:
                raise ValueError("rows out of order")
        except (KeyError, TypeError, ValueError) as error:
            raise UserError(
                "form_mapping_invalid",
                "Pemetaan formulir tidak dapat dipakai lagi. Pelajari ulang formulir itu.",
            ) from error
        return mapping


def open_form(path: Path) -> Workbook:
    """Open a form with its macros and its drop-downs; refuse what is no Excel workbook."""
    if path.suffix.lower() not in FORM_SUFFIXES:
        raise UserError(
            "form_not_xlsx",
            "{name} bukan buku kerja .xlsx. Buka berkas itu di Excel, pilih Simpan Sebagai "
            "'Excel Workbook (.xlsx)', lalu pilih berkas yang baru.",
            name=path.name,
        )
    try:
        with warnings.catch_warnings():
            # What cannot be kept is told by `form_extras.losses`, in the user's words.
            warnings.simplefilter("ignore")
            macros = path.suffix.lower() in {".xlsm", ".xltm"}
            book = load_workbook(path, keep_vba=macros, rich_text=True)
        restore_extended_validations(path, book)
    except FileNotFoundError as error:
        raise UserError(
            "form_missing",
            "Formulir {name} tidak ada di {folder}. Pilih kembali berkasnya.",
            name=path.name,
            folder=str(path.parent),
        ) from error
    except PermissionError as error:
        raise UserError(
            "form_unreadable",
            "{name} tidak boleh dibaca, mungkin sedang dibuka. Tutup berkas itu, lalu ulangi.",
            name=path.name,
        ) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UserError(
            "form_broken",
            "{name} tidak dapat dibaca sebagai buku kerja Excel; mungkin rusak atau diberi kata "
            "sandi. Buka di Excel, simpan ulang tanpa kata sandi, lalu ulangi.",
            name=path.name,
        ) from error
    book.template = False
    return book


def form_sheet(book: Workbook, name: str) -> Worksheet:
    """Return the sheet of this name, or refuse with the names there are."""
    for sheet in book.worksheets:
        if sheet.title == name:
            return sheet
    raise UserError(
        "form_sheet_missing",
        "Lembar {sheet} tidak ada di formulir ini. Lembar yang ada: {names}.",
        sheet=name,
        names=", ".join(sheet.title for sheet in book.worksheets),
    )


def _column(data: object) -> FormColumn:
    table: dict[str, object] = _of(dict, data)
    column = FormColumn(
        index=_of(int, table["index"]),
        header=_of(str, table["header"]),
        field=_of(str, table["field"]),
        number=_of(bool, table["number"]),
        format=_of(str, table["format"]),
    )
    if column.field and column.field not in KINDS:
        raise ValueError(column.field)
    if (column.format and column.format not in FORMATS) or column.index < 1:
        raise ValueError(column.format)
    return column


def _of(kind: type[_Kind], value: object) -> _Kind:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value
