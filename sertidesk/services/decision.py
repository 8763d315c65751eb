"""The decision letter of an activity: its texts, its list of people, frozen when it is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import decision as rules
from sertidesk.domain.assessment import Decision
from sertidesk.domain.decision import Mark, Named
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Kind as LetterKind
from sertidesk.services import assessment, letter_owned, officials
from sertidesk.services.activity import Activity
from sertidesk.services.officials import Official
from sertidesk.services.store import Store

_letter, _listed = tables.decision_letter, tables.decision_participant
EVIDENCE = "decision"  # the topic of the signed letter
FIELDS = ("number", "date", *rules.TEXTS, "signer")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on the list, how they stand to it, and what is different now."""

    who: Named
    mark: Mark
    told: str

    @property
    def trade(self) -> str:
        """Return occupation and level as the list prints them."""
        level = f"jenjang {self.who.level}" if self.who.level else ""
        return " / ".join(filter(None, (self.who.occupation, level)))


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter as it stands; of a draft the list is whoever is competent now."""

    id: str  # empty: nothing is kept of it yet
    number: str
    day: date | None
    subject: str
    considering: str
    basis: str
    decides: str
    signer: str
    official: Official | None  # who the signer is among the officials
    set_on: date | None
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> Mapping[Mark, int]:
        """Return how many have each mark."""
        return Counter(one.mark for one in self.entries)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """Return who stands in the letter."""
        return tuple(one for one in self.entries if one.mark is not Mark.MISSING)

    @property
    def is_outdated(self) -> bool:
        """Tell whether something changed since it was set."""
        return any(one.mark is not Mark.LISTED for one in self.entries)


def load(store: Store, activity: Activity) -> Letter:
    """Return the letter, with what is proposed where nothing is written."""
    known = officials.listing(store)
    with store.read() as connection:
        return _load(connection, activity, known)


def _load(connection: Connection, activity: Activity, known: Sequence[Official]) -> Letter:
    row = _row(connection, activity.id)
    frozen = _frozen(connection, row.id) if row is not None and row.set_on else None
    competent = _competent(connection, activity.id)
    head = next((one for one in known if one.is_head), None)
    kept = {key: getattr(row, key) if row is not None else None for key in FIELDS}
    signer = kept["signer"] or (head.name if head else "")
    proposed = rules.proposals(
        activity.name,
        activity.year,
        activity.lsp,
        activity.procedure.legal_basis,
        len(competent if frozen is None else frozen),
    )
    marked = rules.compare(competent if frozen is None else frozen, competent)
    return Letter(
        id=row.id if row is not None else "",
        number=kept["number"] or "",
        day=kept["date"],
        **{key: kept[key] or proposed[key] for key in rules.TEXTS},
        signer=signer,
        official=next((one for one in known if one.name == signer), None),
        set_on=row.set_on if row is not None else None,
        entries=tuple(Entry(*one) for one in marked),
    )


def edit(store: Store, activity: Activity, values: Mapping[str, object]) -> Changes:
    """Change fields of a draft; an emptied text returns to what is proposed."""
    checked = {key: _clean(value) for key, value in values.items() if key in FIELDS}
    with store.write("SK penetapan diubah") as tx:
        row = _row(tx.connection, activity.id)
        if row is not None and row.set_on and set(checked) != {"number"}:
            raise UserError(
                "decision_is_set",
                "SK ini sudah ditetapkan. Tekan “Buka lagi” bila isinya harus diubah.",
            )
        tx.update(_letter, _begun(tx, activity, row), checked)
    return tx.changes


def take_number(store: Store, activity: Activity) -> Changes:
    """Give the letter the next number of the office's register."""
    known = officials.listing(store)
    with store.write("Nomor SK penetapan diambil") as tx:
        now = _load(tx.connection, activity, known)
        letter_id = now.id or _begun(tx, activity, None)
        subject = f"SK tentang {now.subject}"
        number = letter_owned.take(
            tx, store, activity.id, letter_id, LetterKind.DECISION, subject, now.day
        )
        tx.update(_letter, letter_id, {"number": number})
    return tx.changes


