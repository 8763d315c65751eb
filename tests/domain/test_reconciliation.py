"""The stages of an SOP, who is missing between two of them, what does not add up."""

from __future__ import annotations

import pytest

from sertidesk.domain import reconciliation as rules
from sertidesk.domain.reconciliation import Stage
from sertidesk.intake.procedure import load_code


@pytest.mark.parametrize(
    ("code", "stages"),
    [
        ("badung", "registered complete attended competent received in_portal handed"),
        (
            "kotawaringin-barat",
            "registered complete matched sent in_portal attended competent received handed",
        ),
        ("tangerang", "registered attended competent"),
        ("sulawesi-barat", "registered attended competent received handed"),
    ],
)
def test_an_sop_has_the_stages_of_its_steps_in_their_order(code: str, stages: str) -> None:
    assert " ".join(rules.stages_of(load_code(code))) == stages


def reached(**counts: str) -> dict[Stage, frozenset[str]]:
    return {stage: frozenset(counts.get(stage, "")) for stage in Stage}


def test_nobody_waits_for_what_they_cannot_have_yet() -> None:
    stages = rules.stages_of(load_code("badung"))
    found = reached(registered="abcd", attended="abc", competent="ab", received="a")
    assert rules.missing(stages, found, Stage.ATTENDED, "abcd") == ("d",)
    assert rules.missing(stages, found, Stage.COMPETENT, "abcd") == ("c",)
    assert rules.missing(stages, found, Stage.RECEIVED, "abcd") == ("b",)
    assert rules.missing(stages, found, Stage.HANDED, "abcd") == ("a",)


def test_between_any_two_stages_the_lost_are_named_in_their_order() -> None:
    found = reached(registered="abcd", received="ca")
    assert rules.between(found, Stage.REGISTERED, Stage.RECEIVED, "abcd") == ("b", "d")


def test_a_certificate_without_a_result_is_told() -> None:
    stages = rules.stages_of(load_code("badung"))
    found = reached(registered="ab", attended="a", competent="a", received="ab")
    (stray,) = rules.strays(stages, found, "ab")
    assert (stray.stage, stray.without, stray.participants) == (
        Stage.RECEIVED, Stage.COMPETENT, ("b",),
    )  # fmt: skip
    assert "belum tercatat kompeten" in stray.sentence


def test_the_furthest_stage_is_the_last_that_was_reached() -> None:
    stages = rules.stages_of(load_code("badung"))
    found = reached(registered="ab", complete="b", attended="a")
    assert rules.furthest(stages, found, "a") is Stage.ATTENDED
    assert rules.furthest(stages, found, "b") is Stage.COMPLETE
