"""Which backups are kept: pure rule over their times and reasons.

Days, weeks and months are counted among those that have backups, never from today's date: a
clock that jumps to 2035 must not make every backup look old.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

KEEP_DAYS = 7  # of these every backup
KEEP_WEEKS = 8  # of these the newest
KEEP_MONTHS = 24  # of these the newest
KEEP_SAFETY = 10  # newest of those made before a migration or a restore


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup as the rule sees it; ``safety``: made before a migration or a restore."""

    name: str
    at: datetime
    safety: bool = False


def to_keep(backups: Iterable[Kept]) -> set[str]:
    """Return the names to keep; the newest is always among them."""
    ordered = sorted(backups, key=lambda one: (one.at, one.name), reverse=True)
    days = _newest_groups(ordered, lambda one: one.at.date(), KEEP_DAYS)
    weeks = _newest_groups(ordered, lambda one: one.at.isocalendar()[:2], KEEP_WEEKS)
    months = _newest_groups(ordered, lambda one: (one.at.year, one.at.month), KEEP_MONTHS)
    safety = [one.name for one in ordered if one.safety][:KEEP_SAFETY]
    return (
        {one.name for group in days for one in group}
        | {group[0].name for group in weeks}
        | {group[0].name for group in months}
        | set(safety)
    )


def _newest_groups(
    ordered: list[Kept], key: Callable[[Kept], Hashable], limit: int
) -> list[list[Kept]]:
    groups: dict[Hashable, list[Kept]] = {}
    for one in ordered:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())[:limit]
