"""Where the list lies on a sheet: header rows, the rows below it, and what is no person at all.

Every row that holds anything below a header ends up as a person or in `skipped` with the reason,
so that the count of an import can be checked against the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sertidesk.domain.fields import BY_KEY
from sertidesk.intake import columns, headers
from sertidesk.intake.addresses import named_areas
from sertidesk.intake.columns import Header, Roles
from sertidesk.intake.headers import SURE
from sertidesk.intake.sheet import Cell, Row, Sheet, is_blank, show

_SEARCHED = 400  # rows in which the first header must stand
_TALLEST_HEADER = 3
_TOTAL = re.compile(
    r"^\W*(?:jumlah|jml|total|sub ?total|grand total|rata-?rata|banyaknya)\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"^[\d.,]{1,9}(?:\s*(?:orang|org|peserta))?$", re.IGNORECASE)
_FOOTER = re.compile(
    r"\b(?:mengetahui|menyetujui|disetujui|diketahui|hormat kami|yang membuat|dibuat oleh|a\.?n\."
    r"|kepala desa|kades|lurah|camat|sekretaris|ketua|nip|koordinator|pj\.|plt\.|panitia|ttd"
    r"|pembina|catatan\s*:|keterangan\s*:|nb\s*:)(?!\w)",
    re.IGNORECASE,
)
_HEADER_WORD = re.compile(r"n\W?i\W?k|nama|ktp|induk|identitas|peserta|name", re.IGNORECASE)
_PART_OF_DATE = r"(?:tempat|tmp|tgl|tanggal|hari|bln|bulan|thn|tahun)"
_EXAMPLE = re.compile(r"^\W*(?:contoh|cth|misal(?:nya)?)\b", re.IGNORECASE)
_AREA_TITLE = re.compile(r"^\W*(?:[IVX]{1,5}[.)]\s*|[A-Z][.)]\s*)?(?:desa|kelurahan|kel)\b", re.I)
_SECTION = re.compile(r"^(?:[IVX]{1,5}|[A-Z])[.)]?$")
_SIGNED_AT = re.compile(
    r"^[^\W\d][\w .]{2,30},\s*(?:\d{1,2}|[.…_\s]+)\s*[^\W\d]*[.…_\s]*\s*(?:\d{4}|20[.…_]*)?\s*$"
)
_NUMBERED = re.compile(r"^\(?\s*(\d{1,2})\s*[).]?$")
_PASSIVE = frozenset(
    {headers.NUMBER, headers.IGNORE, "village", "district", "regency", "province", "nationality",
     "postcode", "occupation", "notes", "level", "association"}
)  # fmt: skip
# What a row of totals may fill: everything but what only a person has.
_COUNTED = frozenset(BY_KEY) - {"birth_date", "phone", "email"} | {
    headers.NUMBER, headers.IGNORE, headers.EXTRA, headers.SEX_MALE, headers.SEX_FEMALE
}  # fmt: skip


@dataclass(slots=True)
class Table:
    """One list on a sheet; row numbers count from 0 here, roles by column."""

    header_rows: tuple[int, ...]
    header: list[Header]
    roles: Roles
    rows: list[int] = field(default_factory=list)
    groups: list[dict[str, str]] = field(default_factory=list)  # beside each of `rows`
    skipped: list[tuple[int, str]] = field(default_factory=list)


def find(sheet: Sheet, roles: Roles | None = None) -> list[Table]:
    """Find every list on the sheet; ``roles`` replaces the recognised columns."""
    table = _first_header(sheet) or _without_header(sheet)
    tables: list[Table] = []
    above = title_areas(sheet, table.header_rows[0] if table and table.header_rows else 0)
    while table is not None:
        if roles is not None:
            table.roles = dict(roles)
        if tables:
            table.skipped = [(row, "judul kolom") for row in table.header_rows]
        walker = _Walker(sheet, table, above)
        following = walker.walk()
        if table.rows or not tables:
            tables.append(table)
        else:
            tables[-1].skipped += table.skipped
        # A header that a page repeats does not end the village that its rows belong to.
        table, above = following, walker.group
    return tables


def title_areas(sheet: Sheet, end: int) -> dict[str, str]:
    """Return the areas that the title lines above the header name ("DESA : SIDOREJO")."""
    found: dict[str, str] = {}
    for row in sheet.rows[:end]:
        texts = [show(cell) for cell in row if not is_blank(cell)]
        if not texts or len(texts) > 4:
            continue
        found.update(named_areas(" ".join(texts)))
    return found


def _first_header(sheet: Sheet) -> Table | None:
    for index in range(min(len(sheet.rows), _SEARCHED)):
        table = _header_at(sheet, index)
        if table:
            return table
    return None


def _header_at(sheet: Sheet, index: int) -> Table | None:
    """Return the table whose header begins at this row, None when it is no header."""
    row = sheet.rows[index]
    texts = [_header_text(cell) for cell in row]
    if sum(map(bool, texts)) < 2 or any(columns.looks_like_nik(cell) for cell in row):
        return None
    if not _is_header(texts):
        # The names may all stand in the second row, under group titles ("DATA PESERTA").
        return None
    lines = [index]
    while len(lines) < _TALLEST_HEADER and _continues(sheet, lines):
        lines.append(lines[-1] + 1)
    header = _join(sheet, lines)
    if index > 0 and len(lines) == 1:
        above = _join(sheet, [index - 1, index]) if _is_group_line(sheet, index - 1) else None
        if above and _count(above) > _count(header):
            lines, header = [index - 1, index], above
    sample = _sample(sheet, lines[-1] + 1)
    roles = columns.recognise(header, sample)
    return Table(tuple(lines), header, roles) if columns.is_list(roles) else None


def _header_text(cell: Cell) -> str:
    return show(cell) if isinstance(cell, str) and len(cell) <= 3 * headers.LONGEST else ""


def _is_header(texts: Sequence[str]) -> bool:
    found = [headers.recognise(text) for text in texts if text]
    roles = {role for role, _ in filter(None, found)}
    named = {role for role, sure in filter(None, found) if sure >= SURE - 1}
    if len(roles) < 2 or len([item for item in found if item]) * 3 < len(found):
        return False
    return bool({"nik", "name"} & named) or (bool({"nik", "name"} & roles) and len(roles) >= 3)


def _is_group_line(sheet: Sheet, index: int) -> bool:
    """Tell whether the row above a header holds titles that span some of its columns."""
    return any(top == index == low and right > left for top, left, low, right in sheet.merged) and (
        sum(not is_blank(cell) for cell in sheet.rows[index]) > 1
    )


def _continues(sheet: Sheet, lines: list[int]) -> bool:
    """Tell whether the next row still belongs to the header."""
    index = lines[-1] + 1
    if index >= len(sheet.rows):
        return False
    row, upper = sheet.rows[index], sheet.rows[lines[-1]]
    filled = [column for column, cell in enumerate(row) if not is_blank(cell)]
    if not filled:
        # An empty row that the header's merged cells cover is the header's own.
        return any(top <= lines[0] and low >= index for top, _, low, _ in sheet.merged)
    if not all(isinstance(row[column], str) and len(show(row[column])) <= 45 for column in filled):
        return False
    if any(_NUMBERED.match(show(row[column])) or columns.looks_like_nik(row[column])
           for column in filled):  # fmt: skip
        return False
    recognised = 0
    for column in filled:
        above = upper[column] if column < len(upper) else ""
        spans = _spans(sheet, lines[-1], column)
        right_is_free = column + 1 >= len(upper) or is_blank(upper[column + 1])
        if not (is_blank(above) or spans or (right_is_free and column + 1 in filled)):
            return False
        recognised += headers.recognise(show(row[column])) is not None or bool(
            re.match(_PART_OF_DATE, headers.fold(show(row[column])))
        )
    return recognised * 2 >= len(filled)


def _spans(sheet: Sheet, row: int, column: int) -> bool:
    return any(
        top <= row <= low and left <= column <= right and right > left
        for top, left, low, right in sheet.merged
    )


def _join(sheet: Sheet, lines: Sequence[int]) -> list[Header]:
    """Return the header texts by column; a title that spans columns counts for each of them."""
    width = max(len(sheet.rows[line]) for line in lines)
    texts = [
        [_header_text(cell) for cell in sheet.rows[line]] + [""] * (width - len(sheet.rows[line]))
        for line in lines
    ]
    for position, line in enumerate(lines[:-1]):
        for top, left, low, right in sheet.merged:
            if top == line == low and right > left:
                for column in range(left, min(right + 1, width)):
                    texts[position][column] = texts[position][left]
        if not sheet.merges_known or not any(top == line for top, _, _, _ in sheet.merged):
            for column in range(1, width):
                below = texts[position + 1]
                if not texts[position][column] and below[column] and below[column - 1]:
                    texts[position][column] = texts[position][column - 1]
    return [tuple(line[column] for line in texts) for column in range(width)]


def _count(header: Sequence[Header]) -> int:
    found = {role[0] for role in map(columns.recognise_header, header) if role}
    return len(found - {headers.IGNORE})


def _sample(sheet: Sheet, start: int) -> list[Row]:
    rows = (row for row in sheet.rows[start : start + 300] if sum(not is_blank(c) for c in row) > 1)
    return [row for row in rows if not is_number_row(row)][:60]


def is_number_row(row: Row) -> bool:
    """Tell whether a row only counts the columns: 1 2 3 …, or (1) (2) (3) …."""
    numbers = []
    for cell in row:
        if is_blank(cell):
            continue
        match = _NUMBERED.match(show(cell))
        if not match:
            return False
        numbers.append(int(match.group(1)))
    return len(numbers) >= 3 and all(0 < after - before <= 2 for before, after in pairwise(numbers))


def _without_header(sheet: Sheet) -> Table | None:
    """Find a list that has no header at all, by its column of NIKs."""
    rows = [
        index
        for index, row in enumerate(sheet.rows[:_SEARCHED])
        if any(columns.looks_like_nik(cell) for cell in row)
    ]
    if not rows:
        return None
    sample = [sheet.rows[index] for index in rows]
    roles = columns.recognise([], sample)
    if "nik" not in roles.values() or "name" not in roles.values():
        return None
    return Table((), [], roles)


def _is_example(row: Row) -> bool:
    """Tell whether a row shows how to fill in the list: it begins with "Contoh"."""
    first = next((cell for cell in row if not is_blank(cell)), None)
    return isinstance(first, str) and _EXAMPLE.match(first) is not None


def _has_digits(text: str) -> bool:
    return (len(text) == 16 and text.isdigit()) or sum(map(str.isdigit, text)) >= 5


def _is_large(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and cell >= 1e5


def _column_of(table: Table, role: str) -> int:
    return next((column for column, held in table.roles.items() if held == role), -1)


class _Walker:
    """Sorts the rows that are not plainly a person: groups, totals, signatures, headers."""

    def __init__(self, sheet: Sheet, table: Table, group: dict[str, str]) -> None:
        self.sheet = sheet
        self.table = table
        self.group = group
        self.footer = False
        self.wide = {
            top: right - left + 1
            for top, left, low, right in sheet.merged
            if top == low and right - left >= 2
        }

    def walk(self) -> Table | None:
        """Sort the rows below the header; return the next table when its header is met."""
        table, rows = self.table, self.sheet.rows
        start = table.header_rows[-1] + 1 if table.header_rows else 0
        nik, name = _column_of(table, "nik"), _column_of(table, "name")
        for index in range(start, len(rows)):
            row = rows[index]
            width = len(row)
            cell = row[nik] if 0 <= nik < width else ""
            called = row[name] if 0 <= name < width else ""
            if called and (_has_digits(cell) if isinstance(cell, str) else _is_large(cell)):
                if index < start + 4 and _is_example(row):
                    table.skipped.append((index, "contoh pengisian"))
                    continue
                table.rows.append(index)
                table.groups.append(self.group)
                self.footer = False
                continue
            following = self.sort(index, row)
            if following is not None:
                return following
        return None

    def sort(self, index: int, row: Row) -> Table | None:
        filled = [(column, cell) for column, cell in enumerate(row) if not is_blank(cell)]
        if not filled:
            return None
        if len(filled) >= 2 and any(
            isinstance(cell, str) and _HEADER_WORD.search(cell) for _, cell in filled
        ):
            table = _header_at(self.sheet, index)
            if table:
                return table
        reason = self.reason(row, index, filled)
        if reason:
            self.table.skipped.append((index, reason))
        else:
            self.table.rows.append(index)
            self.table.groups.append(self.group)
        return None

    def reason(self, row: Row, index: int, filled: list[tuple[int, Cell]]) -> str | None:
        """Return why a row is no person, None when it is one."""
        texts = [show(cell) for _, cell in filled]
        held = {self.table.roles.get(column, headers.EXTRA) for column, _ in filled}
        if is_number_row(row):
            return "nomor kolom"
        if any(columns.looks_like_nik(cell) for _, cell in filled):
            self.footer = False
            return None
        named_total = any(map(_TOTAL.match, texts[:2]))
        bare_total = all(_TOTAL.match(text) or _AMOUNT.match(text) for text in texts)
        if named_total and (held <= _COUNTED or bare_total):
            return "jumlah"
        if headers.NUMBER in held and held <= _PASSIVE and (len(filled) > 1 or texts[0].isdigit()):
            return "nomor tanpa isi"
        if len(filled) <= 3 and any(_FOOTER.search(t) or _SIGNED_AT.match(t) for t in texts):
            self.footer = True
        if self.footer and len(filled) <= 4:
            if len(filled) == 1 and _AREA_TITLE.match(texts[0]):
                return self.single(index, filled[0][0], texts)  # the next village's own list
            return "penutup daftar"
        numbered = len(filled) == 2 and headers.NUMBER in held
        if len(filled) == 1 or numbered:
            return self.single(index, filled[-1][0], texts)
        if all(text.startswith("(") for text in texts):
            return "keterangan kolom"
        return None

    def single(self, index: int, column: int, texts: list[str]) -> str | None:
        """Sort a row with one text: a group's title, a stray remark, or a name without the rest."""
        text = texts[-1]
        areas = named_areas(text)
        if areas:
            self.group = {**self.group, **areas}
            return "judul kelompok"
        section = len(texts) == 2 and _SECTION.match(texts[0])
        spread = self.wide.get(index, 0) > 2
        if self.table.roles.get(column) in ("name", "nik") and not section and not spread:
            return None
        if sum(map(str.isalpha, text)) < 3:
            return "bukan baris orang"
        self.group = {**self.group, headers.EXTRA: text}
        return "judul kelompok"
