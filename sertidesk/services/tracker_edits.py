"""States of applications recorded, voided and struck; the numbers of BNSP and LPJK kept.

Each is one transaction: all of the applications named, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import tracker as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import short_date
from sertidesk.domain.tracker import State
from sertidesk.domain.workdays import Calendar
from sertidesk.services import assessment_mirror, holidays
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.tracker import Applicant, applicants, last_events

_event, _application = tables.application_event, tables.application
_participant, _person = tables.participant, tables.person


def record(
    store: Store,
    activity: Activity,
    participant_ids: Sequence[str],
    state: State,
    reached_on: date,
    note: str = "",
) -> Changes:
    """Record that these applications reached a state on a day: all of them, or none.

    A return needs its reason, and so does a payment after the limit. What lapses is voided by
    `void_overdue` alone.
    """
    note = note.strip()
    if state is State.VOID:
        raise UserError(
            "void_by_rule",
            "Permohonan batal hanya karena lewat batas pembayaran. Pakai “Batalkan yang lewat "
            "batas”.",
        )
    if state in rules.NEEDS_REASON and not note:
        raise UserError("state_without_reason", "Tulis alasan permohonan dikembalikan.")
    if reached_on > store.today():
        raise UserError(
            "state_in_future",
            "Tanggal {day} belum tiba. Isi tanggal hari ini atau sebelumnya.",
            day=short_date(reached_on),
        )
    calendar = holidays.calendar_for(store)
    with store.write(_told(len(participant_ids), state)) as tx:
        chosen = _chosen(tx.connection, activity, calendar, store.today(), participant_ids)
        for one in chosen:
            _refuse_unfit(one, state, reached_on, note)
        _add(tx, chosen, state, reached_on, note)
        told = [one.id for one in chosen]
        assessment_mirror.record(tx, activity, told, state, reached_on, note)
    return tx.changes


def void_overdue(store: Store, activity: Activity, participant_ids: Sequence[str]) -> Changes:
    """Void those of these whose time to pay is over; the rule is noted with each."""
    calendar = holidays.calendar_for(store)
    with store.write(_told(len(participant_ids), State.VOID)) as tx:
        chosen = _chosen(tx.connection, activity, calendar, store.today(), participant_ids)
        for one in chosen:
            if not one.is_overdue:
                raise UserError(
                    "payment_not_overdue",
                    "Batas pembayaran {name} belum lewat, jadi permohonannya tidak dibatalkan. "
                    "Pilih yang sudah lewat saja.",
                    name=one.name,
                )
        for one in chosen:
            until = short_date(one.due) if one.due else "batasnya"
            note = f"{rules.VOID_RULE}: tidak dibayar sampai {until}"
            _add(tx, [one], State.VOID, store.today(), note)
    return tx.changes


def retract(store: Store, activity: Activity, participant_ids: Sequence[str]) -> Changes:
    """Strike the last state of these, recorded by mistake; the one before it holds again."""
    calendar = holidays.calendar_for(store)
    with store.write(f"{len(participant_ids)} keadaan terakhir dicoret") as tx:
        chosen = _chosen(tx.connection, activity, calendar, store.today(), participant_ids)
        last = last_events(tx.connection, activity.id)
        for one in chosen:
            if one.id not in last:
                raise UserError(
                    "nothing_to_retract",
                    "Belum ada keadaan {name} yang dicatat, jadi tidak ada yang dicoret. Pilih "
                    "pemohon lain.",
                    name=one.name,
                )
            tx.delete(_event, last[one.id].key)
        assessment_mirror.strike(tx, activity, {one.id: one.state for one in chosen})
    return tx.changes


def save_numbers(
    store: Store, activity: Activity, participant_id: str, values: Mapping[str, str]
) -> Changes:
    """Keep numbers of BNSP and LPJK; only the keys given are touched, no number serves twice."""
    wanted = {key: " ".join(values[key].split()) for key in rules.NUMBERS if key in values}
    with store.write("Nomor permohonan dicatat") as tx:
        for key, number in wanted.items():
            _refuse_double(tx.connection, participant_id, key, number)
        row_id = tx.connection.execute(
            select(_application.c.id).where(
                _application.c.participant_id == participant_id,
                _application.c.deleted_at.is_(None),
            )
        ).scalar_one_or_none()
        kept = {key: number or None for key, number in wanted.items()}
        if row_id is not None:
            tx.update(_application, row_id, kept)
        elif any(kept.values()):
            tx.insert(_application, {"participant_id": participant_id, **kept})
    return tx.changes


def _chosen(
    connection: Connection,
    activity: Activity,
    calendar: Calendar,
    today: date,
    participant_ids: Iterable[str],
) -> list[Applicant]:
    wanted = set(participant_ids)
    found = [one for one in applicants(connection, activity, calendar, today) if one.id in wanted]
    if not found:
        raise UserError("nobody_chosen", "Pilih dahulu pemohonnya di daftar.")
    return found


def _refuse_unfit(one: Applicant, state: State, reached_on: date, note: str) -> None:
    if state not in rules.next_states(one.state):
        raise UserError(
            "state_not_next",
            "{name} masih “{now}”, belum dapat menjadi “{wanted}”. Catat dahulu keadaan di "
            "antaranya.",
            name=one.name,
            now=rules.STATES[one.state],
            wanted=rules.STATES[state],
        )
    if one.since is not None and reached_on < one.since:
        raise UserError(
            "state_before_last",
            "{name} sudah “{now}” sejak {since}. Isi tanggal yang sama atau sesudahnya.",
            name=one.name,
            now=rules.STATES[one.state],
            since=short_date(one.since),
        )
    if state is State.PAID and one.due is not None and reached_on > one.due and not note:
        raise UserError(
            "paid_late",
            "{name} membayar sesudah batas {due}. Tulis alasannya di catatan, misalnya LSP tetap "
            "menerima pembayarannya.",
            name=one.name,
            due=short_date(one.due),
        )


def _add(
    tx: Transaction, chosen: Sequence[Applicant], state: State, reached_on: date, note: str
) -> None:
    tx.insert_many(
        _event,
        [
            {
                "participant_id": one.id,
                "came_from": one.state,
                "state": state,
                "reached_on": reached_on,
                "note": note or None,
                "recorded_by": tx.actor,
                "recorded_at": tx.at,
            }
            for one in chosen
        ],
    )


def _refuse_double(connection: Connection, participant_id: str, key: str, number: str) -> None:
    if not number:
        return
    rows = connection.execute(
        select(_application.c[key], _person.c.name)
        .join(_participant, _participant.c.id == _application.c.participant_id)
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(
            _application.c.participant_id != participant_id,
            _application.c.deleted_at.is_(None),
            _participant.c.deleted_at.is_(None),
            _application.c[key].is_not(None),
        )
    )
    for kept, name in rows:
        if rules.folded_number(kept) == rules.folded_number(number):
            raise UserError(
                "number_taken",
                "{what} {number} sudah dicatat untuk {name}. Periksa nomornya.",
                what=rules.NUMBERS[key],
                number=number,
                name=name or "peserta lain",
            )


def _told(count: int, state: State) -> str:
    return f"{count} permohonan: {rules.STATES[state]}"
