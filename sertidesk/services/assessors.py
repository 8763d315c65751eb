"""The assessors an office works with: registration number, schemes, validity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import occupations, phones
from sertidesk.domain.errors import UserError
from sertidesk.domain.schedule import Assessor
from sertidesk.services.store import Store

_assessor = tables.assessor
FIELDS = ("name", "registration", "schemes", "valid_until", "phone")


def listing(store: Store) -> list[Assessor]:
    """Return the assessors by name."""
    with store.read() as connection:
        return list(alive(connection).values())


def alive(connection: Connection) -> dict[str, Assessor]:
    """Return the assessors by key, in the order of their names."""
    found = [one for one, gone in every(connection).values() if not gone]
    return {one.id: one for one in sorted(found, key=lambda one: one.name.casefold())}


def every(connection: Connection) -> dict[str, tuple[Assessor, bool]]:
    """Return all by key with whether each was removed: sessions keep whom they had."""
    rows = connection.execute(select(_assessor)).all()
    return {
        row.id: (
            Assessor(
                row.id,
                row.name,
                row.registration or "",
                tuple(row.schemes),
                row.valid_until,
                row.phone or "",
            ),
            row.deleted_at is not None,
        )
        for row in rows
    }


def add(store: Store, values: Mapping[str, object]) -> Changes:
    """Add an assessor; ``Changes.subject`` is the key. ``schemes`` are parted by ";" or lines."""
    with store.write(f"Asesor “{_text(values, 'name')}” ditambahkan") as tx:
        checked = _checked(tx.connection, {"schemes": "", **values}, None)
        tx.subject = tx.insert(_assessor, dict.fromkeys(FIELDS) | checked)
    return tx.changes


def edit(store: Store, assessor_id: str, values: Mapping[str, object]) -> Changes:
    """Change fields of an assessor."""
    with store.write("Data asesor diubah") as tx:
        tx.update(_assessor, assessor_id, _checked(tx.connection, values, assessor_id))
    return tx.changes


def remove(store: Store, assessor_id: str) -> Changes:
    """Take an assessor off the list; sessions keep whom they had. An undo brings them back."""
    with store.write("Asesor dihapus") as tx:
        tx.delete(_assessor, assessor_id)
    return tx.changes


def _checked(
    connection: Connection, values: Mapping[str, object], assessor_id: str | None
) -> dict[str, object]:
    """Return the values as they are stored; a `UserError` names one that cannot be."""
    checked: dict[str, object] = {}
    for key in values.keys() & set(FIELDS):
        if key == "schemes":
            checked[key] = _schemes(_text(values, key))
        elif key == "valid_until":
            day = values[key]
            checked[key] = day if isinstance(day, date) else None
        else:
            checked[key] = _text(values, key) or None
    if checked.get("phone"):
        checked["phone"] = phones.read(str(checked["phone"])).e164 or checked["phone"]
    if (assessor_id is None or "name" in checked) and not checked.get("name"):
        raise UserError("assessor_without_name", "Isi nama asesor.")
    number = checked.get("registration")
    if number:
        wanted = str(number).casefold()
        for other in alive(connection).values():
            if other.id != assessor_id and other.registration.casefold() == wanted:
                raise UserError(
                    "assessor_twice",
                    "Nomor registrasi {number} sudah dipakai asesor {name}. Periksa nomornya atau "
                    "ubah data yang sudah ada.",
                    number=number,
                    name=other.name,
                )
    return checked


def _schemes(text: str) -> list[str]:
    """Return the schemes of a typed list, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[;\n]", text))
    return list({occupations.fold(part): part for part in parts if part}.values())


def _text(values: Mapping[str, object], key: str) -> str:
    given = str(values.get(key) or "")
    return given if key == "schemes" else " ".join(given.split())
