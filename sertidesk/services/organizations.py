"""The organizations an office works with: LSPs, test centres (TUK), the civil registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import emails
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import count
from sertidesk.services.store import Store

_organization = tables.organization
_MOST_SEATS = 10_000


class Kind(StrEnum):
    """What an organization is to the office."""

    LSP = "lsp"
    TEST_CENTRE = "test_centre"
    CIVIL_REGISTRY = "civil_registry"
    OTHER = "other"


KIND_WORDS: dict[str, str] = {
    Kind.LSP: "LSP",
    Kind.TEST_CENTRE: "TUK",
    Kind.CIVIL_REGISTRY: "Disdukcapil",
    Kind.OTHER: "Mitra lain",
}


@dataclass(frozen=True, slots=True)
class Organization:
    """One organization; what is not known is empty, ``licence`` is an LSP's, seats a TUK's."""

    id: str
    kind: Kind
    name: str
    licence: str
    address: str
    phone: str
    email: str
    contact: str
    capacity: int | None
    notes: str


def listing(store: Store) -> list[Organization]:
    """Return all organizations: LSPs, test centres, civil registries, others; each by name."""
    with store.read() as connection:
        return _listing(connection)


def names(store: Store, kind: Kind) -> list[str]:
    """Return the names of one kind in their order, for completion."""
    return [one.name for one in listing(store) if one.kind is kind]


def remember(tx: Transaction, kind: Kind, name: str) -> None:
    """Add a name inside a use case, unless it is known (in whatever capitals)."""
    known = {one.name.casefold() for one in _listing(tx.connection) if one.kind is kind}
    if name and name.casefold() not in known:
        tx.insert(_organization, {"kind": kind.value, "name": name})


def add(store: Store, values: Mapping[str, str]) -> Changes:
    """Add an organization: `kind`, `name`, and whatever else of its fields is known."""
    checked = _checked(store, values)
    with store.write(f"{KIND_WORDS[str(checked['kind'])]} “{checked['name']}” ditambahkan") as tx:
        tx.subject = tx.insert(_organization, checked)
    return tx.changes


def change(store: Store, organization_id: str, values: Mapping[str, str]) -> Changes:
    """Change an organization; the same values as `add`. Activities keep what they say of it."""
    checked = _checked(store, values, organization_id)
    with store.write(f"{KIND_WORDS[str(checked['kind'])]} “{checked['name']}” diubah") as tx:
        tx.update(_organization, organization_id, checked)
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take organizations out of the list; activities keep what they say of them."""
    with store.write(f"{count(len(ids), 'mitra')} dihapus") as tx:
        for organization_id in ids:
            tx.delete(_organization, organization_id)
    return tx.changes


def _listing(connection: Connection) -> list[Organization]:
    rows = connection.execute(select(_organization).where(_organization.c.deleted_at.is_(None)))
    order = list(Kind)
    return sorted(
        (
            Organization(
                row.id,
                Kind(row.kind),
                row.name,
                row.licence or "",
                row.address or "",
                row.phone or "",
                row.email or "",
                row.contact or "",
                row.capacity,
                row.notes or "",
            )
            for row in rows
        ),
        key=lambda one: (order.index(one.kind), one.name.casefold()),
    )


def _checked(
    store: Store, values: Mapping[str, str], organization_id: str | None = None
) -> dict[str, object]:
    text = {key: " ".join(str(value).split()) for key, value in values.items()}
    if text.get("kind", "") not in KIND_WORDS:
        raise UserError("organization_without_kind", "Pilih jenisnya: LSP, TUK, atau lainnya.")
    kind, name = Kind(text["kind"]), text.get("name", "")
    if not name:
        raise UserError("organization_without_name", "Isi nama {kind} ini.", kind=KIND_WORDS[kind])
    for other in listing(store):
        same = other.kind is kind and other.name.casefold() == name.casefold()
        if same and other.id != organization_id:
            raise UserError(
                "organization_twice",
                "{kind} “{name}” sudah ada di daftar. Ubah yang sudah ada.",
                kind=KIND_WORDS[kind],
                name=other.name,
            )
    return {
        "kind": kind.value,
        "name": name,
        "licence": (text.get("licence") or None) if kind is Kind.LSP else None,
        "address": text.get("address") or None,
        "phone": text.get("phone") or None,
        "email": emails.checked(text.get("email", "")) or None,
        "contact": text.get("contact") or None,
        "capacity": _seats(text.get("capacity", "")) if kind is Kind.TEST_CENTRE else None,
        "notes": text.get("notes") or None,
    }


def _seats(text: str) -> int | None:
    if not text:
        return None
    digits = text.split()[0]  # "30 orang"
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(_MOST_SEATS))
    if not plain or not 0 < int(digits) <= _MOST_SEATS:
        raise UserError(
            "organization_capacity",
            "Kapasitas “{text}” bukan jumlah orang. Isi dengan angka, misalnya 30.",
            text=text,
        )
    return int(digits)
