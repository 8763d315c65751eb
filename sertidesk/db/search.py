"""Text search over persons: the one module whose SQL is SQLite's own (FTS5).

Three letters or more are found anywhere (trigrams); one or two begin a word. The two indexes
hold no text of their own: triggers keep them beside the table `person`.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

_COLUMNS = ("name_key", "nik", "phone", "village")
_INDEXES = {
    "person_trigram": "tokenize='trigram'",
    "person_prefix": "tokenize='unicode61', prefix='1 2'",
}
CAP = 2000  # ids taken from an index; whoever types on finds the rest


def ddl() -> list[str]:
    """Return the statements that make the indexes and the triggers that keep them."""
    names = ", ".join(_COLUMNS)
    new = ", ".join(f"new.{name}" for name in _COLUMNS)
    old = ", ".join(f"old.{name}" for name in _COLUMNS)
    statements = []
    for index, options in _INDEXES.items():
        add = f"INSERT INTO {index}(rowid, {names}) VALUES (new.rowid, {new});"
        drop = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.rowid, {old});"
        statements += [
            f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='person', {options})",
            f"CREATE TRIGGER {index}_added AFTER INSERT ON person BEGIN {add} END",
            f"CREATE TRIGGER {index}_removed AFTER DELETE ON person BEGIN {drop} END",
            f"CREATE TRIGGER {index}_changed AFTER UPDATE OF {names} ON person "
            f"BEGIN {drop} {add} END",
        ]
    return statements


def rebuild(connection: Connection) -> None:
    """Build both indexes anew from the table; `check` does it when they do not agree."""
    for index in _INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('rebuild')")


def agrees(connection: Connection) -> bool:
    """Tell whether both indexes hold what the table holds (`integrity-check` of FTS5)."""
    try:
        for index in _INDEXES:
            connection.exec_driver_sql(
                f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True


def find_persons(connection: Connection, words: list[str], limit: int = CAP) -> list[str]:
    """Return ids of persons in whom every word is found, in the order of their names.

    Words come folded (lower case, a phone without its leading 0 or 62).
    """
    words = [word for word in (word.replace('"', "") for word in words) if word]
    if not words:
        return []
    matches = {
        "person_trigram": [f'"{word}"' for word in words if len(word) >= 3],
        "person_prefix": [f'"{word}"*' for word in words if len(word) < 3],
    }
    found = [
        {
            row.rowid
            for row in connection.execute(
                text(f"SELECT rowid FROM {index} WHERE {index} MATCH :match LIMIT :cap"),
                {"match": " AND ".join(match), "cap": CAP + 1},
            )
        }
        for index, match in matches.items()
        if match
    ]
    if any(len(rowids) > CAP for rowids in found):
        return _scan(connection, words, limit)
    rowids = json.dumps(sorted(set.intersection(*found)))
    rows = connection.execute(
        text(
            "SELECT id FROM person WHERE deleted_at IS NULL "
            "AND rowid IN (SELECT value FROM json_each(:rowids)) "
            "ORDER BY name_key, id LIMIT :limit"
        ),
        {"rowids": rowids, "limit": limit},
    )
    return [row.id for row in rows]


def _scan(connection: Connection, words: list[str], limit: int) -> list[str]:
    """Walk the name index: where thousands match, the first page is found after a few rows."""
    clauses, values = [], {}
    for number, word in enumerate(words):
        columns = " OR ".join(f"{name} LIKE :w{number}" for name in _COLUMNS)
        anywhere = f"%{word}%" if len(word) >= 3 else f"{word}%"
        if len(word) < 3:
            columns += f" OR name_key LIKE :s{number}"
            values[f"s{number}"] = f"% {word}%"
        clauses.append(f"({columns})")
        values[f"w{number}"] = anywhere
    query = text(
        "SELECT id FROM person WHERE deleted_at IS NULL AND "
        + " AND ".join(clauses)
        + " ORDER BY name_key, id LIMIT :limit"
    )
    return [row.id for row in connection.execute(query, {**values, "limit": limit})]
