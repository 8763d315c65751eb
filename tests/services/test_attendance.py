"""Attendance: rolls, keys, scans that are never lost, substitutes, visitors, the best state."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sertidesk.db import tables
from sertidesk.domain import cards
from sertidesk.domain.attendance import Outcome, State
from sertidesk.domain.errors import UserError
from sertidesk.domain.selection import State as Chosen
from sertidesk.services import (
    activity,
    attendance,
    attendance_marks,
    attendance_scans,
    history,
    history_lists,
    participants,
    schedule_edits,
    selection,
    selection_decisions,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.attendance import Entry, Roll
from sertidesk.services.store import Store, open_store

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
WIB = timezone(timedelta(hours=7))
NAMES = ("Wayan Contoh", "Made Misal", "Ketut Umpama", "Nyoman Andai")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, 5, tzinfo=WIB)

    def at(self, hour: int, minute: int = 0, day: int = 2) -> None:
        self.now = datetime(2026, 3, day, hour, minute, tzinfo=WIB)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", actor="Penguji", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for place, name in enumerate(NAMES, 1):
        values = {"name": name, "nik": f"510301020390000{place}", "village": "Kapal"}
        participants.add(store, made.id, values)
    return made


Seat = Callable[..., str]


@pytest.fixture
def seat(store: Store, work: Activity) -> Seat:
    """Give a way to add a session with participants, by the numbers they have."""

    def added(day: date, starts: str, *numbers: int) -> str:
        values = {"date": day, "starts": starts, "ends": f"{int(starts[:2]) + 2}:00"}
        key = schedule_edits.add(store, work, values).subject or ""
        ids = participant_ids(store, work)
        schedule_edits.seat(store, key, [ids[number - 1] for number in numbers], move=False)
        return key

    return added


def participant_ids(store: Store, work: Activity) -> list[str]:
    table = tables.participant
    with store.read() as connection:
        return list(
            connection.execute(
                select(table.c.id).where(table.c.activity_id == work.id).order_by(table.c.number)
            ).scalars()
        )


def roll(store: Store, work: Activity, key: str) -> Roll:
    found = attendance.roll(store, work, key)
    assert found is not None
    return found


def line(store: Store, work: Activity, key: str, name: str) -> Entry:
    return next(one for one in roll(store, work, key).entries if one.name.startswith(name))


def card(work: Activity, number: int) -> str:
    return cards.card_text(work.code, number)


def scan_count(store: Store) -> int:
    with store.read() as connection:
        statement = select(func.count()).select_from(tables.attendance_scan)
        return int(connection.execute(statement).scalar_one())


def test_without_a_schedule_there_is_a_roll_for_today_and_for_days_asked_for(
    store: Store, work: Activity
) -> None:
    (today,) = attendance.load(store, work)
    assert (today.key, today.day, len(today.entries)) == ("2026-03-02", MONDAY, 4)
    assert {one.state for one in today.entries} == {State.NONE}
    both = attendance.load(store, work, [TUESDAY])
    assert [one.day for one in both] == [MONDAY, TUESDAY]


def test_a_session_has_those_who_are_seated_there(store: Store, work: Activity, seat: Seat) -> None:
    first, second = seat(MONDAY, "08:00", 1, 2), seat(MONDAY, "13:00", 3)
    rolls = attendance.load(store, work)
    assert [one.key for one in rolls] == [first, second]
    assert [[one.number for one in roll.entries] for roll in rolls] == [[1, 2], [3]]
    assert rolls[0].words == "Sen 2 Mar 08.00"


def test_several_are_marked_at_once_and_one_undo_takes_it_back(
    store: Store, work: Activity, seat: Seat
) -> None:
    key = seat(MONDAY, "08:00", 1, 2, 3)
    ids = participant_ids(store, work)
    changes = attendance_marks.mark(store, work, key, ids[:2], State.PRESENT)
    attendance_marks.mark(store, work, key, ids[2:3], State.SICK)
    found = roll(store, work, key).totals
    assert (found.attended, found.missing, found.open) == (2, 1, 0)
    assert line(store, work, key, "Wayan").arrived == "08:05"
    assert line(store, work, key, "Ketut").arrived == ""
    history.undo(store, changes.change_set)
    assert line(store, work, key, "Wayan").state is State.NONE


def test_a_mark_is_changed_and_taken_away(store: Store, work: Activity, clock: Clock) -> None:
    key, ids = "2026-03-02", participant_ids(store, work)
    attendance_marks.mark(store, work, key, ids[:1], State.PRESENT)
    clock.at(8, 40)
    attendance_marks.mark(store, work, key, ids[:1], State.LATE)
    one = line(store, work, key, "Wayan")
    assert (one.state, one.arrived) == (State.LATE, "08:05"), "came when they came"
    attendance_marks.mark(store, work, key, ids[:1], State.ABSENT)
    assert line(store, work, key, "Wayan").arrived == ""
    attendance_marks.mark(store, work, key, ids[:1], State.NONE)
    assert line(store, work, key, "Wayan").state is State.NONE


def test_the_rest_is_marked_with_one_key(store: Store, work: Activity, seat: Seat) -> None:
    key = seat(MONDAY, "08:00", 1, 2, 3)
    attendance_marks.mark(store, work, key, participant_ids(store, work)[:1], State.PRESENT)
    attendance_marks.mark_rest(store, work, key, State.ABSENT)
    states = [one.state for one in roll(store, work, key).entries]
    assert states == [State.PRESENT, State.ABSENT, State.ABSENT]
    with pytest.raises(UserError) as refused:
        attendance_marks.mark_rest(store, work, key, State.ABSENT)
    assert refused.value.code == "nobody_left_to_mark"


def test_who_is_marked_on_a_later_day_has_no_time(
    store: Store, work: Activity, clock: Clock
) -> None:
    clock.at(8, day=3)
    key = "2026-03-02"
    attendance_marks.mark(store, work, key, participant_ids(store, work)[:1], State.PRESENT)
    assert line(store, work, key, "Wayan").arrived == ""


def test_time_and_note_are_changed_and_a_wrong_time_is_refused(
    store: Store, work: Activity
) -> None:
    key, ids = "2026-03-02", participant_ids(store, work)
    with pytest.raises(UserError) as refused:
        attendance_marks.edit(store, work, key, ids[:1], {"note": "x"})
    assert refused.value.code == "not_marked_yet"
    attendance_marks.mark(store, work, key, ids[:1], State.EXCUSED)
    attendance_marks.edit(store, work, key, ids[:1], {"note": " surat  dokter ", "arrived": "7.50"})
    one = line(store, work, key, "Wayan")
    assert (one.note, one.arrived) == ("surat dokter", "07:50")
    with pytest.raises(UserError) as refused:
        attendance_marks.edit(store, work, key, ids[:1], {"arrived": "pagi"})
    assert refused.value.code == "time_unreadable"


def test_a_scan_records_who_is_expected_and_tells_late_by_the_start(
    store: Store, work: Activity, seat: Seat, clock: Clock
) -> None:
    key = seat(MONDAY, "08:00", 1, 2)
    first = attendance_scans.scan(store, work, key, card(work, 1))
    assert first.outcome is Outcome.RECORDED
    assert first.sentence == "Wayan Contoh hadir pukul 08.05."
    clock.at(8, 20)
    attendance_scans.scan(store, work, key, "5103010203900002\r")
    assert line(store, work, key, "Wayan").state is State.PRESENT
    late = line(store, work, key, "Made")
    assert (late.state, late.arrived, late.way) == (State.LATE, "08:20", "scan")


def test_what_a_scan_comes_to_is_told_apart(store: Store, work: Activity, seat: Seat) -> None:
    here = seat(MONDAY, "08:00", 1, 2)
    seat(MONDAY, "13:00", 3)
    attendance_scans.scan(store, work, here, card(work, 1))
    other = activity.create(store, ActivityDraft("badung", "Lain", 2026)).subject or ""
    there = activity.by_code(store, other)
    participants.add(store, there.id, {"name": "Orang Lain", "nik": "5103010203900099"})
    participants.add(store, there.id, {"name": NAMES[1], "nik": "5103010203900002"})
    participants.remove(store, participant_ids(store, work)[3:])
    outcomes = {
        text: attendance_scans.scan(store, work, here, text).outcome
        for text in (card(work, 1), "3", "4", card(there, 1), card(there, 2), "Budi", "99")
    }
    assert list(outcomes.values()) == [
        Outcome.DOUBLE, Outcome.OTHER_SESSION, Outcome.WITHDRAWN, Outcome.OTHER_ACTIVITY,
        Outcome.RECORDED, Outcome.UNKNOWN, Outcome.UNKNOWN,
    ]  # fmt: skip
    assert scan_count(store) == 8, "every scan is kept, whatever it came to"
    assert [one.outcome for one in attendance_scans.recent(store, work, 2)] == [
        Outcome.UNKNOWN, Outcome.UNKNOWN,
    ]  # fmt: skip


def test_other_days_and_no_schedule_at_all_are_told_apart(
    store: Store, work: Activity, seat: Seat
) -> None:
    here = seat(MONDAY, "08:00", 1)
    seat(TUESDAY, "08:00", 2)
    found = attendance_scans.scan(store, work, here, "2")
    assert found.outcome is Outcome.OTHER_DAY and "Sel 3 Mar" in found.sentence
    assert attendance_scans.scan(store, work, here, "3").outcome is Outcome.UNSCHEDULED


def test_who_came_to_the_wrong_session_is_taken_in_and_not_absent_in_theirs(
    store: Store, work: Activity, seat: Seat
) -> None:
    here, theirs = seat(MONDAY, "08:00", 1), seat(MONDAY, "13:00", 2, 3)
    found = attendance_scans.scan(store, work, here, "2")
    attendance_marks.accept(store, work, here, found.participant_id or "")
    one = line(store, work, here, "Made")
    assert (one.state, one.walk_in) == (State.PRESENT, True)
    assert line(store, work, theirs, "Made").elsewhere == "Sen 2 Mar 08.00"
    attendance_marks.mark_rest(store, work, theirs, State.ABSENT)
    assert line(store, work, theirs, "Made").state is State.NONE
    assert attendance_scans.scan(store, work, here, "2").outcome is Outcome.DOUBLE


def test_an_undo_takes_back_the_attendance_and_leaves_the_scan(
    store: Store, work: Activity
) -> None:
    found = attendance_scans.scan(store, work, "2026-03-02", "1")
    history.undo(store, found.changes.change_set)
    assert line(store, work, "2026-03-02", "Wayan").state is State.NONE
    assert [one.name for one in attendance_scans.recent(store, work)] == ["Wayan Contoh"]


def test_who_was_noted_absent_and_comes_after_all_is_present(store: Store, work: Activity) -> None:
    key = "2026-03-02"
    attendance_marks.mark_rest(store, work, key, State.ABSENT)
    assert attendance_scans.scan(store, work, key, "1").outcome is Outcome.RECORDED
    assert line(store, work, key, "Wayan").state is State.PRESENT


def test_a_substitute_comes_for_one_who_is_then_absent(
    store: Store, work: Activity, seat: Seat
) -> None:
    key = seat(MONDAY, "08:00", 1, 2)
    ids = participant_ids(store, work)
    attendance_marks.substitute(store, work, key, ids[3], ids[1])
    one = line(store, work, key, "Nyoman")
    assert (one.state, one.substitute_for, one.walk_in) == (State.PRESENT, "Made Misal", True)
    assert line(store, work, key, "Made").state is State.ABSENT
    attendance_marks.mark(store, work, key, ids[:1], State.PRESENT)
    with pytest.raises(UserError) as refused:
        attendance_marks.substitute(store, work, key, ids[3], ids[0])
    assert refused.value.code == "replaced_is_present"


def test_a_visitor_is_noted_and_becomes_a_participant(store: Store, work: Activity) -> None:
    key = "2026-03-02"
    subject = attendance_marks.add_visitor(store, work, key, "Putu Tamu", "5103010203900077")
    one = line(store, work, key, "Putu")
    assert (one.key, one.participant_id, one.state) == (subject.subject, None, State.PRESENT)
    made = attendance_marks.enrol_visitor(store, work, one.key)
    one = line(store, work, key, "Putu")
    assert (one.participant_id, one.number, one.walk_in) == (made.subject, 5, True)
    with pytest.raises(UserError) as refused:
        attendance_marks.enrol_visitor(store, work, subject.subject or "")
    assert refused.value.code == "visitor_gone"


def test_a_visitor_who_is_a_participant_is_taken_in_as_that(store: Store, work: Activity) -> None:
    ids = participant_ids(store, work)
    made = attendance_marks.add_visitor(store, work, "2026-03-02", "Wayan", "5103010203900001")
    assert made.subject == ids[0]
    assert line(store, work, "2026-03-02", "Wayan").state is State.PRESENT


@pytest.mark.parametrize(
    ("name", "nik", "code"),
    [(" ", "", "visitor_without_name"), ("Putu", "51030", "nik_damaged")],
)
def test_a_visitor_needs_a_name_and_no_damaged_nik(
    store: Store, work: Activity, name: str, nik: str, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        attendance_marks.add_visitor(store, work, "2026-03-02", name, nik)
    assert refused.value.code == code


def test_a_visitor_is_noted_once_and_then_known_to_the_scanner(
    store: Store, work: Activity
) -> None:
    nik = "5103010203900077"
    attendance_marks.add_visitor(store, work, "2026-03-02", "Putu Tamu", nik)
    with pytest.raises(UserError) as refused:
        attendance_marks.add_visitor(store, work, "2026-03-02", "Putu", nik)
    assert refused.value.code == "visitor_twice"
    found = attendance_scans.scan(store, work, "2026-03-02", nik)
    assert (found.outcome, found.name) == (Outcome.DOUBLE, "Putu Tamu")
    assert attendance_scans.scan(store, work, "2026-03-03", nik).outcome is Outcome.UNKNOWN


def test_nobody_has_two_substitutes(store: Store, work: Activity, seat: Seat) -> None:
    key, ids = seat(MONDAY, "08:00", 1, 2), participant_ids(store, work)
    attendance_marks.substitute(store, work, key, ids[3], ids[1])
    with pytest.raises(UserError) as refused:
        attendance_marks.substitute(store, work, key, ids[2], ids[1])
    assert refused.value.code == "replaced_already"
    with pytest.raises(UserError) as refused:
        attendance_marks.add_visitor(store, work, key, "Putu Tamu", "", ids[1])
    assert refused.value.code == "replaced_already"


def test_a_visitors_line_is_taken_away(store: Store, work: Activity) -> None:
    key = attendance_marks.add_visitor(store, work, "2026-03-02", "Putu Tamu").subject or ""
    attendance_marks.mark(store, work, "2026-03-02", [key], State.NONE)
    assert len(roll(store, work, "2026-03-02").entries) == 4


def test_a_deleted_session_stays_as_long_as_something_is_recorded_of_it(
    store: Store, work: Activity, seat: Seat
) -> None:
    key = seat(MONDAY, "08:00", 1)
    attendance_scans.scan(store, work, key, "1")
    schedule_edits.remove(store, [key])
    (gone, _today) = sorted(attendance.load(store, work), key=lambda one: not one.is_gone)
    assert gone.is_gone and [one.state for one in gone.entries] == [State.PRESENT]


def test_who_came_anywhere_counts_and_who_is_open_is_waited_for(
    store: Store, work: Activity, seat: Seat
) -> None:
    ids = participant_ids(store, work)
    with store.read() as connection:
        assert attendance.waiting_ids(connection, work.id) == tuple(ids)
    first, second = seat(MONDAY, "08:00", 1, 2), seat(TUESDAY, "08:00", 1, 3)
    attendance_marks.mark(store, work, first, ids[:1], State.ABSENT)
    attendance_marks.mark(store, work, second, ids[:1], State.PRESENT)
    with store.read() as connection:
        assert attendance.participant_states(connection, work.id) == {ids[0]: State.PRESENT}
        assert attendance.waiting_ids(connection, work.id) == (ids[1], ids[2])


def test_the_history_tells_whose_attendance_it_was(store: Store, work: Activity) -> None:
    ids = participant_ids(store, work)
    changes = attendance_marks.mark(store, work, "2026-03-02", ids[:1], State.PRESENT)
    (detail,) = history_lists.details(store, changes.change_set)
    assert (detail.thing, detail.owner) == ("Kehadiran", "Wayan Contoh")
    visitor = attendance_marks.add_visitor(store, work, "2026-03-02", "Putu Tamu")
    (detail,) = history_lists.details(store, visitor.change_set)
    assert detail.owner == "Putu Tamu"


def test_a_scan_among_five_hundred_is_answered_at_once(store: Store, work: Activity) -> None:
    with store.write("Banyak peserta") as tx:
        rows = [{"name": f"Orang {n}", "nik": f"{5103010203910000 + n}"} for n in range(500)]
        participants.enrol(tx, work.id, rows)
    started = time.perf_counter()
    for number in range(100, 120):
        attendance_scans.scan(store, work, "2026-03-02", card(work, number))
    assert (time.perf_counter() - started) / 20 < 0.05
    assert roll(store, work, "2026-03-02").totals.attended == 20


def test_one_of_the_waiting_list_takes_the_place_of_who_did_not_come(
    store: Store, work: Activity, seat: Seat
) -> None:
    ids = participant_ids(store, work)
    selection_decisions.decide(store, work, ids[:2], Chosen.SELECTED, "uji")
    selection_decisions.decide(store, work, ids[2:], Chosen.RESERVE, "uji")
    key = seat(MONDAY, "08:00", 1, 2)
    assert attendance_scans.scan(store, work, key, "3").outcome is Outcome.NOT_SELECTED
    known = attendance.candidates(store, work, roll(store, work, key))
    assert [one.id for one in known if one.is_left_out] == ids[2:]
    changes = attendance_marks.substitute(store, work, key, ids[2], ids[1])
    states = {one.participant_id: one.state for one in selection.load(store, work).entries}
    assert (states[ids[1]], states[ids[2]]) == (Chosen.REPLACED, Chosen.SELECTED)
    one = line(store, work, key, "Ketut")
    assert (one.state, one.substitute_for) == (State.PRESENT, "Made Misal")
    assert line(store, work, key, "Made").state is State.ABSENT
    history.undo(store, changes.change_set)
    assert attendance_scans.scan(store, work, key, "3").outcome is Outcome.NOT_SELECTED
    attendance_marks.accept(store, work, key, ids[3])
    states = {one.participant_id: one.state for one in selection.load(store, work).entries}
    assert states[ids[3]] is Chosen.SELECTED, "who is let in takes part"


def test_a_line_that_is_gone_is_marked_no_more(store: Store, work: Activity) -> None:
    key = attendance_marks.add_visitor(store, work, "2026-03-02", "Putu Tamu").subject or ""
    attendance_marks.mark(store, work, "2026-03-02", [key], State.NONE)
    attendance_marks.mark(store, work, "2026-03-02", [key], State.PRESENT)
    assert len(roll(store, work, "2026-03-02").entries) == 4
