"""The grid of an activity's participants: pages of whole records with the count of warnings.

The count is judged for the rows that are looked at; only a filter or an order by it judges all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.slices import slices
from sertidesk.services import judgement
from sertidesk.services.judgement import Rulebook
from sertidesk.services.participant_lists import (
    ParticipantQuery,
    count,
    ids,
    records,
    records_of,
    without,
)
from sertidesk.services.store import Store

WARNINGS = "warnings"
"""The key of the column that counts what is open."""

Record = dict[str, Any]


class Grid:
    """One activity's participants under a filter; what it judged is kept until `forget`."""

    def __init__(self, store: Store, rules: Rulebook) -> None:
        self._store, self._rules = store, rules
        self._judged: tuple[ParticipantQuery, list[str]] | None = None

    def forget(self) -> None:
        """Judge anew, because the data changed."""
        self._judged = None

    def count(self, query: ParticipantQuery) -> int:
        """Return how many participants the query finds."""
        return len(self.ids(query)) if _by_warnings(query) else count(self._store, query)

    def ids(self, query: ParticipantQuery) -> list[str]:
        """Return the keys of all participants found, in order."""
        if not _by_warnings(query):
            return ids(self._store, query)
        if self._judged is None or self._judged[0] != query:
            self._judged = (query, self._judge(query))
        return self._judged[1]

    def page(self, query: ParticipantQuery, offset: int, limit: int) -> list[Record]:
        """Return a page of records, each with its ``warnings``."""
        if _by_warnings(query):
            keys = self.ids(query)[offset : offset + limit]
            found = records_of(self._store, query.activity_id, keys)
        else:
            found = records(self._store, query, offset, limit)
        return self.with_warnings(found)

    def with_warnings(self, found: Sequence[Record]) -> list[Record]:
        """Return the records with the count of what nobody has taken knowingly yet."""
        held, taken = _certificates(self._store, found), _reasons(self._store, found)
        return [
            record
            | {
                WARNINGS: judgement.open_warnings(
                    judgement.judge(self._rules, record, held[record["person_id"]]),
                    taken[record["id"]],
                )
            }
            for record in found
        ]

    def _judge(self, query: ParticipantQuery) -> list[str]:
        plain = without(query, WARNINGS)
        if query.sort == WARNINGS:
            plain = replace(plain, sort="number", descending=False)
        found = self.with_warnings(records(self._store, plain))
        wanted = query.filters.get(WARNINGS, "").strip()
        if wanted:
            found = [record for record in found if _meets(record[WARNINGS], wanted)]
        if query.sort == WARNINGS:
            found.sort(key=lambda record: record[WARNINGS], reverse=query.descending)
        return [record["id"] for record in found]


def _meets(warnings: int, wanted: str) -> bool:
    """Tell whether a count meets what is typed: a number, "-" for none, else any at all."""
    if wanted == "-":
        return not warnings
    return warnings == int(wanted) if wanted.isdecimal() else bool(warnings)


def _by_warnings(query: ParticipantQuery) -> bool:
    return query.sort == WARNINGS or bool(query.filters.get(WARNINGS, "").strip())


def _certificates(store: Store, found: Sequence[Record]) -> dict[str, list[dict[str, Any]]]:
    certificate = tables.certificate
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    people = [record["person_id"] for record in found]
    with store.read() as connection:
        for some in slices(people):
            rows = connection.execute(
                select(certificate).where(
                    certificate.c.person_id.in_(some),
                    certificate.c.deleted_at.is_(None),
                )
            )
            for row in rows:
                held[row.person_id].append(dict(row._mapping))
    return held


def _reasons(store: Store, found: Sequence[Record]) -> dict[str, list[str]]:
    reason = tables.warning_reason
    taken: dict[str, list[str]] = defaultdict(list)
    subjects = [record["id"] for record in found]
    with store.read() as connection:
        for some in slices(subjects):
            rows = connection.execute(
                select(reason.c.subject_id, reason.c.code).where(
                    reason.c.subject_id.in_(some),
                    reason.c.deleted_at.is_(None),
                )
            )
            for row in rows:
                taken[row.subject_id].append(row.code)
    return taken
