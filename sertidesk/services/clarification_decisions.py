"""Deciding on an answer: accept the registry's values, keep ours with a reason, say whose row.

Nothing is ever applied by itself, and nobody is deleted: the deceased and the moved are flagged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import names
from sertidesk.domain.clarification import COMPARED, Difference, Status, labels_of
from sertidesk.domain.errors import UserError
from sertidesk.intake import addresses as address_lines
from sertidesk.services import clarification_items as items
from sertidesk.services import participants
from sertidesk.services.activity import Activity
from sertidesk.services.clarification_items import Item
from sertidesk.services.store import Store

_item, _participant = tables.clarification_item, tables.participant
_person, _reason = tables.person, tables.warning_reason


def accept(
    store: Store,
    activity: Activity,
    item_ids: Sequence[str],
    fields: Sequence[str] | None = None,
) -> Changes:
    """Take the registry's values over, of these fields or of all that differ.

    Both values, when and by whom stay in the item and in the history, whose label names
    Disdukcapil and the round. Raises `UserError` when there is nothing to accept, or when an
    accepted NIK belongs to another person.
    """
    if fields is not None:
        check_fields(fields)
    with store.write("Data Disdukcapil diterima") as tx:
        found = _items(tx, activity.id, item_ids)
        rounds = sorted({item.round for item in found})
        told = f" ({labels_of(list(fields))})" if fields else ""
        tx.label = (
            f"Data Disdukcapil putaran {', '.join(map(str, rounds))} diterima{told}, "
            f"{len(found)} peserta"
        )
        if not accept_inside(tx, activity.id, item_ids, fields):
            raise UserError(
                "nothing_to_accept",
                "Tidak ada nilai dari Disdukcapil yang dapat diterima di sini. Bila data kita "
                "sudah benar, pertahankan dengan alasan; bila tidak, perbaiki data peserta.",
            )
    return tx.changes


def accept_inside(
    tx: Transaction, activity_id: str, item_ids: Sequence[str], fields: Sequence[str] | None
) -> int:
    """Accept inside a use case; return how many values were taken over."""
    found = _items(tx, activity_id, item_ids)
    ours = items.participants(tx.connection, activity_id)
    done = 0
    for item in found:
        mine = ours.get(item.participant_id)
        if mine is None:
            continue
        wanted = [
            one
            for one in item.pending(mine)
            if one.theirs is not None and (fields is None or one.field in fields)
        ]
        for one in wanted:
            _take_over(tx, item.participant_id, one)
        if wanted:
            decided = {one.field: _note(tx, one) | {"theirs": one.theirs} for one in wanted}
            tx.update(_item, item.id, {"accepted": {**item.accepted, **decided}})
        done += len(wanted)
        # Whoever was corrected by hand to what the registry says has only to be called matched.
        corrected = not wanted and mine["clarification"] != item.state(mine) == Status.MATCHED
        done += corrected
    _settle(tx, activity_id, item_ids)
    return done


def keep(
    store: Store,
    activity: Activity,
    item_ids: Sequence[str],
    reason: str,
    fields: Sequence[str] | None = None,
) -> Changes:
    """Keep our values of these fields (or of all that differ), with the reason.

    Where the registry named no field, the decision is on the whole row; only for answers
    `different` and `unclear`. Whoever is not found, deceased or moved can be taken along only by
    `excuse`.
    """
    said = reason.strip()
    if not said:
        raise UserError("keep_without_reason", "Tulis alasan mempertahankan data kita.")
    if fields is not None:
        check_fields(fields)
    with store.write("Data kita dipertahankan") as tx:
        ours = items.participants(tx.connection, activity.id)
        found = _items(tx, activity.id, item_ids)
        tx.label = (
            f"Data kita dipertahankan terhadap Disdukcapil putaran "
            f"{', '.join(map(str, sorted({item.round for item in found})))}: {said}"
        )
        for item in found:
            mine = ours.get(item.participant_id)
            if mine is None:
                continue
            _check_may_keep(item, mine)
            wanted = [one for one in item.pending(mine) if fields is None or one.field in fields]
            decided: dict[str, Any] = {
                one.field: _note(tx, one) | {"theirs": one.theirs, "reason": said} for one in wanted
            }
            if not decided and fields is None:
                decided[items.WHOLE] = {"at": tx.at, "by": tx.actor, "reason": said}
            if item.status is Status.UNCLEAR:
                decided[items.WHOLE] = {"at": tx.at, "by": tx.actor, "reason": said}
            tx.update(_item, item.id, {"kept": {**item.kept, **decided}})
        _settle(tx, activity.id, item_ids)
    return tx.changes


def excuse(store: Store, participant_ids: Sequence[str], reason: str) -> Changes:
    """Take participants along although Disdukcapil has not matched them, with the reason."""
    said = reason.strip()
    if not said:
        raise UserError(
            "excuse_without_reason", "Tulis alasan mengikutkan peserta yang belum sesuai."
        )
    with store.write(f"{len(participant_ids)} peserta diikutkan tanpa kesesuaian: {said}") as tx:
        known = _excuses(tx, participant_ids)
        for participant_id in participant_ids:
            if participant_id in known:
                tx.update(_reason, known[participant_id], {"reason": said})
            else:
                tx.insert(
                    _reason,
                    {"subject_id": participant_id, "code": items.EXCUSED, "reason": said},
                )
    return tx.changes


def withdraw_excuse(store: Store, participant_ids: Sequence[str]) -> Changes:
    """Let these participants be waited for again."""
    with store.write(f"Alasan {len(participant_ids)} peserta dicabut") as tx:
        for row_id in _excuses(tx, participant_ids).values():
            tx.delete(_reason, row_id)
    return tx.changes


def check_fields(fields: Sequence[str]) -> None:
    """Raise `UserError` for a field that an answer cannot carry."""
    unknown = [key for key in fields if key not in COMPARED]
    if unknown:
        raise UserError(
            "field_unknown",
            "Isian {unknown} tidak ada dalam jawaban. Pilih all, none, atau dari: {known}.",
            unknown=", ".join(unknown),
            known=", ".join(COMPARED),
        )


def _items(tx: Transaction, activity_id: str, item_ids: Sequence[str]) -> list[Item]:
    wanted = set(item_ids)
    rows = tx.connection.execute(items.items_of(activity_id))
    return [items.shaped(row) for row in rows if row.id in wanted]


def _settle(tx: Transaction, activity_id: str, item_ids: Sequence[str]) -> None:
    """Bring the participants' state up to what was decided on their newest item."""
    wanted = set(item_ids)
    ours = items.participants(tx.connection, activity_id)
    for key, item in items.newest(tx.connection, activity_id).items():
        if item.id in wanted and key in ours:
            tx.update(_participant, key, {"clarification": item.state(ours[key])})


