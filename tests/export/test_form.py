"""An LSP's form, learned once and filled: everything that is not ours stays as it was."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.datavalidation import DataValidation

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.export.form import FormColumn, FormMapping
from sertidesk.export.form_fill import OutsideChoice, fill
from sertidesk.export.form_learn import learn
from sertidesk.export.form_rows import shift_references
from tests.builders.forms import make_form, person, read, recognise


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return make_form(tmp_path / "formulir.xlsx")


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


def test_a_form_without_a_frame_ends_with_its_numbers_and_its_drop_down_grows(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["NO", "NAMA", "NIK", "JENIS KELAMIN"])
    for number in range(1, 5):
        sheet.append([number])
    sheet["B8"] = "Mengetahui, Ketua LSP"  # two blank rows below the table
    choices = DataValidation(type="list", formula1='"L,P"')
    choices.add("D2:D5")
    sheet.add_data_validation(choices)
    path, out = tmp_path / "polos.xlsx", tmp_path / "isi.xlsx"
    book.save(path)
    mapping = learn(path, recognise)
    assert (mapping.first_row, mapping.last_row) == (2, 5)
    fill(path, mapping, [person(n) for n in range(1, 8)], out)
    filled = openpyxl.load_workbook(out).active
    assert filled is not None
    (grown,) = filled.data_validations.dataValidation
    assert str(grown.sqref) == "D2:D8"
    assert filled["B11"].value == "Mengetahui, Ketua LSP"
