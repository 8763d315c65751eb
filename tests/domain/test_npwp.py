"""NPWP: three forms, one check digit, warnings only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import npwp
from sertidesk.domain.finding import Severity


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("01.312.166.0-091.000", "013121660091000"),
        ("016090524017000", "016090524017000"),
        ("0013121660091000", "0013121660091000"),
        ("3171011708450001", "3171011708450001"),  # a resident's NIK serves as NPWP
    ],
)
def test_sound_numbers_are_taken_without_remark(text: str, digits: str) -> None:
    assert npwp.read(text) == npwp.NpwpReading(digits)


@pytest.mark.parametrize("text", ["01.312.166.1-091.000", "0013121661091000"])
def test_a_failing_check_digit_is_taken_with_a_warning(text: str) -> None:
    reading = npwp.read(text)
    assert reading.digits is not None
    assert [(f.code, f.severity) for f in reading.findings] == [("npwp_check", Severity.WARNING)]


@pytest.mark.parametrize("text", ["", "-", "00.000.000.0-000.000", "0"])
def test_ways_to_say_there_is_none(text: str) -> None:
    assert npwp.read(text) == npwp.NpwpReading(None)


def test_a_lost_leading_zero_is_proposed_back() -> None:
    reading = npwp.read("13121660091000")
    assert reading.digits is None
    assert reading.findings[0].proposal == "013121660091000"


def test_a_branch_number_gives_its_first_sixteen_digits() -> None:
    reading = npwp.read("0013121660091000000001")
    assert reading.digits == "0013121660091000"
    assert [f.code for f in reading.findings] == ["npwp_branch"]


@pytest.mark.parametrize(("text", "code"), [("12345", "npwp_length"), ("ada", "npwp_letters")])
def test_what_cannot_be_read_is_left_out_with_a_warning(text: str, code: str) -> None:
    reading = npwp.read(text)
    assert reading.digits is None
    assert [(f.code, f.severity) for f in reading.findings] == [(code, Severity.WARNING)]


@given(st.text(max_size=30))
def test_nothing_ever_blocks(text: str) -> None:
    assert all(finding.severity is not Severity.ERROR for finding in npwp.read(text).findings)


def test_show_writes_the_old_form_with_points() -> None:
    assert npwp.show("013121660091000") == "01.312.166.0-091.000"
    assert npwp.show("3171011708450001") == "3171011708450001"
