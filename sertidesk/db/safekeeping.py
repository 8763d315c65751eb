"""Copy a living database by SQLite's backup API, and look whether a copy is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_database(source: Path, target: Path) -> None:
    """Write a copy of ``source`` as it stands, write-ahead log included, to the new ``target``."""
    with closing(sqlite3.connect(source)) as living, closing(sqlite3.connect(target)) as copy:
        living.backup(copy)
        # A copy must be one file: no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def faults(path: Path) -> list[str]:
    """Return what `integrity_check` and `foreign_key_check` find; an empty list is a whole file."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
    found = [line for line in said if line != "ok"]
    return found + [f"foreign key: {row[0]} {row[1]}" for row in broken]
