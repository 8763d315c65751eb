"""The ladder of migrations: a fresh file equals a migrated one, a newer one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from sertidesk.db import migrations, schema
from sertidesk.db.engine import Database
from sertidesk.domain.errors import UserError
from sertidesk.services.store import Store, open_store


def describe(connection: Connection) -> dict[str, str]:
    """Return what the open file holds: name of each object and its statement, blanks folded."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {row.name: " ".join(row.sql.split()) for row in rows}


def test_the_ladder_ends_where_the_tables_are(store: Store, tmp_path: Path) -> None:
    fresh = Database(tmp_path / "fresh.db")
    with fresh.write() as connection:
        for statement in schema.ddl():
            connection.exec_driver_sql(statement)
        wanted = describe(connection)
    fresh.close()
    with store.read() as connection:
        assert describe(connection) == wanted


def test_every_file_of_the_ladder_is_numbered_in_order() -> None:
    numbers = [int(name.partition("_")[0]) for name in migrations.LADDER]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_file_of_a_newer_program_is_refused_and_left_alone(store: Store) -> None:
    with store.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (999, '2030-01-01')")
    store.close()
    with pytest.raises(UserError, match="lebih baru") as refused:
        open_store(store.folder)
    assert refused.value.code == "database_newer"


def test_opening_twice_climbs_once(store: Store) -> None:
    with store.read() as connection:
        assert migrations.version_of(connection) == migrations.NEWEST
    store.close()
    again = open_store(store.folder)
    with again.read() as connection:
        assert migrations.version_of(connection) == migrations.NEWEST
    again.close()
