"""Telephones: every way a list writes them, and how they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import phones
from sertidesk.domain.finding import Severity


@pytest.mark.parametrize(
    ("value", "e164"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("0062 81234567890", "+6281234567890"),
        ("(0812) 3456.7890", "+6281234567890"),
        ("'081234567890", "+6281234567890"),
        ("WA: 081234567890", "+6281234567890"),
        ("No. HP 081234567890", "+6281234567890"),
        ("0895 1234 56789", "+62895123456789"),
    ],
)
def test_mobile_numbers_need_no_remark(value: str, e164: str) -> None:
    assert phones.read(value) == phones.PhoneReading(e164)


@pytest.mark.parametrize("value", [81234567890, 81234567890.0, "81234567890", "81234567890.0"])
def test_a_dropped_zero_is_given_back_with_a_note(value: str | int | float) -> None:
    reading = phones.read(value)
    assert reading.e164 == "+6281234567890"
    assert [(f.code, f.severity) for f in reading.findings] == [("phone_zero", Severity.INFO)]


@pytest.mark.parametrize(
    ("value", "e164", "shown"),
    [
        ("(0532) 21034", "+6253221034", "(0532) 21034"),
        ("0361 9000401", "+623619000401", "(0361) 9000401"),
        ("(021) 5517542", "+62215517542", "(021) 5517542"),
        ("021-55798228", "+622155798228", "(021) 55798228"),
    ],
)
def test_landlines_are_known(value: str, e164: str, shown: str) -> None:
    reading = phones.read(value)
    assert reading.e164 == e164
    assert [f.code for f in reading.findings] == ["phone_landline"]
    assert phones.show(e164) == shown


@pytest.mark.parametrize(
    "text",
    [
        "081234567890 / 081311112222",
        "081234567890, 0813 1111 2222",
        "081234567890 atau 0813-1111-2222",
        "081234567890\n081311112222",
        "081234567890/081311112222/081234567890",
    ],
)
def test_of_several_numbers_the_first_is_taken_and_the_rest_noted(text: str) -> None:
    reading = phones.read(text)
    assert (reading.e164, reading.others) == ("+6281234567890", ("+6281311112222",))
    assert [f.code for f in reading.findings] == ["phone_several"]
    assert "0813-1111-2222" in reading.findings[0].message


def test_a_slash_inside_one_number_does_not_divide_it() -> None:
    assert phones.read("0812/3456/7890").e164 == "+6281234567890"


@pytest.mark.parametrize("value", ["", "-", "tidak ada", "Belum punya", "n/a", float("nan")])
def test_no_number_is_no_finding(value: str | int | float) -> None:
    assert phones.read(value) == phones.PhoneReading(None)


@pytest.mark.parametrize("value", ["12345", "hubungi RT", "0812", 7, "999999999999999999"])
def test_an_unreadable_number_only_warns(value: str | int | float) -> None:
    reading = phones.read(value)
    assert reading.e164 is None
    assert [(f.code, f.severity) for f in reading.findings] == [
        ("phone_unreadable", Severity.WARNING)
    ]


@pytest.mark.parametrize("text", ["08123456", "0841234567890", "081234567890123"])
def test_an_unusual_mobile_number_is_kept_or_refused_with_a_warning(text: str) -> None:
    reading = phones.read(text)
    assert any(finding.severity is Severity.WARNING for finding in reading.findings)


def test_foreign_numbers_keep_their_country() -> None:
    reading = phones.read("+60 12-345 6789")
    assert reading.e164 == "+60123456789"
    assert phones.show("+60123456789") == "+60123456789"
    assert phones.local("+60123456789") == "+60123456789"


def test_show_and_local() -> None:
    assert phones.show("+6281234567890") == "0812-3456-7890"
    assert phones.show("+62812345678") == "0812-3456-78"
    assert phones.local("+6281234567890") == "081234567890"


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats()))
def test_any_cell_is_read_and_never_blocks(value: str | int | float) -> None:
    reading = phones.read(value)
    assert all(finding.severity is not Severity.ERROR for finding in reading.findings)
    if reading.e164:
        assert phones.read(phones.local(reading.e164)).e164 == reading.e164


@pytest.mark.parametrize("text", ["081234567890 085712345678", "+62 812 3456 7890  0857 1234 5678"])
def test_two_numbers_parted_by_a_blank_alone(text: str) -> None:
    reading = phones.read(text)
    assert (reading.e164, reading.others) == ("+6281234567890", ("+6285712345678",))


def test_scientific_notation_is_read_only_with_every_digit() -> None:
    assert phones.read("8.1234567890E+10").e164 == "+6281234567890"
    assert phones.read("8,12346E+10").e164 is None
