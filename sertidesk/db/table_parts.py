"""What tables are made of: a key and a mark of deletion, links, a record's fields as columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Integer, MetaData, String, Table, Text, text
from sqlalchemy.types import TypeEngine

from sertidesk.domain.fields import BY_KEY, Holder, Kind, keys_of

metadata = MetaData()

ALIVE = text("deleted_at IS NULL")


def entity(name: str, *columns: Column[Any]) -> Table:
    """Make a table whose rows have a UUID key and are marked where they are deleted."""
    return Table(
        name,
        metadata,
        Column("id", String(36), primary_key=True),
        *columns,
        Column("deleted_at", String(32)),
    )


def link(target: str, nullable: bool = False) -> Column[Any]:
    """Make the column that names a row of another table."""
    return Column(f"{target}_id", ForeignKey(f"{target}.id"), nullable=nullable)


def fields(holder: Holder) -> list[Column[Any]]:
    """Make the columns of all fields that a record keeps, named by their keys."""
    types: dict[Kind, type[TypeEngine[Any]]] = {
        Kind.DATE: Date,
        Kind.YEAR: Integer,
        Kind.NUMBER: Integer,
    }
    return [Column(key, types.get(BY_KEY[key].kind, Text)) for key in keys_of(holder)]
