"""Numbers for the papers that other columns keep: minutes, official records, decision letters.

The paper stays where it is written; the register holds its number, day and subject, so that no
number is given twice.
"""

from __future__ import annotations

from datetime import date

from sertidesk.db.history import Transaction
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction, Kind
from sertidesk.services import letters
from sertidesk.services.store import Store


def take(
    tx: Transaction,
    store: Store,
    activity_id: str,
    owner_id: str,
    kind: Kind,
    subject: str,
    day: date | None,
) -> str:
    """Enter a paper into the register inside the use case of its owner; return its number.

    Raises `UserError` where it has one already, or the office has no pattern for its kind.
    """
    former = letters.of_owner_in(tx.connection, owner_id)
    if former is not None:
        raise UserError(
            "paper_numbered",
            "Naskah ini sudah bernomor {number} di register. Ubah di halaman Surat bila perlu.",
            number=former.number or "…",
        )
    values: dict[str, object] = {"kind": kind, "subject": subject}
    if day is not None:
        values["letter_date"] = day
    letter_id = letters.register_in(
        tx, store, Direction.OUT, values, take=True, activity_id=activity_id, owner_id=owner_id
    )
    made = letters.get_in(tx.connection, letter_id)
    assert made is not None
    return made.number
