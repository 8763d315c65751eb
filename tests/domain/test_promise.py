"""The promised total against the standard times."""

from __future__ import annotations

from sertidesk.domain.procedure import (
    CalendarKind,
    Duration,
    Office,
    Phase,
    Procedure,
    Promise,
    Step,
    Unit,
)
from sertidesk.domain.promise import promise_conflict


def hari(least: int, most: int, calendar: CalendarKind = CalendarKind.UNSTATED) -> Duration:
    return Duration(f"{least}-{most} hari", least, most, Unit.DAY, calendar)


def procedure(promise: Promise, *times: Duration) -> Procedure:
    steps = tuple(Step(str(n), "Langkah", time=time) for n, time in enumerate(times, 1))
    return Procedure("uji", "Uji", "Uji", Office("Dinas"), steps, promise=promise)


def test_times_that_fit_at_their_shortest_are_no_conflict() -> None:
    assert promise_conflict(procedure(Promise(hari(5, 5)), hari(2, 9), hari(3, 9))) is None


def test_times_that_cannot_fit_are_a_conflict_with_its_sum() -> None:
    found = promise_conflict(
        procedure(Promise(hari(5, 5)), hari(3, 4), hari(3, 3), Duration("1 jam", 1, 1, Unit.HOUR))
    )
    assert found is not None
    assert found.needed_days == 6
    assert "6–7 hari + 1 jam" in found.sentence
    assert "tanpa waktu" not in found.sentence


def test_a_week_takes_five_working_days_or_seven_of_the_calendar() -> None:
    week = Duration("1 minggu", 1, 1, Unit.WEEK)
    assert promise_conflict(procedure(Promise(hari(5, 5, CalendarKind.WORKING)), week)) is None
    assert promise_conflict(procedure(Promise(hari(6, 6, CalendarKind.CALENDAR)), week))


def test_a_procedure_without_a_promise_or_without_times_has_no_conflict() -> None:
    assert promise_conflict(procedure(Promise(), hari(9, 9))) is None
    assert promise_conflict(procedure(Promise(hari(1, 1)), Duration(""))) is None


def test_phases_are_summed_where_steps_have_no_times() -> None:
    phases = (Phase("A", time=hari(3, 3)), Phase("B", time=hari(3, 3)))
    assert promise_conflict(procedure(Promise(hari(5, 5), phases=phases), Duration("")))
    assert promise_conflict(procedure(Promise(hari(6, 6), phases=phases), Duration(""))) is None
