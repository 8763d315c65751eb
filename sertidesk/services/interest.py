"""Expressions of interest: noted in a moment, looked after, dropped.

Making participants of them is `interest_enrolment`'s work, telling doubles `interest_hints`'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import areas as codes
from sertidesk.domain import interest as rules
from sertidesk.domain import names, nik, phones
from sertidesk.domain.errors import UserError
from sertidesk.domain.interest import PastedLine, State
from sertidesk.services import villages
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.villages import VillageBook

_interest, _participant = tables.interest, tables.participant
_TAKING_PART = and_(
    _participant.c.id == _interest.c.participant_id, _participant.c.deleted_at.is_(None)
)
FIELDS = (
    "name", "phone", "village", "area_code", "nik", "occupation", "channel", "noted_on",
    "noted_by", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interest:
    """One expression of interest; ``participant_id`` where it became a participant."""

    id: str
    name: str
    phone: str  # E.164
    village: str
    area_code: str
    nik: str
    occupation: str
    channel: str
    noted_on: date
    noted_by: str
    note: str
    state: State
    drop_reason: str
    participant_id: str | None

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done about it."""
        return self.state in rules.OPEN


@dataclass(frozen=True, slots=True)
class Counts:
    """How many interests there are and what became of them."""

    all: int
    by_state: Mapping[State, int]

    @property
    def open(self) -> int:
        """Return how many are neither taken up nor dropped."""
        return sum(self.by_state[state] for state in rules.OPEN)


def listing(store: Store, activity_id: str) -> list[Interest]:
    """Return the interests of an activity, the newest first.

    One whose participant was taken out of the activity is open again.
    """
    with store.read() as connection:
        return of_activity(connection, activity_id)


def counts(interests: Iterable[Interest]) -> Counts:
    """Count interests by what became of them."""
    by_state = dict.fromkeys(State, 0)
    for one in interests:
        by_state[one.state] += 1
    return Counts(sum(by_state.values()), by_state)


def add(store: Store, activity: Activity, values: Mapping[str, object]) -> Changes:
    """Note one interest; ``Changes.subject`` is its key. Only the name must be known."""
    row = _new_row(store, activity, values)
    with store.write(f"Minat {row['name']} dicatat") as tx:
        tx.subject = tx.insert(_interest, row)
    return tx.changes


def add_lines(
    store: Store, activity: Activity, lines: Sequence[PastedLine], values: Mapping[str, object]
) -> Changes:
    """Note the pasted lines that have no problem, in one go; ``values`` hold for all of them."""
    book = villages.book(store, activity)
    rows = [
        _new_row(
            store,
            activity,
            {
                **values,
                "name": line.name,
                "phone": line.phone,
                "village": line.village,
                "nik": line.nik,
                "occupation": line.occupation,
                "note": line.remark,
            },
            book,
        )
        for line in lines
        if not line.problem
    ]
    if not rows:
        raise UserError(
            "no_lines",
            "Tidak ada baris yang dapat ditambahkan. Tulis satu orang per baris: nama; HP; desa.",
        )
    with store.write(f"{len(rows)} minat ditempel") as tx:
        tx.insert_many(_interest, rows)
    return tx.changes


def save(
    store: Store, activity: Activity, interest_id: str, values: Mapping[str, object]
) -> Changes:
    """Change fields of one interest; only the keys given are touched."""
    checked = _checked(values)
    if "village" in checked:
        checked |= _place(villages.book(store, activity), checked)
    with store.write("Minat diubah") as tx:
        tx.update(_interest, interest_id, checked)
    return tx.changes


def mark_contacted(store: Store, interest_ids: Sequence[str]) -> Changes:
    """Note that these were called or written to; those no longer new stay what they are."""
    with store.write(f"{len(interest_ids)} peminat ditandai dihubungi") as tx:
        for row in _of(tx.connection, interest_ids):
            if row.state == State.NEW:
                tx.update(_interest, row.id, {"state": State.CONTACTED})
    return tx.changes


def drop(store: Store, interest_ids: Sequence[str], reason: str) -> Changes:
    """Note that these will not take part, and why."""
    if not reason.strip():
        raise UserError("drop_without_reason", "Tulis alasan minat ini batal.")
    with store.write(f"{len(interest_ids)} minat batal") as tx:
        for row in _of(tx.connection, interest_ids):
            if row.taking_part is None:
                changed = {"state": State.DROPPED, "drop_reason": reason.strip()}
                tx.update(_interest, row.id, changed)
    return tx.changes


