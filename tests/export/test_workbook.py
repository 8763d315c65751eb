"""Workbooks written by a layout are reopened and their cells, types and set-up are checked."""

from __future__ import annotations

import errno
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.export import workbook
from sertidesk.export.layout_toml import find, shipped
from sertidesk.export.layouts import Column, Fill, Layout, Paper, Sheet

BUDI: dict[str, object] = {
    "nik": "6201021205900001",
    "name": "BUDI SANTOSO",
    "birth_place": "PANGKALAN BUN",
    "birth_date": date(1990, 5, 12),
    "sex": "L",
    "full_address": "JL. MAWAR NO. 7 RT 003 RW 001",
    "address": "JL. MAWAR NO. 7",
    "rt": "003",
    "rw": "001",
    "postcode": "07411",
    "phone": "+6281250001234",
    "npwp": "012345678901000",
    "result_k_bk": "K",
}
SITI: dict[str, object] = {**BUDI, "nik": "6201025505950002", "name": "SITI AMINAH", "sex": "P"}


def layout_of(*columns: Column, **sheet: object) -> Layout:
    return Layout("uji", "Uji", "other", (Sheet("Uji", columns, **sheet),))  # type: ignore[arg-type]


def sheet_of(path: Path, name: str | None = None) -> openpyxl.worksheet.worksheet.Worksheet:
    book = openpyxl.load_workbook(path)
    found = book[name] if name else book.worksheets[0]
    assert isinstance(found, openpyxl.worksheet.worksheet.Worksheet)
    return found


def test_bnsp_sheet_has_exactly_its_nineteen_columns(tmp_path: Path) -> None:
    path = tmp_path / "bnsp.xlsx"
    written = workbook.write(find(shipped(), "bnsp-asesmen"), [BUDI], path)

    sheet = sheet_of(path)
    assert sheet.title == "Data Asesmen"
    assert [cell.value for cell in sheet[1]] == [
        "No",
        "NAMA ASESI",
        "NIK",
        "TEMPAT LAHIR",
        "TANGGAL LAHIR (dd/mm/yyyy)",
        "JENIS KELAMIN (L/P)",
        "TEMPAT TINGGAL",
        "KODE KOTA",
        "KODE PROVINSI",
        "TELP",
        "EMAIL",
        "KODE PENDIDIKAN",
        "KODE PEKERJAAN",
        "KODE JADWAL",
        "TANGGAL UJI (hh/bb/yyyy)",
        "NOMOR REGISTRASI ASESOR",
        "KODE SUMBER ANGGARAN",
        "KODE KEMENTERIAN",
        "K/BK",
    ]
    values = [cell.value for cell in sheet[2]]
    assert values[0] == 1
    assert values[2] == "6201021205900001"
    assert sheet["E2"].is_date and sheet["E2"].number_format == "dd/mm/yyyy"
    assert values[5] == "L" and values[9] == "081250001234" and values[18] == "K"
    assert sheet.max_row == 2
    assert written.rows == 1
    assert written.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_digits_are_text_cells_in_every_shipped_layout(tmp_path: Path) -> None:
    digits = {"nik", "phone", "postcode", "npwp", "rt", "rw"}
    # Even a service that hands over numbers by mistake gets text cells.
    row = {**BUDI, "nik": 6201021205900001, "postcode": 74111}
    for layout in shipped():
        path = tmp_path / f"{layout.name}.xlsx"
        sources = {s.rows: [row] for s in layout.sheets}
        workbook.write(layout, [row], path, more_rows=sources)
        for described in layout.sheets:
            sheet = sheet_of(path, described.name)
            filled = [r for r in sheet.iter_rows() if any(c.value == "6201021205900001" for c in r)]
            has_nik = any(c.field == "nik" for c in described.columns)
            assert len(filled) == (1 if has_nik else 0), layout.name
            for cells in filled:
                for column, cell in zip(described.columns, cells, strict=True):
                    if column.field in digits:
                        assert cell.data_type == "s", (layout.name, column.header)
                        assert cell.number_format == "@", (layout.name, column.header)


def test_disdukcapil_recap_has_head_drop_down_total_and_print_set_up(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    values = {
        "office": "DINAS PUPR",
        "activity": "Sertifikasi 2026 & lanjutan",
        "date": "5 Mei 2026",
    }
    layout = find(shipped(), "disdukcapil")
    workbook.write(layout, [BUDI, SITI], path, title_values=values)

    sheet = sheet_of(path)
    assert sheet["A1"].value == "DINAS PUPR"
    assert sheet["A4"].value == "5 Mei 2026"
    header = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "NO")
    assert [c.value for c in sheet[header]] == [
        "NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR",
        "JENIS KELAMIN", "ALAMAT", "HASIL", "KETERANGAN",
    ]  # fmt: skip
    validation = sheet.data_validations.dataValidation[0]
    assert str(validation.sqref) == f"H{header + 1}:H{header + 2}"
    assert "TIDAK DITEMUKAN" in validation.formula1
    assert sheet.cell(header + 3, 1).value == "Jumlah"
    assert sheet.cell(header + 3, 3).value == 2
    assert sheet.freeze_panes == f"D{header + 1}"
    assert sheet.auto_filter.ref == f"A{header}:I{header + 2}"
    assert sheet.page_setup.paperSize == 14 and sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${header}:${header}"
    assert "Sertifikasi 2026 && lanjutan" in sheet.oddFooter.left.text


