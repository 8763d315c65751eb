"""Applications followed from registration to the downloaded e-certificate, for each participant.

Every state is an event with its day; the newest event that stands is the state. Which state may
follow which, and on whom each waits, stands in `domain/tracker.py`; recording is the work of
`tracker_edits`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection, exists, select

from sertidesk.db import tables
from sertidesk.domain import tracker as rules
from sertidesk.domain.procedure import Duration
from sertidesk.domain.tracker import Party, State
from sertidesk.domain.workdays import Calendar
from sertidesk.services import holidays, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_event, _application = tables.application_event, tables.application
_participant, _person = tables.participant, tables.person


@dataclass(frozen=True, slots=True)
class Applicant:
    """One participant's application as of today.

    ``due`` is the last day to pay, ``days_left`` the working days up to it (negative: past);
    both are there only while payment is awaited. ``note`` is what was written with the state.
    """

    id: str
    number: int
    name: str
    nik: str
    village: str
    occupation: str
    state: State
    since: date | None
    note: str
    due: date | None
    days_left: int | None
    numbers: Mapping[str, str]

    @property
    def waits_on(self) -> Party:
        """Return who has to act next."""
        return rules.waits_on(self.state)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the time to pay is over, so that the application may be voided."""
        return self.days_left is not None and self.days_left < 0

    @property
    def missing_numbers(self) -> tuple[str, ...]:
        """Return the keys of the numbers that should have been noted by now."""
        return rules.missing_numbers(self.state, self.numbers)


@dataclass(frozen=True, slots=True)
class Event:
    """One state that was reached: who recorded it, when it was, from where, with which note."""

    id: str
    came_from: State
    state: State
    reached_on: date
    note: str
    recorded_by: str
    recorded_at: datetime


def listing(store: Store, activity: Activity) -> list[Applicant]:
    """Return everyone of an activity with their state, by number."""
    calendar = holidays.calendar_for(store)
    with store.read() as connection:
        return applicants(connection, activity, calendar, store.today())


def timeline(store: Store, participant_id: str) -> list[Event]:
    """Return the states of one application, the oldest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_event)
            .where(_event.c.participant_id == participant_id, _event.c.deleted_at.is_(None))
            .order_by(_event.c.id)
        )
        return [
            Event(
                row.id,
                State(row.came_from),
                State(row.state),
                row.reached_on,
                row.note or "",
                row.recorded_by,
                datetime.fromisoformat(row.recorded_at),
            )
            for row in rows
        ]


def timelines(store: Store, activity: Activity) -> dict[str, dict[State, date]]:
    """Return for each participant on which day each state was reached last."""
    found: dict[str, dict[State, date]] = {}
    with store.read() as connection:
        for row in connection.execute(
            select(_event.c.participant_id, _event.c.state, _event.c.reached_on)
            .join(_participant, _participant.c.id == _event.c.participant_id)
            .where(_participant.c.activity_id == activity.id, _event.c.deleted_at.is_(None))
            .order_by(_event.c.id)
        ):
            found.setdefault(row.participant_id, {})[State(row.state)] = row.reached_on
    return found


@dataclass(frozen=True, slots=True)
class Last:
    """The newest event that stands."""

    key: str
    state: State
    reached_on: date
    note: str


def last_events(connection: Connection, activity_id: str) -> dict[str, Last]:
    """Return the newest event of each participant; keys are ordered by time."""
    rows = connection.execute(
        select(
            _event.c.participant_id, _event.c.id, _event.c.state, _event.c.reached_on, _event.c.note
        )
        .join(_participant, _participant.c.id == _event.c.participant_id)
        .where(_participant.c.activity_id == activity_id, _event.c.deleted_at.is_(None))
        .order_by(_event.c.id)
    )
    return {
        row.participant_id: Last(row.id, State(row.state), row.reached_on, row.note or "")
        for row in rows
    }


def unpaid(store: Store, activity_id: str) -> dict[str, date]:
    """Return since when each of those who should pay was accepted, cheaply, for the agenda."""
    newer = _event.alias()
    passed = exists().where(
        newer.c.participant_id == _event.c.participant_id,
        newer.c.deleted_at.is_(None),
        newer.c.id > _event.c.id,
    )
    with store.read() as connection:
        rows = connection.execute(
            select(_event.c.participant_id, _event.c.reached_on)
            .join(_participant, _participant.c.id == _event.c.participant_id)
            .where(
                *taking_part.taking_part(activity_id),
                _event.c.state == str(State.ACCEPTED),
                _event.c.deleted_at.is_(None),
                ~passed,
            )
            .order_by(_participant.c.number)
        )
        return {row.participant_id: row.reached_on for row in rows}


def applicants(
    connection: Connection, activity: Activity, calendar: Calendar, today: date
) -> list[Applicant]:
    """Return what `listing` does, inside a use case."""
    last = last_events(connection, activity.id)
    limit = rules.payment_limit(activity.procedure)
    rows = connection.execute(
        select(
            _participant.c.id,
            _participant.c.number,
            _participant.c.occupation,
            _person.c.name,
            _person.c.nik,
            _person.c.village,
            *(_application.c[key] for key in rules.NUMBERS),
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(
            _application,
            (_application.c.participant_id == _participant.c.id)
            & _application.c.deleted_at.is_(None),
        )
        .where(*taking_part.taking_part(activity.id))
        .order_by(_participant.c.number)
    ).mappings()
    # Many were accepted on one day: each day is counted from once.
    clock = lru_cache(lambda noticed: payment(noticed, limit, calendar, today))
    found = []
    for row in rows:
        event = last.get(row["id"])
        noticed = event.reached_on if event and event.state is State.ACCEPTED else None
        due, left = clock(noticed)
        found.append(
            Applicant(
                id=row["id"],
                number=row["number"],
                name=row["name"] or row["nik"] or "tanpa nama",
                nik=row["nik"] or "",
                village=row["village"] or "",
                occupation=row["occupation"] or "",
                state=event.state if event else State.NONE,
                since=event.reached_on if event else None,
                note=event.note if event else "",
                due=due,
                days_left=left,
                numbers={key: row[key] or "" for key in rules.NUMBERS},
            )
        )
    return found


def payment(
    noticed: date | None, limit: Duration, calendar: Calendar, today: date
) -> tuple[date | None, int | None]:
    """Return the last day to pay and the working days left; ``noticed`` is None: none awaited."""
    if noticed is None:
        return None, None
    due = rules.payment_due(noticed, limit, calendar)
    if due is None:
        return None, None
    left = calendar.working_days_between(today, due)
    # A limit that ended on Friday is over on Saturday, though no working day has passed.
    return due, min(left, -1) if today > due else left
