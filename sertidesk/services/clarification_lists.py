"""What the clarification's screen shows: counts, the list of participants, one of them in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from sertidesk.db import tables
from sertidesk.domain import clarification as rules
from sertidesk.domain.clarification import COMPARED, Difference, Status
from sertidesk.services import clarification_items as items
from sertidesk.services import taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.clarification_questions import nobodys_rows, unknown_words
from sertidesk.services.participant_lists import contains
from sertidesk.services.store import Store

_round, _item = tables.clarification_round, tables.clarification_item
_participant, _person = tables.participant, tables.person

UNSETTLED = "unsettled"
"""Filter of the state: whoever is neither matched nor taken along with a reason."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts over the list; ``states`` has only those that somebody is in."""

    persons: int
    states: Mapping[str, int]
    excused: int
    nobodys_rows: int
    unknown_words: int


@dataclass(frozen=True, slots=True)
class Line:
    """One participant in the list; ``differing`` are the fields still to decide."""

    participant_id: str
    item_id: str
    number: int
    name: str
    nik: str
    state: str
    round: int | None
    said: str
    differing: tuple[str, ...]
    excused: bool


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field side by side; ``decision`` is None, "accepted" or "kept"."""

    key: str
    label: str
    ours: str
    theirs: str | None
    differs: bool
    decision: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One participant with everything the registry said."""

    participant_id: str
    item_id: str | None
    name: str
    state: str
    round: int | None
    result: str
    remark: str
    fields: tuple[FieldLine, ...]
    excuse: str


def overview(store: Store, activity: Activity) -> Overview:
    """Return the counts of an activity."""
    with store.read() as connection:
        rows = connection.execute(
            select(_participant.c.clarification, func.count().label("persons"))
            .where(*taking_part.taking_part(activity.id))
            .group_by(_participant.c.clarification)
        ).all()
        excused = len(items.excused(connection, activity.id))
    states = {row.clarification: row.persons for row in rows}
    return Overview(
        sum(states.values()),
        states,
        excused,
        len(nobodys_rows(store, activity)),
        len(unknown_words(store, activity)),
    )


def count(
    store: Store,
    activity: Activity,
    filters: Mapping[str, str],
    ids: Sequence[str] | None = None,
) -> int:
    """Return how many participants the filters find (``ids``: among these)."""
    with store.read() as connection:
        statement = _filtered(connection, activity, filters, ids, [_participant.c.id])
        return int(
            connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
        )


