"""The meetings of an activity as screens, papers and the report want them; who may be invited.

Changing them is `meetings_edits`' work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from sertidesk.db import tables
from sertidesk.domain import meetings as rules
from sertidesk.domain import names, schedule
from sertidesk.domain.formatting import list_date
from sertidesk.domain.meetings import Attendance, FollowUpState, Guest
from sertidesk.services import assessors, officials, organizations
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

TOPIC = "meeting"  # of the files that prove a meeting, in the evidence
_meeting, _point, _guest = tables.meeting, tables.meeting_point, tables.meeting_guest
_follow_up, _activity = tables.follow_up, tables.activity


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda and the course of its discussion."""

    id: str
    title: str
    discussion: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the list of a meeting."""

    id: str
    name: str
    position: str
    phone: str  # E.164, or as it was typed
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something agreed upon, with its meeting and activity, and where it stands today."""

    id: str
    meeting_id: str
    meeting: str
    meeting_day: date | None
    activity_id: str
    activity_code: str
    activity_name: str
    what: str
    who: str
    due_on: date | None
    done_on: date | None
    note: str
    state: FollowUpState
    days_late: int  # 0 unless overdue


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with all that was noted of it; what is not known is empty."""

    id: str
    kind: str
    title: str
    number: str
    day: date | None
    starts: str  # HH:MM
    ends: str
    place: str
    chair: str
    note_taker: str
    conclusions: str
    points: tuple[Point, ...]
    guests: tuple[Attendee, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def name(self) -> str:
        """Return what it is called: its title, else its kind."""
        return rules.name_of(self.kind, self.title)

    @property
    def told(self) -> str:
        """Return its name with the day, as one names it among several."""
        return f"{self.name} ({list_date(self.day)})" if self.day else self.name

    @property
    def time(self) -> str:
        """Return "09.00–11.30", "09.00" or nothing."""
        return "–".join(schedule.show_time(one) for one in (self.starts, self.ends) if one)

    @property
    def present(self) -> tuple[Attendee, ...]:
        """Return who came."""
        return tuple(one for one in self.guests if one.attendance is Attendance.PRESENT)

    @property
    def open_follow_ups(self) -> int:
        """Return how many of its agreements wait to be done."""
        return sum(one.state is not FollowUpState.DONE for one in self.follow_ups)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be invited, and where the office knows them from."""

    guest: Guest
    source: str


def listing(store: Store, activity: Activity) -> list[Meeting]:
    """Return the meetings of an activity by day; those without one come last."""
    with store.read() as connection:
        points = _parts(connection, activity.id, _point)
        guests = _parts(connection, activity.id, _guest)
        agreed = defaultdict(list)
        for one in _follow_ups(connection, store.today(), activity_id=activity.id):
            agreed[one.meeting_id].append(one)
        rows = connection.execute(
            select(_meeting).where(
                _meeting.c.activity_id == activity.id, _meeting.c.deleted_at.is_(None)
            )
        ).all()
    rows = sorted(rows, key=lambda row: (row.date is None, row.date, row.starts or "", row.id))
    return [
        Meeting(
            row.id,
            row.kind,
            row.title or "",
            row.number or "",
            row.date,
            row.starts or "",
            row.ends or "",
            row.place or "",
            row.chair or "",
            row.note_taker or "",
            row.conclusions or "",
            tuple(Point(one.id, one.title, one.discussion or "") for one in points[row.id]),
            tuple(
                Attendee(
                    one.id,
                    one.name,
                    one.position or "",
                    one.phone or "",
                    Attendance(one.attendance),
                )
                for one in guests[row.id]
            ),
            tuple(agreed[row.id]),
        )
        for row in rows
    ]


def open_follow_ups(store: Store, activity_id: str | None = None) -> list[FollowUp]:
    """Return what was agreed and is not done, the most urgent first.

    Without an activity: those of every activity that is still open.
    """
    with store.read() as connection:
        found = _follow_ups(connection, store.today(), activity_id=activity_id, only_open=True)
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.max))


def follow_ups(store: Store, activity: Activity) -> list[FollowUp]:
    """Return everything agreed in an activity, meeting by meeting."""
    return [one for meeting in listing(store, activity) for one in meeting.follow_ups]


