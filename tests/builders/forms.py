"""An LSP's form as such bodies send it: styles, formulas, drop-downs, pictures, signatures."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

KNOWN = {
    "nik": "nik", "no. ktp": "nik", "nama asesi": "name", "nama": "name",
    "tempat lahir": "birth_place", "lahir tempat": "birth_place",
    "lahir tanggal (dd/mm/yyyy)": "birth_date", "tanggal lahir": "birth_date",
    "jenis kelamin": "sex", "alamat": "address", "telp": "phone",
    "pendidikan": "education_level", "jabatan kerja": "occupation",
}  # fmt: skip

THIN, THICK = Side(style="thin"), Side(style="medium")
BLUE = PatternFill("solid", fgColor="FFDDEEFF")


def recognise(text: str) -> str | None:
    return KNOWN.get(text.casefold())


def person(number: int) -> dict[str, object]:
    return {
        "nik": f"62010212059000{number:02}",
        "name": f"PESERTA {number}",
        "birth_place": "PANGKALAN BUN",
        "birth_date": date(1990, 5, 12),
        "sex": "P" if number % 2 else "L",
        "phone": f"+62812500000{number:02}",
        "education_level": "smk",
        "full_address": f"JL. MAWAR {number}",
    }


def make_form(path: Path, ready: int = 5) -> Path:
    """Make a form as LSPs send it: letterhead, two-row header, formulas, lists, signatures."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    sheet.merge_cells("A1:I1")
    sheet["A1"] = "LSP KONSTRUKSI UJI COBA"
    sheet["A2"] = CellRichText("FORMULIR ", TextBlock(InlineFont(b=True), "PESERTA"))
    headers = {"A": "NO", "B": "NAMA ASESI", "C": "NIK", "D": "LAHIR", "F": "JENIS KELAMIN",
               "G": "PENDIDIKAN", "H": "TELP", "I": "ALAMAT"}  # fmt: skip
    for letter, header in headers.items():
        sheet[f"{letter}4"] = header
        if letter != "D":
            sheet.merge_cells(f"{letter}4:{letter}5")
    sheet.merge_cells("D4:E4")
    sheet["D5"], sheet["E5"] = "TEMPAT", "TANGGAL (dd/mm/yyyy)"
    for column in range(1, 10):
        sheet.cell(6, column).value = column
    last = 6 + ready
    for row in range(7, last + 1):
        sheet.row_dimensions[row].height = 21
        for column in range(1, 10):
            bottom = THICK if row == last else THIN
            cell = sheet.cell(row, column)
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=bottom)
            cell.font = Font(name="Tahoma", size=9)
            cell.fill = BLUE
        sheet.cell(row, 1).value = "=ROW()-6"
    sheet["B7"] = "CONTOH NAMA"
    total = last + 1
    sheet.cell(total, 2).value = "JUMLAH"
    sheet.cell(total, 3).value = f"=COUNTA(C7:C{last})"
    sheet.merge_cells(start_row=total + 3, end_row=total + 3, start_column=7, end_column=9)
    sheet.cell(total + 3, 7).value = "Ketua LSP,"
    sheet.row_dimensions[total + 3].height = 40
    sheet.cell(total + 4, 7).value = f'="Jumlah: "&C{total}'
    sheet.cell(total + 4, 7).font = Font(bold=True, underline="single")

    lists = book.create_sheet("Daftar")
    for number, level in enumerate(["SD", "SMP", "SMA", "SMK"], 1):
        lists.cell(number, 1).value = level
    recap = book.create_sheet("Rekap")
    recap["A1"] = f"=COUNTA(Data!C7:C{last})"
    recap["A2"] = f"=Data!C{total}*2"
    recap["A3"] = "=Data!$C$7"
    recap["B1"].fill = BLUE

    sexes = DataValidation("list", formula1='"Laki-laki,Perempuan"', sqref=f"F7:F{last}")
    levels = DataValidation("list", formula1="Daftar!$A$1:$A$4", sqref=f"G7:G{last}")
    sheet.data_validations.dataValidation.extend([sexes, levels])
    sheet.conditional_formatting.add(
        f"C7:C{last}", FormulaRule(formula=["LEN(C7)<>16"], fill=PatternFill(bgColor="FFFF0000"))
    )
    sheet.print_area = f"A1:I{total + 6}"
    sheet.print_title_rows = "4:6"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 14
    sheet.freeze_panes = "C7"
    book.defined_names["semua_nik"] = DefinedName("semua_nik", attr_text=f"Data!$C$7:$C${last}")
    for place in ("A1", f"H{total + 5}"):
        picture = BytesIO()
        Picture.new("RGB", (20, 20), "navy").save(picture, "png")
        sheet.add_image(Image(picture), place)
    book.save(path)
    return path


def read(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)
