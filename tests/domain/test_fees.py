"""Fees: what a published standard says, amounts as people write them, sums, what to check."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.fees import (
    MOST,
    Payee,
    Payer,
    State,
    is_free,
    read_amount,
    state_of,
    told,
    total,
)

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "published",
    ["Tidak dipungut biaya", "tidak pungut biaya", "Gratis", "Rp0,-", "Rp 0", "NIHIL",
     "Tanpa biaya", "Tidak ada biaya"],
)  # fmt: skip
def test_a_standard_may_say_in_many_ways_that_nothing_is_charged(published: str) -> None:
    assert is_free(published)


@pytest.mark.parametrize("published", ["", "Rp350.000", "sesuai tarif LSP", "Rp10.000,-"])
def test_what_does_not_say_so_is_not_taken_for_free(published: str) -> None:
    assert not is_free(published)
    assert told(published)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("350000", 350_000), ("350.000", 350_000), ("Rp 350.000,-", 350_000),
        ("Rp.1.250.000,00", 1_250_000), ("rp10 000", 10_000), ("0", 0), (str(MOST), MOST),
        (str(MOST + 1), None), ("35.00", None), ("350.000,50", None), ("gratis", None), ("", None),
        ("-5", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, amount: int | None) -> None:
    assert read_amount(text) == amount


def test_money_for_the_office_of_a_free_service_is_to_be_checked_even_when_paid() -> None:
    free = "Tidak dipungut biaya"
    assert state_of(free, Payee.OFFICE, 1, DAY) is State.CHECK
    assert state_of(free, Payee.OFFICE, 0, None) is State.UNPAID
    assert state_of(free, Payee.LSP, 1, None) is State.UNPAID
    assert state_of("", Payee.OFFICE, 1, DAY) is State.PAID


def test_sums_say_who_pays_what() -> None:
    found = total([(Payer.APPLICANT, 100, DAY), (Payer.PROGRAMME, 50, None)])
    assert (found.charged, found.paid, found.open) == (150, 100, 50)
    assert found.by_payer == {Payer.APPLICANT: 100, Payer.PROGRAMME: 50}