def gate_facts(connection: Connection, activity_id: str) -> tuple[tuple[str, bool], ...]:
    """Return each meeting's name and whether its conclusions are written."""
    rows = connection.execute(
        select(_meeting.c.kind, _meeting.c.title, _meeting.c.date, _meeting.c.conclusions)
        .where(_meeting.c.activity_id == activity_id, _meeting.c.deleted_at.is_(None))
        .order_by(_meeting.c.date, _meeting.c.id)
    )
    return tuple(
        (
            rules.name_of(row.kind, row.title or "")
            + (f" ({list_date(row.date)})" if row.date else ""),
            bool((row.conclusions or "").strip()),
        )
        for row in rows
    )


def candidates(store: Store, activity: Activity) -> list[Candidate]:
    """Return who may be invited, each once: officials, partners, assessors, former guests."""
    with store.read() as connection:
        before = connection.execute(
            select(_guest.c.name, _guest.c.position, _guest.c.phone)
            .join(_meeting, _meeting.c.id == _guest.c.meeting_id)
            .where(
                _meeting.c.activity_id == activity.id,
                _meeting.c.deleted_at.is_(None),
                _guest.c.deleted_at.is_(None),
            )
            .order_by(_guest.c.id.desc())
        ).all()
    found = [
        Candidate(Guest(one.name, one.position, one.phone), "Pejabat")
        for one in officials.listing(store)
    ]
    for one in organizations.listing(store):
        kind = organizations.KIND_WORDS[one.kind]
        if one.contact:
            found.append(Candidate(Guest(one.contact, one.name, one.phone), kind))
        else:
            found.append(Candidate(Guest(f"Wakil {one.name}", one.name, one.phone), kind))
    found += [
        Candidate(Guest(assessor.name, "Asesor", assessor.phone), "Asesor")
        for assessor in assessors.listing(store)
    ]
    found += [
        Candidate(Guest(row.name, row.position or "", row.phone or ""), "Rapat sebelumnya")
        for row in before
    ]
    return list({names.fold(one.guest.name): one for one in reversed(found)}.values())[::-1]


def _parts(
    connection: Connection, activity_id: str, table: Table
) -> defaultdict[str, list[Row[Any]]]:
    """Return the living rows of one table of an activity's meetings, by meeting, in order."""
    rows = connection.execute(
        select(table)
        .join(_meeting, _meeting.c.id == table.c.meeting_id)
        .where(
            _meeting.c.activity_id == activity_id,
            _meeting.c.deleted_at.is_(None),
            table.c.deleted_at.is_(None),
        )
        .order_by(table.c.list_order, table.c.id)
    )
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id].append(row)
    return found


def _follow_ups(
    connection: Connection,
    today: date,
    *,
    activity_id: str | None,
    only_open: bool = False,
) -> Sequence[FollowUp]:
    """Return agreements in the order they were noted; of all open activities without a key."""
    asked = (
        select(
            _follow_up,
            _meeting.c.kind,
            _meeting.c.title,
            _meeting.c.date,
            _activity.c.id.label("activity_id"),
            _activity.c.code,
            _activity.c.name,
        )
        .join(_meeting, _meeting.c.id == _follow_up.c.meeting_id)
        .join(_activity, _activity.c.id == _meeting.c.activity_id)
        .where(
            _follow_up.c.deleted_at.is_(None),
            _meeting.c.deleted_at.is_(None),
            _activity.c.deleted_at.is_(None),
        )
        .order_by(_follow_up.c.id)
    )
    if only_open:
        asked = asked.where(_follow_up.c.done_on.is_(None))
    if activity_id is None:
        asked = asked.where(_activity.c.closed_on.is_(None))
    else:
        asked = asked.where(_activity.c.id == activity_id)
    return [_shaped(row, today) for row in connection.execute(asked)]


def _shaped(row: Row[Any], today: date) -> FollowUp:
    state = rules.follow_up_state(row.due_on, row.done_on, today)
    late = (today - row.due_on).days if state is FollowUpState.OVERDUE else 0
    return FollowUp(
        row.id,
        row.meeting_id,
        rules.name_of(row.kind, row.title or ""),
        row.date,
        row.activity_id,
        row.code,
        row.name,
        row.what,
        row.who or "",
        row.due_on,
        row.done_on,
        row.note or "",
        state,
        late,
    )
