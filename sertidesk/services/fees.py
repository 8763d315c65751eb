"""Fees of an activity: the published one, the LSP's with who pays it, and what is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import fees as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.fees import Payee, Payer, State
from sertidesk.services import taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_fee, _participant, _person = tables.fee, tables.participant, tables.person
TOPIC = "fee"  # of the files that prove a payment, in the evidence
FIELDS = ("what", "amount", "payer", "payee", "paid_on", "proof_number", "note")


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee; without a participant it is of the activity as a whole."""

    id: str
    participant_id: str
    place: int  # in the activity's list; 0 for the activity's own
    name: str
    nik: str
    village: str
    what: str
    amount: int
    payer: Payer
    payee: Payee
    paid_on: date | None
    proof_number: str
    note: str
    state: State


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report says of an activity's fees; ``to_check`` pay the office of a free service."""

    published: str
    is_free: bool
    count: int
    total: rules.Total
    to_check: tuple[Fee, ...]


def listing(store: Store, activity: Activity) -> list[Fee]:
    """Return the fees: those of the activity first, then by the order of the participants."""
    with store.read() as connection:
        rows = connection.execute(
            select(
                _fee,
                _participant.c.number.label("place"),
                _person.c.name.label("person_name"),
                _person.c.nik,
                _person.c.village,
            )
            .outerjoin(_participant, _participant.c.id == _fee.c.participant_id)
            .outerjoin(_person, _person.c.id == _participant.c.person_id)
            .where(_fee.c.activity_id == activity.id, _fee.c.deleted_at.is_(None))
            .order_by(_participant.c.number.is_not(None), _participant.c.number, _fee.c.id)
        ).all()
    published = activity.procedure.fee
    return [_shaped(row, published) for row in rows]


def summary(store: Store, activity: Activity) -> Summary:
    """Return the published fee, the sums, and which fees are to be looked into."""
    found = listing(store, activity)
    published = activity.procedure.fee
    return Summary(
        published,
        rules.is_free(published),
        len(found),
        rules.total((one.payer, one.amount, one.paid_on) for one in found),
        tuple(one for one in found if one.state is State.CHECK),
    )


def without_fee(store: Store, activity: Activity) -> list[str]:
    """Return the participants of whom no fee is noted."""
    fee_of = select(_fee.c.participant_id).where(
        _fee.c.activity_id == activity.id,
        _fee.c.deleted_at.is_(None),
        _fee.c.participant_id.is_not(None),
    )
    with store.read() as connection:
        rows = connection.execute(
            select(_participant.c.id)
            .where(*taking_part.taking_part(activity.id), _participant.c.id.not_in(fee_of))
            .order_by(_participant.c.number)
        )
        return list(rows.scalars())


def add(
    store: Store,
    activity: Activity,
    values: Mapping[str, object],
    participant_ids: Sequence[str] | None = None,
) -> Changes:
    """Note a fee of the activity, or the same one for each of these participants."""
    given = _checked({"what": "Biaya sertifikasi", "payee": Payee.LSP, **values})
    for key, sentence in (
        ("amount", "Isi besar biayanya dalam rupiah, misalnya 350.000."),
        ("payer", "Pilih siapa yang membayar."),
    ):
        if given.get(key) is None:
            raise UserError("fee_incomplete", sentence)
    if participant_ids is not None and not participant_ids:
        raise UserError(
            "nobody_without_fee",
            "Biaya semua peserta sudah dicatat. Ubah yang sudah ada di daftar.",
        )
    whose: Sequence[str | None] = [None] if participant_ids is None else participant_ids
    label = "Biaya kegiatan dicatat"
    if participant_ids is not None:
        label = f"Biaya {len(whose)} peserta dicatat"
    with store.write(label) as tx:
        tx.subject = tx.insert_many(
            _fee,
            [
                {
                    **dict.fromkeys(FIELDS),
                    **given,
                    "activity_id": activity.id,
                    "participant_id": participant_id,
                }
                for participant_id in whose
            ],
        )[0]
    return tx.changes


def edit(store: Store, ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of fees; only those given are touched."""
    checked = _checked(values)
    with store.write(f"{len(ids)} biaya diubah") as tx:
        for one in ids:
            tx.update(_fee, one, checked)
    return tx.changes


def mark_paid(store: Store, ids: Sequence[str], day: date | None) -> Changes:
    """Note fees as paid on a day; None takes the note back."""
    word = "lunas" if day else "belum dibayar"
    with store.write(f"{len(ids)} biaya ditandai {word}") as tx:
        for one in ids:
            tx.update(_fee, one, {"paid_on": day})
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take fees off the list."""
    with store.write(f"{len(ids)} biaya dihapus") as tx:
        for one in ids:
            tx.delete(_fee, one)
    return tx.changes


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    checked: dict[str, object] = {}
    for key in FIELDS:
        if key not in values:
            continue
        value = values[key]
        if isinstance(value, str):
            value = " ".join(value.split()) or None
        checked[key] = value
    if isinstance(checked.get("amount"), str):
        checked["amount"] = rules.read_amount(str(checked["amount"]))
        if checked["amount"] is None:
            raise UserError(
                "fee_amount", "Besar biaya tidak terbaca. Isi dalam rupiah, misalnya 350.000."
            )
    if "amount" in checked and checked["amount"] is None:
        raise UserError("fee_amount", "Isi besar biayanya dalam rupiah, misalnya 350.000.")
    if "what" in checked and not checked["what"]:
        raise UserError("fee_without_name", "Tulis biaya apa ini, misalnya Biaya sertifikasi.")
    for key, known in (("payer", rules.PAYERS), ("payee", rules.PAYEES)):
        if key in checked and checked[key] not in known:
            raise UserError("fee_party", "Pilih siapa yang membayar dan siapa yang menerima.")
    return checked


def _shaped(row: Row[Any], published: str) -> Fee:
    payee = Payee(row.payee)
    return Fee(
        row.id,
        row.participant_id or "",
        row.place or 0,
        row.person_name or "",
        row.nik or "",
        row.village or "",
        row.what,
        row.amount,
        Payer(row.payer),
        payee,
        row.paid_on,
        row.proof_number or "",
        row.note or "",
        rules.state_of(published, payee, row.amount, row.paid_on),
    )
