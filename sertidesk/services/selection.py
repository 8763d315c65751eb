"""The selection as it stands: the office's rules and quotas, every candidate with rank and state.

Deciding belongs to `selection_decisions.py`, the list and the paper to `selection_papers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, or_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import selection as rules
from sertidesk.domain.clarification import Status
from sertidesk.domain.errors import UserError
from sertidesk.domain.selection import (
    Candidate,
    Gauge,
    Plan,
    Ranked,
    Rule,
    State,
    Target,
)
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_selection, _plan = tables.selection, tables.selection_plan
_participant, _person = tables.participant, tables.person
SCREEN = "selection"
MOST = 10_000  # places a quota may have


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate as the screen and the papers show them."""

    participant_id: str
    place: int  # in the order of registration
    name: str
    nik: str
    sex: str
    born: date | None
    village: str
    phone: str  # E.164
    occupation: str
    level: int | None
    has_documents: bool
    has_certificate: bool
    is_matched: bool
    state: State
    verified_on: date | None
    verified_by: str
    note: str
    decided_on: date | None
    decided_by: str
    reason: str
    by_hand: bool
    withdrawn_reason: str
    replacement_id: str | None
    replacement: str = ""  # who took the place
    replaces: str = ""  # whose place was taken
    rank: Ranked | None = None

    @property
    def candidate(self) -> Candidate:
        """Return what the rules look at."""
        return Candidate(
            self.participant_id, self.place, self.occupation, self.level, self.village, self.sex,
            self.born, self.has_documents, self.has_certificate, self.is_matched, self.state,
            self.by_hand,
        )  # fmt: skip

    @property
    def why(self) -> str:
        """Return the reason that counts: why someone left, whom they replace, what was decided."""
        if self.state is State.REPLACED:
            return f"{self.withdrawn_reason}; digantikan {self.replacement}"
        if self.state is State.WITHDRAWN:
            return self.withdrawn_reason
        if self.reason:
            return self.reason
        if self.state is State.INELIGIBLE and self.note:
            return self.note
        return self.rank.reason if self.rank else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The plan, the candidates by occupation and rank, and how full each quota is."""

    plan: Plan
    entries: tuple[Entry, ...]
    gauges: tuple[Gauge, ...]

    @property
    def candidates(self) -> list[Candidate]:
        """Return what the rules look at."""
        return [one.candidate for one in self.entries]

    def entry(self, participant_id: str) -> Entry | None:
        """Return one candidate."""
        return next((one for one in self.entries if one.participant_id == participant_id), None)

    def waiting_for(self, gone: Entry) -> list[Entry]:
        """Return who could take a place, best first: the reserve, then the verified.

        Those of the same occupation come first.
        """
        free = [one for one in self.entries if one.state in (State.RESERVE, State.ELIGIBLE)]
        target = self.plan.target_of(gone.candidate)

        def order(one: Entry) -> tuple[bool, bool]:
            same = one.occupation == gone.occupation
            if target is not None:
                same = self.plan.target_of(one.candidate) == target
            return (not same, one.state is not State.RESERVE)

        return sorted(free, key=order)


def load(store: Store, activity: Activity) -> Board:
    """Return the selection of an activity."""
    with store.read() as connection:
        return board(connection, activity, store.today())


def board(connection: Connection, activity: Activity, today: date) -> Board:
    """Return what `load` does, inside a use case."""
    plan = plan_of(connection, activity)
    plain = {one.participant_id: one for one in _entries(connection, activity)}
    people = [one.candidate for one in plain.values()]
    ranks = rules.ranking(plan, people, today)
    ordered = [
        replace(plain[one.id], rank=ranks.get(one.id)) for one in rules.in_order(plan, people)
    ]
    place = {target: number for number, target in enumerate(plan.targets)}

    def order(one: Entry) -> tuple[bool, int, str]:
        target = plan.target_of(one.candidate)
        number = place[target] if target else len(place)
        return one.rank is None, number, "" if target else one.occupation.casefold()

    ordered.sort(key=order)
    return Board(plan, tuple(ordered), tuple(rules.gauges(plan, people)))


def plan_of(connection: Connection, activity: Activity) -> Plan:
    """Return the office's rules and quotas; what was never set is as the program ships it."""
    targets = tuple(
        Target(str(one["occupation"]), _number(one.get("level")), _number(one.get("quota")))
        for one in activity.target_occupations
        if one.get("occupation")
    )
    row = connection.execute(
        select(_plan).where(_plan.c.activity_id == activity.id, _plan.c.deleted_at.is_(None))
    ).one_or_none()
    if row is None:
        return Plan(targets, activity.planned_participants)
    known = {str(rule) for rule in Rule}
    return Plan(
        targets,
        row.total if row.total is not None else activity.planned_participants,
        {str(name): int(quota) for name, quota in row.villages.items()},
        tuple(Rule(rule) for rule in row.rules if rule in known),
        row.reserves,
        bool(row.verified_only),
    )


