"""Answers as registries really return them: any layout, any order, damaged numbers, two headers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.clarification import AnswerRow
from sertidesk.domain.errors import UserError
from sertidesk.intake import clarification, clarification_columns
from sertidesk.intake.sheet import Cell, Sheet

TODAY = date(2026, 11, 21)
A, B, C = "6201021205900001", "6201024107950002", "6201020303880003"


def book(path: Path, *rows: Sequence[object], merged: Sequence[str] = ()) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(path)
    return path


def read(path: Path) -> tuple[AnswerRow, ...]:
    return clarification.read(path, today=TODAY).rows


def brief(rows: Sequence[AnswerRow]) -> list[tuple[int, str | None, str]]:
    return [(row.row, row.nik, row.result) for row in rows]


def test_a_letterhead_a_total_and_a_signature_are_no_rows(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["PEMERINTAH KABUPATEN CONTOH"],
        ["DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"],
        ["HASIL KLARIFIKASI DATA", None, "Putaran 3"],
        [],
        ["NO", "NIK", "NAMA LENGKAP", "HASIL", "KETERANGAN"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, A, "BUDI SANTOSA", "Sesuai", None],
        [2, B, "SITI AMINAH", "Tidak Ditemukan", "cek lagi"],
        ["Jumlah", None, 2],
        [],
        [None, None, "Pangkalan Bun, 20 November 2026"],
        [None, None, "Kepala Bidang,"],
        [None, None, "SARI CONTOH"],
        [None, None, "NIP. 19690610 199503 1 012"],
    )
    answer = clarification.read(path, today=TODAY)
    assert brief(answer.rows) == [(7, A, "Sesuai"), (8, B, "Tidak Ditemukan")]
    assert answer.rows[1].remark == "cek lagi"
    assert answer.round == 3
    assert answer.rows[0].number == 1


@pytest.mark.parametrize(
    "header",
    [
        ["Status", "Nama", "No. KTP"],
        ["HASIL VERIFIKASI", "NAMA_LGKP", "NIK"],
        ["Jawaban Dukcapil", "Nama Peserta", "Nomor Induk Kependudukan"],
        ["Padan / Tidak Padan", "NAMA", "NIK"],
        ["Respon", "NAMA LENGKAP", "NIK (sesuai KTP)"],
        ["Kolom X", "NAMA LENGKAP", "NIK"],
        ["KETERANGAN", "NAMA LENGKAP", "NIK"],
    ],
)
def test_columns_are_found_under_other_names_and_in_another_order(
    tmp_path: Path, header: list[str]
) -> None:
    path = book(
        tmp_path / "a.xlsx", header, ["Tidak padan", "BUDI", A], ["Padan", "SITI AMINAH", B]
    )
    rows = read(path)
    assert [(row.nik, row.name) for row in rows] == [(A, "BUDI"), (B, "SITI AMINAH")]
    assert [row.result or row.remark for row in rows] == ["Tidak padan", "Padan"]


def test_status_of_marriage_and_work_is_no_result(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["NIK", "NAMA_LGKP", "STATUS_KAWIN", "STATUS HUB KELUARGA", "STATUS", "JENIS_PKRJN"],
        [A, "BUDI", "BELUM KAWIN", "ANAK", "AKTIF", "KONSTRUKSI"],
    )
    assert read(path)[0].result == "AKTIF"
    assert read(path)[0].remark == ""


def test_machine_names_of_the_registry_are_read_by_field(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["NIK", "NAMA_LGKP", "TMPT_LHR", "TGL_LHR", "JENIS_KLMIN", "ALAMAT", "NO_RT", "NO_RW",
         "KEL_NAME", "KEC_NAME", "NO_KK", "STATUS"],
        [A, "BUDI", "KUMAI", "12-05-1990", "Laki-Laki", "JL MELATI", 1, 2, "SIDOREJO",
         "ARUT SELATAN", "6201020101010001", "SESUAI"],
    )  # fmt: skip
    assert read(path)[0].theirs == {
        "nik": A, "name": "BUDI", "birth_place": "KUMAI", "birth_date": "1990-05-12", "sex": "L",
        "address": "JL MELATI", "rt": "001", "rw": "002", "village": "SIDOREJO",
        "district": "ARUT SELATAN",
    }  # fmt: skip


def test_the_registrys_own_columns_go_before_our_copy(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["NIK", "NAMA LENGKAP", "NAMA DUKCAPIL", "TGL LAHIR", "TGL LAHIR SEHARUSNYA", "HASIL"],
        [A, "Budi Santosa", "BUDI SANTOSO", "12-05-1990", None, "Tidak sesuai"],
    )
    (row,) = read(path)
    assert row.name == "Budi Santosa"
    assert (row.theirs["name"], row.theirs["birth_date"]) == ("BUDI SANTOSO", "1990-05-12")


def test_two_header_rows_part_ours_from_theirs(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["NO", "DATA PEMOHON", None, "DATA KEPENDUDUKAN", None, "HASIL"],
        [None, "NIK", "NAMA", "NIK", "NAMA", None],
        [1, A, "Budi Santosa", "6201021205900077", "BUDI SANTOSO", "TIDAK SESUAI"],
        merged=["A1:A2", "B1:C1", "D1:E1", "F1:F2"],
    )
    (row,) = read(path)
    assert (row.nik, row.name, row.result) == (A, "Budi Santosa", "TIDAK SESUAI")
    assert (row.theirs["nik"], row.theirs["name"]) == ("6201021205900077", "BUDI SANTOSO")


def test_verdicts_on_fields_are_no_values(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["NIK", "NAMA", "TGL LAHIR", "KESESUAIAN ALAMAT"],
        [A, "Sesuai (100)", "Tidak Sesuai", "Sesuai"],
        [B, "Sesuai (100)", "Sesuai", "Sesuai"],
    )
    first, second = read(path)
    assert (first.name, first.theirs) == ("", {"nik": A, "birth_date": None})
    assert first.confirmed == {"name", "address"}
    assert second.confirmed == {"name", "birth_date", "address"}


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        (A, A),
        (f"'{A}", A),
        ("6201 0212 0590 0001", A),
        ("62.01.02.120590.0001\u00a0", A),
        (f"{A}.0", A),
        (6201021205900001, A),
        (6201021205900000, None),
        (9971021205900001, None),
        ("6,20102E+15", None),
        ("620102120590000", None),
        ("62010212O5900001", None),
    ],
)
def test_only_a_whole_nik_is_a_nik(tmp_path: Path, cell: object, whole: str | None) -> None:
    path = book(tmp_path / "a.xlsx", ["NO", "NIK", "NAMA", "HASIL"], [1, cell, "BUDI", "Sesuai"])
    (row,) = read(path)
    assert row.nik == whole
    assert row.theirs.get("nik") == whole
    assert row.nik_text


@pytest.mark.parametrize(
    "cell",
    [date(1990, 5, 12), 33005, "12-05-1990", "12/5/90", "12 Mei 1990", "1990-05-12",
     "Pangkalan Bun, 12 Mei 1990"],
)  # fmt: skip
def test_dates_are_read_in_every_spelling(tmp_path: Path, cell: object) -> None:
    header = "TEMPAT, TANGGAL LAHIR" if isinstance(cell, str) and "," in cell else "TGL LAHIR"
    path = book(tmp_path / "a.xlsx", ["NIK", "NAMA", header, "HASIL"], [A, "BUDI", cell, "ok"])
    (row,) = read(path)
    assert row.theirs["birth_date"] == "1990-05-12"
    assert row.theirs.get("birth_place") == ("Pangkalan Bun" if "," in header else None)


def test_a_date_that_cannot_be_read_never_becomes_theirs(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["NIK", "NAMA", "TGL LAHIR", "HASIL"],
                [A, "BUDI", "31-02-1990", "Sesuai"])  # fmt: skip
    assert "birth_date" not in read(path)[0].theirs


def test_every_sheet_is_read_and_a_repeated_header_too(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    first = made.active
    for row in (["NIK", "NAMA", "HASIL"], [A, "BUDI", "Sesuai"], [],
                ["NAMA", "HASIL", "NIK"], ["SITI", "Ganda", B]):  # fmt: skip
        first.append(row)
    second = made.create_sheet("Kumai")
    second.append(["NIK", "STATUS"])
    second.append([C, "Pindah"])
    made.create_sheet("Petunjuk").append(["Isi kolom HASIL"])
    made.save(tmp_path / "a.xlsx")
    rows = read(tmp_path / "a.xlsx")
    assert brief(rows) == [(2, A, "Sesuai"), (5, B, "Ganda"), (2, C, "Pindah")]
    assert rows[2].sheet == "Kumai"


def test_a_list_without_a_header_is_read_by_its_niks(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [A, "BUDI", "Sesuai"], [B, "SITI", "Tidak ditemukan"])
    assert [(row.nik, row.name, row.result) for row in read(path)] == [
        (A, "BUDI", "Sesuai"),
        (B, "SITI", "Tidak ditemukan"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_are_answers_too(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    rows = [["NIK", "NAMA", "HASIL"], [A, "BUDI", "Sesuai"], [B, "SITI", "Meninggal"]]
    path.write_bytes("\r\n".join(map(delimiter.join, rows)).encode(encoding))
    assert brief(read(path)) == [(2, A, "Sesuai"), (3, B, "Meninggal")]


def test_an_html_table_saved_as_xls_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        f"<table><tr><th>NIK</th><th>STATUS</th></tr><tr><td>{A}</td><td>Padan</td></tr></table>"
    )
    assert brief(read(path)) == [(2, A, "Padan")]


def test_several_result_columns_are_read_together(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["NIK", "STATUS NIK", "HASIL", "KET"],
                [A, "AKTIF", "TIDAK SESUAI", "nama beda"], [B, None, "SESUAI", None])  # fmt: skip
    first, second = read(path)
    assert (first.result, first.remark) == ("AKTIF", "TIDAK SESUAI; nama beda")
    assert (second.result, second.remark) == ("SESUAI", "")


@pytest.mark.parametrize(
    "content", [b"", b"halo", b"Daftar belanja\nbeli,paku\nbeli,semen\n", b"PK\x03\x04rusak"]
)
def test_what_is_no_answer_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError):
        read(path)


cells = st.one_of(
    st.none(),
    st.sampled_from(["NIK", "NAMA", "HASIL", "KETERANGAN", "Sesuai", A, B, "1", "TGL LAHIR"]),
    st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**17), 10**17),
    st.dates(),
    st.booleans(),
)


@given(st.lists(st.lists(cells, max_size=6), max_size=12))
def test_any_sheet_is_gone_through_and_no_row_counts_twice(rows: list[list[Cell]]) -> None:
    sheet = Sheet("Acak", rows)
    found = [
        row.row
        for table in clarification_columns.find(sheet)
        for row in clarification.rows_of(sheet, table, TODAY)
    ]
    assert len(found) == len(set(found))
    assert all(0 < number <= len(rows) for number in found)


COLUMNS: dict[str, tuple[Cell, Cell]] = {
    "NO": (1.0, 2.0),
    "NIK": (A, B),
    "NAMA LENGKAP": ("BUDI SANTOSA", "SITI AMINAH"),
    "TANGGAL LAHIR": ("12-05-1990", "01-07-1995"),
    "HASIL": ("TIDAK SESUAI", "SESUAI"),
    "KETERANGAN": ("nama beda", ""),
    "NO KK": ("6201020101010001", "6201020101010002"),
    "KECAMATAN": ("ARUT SELATAN", "KUMAI"),
}


@given(st.permutations(list(COLUMNS)), st.integers(0, 4), st.booleans())
def test_the_order_of_columns_and_rows_does_not_matter(
    order: list[str], above: int, turned: bool
) -> None:
    persons: list[list[Cell]] = [[COLUMNS[name][n] for name in order] for n in (0, 1)]
    head: list[list[Cell]] = [["PEMERINTAH KABUPATEN"], ["DINAS"], [], ["Nomor: 470/12/2026"]]
    sheet = Sheet("Hasil", [*head[:above], list(order), *(persons[::-1] if turned else persons)])
    found = {
        row.nik: (row.number, row.name, row.result, row.remark, row.birth_date)
        for table in clarification_columns.find(sheet)
        for row in clarification.rows_of(sheet, table, TODAY)
    }
    assert found == {
        A: (1, "BUDI SANTOSA", "TIDAK SESUAI", "nama beda", "1990-05-12"),
        B: (2, "SITI AMINAH", "SESUAI", "", "1995-07-01"),
    }


def test_a_result_merged_over_several_rows_holds_for_each(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["NO", "NIK", "NAMA", "HASIL", "KETERANGAN"],
        [1, A, "BUDI SANTOSA", "Sesuai", "lengkap"],
        [2, B, "SITI AMINAH"],
        [3, C, "JOKO CONTOH", "Tidak ditemukan"],
        merged=["D2:D3", "E2:E3"],
    )
    assert [(row.result, row.remark) for row in read(path)] == [
        ("Sesuai", "lengkap"), ("Sesuai", "lengkap"), ("Tidak ditemukan", "")
    ]  # fmt: skip
