"""Headers as LSPs write them, in one row or two; numbers that a spreadsheet has spoiled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sertidesk.intake import certificates
from sertidesk.intake.certificates import role_of

TODAY = date(2026, 11, 21)


def write(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("No. Sertifikat", "number"),
        ("NOMOR SERTIFIKAT KOMPETENSI", "number"),
        ("No SKK", "number"),
        ("No. Registrasi", "lsp_registration"),
        ("Nomor Registrasi LSP", "lsp_registration"),
        ("No. Registrasi LPJK", "lpjk_number"),
        ("Nomor Pencatatan", "lpjk_number"),
        ("No. Blanko", "blank_number"),
        ("Nomor Seri Blangko", "blank_number"),
        ("Tanggal Terbit", "issued_on"),
        ("Tgl Sertifikat", "issued_on"),
        ("Tanggal Ditetapkan", "issued_on"),
        ("Masa Berlaku Sertifikat", "expires_on"),
        ("Tgl Kedaluwarsa", "expires_on"),
        ("Link QR", "qr_link"),
        ("Jabatan Kerja", "occupation"),
        ("Nama Asesi", "name"),
        ("NIK", "nik"),
        ("No", None),
        ("Nomor Sertifikat Pelatihan", None),
        ("Nomor Ijazah", None),
        ("Alamat", None),
    ],
)
def test_a_header_tells_what_its_column_is(header: str, role: str | None) -> None:
    assert role_of(header) == role


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    path = write(
        tmp_path / "dua baris.xlsx",
        ("NO", "NAMA", "SERTIFIKAT", None, "TANGGAL", None),
        (None, None, "NOMOR", "BLANKO", "TERBIT", "BERAKHIR"),
        (1, "Wayan Contoh", "41 1", "B 1", "1-2-2026", "31-1-2031"),
    )
    (row,) = certificates.read(path, today=TODAY)
    assert (row.row, row.name) == (3, "Wayan Contoh")
    assert row.values == {
        "number": "41 1",
        "blank_number": "B 1",
        "issued_on": date(2026, 2, 1),
        "expires_on": date(2031, 1, 31),
    }


def test_a_number_that_a_spreadsheet_rounded_is_not_taken(tmp_path: Path) -> None:
    path = write(
        tmp_path / "angka.xlsx",
        ("Nama", "No. Sertifikat", "No. Blanko", "Tgl Terbit"),
        ("Wayan Contoh", 4100171122000000000000, 77123, "sesuai SK"),
    )
    (row,) = certificates.read(path, today=TODAY)
    assert dict(row.values) == {"blank_number": "77123"}
    assert len(row.unread) == 2


def test_a_header_repeated_on_the_next_page_is_no_person(tmp_path: Path) -> None:
    header = ("Nama", "Nomor Sertifikat")
    path = write(tmp_path / "dua.xlsx", header, ("Wayan", "1"), (), header, ("Made", "2"))
    assert [row.name for row in certificates.read(path, today=TODAY)] == ["Wayan", "Made"]
