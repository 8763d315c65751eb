"""Complaints: how they come, where they stand, how long they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """What has become of a complaint."""

    NEW = "new"
    PURSUED = "pursued"
    RESOLVED = "resolved"


STATES: Mapping[str, str] = {
    State.NEW: "Baru",
    State.PURSUED: "Ditindaklanjuti",
    State.RESOLVED: "Selesai",
}
COMMON_CHANNELS = ("Datang langsung", "Telepon", "WhatsApp", "Surat")


def channels(published: Iterable[str]) -> list[str]:
    """Return the ways a complaint may come: those of the standard first, each once."""
    found: dict[str, str] = {}
    for channel in (*published, *COMMON_CHANNELS):
        shown = " ".join(channel.split())
        if shown:
            found.setdefault(shown.casefold(), shown)
    return list(found.values())


def days_taken(received: date, answered: date | None, today: date) -> int:
    """Return calendar days from the complaint to its answer, or to today while it waits."""
    return max(((answered or today) - received).days, 0)
