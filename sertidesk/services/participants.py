"""Participants of an activity: enrol, change, withdraw. A person exists once, by NIK."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import names
from sertidesk.domain.errors import UserError
from sertidesk.domain.fields import BY_KEY, Holder, keys_of
from sertidesk.domain.ids import new_id
from sertidesk.services.store import Store

_NIK = re.compile("[0-9]{16}")

Values = Mapping[str, object]  # keys of domain/fields.py

_PERSON_KEYS = frozenset(keys_of(Holder.PERSON)) | {"area_code", "photo_sha256"}
_EDUCATION_KEYS = frozenset(keys_of(Holder.EDUCATION))
_PARTICIPANT_KEYS = frozenset(keys_of(Holder.PARTICIPANT)) | {"extra"}
_ONE_PERSONS_OWN = frozenset(("nik", "name", "photo_sha256"))  # never the same for several


def add(store: Store, activity_id: str, values: Values) -> Changes:
    """Enrol one person; ``Changes.subject`` is the participant's key.

    A person who is already known by NIK is taken, and filled in where the new values say more.
    """
    with store.write("Peserta ditambahkan") as tx:
        tx.subject = enrol(tx, activity_id, [values])[0]
    return tx.changes


def enrol(
    tx: Transaction, activity_id: str, rows: Sequence[Values], batch_id: str | None = None
) -> list[str]:
    """Enrol persons inside a use case, in the order given; return the participants' keys.

    Known persons get the values they lacked; what is known of them already is not overwritten.
    Raises `UserError` when a NIK is in the activity already or twice in ``rows``.
    """
    known = _known_persons(tx, [str(row["nik"]) for row in rows if row.get("nik")])
    present = _present(tx, activity_id)
    number = _last_number(tx, activity_id)
    persons, educations, participants = [], [], []
    seen: set[str] = set()
    for offset, row in enumerate(rows, start=1):
        refuse_damage(row)
        nik = row.get("nik")
        person_id = known.get(str(nik)) if nik else None
        if (person_id and person_id in present) or (nik and str(nik) in seen):
            raise UserError(
                "nik_in_activity",
                "NIK {nik} ({name}) sudah terdaftar dalam kegiatan ini. Buka peserta itu untuk "
                "mengubah datanya.",
                nik=nik,
                name=row.get("name") or "tanpa nama",
            )
        if nik:
            seen.add(str(nik))
        if person_id is None:
            person_id = new_id()
            persons.append(_person_row(row) | {"id": person_id})
            if any(row.get(key) for key in _EDUCATION_KEYS):
                educations.append(_pick(row, _EDUCATION_KEYS) | {"person_id": person_id})
        else:
            _fill_in(tx, person_id, row)
        participants.append(
            _pick(row, _PARTICIPANT_KEYS)
            | {
                "activity_id": activity_id,
                "person_id": person_id,
                "number": number + offset,
                "import_batch_id": batch_id,
            }
        )
    tx.insert_many(tables.person, persons)
    tx.insert_many(tables.education, [row | {"position": 0} for row in educations])
    return tx.insert_many(tables.participant, participants)


def save(store: Store, participant_id: str, values: Values) -> Changes:
    """Change fields of one participant and the person behind; only the keys given are touched."""
    try:
        with store.write("Data peserta diubah") as tx:
            apply(tx, participant_id, values)
    except IntegrityError as error:
        raise nik_taken(store, values) from error
    return tx.changes


def edit_many(store: Store, participant_ids: Sequence[str], values: Values) -> Changes:
    """Give several participants the same values, in one transaction that one undo takes back."""
    if values.keys() & _ONE_PERSONS_OWN:
        raise ValueError(sorted(values))
    labels = ", ".join(BY_KEY[key].label for key in values if key in BY_KEY)
    with store.write(f"{len(participant_ids)} peserta diubah: {labels}") as tx:
        for participant_id in participant_ids:
            apply(tx, participant_id, values)
    return tx.changes


def apply(tx: Transaction, participant_id: str, values: Values) -> None:
    """Write values to the records that hold them, inside a use case."""
    refuse_damage(values)
    person_id = person_of(tx, participant_id)
    mine = {key: values[key] for key in values.keys() & _PARTICIPANT_KEYS}
    if mine:
        tx.update(tables.participant, participant_id, mine)
    save_person(tx, person_id, values)


def save_person(tx: Transaction, person_id: str, values: Values) -> None:
    """Write what ``values`` says of the person and the last diploma, inside a use case."""
    theirs = {key: values[key] for key in values.keys() & _PERSON_KEYS}
    if "name" in theirs:
        theirs["name_key"] = names.fold(str(theirs["name"] or ""))
    if theirs:
        tx.update(tables.person, person_id, theirs)
    diploma = {key: values[key] for key in values.keys() & _EDUCATION_KEYS}
    if diploma:
        last = last_education(tx, person_id)
        if last is not None:
            tx.update(tables.education, last, diploma)
        elif any(diploma.values()):
            tx.insert(tables.education, diploma | {"person_id": person_id, "position": 0})


def remove(store: Store, participant_ids: Sequence[str]) -> Changes:
    """Take participants out of their activity; the persons stay, and an undo brings all back."""
    with store.write(f"{len(participant_ids)} peserta dikeluarkan dari kegiatan") as tx:
        for participant_id in participant_ids:
            tx.delete(tables.participant, participant_id)
    return tx.changes


def refuse_damage(values: Values) -> None:
    """Raise `UserError` for what must never be stored: a NIK that is not sixteen digits."""
    digits = values.get("nik")
    if digits is not None and not (isinstance(digits, str) and _NIK.fullmatch(digits)):
        raise UserError(
            "nik_damaged",
            "NIK “{nik}” bukan 16 angka, jadi tidak disimpan. Ketik ulang dari KTP-el.",
            nik=digits,
        )


def person_of(tx: Transaction, participant_id: str) -> str:
    """Return the key of the person behind a participant."""
    person_id = tx.connection.execute(
        select(tables.participant.c.person_id).where(tables.participant.c.id == participant_id)
    ).scalar_one()
    return str(person_id)


def last_education(tx: Transaction, person_id: str) -> str | None:
    """Return the key of the person's last diploma; the earlier ones never stand in for it."""
    education = tables.education
    return tx.connection.execute(
        select(education.c.id)
        .where(
            education.c.person_id == person_id,
            education.c.position == 0,
            education.c.deleted_at.is_(None),
        )
        .order_by(education.c.id)
        .limit(1)
    ).scalar_one_or_none()


