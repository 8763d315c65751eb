"""Birth dates as lists write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import dates
from sertidesk.domain.finding import Severity
from sertidesk.domain.formatting import long_date, short_date

TODAY = date(2026, 11, 21)
BORN = date(1990, 5, 12)
NIK = "6201021205900001"  # 12-05-90


def read(value: object, nik: str | None = None) -> dates.DateReading:
    return dates.read(value, today=TODAY, nik_digits=nik)


def codes(reading: dates.DateReading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "value",
    [
        BORN,
        datetime(1990, 5, 12, 7, 30, tzinfo=UTC),
        "12-05-1990", "12/05/1990", "12.05.1990", "12/5/1990", "12 05 1990", "12 - 5 - 1990",
        "1990-05-12", "1990/05/12", "1990-05-12 00:00:00", "1990-05-12T00:00:00",
        "12 Mei 1990", "12 MEI 1990", "12Mei1990", "12-Mei-1990", "12 mei, 1990", "'12-05-1990",
        "12\u00a0Mei\u00a01990", "May 12, 1990", "12 May 1990", "Sabtu, 12 Mei 1990",
        "tgl. 12 Mei 1990", "12051990", "19900512", 12051990.0, 12051990, "12–05–1990",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(value: object) -> None:
    assert read(value) == dates.DateReading(BORN)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 Pebruari 1980", 2), ("3 Feb 1980", 2), ("3 Febuari 1980", 2), ("3 Maret 1980", 3),
        ("3 Mrt 1980", 3), ("3 April 1980", 4), ("3 Juni 1980", 6), ("3 Juli 1980", 7),
        ("3 Agt 1980", 8), ("3 Agst 1980", 8), ("3 Agu 1980", 8), ("3 AGUSTUS 1980", 8),
        ("3 August 1980", 8), ("3 Sept 1980", 9), ("3 Sep. 1980", 9), ("3 Okt 1980", 10),
        ("3 October 1980", 10), ("3 Nopember 1980", 11), ("3 Nop 1980", 11), ("3 Des 1980", 12),
        ("3 December 1980", 12), ("3 Januari 1980", 1),
    ],
)  # fmt: skip
def test_names_of_months(text: str, month: int) -> None:
    assert read(text) == dates.DateReading(date(1980, month, 3))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Pangkalan Bun, 12 Mei 1990", "Pangkalan Bun"),
        ("Pangkalan Bun/12-05-1990", "Pangkalan Bun"),
        ("Pangkalan Bun 12-05-1990", "Pangkalan Bun"),
        ("P. Bun, 12/5/1990", "P. Bun"),
        ("PANGKALAN BUN - 12 MEI 1990", "PANGKALAN BUN"),
        ("Kotawaringin Barat, tgl. 12 Mei 1990", "Kotawaringin Barat"),
        ("12-05-1990, Sampit", "Sampit"),
    ],
)
def test_place_and_date_in_one_cell(text: str, place: str) -> None:
    assert read(text) == dates.DateReading(BORN, place)


def test_a_place_alone_is_kept_as_the_place() -> None:
    reading = read("Sampit")
    assert (reading.value, reading.place) == (None, "Sampit")
    assert codes(reading) == ["date_unreadable"]


def test_two_digit_years_with_and_without_the_help_of_the_nik() -> None:
    assert read("12/5/90", NIK) == dates.DateReading(BORN)
    assert read("12 Mei '90", NIK) == dates.DateReading(BORN)
    alone = read("12/5/90")
    assert alone.value == BORN
    assert [(f.code, f.severity) for f in alone.findings] == [("date_short_year", Severity.INFO)]
    assert read("1/1/05").value == date(2005, 1, 1)
    assert read("1/1/60").value == date(1960, 1, 1)


def test_serial_numbers_of_both_systems() -> None:
    serial = read(33005.0)
    assert serial.value == BORN
    assert codes(serial) == ["date_serial"]
    assert dates.read(31543.0, today=TODAY, date_1904=True).value == BORN
    doubtful = read(31543.0, NIK)  # 1904 serial in a workbook that says 1900
    assert codes(doubtful) == ["date_1904"]
    assert doubtful.findings[0].proposal == "12-05-1990"


def test_the_day_stands_first_always() -> None:
    assert read("05/12/1990").value == date(1990, 12, 5)
    swapped = read("05/25/1990")
    assert swapped.value is None
    assert codes(swapped) == ["date_month_first"]
    assert swapped.findings[0].proposal == "25-05-1990"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31-02-1990", "date_impossible"),
        ("29-02-1991", "date_impossible"),
        ("32/13/1990", "date_impossible"),
        ("00-00-1990", "date_year_only"),
        ("00-05-1990", "date_year_only"),
        ("1990", "date_year_only"),
        (1990.0, "date_year_only"),
        ("Tahun 1990", "date_year_only"),
        ("12-05-2030", "date_future"),
        ("lupa", "date_unreadable"),
        (True, "date_unreadable"),
        (float("inf"), "date_unreadable"),
    ],
)
def test_what_is_no_birth_date_is_told_and_not_taken(value: object, code: str) -> None:
    reading = read(value, NIK)
    assert reading.value is None
    assert codes(reading) == [code]
    assert reading.findings[0].severity is Severity.WARNING
    assert reading.findings[0].proposal == "12-05-1990"  # the date that the NIK tells


@pytest.mark.parametrize("value", [None, "", " ", "-", "\u00a0", "nihil", 0, 0.0])
def test_nothing_is_nothing(value: object) -> None:
    assert read(value) == dates.NOTHING


def test_an_age_past_a_hundred_is_taken_with_a_warning() -> None:
    reading = read("12-05-1920")
    assert reading.value == date(1920, 5, 12)
    assert codes(reading) == ["date_old"]


def test_other_dates_may_lie_ahead() -> None:
    assert dates.read("12-05-2030", today=TODAY, birth=False).value == date(2030, 5, 12)
    assert dates.read("12-05-30", today=TODAY, birth=False).value == date(2030, 5, 12)


@given(st.dates(date(1927, 1, 1), TODAY))
def test_every_day_is_read_back_from_what_is_shown(day: date) -> None:
    for text in (short_date(day), long_date(day), day.isoformat(), f"Sampit, {long_date(day)}"):
        assert read(text).value == day


@given(
    st.one_of(
        st.text(max_size=40),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.from_regex(r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4}", fullmatch=True),
    )
)
def test_nothing_breaks_it_and_no_date_is_invented(value: object) -> None:
    reading = read(value, NIK)
    if reading.value is not None:
        assert reading.value <= TODAY
    elif reading.findings:
        assert all(finding.message for finding in reading.findings)


@given(st.integers(13, 31), st.integers(1, 12), st.integers(1950, 2010))
def test_month_first_is_never_taken_in_silence(day: int, month: int, year: int) -> None:
    assert read(f"{month}/{day}/{year}").value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25002", date(1968, 6, 13)),  # a .csv made of real dates
        ("25002.0", date(1968, 6, 13)),
        ("17--12--1970", date(1970, 12, 17)),
        ("17 . . 12 . 1970", date(1970, 12, 17)),
        ("Pangkalan Bun; 12 03 1990", date(1990, 3, 12)),
    ],
)
def test_what_programs_and_hasty_fingers_make_of_dates(text: str, value: date) -> None:
    reading = read(text)
    assert reading.value == value
    assert reading.place in (None, "Pangkalan Bun")
