"""What in a schedule cannot be: each kind of clash, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sertidesk.domain import schedule as rules
from sertidesk.domain.schedule import Assessor, ClashCode, Slot
from sertidesk.domain.workdays import Calendar, Holiday, HolidayKind

MONDAY = date(2026, 11, 23)
RINI = Assessor("a1", "Rini Misal", "REG 1", ("Tukang Batu",), date(2027, 1, 31))
FIRST = Slot("s1", MONDAY, "08:00", "10:00", "TUK Baru", "Ruang 1", scheme="Tukang Batu")
SECOND = Slot("s2", MONDAY, "09:00", "11:00", "TUK Baru", "Ruang 2", scheme="Tukang Batu")


def codes(*slots: Slot, calendar: Calendar | None = None) -> list[ClashCode]:
    return [clash.code for clash in rules.clashes(slots, calendar or Calendar())]


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("8", "08:00"), ("8.30", "08:30"), ("08:30", "08:30"), ("0830", "08:30"),
        ("23,59", "23:59"), ("24", None), ("8.75", None), ("pagi", None), ("", None),
    ],
)  # fmt: skip
def test_times_are_read_as_people_type_them(typed: str, time: str | None) -> None:
    assert rules.read_time(typed) == time


def test_sessions_apart_clash_in_nothing() -> None:
    first = replace(FIRST, assessor=RINI, people={"p": "Budi"}, capacity=1)
    later = replace(first, id="s2", starts="10:00", ends="12:00")
    tomorrow = replace(first, id="s3", day=date(2026, 11, 24))
    assert codes(first, later, tomorrow) == []


def test_a_person_twice_at_a_time_is_named_with_both_sessions() -> None:
    people = {key: f"Orang {key}" for key in "ABCDE"}
    first = replace(FIRST, people=people)
    (clash,) = rules.clashes([replace(SECOND, people=people | {"F": "Fajar"}), first], Calendar())
    assert (clash.code, clash.sessions) == (ClashCode.PERSON, ("s1", "s2"))
    assert clash.sentence == (
        "Orang A, Orang B, Orang C, dan 2 lainnya dijadwalkan ganda: Sen 23 Nov 08.00, Ruang 1 dan "
        "Sen 23 Nov 09.00, Ruang 2."
    )


def test_an_assessor_or_a_room_twice_at_a_time() -> None:
    assert codes(replace(FIRST, assessor=RINI), replace(SECOND, assessor=RINI)) == [
        ClashCode.ASSESSOR
    ]
    assert codes(FIRST, replace(SECOND, room=" ruang  1")) == [ClashCode.ROOM]
    assert codes(FIRST, replace(SECOND, room="Ruang 1", centre="TUK Lain")) == []
    assert codes(replace(FIRST, room=""), replace(SECOND, room="")) == []


def test_more_people_than_seats() -> None:
    full = replace(FIRST, people={"a": "A", "b": "B"}, capacity=2)
    assert codes(full) == []
    assert codes(replace(full, capacity=1)) == [ClashCode.CAPACITY]


def test_a_holiday_is_named_and_joint_leave_counts_where_the_office_keeps_it() -> None:
    leave = Calendar({MONDAY: Holiday(MONDAY, "Cuti bersama", HolidayKind.JOINT_LEAVE)})
    feast = Calendar({MONDAY: Holiday(MONDAY, "Hari Raya")})
    (clash,) = rules.clashes([FIRST], feast)
    assert clash.sentence == "Sen 23 Nov 08.00, Ruang 1: hari libur, Hari Raya."
    assert codes(FIRST, calendar=leave) == [ClashCode.HOLIDAY]
    assert codes(FIRST, calendar=replace(leave, joint_leave_is_off=False)) == []


def test_an_assessor_needs_the_scheme_and_a_valid_certificate() -> None:
    other = replace(FIRST, scheme="Mandor", assessor=RINI)
    late = replace(FIRST, scheme="tukang  BATU", day=date(2027, 2, 1), assessor=RINI)
    assert codes(other) == [ClashCode.SCHEME]
    assert codes(replace(other, scheme="")) == []
    assert codes(late) == [ClashCode.EXPIRED]
    assert codes(replace(late, day=date(2027, 1, 29))) == []
    assert codes(replace(late, assessor=replace(RINI, valid_until=None))) == []


def test_other_activities_count_only_against_ours() -> None:
    away = replace(SECOND, assessor=RINI, elsewhere="2026-002", people={"a": "A"}, capacity=0)
    ours = replace(FIRST, assessor=RINI)
    assert codes(away, replace(away, id="s3")) == []
    (clash,) = rules.clashes([replace(away, starts="07:00"), ours], Calendar())
    assert (clash.code, clash.sessions) == (ClashCode.ASSESSOR, ("s1", "s2"))
    assert "(kegiatan 2026-002)" in clash.sentence


def test_clashes_are_found_by_session() -> None:
    told = rules.by_session(
        rules.clashes([FIRST, replace(SECOND, room="Ruang 1", capacity=0)], Calendar())
    )
    assert {key: len(found) for key, found in told.items()} == {"s1": 1, "s2": 1}
