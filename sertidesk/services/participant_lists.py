"""Lists of participants and persons: filtered, sorted and paged in SQL; records for files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from sertidesk.db import tables
from sertidesk.domain import phones
from sertidesk.domain.fields import Holder, keys_of
from sertidesk.services.store import Store

_person, _participant, _education = tables.person, tables.participant, tables.education

# What a list can show, filter and sort by: the key of a field, or of a state beside it.
COLUMNS: dict[str, ColumnElement[Any]] = {
    **{key: _person.c[key] for key in keys_of(Holder.PERSON)},
    **{key: _participant.c[key] for key in keys_of(Holder.PARTICIPANT)},
    **{key: _education.c[key] for key in keys_of(Holder.EDUCATION)},
    "number": _participant.c.number,
    "clarification": _participant.c.clarification,
    "documents_complete": _participant.c.documents_complete,
}


_INTERNAL = frozenset(("id", "person_id", "extra", "area_code", "photo_sha256"))


@dataclass(frozen=True)
class ParticipantQuery:
    """Which participants, in which order. ``filters``: column → text found anywhere in it."""

    activity_id: str
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "number"
    descending: bool = False
    ids: Sequence[str] | None = None  # only these participants


def count(store: Store, query: ParticipantQuery) -> int:
    """Return how many participants the query finds."""
    with store.read() as connection:
        return int(
            connection.execute(
                select(func.count()).select_from(_filtered(query, [_participant.c.id]).subquery())
            ).scalar_one()
        )


def page(
    store: Store, query: ParticipantQuery, columns: Sequence[str], offset: int, limit: int
) -> list[tuple[Any, ...]]:
    """Return rows as tuples: the participant's key, the person's key, then ``columns``."""
    chosen = [_participant.c.id, _participant.c.person_id, *(COLUMNS[name] for name in columns)]
    statement = _ordered(query, _filtered(query, chosen)).offset(offset).limit(limit)
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(statement)]


def ids(store: Store, query: ParticipantQuery) -> list[str]:
    """Return the keys of all participants found, in the query's order."""
    with store.read() as connection:
        return list(
            connection.execute(_ordered(query, _filtered(query, [_participant.c.id]))).scalars()
        )


def records(store: Store, query: ParticipantQuery) -> list[dict[str, Any]]:
    """Return whole participants as mappings of field keys, with ``id``, ``person_id``, ``number``.

    This is the shape that files are written from; the last diploma stands for the education.
    """
    names = [*COLUMNS, "extra", "withdrawn_reason", "area_code", "photo_sha256"]
    chosen = [
        _participant.c.id,
        _participant.c.person_id,
        *COLUMNS.values(),
        _participant.c.extra,
        _participant.c.withdrawn_reason,
        _person.c.area_code,
        _person.c.photo_sha256,
    ]
    with store.read() as connection:
        rows = connection.execute(_ordered(query, _filtered(query, chosen)))
        return [dict(zip(("id", "person_id", *names), row, strict=True)) for row in rows]


def for_command_line(store: Store, activity_id: str) -> list[dict[str, Any]]:
    """Return participants as `participants --json` prints them: dates ISO, phones from 08."""
    rows = []
    for record in records(store, ParticipantQuery(activity_id)):
        row = {key: value for key, value in record.items() if key not in _INTERNAL}
        row["birth_date"] = row["birth_date"].isoformat() if row["birth_date"] else None
        row["phone"] = phones.local(row["phone"]) if row["phone"] else None
        rows.append(row)
    return rows


def _last_diploma() -> ColumnElement[bool]:
    return and_(
        _education.c.person_id == _person.c.id,
        _education.c.position == 0,
        _education.c.deleted_at.is_(None),
    )


def _filtered(query: ParticipantQuery, chosen: Sequence[ColumnElement[Any]]) -> Select[Any]:
    statement = (
        select(*chosen)
        .select_from(_participant)
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(_education, _last_diploma())
        .where(_participant.c.activity_id == query.activity_id, _participant.c.deleted_at.is_(None))
    )
    for name, wanted in query.filters.items():
        statement = statement.where(contains(COLUMNS[name], name, wanted))
    if query.ids is not None:
        statement = statement.where(_participant.c.id.in_(query.ids))
    return statement


def contains(column: ColumnElement[Any], name: str, wanted: str) -> ColumnElement[bool]:
    """Tell how a typed filter meets a column: text anywhere, "-" for what is empty."""
    wanted = wanted.strip()
    if wanted == "-":
        return or_(column.is_(None), column == "")
    if name == "name":
        return or_(
            _person.c.name_key.contains(wanted.lower(), autoescape=True),
            column.icontains(wanted, autoescape=True),
        )
    if name == "phone":
        digits = "".join(letter for letter in wanted if letter.isdigit())
        return column.contains(digits.removeprefix("0").removeprefix("62"), autoescape=True)
    return column.icontains(wanted, autoescape=True)


def _ordered(query: ParticipantQuery, statement: Select[Any]) -> Select[Any]:
    column = _person.c.name_key if query.sort == "name" else COLUMNS[query.sort]
    direction = column.desc() if query.descending else column.asc()
    return statement.order_by(direction, _participant.c.number)
