"""A week of a schedule: its days and hours, where a session lies in it, where it may be moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from sertidesk.domain.schedule import minutes_of

GRAIN = 15  # minutes: what a dragged session keeps to
_DAY = 24 * 60
_FIRST, _LAST = 7, 17  # hours shown even where nothing goes on


class State(StrEnum):
    """How a session stands."""

    CLASH = "clash"
    LACKING = "lacking"  # nobody sits in it yet, or no assessor is named
    READY = "ready"


STATES = {State.CLASH: "Bentrok", State.LACKING: "Belum lengkap", State.READY: "Siap"}


class Timed(Protocol):
    """A session as far as its time goes."""

    @property
    def id(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def starts(self) -> str: ...
    @property
    def ends(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Lane:
    """Which of how many columns a session takes within its day."""

    place: int
    of: int


def state_of(people: int, *, has_assessor: bool, clashes: bool) -> State:
    """Return how a session stands; a clash comes before what is lacking."""
    if clashes:
        return State.CLASH
    return State.READY if people and has_assessor else State.LACKING


def week_of(day: date) -> tuple[date, ...]:
    """Return the seven days from the Monday on or before a day."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=count) for count in range(7))


def hours(sessions: Iterable[Timed]) -> tuple[int, int]:
    """Return the first and the last full hour a week shows: a working day and what goes beyond."""
    first, last = _FIRST, _LAST
    for one in sessions:
        first = min(first, minutes_of(one.starts) // 60)
        last = max(last, -(-minutes_of(one.ends) // 60))
    return first, last


def lanes(sessions: Sequence[Timed]) -> dict[str, Lane]:
    """Lay sessions that go on together beside each other."""
    found: dict[str, Lane] = {}
    bundle: list[tuple[str, int]] = []  # (session, its place) of those that hang together
    ends: list[str] = []  # when each place of the bundle is free again
    day: date | None = None
    for one in sorted(sessions, key=lambda one: (one.day, one.starts, one.ends, one.id)):
        if one.day != day or all(end <= one.starts for end in ends):
            _close(bundle, len(ends), found)
            bundle, ends, day = [], [], one.day
        place = next((n for n, end in enumerate(ends) if end <= one.starts), len(ends))
        ends[place : place + 1] = [one.ends]
        bundle.append((one.id, place))
    _close(bundle, len(ends), found)
    return found


def moved(starts: str, ends: str, minute: int) -> tuple[str, str]:
    """Return the times of a session begun at another minute of the day, no shorter than before."""
    length = minutes_of(ends) - minutes_of(starts)
    latest = (_DAY - 1 - length) // GRAIN * GRAIN
    begin = max(0, min(round(minute / GRAIN) * GRAIN, latest))
    return _time(begin), _time(begin + length)


def following(starts: str, ends: str) -> tuple[str, str]:
    """Return the times of as long a session right after; the same times where the day ends."""
    end = min(2 * minutes_of(ends) - minutes_of(starts), _DAY - 1)
    return (ends, _time(end)) if end > minutes_of(ends) else (starts, ends)


def beside(sessions: Collection[Timed], current: Timed, days: int) -> Timed | None:
    """Return the session on the nearest day before (-1) or after (1), nearest in time."""
    others = [one for one in sessions if (one.day - current.day).days * days > 0]
    if not others:
        return None
    day = min((one.day for one in others), key=lambda day: abs(day - current.day))
    start = minutes_of(current.starts)
    on_it = [one for one in others if one.day == day]
    return min(on_it, key=lambda one: (abs(minutes_of(one.starts) - start), one.id))


def along(sessions: Collection[Timed], current: Timed, step: int) -> Timed | None:
    """Return the session before (-1) or after (1) on the same day."""
    same = sorted(
        (one for one in sessions if one.day == current.day),
        key=lambda one: (one.starts, one.ends, one.id),
    )
    place = next(n for n, one in enumerate(same) if one.id == current.id) + step
    return same[place] if 0 <= place < len(same) else None


def _close(bundle: Iterable[tuple[str, int]], count: int, found: dict[str, Lane]) -> None:
    found.update({key: Lane(place, count) for key, place in bundle})


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
