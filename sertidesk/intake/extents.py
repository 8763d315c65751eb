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
_REPEATED = re.compile(rb'number-(rows|columns)-repeated="(\d+)"')
_VALUE = b"office:value-type="


def xlsb_is_too_far(archive: zipfile.ZipFile) -> bool:
    """Tell whether a sheet's own record of its size is beyond what can be laid out."""
    for member in archive.namelist():
        if not re.fullmatch(r"xl/worksheets/sheet\d*\.bin", member, re.IGNORECASE):
            continue
        with archive.open(member) as stream:
            head = stream.read(4096)
        place = head.find(_DIMENSION)
        if place < 0 or len(head) < place + 19:
            continue
        top, low, left, right = struct.unpack_from("<IIII", head, place + 3)
        if (low - top + 1) * (right - left + 1) > LARGEST_RECTANGLE:
            return True
    return False


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
