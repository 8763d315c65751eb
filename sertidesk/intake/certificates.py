"""Read an LSP's workbook of certificates: whose row it is, and what it says of the certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sertidesk.domain import dates, nik
from sertidesk.domain.certificates import NUMBERS
from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import read_level
from sertidesk.domain.work import IsCancelled, never
from sertidesk.intake import headers, tables
from sertidesk.intake.columns import looks_like_nik
from sertidesk.intake.reader import read_workbook
from sertidesk.intake.sheet import Cell, Row, Sheet, is_blank, show

_DATES = ("issued_on", "expires_on")
_PERSON = frozenset({"nik", "name", "birth_date", headers.BIRTH})
_TAKEN = frozenset({"occupation", "level", "classification", "subclassification"})
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"\bberlaku\b|\b(?:ked|k)aluwarsa\b|\bkadaluarsa\b|\bberakhir\b|\bhabis\b|\bexpir",
         "expires_on"),
        (r"\b(?:tanggal|tgl)\b.*\b(?:terbit|penerbitan|ditetapkan|penetapan|sertifikat|skk"
         r"|dikeluarkan|cetak)\b|^(?:di)?terbit(?:kan)?\b|^ditetapkan\b", "issued_on"),
        (r"\bqr\b|\blink\b|\btautan\b|\burl\b", "qr_link"),
        (r"\bblang?ko\b|\b(?:no|nomor) seri\b(?! sertifikat)", "blank_number"),
        (r"\blpjk\b|\bpencatatan\b", "lpjk_number"),
        (r"\b(?:no|nomor)\b.*\breg(?:istrasi|ister)?\b|^reg(?:istrasi|ister)? lsp\b",
         "lsp_registration"),
        (r"^(?:(?:no|nomor|nmr)(?: urut| seri)? )?(?:sertifikat|sert|skk)\b(?!.*\bskema\b)",
         "number"),
        (r"^(?:nama )?lsp\b|\blembaga sertifikasi\b", "lsp"),
    )
)  # fmt: skip
_NO_CERTIFICATE = re.compile(r"\bpelatihan\b|\bijazah\b|\bukom\b")
_EMPTY = frozenset({"-", "--", "—", "–", ".", "n/a", "#n/a", "nihil"})


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One row as it was read; ``values`` holds what it says, ``unread`` what it does not."""

    sheet: str
    row: int  # as the spreadsheet numbers it
    nik: str | None
    nik_text: str
    name: str
    birth_date: date | None
    values: Mapping[str, object]
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class _Table:
    columns: dict[str, int]
    first: int
    end: int = 0


def read(path: Path, *, today: date, is_cancelled: IsCancelled = never) -> list[CertificateRow]:
    """Read every row that names a person and says something of a certificate."""
    found: list[CertificateRow] = []
    for sheet in read_workbook(path, is_cancelled=is_cancelled):
        if sheet.hidden:
            continue
        for table in _tables(sheet):
            reader = _RowReader(sheet, table.columns, today)
            for index in range(table.first, table.end):
                row = reader.read(index)
                if row is not None:
                    found.append(row)
    if not found:
        raise UserError(
            "certificates_not_found",
            "Berkas {file} tidak berisi daftar sertifikat. Daftar harus punya judul kolom NIK atau "
            "NAMA dan kolom NOMOR SERTIFIKAT.",
            file=path.name,
        )
    return found


def role_of(text: str) -> str | None:
    """Return what a column is about, by its header; None for what is not taken."""
    folded = headers.fold(text)
    if not folded or len(text) > headers.LONGEST:
        return None
    known = headers.recognise(text)
    if known and known[0] in _PERSON and known[1] >= headers.LIKELY:
        return known[0]
    if not _NO_CERTIFICATE.search(folded):
        for pattern, role in _PATTERNS:
            if pattern.search(folded):
                return role
    return known[0] if known and known[0] in _PERSON | _TAKEN else None


def _tables(sheet: Sheet) -> Iterator[_Table]:
    """Yield the tables of a sheet; a header repeated further down begins a new one."""
    found: list[tuple[_Table, int]] = []
    index = 0
    while index < len(sheet.rows):
        table = _header_at(sheet, index)
        if table is None:
            index += 1
            continue
        found.append((table, index))
        index = table.first
    for place, (table, _) in enumerate(found):
        table.end = found[place + 1][1] if place + 1 < len(found) else len(sheet.rows)
        yield table


