"""Applications followed from registration to the downloaded e-certificate, for each participant.

Every state is an event with its day; the newest event that stands is the state. Which state may
follow which, and on whom each waits, stands in `domain/tracker.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import tracker as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import short_date
from sertidesk.domain.procedure import Duration
from sertidesk.domain.tracker import Party, State
from sertidesk.domain.workdays import Calendar
from sertidesk.services import holidays
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_event, _application = tables.application_event, tables.application
_participant, _person = tables.participant, tables.person


@dataclass(frozen=True, slots=True)
class Applicant:
    """One participant's application as of today.

    ``due`` is the last day to pay, ``days_left`` the working days up to it (negative: past);
    both are there only while payment is awaited. ``note`` is what was written with the state.
    """

    id: str
    number: int
    name: str
    nik: str
    village: str
    occupation: str
    state: State
    since: date | None
    note: str
    due: date | None
    days_left: int | None
    numbers: Mapping[str, str]

    @property
    def waits_on(self) -> Party:
        """Return who has to act next."""
        return rules.waits_on(self.state)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the time to pay is over, so that the application may be voided."""
        return self.days_left is not None and self.days_left < 0

    @property
    def missing_numbers(self) -> tuple[str, ...]:
        """Return the keys of the numbers that should have been noted by now."""
        return rules.missing_numbers(self.state, self.numbers)


@dataclass(frozen=True, slots=True)
class Event:
    """One state that was reached: who recorded it, when it was, from where, with which note."""

    id: str
    came_from: State
    state: State
    reached_on: date
    note: str
    recorded_by: str
    recorded_at: datetime


def listing(store: Store, activity: Activity) -> list[Applicant]:
    """Return everyone of an activity with their state, by number; the withdrawn are left out."""
    calendar = holidays.calendar_for(store)
    with store.read() as connection:
        return _applicants(connection, activity, calendar, store.today())


def timeline(store: Store, participant_id: str) -> list[Event]:
    """Return the states of one application, the oldest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_event)
            .where(_event.c.participant_id == participant_id, _event.c.deleted_at.is_(None))
            .order_by(_event.c.id)
        )
        return [
            Event(
                row.id,
                State(row.came_from),
                State(row.state),
                row.reached_on,
                row.note or "",
                row.recorded_by,
                datetime.fromisoformat(row.recorded_at),
            )
            for row in rows
        ]


def timelines(store: Store, activity: Activity) -> dict[str, dict[State, date]]:
    """Return for each participant on which day each state was reached last."""
    found: dict[str, dict[State, date]] = {}
    with store.read() as connection:
        for row in connection.execute(
            select(_event.c.participant_id, _event.c.state, _event.c.reached_on)
            .join(_participant, _participant.c.id == _event.c.participant_id)
            .where(_participant.c.activity_id == activity.id, _event.c.deleted_at.is_(None))
            .order_by(_event.c.id)
        ):
            found.setdefault(row.participant_id, {})[State(row.state)] = row.reached_on
    return found


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
                    "Batas pembayaran {name} belum lewat, jadi permohonannya tidak dibatalkan.",
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
        last = _last_events(tx.connection, activity.id)
        for one in chosen:
            if one.id not in last:
                raise UserError(
                    "nothing_to_retract",
                    "Belum ada keadaan {name} yang dicatat, jadi tidak ada yang dicoret.",
                    name=one.name,
                )
            tx.delete(_event, last[one.id].key)
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


@dataclass(frozen=True, slots=True)
class _Last:
    """The newest event that stands."""

    key: str
    state: State
    reached_on: date
    note: str


def _last_events(connection: Connection, activity_id: str) -> dict[str, _Last]:
    """Return the newest event of each participant; keys are ordered by time."""
    rows = connection.execute(
        select(
            _event.c.participant_id, _event.c.id, _event.c.state, _event.c.reached_on, _event.c.note
        )
        .join(_participant, _participant.c.id == _event.c.participant_id)
        .where(_participant.c.activity_id == activity_id, _event.c.deleted_at.is_(None))
        .order_by(_event.c.id)
    )
    return {
        row.participant_id: _Last(row.id, State(row.state), row.reached_on, row.note or "")
        for row in rows
    }


def _applicants(
    connection: Connection, activity: Activity, calendar: Calendar, today: date
) -> list[Applicant]:
    last = _last_events(connection, activity.id)
    limit = rules.payment_limit(activity.procedure)
    rows = connection.execute(
        select(
            _participant.c.id,
            _participant.c.number,
            _participant.c.occupation,
            _person.c.name,
            _person.c.nik,
            _person.c.village,
            *(_application.c[key] for key in rules.NUMBERS),
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(
            _application,
            (_application.c.participant_id == _participant.c.id)
            & _application.c.deleted_at.is_(None),
        )
        .where(
            _participant.c.activity_id == activity.id,
            _participant.c.deleted_at.is_(None),
            _participant.c.withdrawn_reason.is_(None),
        )
        .order_by(_participant.c.number)
    ).mappings()
    found = []
    for row in rows:
        event = last.get(row["id"])
        due, left = _payment(event, limit, calendar, today)
        found.append(
            Applicant(
                id=row["id"],
                number=row["number"],
                name=row["name"] or row["nik"] or "tanpa nama",
                nik=row["nik"] or "",
                village=row["village"] or "",
                occupation=row["occupation"] or "",
                state=event.state if event else State.NONE,
                since=event.reached_on if event else None,
                note=event.note if event else "",
                due=due,
                days_left=left,
                numbers={key: row[key] or "" for key in rules.NUMBERS},
            )
        )
    return found


def _payment(
    event: _Last | None, limit: Duration, calendar: Calendar, today: date
) -> tuple[date | None, int | None]:
    """Return the last day to pay and the working days left, where payment is awaited."""
    if event is None or event.state is not State.ACCEPTED:
        return None, None
    due = rules.payment_due(event.reached_on, limit, calendar)
    if due is None:
        return None, None
    left = calendar.working_days_between(today, due)
    # A limit that ended on Friday is over on Saturday, though no working day has passed.
    return due, min(left, -1) if today > due else left


def _chosen(
    connection: Connection,
    activity: Activity,
    calendar: Calendar,
    today: date,
    participant_ids: Iterable[str],
) -> list[Applicant]:
    wanted = set(participant_ids)
    found = [one for one in _applicants(connection, activity, calendar, today) if one.id in wanted]
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
    tx: Transaction, applicants: Sequence[Applicant], state: State, reached_on: date, note: str
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
            for one in applicants
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
