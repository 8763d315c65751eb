"""The promised total against the standard times."""

from __future__ import annotations

from datetime import date

from sertidesk.domain.plan import StepRecord, StepView, plan
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
from sertidesk.domain.promise import promise_clock, promise_conflict
from sertidesk.domain.workdays import Calendar
from sertidesk.intake.procedure import load_all

MONDAY = date(2026, 3, 2)
PROCEDURES = {one.code: one for one in load_all()}


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


def views_of(code: str, today: date, **closed: tuple[date, date]) -> tuple[StepView, ...]:
    """Return the plan of an SOP begun on a Monday, with (begun, done) of some steps."""
    records = {
        number[1:]: StepRecord(number[1:], started_on=begun, done_on=done)
        for number, (begun, done) in closed.items()
    }
    return plan(PROCEDURES[code], records, Calendar(), MONDAY, today)


def test_the_promise_runs_over_its_own_steps_only() -> None:
    """Badung promises 7 working days over steps 3 to 5; what comes before does not count."""
    tuesday = date(2026, 3, 10)
    views = views_of("badung", tuesday, _1=(MONDAY, MONDAY), _3=(date(2026, 3, 5), tuesday))
    clock = promise_clock(PROCEDURES["badung"], views, Calendar(), tuesday)
    assert clock is not None
    assert (clock.start, clock.due) == (date(2026, 3, 5), date(2026, 3, 16))
    assert clock.words == "janji 7 Hari kerja · 4 hari kerja lagi"
    assert clock.used == "3 hari kerja"


def test_a_promise_that_is_over_says_whether_it_was_kept() -> None:
    days = {"_3": (MONDAY, MONDAY), "_4": (MONDAY, MONDAY), "_5": (MONDAY, date(2026, 3, 10))}
    for ended, said in ((date(2026, 3, 10), "ditepati"), (date(2026, 3, 20), "terlampaui")):
        views = views_of("badung", date(2026, 4, 1), **{**days, "_5": (MONDAY, ended)})
        clock = promise_clock(PROCEDURES["badung"], views, Calendar(), date(2026, 4, 1))
        assert clock is not None
        assert clock.words.endswith(said)


def test_a_promise_that_is_past_counts_the_days_since() -> None:
    views = views_of("kotawaringin-barat", date(2026, 7, 1), _1=(MONDAY, MONDAY))
    clock = promise_clock(PROCEDURES["kotawaringin-barat"], views, Calendar(), date(2026, 7, 1))
    assert clock is not None
    assert not clock.is_kept
    assert "lewat" in clock.words


def test_without_a_promise_there_is_no_clock() -> None:
    views = views_of("tangerang", MONDAY)
    assert promise_clock(PROCEDURES["tangerang"], views, Calendar(), MONDAY) is None
