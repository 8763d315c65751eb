"""How the tracker's states look and how days left are said, the same on board, list and panel."""

from __future__ import annotations

from sertidesk.domain.formatting import due_date
from sertidesk.domain.tracker import STATES, State
from sertidesk.services.tracker import Applicant

TONES = {
    State.NONE: "plain", State.REGISTERED: "plain", State.ACTIVE: "plain", State.DRAFT: "plain",
    State.SUBMITTED: "accent", State.AT_LSP: "accent", State.RETURNED: "bad",
    State.ACCEPTED: "warn", State.PAID: "accent", State.VOID: "bad",
    State.IN_PROCESS: "accent", State.SCHEDULED: "accent", State.COMPETENT: "good",
    State.NOT_COMPETENT: "bad", State.APPEAL: "warn", State.NUMBERED: "accent",
    State.RECORDED: "accent", State.ISSUED: "warn", State.FINISHED: "good",
}  # fmt: skip
_SHORT = {
    "skk_number": "SKK", "registration_number": "registrasi", "record_number": "pencatatan",
}  # fmt: skip
BADGES = {state: (STATES[state], tone) for state, tone in TONES.items()}


def left(days: int) -> str:
    """Say how many working days are left to pay."""
    if days < 0:
        return f"lewat {-days} hari kerja"
    return "hari terakhir" if days == 0 else f"sisa {days} hari kerja"


def due(one: Applicant) -> str:
    """Say until when payment is awaited; nothing where it is not."""
    if one.due is None or one.days_left is None:
        return ""
    return f"Bayar s.d. {due_date(one.due)} · {left(one.days_left)}"


def attention(one: Applicant) -> str:
    """Say what should be looked at: a limit that passed, numbers nobody noted, else the note."""
    if one.is_overdue:
        return "Lewat batas bayar; dapat dibatalkan"
    if one.missing_numbers:
        lacking = ", ".join(_SHORT[key] for key in one.missing_numbers)
        return f"Nomor belum dicatat: {lacking}"
    return one.note
