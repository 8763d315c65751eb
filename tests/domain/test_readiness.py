"""The rules of readiness: states of an item, the list of a scheme, the part a step is about."""

from __future__ import annotations

import pytest

from sertidesk.domain import readiness as rules
from sertidesk.domain.readiness import Condition, ItemState, Part, Wanted
from sertidesk.intake.procedure import load_code
from sertidesk.intake.readiness import shipped


@pytest.mark.parametrize(
    ("needed", "available", "condition", "state"),
    [
        (0, None, None, ItemState.NOT_NEEDED),
        (2, None, None, ItemState.UNCHECKED),
        (2, 1, Condition.GOOD, ItemState.SHORT),
        (2, 2, Condition.GOOD, ItemState.READY),
        (2, 3, None, ItemState.READY),
        (2, 2, Condition.BROKEN, ItemState.DEFECT),
    ],
)
def test_an_item_is_ready_when_enough_is_there_in_order(
    needed: int, available: int | None, condition: Condition | None, state: ItemState
) -> None:
    assert rules.item_state(needed, available, condition) is state


@pytest.mark.parametrize(
    ("scheme", "item"),
    [
        ("Tukang Bangunan Gedung", "Sendok spesi"),
        ("Tukang Pasang Keramik", "Palu karet"),
        ("Tukang Besi Beton", "Kawat bendrat"),
        ("Tukang Kayu Konstruksi", "Ketam dan pahat"),
        ("Juru Las", "Helm las dan kacamata bening"),
        ("Operator Excavator", "Petugas pengarah (signalman)"),
    ],
)
def test_each_trade_of_the_office_has_its_list(scheme: str, item: str) -> None:
    assert item in {one.name for one in rules.list_for(scheme, shipped())}


def test_a_word_within_a_word_is_no_trade() -> None:
    assert rules.list_for("Pengawas Kelas", shipped()) != rules.list_for("Juru Las", shipped())
    assert rules.list_for("Ahli Antariksa", shipped()) == ()


def test_what_each_participant_needs_goes_up_with_them() -> None:
    assert Wanted("Helm", 2, "buah", for_each=True).needed(10) == 20
    assert Wanted("Helm", 2, "buah", for_each=True).needed(0) == 2
    assert Wanted("APAR", 2).needed(10) == 2


def test_a_step_opens_the_part_its_title_names() -> None:
    tangerang = load_code("tangerang")
    parts = {number: rules.parts_of(tangerang.step(number)) for number in ("1", "2", "3", "4")}
    assert parts == {
        "1": (Part.ASSESSORS,),
        "2": (Part.FACILITIES, Part.ASSESSORS),
        "3": (Part.CANDIDATES,),
        "4": (Part.CANDIDATES,),
    }
    assert rules.parts_of(load_code("badung").step("4")) == tuple(Part), "its title names none"
