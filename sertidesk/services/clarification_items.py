"""What the clarification stands on: participants as they are, items of rounds, and their state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from sertidesk.db import tables
from sertidesk.db.history import Transaction
from sertidesk.domain import addresses
from sertidesk.domain import clarification as rules
from sertidesk.domain.clarification import Difference, Status
from sertidesk.services import taking_part

_round, _item = tables.clarification_round, tables.clarification_item
_participant, _person = tables.participant, tables.person
_reason = tables.warning_reason

EXCUSED = "unmatched"  # code of the reasons that take somebody along unmatched
WHOLE = "*"  # key of a decision on the whole row, where the registry named no field

_PERSON_KEYS = ("nik", "name", "birth_place", "birth_date", "sex", "address", "rt", "rw",
                "village", "district", "regency", "province")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One participant in one round: what we sent, what came back, what was decided."""

    id: str
    round_id: str
    round: int
    participant_id: str
    sent: Mapping[str, Any]
    status: Status | None
    result: str
    remark: str
    row: int | None
    theirs: Mapping[str, str | None]
    accepted: Mapping[str, Any]
    kept: Mapping[str, Any]

    def pending(self, ours: Mapping[str, object]) -> tuple[Difference, ...]:
        """Return the differences that nobody has decided yet."""
        return tuple(
            difference
            for difference in rules.differences(ours, self.theirs)
            if not self._is_decided(difference)
        )

    def _is_decided(self, difference: Difference) -> bool:
        kept = self.kept.get(difference.field)
        if kept is not None and kept["theirs"] == difference.theirs:
            return True
        accepted = self.accepted.get(difference.field)
        # An accepted address was parted into its fields and may read otherwise now.
        return (
            difference.field == "address"
            and accepted is not None
            and accepted["theirs"] == difference.theirs
        )

    def state(self, ours: Mapping[str, object]) -> str:
        """Return the participant's state: the answer's status, `matched` once all is decided."""
        if self.status is None:
            return rules.SENT
        if self.status not in (Status.DIFFERENT, Status.UNCLEAR):
            return self.status
        if WHOLE in self.kept:
            return Status.MATCHED
        if self.status is Status.UNCLEAR or not self._was_touched(ours):
            return self.status
        if any(difference.contradicts for difference in self.pending(ours)):
            return self.status
        return Status.MATCHED

    def _was_touched(self, ours: Mapping[str, object]) -> bool:
        """Tell whether somebody decided on a field, here or by correcting the participant."""
        if self.accepted or self.kept:
            return True
        return any(
            key in self.sent
            and value
            and not rules.same(key, str(self.sent[key]), value)
            and rules.same(key, rules.as_text(ours.get(key)), value)
            for key, value in self.theirs.items()
        )


def shaped(row: Row[Any]) -> Item:
    """Shape a row of `items_of`."""
    return Item(
        id=row.id,
        round_id=row.round_id,
        round=row.round_number,
        participant_id=row.participant_id,
        sent=row.sent or {},
        status=Status(row.status) if row.status else None,
        result=row.result or "",
        remark=row.remark or "",
        row=row.row,
        theirs=row.theirs or {},
        accepted=row.accepted or {},
        kept=row.kept or {},
    )


def items_of(activity_id: str) -> Select[Any]:
    """Select the items of an activity's rounds, the older rounds first."""
    return (
        select(_item, _round.c.number.label("round_number"))
        .join(_round, _round.c.id == _item.c.round_id)
        .join(_participant, _participant.c.id == _item.c.participant_id)
        .where(
            _round.c.activity_id == activity_id,
            _round.c.deleted_at.is_(None),
            _item.c.deleted_at.is_(None),
            _participant.c.deleted_at.is_(None),
        )
        .order_by(_round.c.number, _item.c.id)
    )


