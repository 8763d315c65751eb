"""The demo's Disdukcapil: reads a recap as the registry would, and answers in two layouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

UNKNOWN_WORD = "Data anomali"
"""An answer that no vocabulary knows: the office is asked once what it means."""

_FIRST_ROW = 7


@dataclass(frozen=True, slots=True)
class _Asked:
    number: int
    nik: str
    name: str
    born: date | None
    row: int


def write_first(recap: Path, answer: Path) -> None:
    """Answer in the registry's own layout: other columns, other order, people left out."""
    import xlsxwriter

    asked = _read(recap)
    with xlsxwriter.Workbook(answer) as book:
        page = book.add_worksheet("Hasil Padanan")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        head = ("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "HASIL PADANAN DATA KEPENDUDUKAN")
        page.write_column(0, 0, head)
        columns = ("NAMA DATABASE", "NIK DIMINTA", "TGL LHR DATABASE", "STATUS PADANAN",
                   "CATATAN PETUGAS", "WAKTU CEK")  # fmt: skip
        page.write_row(_FIRST_ROW - 2, 0, columns)
        row = _FIRST_ROW - 1
        for place, one in enumerate(sorted(asked, key=lambda one: one.name, reverse=True)):
            told = _told(place, one)
            if told is None:
                continue
            name, born, status, remark = told
            page.write_string(row, 0, name)
            page.write_string(row, 1, one.nik)
            if born is not None:
                page.write_datetime(row, 2, born, day)
            page.write_string(row, 3, status)
            page.write_string(row, 4, remark)
            page.write_string(row, 5, "08:15")
            row += 1
        page.write_row(row, 0, ("WARGA LAIN CONTOH", "6201010101719999", "", "SESUAI", "", ""))
        page.write_string(row + 2, 0, "Petugas pemadanan: ………………")


def _told(place: int, one: _Asked) -> tuple[str, date | None, str, str] | None:
    """Return what the registry says of the person at this place of its list."""
    right = (one.name, one.born)
    match place:
        case 3 | 31:
            return None  # overlooked
        case 5 | 22 | 40:
            return (_otherwise(one.name), one.born, "TIDAK SESUAI", "Beda penulisan nama")
        case 9:
            return (*right, "TIDAK SESUAI", f"Nama seharusnya {_otherwise(one.name)}")
        case 12 | 47:
            later = one.born + timedelta(days=30) if one.born else None
            return (one.name, later, "TIDAK SESUAI", "Tanggal lahir berbeda")
        case 15:
            return ("", None, "NIK TIDAK DITEMUKAN", "")
        case 18:
            return (*right, "DITEMUKAN", "Status: meninggal dunia")
        case 25:
            return (*right, "SESUAI", "Pindah ke kabupaten lain")
        case 28:
            return (*right, "NIK GANDA", "")
        case 34:
            return (*right, "BELUM REKAM KTP-EL", "")
        case 37:
            return (*right, UNKNOWN_WORD, "")
    return (*right, "SESUAI", "")


def _otherwise(name: str) -> str:
    """Return a name in another spelling, as registries have them."""
    for new, old in (("OE", "U"), ("DJ", "J"), ("Y", "I"), ("HH", "H")):
        if old in name.upper():
            return name.upper().replace(old, new, 1)
    return f"{name.upper()}H"


def write_second(recap: Path, answer: Path, others: Mapping[str, tuple[str, str]]) -> None:
    """Answer in our own recap, in HASIL and KETERANGAN; ``others`` says who is not matched."""
    from openpyxl import load_workbook

    book = load_workbook(recap)
    page = book.worksheets[0]
    _, at = _header(page)
    for one in _read(recap):
        result, remark = others.get(one.nik, ("SESUAI", ""))
        page.cell(one.row, at["HASIL"], result)
        page.cell(one.row, at["KETERANGAN"], remark)
    book.save(answer)


def _read(recap: Path) -> list[_Asked]:
    from openpyxl import load_workbook

    page = load_workbook(recap).worksheets[0]
    header, at = _header(page)
    asked = []
    for row in range(header + 1, page.max_row + 1):
        nik, name = page.cell(row, at["NIK"]).value, page.cell(row, at["NAMA LENGKAP"]).value
        if not name:
            break
        born = page.cell(row, at["TANGGAL LAHIR"]).value
        day = born.date() if isinstance(born, datetime) else None
        asked.append(_Asked(row - header, str(nik or ""), str(name), day, row))
    return asked


def _header(page: Any) -> tuple[int, dict[str, int]]:
    for row in page.iter_rows(max_row=20):
        texts = {str(cell.value or "").strip().upper(): cell.column for cell in row}
        if "NIK" in texts and "NAMA LENGKAP" in texts:
            return row[0].row, texts
    raise LookupError("NAMA LENGKAP")
