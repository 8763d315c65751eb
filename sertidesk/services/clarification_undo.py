"""The state of a clarification after an undo that newer decisions kept from being complete."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Kept, Transaction
from sertidesk.services import clarification_items as items

_item, _participant = tables.clarification_item, tables.participant


def settle(tx: Transaction, kept: Iterable[Kept]) -> None:
    """Bring participants in line with their newest item where an undo left a field of it alone.

    Of two decisions on one participant the former may be undone: its value goes back, and the
    participant, called matched since by both together, differs again.
    """
    left = list(kept)
    of_items = [one.row_id for one in left if one.table == _item.name]
    participants = {
        one.row_id for one in left if one.table == _participant.name and one.field == _STATE
    }
    participants.update(
        tx.connection.execute(select(_item.c.participant_id).where(_item.c.id.in_(of_items)))
        .scalars()
        .all()
    )
    if not participants:
        return
    activities = tx.connection.execute(
        select(_participant.c.activity_id).where(_participant.c.id.in_(participants)).distinct()
    ).scalars()
    for activity_id in activities.all():
        ours = items.participants(tx.connection, activity_id)
        for key, item in items.newest(tx.connection, activity_id).items():
            if key in participants and key in ours:
                tx.update(_participant, key, {_STATE: item.state(ours[key])})


_STATE = _participant.c.clarification.name
