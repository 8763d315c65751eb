"""The register of letters in and out: entered, numbered, sent, answered, cancelled.

Whoever needs a number for something of its own (a meeting, an official record, a decision) calls
`register` with ``take=True``, or `register_in` within its own transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import letters as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction, Kind, Standing, State
from sertidesk.services import letter_numbering
from sertidesk.services.store import Store

_letter = tables.letter
EVIDENCE = "letter"
"""The topic of a letter's files."""
TEXTS = (
    "step", "number", "code", "way", "correspondent", "place", "subject", "nature", "enclosed",
    "disposed_by", "disposed_to", "instruction", "note",
)  # fmt: skip
LONG = ("body", "copies")
DATES = ("letter_date", "moved_on", "due_on", "done_on")
FIELDS = frozenset((*TEXTS, *LONG, *DATES, "kind", "answers_id", "activity_id"))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; what is not known is empty."""

    id: str
    activity_id: str
    step: str
    owner_id: str
    direction: Direction
    kind: Kind
    year: int
    series_id: str
    sequence: int | None
    number: str
    code: str
    letter_date: date | None
    moved_on: date | None  # received, sent
    way: str
    correspondent: str
    place: str
    subject: str
    nature: str
    enclosed: str
    body: str
    copies: str
    disposed_by: str
    disposed_to: str
    instruction: str
    due_on: date | None
    done_on: date | None
    answers_id: str
    cancel_reason: str
    note: str

    @property
    def state(self) -> State:
        """Return how far the letter has come."""
        return rules.state_of(
            Standing(
                self.direction, self.number, self.moved_on, self.instruction, self.done_on,
                self.cancel_reason,
            )
        )  # fmt: skip

    @property
    def is_listed_elsewhere(self) -> bool:
        """Tell whether its number and day are kept in the list of recruitment letters."""
        return bool(self.owner_id) and self.owner_id == self.activity_id


def get(store: Store, letter_id: str) -> Letter | None:
    """Return one letter; None where it is gone."""
    with store.read() as connection:
        return get_in(connection, letter_id)


def get_in(connection: Connection, letter_id: str) -> Letter | None:
    """Return one letter, within a transaction; None where it is gone."""
    row = connection.execute(
        select(_letter).where(_letter.c.id == letter_id, _letter.c.deleted_at.is_(None))
    ).one_or_none()
    return made(row) if row else None


def several(store: Store, letter_ids: Sequence[str]) -> list[Letter]:
    """Return these letters in their order; those that are gone are left out."""
    with store.read() as connection:
        found = {
            row.id: made(row)
            for some in slices(letter_ids)
            for row in connection.execute(
                select(_letter).where(_letter.c.id.in_(some), _letter.c.deleted_at.is_(None))
            )
        }
    return [found[key] for key in letter_ids if key in found]


def of_activity(store: Store, activity_id: str) -> list[Letter]:
    """Return an activity's letters by date, cancelled numbers too: for its screens and reports."""
    with store.read() as connection:
        return of_activity_in(connection, activity_id)


def of_activity_in(connection: Connection, activity_id: str) -> list[Letter]:
    """Return an activity's letters, within a transaction."""
    rows = connection.execute(
        select(_letter)
        .where(_letter.c.activity_id == activity_id, _letter.c.deleted_at.is_(None))
        .order_by(func.coalesce(_letter.c.letter_date, _letter.c.moved_on), _letter.c.id)
    )
    return [made(row) for row in rows]


def of_owner(store: Store, owner_id: str) -> Letter | None:
    """Return the newest letter that belongs to something: a meeting, a submission, a record."""
    with store.read() as connection:
        return of_owner_in(connection, owner_id)


def of_owner_in(connection: Connection, owner_id: str) -> Letter | None:
    """Return the newest letter that belongs to something, within a transaction."""
    row = connection.execute(
        select(_letter)
        .where(
            _letter.c.owner_id == owner_id,
            _letter.c.cancel_reason.is_(None),
            _letter.c.deleted_at.is_(None),
        )
        .order_by(_letter.c.id.desc())
        .limit(1)
    ).one_or_none()
    return made(row) if row else None


