"""Rounds of clarification: who is asked, the recap that goes to Disdukcapil, and its log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import clarification as rules
from sertidesk.domain.clarification import DISCLOSABLE, SENT, Status
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import layout_toml, workbook
from sertidesk.export.layouts import Layout, disclosing
from sertidesk.services import clarification_items as items
from sertidesk.services import settings, transfers
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles

LAYOUT = "disdukcapil"
PURPOSE = "Klarifikasi NIK"
# An office's own layout may show the address in one column or in its parts.
_ADDRESS = ("full_address", "rt", "rw", "village", "district", "regency", "province")

_round, _item = tables.clarification_round, tables.clarification_item


@dataclass(frozen=True, slots=True)
class RecapWritten:
    """A recap that was written: which round, how many persons, which fields, the checksum."""

    path: Path
    round: int
    is_new: bool
    persons: int
    fields: tuple[str, ...]
    recipient: str
    sha256: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in the list; the counts are participants of it."""

    id: str
    number: int
    opened_at: str
    recipient: str
    fields: tuple[str, ...]
    persons: int
    answered: int
    answered_at: str | None
    answer_file: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next recap would hold: a new round's participants, or a waiting round again."""

    round: int
    is_new: bool
    participant_ids: tuple[str, ...]


def rounds(store: Store, activity: Activity) -> list[RoundLine]:
    """Return the rounds of an activity, the newest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(
                _round,
                func.count(_item.c.id).label("persons"),
                func.count(_item.c.status).label("answered"),
            )
            .outerjoin(_item, (_item.c.round_id == _round.c.id) & _item.c.deleted_at.is_(None))
            .where(_round.c.activity_id == activity.id, _round.c.deleted_at.is_(None))
            .group_by(_round.c.id)
            .order_by(_round.c.number.desc())
        ).all()
    return [
        RoundLine(
            row.id,
            row.number,
            row.opened_at,
            row.recipient or "",
            tuple(row.fields),
            row.persons,
            row.answered,
            row.answered_at,
            row.answer_file or "",
        )
        for row in rows
    ]


def plan(store: Store, activity: Activity) -> Plan | None:
    """Return what the next recap would hold, None when there is nobody to ask about."""
    with store.read() as connection:
        return _plan(connection, activity.id)


def export_recap(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    fields: Sequence[str] | None = None,
    recipient: str | None = None,
    layout: Layout | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> RecapWritten:
    """Write the recap for Disdukcapil, open its round and log the transfer.

    A new round holds who is neither matched nor excused nor still waited for; where there is
    nobody new, the waiting round is written again, with today's data. ``fields`` are those of
    `DISCLOSABLE` that leave the office (the NIK always does); ``layout`` is another than the
    office's usual one. Raises `UserError` with the code
    ``nothing_to_export`` when nobody is left to ask about.
    """
    chosen = _fields(fields)
    to_whom = (recipient or "").strip() or str(settings.get(store, "civil_registry"))
    shown = disclosing(
        layout or _layout(store), {*chosen, *(_ADDRESS if "address" in chosen else ())}
    )
    with store.write("Rekap klarifikasi dibuat") as tx:
        planned = _plan(tx.connection, activity.id)
        if planned is None:
            raise _nothing(tx.connection, activity.id)
        tx.label = f"Rekap klarifikasi putaran {planned.round} dibuat"
        asked = items.participants(tx.connection, activity.id)
        records = [asked[key] for key in planned.participant_ids]
        round_id = _keep_round(tx, activity.id, planned, chosen, to_whom)
        _keep_items(tx, round_id, records, chosen)
        written = workbook.write(
            shown,
            records,
            path,
            title_values=_title_values(store, activity, planned.round),
            report=report,
            is_cancelled=is_cancelled,
        )
        transfers.log(
            tx,
            activity_id=activity.id,
            recipient=to_whom,
            purpose=f"{PURPOSE} putaran {planned.round}",
            persons=len(records),
            fields=chosen,
            file_name=path.name,
            sha256=written.sha256,
            subject_id=round_id,
        )
        tx.subject = round_id
    return RecapWritten(
        path,
        planned.round,
        planned.is_new,
        len(records),
        chosen,
        to_whom,
        written.sha256,
        tx.changes,
    )


def open_unsent(tx: Transaction, activity_id: str) -> None:
    """Open the first round for a list that the office sent by itself, so it can be answered.

    Nothing is logged as sent: what left the office then is not known here.
    """
    planned = _plan(tx.connection, activity_id)
    if planned is None:
        raise _nothing(tx.connection, activity_id)
    asked = items.participants(tx.connection, activity_id)
    round_id = _keep_round(tx, activity_id, planned, (), "")
    _keep_items(tx, round_id, [asked[key] for key in planned.participant_ids], ())


def _plan(connection: Connection, activity_id: str) -> Plan | None:
    asked = items.participants(connection, activity_id)
    excused = items.excused(connection, activity_id)
    latest = items.newest(connection, activity_id)
    last = items.newest_round(connection, activity_id)
    answered = set(
        connection.execute(
            select(_round.c.id).where(
                _round.c.activity_id == activity_id, _round.c.answered_at.is_not(None)
            )
        ).scalars()
    )
    new, waiting = [], []
    for key, record in asked.items():
        if record["clarification"] == Status.MATCHED or key in excused:
            continue
        item = latest.get(key)
        if record["clarification"] == SENT and item and item.round_id not in answered:
            if last is not None and item.round_id == last.id:
                waiting.append(key)
        else:
            new.append(key)
    if new:
        return Plan(items.next_number(connection, activity_id), True, tuple(new))
    if waiting and last is not None:
        return Plan(last.number, False, tuple(waiting))
    return None


def _nothing(connection: Connection, activity_id: str) -> UserError:
    if not items.participants(connection, activity_id):
        return UserError(
            "nothing_to_export",
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu.",
        )
    return UserError(
        "nothing_to_export",
        "Semua peserta sudah sesuai, menunggu jawaban putaran lama, atau diikutkan dengan alasan. "
        "Tidak ada yang perlu dikirim ke Disdukcapil.",
    )


def _fields(fields: Sequence[str] | None) -> tuple[str, ...]:
    if fields is None:
        return DISCLOSABLE
    unknown = [key for key in fields if key not in DISCLOSABLE]
    if unknown:
        raise UserError(
            "field_not_disclosable",
            "Kolom {unknown} tidak ada dalam rekap klarifikasi. Pilih dari: {known}.",
            unknown=", ".join(unknown),
            known=", ".join(DISCLOSABLE),
        )
    return tuple(key for key in DISCLOSABLE if key in fields or key == "nik")


def _layout(store: Store) -> Layout:
    """Return the office's own layout of the recap, else the one that comes with the program."""
    own = tables.layout
    with store.read() as connection:
        toml = connection.execute(
            select(own.c.toml).where(own.c.name == LAYOUT, own.c.deleted_at.is_(None))
        ).scalar_one_or_none()
    if toml is not None:
        return layout_toml.parse(toml, f"{LAYOUT}.toml")
    return layout_toml.find(layout_toml.shipped(), LAYOUT)


