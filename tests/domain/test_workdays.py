"""Working days, calendar days, and when a standard time is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.procedure import CalendarKind, Duration, Unit
from sertidesk.domain.workdays import Calendar, Holiday, HolidayKind

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 2), date(2026, 11, 6), date(2026, 11, 7)
NEXT_MONDAY = date(2026, 11, 9)


def holidays(**named: tuple[date, HolidayKind]) -> dict[date, Holiday]:
    return {day: Holiday(day, name, kind) for name, (day, kind) in named.items()}


def days(
    count: int, unit: Unit = Unit.DAY, calendar: CalendarKind = CalendarKind.UNSTATED
) -> Duration:
    return Duration(f"{count} {unit}", count, count, unit, calendar)


def test_the_next_working_day_is_day_one() -> None:
    calendar = Calendar()
    assert calendar.add_working_days(MONDAY, 1) == date(2026, 11, 3)
    assert calendar.add_working_days(FRIDAY, 1) == NEXT_MONDAY
    assert calendar.add_working_days(SATURDAY, 2) == date(2026, 11, 10)


def test_the_start_day_counts_when_the_office_says_so() -> None:
    calendar = Calendar(start_day_counts=True)
    assert calendar.add_working_days(MONDAY, 1) == MONDAY
    assert calendar.add_working_days(SATURDAY, 1) == NEXT_MONDAY
    assert calendar.add_calendar_days(MONDAY, 3) == date(2026, 11, 4)


def test_a_six_day_week_works_on_saturday_and_never_on_sunday() -> None:
    calendar = Calendar(six_day_week=True)
    assert calendar.add_working_days(FRIDAY, 1) == SATURDAY
    assert calendar.add_working_days(FRIDAY, 2) == NEXT_MONDAY
    assert calendar.due(MONDAY, days(1, Unit.WEEK)) == NEXT_MONDAY


def test_holidays_are_off_and_joint_leave_unless_switched_off() -> None:
    off = holidays(
        nyepi=(date(2026, 3, 19), HolidayKind.NATIONAL),
        cuti=(date(2026, 3, 18), HolidayKind.JOINT_LEAVE),
        pilkada=(date(2026, 3, 17), HolidayKind.OFFICE),
    )
    start = date(2026, 3, 16)
    assert Calendar(off).add_working_days(start, 1) == date(2026, 3, 20)
    assert Calendar(off, joint_leave_is_off=False).add_working_days(start, 1) == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("duration", "due"),
    [
        (days(15, Unit.MINUTE), MONDAY),
        (days(4, Unit.HOUR), MONDAY),
        (days(3), date(2026, 11, 5)),
        (days(7), date(2026, 11, 11)),
        (days(7, calendar=CalendarKind.CALENDAR), NEXT_MONDAY),
        (days(1, Unit.WEEK), NEXT_MONDAY),
        (days(1, Unit.WEEK, CalendarKind.CALENDAR), NEXT_MONDAY),
        (Duration("1-3 hari", 1, 3, Unit.DAY), date(2026, 11, 5)),
        (Duration(""), None),
        (Duration("-"), None),
    ],
)
def test_a_standard_time_is_over_on_its_last_day(duration: Duration, due: date | None) -> None:
    assert Calendar().due(MONDAY, duration) == due


def test_hours_that_start_on_a_day_off_are_due_on_the_next_working_day() -> None:
    assert Calendar().due(SATURDAY, days(2, Unit.HOUR)) == NEXT_MONDAY


def test_days_of_no_stated_kind_follow_the_office() -> None:
    calendar = Calendar(unstated_as=CalendarKind.CALENDAR)
    assert calendar.due(FRIDAY, days(3)) == NEXT_MONDAY
    assert calendar.due(FRIDAY, days(3, calendar=CalendarKind.WORKING)) == date(2026, 11, 11)
    assert calendar.days_between(FRIDAY, NEXT_MONDAY, CalendarKind.UNSTATED) == 3


def test_a_negative_time_is_a_bug() -> None:
    with pytest.raises(ValueError, match="negative"):
        Calendar().add_working_days(MONDAY, -1)
    with pytest.raises(ValueError, match="negative"):
        Calendar().add_calendar_days(MONDAY, -1)


calendars = st.builds(
    Calendar,
    st.lists(st.integers(0, 60)).map(
        lambda offsets: {
            (day := date(2026, 1, 1) + timedelta(days=n)): Holiday(day, "libur") for n in offsets
        }
    ),
    six_day_week=st.booleans(),
    start_day_counts=st.just(False),
)


@given(calendars, st.integers(0, 40), st.integers(1, 30))
def test_adding_working_days_and_counting_them_agree(
    calendar: Calendar, offset: int, count: int
) -> None:
    start = date(2026, 1, 1) + timedelta(days=offset)
    end = calendar.add_working_days(start, count)
    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(end, start) == -count
    assert calendar.add_working_days(start, count + 1) > end
