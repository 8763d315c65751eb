"""Sex, nationality, RT and RW in the spellings of village lists."""

from __future__ import annotations

import pytest

from sertidesk.domain import people


@pytest.mark.parametrize(
    "text",
    [
        "L",
        "l",
        "Lk",
        "lk.",
        "LK",
        "Laki",
        "laki-laki",
        "LAKI-LAKI",
        "Laki2",
        "laki²",
        "pria",
        "Pria",
        "M",
        "male",
        "cowok",
        "L.",
        "lelaki",
    ],
)
def test_men(text: str) -> None:
    assert people.read_sex(text.replace("²", "2")) == "L"


@pytest.mark.parametrize(
    "text",
    [
        "P",
        "p",
        "Pr",
        "PR.",
        "Prp",
        "perempuan",
        "PEREMPUAN",
        "Wanita",
        "wanita",
        "F",
        "female",
        "cewek",
        "P.",
        "W",
    ],
)
def test_women(text: str) -> None:
    assert people.read_sex(text) == "P"


@pytest.mark.parametrize("text", ["", "-", "1", "2", "L/P", "?", "laki-laki/perempuan", "X"])
def test_what_is_not_clear_is_no_sex(text: str) -> None:
    assert people.read_sex(text) is None


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["P", "W", "p.", ""], True),
        (["P", "W", "L"], False),
        (["L", "P"], False),
        (["P", "P"], False),
        (["W", "Laki-laki", "P"], False),
        ([], False),
    ],
)
def test_a_column_of_p_and_w_means_pria_and_wanita(column: list[str], expected: bool) -> None:
    assert people.p_means_man(column) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WNI", "WNI"),
        ("wni.", "WNI"),
        ("Indonesia", "WNI"),
        ("Warga Negara Indonesia", "WNI"),
        ("WNA", "WNA"),
        ("asing", "WNA"),
        ("", None),
        ("-", None),
        ("islam", None),
    ],
)
def test_nationality(text: str, expected: str | None) -> None:
    assert people.read_nationality(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "001"),
        ("01", "001"),
        ("001", "001"),
        ("12", "012"),
        ("RT 3", "003"),
        ("RW.04", "004"),
        ("2.0", "002"),
        ("0003", "003"),
        ("000", None),
        ("-", None),
        ("", None),
        ("1234", None),
        ("satu", None),
    ],
)
def test_a_unit_has_three_digits(text: str, expected: str | None) -> None:
    assert people.read_unit(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("001/002", ("001", "002")),
        ("RT 1 RW 2", ("001", "002")),
        ("RT.01/RW.02", ("001", "002")),
        ("RT/RW 003/004", ("003", "004")),
        ("rt 5 / rw 6", ("005", "006")),
        ("1-2", ("001", "002")),
        ("RT 7", ("007", None)),
        ("RW 8", (None, "008")),
        ("9", ("009", None)),
        ("-", (None, None)),
        ("000/000", (None, None)),
    ],
)
def test_both_units_from_one_cell(text: str, expected: tuple[str | None, str | None]) -> None:
    assert people.read_units(text) == expected


@pytest.mark.parametrize(
    ("text", "sex"), [("1. Laki-laki", "L"), ("2 - Perempuan", "P"), ("Lk-lk", "L"), ("Laki2", "L")]
)
def test_a_number_beside_the_word_does_not_count(text: str, sex: str) -> None:
    assert people.read_sex(text) == sex