def lines(
    store: Store,
    activity: Activity,
    filters: Mapping[str, str],
    ids: Sequence[str] | None = None,
    *,
    sort: str = "number",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> list[Line]:
    """Return a page of the list.

    ``filters``: number, name, nik, said and differing (texts), state (a state's key).
    """
    order = _SORTS.get(sort, _SORTS["number"])
    chosen = [
        _participant.c.id.label("participant_id"),
        _participant.c.number,
        _participant.c.clarification,
        _person.c.name,
        _person.c.nik,
        _item.c.id.label("item_id"),
        _item.c.result,
        _item.c.remark,
        _round.c.number.label("round"),
    ]
    with store.read() as connection:
        rows = connection.execute(
            _filtered(connection, activity, filters, ids, chosen)
            .order_by(order.desc() if descending else order.asc(), _participant.c.number)
            .offset(offset)
            .limit(limit)
        ).all()
        keys = [row.participant_id for row in rows]
        differing = _differing(connection, activity, keys)
        excused = items.excused(connection, activity.id)
    return [
        Line(
            row.participant_id,
            row.item_id or "",
            row.number,
            row.name or "",
            row.nik or "",
            row.clarification,
            row.round,
            " · ".join(filter(None, (row.result, row.remark))),
            tuple(one.field for one in differing.get(row.participant_id, ())),
            row.participant_id in excused,
        )
        for row in rows
    ]


def detail(store: Store, activity: Activity, participant_id: str) -> Detail | None:
    """Return one participant in full, None when it was removed meanwhile."""
    with store.read() as connection:
        found = items.participants(connection, activity.id, [participant_id])
        if participant_id not in found:
            return None
        ours = found[participant_id]
        latest = items.newest(connection, activity.id, participant_ids=[participant_id])
        item = latest.get(participant_id)
        excuse = items.excused(connection, activity.id).get(participant_id, "")
    return Detail(
        participant_id,
        item.id if item else None,
        str(ours["name"] or ""),
        str(ours["clarification"]),
        item.round if item else None,
        item.result if item else "",
        item.remark if item else "",
        tuple(_field_lines(ours, item)),
        excuse,
    )


def spelling_only(store: Store, activity: Activity) -> list[tuple[str, Difference]]:
    """Return (item, difference) of everyone whose name differs but in spelling, undecided."""
    with store.read() as connection:
        undecided = items.newest(connection, activity.id, states=(Status.DIFFERENT, Status.UNCLEAR))
        ours = items.participants(connection, activity.id) if undecided else {}
        return [
            (item.id, one)
            for key, item in undecided.items()
            if key in ours
            for one in item.pending(ours[key])
            if one.is_spelling
        ]


def _field_lines(ours: Mapping[str, Any], item: items.Item | None) -> list[FieldLine]:
    if item is None or item.status is None:
        keys: Sequence[str] = rules.DISCLOSABLE
        return [FieldLine(key, rules.label(key), _ours(ours, key), "", False) for key in keys]
    pending = {one.field for one in item.pending(ours)}
    found = []
    for key in COMPARED:
        if key not in item.theirs and key not in ("nik", "name"):
            continue
        accepted, kept = item.accepted.get(key), item.kept.get(key)
        decision = note = None
        mine = _ours(ours, key)
        if accepted and key not in pending:
            decision = "accepted"
            note = accepted.get("ours") or "–"
        elif kept and key not in pending:
            decision, note = "kept", kept.get("reason", "")
        theirs = item.theirs.get(key, "")
        found.append(
            FieldLine(key, rules.label(key), mine, theirs, key in pending, decision, note or "")
        )
    return found


def _ours(ours: Mapping[str, Any], key: str) -> str:
    return rules.as_text(ours["full_address"] if key == "address" else ours.get(key))


def _differing(
    connection: Connection, activity: Activity, keys: Sequence[str]
) -> dict[str, tuple[Difference, ...]]:
    ours = items.participants(connection, activity.id, keys)
    latest = items.newest(connection, activity.id, participant_ids=keys)
    return {
        key: item.pending(ours[key])
        for key, item in latest.items()
        if key in ours and item.status is not None
    }


_SORTS: dict[str, ColumnElement[Any]] = {
    "number": _participant.c.number,
    "name": _person.c.name_key,
    "nik": _person.c.nik,
    "state": _participant.c.clarification,
    "said": _item.c.result,
    "round": _round.c.number,
}


def _filtered(
    connection: Connection,
    activity: Activity,
    filters: Mapping[str, str],
    ids: Sequence[str] | None,
    chosen: Sequence[ColumnElement[Any]],
) -> Select[Any]:
    latest = (
        select(_item.c.id)
        .join(_round, _round.c.id == _item.c.round_id)
        .where(
            _item.c.participant_id == _participant.c.id,
            _item.c.deleted_at.is_(None),
            _round.c.deleted_at.is_(None),
        )
        .order_by(_round.c.number.desc(), _item.c.id.desc())
        .limit(1)
        .correlate(_participant)
        .scalar_subquery()
    )
    statement = (
        select(*chosen)
        .select_from(_participant)
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(_item, _item.c.id == latest)
        .outerjoin(_round, _round.c.id == _item.c.round_id)
        .where(*taking_part.taking_part(activity.id))
    )
    if ids is not None:
        statement = statement.where(_participant.c.id.in_(list(ids)))
    for key, wanted in filters.items():
        if key == "state":
            statement = statement.where(_in_state(wanted))
        elif key == "said":
            text = _item.c.result.icontains(wanted, autoescape=True)
            statement = statement.where(text | _item.c.remark.icontains(wanted, autoescape=True))
        elif key == "number":
            digits = wanted.strip()
            number = int(digits) if digits.isdecimal() else 0
            statement = statement.where(_participant.c.number == number)
        elif key == "differing":
            statement = statement.where(_differs_in(connection, activity, wanted))
        elif key in ("name", "nik"):
            statement = statement.where(contains(_person.c[key], key, wanted))
    return statement


def _differs_in(connection: Connection, activity: Activity, wanted: str) -> ColumnElement[bool]:
    """Tell who differs in a field that is called so; "nama" finds the names."""
    told = wanted.strip().casefold()
    # What differs is not stored but compared: only those who were answered otherwise are looked at.
    latest = items.newest(connection, activity.id, states=[*Status])
    ours = items.participants(connection, activity.id)
    found = [
        key
        for key, item in latest.items()
        if key in ours
        and told in rules.labels_of([one.field for one in item.pending(ours[key])]).casefold()
        and item.pending(ours[key])
    ]
    return _participant.c.id.in_(found)


def _in_state(state: str) -> ColumnElement[bool]:
    if state != UNSETTLED:
        return _participant.c.clarification == state
    reason = tables.warning_reason
    excused = select(reason.c.subject_id).where(
        reason.c.code == items.EXCUSED, reason.c.deleted_at.is_(None)
    )
    return (_participant.c.clarification != Status.MATCHED.value) & _participant.c.id.not_in(
        excused
    )
