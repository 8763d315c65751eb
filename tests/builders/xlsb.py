"""A small .xlsb, record by record (MS-XLSB): no library writes this format."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin"'
    ' ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ERROR_NA = b"\x2a"


def write(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """Write sheets of rows: texts, numbers, dates, and bytes for an error's code."""
    strings: list[str] = []
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.bin")]))
        parts = [("rId90", "styles", "styles.bin"), ("rId91", "sharedStrings", "sharedStrings.bin")]
        bundle = b""
        for number, (name, rows) in enumerate(sheets, 1):
            parts.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.bin"))
            bundle += _record(
                156, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(name)
            )
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(rows, strings))
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(parts))
        begin = _record(131) + _record(153, struct.pack("<II", 0, 0) + _text(""))
        archive.writestr(
            "xl/workbook.bin", begin + _record(143) + bundle + _record(144) + _record(132)
        )
        formats = b"".join(_record(47, struct.pack("<HH12x", 0, code)) for code in (0, 14))
        archive.writestr(
            "xl/styles.bin",
            _record(278)
            + _record(617, struct.pack("<I", 2))
            + formats
            + _record(618)
            + _record(279),
        )
        items = b"".join(_record(19, b"\0" + _text(text)) for text in strings)
        counts = struct.pack("<II", len(strings), len(strings))
        archive.writestr("xl/sharedStrings.bin", _record(159, counts) + items + _record(160))
    return path


def _sheet(rows: Sequence[Sequence[object]], strings: list[str]) -> bytes:
    width = max(map(len, rows))
    made = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    made += _record(145)
    for number, row in enumerate(rows):
        made += _record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        made += b"".join(_cell(column, cell, strings) for column, cell in enumerate(row))
    return made + _record(146) + _record(130)


def _cell(column: int, cell: object, strings: list[str]) -> bytes:
    plain, dated = struct.pack("<II", column, 0), struct.pack("<II", column, 1)
    if cell in ("", None):
        return b""
    if isinstance(cell, bytes):
        return _record(3, plain + cell)
    if isinstance(cell, date):
        return _record(5, dated + struct.pack("<d", (cell - date(1899, 12, 30)).days))
    if isinstance(cell, (int, float)):
        return _record(5, plain + struct.pack("<d", cell))
    if cell not in strings:
        strings.append(str(cell))
    return _record(7, plain + struct.pack("<I", strings.index(str(cell))))


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while left > 0x7F:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return head + size + bytes([left]) + body


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _relations(parts: Sequence[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for key, kind, target in parts
    )
    return f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'
