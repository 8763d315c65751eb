"""Whether the records of an old .xls can be trusted with memory, before calamine reads them.

calamine makes room for what the records claim; one damaged byte in a size or a cell's position
asks for gigabytes, and running out of memory ends the whole program.
"""

from __future__ import annotations

import io
import struct

import olefile

from sertidesk.intake.extents import LARGEST_RECTANGLE

_BEGIN, _SIZE, _STRINGS = 0x0809, 0x0200, 0x00FC
# FORMULA, MULRK, MULBLANK, RSTRING, LABELSST, BLANK, NUMBER, LABEL, BOOLERR, RK
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_SEVERAL = frozenset({0x00BD, 0x00BE})


def is_sound(content: bytes) -> bool:
    """Tell whether sizes, positions and counts are ones that a list can have.

    Raises OSError for a container that cannot be opened.
    """
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                return _records_are_sound(container.openstream(name).read())
    return False


def _records_are_sound(stream: bytes) -> bool:
    place, end = 0, len(stream) - 4
    last_row = last_column = 0
    header = struct.Struct("<HH").unpack_from
    while place <= end:
        kind, size = header(stream, place)
        body = place + 4
        if kind in _CELLS and size >= 6 and body + size <= len(stream):
            row, column = header(stream, body)
            if kind in _SEVERAL:
                column = max(column, header(stream, body + size - 4)[1])
            last_row = row if row > last_row else last_row
            last_column = column if column > last_column else last_column
        elif kind == _BEGIN:
            if last_row * last_column > LARGEST_RECTANGLE:
                return False
            last_row = last_column = 0
        elif kind == _SIZE and not _size_is_sound(stream[body : body + size]):
            return False
        elif kind == _STRINGS and size >= 8:
            total, unique = struct.unpack_from("<II", stream.ljust(body + 8, b"\0"), body)
            if max(total, unique) > len(stream):
                return False
        place = body + size
    return last_row * last_column <= LARGEST_RECTANGLE


def _size_is_sound(body: bytes) -> bool:
    """Check a sheet's claim of its first and last row and column (each last one not included)."""
    if len(body) >= 12:
        top, low, left, right = struct.unpack_from("<IIHH", body)
    elif len(body) >= 8:
        top, low, left, right = struct.unpack_from("<HHHH", body)
    else:
        return False
    if (top, low, left, right) == (0, 0, 0, 0):
        return True
    return bool(top <= low and left <= right and (low - top) * (right - left) <= LARGEST_RECTANGLE)
