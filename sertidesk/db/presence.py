"""Who has the data folder open: windows share it, a restore wants it alone.

SQLite's own file locks on an empty file of their own: they work on every system, and go with
the process that held them, however it ends.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sertidesk.domain.errors import UserError

LOCK_NAME = "sertidesk.lock"
_PATIENCE = 5000  # milliseconds that opening waits for a restore in another window


class Presence:
    """This program's foot in the door of a data folder: none, shared, or alone."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._connection: sqlite3.Connection | None = None

    def share(self) -> None:
        """Be present beside others; a `UserError` tells that a restore is going on."""
        connection = self._open(_PATIENCE)
        try:
            connection.execute("BEGIN")
            # Reading takes the shared lock; the open transaction keeps it.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            self.leave()
            raise UserError(
                "data_being_restored",
                "Data sedang dipulihkan di jendela SertiDesk yang lain. Tunggu sampai selesai, "
                "lalu buka lagi.",
            ) from error

    def be_alone(self) -> bool:
        """Try to have the folder alone; on False others have it open and nothing is held."""
        connection = self._open(0)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self.leave()
            return False
        return True

    def leave(self) -> None:
        """Let go of what is held."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.rollback()
            connection.close()

    def _open(self, patience: int) -> sqlite3.Connection:
        self.leave()
        try:
            connection = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise UserError(
                "data_folder_unreachable",
                "Folder data {folder} tidak dapat dipakai. Periksa apakah folder itu ada dan boleh "
                "ditulis, atau pilih folder lain dengan --data.",
                folder=self._path.parent,
            ) from error
        connection.execute(f"PRAGMA busy_timeout = {patience}")
        self._connection = connection
        return connection
