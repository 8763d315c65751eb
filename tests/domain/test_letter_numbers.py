"""Numbers of letters: patterns understood and refused, written and read back, gaps."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import letter_numbers as numbers
from sertidesk.domain.errors import UserError
from sertidesk.domain.letter_numbers import Gap

NOVEMBER = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}", "600.1/7/PUPR.I/XI/2026"),
        ("{kode}/{urut:03}/{unit}/{tahun}", "600.1/007/PUPR.I/2026"),
        ("{urut:4}/BA-UJK/{bulan:02}/{tahun}", "0007/BA-UJK/11/2026"),
        ("{KODE} / {Urut}", "600.1 / 7"),
    ],
)
def test_a_pattern_is_written_with_what_is_known(pattern: str, written: str) -> None:
    parsed = numbers.parse(pattern)
    assert parsed.write(7, NOVEMBER, "600.1", "PUPR.I") == written
    assert parsed.read(written, 2026, "PUPR.I") == 7


@pytest.mark.parametrize(
    ("pattern", "code", "named"),
    [
        ("", "letter_pattern_empty", "{kode}"),
        ("{kode}/{tahun}", "letter_pattern_sequence", "{urut}"),
        ("{urut}/{urut}", "letter_pattern_sequence", "{urut}"),
        ("{nomor}/{urut}", "letter_pattern_token", "{nomor}"),
        ("{urut/{tahun}", "letter_pattern_brace", "{kode}"),
        ("{urut}/{tahun", "letter_pattern_brace", "{kode}"),
        ("{urut:abc}", "letter_pattern_width", "{urut:abc}"),
        ("{tahun:02}/{urut}", "letter_pattern_width", "{tahun:02}"),
        ("{urut}{tahun}", "letter_pattern_joined", "{urut}"),
        ("600{urut}/{tahun}", "letter_pattern_joined", "{urut}"),
        ("{urut}" + "/PUPR" * 20, "letter_pattern_long", "80"),
    ],
)
def test_a_pattern_that_cannot_serve_is_refused_in_words(
    pattern: str, code: str, named: str
) -> None:
    with pytest.raises(UserError) as refused:
        numbers.parse(pattern)
    assert refused.value.code == code
    assert named in str(refused.value)


def test_what_a_number_needs_is_asked_for() -> None:
    parsed = numbers.parse(numbers.USUAL)
    with pytest.raises(UserError, match="kode klasifikasi"):
        parsed.write(1, NOVEMBER, "", "PUPR")
    with pytest.raises(UserError, match="unit"):
        parsed.write(1, NOVEMBER, "600.1", "")


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("600.1/12/PUPR/2026", 12),
        (" 600.1 / 012 / pupr / 2026 ", 12),
        ("600.1.15/12/Dinas Lain/2026", 12),
        ("600.1/12/PUPR/2025", None),  # of another year
        ("600.1/12-A/PUPR/2026", None),
        ("600.1/0/PUPR/2026", None),
        ("SRIKANDI-881", None),
        ("", None),
    ],
)
def test_a_typed_number_is_read_where_it_fits(number: str, read: int | None) -> None:
    assert numbers.parse(numbers.USUAL).read(number, 2026, "PUPR") == read


def test_a_running_number_is_not_taken_for_a_code() -> None:
    parsed = numbers.parse("{urut}/{unit}/{tahun}")
    assert parsed.read("600/12/PUPR/2026", 2026) is None
    assert parsed.read("12/PUPR/JK/2026", 2026, "PUPR/JK") == 12


@given(
    st.integers(1, numbers.MOST),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(("{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}", "{urut:05}-{unit}.{bulan}")),
)
def test_what_was_written_is_read_back(sequence: int, day: date, pattern: str) -> None:
    parsed = numbers.parse(pattern)
    written = parsed.write(sequence, day, "000.8/3", "PUPR.I/JK")
    assert parsed.read(written.upper(), day.year, "PUPR.I/JK", "000.8/3") == sequence


def test_numbers_are_compared_without_blanks_and_capitals() -> None:
    assert numbers.key(" 600.1 /12/ Pupr ") == numbers.key("600.1/12/PUPR")


def test_the_next_follows_the_highest_and_what_was_before_the_register() -> None:
    assert numbers.next_sequence([]) == 1
    assert numbers.next_sequence([], 120) == 121
    assert numbers.next_sequence([3, 125], 120) == 126


def test_gaps_are_told_as_ranges_until_they_are_explained() -> None:
    missing = numbers.gaps([1, 2, 5, 9, 10])
    assert missing == (Gap(3, 4), Gap(6, 8))
    assert [gap.words for gap in missing] == ["3–4", "6–8"]
    assert numbers.gaps([122, 123], 120) == (Gap(121, 121),)
    assert numbers.unexplained(missing, [Gap(7, 7)]) == (Gap(3, 4), Gap(6, 6), Gap(8, 8))
    assert numbers.unexplained(missing, [Gap(1, 6), Gap(7, 20)]) == ()


@given(st.sets(st.integers(1, 60)), st.integers(0, 20))
def test_used_numbers_and_gaps_make_a_whole_row(used: set[int], before: int) -> None:
    missing = {n for gap in numbers.gaps(used, before) for n in range(gap.first, gap.last + 1)}
    assert not missing & used
    assert missing | {n for n in used if n > before} == set(
        range(before + 1, max((*used, before)) + 1)
    )
