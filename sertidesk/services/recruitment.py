"""Recruitment letters of an activity: to whom, when sent and how, what came back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import areas as codes
from sertidesk.domain import names
from sertidesk.domain import recruitment as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.recruitment import Kind, State
from sertidesk.services import letter_recruitment
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.villages import Village

_letters = tables.recruitment
FIELDS = (
    "name", "district", "area_code", "phone", "letter_number", "letter_date", "sent_on", "way",
    "received_by", "answered_on", "promised", "note",
)  # fmt: skip
ONE_RECIPIENTS_OWN = frozenset(("name", "district", "area_code", "phone"))
MOST_PROMISED = 10_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One recipient with what is known of the letter."""

    id: str
    kind: Kind
    name: str
    district: str
    area_code: str
    phone: str  # E.164
    letter_number: str
    letter_date: date | None
    sent_on: date | None
    way: str
    received_by: str
    answered_on: date | None
    promised: int | None
    note: str

    @property
    def state(self) -> State:
        """Return how far the letter has come."""
        return rules.state_of(self.sent_on, self.answered_on)


@dataclass(frozen=True, slots=True)
class Added:
    """Recipients added in one go, and how many of them were on the list already."""

    changes: Changes
    count: int
    present: int


def listing(store: Store, activity_id: str) -> list[Letter]:
    """Return the recipients in the order in which they were added."""
    with store.read() as connection:
        rows = connection.execute(
            select(_letters)
            .where(_letters.c.activity_id == activity_id, _letters.c.deleted_at.is_(None))
            .order_by(_letters.c.id)
        ).all()
    return [
        Letter(
            row.id,
            Kind(row.kind),
            row.name,
            row.district or "",
            row.area_code or "",
            row.phone or "",
            row.letter_number or "",
            row.letter_date,
            row.sent_on,
            row.way or "",
            row.received_by or "",
            row.answered_on,
            row.promised,
            row.note or "",
        )
        for row in rows
    ]


def counts(letters: Sequence[Letter]) -> rules.Counts:
    """Return how many letters have come how far."""
    return rules.counts((letter.state, letter.promised) for letter in letters)


def add(store: Store, activity_id: str, kind: Kind, values: Mapping[str, object]) -> Changes:
    """Add one recipient; ``Changes.subject`` is its key. A village stands on the list once."""
    checked = _checked(values)
    if not checked.get("name"):
        raise UserError("recipient_without_name", "Isi nama kelurahan/desa atau orangnya.")
    with store.write(f"Penerima surat “{checked['name']}” ditambahkan") as tx:
        present = _present(tx.connection, activity_id)
        if _keys(kind, str(checked["name"]), str(checked.get("area_code") or "")) & present:
            raise UserError(
                "recipient_twice",
                "“{name}” sudah ada di daftar penerima. Ubah yang sudah ada.",
                name=checked["name"],
            )
        tx.subject = tx.insert(
            _letters, dict.fromkeys(FIELDS) | {"activity_id": activity_id, "kind": kind} | checked
        )
        _follow(tx, store, [tx.subject])
    return tx.changes


def add_villages(
    store: Store, activity: Activity, villages: Sequence[Village], where: str = ""
) -> Added:
    """Add all villages (of a district ``where``) that are not on the list yet, in one go."""
    with store.write(f"Penerima surat ditambahkan: {where or 'kelurahan/desa'}") as tx:
        present = _present(tx.connection, activity.id)
        new = [
            village
            for village in villages
            if not _keys(Kind.VILLAGE, village.full_name, village.code) & present
        ]
        if not new:
            raise UserError(
                "recipients_present",
                "Semua kelurahan/desa di {where} sudah ada di daftar penerima. Pilih kecamatan "
                "lain.",
                where=where or "pilihan itu",
            )
        tx.insert_many(
            _letters,
            [
                {
                    "activity_id": activity.id,
                    "kind": Kind.VILLAGE,
                    "name": village.full_name,
                    "district": village.district,
                    "area_code": codes.show(village.code),
                }
                for village in new
            ],
        )
    return Added(tx.changes, len(new), len(villages) - len(new))


