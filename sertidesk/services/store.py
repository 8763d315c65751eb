"""The data folder, opened: database, attachments, backups, who works and what time it is."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from sertidesk.db import migrations
from sertidesk.db.content import ContentFolder
from sertidesk.db.engine import Database
from sertidesk.db.history import Transaction
from sertidesk.db.safekeeping import copy_database
from sertidesk.domain.errors import UserError

DATABASE_NAME = "sertidesk.db"


def _local_now() -> datetime:
    return datetime.now().astimezone()


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no user name known to the system
        return "petugas"


@dataclass
class Store:
    """An open data folder; make it with `open_store`, pass it to every service first."""

    folder: Path
    database: Database
    attachments: ContentFolder
    backups: Path
    actor: str
    clock: Callable[[], datetime]

    def now(self) -> str:
        """Return the local time with its offset, ISO 8601 to the second."""
        return self.clock().isoformat(timespec="seconds")

    def today(self) -> date:
        """Return the office's date."""
        return self.clock().date()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the data."""
        with self.database.read() as connection:
            yield connection

    @contextmanager
    def write(self, label: str, undoes: str | None = None) -> Iterator[Transaction]:
        """Run one use case: one transaction, one commit, its history under ``label``.

        An exception inside leaves the data as it was. The transaction's `changes` are there
        after the block.
        """
        with self.database.write() as connection:
            transaction = Transaction(connection, self.now(), self.actor, label, undoes=undoes)
            yield transaction
            transaction.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_store(
    folder: Path, actor: str | None = None, clock: Callable[[], datetime] = _local_now
) -> Store:
    """Open the data folder, making it where it is missing and migrating it where it is old."""
    try:
        for part in (folder, folder / "lampiran", folder / "cadangan"):
            part.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "data_folder_unreachable",
            "Folder data {folder} tidak dapat dibuat: {why}. Pilih folder lain dengan --data.",
            folder=folder,
            why=error.strerror or error,
        ) from error
    store = Store(
        folder=folder,
        database=Database(folder / DATABASE_NAME),
        attachments=ContentFolder(folder / "lampiran"),
        backups=folder / "cadangan",
        actor=actor or _who(),
        clock=clock,
    )

    def back_up_before_migration(version: int) -> None:
        stamp = store.clock().strftime("%Y%m%d-%H%M%S")
        copy_database(store.database.path, store.backups / f"sebelum-migrasi-v{version}-{stamp}.db")

    migrations.climb(store.database, store.now(), back_up_before_migration)
    store.attachments.sweep()
    return store
