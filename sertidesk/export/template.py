"""The blank list that the office hands out to villages: it lets as little go wrong as it can.

The example stands on the instruction sheet only, one field per row, so that nobody's import
takes it for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name, xl_range

from sertidesk.export.files import replacing, sha256_of
from sertidesk.export.layouts import Orientation, Paper
from sertidesk.export.sheets import (
    TEXT_NUMBER_FORMAT,
    Book,
    DropDowns,
    Formats,
    Worksheet,
    fill_places,
    new_book,
    quiet_text_warnings,
    set_up_print,
)
from sertidesk.export.values import clean_text
from sertidesk.export.workbook import Written

SHEET = "Peserta"
INSTRUCTIONS = "Petunjuk"
ROWS = 500

_HEAD = ("DAFTAR CALON PESERTA SERTIFIKASI TENAGA KERJA KONSTRUKSI", "{office}", "{activity}")


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the blank list, with how to fill it and a made-up example."""

    key: str
    header: str
    width: int
    hint: str
    example: str
    text: bool = False
    required: bool = False


_COLUMNS = (
    _Column("number", "NO", 5, "Nomor urut, boleh kosong.", "1"),
    _Column("nik", "NIK", 20, "16 angka sesuai KTP-el, tanpa titik atau spasi. Jangan mengubah "
            "bentuk sel; Excel merusak NIK yang ditulis sebagai bilangan.", "6201021205900001",
            text=True, required=True),
    _Column("name", "NAMA SESUAI KTP", 30, "Persis seperti di KTP-el, tanpa gelar.",
            "CONTOH NAMA SAJA", required=True),
    _Column("birth_place", "TEMPAT LAHIR", 18, "Sesuai KTP-el.", "PANGKALAN BUN"),
    _Column("birth_date", "TANGGAL LAHIR", 15, "Hari-bulan-tahun: hh-bb-tttt.", "12-05-1990",
            text=True),
    _Column("sex", "JENIS KELAMIN (L/P)", 11, "Pilih L (laki-laki) atau P (perempuan).", "L"),
    _Column("address", "ALAMAT", 32, "Jalan, nomor, atau dusun sesuai KTP-el.", "JL. CONTOH NO. 1"),
    _Column("rt", "RT", 6, "Tiga angka.", "003", text=True),
    _Column("rw", "RW", 6, "Tiga angka.", "001", text=True),
    _Column("village", "DESA/KELURAHAN", 20, "Desa atau kelurahan sesuai KTP-el.", "CONTOH DESA"),
    _Column("district", "KECAMATAN", 20, "Kecamatan sesuai KTP-el.", "CONTOH KECAMATAN"),
    _Column("phone", "NOMOR HP", 16, "Nomor WhatsApp yang aktif, diawali 08.", "081200000000",
            text=True),
    _Column("education_level", "PENDIDIKAN TERAKHIR", 14, "Pilih dari daftar.", "SMA"),
    _Column("occupation", "JABATAN KERJA", 30, "Pilih dari daftar; bila tidak ada, ketik sendiri.",
            "Tukang Bangunan Gedung"),
    _Column("experience_years", "PENGALAMAN KERJA (TAHUN)", 12, "Lama bekerja, dalam tahun.", "5"),
    _Column("notes", "CATATAN", 26, "Hal lain yang perlu diketahui, boleh kosong.", ""),
)  # fmt: skip


def write_template(
    path: Path,
    *,
    choices: Mapping[str, Sequence[str]],
    title_values: Mapping[str, str] | None = None,
    rows: int = ROWS,
) -> Written:
    """Write the blank list; ``choices`` gives the drop-downs of ``education_level`` and
    ``occupation``, ``title_values`` the places ``office`` and ``activity`` in its head.
    """
    offered: dict[str, Sequence[str]] = {**choices, "sex": ("L", "P")}
    with replacing(path) as temporary:
        with new_book(temporary) as book:
            book.set_properties({"title": "Daftar calon peserta (kosong)"})
            formats = Formats(book)
            worksheet = book.add_worksheet(SHEET)
            header_row = _write_head(worksheet, formats, title_values or {})
            _write_table(worksheet, formats, header_row, rows)
            drop_downs = DropDowns(book)
            for number, column in enumerate(_COLUMNS):
                cells = (header_row + 1, number, header_row + rows, number)
                if offered.get(column.key):
                    strict = column.key != "occupation"
                    drop_downs.add(
                        worksheet, cells, offered[column.key], strict=strict, title=column.header
                    )
                else:
                    _validate(worksheet, cells, column)
            _write_instructions(book, formats)
            worksheet.activate()
        checksum = sha256_of(temporary)
    return Written(path, checksum, 0)


def _write_head(worksheet: Worksheet, formats: Formats, values: Mapping[str, str]) -> int:
    """Write the lines above the table; return the row of its header."""
    lines = [line for line in (fill_places(line, values) for line in _HEAD) if line]
    for row, line in enumerate(lines):
        style = formats(bold=row == 0, font_size=12 if row == 0 else 10)
        worksheet.write_string(row, 0, clean_text(line), style)
    told = f"Baca lembar {INSTRUCTIONS} sebelum mengisi. Kolom bertanda warna wajib diisi."
    worksheet.write_string(len(lines), 0, told, formats(italic=True, font_color="#44546A"))
    return len(lines) + 2


