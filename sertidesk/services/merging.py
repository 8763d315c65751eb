"""Two records that are one person become one: everything moves to the record that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, Table, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import names
from sertidesk.domain.errors import UserError
from sertidesk.domain.fields import Holder, keys_of
from sertidesk.services import participants
from sertidesk.services.duplicates import SAME, decide
from sertidesk.services.store import Store

_BELONGINGS: tuple[Table, ...] = (
    tables.participant,
    tables.experience,
    tables.training,
    tables.certificate,
    tables.attachment,
)
_PERSONAL = (*keys_of(Holder.PERSON), "area_code", "photo_sha256")


def merge(
    store: Store,
    keep_id: str,
    gone_id: str,
    chosen: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Changes:
    """Make one person of two, in one change set that one undo takes back.

    ``chosen`` are the values (NIK among them) that the kept record gets; what it lacks besides is
    filled from the other. Refused while both take part in one activity: which of the two rows
    counts there is a person's decision.
    """
    with store.write("Dua data orang digabung") as tx:
        keep, gone = _person(tx, keep_id), _person(tx, gone_id)
        _refuse_common_activity(tx, keep, gone)
        values = {
            key: getattr(gone, key)
            for key in _PERSONAL
            if getattr(keep, key) in (None, "") and getattr(gone, key) not in (None, "")
        } | dict(chosen or {})
        participants.refuse_damage(values)
        if "name" in values:
            values["name_key"] = names.fold(str(values["name"] or ""))
        # The NIK is free for the kept record once the other is marked.
        tx.delete(tables.person, gone_id)
        if values:
            tx.update(tables.person, keep_id, values)
        for table in _BELONGINGS:
            for row_id in _rows_of(tx, table, gone_id):
                tx.update(table, row_id, {"person_id": keep_id})
        _move_educations(tx, keep_id, gone_id)
        decide(tx, keep_id, gone_id, SAME, reason)
        tx.subject = keep_id
    return tx.changes


def _person(tx: Transaction, person_id: str) -> Row[Any]:
    person = tables.person
    found = tx.connection.execute(
        select(person).where(person.c.id == person_id, person.c.deleted_at.is_(None))
    ).one_or_none()
    if found is None:
        raise UserError(
            "person_gone",
            "Salah satu dari keduanya sudah tidak ada dalam daftar. Cari kembar sekali lagi.",
        )
    return found


def _refuse_common_activity(tx: Transaction, keep: Row[Any], gone: Row[Any]) -> None:
    participant, activity = tables.participant, tables.activity
    common = tx.connection.execute(
        select(activity.c.code, activity.c.name)
        .join(participant, participant.c.activity_id == activity.c.id)
        .where(
            participant.c.person_id.in_((keep.id, gone.id)),
            participant.c.deleted_at.is_(None),
            activity.c.deleted_at.is_(None),
        )
        .group_by(activity.c.id)
        .having(func.count() > 1)
        .limit(1)
    ).one_or_none()
    if common is not None:
        raise UserError(
            "merge_in_one_activity",
            "Keduanya peserta kegiatan {code} “{activity}”. Keluarkan salah satunya dari kegiatan "
            "itu dahulu, lalu gabungkan.",
            code=common.code,
            activity=common.name,
        )


def _rows_of(tx: Transaction, table: Table, person_id: str) -> list[str]:
    """Return the keys of a person's rows, those marked deleted among them."""
    return list(
        tx.connection.execute(select(table.c.id).where(table.c.person_id == person_id)).scalars()
    )


def _move_educations(tx: Transaction, keep_id: str, gone_id: str) -> None:
    """Put the other's diplomas behind the kept record's, leaving out those it has."""
    education = tables.education
    keys = keys_of(Holder.EDUCATION)

    def of(person_id: str) -> list[Row[Any]]:
        return list(
            tx.connection.execute(
                select(education)
                .where(education.c.person_id == person_id, education.c.deleted_at.is_(None))
                .order_by(education.c.position, education.c.id)
            )
        )

    mine = of(keep_id)
    known = {tuple(getattr(row, key) for key in keys) for row in mine}
    place = max((row.position for row in mine), default=-1) + 1
    for row in of(gone_id):
        if tuple(getattr(row, key) for key in keys) in known:
            tx.delete(education, row.id)
            continue
        tx.update(education, row.id, {"person_id": keep_id, "position": place})
        place += 1
