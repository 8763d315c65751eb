"""Cells and rows: every spelling is read, no NIK is ever altered, and the count is the truth."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sertidesk.domain import names, nik, phones
from sertidesk.domain.errors import UserError
from sertidesk.intake import cells, report
from sertidesk.intake.rows import RowReport
from sertidesk.intake.sheet import Cell, Sheet, is_blank
from tests.builders import lists

GOOD = lists.person(3)
RULES = cells.Rules(lists.Areas(), lists.TODAY)


def row(header: list[str], line: list[Cell]) -> RowReport:
    sheet = Sheet("Data", [list(header), line])
    found = report.read_list([sheet], areas=lists.Areas(), today=lists.TODAY, office_regency="6201")
    assert len(found.rows) == 1
    return found.rows[0]


def one(header: str, cell: Cell, key: str) -> tuple[object, set[str]]:
    """Read one cell beside a sound NIK and name; return the value and its field's codes."""
    found = row(["NIK", "NAMA", header], [GOOD.nik, GOOD.name, cell])
    return found.values.get(key), {f.code for f in found.findings if f.field == key}


@pytest.mark.parametrize(
    "text",
    [
        GOOD.nik, f" {GOOD.nik} ", f"'{GOOD.nik}", f"\u200b{GOOD.nik}", f"\u00a0{GOOD.nik}\u00a0",
        f"{GOOD.nik[:6]} {GOOD.nik[6:12]} {GOOD.nik[12:]}", f"{GOOD.nik[:4]}.{GOOD.nik[4:]}",
        f"{GOOD.nik[:6]}-{GOOD.nik[6:]}",
    ],
)  # fmt: skip
def test_a_whole_nik_among_marks_is_taken(text: str) -> None:
    assert row(["NIK", "NAMA"], [text, GOOD.name]).values["nik"] == GOOD.nik


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (GOOD.nik[:15], "nik_length"),
        (GOOD.nik + "1", "nik_length"),
        (GOOD.nik[:15] + "O", "nik_letters"),
        ("6,20102E+15", "nik_scientific"),
        (6201020000000010.0, "nik_rounded"),
        (9201020000000011.0, "nik_rounded"),
        (float(GOOD.nik[:15]), "nik_length"),
        (1.581498779996552, "nik_fraction"),  # sixteen digits once the point is dropped
        ("", "nik_missing"),
        ("-", "nik_missing"),
    ],
)
def test_a_damaged_nik_rejects_the_row(cell: Cell, code: str) -> None:
    found = row(["NIK", "NAMA", "ALAMAT"], [cell, GOOD.name, "Jl. A"])
    assert found.values["nik"] is None
    assert code in {finding.code for finding in found.findings}
    assert found.status.value == "rejected"


def test_a_whole_number_is_taken_with_a_note() -> None:
    digits = "6201021205900001"
    found = row(["NIK", "NAMA"], [float(digits), GOOD.name])
    assert found.values["nik"] == digits
    assert found.status.value == "accepted"
    assert "nik_numeric" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("text", ["L", "Laki-laki", "LAKI - LAKI", "lk", "Pria", "LK."])
def test_men(text: str) -> None:
    assert one("JENIS KELAMIN", text, "sex")[0] == "L"


@pytest.mark.parametrize("text", ["P", "Perempuan", "PR", "wanita", "Pr."])
def test_women(text: str) -> None:
    assert one("JENIS KELAMIN", text, "sex")[0] == "P"


