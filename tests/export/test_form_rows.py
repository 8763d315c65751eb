"""More rows than a form has ready: it grows, and what stands below moves down."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from sertidesk.export.form_fill import fill
from sertidesk.export.form_learn import learn
from tests.builders.forms import THIN, make_form, person, read, recognise


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return make_form(tmp_path / "formulir.xlsx")


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
