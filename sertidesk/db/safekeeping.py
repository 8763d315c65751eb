"""Copy a living database by SQLite's backup API, look whether a copy is whole, swap it in.

What a backup file holds besides the database belongs to `db/backup_file.py`.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sertidesk.db.engine import sentence_for
from sertidesk.domain.errors import Cancelled
from sertidesk.domain.work import IsCancelled, Report, never, silent

WORKING_COPY = ".~sertidesk-"  # how the name of a copy begins that no one has vouched for yet
_PAGES_AT_ONCE = 2048
_STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine, between two looks at Cancel
_COUNTED = ("activity", "person", "participant", "attachment")
# Columns that name a content which must be in the attachment folder, deleted rows included:
# they can be restored. (Other checksums only name files that went out or came in.)
CONTENTS = (
    ("attachment", "sha256"),
    ("evidence", "sha256"),
    ("person", "photo_sha256"),
    ("form", "sha256"),
    ("letterhead", "emblem_sha256"),
    ("submission", "sha256"),
)


@contextmanager
def sqlite_trouble_as_sentences() -> Iterator[None]:
    """Turn what the driver says of disks, locks and damage into a `UserError`."""
    try:
        yield
    except sqlite3.Error as error:
        told = sentence_for(str(error))
        if told is None:
            raise
        raise told from error


def copy_database(
    source: Path,
    target: Path,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> None:
    """Write a copy of ``source`` as it stands, write-ahead log included, to the new ``target``.

    Work in other windows goes on meanwhile; the copy shows one moment of the data. The copy is
    not yet flushed to the disk: whoever keeps it does that.
    """

    def told(_status: int, remaining: int, total: int) -> None:
        if is_cancelled():
            raise Cancelled
        report(total - remaining, total)

    with (
        sqlite_trouble_as_sentences(),
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True)) as living,
        closing(sqlite3.connect(target)) as copy,
    ):
        living.execute("PRAGMA busy_timeout = 5000")
        copy.execute("PRAGMA synchronous = OFF")
        # An open read transaction keeps one state in sight; without it the copy would begin
        # anew at every write of another window.
        living.execute("BEGIN")
        living.execute("SELECT count(*) FROM sqlite_master").fetchone()
        living.backup(copy, pages=_PAGES_AT_ONCE, progress=told)
        # A copy must be one file: no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def faults(path: Path, is_cancelled: IsCancelled = never) -> list[str]:
    """Return what `integrity_check` and `foreign_key_check` find; an empty list is a whole file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(is_cancelled, _STEPS_BETWEEN_LOOKS)
        try:
            connection.execute("PRAGMA busy_timeout = 5000")
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            if is_cancelled():
                raise Cancelled from error
            return [str(error)]
    found = [line for line in said if line != "ok"]
    return found + [f"foreign key: {row[0]} {row[1]}" for row in broken]


def counts_of(path: Path) -> dict[str, int]:
    """Return how many living rows the main tables hold; a table the file lacks counts 0."""
    with sqlite_trouble_as_sentences(), closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(
                f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL"
            ).fetchone()[0]
            if _has(connection, table)
            else 0
            for table in _COUNTED
        }


def contents_named_in(path: Path) -> set[str]:
    """Return the digest of every content that the data refers to."""
    with sqlite_trouble_as_sentences(), closing(sqlite3.connect(path)) as connection:
        return {
            row[0]
            for table, column in CONTENTS
            if _has(connection, table)
            for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}")
            if row[0]
        }


def schema_version_of(path: Path) -> int:
    """Return the version stamped in the file; 0 where there is none."""
    with sqlite_trouble_as_sentences(), closing(sqlite3.connect(path)) as connection:
        if not _has(connection, "schema_version"):
            return 0
        return int(connection.execute("SELECT max(version) FROM schema_version").fetchone()[0] or 0)


def state_of(path: Path) -> str:
    """Return a mark that differs as soon as one more change has been written.

    By row numbers too: a clock set back makes keys that are not the greatest, and a change may
    join an earlier change set.
    """
    with sqlite_trouble_as_sentences(), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA busy_timeout = 5000")
        if not _has(connection, "change"):
            return ""
        last = connection.execute(
            "SELECT (SELECT max(rowid) FROM change), rowid, id FROM change_set "
            "ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
    return ":".join(str(part) for part in last) if last else ""


def fold_log(path: Path) -> bool:
    """Fold the write-ahead log into the file; False when the file is too damaged for that.

    A `UserError` tells that another connection has it open.
    """
    try:
        with closing(sqlite3.connect(path, timeout=2)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.DatabaseError as error:
        told = sentence_for(str(error))
        if told is not None and told.code == "database_locked":
            raise told from error
        return False
    return bool(mode == "delete")


def logs_of(path: Path) -> list[Path]:
    """Return the files that SQLite may keep beside a database."""
    return [path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal")]


def swap_in(copy: Path, target: Path) -> None:
    """Make ``copy`` the database ``target``, at once and durably; nobody may have it open.

    The old file's log must have been folded in or put aside: beside the new file it would be
    replayed into it.
    """
    flush(copy)
    for log in logs_of(target):
        log.unlink(missing_ok=True)
    copy.replace(target)
    flush_folder(target.parent)


def sweep(*folders: Path) -> int:
    """Remove working copies that a killed program left; return how many.

    Only for whoever is alone in the data folder: a living copy looks the same.
    """
    removed = 0
    for folder in folders:
        for leftover in folder.glob(f"{WORKING_COPY}*"):
            with suppress(OSError):
                leftover.unlink()
                removed += 1
    return removed


def drop_stale_journal(path: Path) -> None:
    """Remove a rollback journal that a kill left while the log was being folded.

    Only after the database was opened, which takes back what such a journal asks for: in WAL
    mode nothing needs it any more.
    """
    with suppress(OSError):
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, where the system lets a program ask for it."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network shares refuse it
                os.fsync(handle)
        finally:
            os.close(handle)


def _has(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    return found is not None
