"""Open the database: connections, their settings, and storage trouble told as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from sertidesk.domain.errors import UserError

_TROUBLE = (
    (
        "locked",
        "database_locked",
        "Data sedang dipakai program lain. Tutup jendela SertiDesk yang lain, lalu coba lagi.",
    ),
    (
        "full",
        "disk_full",
        "Diska penuh, perubahan belum disimpan. Kosongkan tempat di diska, lalu coba lagi.",
    ),
    (
        "readonly",
        "database_readonly",
        "Folder data tidak boleh ditulis. Minta hak tulis untuk folder itu, lalu coba lagi.",
    ),
    (
        "unable to open",
        "database_unreachable",
        "Berkas data tidak dapat dibuka. Periksa apakah folder data ada dan boleh ditulis.",
    ),
    (
        "disk i/o",
        "disk_error",
        "Diska gagal membaca atau menulis. Periksa diska atau kabelnya, lalu coba lagi.",
    ),
    (
        "malformed",
        "database_damaged",
        "Berkas data rusak. Pulihkan cadangan terakhir dari menu Pengaturan › Cadangan.",
    ),
    (
        "not a database",
        "database_damaged",
        "Berkas data bukan basis data SertiDesk. Pulihkan cadangan terakhir.",
    ),
)


@contextmanager
def storage_trouble_as_sentences() -> Iterator[None]:
    """Turn what SQLite says of disks and locks into a `UserError`; other errors pass through."""
    try:
        yield
    except DatabaseError as error:
        told = sentence_for(str(error.orig))
        if told is None:
            raise
        raise told from error


def sentence_for(said: str) -> UserError | None:
    """Return what SQLite's words mean for the user; None for words that tell of a bug."""
    for words, code, sentence in _TROUBLE:
        if words in said.lower():
            return UserError(code, sentence)
    return None


def _configure(connection: Any, _record: object) -> None:
    # The driver's own transaction mode lets DDL slip out of a rollback; we begin explicitly.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        "busy_timeout = 5000",
        "journal_mode = WAL",
        "synchronous = FULL",
        "cache_size = -16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("sertidesk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """One SQLite file. Connections are pooled, one for a thread that asks for it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # What SQLAlchemy says of an error would else hold the values: names and NIKs in a report.
        self.engine: Engine = create_engine(f"sqlite:///{path.as_posix()}", hide_parameters=True)
        event.listen(self.engine, "connect", _configure)
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the data; nothing is written."""
        with storage_trouble_as_sentences(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a transaction of its own: committed at the end, or as it was."""
        with storage_trouble_as_sentences(), self.engine.connect() as plain:
            connection = plain.execution_options(sertidesk_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections; the last one folds the write-ahead log into the file."""
        self.engine.dispose()
