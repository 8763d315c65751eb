"""All persons of the office, each once: the list by pages, one person with everything known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, func, select

from sertidesk.db import tables
from sertidesk.db.slices import slices
from sertidesk.domain import documents
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import from_dict
from sertidesk.services import dossiers, history
from sertidesk.services.history import FieldChange
from sertidesk.services.store import Store

_person, _participant, _activity = tables.person, tables.participant, tables.activity
_education = tables.education

# What the list may be ordered by: columns with an index, so that a million rows stay quick.
SORTS: dict[str, ColumnElement[Any]] = {
    "name": _person.c.name_key,
    "nik": _person.c.nik,
    "birth_date": _person.c.birth_date,
    "village": _person.c.village,
}
_UNINDEXED: dict[str, ColumnElement[Any]] = {
    "district": _person.c.district,
    "phone": _person.c.phone,
}
_FEW = 100_000  # persons that may be put in order without an index


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list; ``activities`` counts those the person takes or took part in."""

    id: str
    name: str
    nik: str
    birth_place: str
    birth_date: date | None
    sex: str
    village: str
    district: str
    phone: str
    activities: int


@dataclass(frozen=True, slots=True)
class Participation:
    """One activity that a person is or was in, with the state there."""

    participant_id: str
    activity_code: str
    activity_name: str
    year: int
    occupation: str
    level: int | None
    clarification: str
    documents_complete: bool | None  # None: the SOP asks for no papers
    withdrawn_reason: str
    titles: Mapping[str, str] = field(default_factory=dict)  # of the SOP's papers, by key
    screens: frozenset[str] = frozenset()  # the work screens of its SOP


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Everything known of one person."""

    id: str
    values: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    activities: tuple[Participation, ...]
    attachments: int


def count(store: Store) -> int:
    """Return how many persons there are."""
    with store.read() as connection:
        return int(
            connection.execute(
                select(func.count()).select_from(_person).where(_person.c.deleted_at.is_(None))
            ).scalar_one()
        )


def page(
    store: Store, sort: str = "name", descending: bool = False, offset: int = 0, limit: int = 200
) -> list[PersonLine]:
    """Return a page of all persons; the keys are paged over in an index before rows are read.

    An order without an index is given to a list that is not very long; else it is the names'.
    """
    sorts = SORTS | _UNINDEXED if sort in _UNINDEXED and count(store) <= _FEW else SORTS
    column = sorts.get(sort, _person.c.name_key)
    order = (column.desc(), _person.c.id.desc()) if descending else (column, _person.c.id)
    keys = select(_person.c.id).where(_person.c.deleted_at.is_(None)).order_by(*order)
    with store.read() as connection:
        found = list(connection.execute(keys.offset(offset).limit(limit)).scalars())
    return lines(store, found)


def lines(store: Store, ids: Sequence[str]) -> list[PersonLine]:
    """Return the lines of these persons, in the order of ``ids``."""
    found: dict[str, PersonLine] = {}
    for some in slices(ids):
        found |= {line.id: line for line in _lines(store, some)}
    return [found[key] for key in ids if key in found]


def ordered(
    found: Sequence[PersonLine], sort: str, descending: bool = False
) -> Sequence[PersonLine]:
    """Return lines that a search found in another order than their names'."""
    if sort in ("", "name"):
        return found[::-1] if descending else found

    known = [line for line in found if getattr(line, sort) not in (None, "")]
    unknown = [line for line in found if getattr(line, sort) in (None, "")]
    known.sort(key=attrgetter(sort), reverse=descending)
    return [*known, *unknown]  # what is not known comes last


def details(store: Store, person_id: str) -> PersonDetails:
    """Return one person whole; a `UserError` when merged away or gone."""
    with store.read() as connection:
        one = connection.execute(
            select(_person).where(_person.c.id == person_id, _person.c.deleted_at.is_(None))
        ).one_or_none()
        if one is None:
            raise UserError(
                "person_gone", "Orang itu sudah tidak ada dalam daftar. Cari lagi namanya."
            )
        diploma = connection.execute(
            select(_education).where(
                _education.c.person_id == person_id,
                _education.c.position == 0,
                _education.c.deleted_at.is_(None),
            )
        ).first()
        taken_part = connection.execute(
            select(
                _participant,
                _activity.c.code,
                _activity.c.name,
                _activity.c.year,
                _activity.c.procedure,
            )
            .join(_activity, _activity.c.id == _participant.c.activity_id)
            .where(
                _participant.c.person_id == person_id,
                _participant.c.deleted_at.is_(None),
                _activity.c.deleted_at.is_(None),
            )
            .order_by(_activity.c.year.desc(), _activity.c.id.desc())
        ).all()
        attachment = tables.attachment
        attachments = connection.execute(
            select(func.count())
            .select_from(attachment)
            .where(attachment.c.person_id == person_id, attachment.c.deleted_at.is_(None))
        ).scalar_one()
    values = (dict(diploma._mapping) if diploma is not None else {}) | dict(one._mapping)
    return PersonDetails(
        person_id,
        values,
        dossiers.rows_of(store, person_id),
        tuple(
            Participation(
                row.id,
                row.code,
                row.name,
                row.year,
                row.occupation or "",
                row.level,
                row.clarification,
                bool(row.documents_complete) if documents.are_asked(procedure) else None,
                row.withdrawn_reason or "",
                {one.key: documents.short_title(one) for one in procedure.requirements},
                frozenset(screen for step in procedure.steps for screen in step.screens),
            )
            for row, procedure in ((row, from_dict(row.procedure)) for row in taken_part)
        ),
        int(attachments),
    )


def changes_of(store: Store, person_id: str) -> list[FieldChange]:
    """Return every change of a person, the newest first: own fields, rows, participations."""
    keys = [person_id]
    with store.read() as connection:
        for table in (_participant, *dossiers.ROWS.values()):
            keys += connection.execute(
                select(table.c.id).where(table.c.person_id == person_id)
            ).scalars()
    return history.of_row(store, *keys)


def _lines(store: Store, ids: Sequence[str]) -> list[PersonLine]:
    counted = (
        select(_participant.c.person_id, func.count().label("activities"))
        .where(_participant.c.person_id.in_(ids), _participant.c.deleted_at.is_(None))
        .group_by(_participant.c.person_id)
    )
    with store.read() as connection:
        activities: dict[str, int] = {
            row.person_id: row.activities for row in connection.execute(counted)
        }
        rows = connection.execute(select(_person).where(_person.c.id.in_(ids))).all()
    return [
        PersonLine(
            row.id,
            row.name or "",
            row.nik or "",
            row.birth_place or "",
            row.birth_date,
            row.sex or "",
            row.village or "",
            row.district or "",
            row.phone or "",
            activities.get(row.id, 0),
        )
        for row in rows
    ]
