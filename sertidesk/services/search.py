"""The one search: persons, activities and letters, as one types."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sertidesk.db import search as index
from sertidesk.db import tables
from sertidesk.domain import names, nik
from sertidesk.services import letter_lists
from sertidesk.services.store import Store

_person, _participant, _activity = tables.person, tables.participant, tables.activity
_DIGITS = re.compile(r"\+?[\d.\-()]*\d[\d.\-()]*")
_MOST_LETTERS = 4
_MOST_NAMED = 3  # activities named beside one person


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One person found; the middle of the NIK is hidden."""

    id: str
    name: str
    masked_nik: str
    village: str
    activities: tuple[str, ...]  # codes, the newest first


@dataclass(frozen=True, slots=True)
class ActivityHit:
    """One activity found."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LetterHit:
    """One letter found by its number, its subject or whom it is from or to."""

    id: str
    number: str
    subject: str
    correspondent: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What one search found; ``more``: persons were left out for want of room."""

    persons: tuple[PersonHit, ...] = ()
    activities: tuple[ActivityHit, ...] = ()
    letters: tuple[LetterHit, ...] = ()
    more: bool = False


def words(text: str) -> list[str]:
    """Return the words as the index holds them: folded names, phones without 0 or 62.

    A NIK may begin with 62 as well; only before an 8 is it the country's code.
    """
    found: list[str] = []
    named: list[str] = []
    for word in text.split():
        if not _DIGITS.fullmatch(word):
            named.append(word)
            continue
        digits = re.sub(r"\D", "", word)
        digits = re.sub(r"^(?:0|62(?=8))", "", digits) if len(digits) > 1 else digits
        if not (word.startswith("+") and digits == "62"):
            found.append(digits)
    name = " ".join(named)
    found += (names.fold(name) or _plain(name)).split()  # a title alone is looked for as it is
    return [word for word in found if word]


def person_ids(store: Store, text: str) -> list[str]:
    """Return the keys of the persons found, by name; at most `db.search.CAP`."""
    with store.read() as connection:
        return index.find_persons(connection, words(text))


def find(store: Store, text: str, limit: int = 10) -> Hits:
    """Return the first persons and activities for what is typed; nothing for nothing."""
    wanted = words(text)
    if not wanted:
        return Hits()
    with store.read() as connection:
        found = index.find_persons(connection, wanted, limit + 1)
        return Hits(
            _persons(connection, found[:limit]),
            _activities(connection, text.split()),
            tuple(
                LetterHit(one.id, one.number, one.subject, one.correspondent)
                for one in letter_lists.find(connection, text, _MOST_LETTERS)
            ),
            len(found) > limit,
        )


def _persons(connection: Connection, ids: Sequence[str]) -> tuple[PersonHit, ...]:
    if not ids:
        return ()
    rows = connection.execute(
        select(_person.c.id, _person.c.name, _person.c.nik, _person.c.village).where(
            _person.c.id.in_(ids)
        )
    )
    about = {row.id: row for row in rows}
    taken_part: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(_participant.c.person_id, _activity.c.code)
        .join(_activity, _activity.c.id == _participant.c.activity_id)
        .where(
            _participant.c.person_id.in_(ids),
            _participant.c.deleted_at.is_(None),
            _activity.c.deleted_at.is_(None),
        )
        .order_by(_activity.c.id.desc())
    ):
        taken_part[row.person_id].append(row.code)
    return tuple(
        PersonHit(
            key,
            about[key].name or "",
            nik.mask(about[key].nik or ""),
            about[key].village or "",
            tuple(taken_part[key][:_MOST_NAMED]),
        )
        for key in ids
    )


def _activities(connection: Connection, typed: Sequence[str]) -> tuple[ActivityHit, ...]:
    statement = select(_activity.c.code, _activity.c.name).where(_activity.c.deleted_at.is_(None))
    for word in typed:
        statement = statement.where(
            _activity.c.name.icontains(word, autoescape=True)
            | _activity.c.code.icontains(word, autoescape=True)
        )
    rows = connection.execute(statement.order_by(_activity.c.id.desc()).limit(5))
    return tuple(ActivityHit(row.code, row.name) for row in rows)


def _plain(word: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in word.casefold())