def answers_to(store: Store, letter_id: str) -> list[Letter]:
    """Return the letters that answer one, the oldest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_letter)
            .where(
                _letter.c.answers_id == letter_id,
                _letter.c.cancel_reason.is_(None),
                _letter.c.deleted_at.is_(None),
            )
            .order_by(_letter.c.id)
        )
        return [made(row) for row in rows]


def next_number(
    store: Store,
    kind: Kind | str = Kind.OTHER,
    *,
    series_id: str = "",
    code: str = "",
    day: date | None = None,
) -> str:
    """Return the number that a letter of this kind would get now; it is not taken."""
    with store.read() as connection:
        series = letter_numbering.series_for(connection, str(kind), series_id)
        return letter_numbering.following(connection, series, day or store.today(), code)[1]


def register(
    store: Store,
    direction: Direction,
    values: Mapping[str, object],
    *,
    take: bool = False,
    activity_id: str | None = None,
    owner_id: str | None = None,
    series_id: str = "",
) -> Changes:
    """Enter one letter; ``Changes.subject`` is its key. ``take`` gives it the next number."""
    words = rules.DIRECTIONS[direction].lower()
    with store.write(f"Surat {words}: {_short(values)}") as tx:
        tx.subject = register_in(
            tx, store, direction, values,
            take=take, activity_id=activity_id, owner_id=owner_id, series_id=series_id,
        )  # fmt: skip
    return tx.changes


def register_in(
    tx: Transaction,
    store: Store,
    direction: Direction,
    values: Mapping[str, object],
    *,
    take: bool = False,
    activity_id: str | None = None,
    owner_id: str | None = None,
    series_id: str = "",
) -> str:
    """Enter one letter within a transaction, and return its key."""
    row: dict[str, Any] = dict.fromkeys(sorted(FIELDS)) | {"kind": str(Kind.OTHER)}
    row |= {"activity_id": activity_id} | _checked(values)
    row |= {"direction": str(direction), "owner_id": owner_id, "letter_series_id": None}
    row |= {"sequence": None, "number_key": None, "cancel_reason": None}
    if not row["subject"]:
        raise UserError("letter_without_subject", "Isi hal (perihal) suratnya.")
    if direction is Direction.IN:
        row["moved_on"] = row["moved_on"] or store.today()
    elif take and not row["number"]:
        row["letter_date"] = row["letter_date"] or store.today()
        row |= letter_numbering.taken(tx.connection, row, series_id)
    row |= letter_numbering.numbered(tx.connection, row, store.today())
    if direction is Direction.IN:
        row["sequence"] = letter_numbering.next_arrival(tx.connection, int(row["year"]))
    return tx.insert(_letter, row)


def edit(store: Store, letter_ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of one or several letters, in one go that one undo takes back."""
    checked = _checked(values)
    if "subject" in checked and not checked["subject"]:
        raise UserError("letter_without_subject", "Isi hal (perihal) suratnya.")
    if len(letter_ids) > 1 and checked.get("number"):
        raise ValueError(sorted(checked))
    with store.write(_label(letter_ids, "diubah")) as tx:
        for row in _rows(tx.connection, letter_ids):
            changed = dict(checked)
            if row.owner_id and row.owner_id == row.activity_id:
                _refuse_listed(changed)
            whole = {**row._mapping, **changed}
            if _is_renumbered(row, whole):
                changed |= letter_numbering.numbered(tx.connection, whole, store.today(), row.id)
            if tx.update(_letter, row.id, changed) and "activity_id" in changed:
                _move_files(tx, row.id, changed["activity_id"])
    return tx.changes


def take_number(store: Store, letter_id: str, series_id: str = "") -> Changes:
    """Give a letter out that has none the next number, and today's date where it has none."""
    with store.write("Nomor surat diambil") as tx:
        (row,) = _rows(tx.connection, [letter_id])
        if row.number:
            raise UserError(
                "letter_has_number",
                "Surat ini sudah bernomor {number}. Ubah di isian Nomor bila harus lain.",
                number=row.number,
            )
        if row.direction != Direction.OUT:
            raise UserError(
                "letter_not_ours",
                "Hanya surat keluar yang diberi nomor di sini. Ketik nomor surat masuk dari "
                "suratnya.",
            )
        values = {**row._mapping, "letter_date": row.letter_date or store.today()}
        values |= letter_numbering.taken(tx.connection, values, series_id)
        values |= letter_numbering.numbered(tx.connection, values, store.today(), row.id)
        keys = ("number", "number_key", "letter_series_id", "sequence", "year", "letter_date")
        tx.update(_letter, letter_id, {key: values[key] for key in keys})
        tx.update(_letter, letter_id, {"code": values["code"]})
        tx.subject = letter_id
    return tx.changes


def mark_moved(store: Store, letter_ids: Sequence[str], way: str = "") -> Changes:
    """Note letters as sent (or received) today; one that was before keeps its day."""
    with store.write(_label(letter_ids, "ditandai terkirim")) as tx:
        for row in _rows(tx.connection, letter_ids):
            if row.owner_id and row.owner_id == row.activity_id:
                _refuse_listed({"moved_on": True})
            if row.moved_on is None and not row.cancel_reason:
                tx.update(
                    _letter, row.id, {"moved_on": store.today()} | ({"way": way} if way else {})
                )
    return tx.changes


