"""The catalogue of occupations as this office uses it: the shipped one with the office's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain.education import EducationTable
from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import (
    LEVELS,
    Catalogue,
    Occupation,
    qualification_of,
    tidy_code,
)
from sertidesk.intake import occupations as files
from sertidesk.services.store import Store

_occupation = tables.occupation
OWN = "Ditambahkan instansi"


@dataclass(frozen=True, slots=True)
class OwnOccupation:
    """One occupation that the office added."""

    id: str
    code: str
    name: str
    level: int
    qualification: str
    classification: str
    subclassification: str
    decree: str


def own(store: Store) -> list[OwnOccupation]:
    """Return the occupations that the office added, by name and level."""
    statement = (
        select(_occupation)
        .where(_occupation.c.deleted_at.is_(None))
        .order_by(_occupation.c.name, _occupation.c.level)
    )
    with store.read() as connection:
        rows = connection.execute(statement).all()
    return [
        OwnOccupation(
            row.id,
            row.code or "",
            row.name,
            row.level,
            row.qualification or "",
            row.classification or "",
            row.subclassification or "",
            row.decree or "",
        )
        for row in rows
    ]


def catalogue(store: Store) -> Catalogue:
    """Return the whole catalogue, the office's own occupations before the shipped ones.

    Catalogues are kept: asking again costs a look at the (small) table of own occupations.
    """
    return _joined(tuple(own(store)))


def education_table() -> EducationTable:
    """Return the least education and experience that each level asks for."""
    return files.education_table()


def add(store: Store, values: Mapping[str, object]) -> Changes:
    """Add an occupation: `name`, `level`, and `code`, `subclassification`, `decree` if known.

    The qualification follows from the level, the classification from the subclassification.
    """
    checked = _checked(store, values)
    with store.write(f"Jabatan kerja “{checked['name']}” ditambahkan") as tx:
        tx.subject = tx.insert(_occupation, checked)
    return tx.changes


def change(store: Store, occupation_id: str, values: Mapping[str, object]) -> Changes:
    """Change an occupation of the office's own; the same values as `add`."""
    checked = _checked(store, values, occupation_id)
    with store.write(f"Jabatan kerja “{checked['name']}” diubah") as tx:
        tx.update(_occupation, occupation_id, checked)
    return tx.changes


def remove(store: Store, occupation_id: str) -> Changes:
    """Take an occupation out of the office's own; participants keep what was written."""
    with store.write("Jabatan kerja dihapus") as tx:
        tx.delete(_occupation, occupation_id)
    return tx.changes


def _checked(
    store: Store, values: Mapping[str, object], occupation_id: str | None = None
) -> dict[str, object]:
    text = {key: str(value or "").strip() for key, value in values.items()}
    name, level = text.get("name", ""), values.get("level")
    if not name:
        raise UserError("occupation_without_name", "Isi nama jabatan kerja.")
    if not isinstance(level, int) or level not in LEVELS:
        raise UserError("occupation_level", "Pilih jenjang jabatan kerja, 1 sampai 9.")
    code = tidy_code(text.get("code", ""))
    for other in own(store):
        same = (code and other.code == code) or (
            other.name.casefold() == name.casefold() and other.level == level
        )
        if same and other.id != occupation_id:
            raise UserError(
                "occupation_twice",
                "Jabatan kerja “{name}” jenjang {level} sudah ada di daftar. Ubah yang sudah ada.",
                name=other.name,
                level=other.level,
            )
    part = text.get("subclassification", "")
    known = files.catalogue().subclassification(part) if part else None
    if part and known is None:
        raise UserError(
            "subclassification_unknown",
            "Subklasifikasi “{part}” tidak dikenal. Pilih dari daftar atau kosongkan.",
            part=part,
        )
    return {
        "code": code or None,
        "name": name,
        "level": level,
        "qualification": qualification_of(level),
        "classification": known[0].name if known else None,
        "subclassification": known[1].name if known else None,
        "decree": text.get("decree") or None,
    }


@lru_cache(maxsize=2)
def _joined(added: tuple[OwnOccupation, ...]) -> Catalogue:
    return files.catalogue().with_own(
        Occupation(
            code=one.code or None,
            name=one.name,
            level=one.level,
            qualification=one.qualification,
            classification=one.classification,
            subclassification=one.subclassification,
            decree=one.decree or OWN,
        )
        for one in added
    )
