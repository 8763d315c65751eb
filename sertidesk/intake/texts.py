"""Text lists as sheets: .csv in any common delimiter and encoding, pasted rows, HTML tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from sertidesk.intake import refusals
from sertidesk.intake.sheet import Row, Sheet

_DELIMITERS = (";", "\t", ",", "|")
_LARGEST_CELL = 1 << 20


def decode(content: bytes) -> str:
    """Return the text in UTF-8, UTF-16 (with or without its mark) or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    sample = content[:4096]
    if sample.count(0) > len(sample) // 4:
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes undefined: replaced, so that no list is lost over one.
        return content.decode("cp1252", errors="replace")


def read_delimited(text: str, name: str) -> Sheet:
    """Read comma, semicolon, tab or bar separated rows; every cell is text."""
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first, re.IGNORECASE)
    delimiter = declared.group(1) if declared else _delimiter(text)
    csv.field_size_limit(_LARGEST_CELL)
    body = rest if declared else text
    try:
        rows: list[Row] = [list(row) for row in _records(body, delimiter)]
    except csv.Error as error:
        raise refusals.broken(name) from error
    if declared:
        rows.insert(0, [])  # the line counts, as it does in the file
    return Sheet(name, rows)


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Parse the records; a stray quotation mark must not swallow the rest of the list."""
    quoted = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    widths = [len(row) - 1 for row in quoted if len(row) > 1]
    usual = max(set(widths), key=widths.count, default=1)
    if any("\n" in cell and _holds_record(cell, delimiter, usual) for r in quoted for cell in r):
        return list(_records_by_line(text, delimiter, usual))
    return quoted


def _holds_record(cell: str, delimiter: str, usual: int) -> bool:
    return any(line.count(delimiter) * 2 > usual for line in cell.splitlines())


def _records_by_line(text: str, delimiter: str, usual: int) -> Iterator[list[str]]:
    """Parse line by line; a quoted cell may run over lines, but not over one that is a record."""
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        record, place = lines[place], place + 1
        end = place
        while record.count('"') % 2 and end < len(lines):
            if _holds_record(lines[end], delimiter, usual):
                break
            record, end = f"{record}\n{lines[end]}", end + 1
        if record.count('"') % 2:  # never closed: the mark is a letter like any other
            yield next(csv.reader([lines[place - 1]], delimiter=delimiter, quoting=csv.QUOTE_NONE))
            continue
        place = end
        yield next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter), [])


def _delimiter(text: str) -> str:
    """Choose the delimiter that parts most lines into the same number of columns."""
    lines = [line for line in text[:20_000].splitlines()[:60] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        most = max(set(counts), key=lambda n: (n > 0, counts.count(n), n), default=0)
        if most == 0:
            continue
        score = counts.count(most) / len(lines) * 10 + min(most, 10) + sum(map(bool, counts)) / 1e3
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_html(text: str, name: str) -> tuple[Sheet, ...]:
    """Read every table of a page as a sheet of its own; spans become merged cells."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if table.rows]
    return tuple(
        Sheet(
            name if len(tables) == 1 else f"Tabel {number}",
            table.rows,
            tuple(table.merged),
            merges_known=True,
        )
        for number, table in enumerate(tables, 1)
    )


class _Table:
    """One table while it is read: rows, spans, and cells reserved by a span from above."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.reserved: set[tuple[int, int]] = set()

    def add(self, text: str, across: int, down: int) -> None:
        if not self.rows:
            self.rows.append([])
        row, top = self.rows[-1], len(self.rows) - 1
        while (top, len(row)) in self.reserved:
            row.append("")
        left = len(row)
        row.extend([text] + [""] * (across - 1))
        if across > 1 or down > 1:
            self.merged.append((top, left, top + down - 1, left + across - 1))
            self.reserved.update(
                (line, column)
                for line in range(top + 1, top + down)
                for column in range(left, left + across)
            )


class _Tables(HTMLParser):
    """Collects the cells of tables; a table within a table is taken by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.text: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.end_cell()
            table = _Table()
            self.tables.append(table)
            self.open.append(table)
        elif tag == "tr" and self.open:
            self.end_cell()
            self.open[-1].rows.append([])
        elif tag in ("td", "th") and self.open:
            self.end_cell()
            known = dict(attrs)
            self.text = []
            self.span = (_span(known.get("colspan")), _span(known.get("rowspan")))
        elif tag in ("br", "p", "div") and self.text is not None:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.end_cell()
        elif tag == "table" and self.open:
            self.end_cell()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def end_cell(self) -> None:
        if self.text is not None and self.open:
            self.open[-1].add(" ".join("".join(self.text).split()), *self.span)
        self.text = None


def _span(value: str | None) -> int:
    return min(max(int(value), 1), 500) if value and value.strip().isdecimal() else 1
