"""The history as lists: every use case carried out, found by words or by person, and its details.

Taking one back belongs to `services/history.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from sertidesk.db import search, tables
from sertidesk.domain import names
from sertidesk.services import history_words as words
from sertidesk.services.history_words import TABLES as TABLES
from sertidesk.services.store import Store

_sets, _change = tables.change_set, tables.change
_DETAILS = 200  # fields shown of one change set: an import has tens of thousands
_PERSONS = 50  # whose changes a search brings


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One use case in the list; ``state``: done, undone, undo (of another), event (no undo)."""

    id: str
    at: datetime
    actor: str
    label: str
    state: str
    changes: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One field that a use case changed, in words; for an added row ``field`` is empty."""

    thing: str
    owner: str
    field: str
    before: str
    after: str


def count(store: Store, text: str = "") -> int:
    """Return how many use cases the search finds."""
    with store.read() as connection:
        return int(
            connection.execute(
                select(func.count()).select_from(_sets).where(*_found(connection, text))
            ).scalar_one()
        )


def lines(store: Store, text: str = "", offset: int = 0, limit: int = 200) -> list[HistoryLine]:
    """Return use cases, the newest first; ``text``: of the label, the actor, a name or a NIK."""
    with store.read() as connection:
        rows = connection.execute(
            select(_sets)
            .where(*_found(connection, text))
            .order_by(_sets.c.id.desc())
            .offset(offset)
            .limit(limit)
        ).all()
        counted: dict[str, int] = {
            row.change_set_id: row.changes
            for row in connection.execute(
                select(_change.c.change_set_id, func.count().label("changes"))
                .where(_change.c.change_set_id.in_([row.id for row in rows]))
                .group_by(_change.c.change_set_id)
            )
        }
    return [
        HistoryLine(
            row.id,
            datetime.fromisoformat(row.at),
            row.actor,
            row.label,
            _state(row.id, row.undoes, row.undone_by),
            counted.get(row.id, 0),
        )
        for row in rows
    ]


def details(store: Store, change_set: str) -> list[Detail]:
    """Return what a use case changed, at most the first two hundred fields."""
    with store.read() as connection:
        rows = connection.execute(
            select(_change)
            .where(
                _change.c.change_set_id == change_set,
                or_(_change.c.field.is_(None), _change.c.field.not_in(words.UNTOLD)),
            )
            .order_by(_change.c.position)
            .limit(_DETAILS)
        ).all()
        owners = _owners(connection, rows)
    return [
        Detail(
            TABLES.get(row.table_name, row.table_name),
            words.SETTINGS.get(owners.get(row.row_id, ""), owners.get(row.row_id, "")),
            words.field(row.field),
            words.value(row.field, row.before),
            words.value(row.field, row.after),
        )
        for row in rows
    ]


def _state(change_set: str, undoes: str | None, undone_by: str | None) -> str:
    if undoes == change_set:
        return "event"
    if undone_by:
        return "undone"
    return "undo" if undoes else "done"


def _found(connection: Connection, text: str) -> list[ColumnElement[bool]]:
    """Return the conditions that every word of a search asks for."""
    conditions: list[ColumnElement[bool]] = []
    for word in text.split():
        either: list[ColumnElement[bool]] = [
            _sets.c.label.icontains(word, autoescape=True),
            _sets.c.actor.icontains(word, autoescape=True),
        ]
        persons = search.find_persons(connection, names.fold(word).split(), _PERSONS)
        if persons:
            rows = [*persons, *_belongings(connection, persons)]
            either.append(
                _sets.c.id.in_(
                    select(_change.c.change_set_id).where(_change.c.row_id.in_(rows[:900]))
                )
            )
        conditions.append(or_(*either))
    return conditions


def _belongings(connection: Connection, persons: list[str]) -> list[str]:
    """Return the keys of the participants, checks and files of these persons."""
    participant, check, attachment = tables.participant, tables.document_check, tables.attachment
    mine = select(participant.c.id).where(participant.c.person_id.in_(persons))
    found: list[str] = []
    for statement in (
        mine,
        select(check.c.id).where(check.c.participant_id.in_(mine)),
        select(attachment.c.id).where(attachment.c.person_id.in_(persons)),
    ):
        found += connection.execute(statement.limit(400)).scalars()
    return found


def _owners(connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, str]:
    """Return for the changed rows whose they are: a person's name, or the row's own."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row.table_name, []).append(row.row_id)
    owners: dict[str, str] = {}
    statement: Select[Any]
    for name, ids in keys.items():
        table = tables.metadata.tables[name]
        columns = table.c
        wanted = columns.id.in_(list(dict.fromkeys(ids)))
        if "person_id" in columns:
            statement = select(columns.id, tables.person.c.name).join(
                tables.person, tables.person.c.id == columns.person_id
            )
        elif "certificate_id" in columns:
            statement = (
                select(columns.id, tables.person.c.name)
                .join(tables.certificate, tables.certificate.c.id == columns.certificate_id)
                .join(tables.person, tables.person.c.id == tables.certificate.c.person_id)
            )
        elif name == "attendance":
            statement = _attendants()
        elif "participant_id" in columns and name != "interest":
            statement = (
                select(columns.id, tables.person.c.name)
                .join(tables.participant, tables.participant.c.id == columns.participant_id)
                .join(tables.person, tables.person.c.id == tables.participant.c.person_id)
            )
        else:
            own = next((key for key in ("name", "key", "file_name") if key in columns), None)
            if own is None:
                continue
            statement = select(columns.id, columns[own])
        owners |= {row[0]: row[1] or "" for row in connection.execute(statement.where(wanted))}
    return owners


def _attendants() -> Select[Any]:
    """Return whose each attendance is: a participant, one of the team, or a visitor."""
    mark, team = tables.attendance, tables.team_member
    return (
        select(mark.c.id, func.coalesce(tables.person.c.name, team.c.name, mark.c.visitor))
        .outerjoin(tables.participant, tables.participant.c.id == mark.c.participant_id)
        .outerjoin(tables.person, tables.person.c.id == tables.participant.c.person_id)
        .outerjoin(team, team.c.id == mark.c.team_member_id)
    )
