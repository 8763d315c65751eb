"""The ladder: numbered migrations, one file each, stamped in the transaction that applies them.

A file that a newer program wrote is refused politely. docs/database.md explains each version.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect

from sertidesk.db.engine import Database
from sertidesk.db.schema import SEPARATOR
from sertidesk.domain.errors import UserError

LADDER = ("0001_initial", "0002_later_steps")
NEWEST = len(LADDER)
_FOLDER = Path(__file__).parent


def version_of(connection: Connection) -> int:
    """Return the version stamped in the file; 0 for a file without tables."""
    if not inspect(connection).has_table("schema_version"):
        return 0
    row = connection.exec_driver_sql("SELECT max(version) FROM schema_version").scalar_one()
    return int(row or 0)


def climb(database: Database, at: str, before: Callable[[int], None]) -> None:
    """Bring the file to the newest version; ``before`` (a backup) is called once if it has data."""
    with database.read() as connection:
        version = version_of(connection)
    if version > NEWEST:
        raise UserError(
            "database_newer",
            "Data ini dibuat oleh SertiDesk yang lebih baru (versi data {found}, program ini "
            "mengenal {known}). Pasang SertiDesk terbaru, lalu buka lagi.",
            found=version,
            known=NEWEST,
        )
    if 0 < version < NEWEST:
        before(version)
    for number, name in enumerate(LADDER[version:], start=version + 1):
        statements = (_FOLDER / f"{name}.sql").read_text("utf-8").strip().removesuffix(";")
        with database.write() as connection:
            if version_of(connection) >= number:
                continue  # another window climbed at the same moment
            for statement in statements.split(SEPARATOR):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                "INSERT INTO schema_version (version, at) VALUES (?, ?)", (number, at)
            )
