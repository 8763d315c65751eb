"""From an interest to a participant: a known person is taken, one who takes part already linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import Catalogue
from sertidesk.services import area_paths, occupations, participants, villages
from sertidesk.services.activity import Activity
from sertidesk.services.interest import Interest, of_activity
from sertidesk.services.store import Store
from sertidesk.services.villages import VillageBook


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The participants that interests became: new ones, and those who took part already."""

    changes: Changes
    new: tuple[str, ...]
    known: tuple[str, ...]


def enrol(store: Store, activity: Activity, interest_ids: Sequence[str]) -> Enrolled:
    """Make open interests participants, in one go that one undo takes back.

    Without a NIK a new person begins, whom the gate of the participants names.
    """
    chosen = set(interest_ids)
    book, catalogue = villages.book(store, activity), occupations.catalogue(store)
    with store.write(f"{len(chosen)} peminat dijadikan peserta") as tx:
        waiting = [
            one
            for one in reversed(of_activity(tx.connection, activity.id))
            if one.id in chosen and one.is_open
        ]
        if not waiting:
            raise UserError(
                "nothing_to_enrol",
                "Yang dipilih sudah menjadi peserta atau batal. Pilih minat yang masih terbuka.",
            )
        present = _present(tx.connection, activity.id)
        new, known = [], []
        for one in waiting:
            participant_id = present.get(one.nik) if one.nik else None
            if participant_id is not None:
                known.append(participant_id)
            else:
                values = _values_of(one, book, catalogue)
                participant_id = participants.enrol(tx, activity.id, [values])[0]
                new.append(participant_id)
                if one.nik:
                    present[one.nik] = participant_id
            tx.update(tables.interest, one.id, {"participant_id": participant_id})
    return Enrolled(tx.changes, tuple(new), tuple(known))


def _present(connection: Connection, activity_id: str) -> dict[str, str]:
    """Return the participants of an activity by their NIK."""
    participant, person = tables.participant, tables.person
    rows = connection.execute(
        select(person.c.nik, participant.c.id)
        .join(person, person.c.id == participant.c.person_id)
        .where(
            participant.c.activity_id == activity_id,
            participant.c.deleted_at.is_(None),
            person.c.nik.is_not(None),
        )
    )
    return {row.nik: row.id for row in rows}


def _values_of(one: Interest, book: VillageBook, catalogue: Catalogue) -> dict[str, object]:
    """Return what an interest tells of a participant; absent parts are None."""
    values: dict[str, object] = {
        "name": one.name,
        "nik": one.nik or None,
        "phone": one.phone or None,
        "village": one.village or None,
        "occupation": one.occupation or None,
        "notes": one.note or None,
    }
    if one.area_code:
        values |= area_paths.values_of(book.areas, one.area_code)
    found = catalogue.by_name(one.occupation) if one.occupation else ()
    if len(found) == 1:
        job = found[0]
        values |= {
            "occupation": job.name,
            "occupation_code": job.code,
            "level": job.level,
            "qualification": job.qualification,
            "classification": job.classification,
            "subclassification": job.subclassification,
        }
    return values
