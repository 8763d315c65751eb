"""Activities: one run of an SOP, with its own frozen copy of it, and the record of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import procedure as rules
from sertidesk.domain.errors import UserError
from sertidesk.intake import procedure as procedure_files
from sertidesk.services.store import Store

_activity, _participant = tables.activity, tables.participant


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """What is typed to begin an activity; dates are the office's, quotas are persons."""

    sop_code: str
    name: str
    year: int
    funding_source: str = ""
    lsp: str = ""
    test_centre: str = ""
    planned_start: date | None = None
    planned_participants: int | None = None
    target_occupations: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as it is shown; ``procedure`` is the copy of the SOP it began with."""

    id: str
    code: str
    name: str
    sop_code: str
    procedure: rules.Procedure
    year: int
    funding_source: str
    lsp: str
    test_centre: str
    planned_start: date | None
    planned_participants: int | None
    target_occupations: tuple[Mapping[str, object], ...]
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One line of the list of activities."""

    id: str
    code: str
    name: str
    sop_code: str
    year: int
    planned_start: date | None
    participants: int
    closed_on: date | None


def create(store: Store, draft: ActivityDraft) -> Changes:
    """Begin an activity with a frozen copy of the SOP; ``Changes.subject`` is its code."""
    name = draft.name.strip()
    if not name:
        raise UserError("activity_without_name", "Nama kegiatan masih kosong. Isi namanya.")
    procedure = procedure_files.load_code(draft.sop_code)
    with store.write(f"Kegiatan “{name}” dibuat") as tx:
        taken = tx.connection.execute(
            select(_activity.c.code).where(_activity.c.year == draft.year)
        ).scalars()
        numbers = [int(code.rpartition("-")[2]) for code in taken]
        code = f"{draft.year}-{max(numbers, default=0) + 1:03}"
        tx.insert(
            _activity,
            {
                "code": code,
                "name": name,
                "sop_code": draft.sop_code,
                "procedure": rules.to_dict(procedure),
                "year": draft.year,
                "funding_source": draft.funding_source.strip(),
                "lsp": draft.lsp.strip(),
                "test_centre": draft.test_centre.strip(),
                "planned_start": draft.planned_start,
                "planned_participants": draft.planned_participants,
                "target_occupations": [dict(target) for target in draft.target_occupations],
            },
        )
        tx.subject = code
    return tx.changes


def change(store: Store, activity_id: str, values: Mapping[str, object]) -> Changes:
    """Change the head of an activity (not its SOP)."""
    with store.write("Data kegiatan diubah") as tx:
        tx.update(_activity, activity_id, values)
    return tx.changes


def remove(store: Store, activity_id: str) -> Changes:
    """Mark an activity deleted; an undo restores it with everything in it."""
    with store.write("Kegiatan dihapus") as tx:
        tx.delete(_activity, activity_id)
    return tx.changes


def by_code(store: Store, code: str) -> Activity:
    """Return the activity with this code; a `UserError` names the codes there are."""
    found = _one(store, select(_activity).where(_activity.c.code == code))
    if found is None:
        known = ", ".join(line.code for line in listing(store)) or "belum ada kegiatan"
        raise UserError(
            "activity_unknown",
            "Kegiatan “{code}” tidak ditemukan. Kode yang ada: {known}.",
            code=code,
            known=known,
        )
    return found


def by_id(store: Store, activity_id: str) -> Activity:
    """Return the activity with this key."""
    found = _one(store, select(_activity).where(_activity.c.id == activity_id))
    if found is None:
        raise UserError("activity_gone", "Kegiatan itu sudah dihapus. Kembali ke daftar kegiatan.")
    return found


def listing(store: Store) -> list[ActivityLine]:
    """Return all activities, the newest first, with the number of their participants."""
    counted = (
        select(_participant.c.activity_id, func.count().label("participants"))
        .where(_participant.c.deleted_at.is_(None))
        .group_by(_participant.c.activity_id)
        .subquery()
    )
    statement = (
        select(_activity, func.coalesce(counted.c.participants, 0).label("participants"))
        .outerjoin(counted, counted.c.activity_id == _activity.c.id)
        .where(_activity.c.deleted_at.is_(None))
        .order_by(_activity.c.year.desc(), _activity.c.id.desc())
    )
    with store.read() as connection:
        return [
            ActivityLine(
                row.id,
                row.code,
                row.name,
                row.sop_code,
                row.year,
                row.planned_start,
                row.participants,
                row.closed_on,
            )
            for row in connection.execute(statement)
        ]


def _one(store: Store, statement: Select[Any]) -> Activity | None:
    with store.read() as connection:
        row = connection.execute(statement.where(_activity.c.deleted_at.is_(None))).one_or_none()
    return None if row is None else _shaped(row)


def _shaped(row: Row[Any]) -> Activity:
    return Activity(
        id=row.id,
        code=row.code,
        name=row.name,
        sop_code=row.sop_code,
        procedure=rules.from_dict(row.procedure),
        year=row.year,
        funding_source=row.funding_source or "",
        lsp=row.lsp or "",
        test_centre=row.test_centre or "",
        planned_start=row.planned_start,
        planned_participants=row.planned_participants,
        target_occupations=tuple(row.target_occupations or ()),
        closed_on=row.closed_on,
    )