def newest(
    connection: Connection,
    activity_id: str,
    *,
    until: int | None = None,
    participant_ids: Sequence[str] | None = None,
    states: Sequence[str] | None = None,
) -> dict[str, Item]:
    """Return each participant's newest item (of the rounds up to ``until``), by participant.

    ``states`` takes only participants who are in one of these states now.
    """
    statement = items_of(activity_id)
    if states is not None:
        statement = statement.where(_participant.c.clarification.in_(list(states)))
    if until is not None:
        statement = statement.where(_round.c.number <= until)
    if participant_ids is not None:
        statement = statement.where(_item.c.participant_id.in_(list(participant_ids)))
    return {row.participant_id: shaped(row) for row in connection.execute(statement)}


def participants(
    connection: Connection,
    activity_id: str,
    ids: Sequence[str] | None = None,
    *,
    withdrawn: bool = False,
) -> dict[str, dict[str, Any]]:
    """Return the participants who take part, by key, in the order of their numbers.

    ``withdrawn`` takes those along who no longer do.
    Each has the fields that are compared, ``full_address``, ``number`` and ``clarification``.
    """
    statement = (
        select(
            _participant.c.id,
            _participant.c.number,
            _participant.c.clarification,
            *(_person.c[key] for key in _PERSON_KEYS),
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(
            _participant.c.activity_id == activity_id,
            _participant.c.deleted_at.is_(None),
        )
        .order_by(_participant.c.number)
    )
    if not withdrawn:
        statement = statement.where(*taking_part.present())
    if ids is not None:
        statement = statement.where(_participant.c.id.in_(list(ids)))
    found = {}
    for row in connection.execute(statement).mappings():
        record = dict(row)
        record["full_address"] = addresses.full(record)
        found[str(record["id"])] = record
    return found


def excused(connection: Connection, activity_id: str) -> dict[str, str]:
    """Return the reason of each participant who is taken along unmatched."""
    rows = connection.execute(
        select(_reason.c.subject_id, _reason.c.reason)
        .join(_participant, _participant.c.id == _reason.c.subject_id)
        .where(
            _participant.c.activity_id == activity_id,
            _reason.c.code == EXCUSED,
            _reason.c.deleted_at.is_(None),
        )
        .order_by(_reason.c.id)
    )
    return {row.subject_id: row.reason for row in rows}


def learnt(connection: Connection) -> dict[str, Status]:
    """Return the words that the office explained."""
    word = tables.status_word
    rows = connection.execute(
        select(word.c.word, word.c.status).where(word.c.deleted_at.is_(None)).order_by(word.c.id)
    )
    return {row.word: Status(row.status) for row in rows}


def newest_round(connection: Connection, activity_id: str) -> Row[Any] | None:
    """Return the newest round's row."""
    return connection.execute(
        select(_round)
        .where(_round.c.activity_id == activity_id, _round.c.deleted_at.is_(None))
        .order_by(_round.c.number.desc())
        .limit(1)
    ).one_or_none()


def next_number(connection: Connection, activity_id: str) -> int:
    """Return the number of the next round."""
    last = connection.execute(
        select(func.max(_round.c.number)).where(
            _round.c.activity_id == activity_id, _round.c.deleted_at.is_(None)
        )
    ).scalar_one()
    return int(last or 0) + 1


def shaped_with(item: Item, values: Mapping[str, Any]) -> Item:
    """Return the item with new values of its columns."""
    changed = dict(values)
    if changed.get("status"):
        changed["status"] = Status(changed["status"])
    return replace(item, **changed)


def add(tx: Transaction, round_row: Row[Any], participant_id: str) -> Item:
    """Add a participant to a round that was answered about them without having asked."""
    values = {"round_id": round_row.id, "participant_id": participant_id, "sent": {}}
    return Item(
        id=tx.insert(_item, values),
        round_id=round_row.id,
        round=round_row.number,
        participant_id=participant_id,
        sent={},
        status=None,
        result="",
        remark="",
        row=None,
        theirs={},
        accepted={},
        kept={},
    )