@pytest.mark.parametrize(
    ("header", "cell", "key", "value"),
    [
        ("NO HP", 81234567890.0, "phone", "+6281234567890"),
        ("NO HP", "+62 812-3456-7890", "phone", "+6281234567890"),
        ("NO HP", "0812 3456 7890", "phone", "+6281234567890"),
        ("NO HP", "-", "phone", None),
        ("TTL", "Pangkalan Bun, 12 Mei 1990", "birth_place", "Pangkalan Bun"),
        ("TTL", "Pangkalan Bun, 12 Mei 1990", "birth_date", date(1990, 5, 12)),
        ("Tgl Lahir", "Sampit, 12 Mei 1990", "birth_place", "Sampit"),
        ("Tempat Lahir", "Sampit, 12-05-1990", "birth_date", date(1990, 5, 12)),
        ("Tempat Lahir", "Sampit, 12-05-1990", "birth_place", "Sampit"),
        ("RT/RW", "003/001", "rt", "003"),
        ("RT/RW", "3/1", "rw", "001"),
        ("RT/RW", date(2026, 1, 3), "rt", "003"),  # Excel took 3/1 for a date
        ("RT", 3.0, "rt", "003"),
        ("RT", "-", "rt", None),
        ("Alamat", "Jl. A RT 1 RW 2 Desa Sidorejo", "village", "Sidorejo"),
        ("Pendidikan", "SLTA", "education_level", "SMA"),
        ("Tahun Lulus", 2009.0, "graduation_year", 2009),
        ("Jenjang", "Jenjang 2", "level", 2),
        ("Pengalaman Kerja", "5 tahun", "experience_years", 5),
        ("Pengalaman Kerja", "1 tahun 6 bulan", "experience_years", 1.5),
        ("Pengalaman Kerja", 3.0, "experience_years", 3),
        ("Email", "Budi@Contoh.ID ", "email", "budi@contoh.id"),
        ("Kode Pos", 74112.0, "postcode", "74112"),
        ("Kewarganegaraan", "Indonesia", "nationality", "WNI"),
        ("Catatan", "(alm) ayahnya tukang", "notes", "(alm) ayahnya tukang"),
        ("NPWP", "01.312.166.0-091.000", "npwp", "013121660091000"),
    ],
)
def test_cells(header: str, cell: Cell, key: str, value: object) -> None:
    assert one(header, cell, key)[0] == value


