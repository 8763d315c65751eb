"""What a card says, and what is understood of a scanned or typed text, on whatever keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import cards
from sertidesk.domain.cards import Kind, Read

CARD = Read(Kind.CARD, "2026-001", 17)
AZERTY = str.maketrans("1234567890", "&é\"'(-è_çà")


@given(st.integers(2000, 2100), st.integers(1, 99_999), st.integers(1, 99_999))
def test_a_card_is_read_back(year: int, serial: int, number: int) -> None:
    code = f"{year}-{serial:03}"
    assert cards.read(cards.card_text(code, number)) == Read(Kind.CARD, code, number)


@given(st.integers(1, 9999), st.integers(4, 13), st.integers(0, 9))
def test_a_wrong_digit_is_no_card(number: int, place: int, digit: int) -> None:
    text = cards.card_text("2026-001", number)
    spoiled = f"{text[:place]}{digit}{text[place + 1 :]}"
    if spoiled != text:
        assert cards.read(spoiled).kind is Kind.UNREADABLE


def test_swapped_digits_are_no_card() -> None:
    text = cards.card_text("2026-001", 17)
    assert cards.read(text.replace("0017", "0071")).kind is Kind.UNREADABLE


def test_a_card_fits_the_smallest_code() -> None:
    assert len(cards.card_text("2026-001", 17)) <= 16  # version 1 with correction Q


@pytest.mark.parametrize(
    "typed",
    [
        "{card}\r\n",
        " {card} ",
        "]Q1{card}",
        "2026-001-017",
        "2026-001-0017",
    ],
)
def test_what_scanners_put_around_a_card_does_not_matter(typed: str) -> None:
    assert cards.read(typed.format(card=cards.card_text("2026-001", 17))) == CARD


def test_a_card_is_read_on_other_keyboards_and_with_caps_lock() -> None:
    text = cards.card_text("2026-001", 17)
    assert cards.read(text.lower()) == CARD
    assert cards.read(text.translate(AZERTY)) == CARD
    assert cards.read(text.lower().translate(AZERTY)) == CARD
    assert cards.read(text.translate(AZERTY).upper()) == CARD


def test_a_nik_and_a_number_are_understood() -> None:
    nik = "6201014101900001"
    for typed in (nik, "620101-410190.0001", "6201 0141 0190 0001", nik.translate(AZERTY)):
        assert cards.read(typed) == Read(Kind.NIK, nik=nik)
    assert cards.read("17") == cards.read("017") == Read(Kind.NUMBER, number=17)


@pytest.mark.parametrize("typed", ["", "0", "Budi", "https://example.id/x", "12345678", "SD", "é"])
def test_what_means_nothing_is_unreadable(typed: str) -> None:
    if typed == "é":  # an AZERTY 2
        assert cards.read(typed) == Read(Kind.NUMBER, number=2)
    else:
        assert cards.read(typed).kind is Kind.UNREADABLE


@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    assert isinstance(cards.read(text), Read)


def test_a_code_that_no_activity_has_makes_no_card() -> None:
    with pytest.raises(ValueError, match="kosong"):
        cards.card_text("kosong", 1)
