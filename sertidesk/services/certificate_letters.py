"""The LSP's letters with which certificates came: entries of the letter register, by step."""

from __future__ import annotations

from sertidesk.db.history import Changes
from sertidesk.domain.letters import Direction, Kind
from sertidesk.services import letters
from sertidesk.services.activity import Activity
from sertidesk.services.letters import Letter
from sertidesk.services.store import Store

SUBJECT = "Penyampaian sertifikat kompetensi"


def listing(store: Store, activity: Activity, step: str) -> list[Letter]:
    """Return the covering letters that came at a step, by date."""
    return [
        one
        for one in letters.of_activity(store, activity.id)
        if one.direction is Direction.IN and one.kind is Kind.COVER and one.step == step
    ]


def add(store: Store, activity: Activity, step: str) -> Changes:
    """Enter a covering letter as received today, from the activity's LSP."""
    values = {
        "kind": Kind.COVER,
        "step": step,
        "subject": SUBJECT,
        "correspondent": activity.lsp,
        "moved_on": store.today(),
    }
    return letters.register(store, Direction.IN, values, activity_id=activity.id)
