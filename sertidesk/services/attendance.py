"""Attendance as it stands: each session, or day without sessions, with who is expected and came.

Recording it belongs to `attendance_marks.py` and `attendance_scans.py`, who is at work there to
`attendance_team.py`, its papers to `attendance_papers.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select

from sertidesk.db import tables
from sertidesk.domain import attendance as rules
from sertidesk.domain.attendance import State, Totals
from sertidesk.services import assessors, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_mark, _session, _seat = tables.attendance, tables.session, tables.session_participant
_participant, _person = tables.participant, tables.person
_LEFT_OUT = "cadangan/tidak terpilih"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a roll: a participant, or a visitor who is none yet (``participant_id`` None).

    ``key`` names the line for every use case. ``elsewhere`` says where someone was taken in who
    did not come here; ``substitute_for`` is a name.
    """

    key: str
    participant_id: str | None
    number: int | None
    name: str
    nik: str
    village: str
    occupation: str
    state: State = State.NONE
    arrived: str = ""  # HH:MM
    walk_in: bool = False
    substitute_for: str = ""
    way: str = ""
    note: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is expected at a session, or on a day without sessions, and who came.

    ``key`` is the session's key or the day in ISO form. A session that was deleted stays as long
    as something is recorded of it (``is_gone``).
    """

    key: str
    day: date
    session_id: str | None = None
    starts: str = ""
    ends: str = ""
    test_centre: str = ""
    room: str = ""
    scheme: str = ""
    assessor: str = ""
    is_gone: bool = False
    entries: tuple[Entry, ...] = ()

    @property
    def words(self) -> str:
        """Return when and where it is."""
        return rules.words_of(self.day, self.starts, self.room)

    @property
    def totals(self) -> Totals:
        """Return how many there are in each state."""
        return rules.totals(entry.state for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant who is not on a roll: of another session, of none, or on the waiting list."""

    id: str
    number: int
    name: str
    village: str
    is_left_out: bool = False  # in reserve, or not selected

    @property
    def words(self) -> str:
        """Return number, name and village, as it is typed and chosen."""
        told = (f"{self.number:03} {self.name}", self.village, _LEFT_OUT * self.is_left_out)
        return " · ".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class Place:
    """Where attendance is taken: a session, or (``session_id`` None) a day without one."""

    day: date
    session_id: str | None = None
    starts: str = ""
    ends: str = ""


def load(store: Store, activity: Activity, days: Collection[date] = ()) -> list[Roll]:
    """Return the rolls in the order of days and times.

    An activity without sessions has a roll for today and for each of ``days``.
    """
    with store.read() as connection:
        return load_in(connection, activity, store.today(), days)


def load_in(
    connection: Connection, activity: Activity, today: date, days: Collection[date] = ()
) -> list[Roll]:
    """Do what `load` does, within a transaction."""
    marks = _marks(connection, activity.id)
    sessions = _sessions(connection, activity.id)
    people = _people(connection, activity.id)
    seats = _seats(connection, activity.id)
    known = assessors.every(connection) if sessions else {}
    of_session: dict[str, list[Row[Any]]] = defaultdict(list)
    of_day: dict[date, list[Row[Any]]] = defaultdict(list)
    for row in marks:
        if row.session_id:
            of_session[row.session_id].append(row)
        else:
            of_day[row.date].append(row)
    heads = [_head(row, known) for row in sessions]
    wanted = {*days, *of_day}
    if all(head.is_gone for head in heads):
        wanted.add(today)
    places = {head.key: head.words for head in heads} | {
        day.isoformat(): rules.words_of(day) for day in wanted
    }
    guests = _guests(marks, places)
    active = [key for key, row in people.items() if _is_active(row)]
    rolls = [
        _filled(head, seats.get(head.key, ()), of_session.get(head.key, ()), people, guests)
        for head in heads
    ]
    rolls += [
        _filled(Roll(day.isoformat(), day), active, of_day.get(day, ()), people, guests)
        for day in wanted
    ]
    return sorted(rolls, key=lambda one: (one.day, one.starts, one.room, one.key))


