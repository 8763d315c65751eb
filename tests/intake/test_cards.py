"""NIK and family card side by side: told apart by their contents where the names mislead."""

from __future__ import annotations

import pytest

from sertidesk.intake import report
from sertidesk.intake.report import ListReport
from sertidesk.intake.sheet import Cell, Sheet
from tests.builders import lists


def card(number: int) -> str:
    """Return the made-up family card of a person, issued in June 2015."""
    return f"620102{number % 28 + 1:02d}0615{number * 7 + 11:03d}{number % 9 + 1}"


def read(header: list[Cell], rows: list[list[Cell]]) -> ListReport:
    sheet = Sheet("Data", [header, *rows])
    return report.read_list([sheet], areas=lists.Areas(), today=lists.TODAY, office_regency="6201")


def listed(first: str, second: str, *, dated: bool = True, count: int = 8) -> ListReport:
    """Read a list whose first number column holds family cards, the second the NIKs."""
    rows: list[list[Cell]] = []
    for number, p in enumerate(lists.people(count)):
        born = p.born if dated else ""
        rows.append([number + 1, card(number), p.nik, p.name, born, p.sex])
    return read(["NO", first, second, "NAMA", "TGL LAHIR", "JK"], rows)


def niks(count: int = 8) -> list[str]:
    return [p.nik for p in lists.people(count)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("NO KK", "NIK"),
        ("NOMOR KK/NIK", "NIK/NO KK"),
        ("No. Identitas", "Nomor"),
        ("NIK", "NO KK"),  # written the wrong way round
        ("", ""),
    ],
)
def test_birth_dates_tell_which_column_holds_the_niks(first: str, second: str) -> None:
    found = listed(first, second)
    assert [row.values["nik"] for row in found.rows] == niks()
    assert found.accepted == 8


def test_without_dates_a_vague_column_gives_way_to_one_with_days_of_women() -> None:
    found = listed("No. Identitas", "Nomor", dated=False)
    assert [row.values["nik"] for row in found.rows] == niks()


def test_without_dates_a_column_clearly_named_is_believed() -> None:
    found = listed("NIK", "Nomor", dated=False)
    assert [row.values["nik"] for row in found.rows] == [card(number) for number in range(8)]


def test_a_lawfully_differing_birth_date_moves_no_column() -> None:
    rows: list[list[Cell]] = [
        [p.nik, card(n), p.name, p.born.replace(day=p.born.day % 27 + 1)]
        for n, p in enumerate(lists.people(6))
    ]
    found = read(["NIK", "NO KK", "NAMA", "TGL LAHIR"], rows)
    assert [row.values["nik"] for row in found.rows] == niks(6)


def test_numbers_exchanged_in_one_row_are_refused_with_the_other_as_proposal() -> None:
    rows: list[list[Cell]] = []
    for number, p in enumerate(lists.people(6)):
        pair = [p.nik, card(number)] if number != 2 else [card(number), p.nik]
        rows.append([*pair, p.name, p.born, p.sex])
    found = read(["NIK", "NO KK", "NAMA", "TGL LAHIR", "JK"], rows)
    assert [row.status.value == "rejected" for row in found.rows] == [n == 2 for n in range(6)]
    finding = next(f for f in found.rows[2].findings if f.code == "nik_family_card_exchanged")
    assert finding.proposal == lists.person(2).nik
    again = found.recheck(found.rows[2], {"nik": lists.person(2).nik})
    assert again.status.value == "accepted"
