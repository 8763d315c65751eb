"""States, what a scan comes to, late or not."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain import attendance as rules
from sertidesk.domain.attendance import Known, Outcome, State

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("known", "what"),
    [
        (None, Outcome.UNKNOWN),
        (Known(takes_part=False), Outcome.OTHER_ACTIVITY),
        (Known(is_withdrawn=True, is_expected_here=True), Outcome.WITHDRAWN),
        (Known(is_expected_here=True), Outcome.RECORDED),
        (Known(is_expected_here=True, elsewhere=(TUESDAY,)), Outcome.RECORDED),
        (Known(is_expected_here=True, attends_here=True), Outcome.DOUBLE),
        (Known(attends_here=True, elsewhere=(MONDAY,)), Outcome.DOUBLE),
        (Known(elsewhere=(TUESDAY, MONDAY)), Outcome.OTHER_SESSION),
        (Known(elsewhere=(TUESDAY,)), Outcome.OTHER_DAY),
        (Known(), Outcome.UNSCHEDULED),
        (Known(is_left_out=True, is_expected_here=True), Outcome.NOT_SELECTED),
    ],
)
def test_what_a_scan_comes_to(known: Known | None, what: Outcome) -> None:
    assert rules.outcome(known, MONDAY) is what


def test_every_outcome_is_told_with_a_word_and_a_sentence() -> None:
    for what in Outcome:
        told = rules.told(what, name="Sari", where="Sen 23 Nov 08.00", arrived="08:05")
        assert told.endswith(".") and rules.OUTCOMES[what]
    assert rules.told(Outcome.RECORDED, name="Sari", arrived="08:05") == "Sari hadir pukul 08.05."


def test_who_came_anywhere_has_come() -> None:
    assert rules.best([State.ABSENT, State.LATE, State.SICK]) is State.LATE
    assert rules.best([State.LATE, State.PRESENT]) is State.PRESENT
    assert rules.best([]) is State.NONE
    assert [state for state in State if rules.attended(state)] == [State.PRESENT, State.LATE]


@pytest.mark.parametrize(
    ("arrived", "starts", "state"),
    [
        ("08:15", "08:00", State.PRESENT),
        ("08:16", "08:00", State.LATE),
        ("07:00", "08:00", State.PRESENT),
        (None, "08:00", State.PRESENT),
        ("15:00", "", State.PRESENT),
    ],
)
def test_late_is_who_comes_after_the_grace(arrived: str | None, starts: str, state: State) -> None:
    assert rules.on_arrival(arrived, starts) is state


def test_totals_tell_who_came_who_did_not_and_who_is_open() -> None:
    found = rules.totals([State.PRESENT, State.LATE, State.SICK, State.NONE, State.NONE])
    assert (found.all, found.attended, found.missing, found.open) == (5, 2, 1, 2)
    assert found.counts[State.ABSENT] == 0


def test_each_state_has_its_key() -> None:
    assert len(set(rules.KEYS.values())) == len(State) == len(rules.STATES)
