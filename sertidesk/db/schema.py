"""The schema as statements: what a fresh file gets, and what migration 1 was written from.

`python -m sertidesk.db.schema` prints them.
"""

from __future__ import annotations

import sys

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from sertidesk.db import search
from sertidesk.db.tables import metadata

SEPARATOR = ";\n\n"  # between statements of a migration file; triggers hold a bare ";"


def ddl() -> list[str]:
    """Return the statements that make every table, index and search index."""
    dialect = sqlite.dialect()
    statements = []
    for table in metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=dialect)).strip()
        statements.append("\n".join(line.rstrip() for line in statement.splitlines()))
        statements += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return statements + search.ddl()


if __name__ == "__main__":
    sys.stdout.write(SEPARATOR.join(ddl()) + SEPARATOR)
