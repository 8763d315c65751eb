"""Who is at work, day by day: the assessors of the sessions, and who is added to the team."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.attendance import Role, State
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    assessors,
    attendance_team,
    history,
    history_lists,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    values = {"name": "Ir. Gede Asesor", "registration": "R-1", "phone": "081234567890"}
    key = assessors.add(store, values).subject
    session = {"date": MONDAY, "starts": "08:00", "ends": "10:00", "assessor_id": key}
    schedule_edits.add(store, made, session)
    schedule_edits.add(store, made, {**session, "starts": "13:00", "ends": "15:00"})
    return made


def test_the_assessors_of_a_day_are_there_by_themselves_once(store: Store, work: Activity) -> None:
    (one,) = attendance_team.listing(store, work, MONDAY)
    assert (one.name, one.position, one.registration) == ("Ir. Gede Asesor", "Asesor", "R-1")
    assert one.is_scheduled and one.state is State.NONE
    assert attendance_team.listing(store, work, TUESDAY) == []
    assert len(attendance_team.listing(store, work)) == 1


def test_the_team_is_marked_day_by_day(store: Store, work: Activity) -> None:
    values = {"name": "Ketut Panitia", "position": "Penanggung Jawab", "phone": "0812 3456 7891"}
    added = attendance_team.add(store, work, Role.COMMITTEE, values)
    first, second = attendance_team.listing(store, work, MONDAY)
    assert (first.name, first.phone, first.key) == (
        "Ketut Panitia",
        "+6281234567891",
        added.subject,
    )
    attendance_team.mark(store, work, MONDAY, [first.key, second.key], State.PRESENT)
    found = attendance_team.listing(store, work, MONDAY)
    assert [(one.key, one.state, one.arrived) for one in found] == [
        (first.key, State.PRESENT, "09:00"), (second.key, State.PRESENT, "09:00"),
    ]  # fmt: skip
    tuesday = attendance_team.listing(store, work, TUESDAY)
    assert {one.state for one in tuesday} == {State.NONE}, "each day anew"
    attendance_team.note(store, work, MONDAY, first.key, {"arrived": "8", "note": "membuka"})
    one = attendance_team.listing(store, work, MONDAY)[0]
    assert (one.arrived, one.note) == ("08:00", "membuka")
    attendance_team.mark(store, work, MONDAY, [first.key], State.NONE)
    assert attendance_team.listing(store, work, MONDAY)[0].state is State.NONE


def test_the_rest_of_a_role_is_marked_alone(store: Store, work: Activity) -> None:
    attendance_team.add(store, work, Role.COMMITTEE, {"name": "Ketut Panitia"})
    changes = attendance_team.mark_rest(store, work, MONDAY, Role.COMMITTEE, State.PRESENT)
    states = {one.role: one.state for one in attendance_team.listing(store, work, MONDAY)}
    assert states == {Role.COMMITTEE: State.PRESENT, Role.ASSESSOR: State.NONE}
    with pytest.raises(UserError) as refused:
        attendance_team.mark_rest(store, work, MONDAY, Role.COMMITTEE, State.PRESENT)
    assert refused.value.code == "nobody_left_to_mark"
    (detail, *_) = history_lists.details(store, changes.change_set)
    assert (detail.thing, detail.owner) == ("Kehadiran", "Ketut Panitia")


def test_an_assessor_of_the_office_is_added_by_name_once(store: Store, work: Activity) -> None:
    assessors.add(store, {"name": "Putu Asesor", "registration": "R-2"})
    attendance_team.add(store, work, Role.ASSESSOR, {"name": "putu asesor"})
    names = [one.registration for one in attendance_team.listing(store, work, TUESDAY)]
    assert names == ["R-2"]
    with pytest.raises(UserError) as refused:
        attendance_team.add(store, work, Role.ASSESSOR, {"name": "PUTU ASESOR"})
    assert refused.value.code == "team_member_twice"


def test_who_is_changed_or_taken_off_comes_back_by_undo(store: Store, work: Activity) -> None:
    key = attendance_team.add(store, work, Role.COMMITTEE, {"name": "Ketut"}).subject or ""
    attendance_team.edit(store, work, key, {"position": "Sekretariat"})
    attendance_team.mark(store, work, MONDAY, [key], State.PRESENT)
    changes = attendance_team.remove(store, work, [key])
    assert [one.name for one in attendance_team.listing(store, work, MONDAY)] == ["Ir. Gede Asesor"]
    history.undo(store, changes.change_set)
    one = attendance_team.listing(store, work, MONDAY)[0]
    assert (one.position, one.state) == ("Sekretariat", State.PRESENT)


def test_nobody_is_added_without_a_name(store: Store, work: Activity) -> None:
    with pytest.raises(UserError) as refused:
        attendance_team.add(store, work, Role.COMMITTEE, {"name": "  "})
    assert refused.value.code == "team_member_without_name"
