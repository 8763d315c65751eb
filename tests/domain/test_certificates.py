"""Numbers compared without blanks, five years proposed, what runs out soon."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.certificates import (
    Numbered,
    State,
    add_months,
    comparable,
    proposed_expiry,
    same,
    state_of,
    tidy,
    twins,
    window_of,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_blanks_and_case_do_not_tell_numbers_apart() -> None:
    assert tidy("  41001\t7231  3 00001234 2026 ") == "41001 7231 3 00001234 2026"
    assert same("F 1993 109976 2023", "f1993109976 2023")
    assert not same("F 1993 109976 2023", "F 1993 109976 2024")


def test_two_empty_numbers_are_not_the_same() -> None:
    assert not same("", "  ")


@given(st.text(max_size=40))
def test_tidying_changes_no_comparison(text: str) -> None:
    assert comparable(tidy(text)) == comparable(comparable(text))
    assert tidy(tidy(text)) == tidy(text)


def test_a_shared_number_names_the_other_owner_and_the_number() -> None:
    told = twins([
        Numbered("a", "Wayan", {"number": "41 7 1", "blank_number": "B 1"}),
        Numbered("b", "Made", {"number": "4171", "blank_number": "B 2"}),
        Numbered("c", "Ketut", {"number": "9", "blank_number": ""}),
        Numbered("d", "Nyoman", {"number": "", "blank_number": ""}),
    ])  # fmt: skip
    assert told == {
        "a": ("Nomor sertifikat sama dengan milik Made.",),
        "b": ("Nomor sertifikat sama dengan milik Wayan.",),
    }


def test_numbers_of_different_kinds_are_not_compared() -> None:
    assert not twins(
        [Numbered("a", "A", {"number": "1"}), Numbered("b", "B", {"blank_number": "1"})]
    )


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        (date(2026, 11, 21), date(2031, 11, 21)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2032, 2, 28)),
    ],
)
def test_five_years_are_proposed(issued: date, until: date) -> None:
    assert proposed_expiry(issued) == until


@given(DAYS, st.integers(0, 60))
def test_months_on_land_in_the_right_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("expires", "window"),
    [
        (date(2026, 11, 20), 0),
        (date(2026, 11, 21), 3),
        (date(2027, 2, 21), 3),
        (date(2027, 2, 22), 6),
        (date(2027, 5, 22), 12),
        (date(2027, 11, 21), 12),
        (date(2027, 11, 22), None),
    ],
)
def test_what_runs_out_soon_is_told_by_months(expires: date, window: int | None) -> None:
    assert window_of(expires, date(2026, 11, 21)) == window


def test_a_record_is_whole_with_its_number_and_both_days() -> None:
    day = date(2026, 1, 1)
    assert state_of("1", day, day) is State.RECORDED
    assert state_of("1", day, None) is State.PARTIAL
    assert state_of(None, day, day) is State.PARTIAL