def settle(store: Store, activity: Activity) -> Changes:
    """Set the letter: its texts and its list stay as they are now."""
    known = officials.listing(store)
    with store.write("SK penetapan ditetapkan") as tx:
        now = _load(tx.connection, activity, known)
        _refuse_unsettled(now)
        tx.label = f"SK penetapan {now.number} ditetapkan"
        letter_id = now.id
        texts = {key: getattr(now, key) for key in (*rules.TEXTS, "signer")}
        tx.update(_letter, letter_id, texts | {"set_on": store.today()})
        tx.insert_many(
            _listed,
            [
                {
                    "decision_letter_id": letter_id,
                    "participant_id": one.who.id,
                    "list_order": place,
                    "name": one.who.name,
                    "nik": one.who.nik or None,
                    "village": one.who.village or None,
                    "occupation": one.who.occupation or None,
                    "level": one.who.level,
                }
                for place, one in enumerate(now.entries, 1)
            ],
        )
    return tx.changes


def reopen(store: Store, activity: Activity) -> Changes:
    """Make the letter a draft again; its list follows the assessment until it is set anew."""
    with store.write("SK penetapan dibuka lagi") as tx:
        row = _row(tx.connection, activity.id)
        if row is not None and row.set_on:
            tx.update(_letter, row.id, {"set_on": None})
            listed = select(_listed.c.id).where(
                _listed.c.decision_letter_id == row.id, _listed.c.deleted_at.is_(None)
            )
            for key in tx.connection.execute(listed).scalars().all():
                tx.delete(_listed, key)
    return tx.changes


def is_set(connection: Connection, activity_id: str) -> bool:
    """Tell whether the activity's letter is set."""
    row = _row(connection, activity_id)
    return row is not None and row.set_on is not None


def _refuse_unsettled(now: Letter) -> None:
    """Raise `UserError` for a letter that cannot be set as it is."""
    if now.set_on is not None:
        raise UserError(
            "decision_is_set", "SK ini sudah ditetapkan. Tekan “Buka lagi” bila harus diubah."
        )
    if not now.entries:
        raise UserError(
            "nobody_competent",
            "Belum ada peserta yang kompeten. Catat keputusan asesmen lebih dahulu.",
        )
    if not now.number or now.day is None:
        raise UserError("decision_without_number", "Isi nomor dan tanggal SK, lalu tetapkan lagi.")


def _row(connection: Connection, activity_id: str) -> Row[Any] | None:
    return connection.execute(
        select(_letter).where(
            _letter.c.activity_id == activity_id, _letter.c.deleted_at.is_(None)
        )
    ).one_or_none()  # fmt: skip


def _begun(tx: Transaction, activity: Activity, row: Row[Any] | None) -> str:
    if row is not None:
        return str(row.id)
    return tx.insert(
        _letter, dict.fromkeys(FIELDS) | {"set_on": None, "activity_id": activity.id}
    )  # fmt: skip


def _frozen(connection: Connection, letter_id: str) -> list[Named]:
    rows = connection.execute(
        select(_listed)
        .where(_listed.c.decision_letter_id == letter_id, _listed.c.deleted_at.is_(None))
        .order_by(_listed.c.list_order)
    )
    return [
        Named(
            row.participant_id, row.name, row.nik or "", row.village or "",
            row.occupation or "", row.level,
        )
        for row in rows
    ]  # fmt: skip


def _competent(connection: Connection, activity_id: str) -> list[Named]:
    return [
        Named(one.participant_id, one.name, one.nik, one.village, one.occupation, one.level)
        for one in assessment.entries(connection, activity_id)
        if one.decision is Decision.COMPETENT
    ]


def _clean(value: object) -> object:
    return (value.strip() or None) if isinstance(value, str) else value
