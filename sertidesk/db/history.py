"""Every change: who, when, which field, before and after; and taking a set of changes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Table, func, insert, select, update

from sertidesk.db import tables
from sertidesk.domain.ids import new_id


@dataclass(frozen=True, slots=True)
class Changes:
    """What one use case changed: kinds are table names; screens reload what they show.

    ``subject`` is the key or code of the thing that was made, where the use case makes one.
    """

    kinds: frozenset[str]
    change_set: str
    subject: str | None = None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, field_name: str, value: object) -> object:
    if isinstance(value, str) and isinstance(table.c[field_name].type, Date):
        return date.fromisoformat(value)
    return value


@dataclass
class Transaction:
    """The one way to write: each call changes rows and notes it in the history.

    One that ``joins`` adds to a change set that exists: an undo takes both back together.
    """

    connection: Connection
    at: str
    actor: str
    label: str
    change_set: str = field(default_factory=new_id)
    undoes: str | None = None
    joins: bool = False
    kinds: set[str] = field(default_factory=set)
    subject: str | None = None
    changes: Changes = field(init=False)  # there once the transaction is closed
    _log: list[dict[str, Any]] = field(default_factory=list)

    def insert(self, table: Table, values: Mapping[str, Any]) -> str:
        """Add one row and return its key (a new one unless ``values`` brings its own)."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add rows, all with the same columns, in one statement; return their keys in order."""
        complete = [{"id": new_id(), **row} for row in rows]
        if complete:
            self.connection.execute(insert(table), complete)
            for row in complete:
                self._note(table, str(row["id"]), None, None, None)
        return [str(row["id"]) for row in complete]

    def update(self, table: Table, row_id: str, values: Mapping[str, Any]) -> bool:
        """Change fields of one row; return whether any of them was different before."""
        columns = [table.c[name] for name in values]
        current = self.connection.execute(select(*columns).where(table.c.id == row_id)).one()
        different = {
            name: value
            for name, value, before in zip(values, values.values(), current, strict=True)
            if value != before
        }
        if not different:
            return False
        before_of = dict(zip(values, current, strict=True))
        self.connection.execute(update(table).where(table.c.id == row_id).values(**different))
        for name, value in different.items():
            self._note(table, row_id, name, before_of[name], value)
        return True

    def delete(self, table: Table, row_id: str) -> None:
        """Mark one row deleted; `undo` of this change set restores it."""
        self.update(table, row_id, {"deleted_at": self.at})

    def _note(
        self, table: Table, row_id: str, name: str | None, before: object, after: object
    ) -> None:
        self.kinds.add(table.name)
        self._log.append(
            {
                "change_set_id": self.change_set,
                "position": len(self._log),
                "table_name": table.name,
                "row_id": row_id,
                "field": name,
                "before": _plain(before),
                "after": _plain(after),
            }
        )

    def close(self) -> None:
        """Write the history of this transaction; a transaction that changed nothing leaves none."""
        if self._log:
            if self.joins:
                self._append()
            else:
                self._open()
            self.connection.execute(insert(tables.change), self._log)
        self.changes = Changes(frozenset(self.kinds), self.change_set, self.subject)

    def _open(self) -> None:
        self.connection.execute(
            insert(tables.change_set),
            {
                "id": self.change_set,
                "at": self.at,
                "actor": self.actor,
                "label": self.label,
                "undoes": self.undoes,
            },
        )

    def _append(self) -> None:
        last = self.connection.execute(
            select(func.max(tables.change.c.position)).where(
                tables.change.c.change_set_id == self.change_set
            )
        ).scalar_one()
        for entry in self._log:
            entry["position"] += last + 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that an undo left alone, because it was changed again since."""

    table: str
    row_id: str
    field: str


def take_back(
    transaction: Transaction, change_set: str, spared: Collection[str] = ()
) -> Sequence[Kept]:
    """Reverse one change set inside ``transaction``, newest change first.

    Rows it added are marked deleted (but for those ``spared``), fields get their former value. A
    field that was changed again since keeps its newer value and is returned.
    """
    kept: list[Kept] = []
    log = transaction.connection.execute(
        select(tables.change)
        .where(tables.change.c.change_set_id == change_set)
        .order_by(tables.change.c.position.desc())
    ).all()
    for entry in log:
        table = tables.metadata.tables[entry.table_name]
        if entry.field is None and entry.row_id in spared:
            continue
        if entry.field is None:
            transaction.delete(table, entry.row_id)
            continue
        current = transaction.connection.execute(
            select(table.c[entry.field]).where(table.c.id == entry.row_id)
        ).scalar_one()
        if _plain(current) == entry.after:
            former = _typed(table, entry.field, entry.before)
            transaction.update(table, entry.row_id, {entry.field: former})
        else:
            kept.append(Kept(entry.table_name, entry.row_id, entry.field))
    _mark_taken_back(transaction.connection, change_set, transaction.change_set)
    return kept


def _mark_taken_back(connection: Connection, change_set: str, by: str) -> None:
    """Note that a set is undone; what it had undone itself counts again, and so on down."""
    sets = tables.change_set
    taken: str | None = change_set
    undone_by: str | None = by
    while taken is not None:
        connection.execute(update(sets).where(sets.c.id == taken).values(undone_by=undone_by))
        below = connection.execute(select(sets.c.undoes).where(sets.c.id == taken)).scalar_one()
        taken, undone_by = below, None if undone_by else taken
