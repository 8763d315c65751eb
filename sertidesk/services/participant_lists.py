"""Lists of participants: filtered, sorted and paged in SQL; whole records for files and rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)

from sertidesk.db import tables
from sertidesk.db.slices import slices
from sertidesk.domain import clarification, phones
from sertidesk.domain.fields import BY_KEY, Holder, Kind, keys_of
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

DOCUMENT_WORDS = {1: "Lengkap", 0: "Belum"}
"""What a list says of a participant's papers."""

_WORDS: dict[str, Mapping[Any, str]] = {
    "clarification": clarification.LABELS,
    "documents_complete": DOCUMENT_WORDS,
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


def records(
    store: Store, query: ParticipantQuery, offset: int = 0, limit: int | None = None
) -> list[dict[str, Any]]:
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
    statement = _ordered(query, _filtered(query, chosen)).offset(offset).limit(limit)
    with store.read() as connection:
        rows = connection.execute(statement)
        return [dict(zip(("id", "person_id", *names), row, strict=True)) for row in rows]


def records_of(store: Store, activity_id: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return the records of these participants, in the order of ``keys``."""
    found: dict[str, dict[str, Any]] = {}
    for some in slices(keys):
        query = ParticipantQuery(activity_id, ids=some)
        found |= {row["id"]: row for row in records(store, query)}
    return [found[key] for key in keys if key in found]


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
        # Written into the statement: a step may name more persons than it takes variables.
        named: BindParameter[str] = bindparam(
            "named", list(query.ids), expanding=True, literal_execute=True
        )
        statement = statement.where(_participant.c.id.in_(named))
    return statement


def contains(column: ColumnElement[Any], name: str, wanted: str) -> ColumnElement[bool]:
    """Tell how a typed filter meets a column: text anywhere, "-" for what is empty.

    A date is found by any end of it ("1990", "5-1990"), a state by its word on the screen.
    """
    wanted = wanted.strip()
    if name in _WORDS:
        return column.in_(_meaning(_WORDS[name], wanted))
    if wanted == "-":
        return or_(column.is_(None), cast(column, String) == "")
    if name == "name":
        return or_(
            _person.c.name_key.contains(wanted.lower(), autoescape=True),
            column.icontains(wanted, autoescape=True),
        )
    if name == "phone":
        digits = "".join(letter for letter in wanted if letter.isdigit())
        return column.contains(digits.removeprefix("0").removeprefix("62"), autoescape=True)
    if name == "nik":
        return column.contains(re.sub(r"[\s.\-]", "", wanted), autoescape=True)
    kind = BY_KEY[name].kind if name in BY_KEY else Kind.NUMBER
    if kind is Kind.DATE:
        return cast(column, String).contains(iso_part(wanted), autoescape=True)
    if kind in (Kind.NUMBER, Kind.YEAR):
        return cast(column, String) == wanted
    return column.icontains(wanted, autoescape=True)


def _meaning(words: Mapping[Any, str], wanted: str) -> list[Any]:
    """Return the values whose word begins with what is typed, else those that hold it."""
    key = wanted.casefold()
    begins = [value for value, word in words.items() if word.casefold().startswith(key)]
    return begins or [value for value, word in words.items() if key in word.casefold()]


def iso_part(wanted: str) -> str:
    """Return the part of an ISO date that a typed one means: "5-1990" is "1990-05"."""
    parts = [part.zfill(2) for part in re.findall(r"\d+", wanted)]
    return "-".join(parts if parts and len(parts[0]) == 4 else reversed(parts)) or wanted


def _ordered(query: ParticipantQuery, statement: Select[Any]) -> Select[Any]:
    column = _person.c.name_key if query.sort == "name" else COLUMNS[query.sort]
    direction = column.desc() if query.descending else column.asc()
    return statement.order_by(direction, _participant.c.number)


def without(query: ParticipantQuery, *filters: str) -> ParticipantQuery:
    """Return the query without some of its filters."""
    kept = {key: text for key, text in query.filters.items() if key not in filters}
    return replace(query, filters=kept)
