"""The ladder of migrations: a fresh file equals a migrated one, a newer one is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Connection

from sertidesk.db import migrations, schema
from sertidesk.db.engine import Database
from sertidesk.domain.errors import UserError
from sertidesk.services import activity, participant_lists
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


STORED = sorted((Path(__file__).parent / "stored").glob("v*.zip"))


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_file_of_every_released_version_still_opens(stored: Path, tmp_path: Path) -> None:
    """Each release stores one; it climbs the ladder and ends with the tables of today."""
    with zipfile.ZipFile(stored) as archive:
        archive.extract("sertidesk.db", tmp_path)
    opened = open_store(tmp_path, actor="Penguji")
    (line,) = activity.listing(opened)
    found = participant_lists.for_command_line(opened, line.id)
    assert [row["name"] for row in found] == ["BUDI CONTOH", "SITI UMPAMA", "AGUS MISAL"]
    fresh = open_store(tmp_path / "fresh", actor="Penguji")
    with opened.read() as old, fresh.read() as new:
        assert describe(old) == describe(new)
    fresh.close()
    opened.close()


def test_every_version_before_the_newest_has_a_stored_file() -> None:
    assert {path.stem for path in STORED} >= {f"v{n}" for n in range(1, migrations.NEWEST)}
