"""Failed rows come back as text under their own headers, with the reason in front."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from sertidesk.export.intake import FailedRow, FailedSheet, write_failed_rows

HEADERS = ("No", "N I K", "Nama", "")
SPOILED = FailedRow(
    9, ("1", "6,20102E+15", "=BUDI()", "x", "lebih"), ("NIK rusak oleh Excel.", "Nama aneh.")
)


def rows_of(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_rows_keep_headers_cells_and_reasons(tmp_path: Path) -> None:
    path = tmp_path / "gagal.xlsx"
    other = FailedSheet("Desa B", ("NIK",), (FailedRow(3, ("0123",), ("NIK kurang angka.",)),))
    written = write_failed_rows(path, [FailedSheet("Desa A", HEADERS, (SPOILED,)), other])
    assert written.rows == 2
    assert rows_of(path, "Desa A") == [
        ["ALASAN", "BARIS ASAL", "No", "N I K", "Nama", "KOLOM 4", "KOLOM 5"],
        ["NIK rusak oleh Excel.\nNama aneh.", 9, "1", "6,20102E+15", "=BUDI()", "x", "lebih"],
    ]
    sheet = openpyxl.load_workbook(path)["Desa A"]
    assert {sheet.cell(2, column).number_format for column in (3, 4, 6)} == {"@"}
    assert all(sheet.cell(2, column).data_type == "s" for column in range(3, 8))
    assert rows_of(path, "Desa B")[1] == ["NIK kurang angka.", 3, "0123"]


def test_a_second_failure_replaces_the_first_reason(tmp_path: Path) -> None:
    path = tmp_path / "gagal.xlsx"
    again = FailedSheet(
        "Desa A",
        ("ALASAN", "Baris asal", "NIK"),
        (FailedRow(2, ("lama", "9", "123"), ("NIK kurang angka.",)),),
    )
    write_failed_rows(path, [again])
    assert rows_of(path, "Desa A") == [
        ["ALASAN", "BARIS ASAL", "NIK"],
        ["NIK kurang angka.", 2, "123"],
    ]


def test_sheets_without_failures_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "gagal.xlsx"
    full = FailedSheet("Desa A", HEADERS, (SPOILED,))
    write_failed_rows(path, [FailedSheet("Desa/B", HEADERS, ()), full, full])
    assert openpyxl.load_workbook(path).sheetnames == ["Desa A", "Desa A (2)"]
    assert write_failed_rows(path, []).rows == 0
    assert rows_of(path, "Kosong") == [["ALASAN", "BARIS ASAL"]]
