"""The one shape of long work: it reports how far it is, and asks whether it was cancelled.

A function of long work takes ``report`` and ``is_cancelled`` by name and raises `Cancelled` (see
`domain/errors.py`) when told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Report = Callable[[int, int], None]  # done, total, in whatever unit the work counts
IsCancelled = Callable[[], bool]


def silent(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def never() -> bool:
    """Answer that nobody cancelled."""
    return False


@dataclass(frozen=True, slots=True)
class FirstPages:
    """Progress for whoever also wants to see a paper's first pages while the rest is made.

    The writer lays them out into ``path``, calls ``show``, and goes on with the whole.
    """

    report: Report
    path: Path
    show: Callable[[Path], None]
    count: int = 3

    def __call__(self, done: int, total: int) -> None:
        self.report(done, total)
