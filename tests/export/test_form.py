"""An LSP's form, learned once and filled: everything that is not ours stays as it was."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.export.form import FormColumn, FormMapping
from sertidesk.export.form_fill import OutsideChoice, fill
from sertidesk.export.form_learn import learn
from sertidesk.export.form_rows import shift_references

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


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return make_form(tmp_path / "formulir.xlsx")


def read(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def test_header_columns_and_ready_rows_are_found(form: Path) -> None:
    mapping = learn(form, recognise)
    assert (mapping.sheet, mapping.header_row) == ("Data", 5)
    assert (mapping.first_row, mapping.last_row) == (7, 11)
    assert [(c.index, c.field, c.number, c.format) for c in mapping.columns] == [
        (1, "", True, ""),
        (2, "name", False, ""),
        (3, "nik", False, ""),
        (4, "birth_place", False, ""),
        (5, "birth_date", False, "dd/mm/yyyy"),
        (6, "sex", False, ""),
        (7, "education_level", False, ""),
        (8, "phone", False, ""),
        (9, "full_address", False, ""),
    ]


def test_the_mapping_survives_storage(form: Path) -> None:
    mapping = learn(form, recognise)
    assert FormMapping.from_dict(json.loads(json.dumps(mapping.to_dict()))) == mapping
    unknown = {"index": 1, "header": "A", "field": "x", "number": False, "format": ""}
    for change in ({"sheet": None}, {"first_row": 1}, {"columns": [1]}, {"columns": [unknown]}):
        broken = {**mapping.to_dict(), **change}
        with pytest.raises(UserError) as refused:
            FormMapping.from_dict(broken)
        assert refused.value.code == "form_mapping_invalid"


def test_fewer_rows_than_ready_keep_everything_in_place(form: Path, tmp_path: Path) -> None:
    before = form.read_bytes()
    out = tmp_path / "isi.xlsx"
    filled = fill(form, learn(form, recognise), [person(1), person(2)], out)
    assert filled.rows == 2 and filled.outside_choices == () and filled.losses == ()
    assert form.read_bytes() == before

    sheet = read(out)["Data"]
    assert sheet["B7"].value == "PESERTA 1"
    assert (sheet["C7"].value, sheet["C7"].data_type) == ("6201021205900001", "s")
    assert sheet["C7"].number_format == "@" and sheet["H7"].value == "081250000001"
    assert sheet["E7"].is_date and sheet["E7"].number_format == "dd/mm/yyyy"
    assert sheet["F7"].value == "Perempuan" and sheet["F8"].value == "Laki-laki"
    assert sheet["G7"].value == "SMK"
    assert sheet["A7"].value == "=ROW()-6"
    assert sheet["C7"].font.name == "Tahoma" and sheet["C7"].fill.fgColor.rgb == "FFDDEEFF"
    assert sheet["B9"].value is None and sheet["A9"].value == "=ROW()-6"
    assert sheet["C12"].value == "=COUNTA(C7:C11)"
    assert sheet["A1"].value == "LSP KONSTRUKSI UJI COBA"
    rich = openpyxl.load_workbook(out, rich_text=True)["Data"]["A2"].value
    assert isinstance(rich, CellRichText) and isinstance(rich[1], TextBlock) and rich[1].font.b


def test_more_rows_than_ready_move_what_stands_below(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "isi.xlsx"
    fill(form, learn(form, recognise), [person(n) for n in range(1, 13)], out)
    book = read(out)
    sheet = book["Data"]

    assert [sheet.cell(row, 2).value for row in range(7, 19)] == [
        f"PESERTA {n}" for n in range(1, 13)
    ]
    assert {sheet.cell(row, 1).value for row in range(7, 19)} == {"=ROW()-6"}
    for row in range(7, 19):
        assert sheet.cell(row, 3).font.name == "Tahoma"
        assert sheet.row_dimensions[row].height == 21
        bottom = sheet.cell(row, 3).border.bottom
        assert bottom is not None and bottom.style == ("medium" if row == 18 else "thin")
    # the totals and the signature, seven rows lower
    assert sheet["B19"].value == "JUMLAH" and sheet["C19"].value == "=COUNTA(C7:C18)"
    assert sheet["G22"].value == "Ketua LSP," and sheet["G15"].value == "SMK"
    assert sheet["G23"].value == '="Jumlah: "&C19' and sheet["G23"].font.bold
    assert sheet.row_dimensions[22].height == 40
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert "G22:I22" in merged and "G15:I15" not in merged and "D4:E4" in merged
    # what reaches over the table's rows
    ranges = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert ranges == {"F7:F18": '"Laki-laki,Perempuan"', "G7:G18": "Daftar!$A$1:$A$4"}
    assert [str(c.sqref) for c in sheet.conditional_formatting] == ["C7:C18"]
    assert sheet.print_area == "'Data'!$A$1:$I$25" and sheet.print_title_rows == "$4:$6"
    assert sheet.freeze_panes == "C7" and sheet.page_setup.paperSize == 14
    assert book.defined_names["semua_nik"].attr_text == "Data!$C$7:$C$18"
    assert sorted(image.anchor._from.row for image in sheet._images) == [0, 23]  # type: ignore[attr-defined,unused-ignore]
    # the other sheets
    assert [cell.value for cell in book["Daftar"]["A"]] == ["SD", "SMP", "SMA", "SMK"]
    recap = book["Rekap"]
    assert recap["A1"].value == "=COUNTA(Data!C7:C18)"
    assert recap["A2"].value == "=Data!C19*2" and recap["A3"].value == "=Data!$C$7"
    assert recap["B1"].fill.fgColor.rgb == "FFDDEEFF"
    assert book.calculation.fullCalcOnLoad


def test_a_table_and_its_filter_grow_with_the_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Nama", "NIK", "Kode Pendidikan"])
    for row in range(2, 5):
        sheet.cell(row, 1).border = sheet.cell(row, 2).border = Border(THIN, THIN, THIN, THIN)
        sheet.cell(row, 3).border = Border(THIN, THIN, THIN, THIN)
    sheet.add_table(Table(displayName="Peserta", ref="A1:C4"))
    sheet["A6"] = "Kumai, 2026"
    sheet["A6"].hyperlink = "https://lsp.example/"
    form = tmp_path / "tabel.xlsx"
    book.save(form)
    mapping = learn(form, recognise)
    assert (mapping.first_row, mapping.last_row) == (2, 4)
    assert mapping.fields == ("name", "nik", "education_code")
    out = tmp_path / "isi.xlsx"
    fill(form, mapping, [person(n) for n in range(1, 7)], out)
    filled = read(out).worksheets[0]
    assert filled.tables["Peserta"].ref == "A1:C7"
    assert filled["A9"].value == "Kumai, 2026"
    assert filled["A9"].hyperlink is not None and filled["A9"].hyperlink.ref == "A9"


def test_a_form_with_one_ready_row_grows_from_it(tmp_path: Path) -> None:
    form = make_form(tmp_path / "satu.xlsx", ready=1)
    mapping = learn(form, recognise)
    assert (mapping.first_row, mapping.last_row) == (7, 7)
    out = tmp_path / "isi.xlsx"
    fill(form, mapping, [person(n) for n in range(1, 4)], out)
    sheet = read(out)["Data"]
    assert [sheet.cell(row, 2).value for row in (7, 8, 9)] == [
        "PESERTA 1",
        "PESERTA 2",
        "PESERTA 3",
    ]
    assert sheet["B10"].value == "JUMLAH"
    assert {str(v.sqref) for v in sheet.data_validations.dataValidation} == {"F7:F9", "G7:G9"}
    assert sheet["A9"].value == "=ROW()-6"


def test_cells_merged_across_a_row_are_merged_in_new_rows_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"], sheet["D1"] = "No", "Nama", "NIK"
    for row in range(1, 4):
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
        for column in range(1, 5):
            sheet.cell(row, column).border = Border(THIN, THIN, THIN, THIN)
    form = tmp_path / "gabung.xlsx"
    book.save(form)
    mapping = learn(form, recognise)
    assert [column.index for column in mapping.columns] == [1, 2, 4]
    out = tmp_path / "isi.xlsx"
    fill(form, mapping, [person(n) for n in range(1, 5)], out)
    filled = read(out).worksheets[0]
    assert {str(cells) for cells in filled.merged_cells.ranges} == {
        f"B{n}:C{n}" for n in range(1, 6)
    }
    assert [cell.value for cell in filled["A"]] == ["No", 1, 2, 3, 4]
    assert [cell.value for cell in filled["D"]][1:] == [person(n)["nik"] for n in range(1, 5)]


def test_a_running_formula_keeps_counting(tmp_path: Path) -> None:
    form = make_form(tmp_path / "urut.xlsx", ready=2)
    book = read(form)
    book["Data"]["A7"], book["Data"]["A8"] = 1, "=A7+1"
    book.save(form)
    out = tmp_path / "isi.xlsx"
    fill(form, learn(form, recognise), [person(n) for n in range(1, 6)], out)
    sheet = read(out)["Data"]
    assert [sheet.cell(row, 1).value for row in range(7, 12)] == [
        1, "=A7+1", "=A8+1", "=A9+1", "=A10+1",
    ]  # fmt: skip


def test_an_unframed_form_fills_down_from_its_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Nama", "No. KTP", "Tanggal Lahir", "Kode Kota"])
    form = tmp_path / "polos.xlsx"
    book.save(form)
    mapping = learn(form, recognise)
    assert (mapping.first_row, mapping.last_row) == (2, 2)
    assert mapping.fields == ("name", "nik", "birth_date", "regency_code")
    out = tmp_path / "isi.xlsx"
    row = {**person(1), "regency_code": "6201", "name": "=cmd|' /C calc'!A0"}
    fill(form, mapping, [row, person(2)], out)
    filled = read(out).worksheets[0]
    assert filled["A2"].data_type == "s" and filled["A2"].value == row["name"]
    assert filled["A2"].quotePrefix
    assert filled["C2"].number_format == "dd-mm-yyyy"
    assert (filled["D2"].value, filled["D2"].data_type) == ("6201", "s")
    assert filled["B3"].value == person(2)["nik"]


def test_a_value_the_drop_down_lacks_is_written_and_told(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "isi.xlsx"
    odd = {**person(1), "education_level": "D3"}
    filled = fill(form, learn(form, recognise), [odd], out)
    assert filled.outside_choices == (OutsideChoice(7, "PENDIDIKAN", "D3"),)
    assert read(out)["Data"]["G7"].value == "D3"


def with_extension(path: Path) -> None:
    """Put a drop-down where Excel puts those whose list lies on another sheet."""
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        "<x14:formula1><xm:f>Daftar!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>I7:I11</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</worksheet>", extension.encode())
    with zipfile.ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)


def test_a_drop_down_in_excels_extension_is_kept(form: Path, tmp_path: Path) -> None:
    with_extension(form)
    out = tmp_path / "isi.xlsx"
    fill(form, learn(form, recognise), [person(n) for n in range(1, 8)], out)
    kept = {str(v.sqref): v for v in read(out)["Data"].data_validations.dataValidation}
    assert kept["I7:I13"].formula1 == "Daftar!$A$1:$A$4"
    assert kept["I7:I13"].showErrorMessage


def test_what_cannot_be_kept_is_told(form: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(form, "a") as package:
        package.writestr("xl/ctrlProps/ctrlProp1.xml", "<x/>")
    filled = fill(form, learn(form, recognise), [person(1)], tmp_path / "isi.xlsx")
    assert filled.losses == ("kotak centang atau tombol",)


def test_macros_are_kept(form: Path, tmp_path: Path) -> None:
    with_macros = tmp_path / "makro.xlsm"
    with zipfile.ZipFile(form) as package, zipfile.ZipFile(with_macros, "w") as changed:
        for name in package.namelist():
            data = package.read(name).replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            changed.writestr(name, data)
        changed.writestr("xl/vbaProject.bin", b"makro")
    out = tmp_path / "isi.xlsm"
    fill(with_macros, learn(with_macros, recognise), [person(1)], out)
    with zipfile.ZipFile(out) as package:
        assert package.read("xl/vbaProject.bin") == b"makro"


def test_the_office_can_point_at_sheet_and_header(form: Path) -> None:
    mapping = learn(form, recognise, sheet="Data", header_row=5)
    assert mapping.header_row == 5
    with pytest.raises(UserError, match="Data, Daftar, Rekap"):
        learn(form, recognise, sheet="Tiada")
    with pytest.raises(UserError) as refused:
        learn(form, recognise, sheet="Daftar")
    assert refused.value.code == "form_header_not_found"


def test_a_form_that_changed_is_refused(form: Path, tmp_path: Path) -> None:
    mapping = learn(form, recognise)
    book = read(form)
    book["Data"]["C4"] = "NOMOR LAIN"
    book.save(form)
    with pytest.raises(UserError) as refused:
        fill(form, mapping, [person(1)], tmp_path / "isi.xlsx")
    assert refused.value.code == "form_changed" and "NOMOR LAIN" in str(refused.value)
    assert not (tmp_path / "isi.xlsx").exists()


def test_cancel_leaves_no_file(form: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fill(form, learn(form, recognise), [person(1)], tmp_path / "isi.xlsx",
             is_cancelled=lambda: True)  # fmt: skip
    assert not (tmp_path / "isi.xlsx").exists()


def test_files_that_are_no_form_are_told(form: Path, tmp_path: Path) -> None:
    old = tmp_path / "lama.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(form.read_bytes()[:500])
    for path, code in (
        (old, "form_not_xlsx"),
        (broken, "form_broken"),
        (tmp_path / "tiada.xlsx", "form_missing"),
    ):
        with pytest.raises(UserError) as refused:
            learn(path, recognise)
        assert refused.value.code == code and path.name in str(refused.value)
    with pytest.raises(UserError) as refused:
        fill(form, learn(form, recognise), [], tmp_path / "isi.xlsm")
    assert refused.value.code == "form_suffix"


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=A5", "=A5"),
        ("=A10", "=A13"),
        ("=$A$10+B4", "=$A$13+B4"),
        ("=SUM(C5:C9)", "=SUM(C5:C12)"),
        ("=SUM(C5:C8)", "=SUM(C5:C8)"),
        ("=SUM(Data!C5:C9)", "=SUM(Data!C5:C12)"),
        ("=SUM('Lain'!C5:C9)", "=SUM('Lain'!C5:C9)"),
        ('="A10"&A10', '="A10"&A13'),
        ("=SUM(C:C)", "=SUM(C:C)"),
        ("=LOG10(A10)", "=LOG10(A13)"),
        ("=Tabel1[NIK]", "=Tabel1[NIK]"),
    ],
)
def test_references_move_as_excel_moves_them(formula: str, moved: str) -> None:
    def shift(first: int, last: int) -> tuple[int, int]:
        return (first + 3 if first >= 9 else first), (last + 3 if last >= 9 else last)

    assert shift_references(formula, "Data", "Data", shift) == moved


def test_a_column_of_the_mapping_is_what_it_says() -> None:
    mapping = FormMapping("Data", 1, 2, 3, (FormColumn(1, "NIK", "nik"), FormColumn(2, "LAIN")))
    assert mapping.fields == ("nik",)
