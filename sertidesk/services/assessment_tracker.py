"""Assessment and the application tracker kept to one truth, in whichever of them it is recorded.

An application moves along where the decision is its next lawful state. One that has gone on from
its decision, to a number or a certificate, holds that decision fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Transaction
from sertidesk.domain import tracker as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.tracker import State
from sertidesk.services import tracker
from sertidesk.services.activity import Activity

_event = tables.application_event
_DECIDED = frozenset((State.COMPETENT, State.NOT_COMPETENT))


def follow(
    tx: Transaction,
    activity: Activity,
    wanted: Mapping[str, State],
    day: date,
    note: str,
    names: Mapping[str, str],
) -> None:
    """Bring the applications of these participants to the states that were decided.

    A decision that is changed takes the place of the one recorded before it. An application that
    is not up to its decision yet stays where it is.
    """
    last = tracker.last_events(tx.connection, activity.id)
    events = []
    for key, state in wanted.items():
        now = last.get(key)
        if now is None or now.state is state:
            continue
        came_from, since = now.state, now.reached_on
        if state in _DECIDED and now.state in _DECIDED:
            tx.delete(_event, now.key)
            came_from = State.SCHEDULED
        elif state not in rules.next_states(now.state):
            refuse_settled(now.state, state, names.get(key, ""))
            continue
        events.append(
            {
                "participant_id": key,
                "came_from": came_from,
                "state": state,
                "reached_on": max(day, since),
                "note": note or None,
                "recorded_by": tx.actor,
                "recorded_at": tx.at,
            }
        )
    if events:
        tx.insert_many(_event, events)


def strike(
    tx: Transaction, activity: Activity, keys: Iterable[str], names: Mapping[str, str]
) -> None:
    """Strike the states that decisions led to, because the decisions are taken back."""
    last = tracker.last_events(tx.connection, activity.id)
    for key in keys:
        now = last.get(key)
        if now is None:
            continue
        refuse_settled(now.state, None, names.get(key, ""))
        if now.state in _DECIDED:
            tx.delete(_event, now.key)


def take_back_appeal(tx: Transaction, activity: Activity, key: str, name: str) -> None:
    """Strike an appeal with what was decided on it; the decision before it holds again."""
    last = tracker.last_events(tx.connection, activity.id).get(key)
    if last is None:
        return
    if last.state in rules.AFTER_COMPETENT:
        refuse_settled(last.state, None, name)
    rows = tx.connection.execute(
        select(_event.c.id, _event.c.state)
        .where(_event.c.participant_id == key, _event.c.deleted_at.is_(None))
        .order_by(_event.c.id)
    ).all()
    filed = max((n for n, row in enumerate(rows) if row.state == State.APPEAL), default=len(rows))
    for row in rows[filed:]:
        tx.delete(_event, row.id)


def refuse_settled(now: State, wanted: State | None, name: str) -> None:
    """Refuse to contradict a decision from which the application has gone on."""
    settled = now in rules.AFTER_COMPETENT or now is State.APPEAL
    if settled and not (wanted is State.COMPETENT and now in rules.AFTER_COMPETENT):
        raise UserError(
            "decision_settled",
            "Permohonan {name} di pelacak sudah “{state}”. Coret dahulu keadaan itu di sana, lalu "
            "ubah keputusannya.",
            name=name,
            state=rules.STATES[now],
        )
