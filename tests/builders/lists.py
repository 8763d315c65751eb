"""Lists as villages send them, written into a folder; every person in them is made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

TODAY = date(2026, 11, 21)
HEADERS = ("NO", "NIK", "NAMA", "TEMPAT LAHIR", "TANGGAL LAHIR", "L/P", "ALAMAT", "NO HP")
FIRST = ("BUDI", "SITI", "AGUS", "SRI", "EKO", "DEWI", "JOKO", "RINA", "HENDRA", "YULI")
LAST = ("SANTOSO", "WIJAYA", "KUSUMA", "LESTARI", "PRATAMA", "HIDAYAT", "RAHAYU")


class Areas:
    """An area book that knows Kotawaringin Barat (62.01) and little else."""

    def province(self, code: str) -> str | None:
        return {"62": "Kalimantan Tengah", "63": "Kalimantan Selatan"}.get(code)

    def regency(self, code: str) -> str | None:
        return {"6201": "Kabupaten Kotawaringin Barat"}.get(code)

    def district(self, code: str) -> str | None:
        return {"620102": "Arut Selatan"}.get(code)

    def village(self, code: str) -> str | None:
        return None

    def find(self, name: str, within: str | None = None) -> Sequence[str]:
        return ()


@dataclass(frozen=True)
class Person:
    """A made-up person whose NIK agrees with the rest."""

    nik: str
    name: str
    place: str
    born: date
    sex: str
    address: str
    phone: str

    def row(self, number: int, born: object = None) -> list[object]:
        """Return the person as a row under `HEADERS`, the birth date as a real date."""
        return [
            number, self.nik, self.name, self.place,
            self.born if born is None else born, self.sex, self.address, self.phone,
        ]  # fmt: skip


def person(number: int) -> Person:
    """Return the made-up person of this number; no two have the same NIK, name or phone."""
    born = date(1970, 3, 1) + timedelta(days=number * 137)
    sex = "P" if number % 3 == 1 else "L"
    day = born.day + (40 if sex == "P" else 0)
    return Person(
        f"620102{day:02d}{born:%m%y}{number * 3 + 1:03d}{number % 9 + 1}",
        f"{FIRST[number % 10]} {LAST[number % 7]} {_word(number)}",
        "Pangkalan Bun",
        born,
        sex,
        f"Jl. Melati No. {number + 1}",
        f"0812345{number + 10000:05d}",
    )


def _word(number: int) -> str:
    letters = "ABDEGIKLMNOPRSTU"
    return f"MA{letters[number % 16]}O{letters[number // 16 % 16]}ANTO"


def people(count: int, start: int = 0) -> list[Person]:
    """Return this many made-up persons."""
    return [person(start + number) for number in range(count)]


Draw = Callable[[xlsxwriter.Workbook, "xlsxwriter.worksheet.Worksheet"], None]


def xlsx(
    path: Path, *sheets: tuple[str, Sequence[Sequence[object]]], draw: Draw | None = None
) -> Path:
    """Write sheets of rows as they stand: text stays text, numbers numbers, dates real dates.

    ``draw`` may add merges, hidden rows and the like to the last sheet.
    """
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page = None
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, day)
                elif isinstance(cell, bool):
                    page.write_boolean(row, column, cell)
                elif isinstance(cell, (int, float)):
                    page.write_number(row, column, cell)
                elif cell not in (None, ""):
                    page.write_string(row, column, str(cell))
    if draw and page:
        draw(book, page)
    book.close()
    return path


def plain(path: Path, count: int = 3, start: int = 0) -> Path:
    """Write the simplest list: header in row 1."""
    rows = [p.row(number) for number, p in enumerate(people(count, start), 1)]
    return xlsx(path, ("Peserta", [HEADERS, *rows]))


def village_letter(path: Path) -> Path:
    """Write a village's list with letterhead, two-row merged header, column numbers, signature.

    Header in rows 8 and 9, persons in rows 11 to 15, a total and the village head below.
    """
    rows: list[list[object]] = [
        ["PEMERINTAH KABUPATEN KOTAWARINGIN BARAT"], ["KECAMATAN ARUT SELATAN"],
        ["DESA SIDOREJO"], [], ["DAFTAR CALON PESERTA PELATIHAN TUKANG"], ["TAHUN 2026"], [],
        ["NO", "NIK (sesuai KTP)", "NAMA LENGKAP", "TEMPAT, TANGGAL LAHIR", "", "JENIS KELAMIN",
         "", "ALAMAT", "", "NO. HP/WA", "UKURAN BAJU"],
        ["", "", "", "TEMPAT", "TANGGAL", "L", "P", "JALAN", "RT/RW"],
        list(range(1, 12)),
    ]  # fmt: skip
    for number, p in enumerate(people(5), 1):
        ticks = ["v", ""] if p.sex == "L" else ["", "v"]
        rows.append([number, p.nik, p.name, p.place, f"{p.born:%d-%m-%Y}", *ticks,
                     p.address, "003/001", p.phone, "XL"])  # fmt: skip
    rows += [
        ["", "JUMLAH", 5], [],
        [*[""] * 8, "Sidorejo, 12 Mei 2026"], [*[""] * 8, "Kepala Desa Sidorejo"], [], [],
        [*[""] * 8, "SUPRIYADI"],
    ]  # fmt: skip

    def merge(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(6):
            if rows[row]:
                page.merge_range(row, 0, row, 10, rows[row][0])
        for column in (0, 1, 2, 9, 10):
            page.merge_range(7, column, 8, column, rows[7][column])
        for left in (3, 5, 7):
            page.merge_range(7, left, 7, left + 1, rows[7][left])

    return xlsx(path, ("Sheet1", rows), draw=merge)


def merged_villages(path: Path) -> Path:
    """Write a list whose village cells are merged down over the persons (rows 2 to 7)."""
    rows: list[list[object]] = [["NO", "DESA", "NAMA", "NIK", "TGL LAHIR"]]
    for number, p in enumerate(people(6), 1):
        village = {1: "Sidorejo", 4: "Madurejo"}.get(number, "")
        rows.append([number, village, p.name, p.nik, p.born])

    def merge(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.merge_range(1, 1, 3, 1, "Sidorejo")
        page.merge_range(4, 1, 6, 1, "Madurejo")

    return xlsx(path, ("Data", rows), draw=merge)


def grouped(path: Path) -> Path:
    """Write a list parted by full-width rows "Desa …", each with its own subtotal."""
    rows: list[list[object]] = [["NO", "NIK", "NAMA", "TGL LAHIR"]]
    number = 0
    for village in ("Desa Sidorejo", "Kelurahan Madurejo"):
        rows.append([village])
        for p in people(2, number):
            number += 1
            rows.append([number, p.nik, p.name, p.born])
        rows.append(["Jumlah", "", 2])
    return xlsx(path, ("Data", rows))


def villages_on_sheets(path: Path) -> Path:
    """Write an instruction sheet, two villages' sheets, an empty and a hidden sheet."""
    guide = [["PETUNJUK PENGISIAN"], ["1.", "NIK diisi 16 angka sesuai KTP"],
             ["2.", "Nama diisi huruf kapital tanpa gelar"]]  # fmt: skip

    def rows(village: str, start: int) -> list[list[object]]:
        listed = [p.row(n) for n, p in enumerate(people(3, start), 1)]
        return [["DESA : " + village], list(HEADERS), *listed]

    hidden = [["NIK", "NAMA"], [person(90).nik, person(90).name]]
    return xlsx(
        path, ("Petunjuk", guide), ("Sidorejo", rows("SIDOREJO", 0)),
        ("Madurejo", rows("MADUREJO", 3)), ("Kosong", []), ("Acuan", hidden),
        draw=lambda book, page: page.hide(),
    )  # fmt: skip