def _title_values(store: Store, activity: Activity, number: int) -> dict[str, str]:
    return titles(store, activity, round=str(number))


def _keep_round(
    tx: Transaction, activity_id: str, planned: Plan, fields: Sequence[str], recipient: str
) -> str:
    values: dict[str, Any] = {"recipient": recipient, "fields": list(fields)}
    if not planned.is_new:
        last = items.newest_round(tx.connection, activity_id)
        assert last is not None  # a plan that is not new has its round
        tx.update(_round, last.id, values)
        return str(last.id)
    return tx.insert(
        _round,
        values | {"activity_id": activity_id, "number": planned.round, "opened_at": tx.at},
    )


def _keep_items(
    tx: Transaction, round_id: str, records: Sequence[Mapping[str, Any]], fields: Sequence[str]
) -> None:
    """Keep what is sent of each participant, under the NO that the recap gives."""
    present = {
        row.participant_id: row.id
        for row in tx.connection.execute(
            select(_item.c.id, _item.c.participant_id).where(
                _item.c.round_id == round_id, _item.c.deleted_at.is_(None)
            )
        )
    }
    new = []
    for number, record in enumerate(records, start=1):
        sent = {"no": number, **{key: _sent(record, key) for key in fields}}
        key = record["id"]
        if key in present:
            tx.update(_item, present[key], {"sent": sent})
        else:
            new.append({"round_id": round_id, "participant_id": key, "sent": sent})
        if record["clarification"] != SENT:
            tx.update(tables.participant, key, {"clarification": SENT})
    tx.insert_many(_item, new)


def _sent(record: Mapping[str, Any], key: str) -> str:
    value: object = record["full_address"] if key == "address" else record.get(key)
    return value.isoformat() if isinstance(value, date) else rules.as_text(value)
