"""The history of every change, and taking a set of changes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from sertidesk.db import tables
from sertidesk.db.history import Changes, Kept, take_back
from sertidesk.domain.errors import UserError
from sertidesk.services import clarification_undo, documents, letter_recruitment
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One use case that someone carried out."""

    id: str
    at: str
    actor: str
    label: str
    undone: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row: when, by whom, before, after (``field`` None: the row was added)."""

    at: str
    actor: str
    label: str
    table: str
    field: str | None
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, and the fields it left alone because they were changed again since."""

    changes: Changes
    kept: tuple[Kept, ...]


def undo(store: Store, change_set: str) -> Undone:
    """Take one change set back in one transaction; the undo can itself be undone."""
    with store.read() as connection:
        found = _set(connection, change_set)
        former = _set(connection, found.undoes) if found and found.undoes else None
    if found is None:
        raise UserError(
            "change_set_unknown",
            "Perubahan itu tidak ditemukan di riwayat. Buka lagi halaman Riwayat.",
        )
    again = former is not None and former.undoes is None
    label = f"Ulangi: {former.label}" if former and again else f"Batalkan: {found.label}"
    try:
        with store.write(label, undoes=change_set) as tx:
            _refuse_undone(tx.connection, change_set)
            kept = take_back(tx, change_set, _needed_elsewhere(tx.connection, change_set))
            documents.recount_undone(tx)
            clarification_undo.settle(tx, kept)
            letter_recruitment.settle(tx, store)
    except IntegrityError as error:
        raise UserError(
            "undo_conflict",
            "“{label}” tidak dapat dibatalkan karena data sejenis sudah dibuat lagi sesudahnya "
            "(misalnya NIK yang sama). Hapus yang baru lebih dahulu.",
            label=found.label,
        ) from error
    return Undone(tx.changes, tuple(kept))


def _set(connection: Connection, change_set: str) -> Row[Any] | None:
    sets = tables.change_set
    return connection.execute(select(sets).where(sets.c.id == change_set)).one_or_none()


def _refuse_undone(connection: Connection, change_set: str) -> None:
    """Raise where it is undone already, by this window or just now by another."""
    found = _set(connection, change_set)
    if found is not None and found.undone_by:
        raise UserError(
            "already_undone",
            "“{label}” sudah dibatalkan. Pakai Ulangi bila perubahan itu harus kembali.",
            label=found.label,
        )


def _needed_elsewhere(connection: Connection, change_set: str) -> set[str]:
    """Return the persons this change set added whom an activity outside of it has taken since."""
    change, participant = tables.change, tables.participant
    of_this_set = select(change.c.row_id).where(
        change.c.change_set_id == change_set, change.c.field.is_(None)
    )
    return set(
        connection.execute(
            select(participant.c.person_id).where(
                participant.c.person_id.in_(of_this_set),
                participant.c.id.not_in(of_this_set),
                participant.c.deleted_at.is_(None),
            )
        ).scalars()
    )


def latest_undoable(store: Store) -> ChangeSet | None:
    """Return the newest change set of this user that is neither undone nor an undo."""
    sets = tables.change_set
    with store.read() as connection:
        row = connection.execute(
            select(sets)
            .where(sets.c.actor == store.actor, sets.c.undone_by.is_(None), sets.c.undoes.is_(None))
            .order_by(sets.c.id.desc())
            .limit(1)
        ).one_or_none()
    if row is None:
        return None
    return ChangeSet(row.id, row.at, row.actor, row.label, undone=False)


def latest_redoable(store: Store) -> ChangeSet | None:
    """Return the newest undo of this user that may be taken back, if nothing else was done since.

    Undos that were taken back already are passed over, so that one may redo as often as undo.
    """
    sets, taken_back = tables.change_set, tables.change_set.alias("taken_back")
    with store.read() as connection:
        for row in connection.execute(
            select(sets, taken_back.c.undoes.label("former"))
            .outerjoin(taken_back, taken_back.c.id == sets.c.undoes)
            .where(sets.c.actor == store.actor)
            .order_by(sets.c.id.desc())
        ):
            if row.undoes is None or row.undoes == row.id:
                return None  # ordinary work, or an event that nothing takes back
            if row.undone_by is None and row.former is None:
                return ChangeSet(row.id, row.at, row.actor, row.label, undone=False)
    return None


def of_row(store: Store, *row_ids: str) -> list[FieldChange]:
    """Return the changes of these rows, newest first."""
    sets, change = tables.change_set, tables.change
    with store.read() as connection:
        rows = connection.execute(
            select(sets.c.at, sets.c.actor, sets.c.label, change)
            .join(sets, sets.c.id == change.c.change_set_id)
            .where(change.c.row_id.in_(row_ids))
            .order_by(sets.c.id.desc(), change.c.position.desc())
        ).all()
    return [
        FieldChange(row.at, row.actor, row.label, row.table_name, row.field, row.before, row.after)
        for row in rows
    ]