def xls(path: Path) -> Path:
    """Write an old .xls with a merged village and a numeric NIK that ends in 0."""
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("Peserta")
    for column, text in enumerate(("NO", "DESA", "NAMA", "NIK", "TGL LAHIR")):
        page.write(0, column, text)
    style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, p in enumerate(people(3), 1):
        page.write(number, 0, number)
        page.write(number, 2, p.name)
        page.write(number, 3, float(p.nik[:15] + "0") if number == 3 else p.nik)
        page.write(number, 4, p.born, style)
    page.write_merge(1, 3, 1, 1, "Sidorejo")
    book.save(str(path))
    return path


def ods(path: Path) -> Path:
    """Write an .ods whose village stands only in the first row of its persons."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Peserta")
    rows: list[list[object]] = [["DESA", "NAMA", "NIK", "TGL LAHIR"]]
    rows += [["Sidorejo" if n == 0 else "", p.name, p.nik, p.born] for n, p in enumerate(people(4))]
    for cells in rows:
        row = TableRow()
        for cell in cells:
            if isinstance(cell, date):
                made = TableCell(valuetype="date", datevalue=cell.isoformat())
            else:
                made = TableCell(valuetype="string") if cell else TableCell()
            if cell:
                made.addElement(P(text=str(cell)))
            row.addElement(made)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def delimited(count: int = 3, delimiter: str = ";") -> str:
    """Return a list as text, with quoted addresses that hold the delimiter."""
    lines = [delimiter.join(HEADERS)]
    for number, p in enumerate(people(count), 1):
        cells = p.row(number, f"{p.born:%d-%m-%Y}")
        cells[6] = f'"{p.address}{delimiter} Gang ""Buntu"""'
        lines.append(delimiter.join(map(str, cells)))
    return "\r\n".join(lines) + "\r\n"


def html(path: Path) -> Path:
    """Write an HTML table under the name of an .xls, as web portals offer it."""
    rows = "".join(
        f"<tr><td>{n}</td><td>'{p.nik}</td><td>{p.name}</td><td>{p.born:%d/%m/%Y}</td></tr>"
        for n, p in enumerate(people(3), 1)
    )
    path.write_text(
        "<html><head><meta charset='utf-8'><style>td{mso-number-format:'\\@'}</style></head><body>"
        "<table><tr><th colspan=4>DAFTAR PESERTA</th></tr><tr><th>No</th><th>NIK</th>"
        f"<th>Nama&nbsp;Lengkap</th><th>Tgl Lahir</th></tr>{rows}</table></body></html>",
        encoding="utf-8",
    )
    return path
