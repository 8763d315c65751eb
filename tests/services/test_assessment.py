"""Assessment: decided one or many at once, appealed, and one truth with the tracker."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sertidesk.domain import tracker as steps
from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.attendance import State as Presence
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    assessors,
    attendance_marks,
    history,
    participants,
    procedure,
    schedule_edits,
    tracker,
    tracker_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.assessment import Entry
from sertidesk.services.store import Store

TODAY = date(2026, 3, 2)
COMPETENT, NOT_COMPETENT, ABSENT = Decision
LED = (
    steps.State.AT_LSP,
    steps.State.ACCEPTED,
    steps.State.PAID,
    steps.State.IN_PROCESS,
    steps.State.SCHEDULED,
)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("lpjk-se16-2021", "Uji Permohonan", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def people(store: Store, work: Activity) -> list[str]:
    names = ("Budi Contoh", "Sari Umpama", "Agus Misal")
    return [participants.add(store, work.id, {"name": name}).subject or "" for name in names]


def one(store: Store, work: Activity, key: str) -> Entry:
    return next(found for found in assessment.listing(store, work) if found.participant_id == key)


def decided(store: Store, work: Activity) -> dict[str, Decision]:
    with store.read() as connection:
        return assessment.decisions(connection, work.id)


def lead(store: Store, work: Activity, keys: list[str], *states: steps.State) -> None:
    for state in states or LED:
        tracker_edits.record(store, work, keys, state, TODAY)


def application(store: Store, work: Activity, key: str) -> steps.State:
    return next(found.state for found in tracker.listing(store, work) if found.id == key)


def test_many_are_decided_at_once_and_undone_at_once(
    store: Store, work: Activity, people: list[str]
) -> None:
    assert decided(store, work) == {}
    changes = assessment_edits.decide(store, work, people, COMPETENT)
    assert decided(store, work) == dict.fromkeys(people, COMPETENT)
    assert one(store, work, people[0]).decided_on == TODAY
    history.undo(store, changes.change_set)
    assert decided(store, work) == {}


def test_what_was_decided_already_keeps_its_day(
    store: Store, work: Activity, people: list[str]
) -> None:
    before = TODAY - timedelta(days=3)
    assessment_edits.decide(store, work, people[:1], COMPETENT, {"decided_on": before})
    assessment_edits.decide(store, work, people, COMPETENT)
    assert one(store, work, people[0]).decided_on == before


def test_assessor_and_day_come_from_the_session(
    store: Store, work: Activity, people: list[str]
) -> None:
    who = assessors.add(store, {"name": "Ir. Ketut Asesor", "schemes": []}).subject or ""
    day = TODAY - timedelta(days=1)
    values = {"date": day, "starts": "08:00", "ends": "10:00", "assessor_id": who, "room": "R1"}
    session = schedule_edits.add(store, work, values).subject or ""
    schedule_edits.seat(store, session, people[:1], move=False)
    found = one(store, work, people[0])
    assert (found.assessor, found.assessed_on) == ("Ir. Ketut Asesor", day)
    assert "R1" in found.session
    assert one(store, work, people[1]).assessor == ""
    assessment_edits.decide(store, work, people[:1], NOT_COMPETENT)
    assessors.edit(store, who, {"name": "Orang Lain"})
    assert one(store, work, people[0]).assessor == "Ir. Ketut Asesor", "as it was when decided"


def test_recommendations_are_followed_where_nothing_is_decided(
    store: Store, work: Activity, people: list[str]
) -> None:
    assessment_edits.edit(store, work, people[:2], {"recommendation": COMPETENT})
    assessment_edits.decide(store, work, people[:1], NOT_COMPETENT)
    assert any("rekomendasi" in told for told in one(store, work, people[0]).warnings)
    assessment_edits.follow_recommendations(store, work, people)
    assert decided(store, work) == {people[0]: NOT_COMPETENT, people[1]: COMPETENT}


def test_who_is_decided_without_having_come_is_remarked(
    store: Store, work: Activity, people: list[str]
) -> None:
    assessment_edits.decide(store, work, people[:2], COMPETENT)
    assert one(store, work, people[0]).warnings == ("Kehadirannya belum dicatat.",)
    attendance_marks.mark(store, work, TODAY.isoformat(), people[:1], Presence.PRESENT)
    assert one(store, work, people[0]).warnings == ()
    assessment_edits.decide(store, work, people[:1], ABSENT)
    assert one(store, work, people[0]).warnings == ("Di daftar hadir tercatat datang.",)


def test_the_step_waits_for_those_who_came(store: Store, work: Activity, people: list[str]) -> None:
    attendance_marks.mark(store, work, TODAY.isoformat(), people[:2], Presence.PRESENT)
    attendance_marks.mark(store, work, TODAY.isoformat(), people[2:], Presence.SICK)
    assessment_edits.decide(store, work, people[:1], COMPETENT)
    with store.read() as connection:
        assert procedure.facts(connection, work).undecided == (people[1],)


def test_a_granted_appeal_changes_the_decision_and_keeps_the_first(
    store: Store, work: Activity, people: list[str]
) -> None:
    key = people[0]
    assessment_edits.decide(store, work, [key], NOT_COMPETENT)
    with pytest.raises(UserError, match="alasan"):
        assessment_edits.appeal(store, work, key, Appeal.FILED)
    with pytest.raises(UserError, match="Banding"):
        assessment_edits.appeal(store, work, key, Appeal.GRANTED)
    assessment_edits.appeal(store, work, key, Appeal.FILED, {"reason": "Alat rusak"})
    assert decided(store, work)[key] is NOT_COMPETENT
    with pytest.raises(UserError, match="dibanding"):
        assessment_edits.decide(store, work, [key], COMPETENT)
    assessment_edits.appeal(store, work, key, Appeal.GRANTED, {"note": "Diuji ulang"})
    found = one(store, work, key)
    assert (found.first, found.decision) == (NOT_COMPETENT, COMPETENT)
    assert found.appeal and (found.appeal.closed_on, found.appeal.note) == (TODAY, "Diuji ulang")
    assessment_edits.withdraw_appeal(store, work, key)
    assert decided(store, work)[key] is NOT_COMPETENT


def test_only_who_failed_may_appeal(store: Store, work: Activity, people: list[str]) -> None:
    assessment_edits.decide(store, work, people[:1], COMPETENT)
    for key in people[:2]:
        with pytest.raises(UserError) as refused:
            assessment_edits.appeal(store, work, key, Appeal.FILED, {"reason": "Tidak puas"})
        assert refused.value.code == "appeal_without_decision"


def test_days_to_come_are_refused(store: Store, work: Activity, people: list[str]) -> None:
    with pytest.raises(UserError, match="belum tiba"):
        assessment_edits.edit(store, work, people, {"assessed_on": TODAY + timedelta(days=1)})


def test_an_application_moves_along_with_its_decision(
    store: Store, work: Activity, people: list[str]
) -> None:
    key, other, third = people
    lead(store, work, people[:1])
    lead(store, work, people[1:2], *LED[:2])
    assessment_edits.decide(store, work, people, COMPETENT)
    assert application(store, work, key) is steps.State.COMPETENT
    assert application(store, work, other) is steps.State.ACCEPTED, "not lawful yet"
    assert any("pelacak" in told for told in one(store, work, other).warnings)
    assert application(store, work, third) is steps.State.NONE, "is not followed there"
    assert not any("pelacak" in told for told in one(store, work, third).warnings)
    changes = assessment_edits.decide(store, work, [key], NOT_COMPETENT)
    assert application(store, work, key) is steps.State.NOT_COMPETENT
    assert len(tracker.timeline(store, key)) == len(LED) + 1, "the mistaken state is struck"
    history.undo(store, changes.change_set)
    assert application(store, work, key) is steps.State.COMPETENT
    assessment_edits.clear(store, work, [key])
    assert application(store, work, key) is steps.State.SCHEDULED


def test_a_decision_that_a_number_was_given_for_is_held_fast(
    store: Store, work: Activity, people: list[str]
) -> None:
    key = people[0]
    lead(store, work, [key], *LED, steps.State.COMPETENT, steps.State.NUMBERED)
    assert decided(store, work) == {key: COMPETENT}, "the tracker told it"
    for act in (
        lambda: assessment_edits.decide(store, work, [key], NOT_COMPETENT),
        lambda: assessment_edits.clear(store, work, [key]),
    ):
        with pytest.raises(UserError) as refused:
            act()
        assert refused.value.code == "decision_settled"


def test_an_appeal_goes_through_the_tracker_too(
    store: Store, work: Activity, people: list[str]
) -> None:
    key = people[0]
    lead(store, work, [key])
    assessment_edits.decide(store, work, [key], NOT_COMPETENT)
    assessment_edits.appeal(store, work, key, Appeal.FILED, {"reason": "Alat rusak"})
    assert application(store, work, key) is steps.State.APPEAL
    assert one(store, work, key).warnings == ("Kehadirannya belum dicatat.",)
    lead(store, work, [key], steps.State.COMPETENT)
    found = one(store, work, key)
    assert found.appeal and found.appeal.state is Appeal.GRANTED
    assert (found.first, found.decision) == (NOT_COMPETENT, COMPETENT)
    tracker_edits.retract(store, work, [key])
    found = one(store, work, key)
    assert found.appeal and (found.appeal.state, found.appeal.closed_on) == (Appeal.FILED, None)
    assessment_edits.appeal(store, work, key, Appeal.REJECTED)
    assert application(store, work, key) is steps.State.NOT_COMPETENT
    assessment_edits.withdraw_appeal(store, work, key)
    assert application(store, work, key) is steps.State.NOT_COMPETENT
    assert one(store, work, key).appeal is None


def test_what_is_struck_in_the_tracker_is_struck_here(
    store: Store, work: Activity, people: list[str]
) -> None:
    key = people[0]
    lead(store, work, [key], *LED, steps.State.NOT_COMPETENT, steps.State.APPEAL)
    found = one(store, work, key)
    assert found.appeal and found.appeal.state is Appeal.FILED
    tracker_edits.retract(store, work, [key])
    assert one(store, work, key).appeal is None
    tracker_edits.retract(store, work, [key])
    assert decided(store, work) == {}


def test_an_appeal_may_lead_to_another_assessment(
    store: Store, work: Activity, people: list[str]
) -> None:
    key = people[0]
    lead(store, work, [key], *LED, steps.State.NOT_COMPETENT, steps.State.APPEAL)
    lead(store, work, [key], steps.State.SCHEDULED)
    assert not any("pelacak" in told for told in one(store, work, key).warnings)
    lead(store, work, [key], steps.State.COMPETENT)
    assert decided(store, work) == {key: COMPETENT}
    assessment_edits.withdraw_appeal(store, work, key)
    assert application(store, work, key) is steps.State.NOT_COMPETENT
    assert decided(store, work) == {key: NOT_COMPETENT}
