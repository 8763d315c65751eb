"""The agenda of Beranda: what is overdue or due within a week, wherever it is kept."""

from __future__ import annotations

from datetime import timedelta

from sertidesk.domain.letters import Direction
from sertidesk.services import (
    activity,
    agenda,
    assessment,
    letters,
    meetings_edits,
    participants,
    schedule,
    schedule_edits,
    selection_decisions,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


def begin(store: Store, sop: str = "badung") -> Activity:
    code = activity.create(store, ActivityDraft(sop, "Uji", 2026)).subject or ""
    return activity.by_code(store, code)


def session(store: Store, one: Activity, days: int) -> None:
    day = store.today() + timedelta(days=days)
    schedule_edits.add(store, one, {"date": day, "starts": "09:00", "ends": "12:00"})


def test_nothing_is_due_at_first(store: Store) -> None:
    begin(store)
    assert agenda.tasks(store) == []


def test_sessions_of_the_week_lead_to_attendance_today_and_to_the_schedule_later(
    store: Store,
) -> None:
    one = begin(store)
    for days in (-1, 0, 3, 9):
        session(store, one, days)
    found = agenda.tasks(store)
    assert [(task.days, task.what["screen"]) for task in found] == [
        (0, "attendance"), (3, "schedule"),
    ]  # fmt: skip


def test_a_session_counts_only_those_who_still_take_part(store: Store) -> None:
    one = begin(store)
    session(store, one, 0)
    for place in (1, 2):
        participants.add(
            store, one.id, {"name": f"Contoh {place}", "nik": f"510301020390000{place}"}
        )
    [held] = schedule.load(store, one).sessions
    ids = [line.participant_id for line in assessment.listing(store, one)]
    schedule_edits.seat(store, held.id, ids, move=False)
    assert agenda.tasks(store)[0].about.startswith("2 peserta")
    selection_decisions.withdraw(store, one, ids[:1], "sakit")
    assert agenda.tasks(store)[0].about.startswith("1 peserta")


def test_a_closed_activity_asks_for_nothing(store: Store) -> None:
    one = begin(store)
    session(store, one, 0)
    activity.close(store, one.id)
    assert agenda.tasks(store) == []


def test_agreements_and_dispositions_stand_by_their_day(store: Store) -> None:
    one = begin(store)
    today = store.today()
    meeting = meetings_edits.add(store, one, {"title": "Rapat awal", "kind": "coordination"})
    meetings_edits.agree(
        store, str(meeting.subject),
        {"what": "Surati kelurahan", "who": "Staf", "due_on": today + timedelta(days=2)},
    )  # fmt: skip
    letters.register(
        store, Direction.IN,
        {"kind": "disposition", "subject": "Tukang", "instruction": "Siapkan permohonan",
         "due_on": today - timedelta(days=1)},
    )  # fmt: skip
    late, soon = agenda.tasks(store)
    assert (late.text, late.days, late.page) == ("Disposisi: Siapkan permohonan", -1, "letters")
    assert (soon.text, soon.days, soon.what["screen"]) == ("Surati kelurahan", 2, "coordination")