def roll(store: Store, activity: Activity, key: str) -> Roll | None:
    """Return one roll by its key; None where there is none (any more)."""
    with store.read() as connection:
        return roll_in(connection, activity, key, store.today())


def roll_in(connection: Connection, activity: Activity, key: str, today: date) -> Roll | None:
    """Return one roll by its key, within a transaction."""
    days = [day] if (day := day_of(key)) else []
    rolls = load_in(connection, activity, today, days)
    return next((one for one in rolls if one.key == key), None)


def day_of(key: str) -> date | None:
    """Return the day that a roll's key names; None where it names a session."""
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def place_of(connection: Connection, key: str) -> Place:
    """Return where the roll with this key is taken."""
    day = day_of(key)
    if day is not None:
        return Place(day)
    row = connection.execute(select(_session).where(_session.c.id == key)).one()
    return Place(row.date, row.id, row.starts, row.ends)


def recorded_at(place: Place) -> ColumnElement[bool]:
    """Return the condition on `tables.attendance` for what is recorded at a place."""
    if place.session_id:
        return _mark.c.session_id == place.session_id
    return and_(_mark.c.session_id.is_(None), _mark.c.date == place.day)


def candidates(store: Store, activity: Activity, roll: Roll) -> list[Candidate]:
    """Return the participants who are not on a roll, and may come there unannounced.

    Those in reserve or not selected stand last.
    """
    here = {entry.participant_id for entry in roll.entries}
    with store.read() as connection:
        people = _people(connection, activity.id)
    found = [
        Candidate(row.id, row.number, row.name or "", row.village or "", not _is_active(row))
        for row in people.values()
        if row.stays and row.id not in here
    ]
    return sorted(found, key=lambda one: one.is_left_out)


def participant_states(connection: Connection, activity_id: str) -> dict[str, State]:
    """Return the best state of each participant over all sessions and days.

    Who came anywhere has come; of whom nothing is recorded is left out.
    """
    found: dict[str, State] = {}
    for participant_id, presence in connection.execute(
        select(_mark.c.participant_id, _mark.c.presence).where(
            _mark.c.activity_id == activity_id,
            _mark.c.participant_id.is_not(None),
            _mark.c.deleted_at.is_(None),
        )
    ):
        state, former = State(presence), found.get(participant_id)
        found[participant_id] = state if former is None else rules.best((state, former))
    return found


def waiting_ids(
    connection: Connection, activity_id: str, came: Mapping[str, State] | None = None
) -> tuple[str, ...]:
    """Return who is scheduled (without a schedule: who takes part) and has no state yet.

    ``came`` are the states, where whoever asks has them already.
    """
    recorded = participant_states(connection, activity_id) if came is None else came
    seats = _seats(connection, activity_id)
    has_sessions = any(row.deleted_at is None for row in _sessions(connection, activity_id))
    seated = {key for keys in seats.values() for key in keys}
    return tuple(
        key
        for key, row in _people(connection, activity_id).items()
        if _is_active(row) and key not in recorded and (key in seated or not has_sessions)
    )


