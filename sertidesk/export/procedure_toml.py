"""A procedure as the text of an SOP file, which `intake/procedure.py` reads back the same.

What equals its default is left out, as people leave it out; docs/sop-format.md explains the file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from sertidesk.domain.procedure import Duration, Procedure

_WIDE = 100  # characters; a longer list stands in several lines
# Fields that a file must have although the record has a default for them.
_ALWAYS = frozenset(
    (
        ("Procedure", "format"),
        ("Procedure", "requirements"),
        ("Requirement", "owner"),
        ("Requirement", "note"),
        ("Requirement", "mandatory"),
        ("PrintedDate", "printed"),
        ("Phase", "time"),
        ("Promise", "time"),
    )
)


def to_toml(procedure: Procedure) -> str:
    """Return the whole text of the file, ending with a line break."""
    return "\n".join(_table(procedure, ())).strip() + "\n"


def _table(record: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the record's plain values, then its tables below their headers."""
    told = [
        (one.name, getattr(record, one.name)) for one in fields(record) if _is_told(record, one)
    ]
    for name, value in told:
        if not _is_table(value):
            yield f"{name} = {_value(value)}"
    for name, value in told:
        if not _is_table(value):
            continue
        here = (*path, name)
        many = isinstance(value, tuple)
        for one in value if many else (value,):
            header = ".".join(here)
            yield ""
            yield f"[[{header}]]" if many else f"[{header}]"
            yield from _table(one, here)


def _is_told(record: Any, one: Field[Any]) -> bool:
    if one.default is MISSING or (type(record).__name__, one.name) in _ALWAYS:
        return True
    return bool(getattr(record, one.name) != one.default)


def _is_table(value: object) -> bool:
    if isinstance(value, tuple):
        return bool(value) and is_dataclass(value[0])
    return is_dataclass(value) and not isinstance(value, Duration)


def _value(value: object) -> str:
    if isinstance(value, Duration):
        return _duration(value)
    if isinstance(value, tuple):
        return _list([_value(one) for one in value])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return quoted(value.value if isinstance(value, StrEnum) else str(value))


def _list(items: list[str]) -> str:
    line = f"[{', '.join(items)}]"
    if len(line) <= _WIDE:
        return line
    return "\n".join(("[", *(f"    {item}," for item in items), "]"))


def _duration(time: Duration) -> str:
    parts = [f"text = {quoted(time.text)}"]
    if time.is_stated:
        parts += [f"min = {time.min}", f"max = {time.max}", f"unit = {quoted(str(time.unit))}"]
    if time.calendar != Duration().calendar:
        parts.append(f"calendar = {quoted(time.calendar)}")
    return f"{{ {', '.join(parts)} }}"


def quoted(text: str) -> str:
    """Return a text as a TOML basic string: a JSON string, but for DEL, which JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
