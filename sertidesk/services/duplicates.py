"""Persons who may be one: found, shown side by side, and the decision kept for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from sertidesk.db import search, tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import duplicates as rules
from sertidesk.domain.duplicates import Candidate, NearPair
from sertidesk.domain.errors import Cancelled
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.services.persons import PersonDetails, details
from sertidesk.services.store import Store

_person, _decision = tables.person, tables.duplicate_decision
_COLUMNS = (_person.c.id, _person.c.name, _person.c.nik, _person.c.birth_date)
SAME, DIFFERENT = "same", "different"
_MOST = 200  # persons looked at for one half of a NIK
_HALF = 8  # digits: a slip in one half of a NIK leaves the other half whole


@dataclass(frozen=True, slots=True)
class Twins:
    """Two persons side by side; ``differing`` are the fields in which both say something else."""

    first: PersonDetails
    second: PersonDetails
    reasons: tuple[str, ...]
    score: float
    differing: frozenset[str]


def find(
    store: Store,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> tuple[NearPair, ...]:
    """Return all pairs that may be one person and are not decided yet, the likeliest first."""

    def advance(done: int, total: int) -> None:
        if is_cancelled():
            raise Cancelled
        report(done, total)

    with store.read() as connection:
        people = [
            Candidate(row.id, row.name or "", row.nik, row.birth_date)
            for row in connection.execute(select(*_COLUMNS).where(_person.c.deleted_at.is_(None)))
        ]
        decided = _decided(connection)
    found = rules.near(people, advance)
    return tuple(pair for pair in found if _key(pair.first, pair.second) not in decided)


def still_open(store: Store, pairs: Sequence[NearPair]) -> list[NearPair]:
    """Return those of some pairs found before that wait for a decision now."""
    ids = list(dict.fromkeys(key for pair in pairs for key in (pair.first, pair.second)))
    there: set[str] = set()
    with store.read() as connection:
        for some in slices(ids):
            there.update(
                connection.execute(
                    select(_person.c.id).where(
                        _person.c.id.in_(some), _person.c.deleted_at.is_(None)
                    )
                ).scalars()
            )
        decided = _decided(connection)
    return [
        pair
        for pair in pairs
        if there >= {pair.first, pair.second} and _key(pair.first, pair.second) not in decided
    ]


def side_by_side(store: Store, pair: NearPair) -> Twins:
    """Return both persons of a pair with everything known of them."""
    first, second = details(store, pair.first), details(store, pair.second)
    differing = frozenset(
        key
        for key in {*first.values, *second.values}
        if (first.values.get(key) or None) != (second.values.get(key) or None)
    )
    words = tuple(rules.REASON_TEXTS[reason] for reason in pair.reasons)
    return Twins(first, second, words, pair.score, differing)


def near_one(store: Store, values: Mapping[str, Any], person_id: str | None) -> tuple[Finding, ...]:
    """Return a warning for each known person who may be the one being typed.

    ``person_id`` is who is being edited, None for somebody new.
    """
    one = Candidate(
        person_id or "",
        str(values.get("name") or ""),
        values.get("nik"),
        values.get("birth_date"),
    )
    with store.read() as connection:
        rows = {row.id: row for row in _candidates(connection, one)}
        decided = _decided(connection, person_id) if person_id else set()
    others = [Candidate(row.id, row.name or "", row.nik, row.birth_date) for row in rows.values()]
    return tuple(
        Finding(
            f"near_duplicate:{pair.second}",
            "name",
            Severity.WARNING,
            f"Mirip dengan {rows[pair.second].name} (NIK {rows[pair.second].nik or 'kosong'}): "
            f"{', '.join(rules.REASON_TEXTS[reason] for reason in pair.reasons)}. Bila orangnya "
            "sama, periksa NIK; bila berbeda, beri alasan.",
        )
        for pair in rules.near_to(one, others)[:3]
        if _key(pair.first, pair.second) not in decided
    )


def tell_apart(store: Store, first: str, second: str, reason: str = "") -> Changes:
    """Keep that two persons are not one, so that nobody is asked again."""
    with store.write("Dua orang ditandai berbeda") as tx:
        decide(tx, first, second, DIFFERENT, reason)
    return tx.changes


def decide(tx: Transaction, first: str, second: str, decision: str, reason: str) -> None:
    """Keep a decision about a pair, inside a use case."""
    one, other = _key(first, second)
    present = tx.connection.execute(
        select(_decision.c.id).where(
            _decision.c.first_id == one,
            _decision.c.second_id == other,
            _decision.c.deleted_at.is_(None),
        )
    ).scalar_one_or_none()
    values = {"decision": decision, "reason": reason.strip() or None}
    if present is None:
        tx.insert(_decision, values | {"first_id": one, "second_id": other})
    else:
        tx.update(_decision, present, values)


def _candidates(connection: Connection, one: Candidate) -> list[Row[Any]]:
    """Return the few persons who could be near: of the same day, or with half of the NIK."""
    statement = select(*_COLUMNS).where(_person.c.deleted_at.is_(None), _person.c.id != one.key)
    alike = []
    if one.birth_date is not None:
        alike.append(_person.c.birth_date == one.birth_date)
    if one.nik and len(one.nik) == 2 * _HALF:
        head, tail = one.nik[:_HALF], one.nik[_HALF:]
        alike.append(_person.c.nik.between(head, head + "9" * _HALF))
        alike.append(_person.c.id.in_(search.find_persons(connection, [tail], _MOST)))
    return list(connection.execute(statement.where(or_(*alike)))) if alike else []


def _decided(connection: Connection, person_id: str | None = None) -> set[tuple[str, str]]:
    statement = select(_decision.c.first_id, _decision.c.second_id).where(
        _decision.c.deleted_at.is_(None)
    )
    if person_id is not None:
        statement = statement.where(
            or_(_decision.c.first_id == person_id, _decision.c.second_id == person_id)
        )
    return {(row.first_id, row.second_id) for row in connection.execute(statement)}


def _key(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)
