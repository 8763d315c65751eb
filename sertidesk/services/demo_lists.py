"""The demo's lists: each in another layout and with other damage, as villages really send them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from sertidesk.domain.formatting import long_date
from sertidesk.services.demo_people import Person

_INSTRUCTIONS = ("PETUNJUK", "1. NIK ditulis 16 angka", "2. Nama sesuai KTP, tanpa gelar")


SIZES = (12, 7, 7, 10, 10, 9, 8, 7)
"""How many persons `write_all` wants of each village."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A list that came in: the file, what is peculiar about it, whether it is to be pasted."""

    path: Path
    what: str
    pasted: bool = False


def write_all(folder: Path, groups: Sequence[Sequence[Person]]) -> list[Sent]:
    """Write every list, of a village each (the second of two); `SIZES` says how many persons.

    Two persons stand on two lists, so that somebody is there already when the second comes.
    """
    one, two, three, four, five, six, seven, eight = groups
    return [
        _letter(folder / "1 desa, kop surat dan dua baris judul.xlsx", one),
        _sheets(folder / "2 kecamatan, satu lembar per desa.xlsx", two, three),
        _csv(folder / "3 kelurahan, dari Windows.csv", four),
        _numbers(folder / "4 desa, NIK berupa bilangan.xlsx", five),
        _html(folder / "5 unduhan portal.xls", six),
        _ods(folder / "6 LibreOffice, desa digabung.ods", seven),
        _pasted(folder / "7 tempelan dari percakapan.txt", (*eight, one[0])),
    ]


def _letter(path: Path, people: Sequence[Person]) -> Sent:
    """Write letterhead, merged two-row header, column numbers, total and signature."""
    village = people[0].village
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Sheet1")
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
        head = (f"KECAMATAN {village.district.upper()}", f"DESA {village.name.upper()}", "",
                "DAFTAR CALON PESERTA SERTIFIKASI TENAGA KERJA KONSTRUKSI")  # fmt: skip
        for row, text in enumerate(head):
            page.merge_range(row, 0, row, 10, text, book.add_format({"align": "center"}))
        single = {0: "NO", 1: "N I K", 2: "NAMA LENGKAP", 9: "NO. HP/WA", 10: "JABATAN KERJA"}
        for column, text in single.items():
            page.merge_range(5, column, 6, column, text, bold)
        groups = {3: ("TEMPAT, TANGGAL LAHIR", "TEMPAT", "TANGGAL"), 5: ("JENIS KELAMIN", "L", "P"),
                  7: ("ALAMAT", "JALAN", "RT/RW")}  # fmt: skip
        for column, (text, left, right) in groups.items():
            page.merge_range(5, column, 5, column + 1, text, bold)
            page.write_row(6, column, (left, right), bold)
        page.write_row(7, 0, range(1, 12))
        for number, one in enumerate(people, 1):
            ticks = ("v", "") if one.sex == "L" else ("", "v")
            cells = (str(number), _spoilt(one, number), one.name, one.place, f"{one.born:%d-%m-%Y}",
                     *ticks, one.address, f"{one.rt}/{one.rw}", one.phone, one.trade)  # fmt: skip
            for column, cell in enumerate(cells):
                page.write_string(7 + number, column, cell)
        below = 9 + len(people)
        page.write_row(below, 1, ("JUMLAH", len(people)))
        page.write_string(below + 2, 8, f"{village.name}, ………………")
        page.write_string(below + 3, 8, f"Kepala Desa {village.name}")
        page.write_string(below + 6, 8, "(…………………………)")
    return Sent(path, "kop surat, judul dua baris digabung, centang L/P, tanda tangan di bawah")


def _spoilt(one: Person, number: int) -> str:
    """Return a NIK as it is typed: with blanks, with letters for digits, or a digit short."""
    nik = one.nik
    match number:
        case 3:
            return nik.replace("0", "O", 1)
        case 5:
            return f"{nik[:6]} {nik[6:12]} {nik[12:]}"
        case 7:
            return f"{nik[:6]}.{nik[6:12]}.{nik[12:]}"
        case 9:
            return nik[:-1]
    return nik


