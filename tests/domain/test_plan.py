"""States, clocks and due dates of an activity's steps."""

from __future__ import annotations

from datetime import date

from sertidesk.domain.plan import State, StepRecord, StepView, next_step, plan
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
from sertidesk.domain.workdays import Calendar

MONDAY = date(2026, 11, 2)
BEFORE = date(2026, 10, 30)


def day(number: int) -> date:
    return date(2026, 11, number)


def hari(count: int) -> Duration:
    return Duration(f"{count} hari", count, count, Unit.DAY)


def procedure(*times: Duration, phases: tuple[Phase, ...] = ()) -> Procedure:
    steps = tuple(Step(str(n), f"Langkah {n}", time=time) for n, time in enumerate(times, 1))
    return Procedure("uji", "Uji", "Uji", Office("Dinas"), steps, promise=Promise(phases=phases))


def planned(
    rules: Procedure, today: date, *records: StepRecord, calendar: Calendar | None = None
) -> tuple[StepView, ...]:
    by_number = {record.number: record for record in records}
    return plan(rules, by_number, calendar or Calendar(), MONDAY, today)


def dues(views: tuple[StepView, ...]) -> list[int | None]:
    return [view.due.day if view.due else None for view in views]


def test_each_clock_starts_from_the_planned_end_of_the_one_before() -> None:
    rules = procedure(hari(1), Duration("1 jam", 1, 1, Unit.HOUR), hari(3), hari(1))
    views = planned(rules, BEFORE)
    assert dues(views) == [3, 3, 6, 9]
    assert {view.state for view in views} == {State.NOT_STARTED}


def test_a_step_done_early_or_late_moves_those_after_it() -> None:
    rules = procedure(hari(3), hari(2))
    early = planned(rules, day(3), StepRecord("1", done_on=day(3)))
    assert dues(early)[1] == 5
    late = planned(rules, day(10), StepRecord("1", done_on=day(9)))
    assert late[0].state is State.DONE
    assert late[0].days_left is None
    assert dues(late)[1] == 11


def test_a_step_past_its_date_is_overdue_and_pushes_the_plan_along() -> None:
    rules = procedure(hari(1), hari(2))
    views = planned(rules, day(6), StepRecord("1", started_on=MONDAY))
    assert views[0].state is State.OVERDUE
    assert (views[0].days_used, views[0].days_left) == (4, -3)
    assert views[1].state is State.NOT_STARTED
    assert dues(views) == [3, 10]


def test_a_step_due_today_is_not_late() -> None:
    (view,) = planned(procedure(hari(1)), day(3), StepRecord("1", started_on=MONDAY))
    assert view.state is State.IN_PROGRESS
    assert view.days_left == 0


def test_a_step_without_a_printed_time_has_no_due_date_and_is_never_late() -> None:
    views = planned(procedure(Duration(""), hari(1)), day(12))
    assert views[0].due is None
    assert views[0].state is State.NOT_STARTED
    assert dues(views) == [None, 13]


def test_a_due_date_set_by_hand_rules_over_the_computed_one() -> None:
    rules = procedure(Duration(""), hari(1))
    views = planned(rules, MONDAY, StepRecord("1", due_on=day(20)))
    assert views[0].due_is_set
    assert dues(views) == [20, 23]


def test_a_skipped_step_takes_no_time() -> None:
    views = planned(procedure(hari(5), hari(1)), MONDAY, StepRecord("1", skip_reason="tidak perlu"))
    assert views[0].state is State.SKIPPED
    assert views[0].days_left is None
    assert dues(views)[1] == 3


def test_a_note_in_a_later_step_does_not_start_its_clock() -> None:
    rules = procedure(hari(5), hari(1))
    views = planned(rules, day(3), StepRecord("2", started_on=day(3)))
    assert views[1].state is State.IN_PROGRESS
    assert views[1].clock_start == day(9)


def test_work_that_began_before_the_planned_start_counts_from_then() -> None:
    (view,) = planned(procedure(hari(3)), day(3), StepRecord("1", started_on=BEFORE))
    assert view.clock_start == BEFORE
    assert view.due == day(4)


PHASES = (
    Phase("Pengumuman", time=hari(3), steps=("1", "2")),
    Phase("Verifikasi", time=hari(1), steps=("4",)),
    Phase("Proses portal", time=hari(14)),
    Phase("Uji", time=hari(5), steps=("5",)),
)
BLANK = Duration("")


def in_phases() -> Procedure:
    return procedure(BLANK, BLANK, BLANK, BLANK, BLANK, phases=PHASES)


def test_the_steps_of_a_phase_share_its_due_date_and_waiting_takes_its_time() -> None:
    views = planned(in_phases(), MONDAY)
    assert [view.due for view in views] == [
        day(5),
        day(5),
        None,
        day(6),
        date(2026, 12, 3),  # 14 working days of the portal, then 5 of its own
    ]
    assert [view.phase.title if view.phase else "" for view in views] == [
        "Pengumuman",
        "Pengumuman",
        "",
        "Verifikasi",
        "Uji",
    ]


def test_a_step_that_begins_during_the_waiting_ends_the_waiting() -> None:
    closed = [StepRecord(number, done_on=day(3)) for number in "1234"]
    views = planned(in_phases(), day(10), *closed, StepRecord("5", started_on=day(10)))
    assert views[4].clock_start == day(10)
    assert views[4].due == day(17)


def test_days_are_counted_as_the_step_says() -> None:
    rules = procedure(Duration("7 hari", 7, 7, Unit.DAY, CalendarKind.CALENDAR))
    (view,) = planned(rules, day(8))
    assert (view.due, view.counts) == (day(9), CalendarKind.CALENDAR)
    assert (view.days_used, view.days_left) == (6, 1)


def test_the_next_step_is_the_first_that_is_open() -> None:
    rules = procedure(hari(1), hari(1), hari(1))
    views = planned(
        rules, day(3), StepRecord("1", done_on=MONDAY), StepRecord("2", skip_reason="-")
    )
    open_step = next_step(views)
    assert open_step is not None
    assert open_step.step.number == "3"
    assert next_step(planned(procedure(hari(1)), day(3), StepRecord("1", done_on=day(3)))) is None
