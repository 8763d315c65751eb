"""The formatter: the vectors of the conventions, and its edges."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import formatting

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (115, "seratus lima belas"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (2026, "dua ribu dua puluh enam"),
        (10_000, "sepuluh ribu"),
        (11_000, "sebelas ribu"),
        (11_001, "sebelas ribu satu"),
        (190_118, "seratus sembilan puluh ribu seratus delapan belas"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_011_021, "satu juta sebelas ribu dua puluh satu"),
        (10**9, "satu miliar"),
        (2 * 10**12, "dua triliun"),
        (-5, "minus lima"),
    ],
)
def test_terbilang(value: int, words: str) -> None:
    assert formatting.terbilang(value) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_terbilang_never_says_dan_and_never_doubles_blanks(value: int) -> None:
    words = formatting.terbilang(value).split(" ")
    assert "" not in words
    assert "dan" not in words


def test_dates() -> None:
    assert formatting.long_date(DAY) == "21 November 2026"
    assert formatting.long_date(date(2026, 2, 1)) == "1 Februari 2026"
    assert formatting.short_date(date(2026, 2, 1)) == "01-02-2026"
    assert formatting.list_date(date(2026, 8, 17)) == "17 Agu 2026"
    assert formatting.due_date(date(2026, 11, 12)) == "Kam 12 Nov"
    assert formatting.day_name(DAY) == "Sabtu"
    assert formatting.day_and_date(DAY) == "Sabtu, 21 November 2026"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (DAY, DAY, "21 November 2026"),
        (date(2026, 11, 3), date(2026, 11, 5), "3–5 November 2026"),
        (date(2026, 10, 30), date(2026, 11, 2), "30 Oktober – 2 November 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember 2026 – 2 Januari 2027"),
    ],
)
def test_date_ranges_repeat_only_what_differs(first: date, last: date, shown: str) -> None:
    assert formatting.date_range(first, last) == shown


def test_the_opening_of_a_berita_acara() -> None:
    assert formatting.date_in_words(DAY) == (
        "Pada hari ini Sabtu tanggal dua puluh satu bulan November tahun "
        "dua ribu dua puluh enam (21-11-2026)"
    )


def test_times_have_a_full_stop_and_their_zone() -> None:
    assert formatting.clock(time(9, 0), "WITA") == "pukul 09.00 WITA"
    assert formatting.clock(time(14, 5)) == "pukul 14.05"
    assert formatting.moment(datetime(2026, 11, 21, 9, 3, tzinfo=UTC)) == "21-11-2026 09.03"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        (1234.5, None, "1.234,5"),
        (1234.5, 2, "1.234,50"),
        (2.675, 2, "2,68"),
        (-1234, None, "-1.234"),
        (Decimal("10000.00"), None, "10.000"),
        (1e6, None, "1.000.000"),
    ],
)
def test_numbers_use_points_and_a_comma(
    value: int | float | Decimal, decimals: int | None, shown: str
) -> None:
    assert formatting.number(value, decimals) == shown


def test_money_is_written_without_a_blank() -> None:
    assert formatting.money(10_000) == "Rp10.000"
    assert formatting.money(10_000, cents=True) == "Rp10.000,00"
    assert formatting.money(-500) == "-Rp500"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 KB"),
        (1_530_000, "1,5 MB"),
        (999_960, "1 MB"),
        (235_000_000, "235 MB"),
        (2_400_000_000, "2,4 GB"),
    ],
)
def test_file_sizes(size: int, shown: str) -> None:
    assert formatting.file_size(size) == shown


def test_counts_percents_and_roman_months() -> None:
    assert formatting.count(1250, "peserta") == "1.250 peserta"
    assert formatting.percent(57, 60) == "95 %"
    assert formatting.percent(0, 0) == "0 %"
    assert [formatting.roman_month(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    assert formatting.roman_month(DAY) == "XI"
