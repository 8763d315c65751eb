"""A week of a schedule: hours shown, sessions beside each other, moved within the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from sertidesk.domain import schedule_week as week
from sertidesk.domain.schedule_week import Lane, State

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


@dataclass(frozen=True)
class At:
    id: str
    day: date
    starts: str
    ends: str


def test_a_week_begins_on_monday() -> None:
    assert week.week_of(date(2026, 3, 8))[0] == MONDAY  # a Sunday
    assert len(set(week.week_of(MONDAY))) == 7


def test_the_hours_are_a_working_day_and_what_goes_beyond() -> None:
    assert week.hours([]) == (7, 17)
    assert week.hours([At("a", MONDAY, "06:30", "18:10")]) == (6, 19)


def test_sessions_at_one_time_lie_beside_each_other() -> None:
    sessions = [
        At("a", MONDAY, "08:00", "10:00"),
        At("b", MONDAY, "09:00", "11:00"),
        At("c", MONDAY, "10:00", "12:00"),  # takes the place that a leaves
        At("d", MONDAY, "12:00", "13:00"),
        At("e", TUESDAY, "08:00", "10:00"),
    ]
    assert week.lanes(sessions) == {
        "a": Lane(0, 2), "b": Lane(1, 2), "c": Lane(0, 2), "d": Lane(0, 1), "e": Lane(0, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("minute", "times"),
    [
        (9 * 60 + 8, ("09:15", "11:15")),
        (-50, ("00:00", "02:00")),
        (24 * 60, ("21:45", "23:45")),
    ],
)
def test_a_moved_session_keeps_its_length_and_stays_in_the_day(
    minute: int, times: tuple[str, str]
) -> None:
    assert week.moved("08:00", "10:00", minute) == times


def test_the_next_session_follows_and_is_as_long_as_the_day_allows() -> None:
    assert week.following("08:00", "10:00") == ("10:00", "12:00")
    assert week.following("20:00", "23:00") == ("23:00", "23:59")
    assert week.following("20:00", "23:59") == ("20:00", "23:59")


def test_arrows_find_the_nearest_session() -> None:
    a, b = At("a", MONDAY, "08:00", "10:00"), At("b", MONDAY, "13:00", "15:00")
    c, d = At("c", FRIDAY, "08:00", "10:00"), At("d", FRIDAY, "14:00", "15:00")
    every = [a, b, c, d]
    assert week.beside(every, b, 1) == d
    assert week.beside(every, c, -1) == a
    assert week.beside(every, a, -1) is None
    assert week.along(every, a, 1) == b
    assert week.along(every, b, 1) is None


def test_a_clash_comes_before_what_is_lacking() -> None:
    assert week.state_of(3, has_assessor=True, clashes=False) is State.READY
    assert week.state_of(0, has_assessor=True, clashes=False) is State.LACKING
    assert week.state_of(3, has_assessor=False, clashes=False) is State.LACKING
    assert week.state_of(0, has_assessor=False, clashes=True) is State.CLASH