def _write_table(worksheet: Worksheet, formats: Formats, header_row: int, rows: int) -> None:
    first, last = header_row + 1, header_row + rows
    required = formats.cell(bold=True, text_wrap=True, align="center", bg_color="#FFE699")
    for number, column in enumerate(_COLUMNS):
        style = formats(num_format=TEXT_NUMBER_FORMAT) if column.text else formats()
        worksheet.set_column(number, number, column.width, style)
        worksheet.write_string(
            header_row, number, column.header, required if column.required else formats.header
        )
        for row in range(first, last + 1) if column.text else ():
            worksheet.write_blank(row, number, None, style)
    # Lines only around what is filled in: 500 framed rows would print as pages of nothing.
    name = xl_col_to_name(_index("name"))
    table = xl_range(first, 0, last, len(_COLUMNS) - 1)
    worksheet.conditional_format(
        table,
        {"type": "formula", "criteria": f'=${name}{first + 1}<>""', "format": formats.bordered},
    )
    quiet_text_warnings(worksheet, table)
    worksheet.freeze_panes(first, _index("name") + 1)
    set_up_print(
        worksheet,
        paper=Paper.F4,
        orientation=Orientation.LANDSCAPE,
        footer="Daftar calon peserta",
        header_row=header_row,
    )


def _validate(worksheet: Worksheet, cells: tuple[int, int, int, int], column: _Column) -> None:
    """Say what the column wants when its cell is chosen, and object to what it cannot be."""
    cell = f"{xl_col_to_name(cells[1])}{cells[0] + 1}"
    rule: dict[str, object] = {"validate": "any"}
    if column.key == "nik":
        letters = xl_col_to_name(cells[1])
        whole = f"${letters}${cells[0] + 1}:${letters}${cells[2] + 1}"
        # COUNTIF would compare 16 digits as numbers, of which Excel knows only 15.
        rule = _custom(
            f"=AND(LEN({cell})=16,SUMPRODUCT(--ISNUMBER(--MID({cell},ROW($1:$16),1)))=16,"
            f"SUMPRODUCT(--({whole}={cell}))=1)",
            "NIK belum benar",
            "NIK harus tepat 16 angka, tanpa titik atau spasi, dan tidak boleh sama dengan NIK "
            "di baris lain.",
        )
    elif column.key == "birth_date":
        rule = _custom(
            f"=AND(LEN({cell})=10,--LEFT({cell},2)<=31,--MID({cell},4,2)<=12,"
            f"--RIGHT({cell},4)>1900)",
            "Tanggal lahir",
            "Tulis hari-bulan-tahun, misalnya 12-05-1990. Tetap memakai isian ini?",
            "warning",
        )
    elif column.key == "phone":
        rule = _custom(
            f'=AND(OR(LEFT({cell},1)="0",LEFT({cell},3)="+62"),LEN({cell})>=9,LEN({cell})<=16)',
            "Nomor HP",
            "Nomor HP diawali 08 dan terdiri atas 10 sampai 13 angka. Tetap memakai isian ini?",
            "warning",
        )
    elif column.key == "experience_years":
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 60,
            "error_title": "Pengalaman kerja",
            "error_message": "Isi lama bekerja dalam tahun, 0 sampai 60.",
        }
    prompt = {"input_title": column.header[:32], "input_message": column.hint[:255]}
    worksheet.data_validation(*cells, {**rule, **prompt})


def _custom(formula: str, title: str, message: str, grade: str = "stop") -> dict[str, object]:
    return {
        "validate": "custom",
        "value": formula,
        "error_title": title,
        "error_message": message,
        "error_type": grade,
    }


def _write_instructions(book: Book, formats: Formats) -> None:
    worksheet = book.add_worksheet(INSTRUCTIONS)
    worksheet.set_column(0, 0, 30)
    worksheet.set_column(1, 1, 62)
    worksheet.set_column(2, 2, 28)
    worksheet.write_string(0, 0, "PETUNJUK PENGISIAN", formats(bold=True, font_size=12))
    steps = (
        f"1. Isi lembar {SHEET}, satu orang satu baris, tanpa baris kosong di antaranya.",
        "2. Jangan mengubah, menambah, atau menggabung judul kolom.",
        "3. Ketik NIK dengan tangan atau tempel sebagai nilai (Tempel Khusus > Nilai).",
        "4. Simpan tetap sebagai .xlsx, lalu serahkan kepada Dinas.",
    )
    for row, step in enumerate(steps, 2):
        worksheet.write_string(row, 0, step, formats())
    header = len(steps) + 3
    for number, title in enumerate(("Kolom", "Cara mengisi", "Contoh (bukan data)")):
        worksheet.write_string(header, number, title, formats.header)
    plain = formats.cell(text_wrap=True, num_format=TEXT_NUMBER_FORMAT)
    example = formats.cell(num_format=TEXT_NUMBER_FORMAT, italic=True, font_color="#7F7F7F")
    for row, column in enumerate(_COLUMNS, header + 1):
        hint = f"Wajib. {column.hint}" if column.required else column.hint
        worksheet.write_string(row, 0, column.header, plain)
        worksheet.write_string(row, 1, hint, plain)
        worksheet.write_string(row, 2, column.example, example)
    quiet_text_warnings(worksheet, xl_range(header + 1, 0, header + len(_COLUMNS), 2))
    set_up_print(
        worksheet,
        paper=Paper.F4,
        orientation=Orientation.PORTRAIT,
        footer="Petunjuk pengisian",
    )


def _index(key: str) -> int:
    return next(number for number, column in enumerate(_COLUMNS) if column.key == key)
