"""Read an LSP's workbook of certificates: whose row it is, and what it says of the certificate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sertidesk.domain.certificates import NUMBERS
from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import read_level
from sertidesk.domain.work import IsCancelled, never
from sertidesk.intake import headers
from sertidesk.intake.person_tables import (
    PERSON,
    PersonRow,
    RowCells,
    find_tables,
    known_role,
    person_role,
    read_cells,
)
from sertidesk.intake.reader import read_workbook
from sertidesk.intake.sheet import Cell

_DATES = ("issued_on", "expires_on")
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


def read(path: Path, *, today: date, is_cancelled: IsCancelled = never) -> list[PersonRow]:
    """Read every row that names a person and says something of a certificate."""
    found: list[PersonRow] = []
    for sheet in read_workbook(path, is_cancelled=is_cancelled):
        if sheet.hidden:
            continue
        for table in find_tables(sheet, role_of, _is_table):
            for index in range(table.first, table.end):
                cells = read_cells(sheet, table, index, today)
                row = _read_row(cells) if cells else None
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
    if not folded:
        return None
    whose = person_role(text)
    if whose:
        return whose
    if not _NO_CERTIFICATE.search(folded):
        for pattern, role in _PATTERNS:
            if pattern.search(folded):
                return role
    return known_role(text, PERSON | _TAKEN)


def _is_table(columns: Mapping[str, int]) -> bool:
    tells = any(kind in columns for kind in NUMBERS)
    return tells and ("nik" in columns or "name" in columns)


def _read_row(cells: RowCells) -> PersonRow | None:
    """Return what a row says; None for blank rows, totals, signatures and the like."""
    values: dict[str, object] = {}
    unread: list[str] = []
    for role in cells.roles():
        _take(cells, role, values, unread)
    tells = any(values.get(kind) for kind in NUMBERS)
    return cells.person_row(values, unread) if tells else None


def _take(cells: RowCells, role: str, values: dict[str, object], unread: list[str]) -> None:
    text = cells.text(role)
    if not text:
        return
    if role in _DATES:
        day = cells.day(role)
        if day is None:
            unread.append(text)
        else:
            values[role] = day
    elif role == "level":
        level = read_level(text)
        if level is None:
            unread.append(text)
        else:
            values[role] = level
    elif role in NUMBERS and _is_rounded(cells.cell(role)):
        unread.append(text)
    else:
        values[role] = text


def _is_rounded(cell: Cell) -> bool:
    """Tell whether a number was too long for a spreadsheet, which keeps fifteen digits of it."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**15