def take_up_again(store: Store, interest_ids: Sequence[str]) -> Changes:
    """Make dropped interests new again."""
    with store.write(f"{len(interest_ids)} minat dibuka lagi") as tx:
        for row in _of(tx.connection, interest_ids):
            if row.state == State.DROPPED:
                tx.update(_interest, row.id, {"state": State.NEW, "drop_reason": None})
    return tx.changes


def remove(store: Store, interest_ids: Sequence[str]) -> Changes:
    """Take interests off the list; participants they became stay, an undo brings them back."""
    with store.write(f"{len(interest_ids)} minat dihapus") as tx:
        for interest_id in interest_ids:
            tx.delete(_interest, interest_id)
    return tx.changes


def of_activity(connection: Connection, activity_id: str) -> list[Interest]:
    """Return what `listing` does, inside a use case."""
    rows = connection.execute(
        select(_interest, _participant.c.id.label("taking_part"))
        .outerjoin(_participant, _TAKING_PART)
        .where(_interest.c.activity_id == activity_id, _interest.c.deleted_at.is_(None))
        .order_by(_interest.c.id.desc())
    )
    return [_shaped(row) for row in rows]


def open_names(connection: Connection, activity_id: str) -> tuple[str, ...]:
    """Return whose interest is neither taken up nor dropped, for the gate of the step."""
    return tuple(
        connection.execute(
            select(_interest.c.name)
            .outerjoin(_participant, _TAKING_PART)
            .where(
                _interest.c.activity_id == activity_id,
                _interest.c.deleted_at.is_(None),
                _interest.c.state.in_(rules.OPEN),
                _participant.c.id.is_(None),
            )
            .order_by(_interest.c.id)
        ).scalars()
    )


def _of(connection: Connection, interest_ids: Sequence[str]) -> Sequence[Row[Any, Any, Any]]:
    return connection.execute(
        select(_interest.c.id, _interest.c.state, _participant.c.id.label("taking_part"))
        .outerjoin(_participant, _TAKING_PART)
        .where(_interest.c.id.in_(interest_ids))
    ).all()


def _new_row(
    store: Store, activity: Activity, values: Mapping[str, object], book: VillageBook | None = None
) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(FIELDS) | _checked(values)
    if not row["name"]:
        raise UserError("interest_without_name", "Isi nama orang yang berminat.")
    if row["village"]:
        row |= _place(book or villages.book(store, activity), row)
    return row | {
        "activity_id": activity.id,
        "state": State.NEW,
        "noted_on": row["noted_on"] or store.today(),
        "noted_by": row["noted_by"] or store.actor,
    }


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values as they are stored; a `UserError` names one that cannot be."""
    checked = {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in values.items()
        if key in FIELDS
    }
    if "name" in checked:
        checked["name"] = names.tidy(str(checked["name"] or ""))
        if not checked["name"]:
            raise UserError("interest_without_name", "Isi nama orang yang berminat.")
    if checked.get("phone"):
        checked["phone"] = _phone(str(checked["phone"]))
    if checked.get("nik"):
        checked["nik"] = _nik(str(checked["nik"]))
    return checked


def _phone(text: str) -> str:
    found = phones.read(text).e164
    if found is None:
        raise UserError(
            "phone_unreadable",
            "Nomor HP “{text}” tidak terbaca. Perbaiki, atau kosongkan bila belum diketahui.",
            text=text,
        )
    return found


def _nik(text: str) -> str:
    reading = nik.read(text)
    if reading.digits is None:
        raise UserError(
            "nik_damaged",
            "NIK “{nik}” bukan 16 angka, jadi tidak disimpan. Perbaiki, atau kosongkan bila belum "
            "diketahui.",
            nik=text,
        )
    return reading.digits


def _place(book: VillageBook, values: Mapping[str, object]) -> dict[str, object]:
    """Return the village's own spelling and code where the text means one without a doubt."""
    found = book.find(str(values.get("village") or ""))
    if found is None:
        return {"village": values.get("village"), "area_code": None}
    return {"village": found.name, "area_code": codes.show(found.code)}


def _shaped(row: Row[Any]) -> Interest:
    return Interest(
        id=row.id,
        name=row.name,
        phone=row.phone or "",
        village=row.village or "",
        area_code=row.area_code or "",
        nik=row.nik or "",
        occupation=row.occupation or "",
        channel=row.channel or "",
        noted_on=row.noted_on,
        noted_by=row.noted_by or "",
        note=row.note or "",
        state=State.ENROLLED if row.taking_part else State(row.state),
        drop_reason=row.drop_reason or "",
        participant_id=row.taking_part,
    )