def _sheets(path: Path, first: Sequence[Person], second: Sequence[Person]) -> Sent:
    """Write an instruction sheet, a sheet for each village, and a hidden one.

    The second village repeats the first one's last person; phones are numbers without their 0.
    """
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Petunjuk").write_column(0, 0, _INSTRUCTIONS)
        for listed in (first, (*second, first[-1])):
            page = book.add_worksheet(listed[0].village.name[:31])
            page.write_string(0, 0, f"DESA/KEL : {listed[0].village.name.upper()}")
            page.write_row(2, 0, ("No", "Nama sesuai KTP", "No. Induk Kependudukan", "Tgl Lahir",
                                  "Kota Kelahiran", "Gender", "Alamat Rumah", "Telp",
                                  "Ukuran Kaos"))  # fmt: skip
            for row, one in enumerate(listed, 3):
                page.write_row(row, 0, (row - 2, one.name.title()))
                page.write_string(row, 2, f"{one.nik}\N{NO-BREAK SPACE}")
                page.write_string(row, 3, long_date(one.born))
                page.write_string(row, 4, one.place.title())
                page.write_string(row, 5, "Laki-laki" if one.sex == "L" else "Perempuan")
                page.write_string(row, 6, f"{one.address} RT {int(one.rt)} RW {int(one.rw)}")
                page.write_number(row, 7, int(one.phone))
                page.write_string(row, 8, "XL")
        hidden = book.add_worksheet("Acuan")
        hidden.write_column(0, 0, ("Laki-laki", "Perempuan"))
        hidden.hide()
    return Sent(path, "lembar petunjuk, satu lembar per desa, seorang ditulis di dua lembar")


def _csv(path: Path, people: Sequence[Person]) -> Sent:
    """Write semicolons and Windows-1252, apostrophes before the NIK, years of two digits."""
    lines = ["NO KTP;Nama Peserta;Tempat Lahir;Tanggal Lahir;L/P;Alamat;Kelurahan;HP;Pendidikan"]
    for number, one in enumerate(people, 1):
        nik = f"{one.nik}1" if number == 4 else f"'{one.nik}"  # one has 17 digits
        address = f'"{one.address}; Gang “Buntu” – RT {one.rt}/RW {one.rw}"'
        lines.append(
            ";".join((nik, one.name, one.place, f"{one.born.day}/{one.born.month}/{one.born:%y}",
                      one.sex, address, one.village.name, f"+62{one.phone[1:]}", one.school))
        )  # fmt: skip
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
    return Sent(path, "titik koma, Windows-1252, apostrof di depan NIK, tahun dua angka")


