"""Result workbooks as LSPs write them: words, marks in columns, remarks, headers of two rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sertidesk.domain.assessment import Decision, Method
from sertidesk.domain.errors import UserError
from sertidesk.intake import results
from sertidesk.intake.results import role_of

TODAY = date(2026, 11, 21)
NIK = "6201014101900001"


def read(path: Path, *rows: tuple[object, ...]) -> list[results.PersonRow]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return results.read(path, today=TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hasil.xlsx"


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Hasil", "decision"), ("HASIL UJI KOMPETENSI", "decision"), ("Keputusan", "decision"),
        ("K / BK", "decision"), ("Kompeten/Belum Kompeten", "decision"),
        ("REKOMENDASI ASESOR", "recommendation"), ("Keterangan", "note"), ("K", "marked_competent"),
        ("BK", "marked_not_competent"), ("TH", "marked_absent"), ("Nama Asesi", "name"),
        ("Nama Asesor", "assessor"), ("Asesor", "assessor"), ("No. Reg Asesor", None),
        ("Tanggal Uji", "assessed_on"), ("Tanggal Lahir", "birth_date"), ("Nilai", "score"),
        ("Skema Kompetensi", None), ("Status Perkawinan", None), ("NIK", "nik"),
    ],
)  # fmt: skip
def test_a_header_tells_what_its_column_is(header: str, role: str | None) -> None:
    assert role_of(header) == role


def test_words_in_one_column(path: Path) -> None:
    rows = read(
        path,
        ("REKAP HASIL UJI KOMPETENSI",),
        ("NO", "NIK", "NAMA", "HASIL", "NILAI", "ASESOR", "TANGGAL UJI", "METODE"),
        (1, NIK, "Sari Contoh", "Kompeten", 85, "Ir. Ketut", "20-11-2026", "Portofolio"),
        (2, "", "Agus Misal", "BK", "-", "", "", "Observasi"),
        ("", "", "Jumlah", 2),
    )
    assert [row.values["decision"] for row in rows] == [
        Decision.COMPETENT,
        Decision.NOT_COMPETENT,
    ]
    assert (rows[0].nik, rows[0].name) == (NIK, "Sari Contoh")
    assert rows[0].values["score"] == "85" and rows[0].values["assessor"] == "Ir. Ketut"
    assert rows[0].values["assessed_on"] == date(2026, 11, 20)
    assert rows[0].values["method"] is Method.PORTFOLIO
    assert "score" not in rows[1].values


def test_marks_in_columns_under_one_header(path: Path) -> None:
    rows = read(
        path,
        ("NO", "NAMA ASESI", "REKOMENDASI", None, "KETERANGAN"),
        (None, None, "K", "BK", None),
        (1, "Sari Contoh", "v", None, None),
        (2, "Agus Misal", None, "√", "Ulang unit 3"),
        (3, "Budi Umpama", None, None, "Tidak hadir"),
        (4, "Citra Andai", "x", "x", None),
    )
    assert [row.values.get("decision") for row in rows] == [
        Decision.COMPETENT,
        Decision.NOT_COMPETENT,
        Decision.ABSENT,
    ]
    assert rows[1].values["note"] == "Ulang unit 3"


def test_a_recommendation_alone_is_the_decision_too(path: Path) -> None:
    (row,) = read(path, ("NIK", "Rekomendasi"), (NIK, "K"))
    assert row.values["recommendation"] is row.values["decision"] is Decision.COMPETENT
    (row,) = read(path, ("NIK", "Rekomendasi"), (NIK, "TH"))
    assert row.values == {"decision": Decision.ABSENT}


def test_both_are_kept_apart_where_the_file_has_both(path: Path) -> None:
    (row,) = read(path, ("NIK", "Rekomendasi", "Keputusan"), (NIK, "BK", "Kompeten"))
    assert row.values["recommendation"] is Decision.NOT_COMPETENT
    assert row.values["decision"] is Decision.COMPETENT


def test_what_cannot_be_read_is_told_and_never_guessed(path: Path) -> None:
    (row,) = read(path, ("NIK", "Nama", "Hasil"), (NIK, "Sari", "K/BK"))
    assert "decision" not in row.values and row.unread == ("K/BK",)


def test_an_unreadable_decision_is_not_taken_from_the_recommendation(path: Path) -> None:
    header = ("NIK", "NAMA", "REKOMENDASI", "KEPUTUSAN", "KETERANGAN")
    for nik in (NIK, ""):
        (row,) = read(path, header, (nik, "Sari Contoh", "BK", "entah", "belum kompeten"))
        assert "decision" not in row.values
        assert row.values["recommendation"] is Decision.NOT_COMPETENT
        assert row.unread == ("entah",)


def test_a_file_without_results_is_refused(path: Path) -> None:
    with pytest.raises(UserError, match="REKOMENDASI"):
        read(path, ("NIK", "Nama", "Alamat"), (NIK, "Sari", "Kapal"))
