"""The rules of the selection: who stands before whom and why, quotas, what is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import selection as rules
from sertidesk.domain.selection import Candidate, Plan, Rule, State, Target

TODAY = date(2026, 3, 2)
KAYU = Target("Tukang Kayu", 2, 2)


def one(place: int, **values: object) -> Candidate:
    base = Candidate(
        f"p{place}", place, "Tukang Kayu", 2, "Kapal", "L", date(1990, 1, place),
        state=State.ELIGIBLE,
    )  # fmt: skip
    return replace(base, **values)  # type: ignore[arg-type]


def order(plan: Plan, *people: Candidate) -> list[int]:
    return [found.place for found in rules.in_order(plan, people)]


def test_the_first_rule_weighs_most_and_registration_settles_the_rest() -> None:
    people = (
        one(1), one(2, has_documents=True), one(3, has_documents=True, has_certificate=True),
    )  # fmt: skip
    assert order(Plan(), *people) == [2, 3, 1]
    assert order(Plan(rules=(Rule.NO_CERTIFICATE, Rule.DOCUMENTS)), *people) == [2, 1, 3]
    assert order(Plan(rules=()), *people) == [1, 2, 3]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule.OLDER, [2, 1, 3]),
        (Rule.YOUNGER, [1, 2, 3]),
        (Rule.WOMEN, [3, 1, 2]),
        (Rule.MATCHED, [2, 1, 3]),
    ],
)
def test_each_rule_puts_some_first_and_an_unknown_age_last(rule: Rule, expected: list[int]) -> None:
    people = (
        one(1, born=date(2000, 1, 1)),
        one(2, born=date(1970, 1, 1), is_matched=True),
        one(3, born=None, sex="P"),
    )
    assert order(Plan(rules=(rule,)), *people) == expected


def test_a_rank_is_within_the_occupation_and_says_why() -> None:
    plan = Plan((KAYU,), rules=(Rule.DOCUMENTS, Rule.OLDER, Rule.REGISTERED))
    people = [one(1, has_documents=True), one(2), one(3, occupation="Tukang Batu")]
    ranks = rules.ranking(plan, people, TODAY)
    assert (ranks["p2"].rank, ranks["p2"].of) == (2, 2)
    assert ranks["p1"].reason == "berkas lengkap, usia 36 tahun, pendaftar ke-1"
    assert (ranks["p3"].rank, ranks["p3"].of) == (1, 1)


def test_who_withdrew_or_does_not_qualify_has_no_rank() -> None:
    people = [one(1, state=State.WITHDRAWN), one(2, state=State.INELIGIBLE), one(3)]
    assert set(rules.ranking(Plan(), people, TODAY)) == {"p3"}


def test_a_target_of_the_same_level_comes_before_one_of_any() -> None:
    both = (Target("tukang kayu", None, 5), Target("Tukang Kayu", 3, 1))
    plan = Plan(both)
    assert plan.target_of(one(1, level=3)) == both[1]
    assert plan.target_of(one(1, level=2)) == both[0]
    assert Plan((both[1],)).target_of(one(1, level=2)) is None


def test_whoever_was_decided_by_hand_is_neither_moved_nor_passed_over() -> None:
    plan = Plan((KAYU,))
    people = [
        one(1, state=State.RESERVE, by_hand=True),
        one(2, state=State.NOT_SELECTED, by_hand=True),
        one(3),
    ]
    assert [step.id for step in rules.propose(plan, people, TODAY)] == ["p3"]
    assert rules.better(plan, people, ["p3"]) == []
    assert rules.better(plan, [replace(people[0], by_hand=False), people[2]], ["p3"]) == ["p1"]


def test_the_reserve_counts_who_waits_by_hand_and_the_rest_are_left_out() -> None:
    plan = Plan((replace(KAYU, quota=1),), reserves=1)
    people = [one(1), one(2), one(3)]
    found = {step.id: step.state for step in rules.propose(plan, people, TODAY)}
    assert found == {"p1": State.SELECTED, "p2": State.RESERVE, "p3": State.NOT_SELECTED}
    people[1] = replace(people[1], state=State.RESERVE, by_hand=True)
    found = {step.id: step.state for step in rules.propose(plan, people, TODAY)}
    assert found == {"p1": State.SELECTED, "p3": State.NOT_SELECTED}


_people = st.lists(
    st.builds(
        lambda occupation, village, documents, state: (occupation, village, documents, state),
        st.sampled_from(["Tukang Kayu", "Tukang Batu", "Juru Gambar", ""]),
        st.sampled_from(["Kapal", "KAPAL ", "Sempidi", ""]),
        st.booleans(),
        st.sampled_from([State.ELIGIBLE, State.UNVERIFIED, State.RESERVE, State.INELIGIBLE]),
    ),
    max_size=30,
)


@given(_people, st.integers(0, 5), st.integers(0, 4), st.integers(0, 8), st.booleans())
def test_a_proposal_never_exceeds_a_quota_and_proposes_nothing_more_once_applied(
    drawn: list[tuple[str, str, bool, State]],
    quota: int,
    village: int,
    total: int,
    verified_only: bool,
) -> None:
    plan = Plan(
        (Target("Tukang Kayu", None, quota), Target("Tukang Batu")),
        total,
        {"Kapal": village},
        verified_only=verified_only,
    )
    people = [
        one(place % 27 + 1, id=f"p{place}", occupation=job, village=where, has_documents=papers,
            state=state)
        for place, (job, where, papers, state) in enumerate(drawn)
    ]  # fmt: skip
    steps = {step.id: step.state for step in rules.propose(plan, people, TODAY)}
    after = [replace(person, state=steps.get(person.id, person.state)) for person in people]
    assert rules.exceeded(plan, after) == []
    assert rules.propose(plan, after, TODAY) == []
