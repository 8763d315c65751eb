"""Scans: every one is written down at once with what it came to, whatever it was.

The scan and the attendance it records are one transaction; an undo takes back the attendance and
leaves the scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import attendance as rules
from sertidesk.domain import cards
from sertidesk.domain.attendance import Known, Outcome, State, Way
from sertidesk.domain.ids import new_id
from sertidesk.services import attendance, attendance_marks, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.attendance import Place
from sertidesk.services.store import Store

_scan, _mark = tables.attendance_scan, tables.attendance
_participant, _person, _activity = tables.participant, tables.person, tables.activity
_session, _seat = tables.session, tables.session_participant


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan came to, told in a sentence; ``nik`` is what was read of a stranger."""

    outcome: Outcome
    sentence: str
    changes: Changes
    participant_id: str | None = None
    name: str = ""
    nik: str = ""


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One scan of the log."""

    id: str
    at: datetime
    actor: str
    text: str
    outcome: Outcome
    name: str
    participant_id: str | None
    roll_key: str


@dataclass(frozen=True, slots=True)
class _Whom:
    """Whom a scan names; without ``participant_id`` a visitor or one known from elsewhere."""

    name: str
    nik: str
    participant_id: str | None = None
    is_withdrawn: bool = False
    is_left_out: bool = False
    visitor_since: str | None = None  # noted here as a visitor, who came then


def scan(store: Store, activity: Activity, roll_key: str, text: str) -> Scanned:
    """Record a scan and, where it names someone who is expected here, that they came."""
    text = text.strip()[: cards.LONGEST]
    read = cards.read(text)
    with store.write("Kehadiran dipindai") as tx:
        place = attendance.place_of(tx.connection, roll_key)
        whom = _whom(tx.connection, activity, place, read)
        known, where, arrived = _known(tx.connection, place, whom)
        what = rules.outcome(known, place.day)
        if what is Outcome.RECORDED and whom and whom.participant_id:
            arrived = attendance_marks.arrival(store, place) or ""
            attendance_marks.record(
                tx, store, activity, place, [whom.participant_id], State.PRESENT, way=Way.SCAN
            )
            tx.label = f"{whom.name} hadir (dipindai)"
        tx.connection.execute(
            insert(_scan),
            {
                "id": new_id(),
                "activity_id": activity.id,
                "at": tx.at,
                "actor": tx.actor,
                "session_id": place.session_id,
                "date": place.day,
                "text": text,
                "outcome": what.value,
                "participant_id": whom.participant_id if whom else None,
                "name": whom.name if whom else None,
            },
        )
    name = whom.name if whom else ""
    return Scanned(
        what,
        rules.told(what, name=name, where=where, arrived=arrived),
        tx.changes,
        whom.participant_id if whom else None,
        name,
        read.nik or (whom.nik if whom else ""),
    )


def recent(store: Store, activity: Activity, limit: int = 50) -> list[ScanLine]:
    """Return the last scans of an activity, the newest first."""
    with store.read() as connection:
        rows: Sequence[Row[Any]] = connection.execute(
            select(_scan)
            .where(_scan.c.activity_id == activity.id)
            .order_by(_scan.c.id.desc())
            .limit(limit)
        ).all()
    return [
        ScanLine(
            row.id,
            datetime.fromisoformat(row.at),
            row.actor,
            row.text,
            Outcome(row.outcome),
            row.name or "",
            row.participant_id,
            row.session_id or row.date.isoformat(),
        )
        for row in rows
    ]


def _whom(
    connection: Connection, activity: Activity, place: Place, read: cards.Read
) -> _Whom | None:
    """Return whom a text names; of a person in several activities the part in this one counts."""
    if read.kind is cards.Kind.UNREADABLE:
        return None
    here: Select[Any] = (
        select(
            _participant.c.id,
            and_(*taking_part.present()).label("takes_part"),
            taking_part.staying().label("stays"),
            _person.c.name,
            _person.c.nik,
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(_participant.c.activity_id == activity.id)
        .order_by(_participant.c.deleted_at.is_not(None))
        .limit(1)
    )
    if read.kind is cards.Kind.NUMBER or read.activity == activity.code:
        row = connection.execute(here.where(_participant.c.number == read.number)).one_or_none()
        return _taking_part(row) if row is not None else None
    person = _person_of(connection, read)
    if person is not None:
        row = connection.execute(here.where(_person.c.id == person.id)).one_or_none()
        if row is not None:
            return _taking_part(row)
    visitor = _visitor(connection, activity, place, person.nik if person else read.nik)
    if visitor is not None or person is None:
        return visitor
    return _Whom(person.name or "", person.nik or "")


def _visitor(
    connection: Connection, activity: Activity, place: Place, nik: str | None
) -> _Whom | None:
    """Return the visitor with this NIK who was noted at a place."""
    statement = select(_mark.c.visitor, _mark.c.arrived).where(
        attendance.recorded_at(place),
        _mark.c.activity_id == activity.id,
        _mark.c.nik == nik,
        _mark.c.deleted_at.is_(None),
    )
    row = connection.execute(statement).first() if nik else None
    return None if row is None else _Whom(row.visitor, nik or "", visitor_since=row.arrived or "")


def _person_of(connection: Connection, read: cards.Read) -> Row[Any] | None:
    """Return the person of a NIK, or of a card of another activity."""
    found: Select[Any] = select(_person.c.id, _person.c.name, _person.c.nik).where(
        _person.c.deleted_at.is_(None)
    )
    if read.kind is cards.Kind.NIK:
        return connection.execute(found.where(_person.c.nik == read.nik)).one_or_none()
    return connection.execute(
        found.join(_participant, _participant.c.person_id == _person.c.id)
        .join(_activity, _activity.c.id == _participant.c.activity_id)
        .where(
            _activity.c.code == read.activity,
            _activity.c.deleted_at.is_(None),
            _participant.c.number == read.number,
        )
    ).one_or_none()


def _taking_part(row: Row[Any]) -> _Whom:
    is_left_out = row.stays and not row.takes_part
    return _Whom(row.name or "", row.nik or "", row.id, not row.stays, bool(is_left_out))


def _known(
    connection: Connection, place: Place, whom: _Whom | None
) -> tuple[Known | None, str, str]:
    """Return what the rule asks of them, where they belong, and when they came here."""
    if whom is None:
        return None, "", ""
    if whom.visitor_since is not None:
        return Known(attends_here=True), "", whom.visitor_since
    if whom.participant_id is None:
        return Known(takes_part=False), "", ""
    seats = connection.execute(
        select(_session.c.id, _session.c.date, _session.c.starts, _session.c.room)
        .join(_seat, _seat.c.session_id == _session.c.id)
        .where(
            _seat.c.participant_id == whom.participant_id,
            _seat.c.deleted_at.is_(None),
            _session.c.deleted_at.is_(None),
        )
        .order_by(_session.c.date, _session.c.starts)
    ).all()
    mark = connection.execute(
        select(_mark.c.presence, _mark.c.arrived).where(
            attendance.recorded_at(place),
            _mark.c.participant_id == whom.participant_id,
            _mark.c.deleted_at.is_(None),
        )
    ).one_or_none()
    others = [row for row in seats if row.id != place.session_id]
    others.sort(key=lambda row: (row.date != place.day, row.date, row.starts))
    known = Known(
        is_withdrawn=whom.is_withdrawn,
        is_left_out=whom.is_left_out,
        attends_here=mark is not None and rules.attended(State(mark.presence)),
        is_expected_here=place.session_id is None
        or mark is not None
        or any(row.id == place.session_id for row in seats),
        elsewhere=tuple(row.date for row in others),
    )
    where = "; ".join(rules.words_of(row.date, row.starts, row.room or "") for row in others[:2])
    return known, where, (mark.arrived or "") if mark is not None else ""
