"""A procedure and the copy that an activity keeps of it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sertidesk.domain.procedure import (
    Actor,
    Duration,
    Office,
    Part,
    Phase,
    PrintedDate,
    Procedure,
    Promise,
    Requirement,
    Step,
    Unit,
    from_dict,
    to_dict,
)

PROCEDURE = Procedure(
    code="uji",
    name="Uji",
    title="Uji kompetensi",
    office=Office("Dinas", phones=("021",)),
    dates=(PrintedDate("Dibuat", "2 Januari 2023", date(2023, 1, 2)), PrintedDate("Revisi", "-")),
    actors=(Actor("kasi", "Kasi Jasa Konstruksi"),),
    steps=(
        Step(
            "1",
            "Awal",
            actors=("kasi", "tamu"),
            time=Duration("1-3 hari", 1, 3, Unit.DAY),
            parts=(Part("1.1", "Bagian"),),
            requirements=("ktp",),
        ),
        Step("2", "Akhir"),
    ),
    requirements=(Requirement("ktp", "KTP", copies=1), Requirement("foto", "Pas foto")),
    promise=Promise(Duration("7 hari", 7, 7, Unit.DAY), phases=(Phase("A", steps=("1",)),)),
)


def test_the_copy_is_plain_json() -> None:
    values = json.loads(json.dumps(to_dict(PROCEDURE)))
    assert values["dates"][0]["day"] == "2023-01-02"
    assert values["steps"][0]["time"]["unit"] == "hari"
    assert from_dict(values) == PROCEDURE


def test_a_copy_of_another_version_still_opens() -> None:
    values = to_dict(PROCEDURE)
    values["added_later"] = {"anything": 1}
    values["steps"][0]["added_later"] = True
    del values["notes"]
    assert from_dict(values) == PROCEDURE


def test_things_are_found_by_their_number_or_key() -> None:
    first, second = PROCEDURE.steps
    assert PROCEDURE.step("2") is second
    assert PROCEDURE.requirement("foto").title == "Pas foto"
    with pytest.raises(KeyError):
        PROCEDURE.step("3")
    with pytest.raises(KeyError):
        PROCEDURE.requirement("npwp")
    phase = PROCEDURE.phase_of("1")
    assert phase is not None
    assert phase.title == "A"
    assert PROCEDURE.phase_of("2") is None
    assert PROCEDURE.actor_titles(first) == ("Kasi Jasa Konstruksi", "tamu")


def test_a_step_is_about_the_requirements_it_names_or_about_all() -> None:
    first, second = PROCEDURE.steps
    assert [item.key for item in PROCEDURE.requirements_of(first)] == ["ktp"]
    assert [item.key for item in PROCEDURE.requirements_of(second)] == ["ktp", "foto"]
