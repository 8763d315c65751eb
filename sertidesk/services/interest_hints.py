"""Who of the interested may be known already: as another interest, a participant, a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.slices import slices
from sertidesk.domain import interest as rules
from sertidesk.domain.interest import Entry, HintCode, State
from sertidesk.services.activity import Activity
from sertidesk.services.interest import Interest
from sertidesk.services.store import Store

_WORDS = {
    HintCode.SAME_NIK: "NIK sama dengan {who}",
    HintCode.SAME_PHONE: "HP sama dengan {who}",
    HintCode.LIKE_NAME: "Nama mirip {who}",
}


@dataclass(frozen=True, slots=True)
class Others:
    """Whom an interest is compared with, and in which words each is told."""

    interests: tuple[Entry, ...]
    participants: tuple[Entry, ...]
    words: Mapping[str, str]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all of them."""
        return self.interests + self.participants


def others(store: Store, activity: Activity, interests: Sequence[Interest]) -> Others:
    """Return those an interest of this activity may double: all but who became a participant.

    They are found again among the participants.
    """
    mine, theirs, words = [], [], {}
    for one in interests:
        if one.state is not State.ENROLLED:
            mine.append(entry_of(one))
            gone = ", pernah batal" if one.state is State.DROPPED else ""
            words[one.id] = f"peminat {one.name}{gone}"
    participant, person = tables.participant, tables.person
    with store.read() as connection:
        rows = connection.execute(
            select(participant.c.id, person.c.name, person.c.phone, person.c.village, person.c.nik)
            .join(person, person.c.id == participant.c.person_id)
            .where(participant.c.activity_id == activity.id, participant.c.deleted_at.is_(None))
        )
        for row in rows:
            theirs.append(
                Entry(row.id, row.name or "", row.phone or "", row.village or "", row.nik or "")
            )
            words[row.id] = f"peserta {row.name or row.nik}"
    return Others(tuple(mine), tuple(theirs), words)


def hints(store: Store, entries: Sequence[Entry], among: Others) -> dict[str, str]:
    """Return for each entry, by its key, who it may be: "HP sama dengan peserta Budi; …"."""
    told = {
        key: [_WORDS[hint.code].format(who=among.words[hint.other]) for hint in found]
        for key, found in rules.hints(entries, among.entries).items()
    }
    asked = [entry for entry in entries if entry.nik]
    here = {other.nik for other in among.participants if other.nik}
    with store.read() as connection:
        persons = _persons(connection, [entry.nik for entry in asked])
    for entry in asked:
        name = persons.get(entry.nik)
        if name is not None and entry.nik not in here:
            told.setdefault(entry.key, []).insert(0, f"NIK dikenal: {name}")
    return {key: "; ".join(words) for key, words in told.items()}


def entry_of(one: Interest) -> Entry:
    """Return what is compared of an interest."""
    return Entry(one.id, one.name, one.phone, one.village, one.nik)


def _persons(connection: Connection, niks: Sequence[str]) -> dict[str, str]:
    person = tables.person
    found: dict[str, str] = {}
    for some in slices(niks):
        rows = connection.execute(
            select(person.c.nik, person.c.name).where(
                person.c.nik.in_(some), person.c.deleted_at.is_(None)
            )
        )
        found.update((row.nik, row.name or "tanpa nama") for row in rows)
    return found
