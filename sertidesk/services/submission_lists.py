"""Where participants stand on their way to the LSP, what changed since, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sertidesk.db import tables
from sertidesk.domain import submission as rules
from sertidesk.domain.submission import Change, Rules, State
from sertidesk.services import clarification_items, records
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

EVERYONE = Rules()
_submission, _item = tables.submission, tables.submission_item


@dataclass(frozen=True, slots=True)
class Line:
    """One participant: where they stand, what keeps them back, what speaks against sending.

    ``changes`` are what was sent and is another now; ``sent_in`` is the submission's number.
    """

    participant_id: str
    number: int
    nik: str
    name: str
    village: str
    state: State
    obstacles: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    sent_in: int | None = None


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One submission in the list, with the number of participants in it."""

    id: str
    number: int
    kind: str
    layout: str
    recipient: str
    at: str
    file_name: str
    sha256: str
    persons: int


@dataclass(frozen=True, slots=True)
class SentPerson:
    """One participant of a submission with the values as they were sent."""

    participant_id: str
    number: int
    name: str
    nik: str
    sent: Mapping[str, Any]


def lines(store: Store, activity: Activity, chosen: Rules = EVERYONE) -> list[Line]:
    """Return where every participant stands, in the order of the list, then who is gone."""
    with store.read() as connection:
        newest = _newest_items(connection, activity.id)
        excused = set(clarification_items.excused(connection, activity.id))
    wanted = {key for item in newest.values() for key in item.sent}
    people = records.for_files(store, activity, wanted=wanted).participants
    found = []
    for row in people:
        item = newest.pop(row["id"], None)
        is_excused = row["id"] in excused
        held = rules.obstacles(row, chosen, excused=is_excused)
        different = rules.changes(item.sent, row) if item else ()
        state = State.HELD if held else State.READY
        if item is not None:
            state = State.CHANGED if different else State.SENT
        found.append(
            Line(
                participant_id=row["id"],
                number=row["number"],
                nik=row["nik"] or "",
                name=row["name"] or "",
                village=row["village"] or "",
                state=state,
                obstacles=held,
                doubts=() if held else rules.doubts(row, excused=is_excused),
                changes=different,
                sent_in=item.number if item else None,
            )
        )
    return found + [
        Line(
            participant_id=key,
            number=item.place,
            nik=str(item.sent.get("nik") or ""),
            name=item.name,
            village=str(item.sent.get("village") or ""),
            state=State.GONE,
            sent_in=item.number,
        )
        for key, item in newest.items()
    ]


def changed_since(store: Store, activity: Activity) -> list[Line]:
    """Return who was sent and has changed since, who was added later, and who is gone.

    Nothing before the first submission: nobody is late then.
    """
    found = lines(store, activity)
    if not any(line.sent_in for line in found):
        return []
    return [line for line in found if line.state in (State.CHANGED, State.READY, State.GONE)]


def listing(store: Store, activity: Activity) -> list[SubmissionLine]:
    """Return the submissions of an activity, the newest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_submission, func.count(_item.c.id).label("persons"))
            .outerjoin(
                _item, (_item.c.submission_id == _submission.c.id) & _item.c.deleted_at.is_(None)
            )
            .where(_submission.c.activity_id == activity.id, _submission.c.deleted_at.is_(None))
            .group_by(_submission.c.id)
            .order_by(_submission.c.number.desc())
        ).all()
    return [_shaped(row) for row in rows]


def persons(store: Store, submission_id: str) -> list[SentPerson]:
    """Return who was in a submission, in the order of the list, with the values as sent."""
    participant, person = tables.participant, tables.person
    with store.read() as connection:
        rows = connection.execute(
            select(
                _item.c.participant_id,
                _item.c.sent,
                participant.c.number,
                person.c.name,
                person.c.nik,
            )
            .join(participant, participant.c.id == _item.c.participant_id)
            .join(person, person.c.id == participant.c.person_id)
            .where(_item.c.submission_id == submission_id, _item.c.deleted_at.is_(None))
            .order_by(participant.c.number)
        ).all()
    return [
        SentPerson(
            row.participant_id,
            row.number,
            str(row.sent.get("name") or row.sent.get("full_name") or row.name or ""),
            str(row.sent.get("nik") or row.nik or ""),
            row.sent,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class _Item:
    """A participant's newest submission: its number, the values, the name as it was sent."""

    number: int
    place: int
    name: str
    sent: Mapping[str, Any]


def _newest_items(connection: Connection, activity_id: str) -> dict[str, _Item]:
    participant, person = tables.participant, tables.person
    rows = connection.execute(
        select(
            _item.c.participant_id,
            _item.c.sent,
            _submission.c.number,
            participant.c.number.label("place"),
            person.c.name,
        )
        .join(_submission, _submission.c.id == _item.c.submission_id)
        .join(participant, participant.c.id == _item.c.participant_id)
        .join(person, person.c.id == participant.c.person_id)
        .where(
            _submission.c.activity_id == activity_id,
            _submission.c.deleted_at.is_(None),
            _item.c.deleted_at.is_(None),
        )
        .order_by(_submission.c.number, participant.c.number)
    )
    found: dict[str, _Item] = {}
    for row in rows:
        # A second layout may have sent other fields: what the LSP knows is all of them.
        known = found.get(row.participant_id)
        sent = {**known.sent, **row.sent} if known else row.sent
        found[row.participant_id] = _Item(row.number, row.place, row.name or "", sent)
    return found


def _shaped(row: Row[Any]) -> SubmissionLine:
    return SubmissionLine(
        row.id,
        row.number,
        row.kind,
        row.layout,
        row.recipient or "",
        row.at,
        row.file_name,
        row.sha256,
        row.persons,
    )
