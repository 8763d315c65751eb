"""The blank list for villages: text cells, drop-downs, messages, and no example to import."""

from __future__ import annotations

import re

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sertidesk.export.template import INSTRUCTIONS, SHEET, write_template

CHOICES = {
    "education_level": ["SD", "SMP", "SMA", "SMK"],
    "occupation": [f"Tukang Nomor {n}" for n in range(1, 80)],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("kosong") / "daftar.xlsx"
    values = {"office": "DINAS PUPR", "activity": "Sertifikasi 2026"}
    written = write_template(path, choices=CHOICES, title_values=values)
    assert written.rows == 0
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def sheet(book: openpyxl.Workbook) -> Worksheet:
    return book[SHEET]


def header_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 12) if sheet.cell(row, 2).value == "NIK")


def column_of(sheet: Worksheet, header: str) -> str:
    cells = sheet[header_row(sheet)]
    return next(cell.column_letter for cell in cells if cell.value == header)


def validation_of(
    sheet: Worksheet, header: str
) -> openpyxl.worksheet.datavalidation.DataValidation:
    cell = f"{column_of(sheet, header)}{header_row(sheet) + 1}"
    return next(v for v in sheet.data_validations.dataValidation if cell in v.sqref)


@pytest.mark.parametrize("header", ["NIK", "TANGGAL LAHIR", "RT", "RW", "NOMOR HP"])
def test_digits_are_text_for_five_hundred_rows(sheet: Worksheet, header: str) -> None:
    column, first = column_of(sheet, header), header_row(sheet) + 1
    formats = {sheet[f"{column}{row}"].number_format for row in range(first, first + 500)}
    assert formats == {"@"}


def test_the_nik_is_checked_with_a_message(sheet: Worksheet) -> None:
    validation = validation_of(sheet, "NIK")
    first = header_row(sheet) + 1
    assert validation.type == "custom" and validation.errorStyle in (None, "stop")
    assert f"LEN(B{first})=16" in validation.formula1
    assert f"$B${first}:$B${first + 499}=B{first}" in validation.formula1
    assert "16 angka" in validation.error and "16 angka" in validation.prompt
    assert str(validation.sqref) == f"B{first}:B{first + 499}"


def test_lists_are_offered(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    assert validation_of(sheet, "JENIS KELAMIN (L/P)").formula1 == '"L,P"'
    assert validation_of(sheet, "PENDIDIKAN TERAKHIR").formula1 == '"SD,SMP,SMA,SMK"'
    occupation = validation_of(sheet, "JABATAN KERJA")
    assert occupation.errorStyle == "information"
    assert occupation.formula1 == "'Pilihan'!$A$1:$A$79"
    assert [cell.value for cell in book["Pilihan"]["A"]] == CHOICES["occupation"]
    assert book["Pilihan"].sheet_state == "hidden"


def test_every_message_is_short_enough_for_excel(sheet: Worksheet) -> None:
    for validation in sheet.data_validations.dataValidation:
        assert len(validation.error or "") <= 255 and len(validation.prompt or "") <= 255
        assert len(validation.errorTitle or "") <= 32 and len(validation.promptTitle or "") <= 32
        assert len(validation.formula1 or "") <= 255


def test_nothing_in_it_can_be_taken_for_a_person(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    below = sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True)
    assert all(value is None for row in below for value in row)
    for row in book[INSTRUCTIONS].iter_rows(values_only=True):
        texts = [str(value) for value in row if value is not None]
        has_nik = any(re.fullmatch(r"\d{16}", text) for text in texts)
        assert not (has_nik and "CONTOH NAMA SAJA" in texts)
        assert not {"NIK", "NAMA SESUAI KTP"} <= set(texts)


def test_it_is_ready_to_print_and_to_fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    first = header_row(sheet) + 1
    assert book.active is not None and book.active.title == SHEET
    assert sheet.freeze_panes == f"D{first}"
    assert sheet.page_setup.paperSize == 14 and sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${first - 1}:${first - 1}"
    assert sheet["A2"].value == "DINAS PUPR" and sheet["A3"].value == "Sertifikasi 2026"
    visible = [s.title for s in book.worksheets if s.sheet_state == "visible"]
    assert visible == [SHEET, INSTRUCTIONS]
