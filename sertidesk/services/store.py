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
from sertidesk.db.presence import Presence
from sertidesk.db.safekeeping import drop_stale_journal, sweep
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
    """A data folder; open it with `open_store`, pass it to every service first."""

    folder: Path
    database: Database
    attachments: ContentFolder
    backups: Path
    actor: str
    clock: Callable[[], datetime]
    presence: Presence

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

    @contextmanager
    def write_along(self, change_set: str) -> Iterator[Transaction]:
        """Run one use case as part of a change set that exists: an undo takes both back."""
        with self.database.write() as connection:
            transaction = Transaction(
                connection, self.now(), self.actor, "", change_set=change_set, joins=True
            )
            yield transaction
            transaction.close()

    def close(self) -> None:
        """Close the database and leave the folder."""
        self.database.close()
        self.presence.leave()


def locate_store(
    folder: Path, actor: str | None = None, clock: Callable[[], datetime] = _local_now
) -> Store:
    """Make the folders that are missing, and leave the database alone: all a restore needs."""
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
    return Store(
        folder=folder,
        database=Database(folder / DATABASE_NAME),
        attachments=ContentFolder(folder / "lampiran"),
        backups=folder / "cadangan",
        actor=actor or _who(),
        clock=clock,
        presence=Presence(folder),
    )


def open_store(
    folder: Path, actor: str | None = None, clock: Callable[[], datetime] = _local_now
) -> Store:
    """Open the data folder, making it where it is missing and migrating it where it is old."""
    store = locate_store(folder, actor, clock)

    def back_up_before_migration(_version: int) -> None:
        from sertidesk.services import safekeeping  # which stands on this module

        safekeeping.back_up(store, safekeeping.Why.MIGRATION)

    try:
        alone = store.presence.be_alone()
        if alone:
            # Halves left by a killed process; of a living one they would be its work.
            sweep(store.folder, store.backups)
            store.attachments.sweep()
            ContentFolder(store.backups / "lampiran").sweep()
        else:
            store.presence.share()
        _refuse_lost_database(store)
        migrations.climb(store.database, store.now(), back_up_before_migration)
        if alone:
            drop_stale_journal(store.database.path)
            store.presence.share()
    except BaseException:
        store.close()
        raise
    return store


def _refuse_lost_database(store: Store) -> None:
    """Raise where backups lie beside no database: an empty one would look like lost work."""
    path = store.database.path
    if path.exists() and path.stat().st_size:
        return
    if any(store.backups.glob("*.sertidesk")):
        raise UserError(
            "database_missing",
            "Berkas data {path} hilang, tetapi cadangannya masih ada di {backups}. Pulihkan salah "
            "satunya dengan “sertidesk restore BERKAS”; untuk mulai dari kosong, pilih folder data "
            "lain.",
            path=path,
            backups=store.backups,
        )
