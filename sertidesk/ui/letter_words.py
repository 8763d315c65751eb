"""How letters look in lists: the colours of their states, the badges of a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sertidesk.domain import letters as rules
from sertidesk.domain.letters import State
from sertidesk.services.letters import Letter

TONES: Mapping[State, str] = {
    State.DRAFT: "plain",
    State.NUMBERED: "warn",
    State.SENT: "good",
    State.RECEIVED: "plain",
    State.WAITING: "accent",
    State.SETTLED: "good",
    State.CANCELLED: "plain",
}
_URGENT = {"near": "warn", "late": "bad"}
BADGES: Mapping[str, tuple[str, str]] = {
    **{str(state): (rules.STATES[state], tone) for state, tone in TONES.items()},
    **{f"waiting_{how}": (rules.STATES[State.WAITING], tone) for how, tone in _URGENT.items()},
}


def badge_of(letter: Letter, today: date) -> str:
    """Return which badge of a table a letter gets: a disposition that is late has its own."""
    urgent = rules.urgency(letter.state, letter.due_on, today)
    return f"waiting_{urgent}" if urgent else str(letter.state)