def test_sex_totals_count_by_formula_with_its_value_ready(tmp_path: Path) -> None:
    path = tmp_path / "lsp.xlsx"
    workbook.write(find(shipped(), "lsp-sertidesk"), [BUDI, SITI, SITI], path)
    cells = {row[0].value: row[2].value for row in sheet_of(path).iter_rows()}
    assert cells["Perempuan"].endswith(',"P")')
    cached = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    counts = {row[0].value: row[2].value for row in cached.iter_rows()}
    assert (counts["Jumlah"], counts["Laki-laki"], counts["Perempuan"]) == (3, 1, 2)


@pytest.mark.parametrize("text", ["=1+1", "+62 kosong", "-", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "aman.xlsx"
    workbook.write(layout_of(Column("NAMA", field="name")), [{"name": text}], path)
    cell = sheet_of(path)["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix and cell.number_format == "@"


@given(st.text(max_size=60))
def test_any_text_reads_back_clean(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("teks") / "teks.xlsx"
    workbook.write(
        layout_of(Column("A", field="notes"), Column("B", Fill.CONSTANT, constant="x")),
        [{"notes": text}],
        path,
    )
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in wanted if c in "\n\t" or (c >= " " and c not in "\x7f\ufffe\uffff"))
    assert rows[1] == [kept, "x"]


def test_a4_portrait_and_unfrozen_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a4.xlsx"
    layout = replace(layout_of(Column("NO", Fill.NUMBER)), paper=Paper.A4, freeze_header=False)
    workbook.write(layout, [{}, {}], path)
    sheet = sheet_of(path)
    assert sheet.page_setup.paperSize == 9
    assert sheet.freeze_panes is None
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [1, 2]


def test_no_rows_make_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    written = workbook.write(find(shipped(), "siki"), [], path)
    assert written.rows == 0
    assert [s.title for s in openpyxl.load_workbook(path).worksheets] == [
        s.name for s in find(shipped(), "siki").sheets
    ]


def test_other_sources_fill_their_sheets(tmp_path: Path) -> None:
    path = tmp_path / "siki.xlsx"
    school = {"nik": BUDI["nik"], "school": "SMKN 1", "education_level": "SMK"}
    workbook.write(find(shipped(), "siki"), [BUDI], path, more_rows={"education": [school, school]})
    sheet = sheet_of(path, "Pendidikan")
    assert [c.value for c in sheet["B"]][1:] == [BUDI["nik"]] * 2
    personal = sheet_of(path, "Personalia")
    values = {h.value: v.value for h, v in zip(personal[1], personal[2], strict=True)}
    assert values["Tanggal Lahir"] == "1990-05-12" and values["Jenis Kelamin"] == "Pria"


def test_cancel_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "lama.xlsx"
    path.write_bytes(b"yang lama")
    seen: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        workbook.write(
            layout_of(Column("NAMA", field="name")),
            ({"name": "A"} for _ in range(1000)),
            path,
            report=lambda done, total: seen.append((done, total)),
            is_cancelled=lambda: len(seen) == 2,
        )
    assert path.read_bytes() == b"yang lama"
    assert list(tmp_path.iterdir()) == [path]
    assert seen == [(200, 1000), (400, 1000)]


def test_rows_that_fail_midway_leave_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, object]]:
        yield {"name": "A"}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        workbook.write(layout_of(Column("NAMA", field="name")), rows(), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        workbook.write(layout_of(Column("A", field="name")), [], tmp_path / "tak ada" / "x.xlsx")
    assert refused.value.code == "folder_missing"
    assert "x.xlsx" in str(refused.value) and "tak ada" in str(refused.value)


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sertidesk.export.sheets.LAST_ROW", 10)
    with pytest.raises(UserError) as refused:
        workbook.write(layout_of(Column("A", field="name")), [{}] * 11, tmp_path / "x.xlsx")
    assert refused.value.code == "too_many_rows"


def test_long_choice_lists_move_to_a_hidden_sheet(tmp_path: Path) -> None:
    path = tmp_path / "pilihan.xlsx"
    choices = tuple(f"Tukang nomor {n}" for n in range(60))
    layout = layout_of(Column("JABATAN", Fill.BLANK, choices=choices))
    workbook.write(layout, [{}], path)
    book = openpyxl.load_workbook(path)
    assert book["Pilihan"].sheet_state == "hidden"
    assert [c.value for c in book["Pilihan"]["A"]] == list(choices)
    assert book["Uji"].data_validations.dataValidation[0].formula1 == "'Pilihan'!$A$1:$A$60"


def test_a_disk_that_fills_up_at_the_very_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullZip:
        def __init__(self, *args: object, **kwargs: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"yang lama")
    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", FullZip)
    with pytest.raises(UserError) as refused:
        workbook.write(layout_of(Column("A", field="name")), [BUDI], path)
    assert refused.value.code == "disk_full"
    assert path.read_bytes() == b"yang lama"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_a_kill_at_any_moment_leaves_a_whole_workbook(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    script = (
        "import sys; from pathlib import Path\n"
        "from sertidesk.export import workbook\n"
        "from sertidesk.export.layout_toml import find, shipped\n"
        "layout = find(shipped(), 'disdukcapil')\n"
        "for count in range(1, 10_000):\n"
        "    workbook.write(layout, [{'name': f'NAMA {count}'}] * 300, Path(sys.argv[1]))\n"
        "    print(count, flush=True)\n"
    )
    for moment in range(6):
        worker = subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        assert worker.stdout is not None
        worker.stdout.readline()  # one workbook is confirmed
        time.sleep(moment * 0.013)
        worker.kill()
        worker.wait()
        worker.stdout.close()
        assert sheet_of(path).max_row > 300
    workbook.write(find(shipped(), "disdukcapil"), [BUDI], path)
    assert list(tmp_path.iterdir()) == [path]
