"""Reminders to every candidate: who was reached, who must be called again, what to tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import readiness as rules
from sertidesk.domain.formatting import due_date
from sertidesk.domain.readiness import REACHED, REACHES, Reach, Sitting, Way
from sertidesk.domain.schedule import show_time
from sertidesk.services import settings, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_reminder, _session, _seat = tables.reminder, tables.session, tables.session_participant
_participant, _person, _centre = tables.participant, tables.person, tables.organization


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who takes part, when they sit, and what came of the last attempt to reach them."""

    participant_id: str
    place: int
    name: str
    phone: str  # E.164
    village: str
    occupation: str
    sittings: tuple[Sitting, ...]
    reach: Reach
    way: Way | None
    at: datetime | None
    called_by: str
    note: str
    attempts: int

    @property
    def day(self) -> date | None:
        """Return the first day they come."""
        return self.sittings[0].day if self.sittings else None

    @property
    def schedule(self) -> str:
        """Return when and where they come, in one line."""
        return "; ".join(
            ", ".join(
                filter(
                    None,
                    (f"{due_date(one.day)} {show_time(one.starts)}", one.test_centre, one.room),
                )
            )
            for one in self.sittings
        )

    @property
    def is_reached(self) -> bool:
        """Tell whether it is certain that they come or do not."""
        return self.reach in REACHED


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach someone."""

    at: datetime
    called_by: str
    way: Way
    reach: Reach
    note: str


def listing(store: Store, activity: Activity) -> list[Candidate]:
    """Return who takes part, by their first session and number; the unscheduled come last."""
    with store.read() as connection:
        return _candidates(connection, activity.id)


def attempts(store: Store, participant_id: str) -> list[Attempt]:
    """Return every attempt to reach someone, the newest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_reminder)
            .where(_reminder.c.participant_id == participant_id, _reminder.c.deleted_at.is_(None))
            .order_by(_reminder.c.id.desc())
        )
        return [
            Attempt(
                datetime.fromisoformat(row.at), row.called_by or "", Way(row.way),
                Reach(row.reach), row.note or "",
            )
            for row in rows
        ]  # fmt: skip


def record(
    store: Store,
    participant_ids: Sequence[str],
    reach: Reach,
    *,
    way: Way = Way.CALL,
    note: str = "",
) -> Changes:
    """Note an attempt to reach candidates and what came of it."""
    if reach is Reach.NOT_CALLED:
        raise ValueError(reach)
    tidy = " ".join(note.split()) or None
    with store.write(f"{len(participant_ids)} calon: {REACHES[reach].casefold()}") as tx:
        tx.insert_many(
            _reminder,
            [
                {
                    "participant_id": key, "at": store.now(), "called_by": store.actor,
                    "way": str(way), "reach": str(reach), "note": tidy,
                }
                for key in participant_ids
            ],
        )  # fmt: skip
    return tx.changes


def take_back(store: Store, participant_ids: Sequence[str]) -> Changes:
    """Take the last attempt of each away; the one before counts again."""
    with store.write(f"Catatan terakhir {len(participant_ids)} calon dihapus") as tx:
        last = tx.connection.execute(
            select(func.max(_reminder.c.id))
            .where(
                _reminder.c.participant_id.in_(participant_ids), _reminder.c.deleted_at.is_(None)
            )
            .group_by(_reminder.c.participant_id)
        ).scalars()
        for key in list(last):
            tx.delete(_reminder, key)
    return tx.changes


def message(store: Store, activity: Activity, one: Candidate) -> str:
    """Return the text to send or read out to a candidate."""
    chosen = {key: str(value or "") for key, value in settings.get_all(store).items()}
    office = chosen["office_name"] or activity.procedure.office.name
    contact = f"{office} {chosen['office_phone']}".strip()
    return rules.message(one.name, activity.name, one.sittings, contact)


def unreached(connection: Connection, activity_id: str) -> tuple[str, ...]:
    """Return the participants of whom nothing certain is known, for the gate."""
    return tuple(
        one.participant_id for one in _candidates(connection, activity_id) if not one.is_reached
    )


def _candidates(connection: Connection, activity_id: str) -> list[Candidate]:
    sittings = _sittings(connection, activity_id)
    counts, last = _last(connection, activity_id)
    rows = connection.execute(
        select(
            _participant.c.id,
            _participant.c.number,
            _participant.c.occupation,
            _person.c.name,
            _person.c.nik,
            _person.c.phone,
            _person.c.village,
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(*taking_part.taking_part(activity_id))
        .order_by(_participant.c.number)
    )
    found = []
    for row in rows:
        newest = last.get(row.id)
        found.append(
            Candidate(
                participant_id=row.id,
                place=row.number,
                name=row.name or row.nik or "tanpa nama",
                phone=row.phone or "",
                village=row.village or "",
                occupation=row.occupation or "",
                sittings=tuple(sittings.get(row.id, ())),
                reach=Reach(newest.reach) if newest else Reach.NOT_CALLED,
                way=Way(newest.way) if newest else None,
                at=datetime.fromisoformat(newest.at) if newest else None,
                called_by=(newest.called_by or "") if newest else "",
                note=(newest.note or "") if newest else "",
                attempts=counts.get(row.id, 0),
            )
        )
    return sorted(found, key=_when)


def _when(one: Candidate) -> tuple[date, str, int]:
    first = one.sittings[0] if one.sittings else None
    return (first.day if first else date.max, first.starts if first else "", one.place)


def _sittings(connection: Connection, activity_id: str) -> dict[str, list[Sitting]]:
    found: dict[str, list[Sitting]] = {}
    for row in connection.execute(
        select(
            _seat.c.participant_id,
            _session.c.date,
            _session.c.starts,
            _session.c.ends,
            _centre.c.name,
            _session.c.room,
            _centre.c.address,
        )
        .join(_session, _session.c.id == _seat.c.session_id)
        .outerjoin(_centre, _centre.c.id == _session.c.test_centre_id)
        .where(
            _session.c.activity_id == activity_id,
            _session.c.deleted_at.is_(None),
            _seat.c.deleted_at.is_(None),
        )
        .order_by(_session.c.date, _session.c.starts)
    ):
        sitting = Sitting(
            row.date, row.starts, row.ends, row.name or "", row.room or "", row.address or ""
        )
        found.setdefault(row.participant_id, []).append(sitting)
    return found


def _last(connection: Connection, activity_id: str) -> tuple[dict[str, int], dict[str, Any]]:
    """Return how often each was tried, and the newest attempt; keys are ordered by time."""
    counts: dict[str, int] = {}
    last: dict[str, Any] = {}
    for row in connection.execute(
        select(_reminder)
        .join(_participant, _participant.c.id == _reminder.c.participant_id)
        .where(_participant.c.activity_id == activity_id, _reminder.c.deleted_at.is_(None))
        .order_by(_reminder.c.id)
    ):
        counts[row.participant_id] = counts.get(row.participant_id, 0) + 1
        last[row.participant_id] = row
    return counts, last
