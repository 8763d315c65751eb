"""Areas that the office brings itself: a file of codes and names laid over the shipped lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import areas as codes
from sertidesk.domain.errors import UserError
from sertidesk.intake import reader
from sertidesk.intake.sheet import Row, Sheet, is_blank, show
from sertidesk.services.areas import office_areas
from sertidesk.services.store import Store

_area = tables.area
_HEADERS = {
    "code": {"kode", "kodewilayah", "kodekemendagri", "code", "kodedesa"},
    "name": {"nama", "namawilayah", "wilayah", "name", "namadesa", "desakelurahan"},
    "postcode": {"kodepos", "pos", "postcode", "postalcode", "zip"},
}
_SHAPE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
_HEADER_ROWS = 20  # looked through for the titles of the columns


@dataclass(frozen=True, slots=True)
class OwnAreaLine:
    """One area of the office's own."""

    id: str
    code: str
    name: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken, as the spreadsheet numbers it, and why."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class AreaImport:
    """What an import did."""

    changes: Changes
    taken: int
    skipped: tuple[Skipped, ...]


def own(store: Store) -> list[OwnAreaLine]:
    """Return the office's own areas by their codes."""
    statement = select(_area).where(_area.c.deleted_at.is_(None)).order_by(_area.c.code)
    with store.read() as connection:
        rows = connection.execute(statement)
        return [OwnAreaLine(row.id, row.code, row.name, row.postcode or "") for row in rows]


def bring_in(store: Store, path: Path) -> AreaImport:
    """Take areas from a workbook or CSV with the columns code, name and (if any) postcode.

    An area whose code is there already gets the new name; one undo takes the whole file back.
    Raises `UserError` when the file holds no such list.
    """
    found: dict[str, tuple[str, str | None]] = {}
    skipped: list[Skipped] = []
    places: dict[str, tuple[str, int]] = {}
    any_header = False
    for sheet in reader.read_workbook(path):
        header = _header(sheet)
        if header is None:
            continue
        any_header = True
        first, columns = header
        for number, row in enumerate(sheet.rows[first:], start=first + 1):
            code, name, postcode = (_cell(row, columns.get(key)) for key in _HEADERS)
            if not code and not name:
                continue
            reason = _fault(code, name, postcode)
            if reason:
                skipped.append(Skipped(sheet.name, number, reason))
                continue
            dotted = codes.show(code)
            found[dotted] = (name, postcode or None)
            places[dotted] = (sheet.name, number)
    if not any_header:
        raise UserError(
            "no_area_list",
            "Di berkas {file} tidak ada kolom “Kode” dan “Nama”. Beri judul kolom Kode, Nama, dan "
            "bila ada Kode Pos, lalu pilih kembali.",
            file=path.name,
        )
    for code in _orphans(store, found):
        sheet_name, number = places[code]
        above = codes.show(codes.parent(code) or "")
        reason = f"Wilayah induknya ({above}) tidak dikenal."
        skipped.append(Skipped(sheet_name, number, reason))
        del found[code]
    if not found:
        first_reason = f" {skipped[0].reason}" if skipped else ""
        raise UserError(
            "no_area_taken",
            "Tidak ada wilayah yang dapat diambil dari {file}.{reason}",
            file=path.name,
            reason=first_reason,
        )
    changes = _write(store, path.name, found)
    skipped.sort(key=lambda one: (one.sheet, one.row))
    return AreaImport(changes, len(found), tuple(skipped))


def remove(store: Store, ids: Collection[str]) -> Changes:
    """Take areas out of the office's own; the shipped ones show again."""
    with store.write(f"{len(ids)} wilayah dihapus") as tx:
        for row_id in ids:
            tx.delete(_area, row_id)
    return tx.changes


def _write(store: Store, file: str, found: dict[str, tuple[str, str | None]]) -> Changes:
    present = {line.code: line.id for line in own(store)}
    with store.write(f"{len(found)} wilayah diimpor dari {file}") as tx:
        for code, (name, postcode) in found.items():
            values = {"name": name, "postcode": postcode}
            if code in present:
                tx.update(_area, present[code], values)
        tx.insert_many(
            _area,
            [
                {"code": code, "name": name, "postcode": postcode}
                for code, (name, postcode) in found.items()
                if code not in present
            ],
        )
    return tx.changes


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row below the titles and the place of each column."""
    for number, row in enumerate(sheet.rows[:_HEADER_ROWS]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            key = re.sub(r"[^a-z]", "", show(cell).casefold()) if not is_blank(cell) else ""
            for wanted, words in _HEADERS.items():
                if key in words:
                    columns.setdefault(wanted, place)
        if {"code", "name"} <= columns.keys():
            return number + 1, columns
    return None


def _cell(row: Row, place: int | None) -> str:
    return show(row[place]).strip("'’` ") if place is not None and place < len(row) else ""


def _fault(code: str, name: str, postcode: str) -> str:
    dotted = codes.show(code)
    if not _SHAPE.fullmatch(dotted):
        return (
            f"Kode “{code}” bukan kode Kemendagri seperti 62.01.02.1003. Simpan kolom kode sebagai "
            "teks."
        )
    if not name:
        return f"Nama wilayah {dotted} kosong."
    if postcode and not re.fullmatch(r"\d{5}", postcode):
        return f"Kode pos “{postcode}” bukan lima angka."
    return ""


def _orphans(store: Store, found: Collection[str]) -> Sequence[str]:
    """Return the codes whose parent neither the book nor the file knows."""
    book = office_areas(store)
    return [
        code
        for code in found
        if (above := codes.parent(code)) is not None
        and codes.show(above) not in found
        and book.name(above) is None
    ]
