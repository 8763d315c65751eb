"""What the application tracker is told of decisions and appeals, kept in the assessment too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sertidesk.db import tables
from sertidesk.db.history import Transaction
from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.tracker import State
from sertidesk.services.activity import Activity
from sertidesk.services.assessment import Entry, entries
from sertidesk.services.assessment_edits import added

_assessment, _appeal = tables.assessment, tables.appeal
_OPEN = frozenset((Appeal.FILED, Appeal.REVIEWED))
_DECISIONS: Mapping[State, Decision] = {
    State.COMPETENT: Decision.COMPETENT,
    State.NOT_COMPETENT: Decision.NOT_COMPETENT,
}
_CLOSED: Mapping[State, Appeal] = {
    State.COMPETENT: Appeal.GRANTED,
    State.NOT_COMPETENT: Appeal.REJECTED,
}
STATES = frozenset((*_DECISIONS, State.APPEAL))
"""The states of an application that say something of the assessment."""


def record(
    tx: Transaction,
    activity: Activity,
    participant_ids: Sequence[str],
    state: State,
    reached_on: date,
    note: str,
) -> None:
    """Note in the assessment the decision or appeal that was recorded in the tracker."""
    if state not in STATES:
        return
    for one in _known(tx, activity, participant_ids):
        if state is State.APPEAL:
            _file_appeal(tx, one, reached_on, note)
        elif one.appeal is not None and one.appeal.state in _OPEN:
            closed = {"state": _CLOSED[state], "closed_on": reached_on}
            tx.update(_appeal, one.appeal.id, closed | ({"note": note} if note else {}))
        elif one.decision is not _DECISIONS[state]:
            kept = {"decision": _DECISIONS[state], "decided_on": reached_on}
            if one.assessment_id:
                tx.update(_assessment, one.assessment_id, kept)
            else:
                tx.insert(_assessment, added(one, kept))


def strike(tx: Transaction, activity: Activity, struck: Mapping[str, State]) -> None:
    """Take back in the assessment the states that were struck in the tracker."""
    told = [key for key, state in struck.items() if state in STATES]
    for one in _known(tx, activity, told) if told else ():
        appeal = one.appeal
        if struck[one.participant_id] is State.APPEAL:
            if appeal is not None:
                tx.delete(_appeal, appeal.id)
        elif appeal is not None and appeal.state not in _OPEN:
            before = Appeal.REVIEWED if appeal.reviewed_on else Appeal.FILED
            tx.update(_appeal, appeal.id, {"state": before, "closed_on": None})
        elif one.assessment_id and appeal is None:
            tx.update(_assessment, one.assessment_id, {"decision": None, "decided_on": None})


def _file_appeal(tx: Transaction, one: Entry, filed_on: date, note: str) -> None:
    if one.assessment_id and one.appeal is None:
        tx.insert(
            _appeal,
            {
                "assessment_id": one.assessment_id,
                "state": Appeal.FILED,
                "filed_on": filed_on,
                "reason": note or "Dicatat di pelacak permohonan.",
                "reviewed_on": None,
                "closed_on": None,
                "note": None,
            },
        )


def _known(tx: Transaction, activity: Activity, participant_ids: Sequence[str]) -> list[Entry]:
    wanted = set(participant_ids)
    return [one for one in entries(tx.connection, activity.id) if one.participant_id in wanted]
