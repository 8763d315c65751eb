"""Who of an activity was entered into a portal, when, by whom, under which number.

What the portal asks of each person is in `portal_pages`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import portal as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.portal import State, Target
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_entry, _participant = tables.portal_entry, tables.participant
FIELDS = frozenset(("entry_state", "entered_on", "entered_by", "portal_number", "note"))


def mark(
    store: Store,
    activity: Activity,
    target: Target,
    participant_ids: Sequence[str],
    state: State,
) -> Changes:
    """Note how far these are; entered means today and by who works here, unless it was so."""
    name = rules.TARGETS[target]
    with store.write(f"{len(participant_ids)} peserta: {rules.STATES[state]} {name}") as tx:
        known = _known(tx, target, participant_ids)
        for key in participant_ids:
            present = known.get(key)
            if state is State.NONE:
                if present is not None:
                    tx.delete(_entry, present.id)
                continue
            if present is not None and present.entry_state == state:
                continue
            entered = state is State.ENTERED
            values = {
                "entry_state": str(state),
                "entered_on": store.today() if entered else None,
                "entered_by": store.actor if entered else None,
            }
            _put(tx, target, key, present, values)
    return tx.changes


def edit(
    store: Store,
    activity: Activity,
    target: Target,
    participant_ids: Sequence[str],
    values: Mapping[str, object],
) -> Changes:
    """Change what is noted of entries; a number given means that the person was entered."""
    unknown = values.keys() - FIELDS
    if unknown:
        raise KeyError(*unknown)
    if values.get("portal_number") and len(participant_ids) > 1:
        raise UserError(
            "portal_number_for_many",
            "Nomor portal berlaku untuk satu orang. Pilih satu peserta saja.",
        )
    with store.write(f"Input {rules.TARGETS[target]} diubah") as tx:
        known = _known(tx, target, participant_ids)
        for key in participant_ids:
            present = known.get(key)
            given = {name: value or None for name, value in values.items()}
            if present is None and not any(given.values()):
                continue
            numbered = bool(given.get("portal_number"))
            if numbered and (present is None or present.entry_state != State.ENTERED):
                given = {
                    "entered_on": store.today(), "entered_by": store.actor,
                    **given, "entry_state": str(State.ENTERED),
                }  # fmt: skip
            elif present is None:
                given = {"entry_state": str(State.BEGUN), **given}
            _put(tx, target, key, present, given)
    return tx.changes


def entered(connection: Connection, activity: Activity) -> set[str]:
    """Return who was entered into the portal that counts for the activity's SOP."""
    target = rules.target_of_procedure(activity.procedure)
    there = (
        of_activity(activity.id, target)
        .with_only_columns(_entry.c.participant_id)
        .where(_entry.c.entry_state == str(State.ENTERED))
    )
    return set(connection.execute(there).scalars())


def waiting_ids(
    connection: Connection, activity: Activity, everyone: Sequence[str]
) -> tuple[str, ...]:
    """Return who of ``everyone`` should be in the portal and is not.

    SIPJAKI takes certificates, so that it waits for nobody who has none.
    """
    there = entered(connection, activity)
    due = set(everyone)
    if rules.target_of_procedure(activity.procedure) is Target.SIPJAKI:
        due &= _certified(connection, activity.id)
    return tuple(one for one in everyone if one in due and one not in there)


def _certified(connection: Connection, activity_id: str) -> set[str]:
    certificate = tables.certificate
    return set(
        connection.execute(
            select(certificate.c.participant_id)
            .join(_participant, _participant.c.id == certificate.c.participant_id)
            .where(
                _participant.c.activity_id == activity_id,
                certificate.c.deleted_at.is_(None),
                certificate.c.number.is_not(None),
                certificate.c.number != "",
            )
        ).scalars()
    )


def of_activity(activity_id: str, target: Target) -> Any:
    """Return the statement of what is noted of the activity's participants."""
    return (
        select(_entry)
        .join(_participant, _participant.c.id == _entry.c.participant_id)
        .where(
            _participant.c.activity_id == activity_id,
            _entry.c.portal == str(target),
            _entry.c.deleted_at.is_(None),
        )
    )


def _known(tx: Transaction, target: Target, ids: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for some in slices(ids):
        rows = tx.connection.execute(
            select(_entry).where(
                and_(
                    _entry.c.participant_id.in_(some),
                    _entry.c.portal == str(target),
                    _entry.c.deleted_at.is_(None),
                )
            )
        )
        found |= {row.participant_id: row for row in rows}
    return found


def _put(
    tx: Transaction, target: Target, key: str, present: Any, values: Mapping[str, object]
) -> None:
    if present is not None:
        tx.update(_entry, present.id, dict(values))
        return
    blank = dict.fromkeys(FIELDS)
    tx.insert(_entry, {**blank, **values, "participant_id": key, "portal": str(target)})