def edit(store: Store, letter_ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of one or several letters, in one go that one undo takes back."""
    checked = _checked(values)
    if len(letter_ids) > 1 and checked.keys() & ONE_RECIPIENTS_OWN:
        raise ValueError(sorted(checked))
    if "name" in checked and not checked["name"]:
        raise UserError("recipient_without_name", "Isi nama kelurahan/desa atau orangnya.")
    with store.write(_label(letter_ids, "diubah")) as tx:
        for letter_id in letter_ids:
            tx.update(_letters, letter_id, checked)
        _follow(tx, store, letter_ids)
    return tx.changes


def mark_sent(store: Store, letter_ids: Sequence[str], way: str = "") -> Changes:
    """Note that letters went out today; one that was sent before keeps its day and way."""
    with store.write(_label(letter_ids, "ditandai terkirim")) as tx:
        for row in _rows(tx.connection, letter_ids):
            if row.sent_on is None:
                sent = {"sent_on": store.today()} | ({"way": way} if way else {})
                tx.update(_letters, row.id, sent)
        _follow(tx, store, letter_ids)
    return tx.changes


def mark_answered(store: Store, letter_ids: Sequence[str]) -> Changes:
    """Note that letters were answered today; one that was answered before keeps its day."""
    with store.write(_label(letter_ids, "ditandai dijawab")) as tx:
        for row in _rows(tx.connection, letter_ids):
            if row.answered_on is None:
                tx.update(_letters, row.id, {"answered_on": store.today()})
    return tx.changes


def remove(store: Store, letter_ids: Sequence[str]) -> Changes:
    """Take recipients off the list; an undo brings them back."""
    with store.write(_label(letter_ids, "dihapus")) as tx:
        for letter_id in letter_ids:
            tx.delete(_letters, letter_id)
        _follow(tx, store, letter_ids)
    return tx.changes


def unsent_names(connection: Connection, activity_id: str) -> tuple[str, ...]:
    """Return who should get a letter still, for the gate of the step."""
    return tuple(
        connection.execute(
            select(_letters.c.name)
            .where(
                _letters.c.activity_id == activity_id,
                _letters.c.deleted_at.is_(None),
                _letters.c.sent_on.is_(None),
                _letters.c.answered_on.is_(None),
            )
            .order_by(_letters.c.id)
        ).scalars()
    )


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values as they are stored; a `UserError` names one that cannot be."""
    checked = {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in values.items()
        if key in FIELDS
    }
    promised = checked.get("promised")
    if promised is not None and not (isinstance(promised, int) and 0 <= promised <= MOST_PROMISED):
        raise UserError(
            "promised_unlikely",
            "Jumlah calon “{count}” tidak wajar. Isi bilangan 0 sampai 10.000, atau kosongkan.",
            count=promised,
        )
    return checked


def _present(connection: Connection, activity_id: str) -> set[str]:
    rows = connection.execute(
        select(_letters.c.kind, _letters.c.name, _letters.c.area_code).where(
            _letters.c.activity_id == activity_id, _letters.c.deleted_at.is_(None)
        )
    )
    return {key for row in rows for key in _keys(Kind(row.kind), row.name, row.area_code or "")}


def _follow(tx: Transaction, store: Store, letter_ids: Collection[str]) -> None:
    """Let the letter register follow the list of these letters' activities."""
    of = select(_letters.c.activity_id).where(_letters.c.id.in_(letter_ids)).distinct()
    for activity_id in tx.connection.execute(of).scalars().all():
        letter_recruitment.follow(tx, store, activity_id)


def _keys(kind: Kind, name: str, area_code: str) -> set[str]:
    """Return by what a recipient is known: its code; without one its name."""
    if area_code:
        return {codes.compact(area_code)}
    return {f"{kind} {names.fold(name)}"}


def _rows(connection: Connection, letter_ids: Collection[str]) -> Sequence[Row[Any, Any, Any]]:
    statement = select(_letters.c.id, _letters.c.sent_on, _letters.c.answered_on)
    return connection.execute(statement.where(_letters.c.id.in_(letter_ids))).all()


def _label(letter_ids: Sequence[str], what: str) -> str:
    return f"{len(letter_ids)} surat rekrutmen {what}"