def mark_done(store: Store, letter_ids: Sequence[str]) -> Changes:
    """Note dispositions as carried out today."""
    with store.write(_label(letter_ids, "selesai ditindaklanjuti")) as tx:
        for row in _rows(tx.connection, letter_ids):
            if row.done_on is None and row.instruction:
                tx.update(_letter, row.id, {"done_on": store.today()})
    return tx.changes


def cancel(store: Store, letter_id: str, reason: str) -> Changes:
    """Keep a number as used up, with the reason why there is no letter of it."""
    told = " ".join(reason.split())
    if not told:
        raise UserError("cancel_without_reason", "Tulis alasan nomor surat dibatalkan.")
    with store.write(f"Nomor surat dibatalkan: {told}") as tx:
        tx.update(_letter, letter_id, {"cancel_reason": told})
    return tx.changes


def revive(store: Store, letter_id: str) -> Changes:
    """Take the cancelling of a number back."""
    with store.write("Pembatalan nomor surat dicabut") as tx:
        tx.update(_letter, letter_id, {"cancel_reason": None})
    return tx.changes


def remove(store: Store, letter_ids: Sequence[str]) -> Changes:
    """Take letters out of the register; their numbers are free again."""
    with store.write(_label(letter_ids, "dihapus")) as tx:
        for row in _rows(tx.connection, letter_ids):
            if row.owner_id and row.owner_id == row.activity_id:
                _refuse_listed({"number": None})
            tx.delete(_letter, row.id)
    return tx.changes


def made(row: Row[Any]) -> Letter:
    """Return a row of the table as a letter."""
    values: dict[str, Any] = {name: getattr(row, name) or "" for name in (*TEXTS, *LONG)}
    values |= {name: getattr(row, name) for name in DATES}
    return Letter(
        id=row.id,
        activity_id=row.activity_id or "",
        owner_id=row.owner_id or "",
        direction=Direction(row.direction),
        kind=Kind(row.kind),
        year=row.year,
        series_id=row.letter_series_id or "",
        sequence=row.sequence,
        answers_id=row.answers_id or "",
        cancel_reason=row.cancel_reason or "",
        **values,
    )


def _checked(values: Mapping[str, object]) -> dict[str, Any]:
    """Return the values as they are stored; a `UserError` names one that cannot be."""
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key == "code":  # its meaning may stand after it, from the office's list
            checked[key] = next(iter(str(value or "").split()), None)
        elif key in TEXTS:
            checked[key] = " ".join(str(value or "").split()) or None
        elif key in LONG:
            checked[key] = str(value or "").strip() or None
        elif key == "kind":
            checked[key] = str(Kind(str(value)))
        elif key in FIELDS:
            checked[key] = value or None
    return checked


def _move_files(tx: Transaction, letter_id: str, activity_id: str | None) -> None:
    """Let a letter's files go with it to another activity."""
    evidence = tables.evidence
    files = tx.connection.execute(
        select(evidence.c.id).where(evidence.c.owner_id == letter_id, evidence.c.topic == EVIDENCE)
    ).scalars()
    for file_id in files.all():
        tx.update(evidence, file_id, {"activity_id": activity_id})


def _is_renumbered(row: Row[Any], whole: Mapping[str, Any]) -> bool:
    """Tell whether a change touches the number or the year; else it stays what it was."""
    before, day = row._mapping, "letter_date" if row.direction == Direction.OUT else "moved_on"
    return bool(whole["number"] != before["number"] or whole[day] != before[day])


def _refuse_listed(changed: Mapping[str, Any]) -> None:
    if changed.keys() & {"number", "letter_date", "moved_on", "way", "kind", "correspondent"}:
        raise UserError(
            "letter_listed_elsewhere",
            "Nomor, tanggal, dan pengiriman surat ini dicatat di daftar surat rekrutmen "
            "kegiatannya. Ubah di sana.",
        )


def _rows(connection: Connection, letter_ids: Sequence[str]) -> Sequence[Row[Any]]:
    return connection.execute(
        select(_letter).where(_letter.c.id.in_(letter_ids)).order_by(_letter.c.id)
    ).all()


def _short(values: Mapping[str, object]) -> str:
    words = " ".join(str(values.get("subject") or "").split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _label(letter_ids: Sequence[str], what: str) -> str:
    return f"{len(letter_ids)} surat {what}"