def _guests(marks: Iterable[Row[Any]], places: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return who came where they were not expected: the roll's key and its words."""
    found = {}
    for row in marks:
        if row.participant_id and row.walk_in and rules.attended(State(row.presence)):
            key = row.session_id or row.date.isoformat()
            found[row.participant_id] = (key, places.get(key, ""))
    return found


def _filled(
    head: Roll,
    expected: Sequence[str],
    marks: Sequence[Row[Any]],
    people: Mapping[str, Row[Any]],
    guests: Mapping[str, tuple[str, str]],
) -> Roll:
    recorded = {row.participant_id: row for row in marks if row.participant_id}
    keys = [key for key in expected if key in people and _is_active(people[key])]
    expected_here = set(keys)
    keys += [key for key in recorded if key not in expected_here and key in people]
    keys.sort(key=lambda key: people[key].number)
    entries = [_entry(people[key], recorded.get(key), head.key, people, guests) for key in keys]
    entries += [
        Entry(
            key=row.id, participant_id=None, number=None, name=row.visitor or "",
            nik=row.nik or "", village="", occupation="", **_told(row, people),
        )
        for row in marks
        if not row.participant_id
    ]  # fmt: skip
    return Roll(
        head.key, head.day, head.session_id, head.starts, head.ends, head.test_centre, head.room,
        head.scheme, head.assessor, head.is_gone, tuple(entries),
    )  # fmt: skip


def _entry(
    person: Row[Any],
    mark: Row[Any] | None,
    here: str,
    people: Mapping[str, Row[Any]],
    guests: Mapping[str, tuple[str, str]],
) -> Entry:
    there, words = guests.get(person.id, ("", ""))
    return Entry(
        key=person.id,
        participant_id=person.id,
        number=person.number,
        name=person.name or "",
        nik=person.nik or "",
        village=person.village or "",
        occupation=person.occupation or "",
        elsewhere=words if mark is None and there != here else "",
        **(_told(mark, people) if mark is not None else {}),
    )


def _told(row: Row[Any], people: Mapping[str, Row[Any]]) -> dict[str, Any]:
    absent = people.get(row.substitute_for_id) if row.substitute_for_id else None
    return {
        "state": State(row.presence),
        "arrived": row.arrived or "",
        "walk_in": bool(row.walk_in),
        "substitute_for": (absent.name or "") if absent is not None else "",
        "way": row.recorded_way or "",
        "note": row.note or "",
    }


def _is_active(person: Row[Any]) -> bool:
    return bool(person.takes_part)


def _head(row: Row[Any], known: Mapping[str, tuple[Any, bool]]) -> Roll:
    return Roll(
        key=row.id,
        day=row.date,
        session_id=row.id,
        starts=row.starts,
        ends=row.ends,
        test_centre=row.test_centre or "",
        room=row.room or "",
        scheme=row.scheme or "",
        assessor=known[row.assessor_id][0].name if row.assessor_id else "",
        is_gone=row.deleted_at is not None,
    )


def _sessions(connection: Connection, activity_id: str) -> Sequence[Row[Any]]:
    """Return the sessions, with those deleted ones of which something is recorded."""
    centre = tables.organization
    recorded = select(_mark.c.session_id).where(
        _mark.c.activity_id == activity_id, _mark.c.deleted_at.is_(None)
    )
    return connection.execute(
        select(_session, centre.c.name.label("test_centre"))
        .outerjoin(centre, centre.c.id == _session.c.test_centre_id)
        .where(
            _session.c.activity_id == activity_id,
            or_(_session.c.deleted_at.is_(None), _session.c.id.in_(recorded)),
        )
    ).all()


def _seats(connection: Connection, activity_id: str) -> dict[str, list[str]]:
    """Return who is seated in each session."""
    found: dict[str, list[str]] = defaultdict(list)
    for session_id, participant_id in connection.execute(
        select(_seat.c.session_id, _seat.c.participant_id)
        .join(_session, _session.c.id == _seat.c.session_id)
        .where(
            _session.c.activity_id == activity_id,
            _session.c.deleted_at.is_(None),
            _seat.c.deleted_at.is_(None),
        )
    ):
        found[session_id].append(participant_id)
    return found


def _people(connection: Connection, activity_id: str) -> dict[str, Row[Any]]:
    """Return all participants by number, those who do not take part (any more) among them."""
    everyone: Select[Any] = (
        select(
            _participant.c.id,
            _participant.c.number,
            _participant.c.occupation,
            and_(*taking_part.present()).label("takes_part"),
            taking_part.staying().label("stays"),
            _person.c.name,
            _person.c.nik,
            _person.c.village,
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(_participant.c.activity_id == activity_id)
        .order_by(_participant.c.number)
    )
    return {row.id: row for row in connection.execute(everyone)}


def _marks(connection: Connection, activity_id: str) -> Sequence[Row[Any]]:
    """Return what is recorded of participants and visitors."""
    return connection.execute(
        select(_mark)
        .where(
            and_(
                _mark.c.activity_id == activity_id,
                _mark.c.team_member_id.is_(None),
                _mark.c.deleted_at.is_(None),
            )
        )
        .order_by(_mark.c.id)
    ).all()