def _note(tx: Transaction, one: Difference) -> dict[str, Any]:
    return {"ours": one.ours, "at": tx.at, "by": tx.actor}


def _take_over(tx: Transaction, participant_id: str, one: Difference) -> None:
    """Write one value of the registry to the participant."""
    told = one.theirs or ""
    values: dict[str, object] = {one.field: told}
    if one.field == "nik":
        _refuse_taken_nik(tx, participant_id, told)
    elif one.field == "name":
        values = {"name": names.split_titles(told).name}
    elif one.field == "birth_date":
        values = {"birth_date": date.fromisoformat(told)}
    elif one.field == "address":
        street, parts = address_lines.split(told)
        values = {"address": street or told, **parts} if parts else {"address": told}
    participants.apply(tx, participant_id, values)


def _refuse_taken_nik(tx: Transaction, participant_id: str, nik: str) -> None:
    holder = tx.connection.execute(
        select(_person.c.name)
        .where(
            _person.c.nik == nik,
            _person.c.deleted_at.is_(None),
            _person.c.id != participants.person_of(tx, participant_id),
        )
        .limit(1)
    ).scalar_one_or_none()
    if holder is not None:
        raise UserError(
            "nik_taken",
            "NIK {nik} dari Disdukcapil sudah dipakai oleh {name}. Periksa KTP keduanya; bila "
            "orangnya sama, gabungkan lewat halaman Orang › Kembar, lalu terima lagi. Isian lain "
            "dapat diterima tanpa NIK.",
            nik=nik,
            name=holder or "orang lain",
        )


def _check_may_keep(item: Item, ours: Mapping[str, object]) -> None:
    if item.status in (Status.DIFFERENT, Status.UNCLEAR) or item.pending(ours):
        return
    raise UserError(
        "keep_not_possible",
        "Tidak ada perbedaan yang dapat dipertahankan pada jawaban ini. Untuk tetap mengikutkan "
        "peserta, pakai “Ikutkan dengan alasan”.",
    )


def _excuses(tx: Transaction, participant_ids: Sequence[str]) -> dict[str, str]:
    wanted = set(participant_ids)
    rows = tx.connection.execute(
        select(_reason.c.id, _reason.c.subject_id).where(
            _reason.c.code == items.EXCUSED, _reason.c.deleted_at.is_(None)
        )
    )
    return {row.subject_id: row.id for row in rows if row.subject_id in wanted}
