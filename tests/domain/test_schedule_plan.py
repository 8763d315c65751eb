"""Groups by occupation, and times, rooms and assessors for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import schedule as rules
from sertidesk.domain import schedule_plan as plan
from sertidesk.domain.schedule import Assessor, Slot
from sertidesk.domain.schedule_plan import Group, Placed, Seats, Terms
from sertidesk.domain.workdays import Calendar, Holiday

MONDAY = date(2026, 11, 23)
PLAIN = Calendar()
TERMS = Terms(10, MONDAY, "08:00", "16:00", 120, "TUK Baru", ("R1",))
RINI = Assessor("a1", "Rini Misal", schemes=("Mandor",))
TONI = Assessor("a2", "Toni Umpama", schemes=("Mandor",))
_people = st.lists(st.sampled_from(["Mandor", "mandor", "Tukang Batu", "Tukang Cat", ""]))


def group(scheme: str = "Mandor") -> Group:
    return Group(scheme, ("x",))


def place(
    *wanted: Group,
    terms: Terms = TERMS,
    busy: Sequence[Slot] = (),
    assessors: Sequence[Assessor] = (),
    calendar: Calendar = PLAIN,
) -> list[Placed]:
    return plan.place(wanted, terms, busy, assessors, calendar)


@given(_people, st.integers(1, 12))
def test_everyone_is_in_one_group_of_their_occupation(occupations: list[str], size: int) -> None:
    people = [(str(number), one) for number, one in enumerate(occupations)]
    made = plan.groups(people, size)
    assert sorted(key for one in made for key in one.members) == sorted(key for key, _ in people)
    of = dict(people)
    for one in made:
        assert 1 <= len(one.members) <= size
        assert {of[key].casefold() for key in one.members} == {one.scheme.casefold()}
    for scheme in {one.scheme for one in made}:
        sizes = [len(one.members) for one in made if one.scheme == scheme]
        assert max(sizes) - min(sizes) <= 1


def test_groups_are_as_equal_as_can_be_and_those_without_occupation_come_last() -> None:
    people = [(str(number), "Mandor") for number in range(21)] + [("x", "")]
    made = plan.groups(people, 10)
    assert [(one.scheme, len(one.members)) for one in made] == [
        ("Mandor", 7), ("Mandor", 7), ("Mandor", 7), ("", 1),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="0"):
        plan.groups(people, 0)


def test_free_seats_are_filled_first_but_only_for_their_occupation() -> None:
    people = [("a", "Mandor"), ("b", "Tukang Batu"), ("c", "mandor"), ("d", "")]
    seated, rest = plan.fill(people, [Seats("s1", "MANDOR", 1), Seats("s2", "", 5)])
    assert seated == {"s1": ["a"]}
    assert [key for key, _ in rest] == ["b", "c", "d"]
    assert plan.fill(people, [Seats("s1", "Mandor", -2)])[0] == {}


def test_a_day_is_laid_around_noon_and_the_next_working_day_follows() -> None:
    friday = replace(TERMS, first_day=date(2026, 11, 27))
    placed = place(*[group()] * 4, terms=friday)
    assert [(one.day.day, one.starts, one.ends) for one in placed] == [
        (27, "08:00", "10:00"), (27, "10:00", "12:00"), (27, "13:00", "15:00"),
        (30, "08:00", "10:00"),
    ]  # fmt: skip


def test_a_session_of_a_whole_day_runs_through_noon() -> None:
    (one,) = place(group(), terms=replace(TERMS, minutes=480))
    assert (one.starts, one.ends) == ("08:00", "16:00")


def test_holidays_are_left_out() -> None:
    calendar = Calendar({MONDAY: Holiday(MONDAY, "Hari Raya")})
    (one,) = place(group(), calendar=calendar)
    assert one.day == date(2026, 11, 24)


def test_rooms_are_used_side_by_side_and_without_rooms_one_after_the_other() -> None:
    two = place(group("A"), group("B"), terms=replace(TERMS, rooms=("R1", "R2")))
    assert [(one.starts, one.room) for one in two] == [("08:00", "R1"), ("08:00", "R2")]
    none = place(group("A"), group("B"), terms=replace(TERMS, rooms=("",)))
    assert [one.starts for one in none] == ["08:00", "10:00"]


def test_assessors_are_never_in_two_places_and_expired_ones_not_sent() -> None:
    rooms = replace(TERMS, rooms=("R1", "R2", "R3"))
    placed = place(*[group()] * 3, terms=rooms, assessors=[RINI, TONI])
    assert [(one.starts, one.assessor and one.assessor.id) for one in placed] == [
        ("08:00", "a1"), ("08:00", "a2"), ("10:00", "a1"),
    ]  # fmt: skip
    old = replace(RINI, valid_until=date(2026, 1, 1))
    (alone,) = place(group(), assessors=[old])
    assert alone.assessor is None


def test_what_is_taken_stays_taken() -> None:
    busy = [
        Slot("b1", MONDAY, "08:00", "09:00", "TUK Baru", "r1", elsewhere="2026-002"),
        Slot("b2", MONDAY, "11:30", "12:00", "TUK Lain", "R9", assessor=RINI),
    ]
    (one,) = place(group(), busy=busy, assessors=[RINI])
    assert (one.starts, one.assessor) == ("13:00", RINI)


@given(_people, st.integers(1, 4), st.integers(30, 300), st.integers(1, 3))
def test_a_plan_never_clashes(occupations: list[str], size: int, minutes: int, rooms: int) -> None:
    terms = replace(
        TERMS, size=size, minutes=minutes, rooms=tuple(f"R{number}" for number in range(rooms))
    )
    wanted = plan.groups([(str(n), one) for n, one in enumerate(occupations)], size)
    placed = plan.place(wanted, terms, [], [RINI, TONI], Calendar())
    assert len(placed) == len(wanted)
    slots = [
        Slot(
            str(number), one.day, one.starts, one.ends, terms.centre, one.room, size,
            one.group.scheme, one.assessor, {key: key for key in one.group.members},
        )
        for number, one in enumerate(placed)
    ]  # fmt: skip
    assert rules.clashes(slots, Calendar()) == []
