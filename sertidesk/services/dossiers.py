"""A participant whole, as the form shows and saves it: fields, rows of work and schooling, reasons.

What a form saves is one transaction; nothing of it is written when any part is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.exc import IntegrityError

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain.errors import UserError
from sertidesk.services import participants
from sertidesk.services.participant_lists import records_of
from sertidesk.services.store import Store

Row = Mapping[str, Any]

ROWS: dict[str, Table] = {
    "educations": tables.education,  # but for the last diploma, whose fields are the participant's
    "experiences": tables.experience,
    "trainings": tables.training,
    "certificates": tables.certificate,
}
"""The kinds of rows a person has several of."""


@dataclass(frozen=True)
class Draft:
    """What a form holds: field values, rows by kind (``id`` where the row is kept), reasons."""

    values: Row
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)  # code of a finding → why it is taken
    adopted: str | None = None  # the known person whose rows the form took over


@dataclass(frozen=True)
class Dossier:
    """A participant as it is stored."""

    participant_id: str
    person_id: str
    number: int
    values: Row
    rows: Mapping[str, Sequence[Row]]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A person met before, by NIK; ``here`` is the participant's key in this activity, if so."""

    person_id: str
    name: str
    birth_place: str
    birth_date: date | None
    village: str
    activities: tuple[str, ...]  # names, the newest first
    here: str | None
    values: Row
    rows: Mapping[str, Sequence[Row]]


def open_one(store: Store, participant_id: str) -> Dossier:
    """Return a participant whole; a `UserError` when it was taken out meanwhile."""
    participant = tables.participant
    with store.read() as connection:
        found = connection.execute(
            select(participant.c.activity_id, participant.c.person_id).where(
                participant.c.id == participant_id, participant.c.deleted_at.is_(None)
            )
        ).one_or_none()
    if found is None:
        raise UserError(
            "participant_gone",
            "Peserta itu sudah dikeluarkan dari kegiatan. Kembali ke daftar peserta.",
        )
    (record,) = records_of(store, found.activity_id, [participant_id])
    return Dossier(
        participant_id,
        found.person_id,
        record["number"],
        record,
        rows_of(store, found.person_id),
        reasons_of(store, participant_id),
    )


def rows_of(store: Store, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return a person's rows by kind."""
    found = {}
    with store.read() as connection:
        for kind, table in ROWS.items():
            rows = connection.execute(
                select(table).where(_theirs(kind, table, person_id)).order_by(*_order(table))
            )
            found[kind] = [dict(row._mapping) for row in rows]
    return found


def reasons_of(store: Store, participant_id: str) -> dict[str, str]:
    """Return why findings of a participant were taken: code → reason."""
    reason = tables.warning_reason
    with store.read() as connection:
        rows = connection.execute(
            select(reason.c.code, reason.c.reason).where(
                reason.c.subject_id == participant_id, reason.c.deleted_at.is_(None)
            )
        )
        return {row.code: row.reason for row in rows}


def known_by_nik(store: Store, activity_id: str, nik: str) -> Known | None:
    """Return the person who has this NIK already, None when nobody has."""
    person, participant, activity = tables.person, tables.participant, tables.activity
    with store.read() as connection:
        one = connection.execute(
            select(person).where(person.c.nik == nik, person.c.deleted_at.is_(None))
        ).one_or_none()
        if one is None:
            return None
        taken_part = connection.execute(
            select(participant.c.id, participant.c.activity_id, activity.c.name)
            .join(activity, activity.c.id == participant.c.activity_id)
            .where(
                participant.c.person_id == one.id,
                participant.c.deleted_at.is_(None),
                activity.c.deleted_at.is_(None),
            )
            .order_by(activity.c.id.desc())
        ).all()
        education = tables.education
        diploma = connection.execute(
            select(education).where(
                education.c.person_id == one.id,
                education.c.position == 0,
                education.c.deleted_at.is_(None),
            )
        ).first()
    values = dict(one._mapping)
    if diploma is not None:
        values = dict(diploma._mapping) | values
    return Known(
        one.id,
        one.name or "",
        one.birth_place or "",
        one.birth_date,
        one.village or "",
        tuple(row.name for row in taken_part),
        next((row.id for row in taken_part if row.activity_id == activity_id), None),
        values,
        rows_of(store, one.id),
    )


def add(store: Store, activity_id: str, draft: Draft) -> Changes:
    """Enrol one person as a form has it; ``Changes.subject`` is the participant's key.

    Of a person who is known by NIK, what the form says is written and what it leaves blank stays.
    """
    with store.write("Peserta ditambahkan") as tx:
        (participant_id,) = participants.enrol(tx, activity_id, [draft.values])
        told = {key: value for key, value in draft.values.items() if value not in (None, "")}
        participants.apply(tx, participant_id, told)
        person_id = participants.person_of(tx, participant_id)
        # Rows of a known person that the form never showed are not the form's to remove.
        _save_rows(tx, person_id, draft.rows, replace=draft.adopted == person_id)
        _save_reasons(tx, participant_id, draft.reasons)
        tx.subject = participant_id
    return tx.changes


def save(store: Store, participant_id: str, draft: Draft) -> Changes:
    """Save a form over a participant; a kind of rows that the draft has is replaced by it."""
    try:
        with store.write("Data peserta diubah") as tx:
            participants.apply(tx, participant_id, draft.values)
            person_id = participants.person_of(tx, participant_id)
            _save_rows(tx, person_id, draft.rows, replace=True)
            _save_reasons(tx, participant_id, draft.reasons)
            tx.subject = participant_id
    except IntegrityError as error:
        raise participants.nik_taken(store, draft.values) from error
    return tx.changes


def _save_rows(
    tx: Transaction, person_id: str, rows: Mapping[str, Sequence[Row]], *, replace: bool
) -> None:
    for kind, wanted in rows.items():
        table = ROWS[kind]
        present = set(
            tx.connection.execute(
                select(table.c.id).where(_theirs(kind, table, person_id))
            ).scalars()
        )
        kept = {row["id"] for row in wanted if row.get("id") in present}
        first = 1 if replace else len(present) + 1
        for place, row in enumerate(wanted, start=first):
            values = {key: value for key, value in row.items() if key != "id"}
            if kind == "educations":
                values["position"] = place
            if row.get("id") in present:
                tx.update(table, row["id"], values)
            else:
                tx.insert(table, values | {"person_id": person_id})
        for gone in sorted(present - kept) if replace else ():
            tx.delete(table, gone)


def _save_reasons(tx: Transaction, participant_id: str, reasons: Mapping[str, str]) -> None:
    reason = tables.warning_reason
    present = {
        row.code: row
        for row in tx.connection.execute(
            select(reason.c.id, reason.c.code, reason.c.reason).where(
                reason.c.subject_id == participant_id, reason.c.deleted_at.is_(None)
            )
        )
    }
    for code, text in reasons.items():
        if code in present:
            tx.update(reason, present[code].id, {"reason": text})
        else:
            tx.insert(reason, {"subject_id": participant_id, "code": code, "reason": text})
    for code in present.keys() - reasons.keys():
        tx.delete(reason, present[code].id)


def _theirs(kind: str, table: Table, person_id: str) -> ColumnElement[bool]:
    theirs = (table.c.person_id == person_id) & table.c.deleted_at.is_(None)
    return theirs & (table.c.position > 0) if kind == "educations" else theirs


def _order(table: Table) -> tuple[ColumnElement[Any], ...]:
    first = table.c.position if table is tables.education else table.c.id
    return (first, table.c.id)
