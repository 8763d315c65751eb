"""What was typed into a participant's form and not saved when one went elsewhere.

Kept as long as the program runs, one form for each activity, so that a wrong click loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_kept: dict[str, KeptForm] = {}


@dataclass(frozen=True)
class KeptForm:
    """One form as it stood; ``participant_id`` None: a new participant."""

    participant_id: str | None
    texts: Mapping[str, str]
    rows: Mapping[str, Sequence[tuple[object, tuple[str, ...]]]]
    reasons: Mapping[str, str]
    adopted: str | None

    @property
    def name(self) -> str:
        """Return whose form it is, as far as it was typed."""
        return self.texts.get("name") or self.texts.get("nik") or ""


def keep(activity_id: str, form: KeptForm) -> None:
    """Keep a form that was left."""
    _kept[activity_id] = form


def of(activity_id: str) -> KeptForm | None:
    """Return the form that was left in this activity, if there is one."""
    return _kept.get(activity_id)


def forget(activity_id: str) -> None:
    """Keep nothing any more: saved, or given up knowingly."""
    _kept.pop(activity_id, None)