@pytest.mark.parametrize(
    ("header", "cell", "key"),
    [
        ("Jenis Kelamin", "1", "sex"), ("Tgl Lahir", "05/25/1990", "birth_date"),
        ("Email", "tidak punya", "email"), ("Jenjang", "tinggi", "level"),
        ("Pendidikan", "pesantren kilat", "education_level"), ("Kode Pos", "12", "postcode"),
        ("No HP", "menyusul", "phone"), ("Pengalaman Kerja", "lama", "experience_years"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_and_not_taken(header: str, cell: Cell, key: str) -> None:
    value, codes = one(header, cell, key)
    assert value is None
    assert codes


def test_titles_stand_apart_from_the_name() -> None:
    found = row(["NIK", "NAMA"], [GOOD.nik, "Ir.  BUDI   SANTOSO, S.T."])
    assert [found.values[key] for key in ("title_before", "name", "title_after")] == [
        "Ir.",
        "BUDI SANTOSO",
        "S.T.",
    ]


def test_a_family_card_is_only_compared() -> None:
    found = row(["NIK", "NAMA", "NO KK"], [GOOD.nik, GOOD.name, GOOD.nik])
    assert "family_card" not in found.values
    assert "nik_is_family_card" in {finding.code for finding in found.findings}
    assert found.status.value == "rejected"


def test_what_the_nik_tells_is_only_proposed() -> None:
    found = row(["NIK", "NAMA"], [GOOD.nik, GOOD.name])
    assert found.values.get("birth_date") is None
    proposals = {finding.field: finding.proposal for finding in found.findings}
    assert proposals == {"birth_date": f"{GOOD.born:%d-%m-%Y}", "sex": GOOD.sex}


def test_unknown_columns_are_kept_under_their_names() -> None:
    found = row(["NIK", "NAMA", "Agama", ""], [GOOD.nik, GOOD.name, "Islam", "tanpa judul"])
    assert found.extra == {"Agama": "Islam", "Kolom D": "tanpa judul"}


CELLS = st.one_of(
    st.none(),
    st.text(max_size=25),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"[0-9 .'-]{0,20}", fullmatch=True),
    st.sampled_from(
        ["L", "P", "v", "Jumlah", "DESA SIDOREJO", "NIK", "NAMA", "Mengetahui", GOOD.nik]
    ),
)
HEADER = st.lists(
    st.sampled_from(
        ["NO", "NIK", "NAMA", "TTL", "TGL LAHIR", "L", "P", "RT/RW", "ALAMAT", "DESA", "NO HP",
         "NO KK", "Jenjang", "Jabatan Kerja", "Email", "Apa saja", ""]
    ),
    min_size=3, max_size=9, unique=True,
)  # fmt: skip


@settings(max_examples=150)
@given(HEADER, st.lists(st.lists(CELLS, max_size=10), max_size=8))
def test_any_cells_end_up_as_rows_or_as_skipped(header: list[str], rows: list[list[Cell]]) -> None:
    sheet = Sheet("Data", [[*header, "NIK ", "Nama "], *[list(line) for line in rows]])
    try:
        found = report.read_list([sheet], areas=lists.Areas(), today=lists.TODAY)
    except UserError:
        return
    assert found.accepted + found.rejected == len(found.rows)
    numbers = [r.row for r in found.rows] + [number for number, _ in found.sheets[0].skipped]
    assert len(numbers) == len(set(numbers))
    below = found.sheets[0].header_row
    filled = {
        number
        for number, line in enumerate(rows, 2)
        if number > below and any(not is_blank(cell) for cell in line)
    }
    assert filled <= set(numbers)
    assert found.write_json()
    for read in found.rows:
        _nik_is_unaltered(read)
        again = found.recheck(read)
        assert _held(again) == _held(read)
        assert [f.code for f in again.own] == [f.code for f in read.own]


def _held(read: RowReport) -> dict[str, object]:
    return {key: value for key, value in read.values.items() if value is not None}


def _nik_is_unaltered(read: RowReport) -> None:
    """A NIK that was taken stands in its cell digit by digit."""
    digits = read.values["nik"]
    if digits is None:
        return
    column = next(c for c, role in read.layout.roles.items() if role == "nik")
    cell = read.cells[column]
    written = str(int(cell)) if isinstance(cell, float) else str(cell)
    kept = "".join(str(int(char)) for char in written if char.isdecimal())
    assert re.sub(r"0$", "", kept) == digits or kept == digits


@given(CELLS.filter(lambda cell: not isinstance(cell, (datetime, time, timedelta))))
def test_any_cell_under_nik_is_whole_or_rejected(cell: Cell) -> None:
    try:
        found = row(["NIK", "NAMA", "ALAMAT"], [cell, GOOD.name, "Jl. A"])
    except UserError:
        assert str(cell).strip().lower().startswith(("jumlah", "nik", "mengetahui"))
        return
    if found.status.value == "rejected":
        assert any(finding.field == "nik" for finding in found.findings)
    else:
        assert isinstance(found.values["nik"], str)
        assert len(found.values["nik"]) == 16


@given(st.from_regex(r"0?8[0-9 \-]{6,14}", fullmatch=True))
def test_the_short_way_to_a_phone_says_what_the_long_way_says(text: str) -> None:
    reading = phones.read(text)
    assert cells.read("phone", text, RULES) == (reading.e164, reading.findings)


@given(st.from_regex(r"[ '\-]?[0-9 .,\-]{12,20}", fullmatch=True))
def test_the_short_way_to_a_nik_says_what_the_long_way_says(text: str) -> None:
    reading = nik.read(text)
    assert cells.read_nik(text) == (reading.digits, reading.findings)


@given(st.from_regex(r"(H |Ir |Muh |Prof )?[A-Za-z]{1,6}( [A-Za-z]{1,6}){0,3}", fullmatch=True))
def test_a_plain_name_has_nothing_to_cut(text: str) -> None:
    if cells.is_plain_name(text):
        assert cells.read_name(text) == (names.NameParts(text), ())


def test_a_total_may_stand_below_the_birth_dates() -> None:
    sheet = Sheet(
        "Data",
        [
            ["NO", "NIK", "NAMA", "TEMPAT, TGL LAHIR"],
            [1, GOOD.nik, GOOD.name, "Pangkalan Bun, 12-05-1990"],
            [None, None, "JUMLAH", 300],
        ],
    )
    found = report.read_list([sheet], areas=lists.Areas(), today=lists.TODAY)
    assert [one.row for one in found.rows] == [2]
    assert found.sheets[0].skipped == [(3, "jumlah")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ahli Muda", ("Ahli", set())),
        ("TEKNISI / ANALIS", ("Teknisi/Analis", set())),
        ("operator", ("Operator", set())),
        ("bagus", (None, {"qualification_unreadable"})),
    ],
)
def test_a_qualification_is_read_as_the_rules_name_it(
    text: str, read: tuple[object, set[str]]
) -> None:
    assert one("KUALIFIKASI", text, "qualification") == read
