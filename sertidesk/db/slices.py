"""Many keys in several statements: SQLite takes at most 32,766 variables in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
SLICE = 500  # keys in one statement


def slices(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the keys in their order, as many at a time as one statement asks for."""
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]
