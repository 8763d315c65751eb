"""Read an LSP's workbook of results: whose row it is, what was recommended and decided.

The result stands in one column in words (K, BK, Lulus, Tidak hadir, …), or as a mark in one of
several columns (K | BK | TH), as the assessor's report has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sertidesk.domain.assessment import Decision, Method, read_decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, never
from sertidesk.intake import headers
from sertidesk.intake.person_tables import (
    PersonRow,
    RowCells,
    find_tables,
    person_role,
    read_cells,
)
from sertidesk.intake.reader import read_workbook

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"^k$|^kompeten(?: k)?$|^lulus$|\brekomendasi (?:k|kompeten)$", "marked_competent"),
        (r"^bk$|^(?:belum|tidak) (?:kompeten|lulus)(?: bk)?$|\brekomendasi (?:bk|belum kompeten)$",
         "marked_not_competent"),
        (r"^th$|^tidak hadir(?: th)?$", "marked_absent"),
        (r"\b(?:tanggal|tgl)\b.*\b(?:keputusan|penetapan|pleno)\b", "decided_on"),
        (r"\b(?:tanggal|tgl)\b.*\b(?:uji|ujian|asesmen|assesment|assessment|pelaksanaan)\b"
         r"|^(?:tanggal|tgl)$", "assessed_on"),
        (r"\brekomendasi\b", "recommendation"),
        (r"\bnilai\b|\bskor\b|\bscore\b", "score"),
        (r"\bkeputusan\b|\bhasil\b|\bkelulusan\b|^k (?:atau )?bk\b|^kompeten (?:atau )?belum\b"
         r"|^status(?: (?:asesmen|akhir|kompetensi|hasil))?$", "decision"),
        (r"\bmetode\b", "method"),
        (r"^(?:nama )?(?:asesor|assesor|assessor|penguji)(?: kompetensi)?$", "assessor"),
        (r"^(?:keterangan|ket|catatan)\b", "note"),
    )
)  # fmt: skip
_MARKS: Mapping[str, Decision] = {
    "marked_competent": Decision.COMPETENT,
    "marked_not_competent": Decision.NOT_COMPETENT,
    "marked_absent": Decision.ABSENT,
}
_TELLING = frozenset(("decision", "recommendation", "note", *_MARKS))
_UNMARKED = frozenset({"", "0", "tidak", "no", "false", "salah"})
_AS_THEY_ARE = ("assessor", "score", "note")
_DAYS = ("assessed_on", "decided_on")


def read(path: Path, *, today: date, is_cancelled: IsCancelled = never) -> list[PersonRow]:
    """Read every row that names a person and says what came of the assessment."""
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
            "results_not_found",
            "Berkas {file} tidak berisi daftar hasil asesmen. Daftar harus punya judul kolom NIK "
            "atau NAMA dan kolom HASIL, REKOMENDASI, atau KETERANGAN dengan isi seperti K, BK, "
            "Kompeten, Belum kompeten, atau Tidak hadir.",
            file=path.name,
        )
    return found


def role_of(text: str) -> str | None:
    """Return what a column is about, by its header; None for what is not taken."""
    folded = headers.fold(text)
    for pattern, role in _PATTERNS[:3]:  # a bare K is no person's column
        if pattern.search(folded):
            return role
    whose = person_role(text)
    if whose:
        return whose
    return next((role for pattern, role in _PATTERNS[3:] if pattern.search(folded)), None)


def _is_table(columns: Mapping[str, int]) -> bool:
    return bool(_TELLING & columns.keys()) and ("nik" in columns or "name" in columns)


def _read_row(cells: RowCells) -> PersonRow | None:
    """Return what a row says; None where it says nothing of anybody's result."""
    values: dict[str, object] = {}
    unread: list[str] = []
    marked = [meant for role, meant in _MARKS.items() if _is_marked(cells.text(role))]
    if len(marked) == 1:
        values["decision"] = marked[0]
    elif marked:
        unread.append("beberapa kolom hasil ditandai")
    for role in ("recommendation", "decision"):
        text = cells.text(role)
        meant = read_decision(text)
        if meant is not None:
            values[role] = meant
        elif text:
            unread.append(text)
    # A decision that stands there and cannot be read is not guessed from what stands beside it.
    if "decision" not in values and not unread:
        said = values.get("recommendation") or read_decision(cells.text("note"))
        if said is not None:
            values["decision"] = said
    if values.get("recommendation") is Decision.ABSENT:
        del values["recommendation"]
    for role in _AS_THEY_ARE:
        if text := cells.text(role):
            values[role] = text
    if method := _method(cells.text("method")):
        values["method"] = method
    for role in _DAYS:
        if text := cells.text(role):
            day = cells.day(role)
            if day is None:
                unread.append(text)
            else:
                values[role] = day
    row = cells.person_row(values, unread)
    is_somebody = row is not None and (row.nik is not None or "recommendation" in values)
    tells = "decision" in values or (unread and is_somebody)
    return row if tells else None


def _is_marked(text: str) -> bool:
    return text.casefold() not in _UNMARKED


def _method(text: str) -> Method | None:
    folded = text.casefold()
    if "porto" in folded:
        return Method.PORTFOLIO
    return Method.OBSERVATION if "obser" in folded or "demonstrasi" in folded else None
