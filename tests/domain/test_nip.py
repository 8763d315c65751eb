"""NIP: read in any spelling, shown 8-6-1-3, warned about and never refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import nip
from sertidesk.domain.finding import Severity

TODAY = date(2026, 11, 21)


def codes(text: str) -> list[str]:
    return [finding.code for finding in nip.read(text, TODAY).findings]


@pytest.mark.parametrize(
    "text",
    [
        "196906101995031012",
        "19690610 199503 1 012",
        "NIP. 19690610 199503 1 012",
        "nip: 19690610.199503.1.012",
        "'196906101995031012",
        "１９６９０６１０ 199503 1 012",
    ],
)
def test_every_spelling_gives_the_number(text: str) -> None:
    assert nip.read(text, TODAY) == nip.NipReading("196906101995031012")


@pytest.mark.parametrize("text", ["", "  ", "-", "NIP."])
def test_none_is_none(text: str) -> None:
    assert nip.read(text, TODAY) == nip.NipReading(None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("19690610199503101", "nip_length"),
        ("131234567", "nip_old"),
        ("19690610199503 1O12", "nip_letters"),
        ("196913101995031012", "nip_birth_date"),
        ("197002291995031012", "nip_birth_date"),  # 1970 was no leap year
        ("203006101995031012", "nip_birth_date"),
        ("196906101995131012", "nip_appointment"),
        ("196906101995001012", "nip_appointment"),
        ("196906102026121012", "nip_appointment"),  # not yet
        ("196906101983121012", "nip_age"),
        ("196906101995033012", "nip_sex"),
    ],
)
def test_what_looks_wrong_is_told(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    ["196906101984031012", "196906102026111012", "199001012023212003", "199001012024221003"],
)
def test_the_limits_and_contract_servants_pass(text: str) -> None:
    assert codes(text) == []


def test_a_contract_servant_of_next_year_is_told() -> None:
    assert codes("199001012027212003") == ["nip_appointment"]


def test_it_is_printed_in_four_parts() -> None:
    assert nip.show("196906101995031012") == "19690610 199503 1 012"
    assert nip.show("131234567") == "131234567"
    assert nip.show("") == ""


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{18}", fullmatch=True))
def test_anything_is_read_warns_at_most_and_reads_the_same_again(text: str) -> None:
    first = nip.read(text, TODAY)
    assert all(finding.severity is Severity.WARNING for finding in first.findings)
    if first.number is not None:
        assert nip.read(nip.show(first.number), TODAY) == first
