"""Letters in and out: how far each has come, what a step asks for."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain import letters as rules
from sertidesk.domain.letters import Direction, Kind, Standing, State
from sertidesk.intake.procedure import load_code

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("letter", "state"),
    [
        (Standing(Direction.OUT), State.DRAFT),
        (Standing(Direction.OUT, "600.1/1"), State.NUMBERED),
        (Standing(Direction.OUT, "600.1/1", DAY), State.SENT),
        (Standing(Direction.OUT, "600.1/1", cancelled="salah ketik"), State.CANCELLED),
        (Standing(Direction.IN, "B-7"), State.RECEIVED),
        (Standing(Direction.IN, "B-7", DAY, "Tindak lanjuti"), State.WAITING),
        (Standing(Direction.IN, "B-7", DAY, "Tindak lanjuti", DAY), State.SETTLED),
    ],
)
def test_a_letter_has_come_so_far(letter: Standing, state: State) -> None:
    assert rules.state_of(letter) is state
    assert rules.STATES[state]


def test_a_disposition_is_remarked_on_before_its_day_and_after() -> None:
    waits = State.WAITING
    assert rules.urgency(waits, date(2026, 3, 1), DAY) == "late"
    assert rules.urgency(waits, date(2026, 3, 4), DAY) == "near"
    assert rules.urgency(waits, date(2026, 3, 5), DAY) == ""
    assert rules.urgency(State.SETTLED, date(2026, 3, 1), DAY) == ""
    assert rules.urgency(waits, None, DAY) == ""


@pytest.mark.parametrize(
    ("sop", "wanted"),
    [
        ("badung", [(Kind.DISPOSITION, Direction.IN), (Kind.APPLICATION, Direction.OUT)]),
        ("kotawaringin-barat", []),
        ("sulawesi-barat", [(Kind.NOTICE, Direction.OUT)]),
    ],
)
def test_a_step_asks_for_what_its_sop_names(sop: str, wanted: list[tuple[Kind, Direction]]) -> None:
    step = load_code(sop).step("1")
    assert [(need.kind, need.direction) for need in rules.needs(step)] == wanted
    assert rules.asks_application(step) is (sop == "badung")
