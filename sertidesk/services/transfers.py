"""The log of personal data that left the office: to whom, when, how many, which fields, which file.

UU 27/2022, Pasal 31 and 51–52. Entries are added, never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Transaction
from sertidesk.services.store import Store

_transfer = tables.transfer


@dataclass(frozen=True, slots=True)
class Transfer:
    """One file that left; ``subject_id`` is the round or submission it belongs to."""

    at: str
    recipient: str
    purpose: str
    persons: int
    fields: tuple[str, ...]
    file_name: str
    sha256: str
    subject_id: str | None


def log(
    tx: Transaction,
    *,
    activity_id: str,
    recipient: str,
    purpose: str,
    persons: int,
    fields: Sequence[str],
    file_name: str,
    sha256: str,
    subject_id: str | None = None,
) -> None:
    """Note one file inside the use case that writes it."""
    tx.insert(
        _transfer,
        {
            "activity_id": activity_id,
            "at": tx.at,
            "recipient": recipient,
            "purpose": purpose,
            "persons": persons,
            "fields": list(fields),
            "file_name": file_name,
            "sha256": sha256,
            "subject_id": subject_id,
        },
    )


def of_activity(store: Store, activity_id: str) -> list[Transfer]:
    """Return what left the office for this activity, the newest first.

    An undone round is in it too: undoing does not bring a file back.
    """
    with store.read() as connection:
        rows = connection.execute(
            select(_transfer)
            .where(_transfer.c.activity_id == activity_id)
            .order_by(_transfer.c.id.desc())
        ).all()
    return [
        Transfer(
            row.at,
            row.recipient,
            row.purpose,
            row.persons,
            tuple(row.fields),
            row.file_name,
            row.sha256,
            row.subject_id,
        )
        for row in rows
    ]
