"""The ledgers: the history of changes and the ladder's stamps.

Only `db/history.py` and the migrations write here; no row is ever marked deleted.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from sertidesk.db.table_parts import metadata

change_set = Table(
    "change_set",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("undone_by", String(36)),
    Column("undoes", String(36)),
)

change = Table(
    "change",
    metadata,
    Column("change_set_id", ForeignKey("change_set.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("table_name", Text, nullable=False),
    Column("row_id", String(36), nullable=False),
    Column("field", Text),  # None: the row itself was added
    Column("before", JSON),
    Column("after", JSON),
)
Index("change_row", change.c.row_id)

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
)
