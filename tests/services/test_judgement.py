"""What the rules say of a whole participant, and which of it stays open."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.finding import Severity
from sertidesk.services import activity as activities
from sertidesk.services import judgement
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.judgement import Rulebook
from sertidesk.services.store import Store

SOUND = {
    "nik": "6201021205900001",
    "name": "Budi Santoso",
    "birth_date": date(1990, 5, 12),
    "sex": "L",
}


def rules_for(store: Store, sop: str) -> Rulebook:
    draft = ActivityDraft(sop_code=sop, name="Uji", year=2026)
    made = activities.by_code(store, str(activities.create(store, draft).subject))
    return judgement.rulebook(store, made)


@pytest.fixture
def rules(store: Store) -> Rulebook:
    return rules_for(store, "kotawaringin-barat")


def codes(rules: Rulebook, **values: object) -> set[str]:
    return {finding.code for finding in judgement.judge(rules, SOUND | values)}


def test_a_sound_person_raises_nothing(rules: Rulebook) -> None:
    assert judgement.judge(rules, SOUND) == ()


def test_a_missing_name_is_an_error_and_a_missing_nik_a_warning(rules: Rulebook) -> None:
    found = {f.code: f.severity for f in judgement.judge(rules, {"birth_date": None})}
    assert found["name_missing"] is Severity.ERROR
    assert found["nik_missing"] is Severity.WARNING


@pytest.mark.parametrize(
    ("born", "code"), [(date(2030, 1, 1), "birth_future"), (date(1899, 1, 1), "birth_old")]
)
def test_an_impossible_age_is_remarked(rules: Rulebook, born: date, code: str) -> None:
    assert code in codes(rules, birth_date=born)


def test_the_conditions_of_the_sop_are_warnings(store: Store) -> None:
    badung = rules_for(store, "badung")
    young = codes(badung, birth_date=date(2009, 5, 12), nationality="WNA")
    assert {"age_below", "condition_nationality", "condition_skill"} <= young
    assert not codes(badung, occupation="Tukang Besi Beton", nationality="WNI") & {
        "age_below",
        "condition_nationality",
        "condition_skill",
    }


def test_another_sop_sets_no_such_conditions(rules: Rulebook) -> None:
    assert not codes(rules, birth_date=date(2009, 5, 12)) & {"age_below", "condition_skill"}


def test_education_and_experience_are_held_against_the_level(rules: Rulebook) -> None:
    beton = {"occupation": "Tukang Besi Beton", "level": 6, "education_level": "SMA"}
    assert "education_low" in codes(rules, **beton)
    assert "education_unknown" in codes(rules, level=6, education_level="Kejar")


def test_limits_count_what_is_held_and_what_is_applied_for(rules: Rulebook) -> None:
    held = [
        {"qualification": "Ahli", "classification": name, "subclassification": f"{name} 1"}
        for name in ("Sipil", "Mekanikal")
    ]
    wanted = {"qualification": "Ahli", "classification": "Arsitektur", "subclassification": "A"}
    found = {f.code for f in judgement.judge(rules, SOUND | wanted, held)}
    assert "limit_classifications" in found
    renewal = wanted | {"application_kind": "Perpanjangan"}
    again = {f.code for f in judgement.judge(rules, SOUND | renewal, held)}
    assert "limit_classifications" not in again


def test_what_was_taken_with_a_reason_is_open_no_more(rules: Rulebook) -> None:
    found = judgement.judge(rules, SOUND | {"sex": "P"})
    assert judgement.open_warnings(found, ()) == 1
    assert judgement.open_warnings(found, ["nik_sex"]) == 0


def test_an_occupation_tells_what_follows_from_it(rules: Rulebook) -> None:
    told = judgement.occupation(rules, {"occupation": "Tukang Besi Beton"})
    assert told["level"] == 1
    assert told["qualification"] == "Operator"


def test_what_was_applied_for_counts_once_when_its_certificate_has_come(rules: Rulebook) -> None:
    applied = {
        "qualification": "Operator", "classification": "Sipil", "subclassification": "Gedung",
        "occupation": "Tukang Cat", "level": 2,
    }  # fmt: skip
    others = [dict(applied, occupation=f"Tukang {place}") for place in range(4)]
    waiting = {one.code for one in judgement.judge(rules, applied, [*others, others[0]])}
    assert "limit_count" in waiting
    arrived = {one.code for one in judgement.judge(rules, applied, [*others, applied])}
    assert "limit_count" not in arrived
