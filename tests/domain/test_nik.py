"""NIK: the vectors of the rules, and what spreadsheets do to sixteen digits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import nik
from sertidesk.domain.areas import PROVINCES
from sertidesk.domain.finding import Finding, Severity

TODAY = date(2026, 11, 21)
REGENCIES = {
    "3101": "Kabupaten Kepulauan Seribu",
    "3171": "Kota Jakarta Pusat",
    "3502": "Kabupaten Ponorogo",
    "5103": "Kabupaten Badung",
    "6201": "Kabupaten Kotawaringin Barat",
    "9301": "Kabupaten Merauke",
}
DISTRICTS = {
    "310101": "Kepulauan Seribu Utara",
    "317101": "Gambir",
    "350202": "Slahung",
    "510301": "Kuta",
    "620102": "Arut Selatan",
}


class Book:
    """An area book of the few areas these tests need."""

    def province(self, code: str) -> str | None:
        return PROVINCES.get(code)

    def regency(self, code: str) -> str | None:
        return REGENCIES.get(code)

    def district(self, code: str) -> str | None:
        return DISTRICTS.get(code)

    def village(self, code: str) -> str | None:
        return None

    def find(self, name: str, within: str | None = None) -> list[str]:
        return []


def check(digits: str, **beside: Any) -> tuple[Finding, ...]:
    return nik.check(digits, areas=Book(), today=TODAY, **beside)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("3171011708450001", []),
        ("31710117084500", [("nik_length", Severity.ERROR, False)]),
        ("9971011708450001", [("nik_province", Severity.ERROR, True)]),
        ("3171015708450001", []),
        ("3171012902001234", []),
        ("3171013002001234", [("nik_date", Severity.ERROR, True)]),
        ("3502027102019913", [("nik_date", Severity.ERROR, True)]),
        ("5103015507900003", []),
        ("6201025001850000", [("nik_sequence", Severity.WARNING, False)]),
        ("3101014001900001", [("nik_date", Severity.ERROR, True)]),
        ("3101017201900001", [("nik_date", Severity.ERROR, True)]),
        ("9101010101900001", [("nik_area_legacy", Severity.WARNING, False)]),
        ("9702010101900001", [("nik_province_bps", Severity.WARNING, False)]),
        ("6201990101900001", [("nik_district", Severity.INFO, False)]),
        ("6299010101900001", [("nik_regency", Severity.WARNING, False)]),
        ("6201020113900001", [("nik_date", Severity.ERROR, True)]),
        ("6201020001900001", [("nik_date", Severity.ERROR, True)]),
    ],
)
def test_check_gives_each_vector_its_severity(
    digits: str, expected: list[tuple[str, Severity, bool]]
) -> None:
    assert [(f.code, f.severity, f.overridable) for f in check(digits)] == expected


@pytest.mark.parametrize(
    ("digits", "born", "sex"),
    [
        ("3171011708450001", date(1945, 8, 17), "L"),
        ("3171015708450001", date(1945, 8, 17), "P"),
        ("3171012902001234", date(2000, 2, 29), "L"),
        ("5103015507900003", date(1990, 7, 15), "P"),
        ("6201020101260001", date(2026, 1, 1), "L"),
        ("6201022212260001", date(1926, 12, 22), "L"),  # 2026-12-22 is still to come
    ],
)
def test_facts_read_birth_date_and_sex(digits: str, born: date, sex: str) -> None:
    facts = nik.facts(digits, today=TODAY)
    assert facts is not None
    assert (facts.birth_date, facts.sex) == (born, sex)
    assert (facts.province, facts.regency, facts.district) == (digits[:2], digits[:4], digits[:6])


def test_facts_take_the_century_nearest_to_the_hint() -> None:
    told = nik.facts("6201021505200001", today=TODAY, birth_year_hint=1921)
    assert told is not None and told.birth_date == date(1920, 5, 15)
    unhinted = nik.facts("6201021505200001", today=TODAY)
    assert unhinted is not None and unhinted.birth_date == date(2020, 5, 15)


def test_facts_of_an_impossible_date_still_name_the_area() -> None:
    told = nik.facts("3171013002001234", today=TODAY)
    assert told is not None
    assert (told.birth_date, told.sex, told.district) == (None, None, "317101")


def test_facts_of_a_short_number_are_none() -> None:
    assert nik.facts("317101", today=TODAY) is None


def test_a_date_that_differs_from_the_nik_only_warns_and_proposes() -> None:
    (finding,) = check("3171011708450001", birth_date=date(1945, 8, 18))
    assert (finding.code, finding.field) == ("nik_birth_date", "birth_date")
    assert (finding.severity, finding.proposal) == (Severity.WARNING, "1945-08-17")


def test_a_birth_date_of_the_other_century_agrees_with_the_nik() -> None:
    assert check("6201021505200001", birth_date=date(1920, 5, 15)) == ()


def test_a_sex_that_differs_from_the_nik_only_warns() -> None:
    (finding,) = check("3171015708450001", sex="L")
    assert (finding.code, finding.field, finding.severity, finding.proposal) == (
        "nik_sex",
        "sex",
        Severity.WARNING,
        "P",
    )


def test_a_nik_equal_to_the_family_card_is_an_error_nobody_may_confirm() -> None:
    (finding,) = check("3171011708450001", family_card="3171-0117-0845-0001")
    assert (finding.code, finding.severity, finding.overridable) == (
        "nik_is_family_card",
        Severity.ERROR,
        False,
    )


def test_a_nik_of_another_regency_is_only_mentioned() -> None:
    (finding,) = check("3171011708450001", office_regency="62.01")
    assert (finding.code, finding.severity) == ("nik_elsewhere", Severity.INFO)
    assert "Kota Jakarta Pusat (31.71)" in finding.message
    assert check("6201021708450001", office_regency="6201") == ()


def test_an_unknown_province_is_not_also_called_another_region() -> None:
    assert codes(check("9971011708450001", office_regency="6201")) == ["nik_province"]


def test_a_legacy_code_of_the_offices_own_regency_is_not_elsewhere() -> None:
    assert codes(check("9101010101900001", office_regency="9301")) == ["nik_area_legacy"]
    assert codes(check("6404010101900001", office_regency="6501")) == ["nik_area_legacy"]
    assert codes(check("9101010101900001", office_regency="6201")) == [
        "nik_area_legacy",
        "nik_elsewhere",
    ]


def test_a_legacy_message_names_the_area_then_and_now() -> None:
    (finding,) = check("9101010101900001")
    assert "91.01" in finding.message and "Merauke" in finding.message
    assert "93.01" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "3171011708450001",
        " 3171 0117 0845 0001 ",
        "31.71.01.170845.0001",
        "3171-0117-0845-0001",
        "'3171011708450001",
        "’3171011708450001",
        "\u00a03171011708450001\u00a0",
        "\ufeff3171011708450001\u200b",
        "３１７１０１１７０８４５０００１",
        "3171\u20110117\u20110845\u20110001",
    ],
)
def test_read_takes_what_surrounds_the_digits_away(text: str) -> None:
    assert nik.read(text).digits == "3171011708450001"
    assert nik.read(text).findings == ()


@pytest.mark.parametrize(
    "text", ["3171011708450001.0", "3171011708450001,00", "'3171011708450001.0"]
)
def test_read_repairs_a_number_tail_with_a_note(text: str) -> None:
    reading = nik.read(text)
    assert reading.digits == "3171011708450001"
    assert [(f.code, f.severity) for f in reading.findings] == [("nik_tail", Severity.INFO)]


def test_read_does_not_trust_a_rounded_number_that_became_text() -> None:
    reading = nik.read("3171011708450000.0")
    assert reading.digits is None
    assert codes(reading.findings) == ["nik_rounded"]


@pytest.mark.parametrize("digits", ["317101170845000", "31710117084500011", "12"])
def test_read_says_how_many_digits_there_are(digits: str) -> None:
    reading = nik.read(digits)
    assert reading.digits is None
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("nik_length", Severity.ERROR)
    assert f"tertulis {len(digits)} angka" in finding.message


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("3I7IOII7O845OOOI", "3171011708450001"),
        ("317101l70B4S0001", "3171011708450001"),
        ("3171o1170845ooo1", "3171011708450001"),
        ("NIK 3171011708450001", "3171011708450001"),
        ("3171011708450001 (KTP)", "3171011708450001"),
        ("belum ada", None),
        ("317101X708450001", None),
        ("317101170845000²", None),
    ],
)
def test_read_refuses_letters_and_proposes_digits(text: str, proposal: str | None) -> None:
    reading = nik.read(text)
    (finding,) = reading.findings
    assert reading.digits is None
    assert (finding.code, finding.severity, finding.proposal) == (
        "nik_letters",
        Severity.ERROR,
        proposal,
    )


@pytest.mark.parametrize("text", ["3,20101E+15", "3.20101E+15", "3.17101170845E+15", "3e15"])
def test_read_refuses_scientific_notation(text: str) -> None:
    reading = nik.read(text)
    assert reading.digits is None
    assert codes(reading.findings) == ["nik_scientific"]
    assert reading.findings[0].proposal is None


@pytest.mark.parametrize("text", ["", "   ", "-", "'", "\u00a0"])
def test_read_of_an_empty_cell_is_empty(text: str) -> None:
    assert (nik.read(text).digits, nik.read(text).findings) == (None, ())


@pytest.mark.parametrize("value", [3171011708450000, 3171011708450010.0])
def test_a_number_that_ends_in_zero_is_damaged_until_confirmed(value: float) -> None:
    reading = nik.from_number(value)
    assert reading.digits is None
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("nik_rounded", Severity.ERROR)
    assert finding.overridable
    assert finding.proposal == str(int(value))


def test_a_number_above_two_to_the_53_is_damaged() -> None:
    assert codes(nik.from_number(9171011708450001).findings) == ["nik_rounded"]
    assert nik.from_number(2**53 + 1).digits is None


@pytest.mark.parametrize("value", [3171011708450001, 3171011708450001.0])
def test_another_number_is_taken_with_a_note(value: float) -> None:
    reading = nik.from_number(value)
    assert reading.digits == "3171011708450001"
    assert [(f.code, f.severity) for f in reading.findings] == [("nik_numeric", Severity.INFO)]


@pytest.mark.parametrize("value", [317101170845000, 12, 0, -3171011708450001, 31710117084500011])
def test_a_number_of_another_length_is_an_error(value: int) -> None:
    assert nik.from_number(value).digits is None
    assert codes(nik.from_number(value).findings) == ["nik_length"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 3171.5])
def test_a_number_that_is_no_integer_never_yields_digits(value: float) -> None:
    assert nik.from_number(value).digits is None
    assert nik.from_number(value).findings


@given(st.integers(min_value=10**15, max_value=10**16 - 1))
def test_no_number_that_excel_rounded_is_taken_as_whole(value: int) -> None:
    assert nik.from_number(value // 10 * 10).digits is None
    assert nik.from_number(float(value // 10 * 10)).digits is None


@given(st.text(max_size=40))
def test_read_yields_sixteen_ascii_digits_or_none(text: str) -> None:
    digits = nik.read(text).digits
    assert digits is None or (len(digits) == 16 and digits.isascii() and digits.isdigit())


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_check_and_facts_bear_any_sixteen_digits(digits: str) -> None:
    told = nik.facts(digits, today=TODAY)
    assert told is not None
    assert (told.birth_date is None) == ("nik_date" in codes(check(digits)))


def test_a_column_whose_niks_all_end_in_zero_is_rounded() -> None:
    assert nik.column_is_rounded([3171011708450000 + 10 * place for place in range(5)])
    assert nik.column_is_rounded([f"317101170845{place}000" for place in range(5)])
    assert nik.column_is_rounded(["3,17101E+15"] * 6)


def test_a_column_with_one_whole_nik_or_too_few_is_not_rounded() -> None:
    assert not nik.column_is_rounded(["3171011708450000"] * 5 + ["3171011708450001"])
    assert not nik.column_is_rounded(["3171011708450000"] * 4)
    assert not nik.column_is_rounded(["nama", "", 12, "31710"])


def test_mask_shows_the_first_six_and_last_four() -> None:
    assert nik.mask("3171011708450001") == "317101******0001"
    assert nik.mask("12345") == "*****"


@pytest.mark.parametrize("value", [1.581498779996552, 6.201021505900001])
def test_a_fraction_of_sixteen_digits_is_no_nik(value: float) -> None:
    for reading in (nik.from_number(value), nik.read(str(value))):
        assert reading.digits is None
        assert codes(reading.findings) == ["nik_fraction"]


def test_thousands_marks_betray_a_number() -> None:
    assert codes(nik.read("3.171.011.708.450.010").findings) == ["nik_rounded"]
    assert nik.read("3.171.011.708.450.001").digits == "3171011708450001"
    assert nik.read("31.71.01.170845.0010").digits == "3171011708450010"
