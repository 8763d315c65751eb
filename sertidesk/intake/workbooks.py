"""Workbooks (.xlsx .xls .xlsb .ods) as sheets, read by calamine; the file stays untouched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from sertidesk.domain.errors import Cancelled
from sertidesk.intake import extents, panics, refusals, xlsx_marks
from sertidesk.intake.refusals import Format
from sertidesk.intake.sheet import Row, Sheet


def read(
    content: bytes, kind: Format, name: str, is_cancelled: Callable[[], bool]
) -> tuple[Sheet, ...]:
    """Read every worksheet of a workbook."""
    marks, date_1904 = _marks(content, name) if kind is Format.XLSX else ([], False)
    if any(mark.rectangle > extents.LARGEST_RECTANGLE for mark in marks):
        return _read_far(content, name, marks, date_1904)
    if kind in (Format.XLSB, Format.ODS) and _is_too_far(content, kind, name):
        raise refusals.far_cell(name)
    if kind is Format.XLS and content.startswith(b"\xd0\xcf") and not _is_sound(content):
        raise refusals.broken(name)
    try:
        with panics.unprinted(), load_workbook(io.BytesIO(content)) as workbook:
            return tuple(_sheets(workbook, marks, date_1904, is_cancelled))
    except PasswordError as error:
        raise refusals.locked(name) from error
    except CalamineError as error:
        raise (refusals.locked if _is_locked(content) else refusals.broken)(name) from error
    except (OSError, ValueError, OverflowError) as error:
        raise refusals.broken(name) from error
    except BaseException as error:
        if panics.is_panic(error):
            raise refusals.broken(name) from error
        raise


def _is_locked(content: bytes) -> bool:
    """Tell a locked old workbook from a broken one, where calamine only says it cannot read it."""
    import msoffcrypto

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except Exception:  # whatever its parsers raise, the file is not one it knows
        return False


def _is_sound(content: bytes) -> bool:
    from sertidesk.intake import biff  # only old workbooks need it

    try:
        return biff.is_sound(content)
    except Exception:  # olefile raises what its parsers stumble over in a damaged container
        return False


def _is_too_far(content: bytes, kind: Format, name: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if kind is Format.XLSB:
                return extents.xlsb_is_too_far(archive)
            return extents.ods_is_too_far(archive.read("content.xml"))
    except refusals.DAMAGE as error:
        raise refusals.broken(name) from error


def _sheets(
    workbook: CalamineWorkbook,
    marks: list[xlsx_marks.Marks],
    date_1904: bool,
    is_cancelled: Callable[[], bool],
) -> list[Sheet]:
    sheets = []
    for index, meta in enumerate(workbook.sheets_metadata):
        if is_cancelled():
            raise Cancelled
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        source = workbook.get_sheet_by_index(index)
        merged = source.merged_cell_ranges
        rows: list[Row] = source.to_python(skip_empty_area=False)  # type: ignore[assignment]
        mark = marks[index] if index < len(marks) else xlsx_marks.Marks()
        sheets.append(
            Sheet(
                meta.name,
                rows,
                tuple((top, left, low, right) for (top, left), (low, right) in merged or ()),
                mark.hidden_rows,
                meta.visible is not SheetVisibleEnum.Visible,
                mark.cells,
                date_1904,
                merged is not None,
            )
        )
    return sheets


def _marks(content: bytes, name: str) -> tuple[list[xlsx_marks.Marks], bool]:
    """Scan the XML of every sheet; a workbook whose parts are missing is left to calamine."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts, date_1904 = xlsx_marks.sheet_parts(archive)
            members = {member.lower(): member for member in archive.namelist()}
            found = []
            for part in parts:
                member = members.get(part.lower())
                if member is None:
                    found.append(xlsx_marks.Marks())
                    continue
                with archive.open(member) as stream:
                    found.append(xlsx_marks.scan(stream))
            return found, date_1904
    except (LookupError, ElementTree.ParseError):  # a part missing, an encoding nobody knows
        return [], False
    except refusals.DAMAGE as error:
        raise refusals.broken(name) from error


def _read_far(
    content: bytes, name: str, marks: list[xlsx_marks.Marks], date_1904: bool
) -> tuple[Sheet, ...]:
    """Read a workbook with a stray far cell row by row; slower, but only what is filled counts."""
    from openpyxl import load_workbook as open_workbook

    sheets = []
    try:
        workbook = open_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for index, source in enumerate(workbook.worksheets):
            source.reset_dimensions()
            rows: list[Row] = []
            for cells in source.iter_rows(values_only=True):
                row = list(cells)
                while row and row[-1] in (None, ""):
                    row.pop()
                rows.append(row)  # type: ignore[arg-type]
            while rows and not rows[-1]:
                rows.pop()
            mark = marks[index] if index < len(marks) else xlsx_marks.Marks()
            hidden = source.sheet_state != "visible"
            sheets.append(
                Sheet(
                    source.title, rows, (), mark.hidden_rows, hidden, mark.cells, date_1904, False
                )
            )
        workbook.close()
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise refusals.broken(name) from error
    return tuple(sheets)