def _numbers(path: Path, people: Sequence[Person]) -> Sent:
    """Write the NIK as a number; Excel made a 0 of the last digit of two of them."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("DATA")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        digits = book.add_format({"num_format": "0"})
        page.write_row(0, 0, ("NIK", "NAMA", "TEMPAT LAHIR", "TGL LAHIR", "JK", "DESA", "RT", "RW",
                              "ALAMAT", "NO. TELEPON", "KETERAMPILAN"))  # fmt: skip
        for row, one in enumerate(people, 1):
            nik = int(one.nik[:-1] + "0") if row in (2, 8) else int(one.nik)
            page.write_number(row, 0, nik, digits)
            page.write_row(row, 1, (one.name, one.place))
            page.write_datetime(row, 3, one.born, day)
            sex = "Pria" if one.sex == "L" else "Wanita"
            page.write_row(row, 4, (sex, one.village.name, int(one.rt), int(one.rw), one.address))
            page.write_string(row, 9, one.phone)
            page.write_string(row, 10, one.trade)
    return Sent(path, "NIK berupa bilangan: Excel hanya menyimpan 15 angka, dua di antaranya rusak")


def _html(path: Path, people: Sequence[Person]) -> Sent:
    """Write an HTML table under the name of a workbook, names with titles, place with date."""
    rows = "".join(
        f"<tr><td>{number}</td><td>{_titled(one, number)}</td><td>'{one.nik}</td>"
        f"<td>{escape(one.place.title())}, {long_date(one.born)}</td>"
        f"<td>{'LAKI-LAKI' if one.sex == 'L' else 'PEREMPUAN'}</td>"
        f"<td>{escape(one.address)}, {escape(one.village.name)}</td><td>{one.phone}</td></tr>"
        for number, one in enumerate(people, 1)
    )
    header = "".join(
        f"<th>{text}</th>"
        for text in ("No", "Nama&nbsp;Lengkap", "NIK", "Tempat/Tgl Lahir", "Jenis Kelamin",
                     "Alamat Lengkap", "No. Handphone")
    )  # fmt: skip
    path.write_text(
        "<html><head><meta charset='utf-8'></head><body><table border=1><tr><th colspan=7>DATA "
        f"PENDAFTAR</th></tr><tr>{header}</tr>{rows}</table></body></html>",
        "utf-8",
    )
    return Sent(path, "tabel HTML bernama .xls, nama bergelar, tempat dan tanggal lahir satu sel")


def _titled(one: Person, number: int) -> str:
    return f"H. {one.name.title()}, S.T." if number == 2 else f"{one.name.title()} "


def _ods(path: Path, people: Sequence[Person]) -> Sent:
    """Write a LibreOffice file whose village is merged down over its persons."""

    def cell(value: object, spanned: int = 1) -> str:
        span = f' table:number-rows-spanned="{spanned}"' if spanned > 1 else ""
        if isinstance(value, date):
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        else:
            kind = 'office:value-type="string"'
        text = escape(value.isoformat() if isinstance(value, date) else str(value))
        return f"<table:table-cell {kind}{span}><text:p>{text}</text:p></table:table-cell>"

    header = ("DESA", "NAMA PESERTA", "NIK (sesuai KTP)", "TGL. LAHIR", "KELAMIN", "HP", "JABATAN")
    lines = ["".join(map(cell, header))]
    covered = "<table:covered-table-cell/>"
    for number, one in enumerate(people):
        first = covered if number else cell(one.village.name, len(people))
        rest = (one.name, one.nik, one.born, one.sex, one.phone, one.trade)
        lines.append(first + "".join(map(cell, rest)))
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
        'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Peserta">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return Sent(path, "berkas LibreOffice, nama desa digabung ke bawah")


def _pasted(path: Path, people: Sequence[Person]) -> Sent:
    """Write rows as they are copied out of a sheet; one NIK in scientific notation."""
    lines = ["No\tNama\tNIK\tTTL\tAlamat\tNo WA\tKeahlian"]
    for number, one in enumerate(people, 1):
        nik = f"{float(one.nik):.5E}".replace(".", ",") if number == 3 else one.nik
        lines.append(
            f"{number}\t{one.name}\t{nik}\t{one.place}, {one.born:%d.%m.%Y}\t"
            f"{one.address}\t{one.phone[1:]}\t{one.trade}"
        )
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return Sent(path, "baris tempelan; satu NIK bernotasi ilmiah, satu orang sudah terdaftar", True)


def fill_template(path: Path, people: Sequence[Person]) -> None:
    """Fill the office's own blank list, as a careful village would."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    page = book["Peserta"]
    header, at = _header(page)
    for row, one in enumerate(people, header + 1):
        values: dict[str, str | int] = {
            "NIK": one.nik, "NAMA SESUAI KTP": one.name, "TEMPAT LAHIR": one.place,
            "TANGGAL LAHIR": f"{one.born:%d-%m-%Y}", "JENIS KELAMIN (L/P)": one.sex,
            "ALAMAT": one.address, "RT": one.rt, "RW": one.rw,
            "DESA/KELURAHAN": one.village.name, "KECAMATAN": one.village.district,
            "NOMOR HP": one.phone, "PENDIDIKAN TERAKHIR": one.school, "JABATAN KERJA": one.trade,
            "PENGALAMAN KERJA (TAHUN)": one.years,
        }  # fmt: skip
        for text, value in values.items():
            page.cell(row, at[text], value)
    book.save(path)


def _header(page: Any) -> tuple[int, dict[str, int]]:
    for row in page.iter_rows(max_row=20):
        texts = {str(cell.value or "").strip(): cell.column for cell in row}
        if "NIK" in texts:
            return row[0].row, texts
    raise LookupError("NIK")


def correct(
    failed: Path, corrected: Path, people: Sequence[Person], is_enrolled: Callable[[str], bool]
) -> int:
    """Correct the rows that were given back: the right NIK from the KTP, doubles struck out.

    Return how many rows are left.
    """
    from openpyxl import load_workbook

    by_name = {one.name: one for one in people}
    book = load_workbook(failed)
    left, seen = 0, set[str]()
    for page in book.worksheets:
        header, at = _header_of_failed(page)
        doubles = []
        for row in range(header + 1, page.max_row + 1):
            one = by_name.get(str(page.cell(row, at["name"]).value or "").strip().upper())
            if one is None:
                continue
            if is_enrolled(one.nik) or one.nik in seen:
                doubles.append(row)
                continue
            seen.add(one.nik)
            page.cell(row, at["nik"], one.nik)
            left += 1
        for row in reversed(doubles):
            page.delete_rows(row)
    book.save(corrected)
    return left


def _header_of_failed(page: Any) -> tuple[int, dict[str, int]]:
    for row in page.iter_rows(max_row=20):
        found: dict[str, int] = {}
        for cell in row:
            text = str(cell.value or "").upper()
            if "NAMA" in text:
                found.setdefault("name", cell.column)
            elif any(word in text for word in ("NIK", "N I K", "KTP", "INDUK KEPENDUDUKAN")):
                found.setdefault("nik", cell.column)
        if len(found) == 2:
            return row[0].row, found
    raise LookupError("NAMA")