def save_plan(store: Store, activity: Activity, plan: Plan) -> Changes:
    """Keep the rules, the reserve and the quotas but those of occupations (the activity's own)."""
    for quota in (plan.total, plan.reserves, *plan.villages.values()):
        if quota is not None and not 0 <= quota <= MOST:
            raise UserError(
                "quota_unreadable", "Kuota harus angka antara 0 dan 10.000. Perbaiki isiannya."
            )
    values: dict[str, object] = {
        "total": plan.total,
        "reserves": plan.reserves,
        "verified_only": int(plan.verified_only),
        "rules": [str(rule) for rule in dict.fromkeys(plan.rules)],
        "villages": dict(plan.villages),
    }
    with store.write("Aturan seleksi diubah") as tx:
        row_id = tx.connection.execute(
            select(_plan.c.id).where(
                _plan.c.activity_id == activity.id, _plan.c.deleted_at.is_(None)
            )
        ).scalar_one_or_none()
        if row_id is None:
            tx.insert(_plan, {"activity_id": activity.id, **values})
        else:
            tx.update(_plan, row_id, values)
    return tx.changes


def villages(entries: Sequence[Entry]) -> list[str]:
    """Return the villages the candidates come from, each spelling of one once, by name."""
    found: dict[str, str] = {}
    for one in entries:
        if one.village:
            found.setdefault(rules.village_key(one.village), one.village)
    return sorted(found.values(), key=str.casefold)


def open_facts(
    connection: Connection, activity: Activity
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom nobody has decided on, and the quotas that are exceeded, for the gate.

    Before anything is decided, and as long as there are places for all, nothing is open.
    """
    if not any(SCREEN in step.screens for step in activity.procedure.steps):
        return (), ()
    plan, everyone = plan_of(connection, activity), _entries(connection, activity)
    people = [one for one in everyone if one.state not in (State.WITHDRAWN, State.REPLACED)]
    begun = any(one.state is not State.UNVERIFIED for one in people)
    quotas = [target.quota for target in plan.targets]
    places = plan.total
    if places is None and quotas and None not in quotas:
        places = sum(quota or 0 for quota in quotas)
    contested = bool(plan.villages) or (places is not None and len(people) > places)
    undecided = tuple(one.participant_id for one in people if one.state in rules.OPEN)
    over = tuple(
        f"{one.label} ({one.taken} dari {one.quota})"
        for one in rules.exceeded(plan, [one.candidate for one in people])
    )
    return (undecided if begun or contested else ()), over


def _entries(connection: Connection, activity: Activity) -> list[Entry]:
    """Return the candidates in the order of registration, without their ranks."""
    rows = connection.execute(_candidates(activity.id)).all()
    names = {row.id: row.name or row.nik or "tanpa nama" for row in rows}
    replaces = {row.replacement_id: names[row.id] for row in rows if row.replacement_id}
    return [_entry(row, names, replaces) for row in rows]


def _candidates(activity_id: str) -> Any:
    certificate = tables.certificate
    held = exists().where(
        certificate.c.person_id == _person.c.id,
        certificate.c.deleted_at.is_(None),
        or_(
            certificate.c.participant_id.is_(None),
            certificate.c.participant_id != _participant.c.id,
        ),
    )
    return (
        select(
            _participant.c.id,
            _participant.c.number,
            _participant.c.occupation,
            _participant.c.level,
            _participant.c.documents_complete,
            _participant.c.clarification,
            _participant.c.withdrawn_reason,
            *(_person.c[key] for key in ("name", "nik", "sex", "birth_date", "village", "phone")),
            held.label("has_certificate"),
            *(
                _selection.c[key]
                for key in (
                    "state", "verified_on", "verified_by", "note", "decided_on", "decided_by",
                    "reason", "by_hand", "replacement_id",
                )
            ),
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(
            _selection,
            and_(
                _selection.c.participant_id == _participant.c.id, _selection.c.deleted_at.is_(None)
            ),
        )
        .where(_participant.c.activity_id == activity_id, _participant.c.deleted_at.is_(None))
        .order_by(_participant.c.number)
    )  # fmt: skip


def _state(row: Row[Any]) -> State:
    if row.withdrawn_reason is not None:
        return State.REPLACED if row.replacement_id else State.WITHDRAWN
    return State(row.state) if row.state else State.UNVERIFIED


def _entry(row: Row[Any], names: Mapping[str, str], replaces: Mapping[str, str]) -> Entry:
    return Entry(
        participant_id=row.id,
        place=row.number,
        name=names[row.id],
        nik=row.nik or "",
        sex=row.sex or "",
        born=row.birth_date,
        village=row.village or "",
        phone=row.phone or "",
        occupation=row.occupation or "",
        level=_number(row.level),
        has_documents=bool(row.documents_complete),
        has_certificate=bool(row.has_certificate),
        is_matched=row.clarification == Status.MATCHED,
        state=_state(row),
        verified_on=row.verified_on,
        verified_by=row.verified_by or "",
        note=row.note or "",
        decided_on=row.decided_on,
        decided_by=row.decided_by or "",
        reason=row.reason or "",
        by_hand=bool(row.by_hand),
        withdrawn_reason=row.withdrawn_reason or "",
        replacement_id=row.replacement_id,
        replacement=names.get(row.replacement_id or "", ""),
        replaces=replaces.get(row.id, ""),
    )


def _number(value: object) -> int | None:
    try:
        return int(str(value)) if value not in (None, "") else None
    except ValueError:
        return None
