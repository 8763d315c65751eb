"""Keeping files by content: in the folder before any row names them, gone again if none does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.safekeeping import CONTENTS
from sertidesk.domain.errors import UserError
from sertidesk.services.store import Store


@contextmanager
def unless_used(store: Store) -> Iterator[Callable[[bytes], str]]:
    """Give a way to keep contents; those that nothing refers to go again when the block fails."""
    kept: dict[str, None] = {}

    def put(content: bytes) -> str:
        sha256 = store.attachments.put(content)
        kept[sha256] = None
        return sha256

    try:
        yield put
    except BaseException:
        _forget_unused(store, list(kept))
        raise


def nothing_taken(refused: Sequence[str]) -> UserError:
    """Return the refusal where not one of the files could be taken."""
    if len(refused) == 1:
        return UserError("attachment_refused", "{why}", why=refused[0])
    return UserError(
        "attachments_refused",
        "{count} berkas tidak dapat dilampirkan. Yang pertama: {why}",
        count=len(refused),
        why=refused[0],
    )


def _forget_unused(store: Store, contents: Sequence[str]) -> None:
    """Remove contents that no row refers to, not even a removed one."""
    with store.read() as connection:
        for sha256 in contents:
            if not any(_names(connection, table, column, sha256) for table, column in CONTENTS):
                store.attachments.remove(sha256)


def _names(connection: Connection, table: str, column: str, sha256: str) -> bool:
    rows = tables.metadata.tables[table]
    found = connection.execute(select(rows.c.id).where(rows.c[column] == sha256).limit(1))
    return found.first() is not None
