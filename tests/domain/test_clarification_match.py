"""Whose row is it: by NIK, by NO and name, by name and birth date, or nobody's."""

from __future__ import annotations

import pytest

from sertidesk.domain.clarification import AnswerRow
from sertidesk.domain.clarification_match import Asked, Matcher

BUDI = Asked("budi", 1, ("6201021205900001",), "Budi Santosa", "1990-05-12")
SITI = Asked("siti", 2, ("6201024107950002",), "Siti Aminah", "1995-07-01")
AGUS = Asked("agus", 3, ("6201020303880003", "6201020303880004"), "Agus Wijaya", "1988-03-03")
TWIN_A = Asked("twin-a", 4, ("6201020101990005",), "Rahmat", "1999-01-01")
TWIN_B = Asked("twin-b", 5, ("6201020101990006",), "Rahmat", "1999-01-01")
ALL = (BUDI, SITI, AGUS, TWIN_A, TWIN_B)


def row(nik: str = "", name: str = "", number: int | None = None, born: str = "") -> AnswerRow:
    whole = nik if len(nik) == 16 and not nik.endswith("0") else None
    theirs: dict[str, str | None] = {"birth_date": born} if born else {}
    return AnswerRow("Rekap", 9, number, whole, nik, name, theirs)


@pytest.mark.parametrize(
    ("given", "whose"),
    [
        (row("6201021205900001"), "budi"),
        (row("6201021205900001", "BUDI S"), "budi"),
        (row("6201020303880004", "AGUS WIJAYA"), "agus"),
        # a corrected NIK
        (row("6201021205900077", "BUDI SANTOSA", 1), "budi"),
        (row("6201021205900077", "BUDI SANTOSO", born="1990-05-12"), "budi"),
        (row("6201021205900077", "BUDI SANTOSA"), None),
        (row("6201021205900077", "BUDI SANTOSA", born="1970-01-01"), None),
        # a NIK that a spreadsheet rounded
        (row("6201021205900000"), "budi"),
        (row("6201021205900000", "Budi Santosa"), "budi"),
        (row("6201020101990000"), None),
        (row("6201020101990000", "Rahmat", 5), "twin-b"),
        # no NIK at all
        (row("", "siti aminah"), "siti"),
        (row("", "Siti Aminah", born="1995-07-02"), None),
        (row("", "Rahmat"), None),
        (row("", "Rahmat", 4), "twin-a"),
        (row("", "Orang Lain", 1), None),
        # the NIK of one beside the name of another
        (row("6201021205900001", "SITI AMINAH", 2), "siti"),
        (row("6201021205900001", "SITI AMINAH", born="1995-07-01"), "siti"),
        (row("6201021205900001", "ORANG LAIN"), "budi"),
        (row("6301010101010001", "ORANG LAIN", 7), None),
    ],
)
def test_a_row_finds_its_participant(given: AnswerRow, whose: str | None) -> None:
    assert Matcher(ALL, {}).find(given) == whose


def test_what_a_person_said_goes_first() -> None:
    given = row("6301010101010001", "DEWI L.")
    assert Matcher(ALL, {given.key: "agus"}).find(given) == "agus"
    assert Matcher(ALL, {given.key: "removed"}).find(given) is None


def test_a_nik_that_two_were_sent_with_belongs_to_neither() -> None:
    twice = (BUDI, Asked("other", 2, BUDI.niks, "Wayan Sudarma", "1980-01-01"))
    assert Matcher(twice, {}).find(row(BUDI.niks[0])) is None
    assert Matcher(twice, {}).find(row(BUDI.niks[0], "WAYAN SUDARMA", 2)) == "other"
