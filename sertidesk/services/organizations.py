"""The organizations an office works with (LSPs, test centres), remembered as they are named."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Transaction
from sertidesk.services.store import Store

_organization = tables.organization


class Kind(StrEnum):
    """What an organization is to the office."""

    LSP = "lsp"
    TEST_CENTRE = "test_centre"


def names(store: Store, kind: Kind) -> list[str]:
    """Return the names of one kind in their order, for completion."""
    statement = select(_organization.c.name).where(
        _organization.c.kind == kind, _organization.c.deleted_at.is_(None)
    )
    with store.read() as connection:
        return sorted(connection.execute(statement).scalars(), key=str.casefold)


def remember(tx: Transaction, kind: Kind, name: str) -> None:
    """Add a name inside a use case, unless it is known (in whatever capitals)."""
    known = tx.connection.execute(
        select(_organization.c.name).where(
            _organization.c.kind == kind, _organization.c.deleted_at.is_(None)
        )
    ).scalars()
    if name and name.casefold() not in {one.casefold() for one in known}:
        tx.insert(_organization, {"kind": kind.value, "name": name})
