"""The schedule of an activity as it stands: sessions, who sits in them, what clashes.

Changing it belongs to `schedule_edits.py`, its files to `schedule_files.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sertidesk.db import tables
from sertidesk.domain import schedule as rules
from sertidesk.domain.schedule import Assessor, Clash, Slot
from sertidesk.services import assessors, holidays, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_session, _seat = tables.session, tables.session_participant
_participant, _person = tables.participant, tables.person
_centre = tables.organization


@dataclass(frozen=True, slots=True)
class Member:
    """A participant as the schedule shows them, and the sessions they are in."""

    id: str
    person_id: str
    number: int
    name: str
    village: str
    occupation: str
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One session; ``seats`` is the room's capacity, else the test centre's."""

    id: str
    day: date
    starts: str
    ends: str
    test_centre: str
    room: str
    capacity: int | None
    seats: int | None
    scheme: str
    assessor: Assessor | None
    note: str
    members: tuple[Member, ...]

    @property
    def words(self) -> str:
        """Return when and where it is."""
        return Slot(self.id, self.day, self.starts, self.ends, room=self.room).words()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything the screen and the papers show."""

    sessions: tuple[Session, ...]
    members: tuple[Member, ...]
    clashes: tuple[Clash, ...]

    @property
    def unscheduled(self) -> tuple[Member, ...]:
        """Return who is in no session yet."""
        return tuple(member for member in self.members if not member.sessions)

    @property
    def days(self) -> int:
        """Return on how many days there are sessions."""
        return len({session.day for session in self.sessions})


def load(store: Store, activity: Activity) -> Schedule:
    """Return the schedule with its clashes, those with other activities too."""
    calendar = holidays.calendar_for(store)
    with store.read() as connection:
        known = assessors.every(connection)
        rows = session_rows(connection, activity.id)
        listed = members(connection, activity.id)
        others = _elsewhere(connection, activity.id, {row.date for row in rows}, known)
    sessions = _sessions(rows, listed, known)
    slots = [slot_of(session) for session in sessions]
    return Schedule(tuple(sessions), tuple(listed), tuple(rules.clashes(slots + others, calendar)))


def busy(store: Store) -> list[Slot]:
    """Return every session of every activity, without its people, to find free times."""
    with store.read() as connection:
        known = assessors.every(connection)
        return [_slot(row, known) for row in connection.execute(_all_sessions())]


def slot_of(session: Session) -> Slot:
    """Return what a session takes up."""
    return Slot(
        session.id,
        session.day,
        session.starts,
        session.ends,
        session.test_centre,
        session.room,
        session.seats,
        session.scheme,
        session.assessor,
        {member.person_id: member.name for member in session.members},
    )


def session_rows(connection: Connection, activity_id: str) -> Sequence[Row[Any]]:
    """Return the activity's sessions in the order of days and times."""
    return connection.execute(_all_sessions().where(_session.c.activity_id == activity_id)).all()


def members(connection: Connection, activity_id: str) -> list[Member]:
    """Return who takes part, by number, with the sessions each is in."""
    seats: dict[str, list[str]] = {}
    for row in connection.execute(
        select(_seat.c.participant_id, _seat.c.session_id)
        .join(_session, _session.c.id == _seat.c.session_id)
        .where(
            _session.c.activity_id == activity_id,
            _session.c.deleted_at.is_(None),
            _seat.c.deleted_at.is_(None),
        )
        .order_by(_session.c.date, _session.c.starts)
    ):
        seats.setdefault(row.participant_id, []).append(row.session_id)
    rows = connection.execute(
        select(
            _participant.c.id,
            _participant.c.person_id,
            _participant.c.number,
            _person.c.name,
            _person.c.village,
            _participant.c.occupation,
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(*taking_part.taking_part(activity_id))
        .order_by(_participant.c.number)
    )
    return [
        Member(
            row.id,
            row.person_id,
            row.number,
            row.name,
            row.village or "",
            row.occupation or "",
            tuple(seats.get(row.id, ())),
        )
        for row in rows
    ]


def _all_sessions() -> Any:
    return (
        select(
            _session,
            _centre.c.name.label("test_centre"),
            _centre.c.capacity.label("centre_capacity"),
            tables.activity.c.code.label("activity_code"),
        )
        .join(tables.activity, tables.activity.c.id == _session.c.activity_id)
        .outerjoin(_centre, _centre.c.id == _session.c.test_centre_id)
        .where(_session.c.deleted_at.is_(None), tables.activity.c.deleted_at.is_(None))
        .order_by(_session.c.date, _session.c.starts, _session.c.room, _session.c.id)
    )


def _sessions(
    rows: Iterable[Row[Any]],
    listed: Iterable[Member],
    known: Mapping[str, tuple[Assessor, bool]],
) -> list[Session]:
    inside: dict[str, list[Member]] = {}
    for member in listed:
        for session in member.sessions:
            inside.setdefault(session, []).append(member)
    return [
        Session(
            row.id,
            row.date,
            row.starts,
            row.ends,
            row.test_centre or "",
            row.room or "",
            row.capacity,
            row.capacity if row.capacity is not None else row.centre_capacity,
            row.scheme or "",
            known[row.assessor_id][0] if row.assessor_id else None,
            row.note or "",
            tuple(inside.get(row.id, ())),
        )
        for row in rows
    ]


def _elsewhere(
    connection: Connection,
    activity_id: str,
    days: set[date],
    known: Mapping[str, tuple[Assessor, bool]],
) -> list[Slot]:
    """Return the sessions of other activities on the same days, with their people."""
    rows = connection.execute(
        _all_sessions().where(_session.c.activity_id != activity_id, _session.c.date.in_(days))
    ).all()
    people: dict[str, dict[str, str]] = {}
    for row in connection.execute(
        select(_seat.c.session_id, _person.c.id, _person.c.name)
        .join(_session, _session.c.id == _seat.c.session_id)
        .join(_participant, _participant.c.id == _seat.c.participant_id)
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(
            _session.c.activity_id != activity_id,
            _session.c.date.in_(days),
            _seat.c.deleted_at.is_(None),
            *taking_part.present(),
        )
    ):
        people.setdefault(row.session_id, {})[row.id] = row.name
    return [_slot(row, known, people.get(row.id, {})) for row in rows]


def _slot(
    row: Row[Any],
    known: Mapping[str, tuple[Assessor, bool]],
    people: Mapping[str, str] | None = None,
) -> Slot:
    return Slot(
        row.id,
        row.date,
        row.starts,
        row.ends,
        row.test_centre or "",
        row.room or "",
        assessor=known[row.assessor_id][0] if row.assessor_id else None,
        people=people or {},
        elsewhere=row.activity_code,
    )
