"""A person over the years: what came of each activity, certificates against the limits, files."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.attendance import State
from sertidesk.services import (
    activity,
    assessment_edits,
    attendance_marks,
    certificates,
    handover,
    participants,
    person_years,
    persons,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.person_years import Tone
from sertidesk.services.store import Store

TODAY = date(2026, 3, 2)
NIK = "5103010203900001"


def begin(store: Store, name: str, year: int) -> tuple[Activity, str]:
    draft = ActivityDraft("badung", name, year)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    values = {"name": "Wayan Contoh", "nik": NIK, "occupation": "Tukang Cat", "level": 2}
    return made, participants.add(store, made.id, values).subject or ""


@pytest.fixture
def years(store: Store) -> tuple[str, str]:
    """Return the participant of an old activity and that of this year's, of one person."""
    old, then = begin(store, "Uji 2020", 2020)
    number = {"number": "41 A", "issued_on": date(2020, 5, 1), "expires_on": date(2025, 5, 1)}
    certificates.save(store, old, then, number)
    (one,) = handover.listing(store, old)
    handover.hand_over(store, old, [one.certificate_id], {"received_on": date(2020, 6, 1)})
    new, now = begin(store, "Uji 2026", 2026)
    values = {"date": TODAY, "starts": "08:00", "ends": "10:00", "room": "R1"}
    session = schedule_edits.add(store, new, values).subject or ""
    schedule_edits.seat(store, session, [now], move=False)
    attendance_marks.mark(store, new, session, [now], State.LATE)
    assessment_edits.decide(store, new, [now], Decision.NOT_COMPETENT)
    assessment_edits.appeal(store, new, now, Appeal.FILED, {"reason": "Alat rusak"})
    assessment_edits.appeal(store, new, now, Appeal.GRANTED)
    certificates.save(store, new, now, {"number": "41 B", "expires_on": date(2031, 3, 2)})
    return then, now


def test_every_activity_tells_what_came_of_it_and_where(
    store: Store, years: tuple[str, str]
) -> None:
    then, now = years
    (line,) = persons.page(store)
    found = person_years.load(store, line.id)
    assert [mark.words for mark in found.marks[then]] == [
        "Sertifikat 41 A",
        "Diserahkan 01-06-2020",
    ]
    assert [(mark.screen, mark.words) for mark in found.marks[now]] == [
        ("schedule", "Jadwal 02-03-2026 08.00, R1"),
        ("attendance", "Terlambat 02-03-2026"),
        ("assessment", "Kompeten 02-03-2026"),
        ("assessment", "Banding diterima"),
        ("certificates", "Sertifikat 41 B"),
        ("handover", "Belum diambil"),
    ]
    assert found.marks[now][1].tone is Tone.GOOD


def test_valid_certificates_are_counted_against_the_limit(
    store: Store, years: tuple[str, str]
) -> None:
    (line,) = persons.page(store)
    found = person_years.load(store, line.id)
    assert [one.is_valid for one in found.certificates] == [False, True]
    assert found.counts == ("1 dari paling banyak 5 SKK Operator berlaku",)
    assert any("tidak ikut dihitung" in finding.message for finding in found.limits)
    assert {one.activity_code for one in found.certificates} == {
        one.activity_code for one in persons.details(store, line.id).activities
    }


def test_who_took_part_in_nothing_has_no_years(store: Store) -> None:
    _, key = begin(store, "Uji", 2026)
    (line,) = persons.page(store)
    participants.remove(store, [key])
    found = person_years.load(store, line.id)
    assert (dict(found.marks), found.certificates, found.files) == ({}, (), ())
