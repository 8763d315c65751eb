"""Recruitment letters in the register: they are kept in their own list, the register follows it.

One number may go to one recipient or to many; the register has each number once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import letter_numbers as numbers
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction, Kind
from sertidesk.services import letter_numbering
from sertidesk.services.store import Store

_letter, _listed = tables.letter, tables.recruitment
SUBJECT = "Rekrutmen peserta sertifikasi kompetensi kerja konstruksi"


def take_numbers(store: Store, activity_id: str, recipient_ids: Sequence[str]) -> Changes:
    """Give each of these recruitment letters that has none the next number, dated today."""
    with store.write(f"Nomor diambil untuk {len(recipient_ids)} surat rekrutmen") as tx:
        rows = [
            row
            for row in _rows(tx, activity_id)
            if row.id in set(recipient_ids) and not row.letter_number
        ]
        if not rows:
            raise UserError(
                "letters_numbered", "Semua surat yang dipilih sudah bernomor. Pilih yang belum."
            )
        series = letter_numbering.series_for(tx.connection, Kind.RECRUITMENT)
        next_of: dict[int, int] = {}  # by year
        for row in rows:
            day = row.letter_date or store.today()
            if day.year not in next_of:
                next_of[day.year] = letter_numbering.following(tx.connection, series, day)[0]
            number = series.parsed.write(next_of[day.year], day, series.code, series.unit)
            next_of[day.year] += 1
            tx.update(_listed, row.id, {"letter_number": number, "letter_date": day})
        follow(tx, store, activity_id)
    return tx.changes


def follow(tx: Transaction, store: Store, activity_id: str) -> None:
    """Bring the register in line with the list, after the list changed in this transaction."""
    groups: dict[tuple[int, str], list[Row[Any]]] = defaultdict(list)
    for row in _rows(tx, activity_id):
        if row.letter_number:
            year = (row.letter_date or store.today()).year
            groups[year, numbers.key(row.letter_number)].append(row)
    kept = {
        (row.year, row.number_key): row
        for row in tx.connection.execute(
            select(_letter).where(
                _letter.c.activity_id == activity_id,
                _letter.c.direction == Direction.OUT,
                _letter.c.kind == Kind.RECRUITMENT,
                _letter.c.deleted_at.is_(None),
            )
        )
    }
    for place, row in kept.items():
        if row.owner_id == activity_id and place not in groups:
            tx.delete(_letter, row.id)
    for place, rows in groups.items():
        values = _values(rows)
        former = kept.get(place)
        if former is not None and former.owner_id == activity_id:
            tx.update(_letter, former.id, values)
        elif former is None:
            values |= {
                "activity_id": activity_id,
                "owner_id": activity_id,
                "direction": str(Direction.OUT),
                "kind": str(Kind.RECRUITMENT),
                "letter_series_id": None,
                "code": None,
                "subject": SUBJECT,
            }
            found = letter_numbering.numbered(tx.connection, values, store.today())
            tx.insert(_letter, values | found)


def settle(tx: Transaction, store: Store) -> None:
    """Bring the register in line after ``tx`` took back a change of the list.

    A newer change may have given the number that goes away to another recipient as well.
    """
    if _listed.name not in tx.kinds:
        return
    change = tables.change
    touched = select(change.c.row_id).where(
        change.c.change_set_id == tx.undoes, change.c.table_name == _listed.name
    )
    of = select(_listed.c.activity_id).where(_listed.c.id.in_(touched)).distinct()
    for activity_id in tx.connection.execute(of).scalars().all():
        follow(tx, store, activity_id)


def _values(rows: Sequence[Row[Any]]) -> dict[str, Any]:
    """Return what the register says of one number's recipients: sent once all have it."""
    days = [row.sent_on for row in rows]
    ways = {row.way for row in rows}
    others = len(rows) - 1
    return {
        "number": rows[0].letter_number,
        "letter_date": rows[0].letter_date,
        "moved_on": max(days) if all(days) else None,
        "way": ways.pop() if len(ways) == 1 else None,
        "correspondent": rows[0].name + (f" dan {others} lainnya" if others else ""),
    }


def _rows(tx: Transaction, activity_id: str) -> Sequence[Row[Any]]:
    return tx.connection.execute(
        select(_listed)
        .where(_listed.c.activity_id == activity_id, _listed.c.deleted_at.is_(None))
        .order_by(_listed.c.id)
    ).all()
