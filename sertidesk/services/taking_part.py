"""Who takes part in an activity: the one place that says so, as conditions for any statement.

Whoever withdrew, waits in reserve or was not selected keeps no step waiting, is not scheduled and
is on no list that leaves the office. As long as nobody has decided, a candidate takes part.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, select

from sertidesk.db import tables
from sertidesk.domain.selection import OUTSIDE

_participant, _selection = tables.participant, tables.selection


def staying() -> ColumnElement[bool]:
    """Return the condition under which a participant neither withdrew nor was taken out."""
    return and_(_participant.c.deleted_at.is_(None), _participant.c.withdrawn_reason.is_(None))


def present() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on `tables.participant` under which someone takes part."""
    outside = select(_selection.c.id).where(
        _selection.c.participant_id == _participant.c.id,
        _selection.c.state.in_([str(state) for state in OUTSIDE]),
        _selection.c.deleted_at.is_(None),
    )
    return staying(), ~outside.exists()


def taking_part(activity_id: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on `tables.participant` for who takes part in one activity."""
    return (_participant.c.activity_id == activity_id, *present())


def ids(connection: Connection, activity_id: str) -> frozenset[str]:
    """Return the keys of those who take part in an activity."""
    statement = select(_participant.c.id).where(*taking_part(activity_id))
    return frozenset(connection.execute(statement).scalars())
