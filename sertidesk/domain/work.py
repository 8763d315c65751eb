"""The one shape of long work: it reports how far it is, and asks whether it was cancelled.

A function of long work takes ``report`` and ``is_cancelled`` by name and raises `Cancelled` (see
`domain/errors.py`) when told.
"""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[int, int], None]  # done, total, in whatever unit the work counts
IsCancelled = Callable[[], bool]


def silent(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def never() -> bool:
    """Answer that nobody cancelled."""
    return False
