"""The way of an application: which state follows which, who waits, until when one may pay."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from sertidesk.domain import tracker
from sertidesk.domain.procedure import CalendarKind, Duration, Unit
from sertidesk.domain.tracker import Party, State
from sertidesk.domain.workdays import Calendar, Holiday

USUAL = (
    State.NONE, State.REGISTERED, State.ACTIVE, State.DRAFT, State.SUBMITTED, State.AT_LSP,
    State.ACCEPTED, State.PAID, State.IN_PROCESS, State.SCHEDULED, State.COMPETENT,
    State.NUMBERED, State.RECORDED, State.ISSUED, State.FINISHED,
)  # fmt: skip
WEEK = Duration("7 hari kerja", 0, 7, Unit.DAY, CalendarKind.WORKING)


def test_the_usual_way_leads_from_nothing_to_the_downloaded_certificate() -> None:
    for state, following in pairwise(USUAL):
        assert following in tracker.next_states(state)


def test_every_state_is_named_reached_from_somewhere_and_never_from_itself() -> None:
    assert set(tracker.STATES) == set(State)
    reached = {to for state in State for to in tracker.next_states(state)}
    assert reached == set(State) - {State.NONE}
    assert not [state for state in State if state in tracker.next_states(state)]


@pytest.mark.parametrize("state", State)
def test_nobody_is_waited_for_exactly_where_the_process_has_ended(state: State) -> None:
    ended = {State.VOID, State.NOT_COMPETENT, State.FINISHED}
    assert (tracker.waits_on(state) is Party.NOBODY) == (state in ended)
    assert bool(tracker.act_of(state)) == (state not in ended)


@pytest.mark.parametrize(
    ("state", "forbidden"),
    [
        (State.AT_LSP, State.PAID),
        (State.RETURNED, State.ACCEPTED),
        (State.ACCEPTED, State.IN_PROCESS),
        (State.IN_PROCESS, State.COMPETENT),
        (State.NOT_COMPETENT, State.NUMBERED),
        (State.FINISHED, State.APPEAL),
    ],
)
def test_no_stage_with_the_lsp_is_left_out(state: State, forbidden: State) -> None:
    assert forbidden not in tracker.next_states(state)


def test_several_go_only_where_all_of_them_may() -> None:
    both = tracker.common_next([State.NOT_COMPETENT, State.SCHEDULED])
    assert both == ()
    assert tracker.common_next([State.DRAFT, State.SUBMITTED]) == (State.AT_LSP,)
    assert tracker.common_next([State.AT_LSP]) == (State.ACCEPTED, State.RETURNED)
    assert tracker.common_next([]) == ()


def test_seven_working_days_leave_out_weekends_and_holidays() -> None:
    monday = date(2026, 3, 2)
    assert tracker.payment_due(monday, WEEK, Calendar()) == date(2026, 3, 11)
    off = {date(2026, 3, 5): Holiday(date(2026, 3, 5), "Libur")}
    assert tracker.payment_due(monday, WEEK, Calendar(off)) == date(2026, 3, 12)


def test_numbers_are_missed_once_their_state_is_there() -> None:
    assert tracker.missing_numbers(State.COMPETENT, {}) == ()
    assert tracker.missing_numbers(State.NUMBERED, {"skk_number": "1"}) == ("registration_number",)
    assert tracker.missing_numbers(State.FINISHED, {}) == tuple(tracker.NUMBERS)
    assert tracker.folded_number(" F 411 a ") == "F411A"


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("Di LSP", State.AT_LSP),
        ("Dibayar atau batal", State.PAID),
        ("Dikembalikan", State.RETURNED),
        ("Diputuskan", None),
        ("", None),
    ],
)
def test_a_step_names_the_state_after_it(printed: str, state: State | None) -> None:
    assert tracker.state_meant(printed) is state
