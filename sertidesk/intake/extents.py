"""How far the cells of an .xlsb or .ods reach, before calamine lays them out as a rectangle.

A stray cell in the last row and column of the sheet would ask for more memory than any PC has,
and running out of it ends the whole program.
"""

from __future__ import annotations

import re
import struct
import zipfile

LARGEST_RECTANGLE = 100_000 * 52
"""Cells that a sheet may span."""

_DIMENSION = b"\x94\x01\x10"  # BrtWsDim (148) and its 16 bytes: first and last row, then column
_LAST_CELL = 11  # BrtRowHdr (0) begins with its row, BrtCellBlank to BrtFmlaError with a column
_REPEATED = re.compile(rb'number-(rows|columns)-repeated="(\d+)"')
_VALUE = b"office:value-type="


def xlsb_is_too_far(archive: zipfile.ZipFile) -> bool:
    """Tell whether a sheet's record of its size, or its cells, go beyond what can be laid out."""
    for member in archive.namelist():
        if not re.fullmatch(r"xl/worksheets/sheet\d*\.bin", member, re.IGNORECASE):
            continue
        records = archive.read(member)
        place = records.find(_DIMENSION, 0, 4096)
        if 0 <= place <= len(records) - 19:
            top, low, left, right = struct.unpack_from("<IIII", records, place + 3)
            if (low - top + 1) * (right - left + 1) > LARGEST_RECTANGLE:
                return True
        if _xlsb_extent(records) > LARGEST_RECTANGLE:
            return True
    return False


def _xlsb_extent(records: bytes) -> int:
    """Return the rows times the columns that the cells span; they count from the sheet's corner.

    A record is its kind and its size, each in bytes of seven bits, and its body (MS-XLSB 2.1.4).
    """
    place, end = 0, len(records) - 8
    last_row = last_column = 0
    number = struct.Struct("<I").unpack_from
    while place < end:
        kind = records[place]
        place += 1
        if kind > 0x7F:
            kind = kind & 0x7F | records[place] << 7
            place += 1
        size = shift = 0
        while True:
            byte = records[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21 or place >= end:
                break
        if kind <= _LAST_CELL:
            (reached,) = number(records, place)
            if kind:
                last_column = reached if reached > last_column else last_column
            else:
                last_row = reached if reached > last_row else last_row
        place += size
    return last_row * last_column


def ods_is_too_far(content: bytes) -> bool:
    """Tell whether repeats up to a table's last filled cell span too many cells."""
    return any(
        _table_extent(table) > LARGEST_RECTANGLE for table in content.split(b"</table:table>")
    )


def _table_extent(table: bytes) -> int:
    last = table.rfind(_VALUE)
    if last < 0:
        return 0
    end = table.find(b"</table:table-row>", last)
    filled = table[: end if end >= 0 else len(table)]
    rows = filled.count(b"<table:table-row")
    widest = 0
    for match in _REPEATED.finditer(filled):
        kind, count = match.group(1), int(match.group(2))
        if kind == b"rows":
            rows += count
        elif count > widest and _is_followed(filled, match.start()):
            widest = count
    return rows * (widest + 64) if rows > 5_000 or widest > 5_000 else 0


def _is_followed(table: bytes, place: int) -> bool:
    """Tell whether the repeated cell, or one after it in the same row, is filled."""
    begin = table.rfind(b"<", 0, place)
    end = table.find(b"</table:table-row>", place)
    return table.find(_VALUE, begin, end if end >= 0 else len(table)) >= 0