def _pick(row: Values, keys: frozenset[str]) -> dict[str, object]:
    return {key: row.get(key) for key in sorted(keys)}


def _person_row(row: Values) -> dict[str, object]:
    return _pick(row, _PERSON_KEYS) | {"name_key": names.fold(str(row.get("name") or ""))}


def _fill_in(tx: Transaction, person_id: str, row: Values) -> None:
    keys = [key for key in sorted(_PERSON_KEYS) if row.get(key)]
    person = tables.person
    current = tx.connection.execute(
        select(*(person.c[key] for key in keys)).where(person.c.id == person_id)
    ).one()
    missing = {
        key: row[key] for key, value in zip(keys, current, strict=True) if value in (None, "")
    }
    if missing:
        tx.update(person, person_id, missing)
    diploma = {key: row[key] for key in _EDUCATION_KEYS if row.get(key)}
    if diploma and last_education(tx, person_id) is None:
        tx.insert(tables.education, diploma | {"person_id": person_id, "position": 0})


def _known_persons(tx: Transaction, niks: Sequence[str]) -> dict[str, str]:
    person = tables.person
    known: dict[str, str] = {}
    for some in slices(niks):
        rows = tx.connection.execute(
            select(person.c.nik, person.c.id).where(
                person.c.nik.in_(some), person.c.deleted_at.is_(None)
            )
        )
        known.update((row.nik, row.id) for row in rows)
    return known


def _present(tx: Transaction, activity_id: str) -> set[str]:
    participant = tables.participant
    rows = tx.connection.execute(
        select(participant.c.person_id).where(
            participant.c.activity_id == activity_id, participant.c.deleted_at.is_(None)
        )
    )
    return {row.person_id for row in rows}


def _last_number(tx: Transaction, activity_id: str) -> int:
    participant = tables.participant
    return int(
        tx.connection.execute(
            select(func.coalesce(func.max(participant.c.number), 0)).where(
                participant.c.activity_id == activity_id
            )
        ).scalar_one()
    )


def nik_taken(store: Store, values: Values) -> UserError:
    """Return the refusal of a NIK that another person has already."""
    with store.read() as connection:
        holder = connection.execute(
            select(tables.person.c.name).where(
                tables.person.c.nik == values.get("nik"), tables.person.c.deleted_at.is_(None)
            )
        ).scalar_one_or_none()
    return UserError(
        "nik_taken",
        "NIK {nik} sudah dipakai oleh {name}. Periksa KTP keduanya; bila orangnya sama, gabungkan "
        "lewat halaman Orang › Kembar.",
        nik=values.get("nik"),
        name=holder or "orang lain",
    )
