"""Activities: one run of an SOP, with its own frozen copy of it; begun, changed, closed, deleted.

What is recorded of its steps belongs to `services/procedure.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, Text, case, func, or_, select, type_coerce

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import procedure as rules
from sertidesk.domain.errors import UserError
from sertidesk.services import organizations, procedure_library, taking_part
from sertidesk.services.store import Store

_activity, _participant, _step = tables.activity, tables.participant, tables.activity_step
YEARS = range(2000, 2101)
_WHOLE = (  # the copy of the SOP as text: many activities share one, which is then read once
    *(column for column in _activity.c if column.name != "procedure"),
    type_coerce(_activity.c.procedure, Text).label("procedure"),
)
MOST_PARTICIPANTS = 100_000


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """What is typed of an activity; dates are the office's, quotas are persons.

    A target names an ``occupation`` and, where known, its ``level`` and a ``quota``.
    """

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
    """One line of the list of activities; ``closed_steps`` are done or skipped."""

    id: str
    code: str
    name: str
    sop_code: str
    office: str
    year: int
    lsp: str
    planned_start: date | None
    participants: int
    closed_steps: int
    all_steps: int
    closed_on: date | None


def create(store: Store, draft: ActivityDraft) -> Changes:
    """Begin an activity with a frozen copy of the SOP; ``Changes.subject`` is its code."""
    head = _head(draft)
    procedure = procedure_library.get(store, draft.sop_code)
    with store.write(f"Kegiatan “{head['name']}” dibuat") as tx:
        # By the codes, not by the years: an activity keeps its code when its year is corrected.
        taken = tx.connection.execute(
            select(_activity.c.code).where(_activity.c.code.startswith(f"{draft.year}-"))
        ).scalars()
        numbers = [int(code.rpartition("-")[2]) for code in taken]
        code = f"{draft.year}-{max(numbers, default=0) + 1:03}"
        copy = {"sop_code": draft.sop_code, "procedure": rules.to_dict(procedure)}
        activity_id = tx.insert(_activity, {"code": code} | copy | head)
        tx.insert_many(
            _step,
            [{"activity_id": activity_id, "number": step.number} for step in procedure.steps],
        )
        _remember(tx, draft)
        tx.subject = code
    return tx.changes


def save(store: Store, activity_id: str, draft: ActivityDraft) -> Changes:
    """Change the head of an activity; its SOP and its code stay what they were."""
    head = _head(draft)
    with store.write(f"Data kegiatan “{head['name']}” diubah") as tx:
        tx.update(_activity, activity_id, head)
        _remember(tx, draft)
    return tx.changes


def close(store: Store, activity_id: str) -> Changes:
    """Close an activity as of today: it leaves Beranda, all that is in it stays."""
    with store.write("Kegiatan ditutup") as tx:
        tx.update(_activity, activity_id, {"closed_on": store.today()})
    return tx.changes


def reopen(store: Store, activity_id: str) -> Changes:
    """Let a closed activity run again."""
    with store.write("Kegiatan dibuka kembali") as tx:
        tx.update(_activity, activity_id, {"closed_on": None})
    return tx.changes


def remove(store: Store, activity_id: str) -> Changes:
    """Mark an activity deleted; an undo restores it with everything in it."""
    with store.write("Kegiatan dihapus") as tx:
        tx.delete(_activity, activity_id)
    return tx.changes


def by_code(store: Store, code: str) -> Activity:
    """Return the activity with this code; a `UserError` names the codes there are."""
    found = _one(store, select(*_WHOLE).where(_activity.c.code == code))
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
    found = _one(store, select(*_WHOLE).where(_activity.c.id == activity_id))
    if found is None:
        raise UserError("activity_gone", "Kegiatan itu sudah dihapus. Kembali ke daftar kegiatan.")
    return found


def open_ones(store: Store) -> list[Activity]:
    """Return the activities that are not closed, the newest first."""
    statement = (
        select(*_WHOLE)
        .where(_activity.c.closed_on.is_(None), _activity.c.deleted_at.is_(None))
        .order_by(_activity.c.year.desc(), _activity.c.id.desc())
    )
    with store.read() as connection:
        return [_shaped(row) for row in connection.execute(statement)]


def listing(store: Store) -> list[ActivityLine]:
    """Return all activities, the newest first, with their participants and steps counted."""
    closed = or_(_step.c.done_on.is_not(None), _step.c.skip_reason.is_not(None))
    people = (
        select(_participant.c.activity_id, func.count().label("participants"))
        .where(*taking_part.present())
        .group_by(_participant.c.activity_id)
        .subquery()
    )
    steps = (
        select(
            _step.c.activity_id,
            func.count().label("all_steps"),
            func.sum(case((closed, 1), else_=0)).label("closed_steps"),
        )
        .where(_step.c.deleted_at.is_(None))
        .group_by(_step.c.activity_id)
        .subquery()
    )
    statement = (
        select(
            _activity.c.id,
            _activity.c.code,
            _activity.c.name,
            _activity.c.sop_code,
            _activity.c.procedure[("office", "government")].as_string(),
            _activity.c.year,
            func.coalesce(_activity.c.lsp, ""),
            _activity.c.planned_start,
            func.coalesce(people.c.participants, 0),
            func.coalesce(steps.c.closed_steps, 0),
            func.coalesce(steps.c.all_steps, 0),
            _activity.c.closed_on,
        )
        .outerjoin(people, people.c.activity_id == _activity.c.id)
        .outerjoin(steps, steps.c.activity_id == _activity.c.id)
        .where(_activity.c.deleted_at.is_(None))
        .order_by(_activity.c.year.desc(), _activity.c.id.desc())
    )
    with store.read() as connection:
        return [ActivityLine(*tuple(row)) for row in connection.execute(statement)]


def _head(draft: ActivityDraft) -> dict[str, object]:
    """Return the fields that may change; a `UserError` names the first that is not right."""
    name = draft.name.strip()
    if not name:
        raise UserError("activity_without_name", "Nama kegiatan masih kosong. Isi namanya.")
    if draft.year not in YEARS:
        raise UserError(
            "year_unlikely",
            "Tahun anggaran {year} tidak wajar. Isi tahun antara {first} dan {last}.",
            year=draft.year,
            first=YEARS[0],
            last=YEARS[-1],
        )
    planned = draft.planned_participants
    if planned is not None and not 0 < planned <= MOST_PARTICIPANTS:
        raise UserError(
            "participants_unlikely",
            "Jumlah peserta harus antara 1 dan 100.000. Perbaiki atau kosongkan.",
        )
    return {
        "name": name,
        "year": draft.year,
        "funding_source": draft.funding_source.strip(),
        "lsp": draft.lsp.strip(),
        "test_centre": draft.test_centre.strip(),
        "planned_start": draft.planned_start,
        "planned_participants": planned,
        "target_occupations": [dict(target) for target in draft.target_occupations],
    }


def _remember(tx: Transaction, draft: ActivityDraft) -> None:
    organizations.remember(tx, organizations.Kind.LSP, draft.lsp.strip())
    organizations.remember(tx, organizations.Kind.TEST_CENTRE, draft.test_centre.strip())


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
        procedure=_procedure(row.procedure),
        year=row.year,
        funding_source=row.funding_source or "",
        lsp=row.lsp or "",
        test_centre=row.test_centre or "",
        planned_start=row.planned_start,
        planned_participants=row.planned_participants,
        target_occupations=tuple(row.target_occupations or ()),
        closed_on=row.closed_on,
    )


@lru_cache(maxsize=64)
def _procedure(text: str) -> rules.Procedure:
    return rules.from_dict(json.loads(text))