def _header_at(sheet: Sheet, index: int) -> _Table | None:
    """Return the table whose header begins in this row: of one line, or of two taken together."""
    texts = _texts(sheet.rows[index])
    if texts is None:
        return None
    single = _columns(texts)
    below = _texts(sheet.rows[index + 1]) if index + 1 < len(sheet.rows) else None
    if below is not None and any(below):
        double = _columns(_joined(texts, below))
        if _is_table(double) and len(double) > len(single):
            return _Table(double, index + 2)
    return _Table(single, index + 1) if _is_table(single) else None


def _texts(row: Row) -> list[str] | None:
    """Return a row's texts; None where it cannot be a header."""
    filled = [cell for cell in row if not is_blank(cell)]
    if not filled or any(not isinstance(cell, str) or looks_like_nik(cell) for cell in filled):
        return None
    return [show(cell) for cell in row]


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the header of two rows; a text above stands over the empty cells after it too."""
    joined: list[str] = []
    over = ""
    for place in range(max(len(above), len(below))):
        top = above[place] if place < len(above) else ""
        low = below[place] if place < len(below) else ""
        over = top or (over if low else "")
        joined.append(low if role_of(low) else f"{over} {low}".strip())
    return joined


def _columns(texts: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, text in enumerate(texts):
        role = role_of(text)
        if role is not None:
            columns.setdefault(role, place)
    return columns


def _is_table(columns: Mapping[str, int]) -> bool:
    tells = any(kind in columns for kind in NUMBERS)
    return tells and ("nik" in columns or "name" in columns)


class _RowReader:
    def __init__(self, sheet: Sheet, columns: Mapping[str, int], today: date) -> None:
        self._sheet, self._columns, self._today = sheet, columns, today

    def read(self, index: int) -> CertificateRow | None:
        """Return what a row says; None for blank rows, totals, signatures and the like."""
        row = self._sheet.rows[index]
        if tables.is_number_row(row):
            return None
        cell = self._cell(row, "nik")
        known = nik.NikReading(None, "")
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            known = nik.from_number(cell)
        elif not is_blank(cell):
            known = nik.read(show(cell))
        name = _text(self._cell(row, "name"))
        values: dict[str, object] = {}
        unread: list[str] = []
        for role in self._columns:
            if role not in _PERSON:
                self._take(row, role, values, unread)
        tells = any(values.get(kind) for kind in NUMBERS)
        if not tells or not (known.digits or name):
            return None
        return CertificateRow(
            self._sheet.name,
            index + 1,
            known.digits,
            known.text,
            name,
            self._birth_date(row, known.digits),
            values,
            tuple(unread),
        )

    def _take(self, row: Row, role: str, values: dict[str, object], unread: list[str]) -> None:
        cell = self._cell(row, role)
        text = _text(cell)
        if not text:
            return
        if role in _DATES:
            read = dates.read(
                cell, today=self._today, birth=False, field=role, date_1904=self._sheet.date_1904
            )
            if read.value is None:
                unread.append(text)
            else:
                values[role] = read.value
        elif role == "level":
            level = read_level(text)
            if level is None:
                unread.append(text)
            else:
                values[role] = level
        elif role in NUMBERS and _is_rounded(cell):
            unread.append(text)
        else:
            values[role] = text

    def _birth_date(self, row: Row, digits: str | None) -> date | None:
        for role in ("birth_date", headers.BIRTH):
            cell = self._cell(row, role)
            if not is_blank(cell):
                read = dates.read(
                    cell,
                    today=self._today,
                    nik_digits=digits,
                    date_1904=self._sheet.date_1904,
                )
                return read.value
        return None

    def _cell(self, row: Row, role: str) -> Cell:
        place = self._columns.get(role)
        return row[place] if place is not None and place < len(row) else None


def _is_rounded(cell: Cell) -> bool:
    """Tell whether a number was too long for a spreadsheet, which keeps fifteen digits of it."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**15


def _text(cell: Cell) -> str:
    text = show(cell).strip("'’` ")
    return "" if text.casefold() in _EMPTY else text
