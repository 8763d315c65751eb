"""What became of a participant after the recap went to the LSP: states, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain import phones
from sertidesk.domain.clarification import LABELS as CLARIFICATION_LABELS
from sertidesk.domain.clarification import Status
from sertidesk.domain.fields import BY_KEY, Field, Kind
from sertidesk.domain.formatting import short_date


class State(StrEnum):
    """Where a participant stands; the order is that of the counts on the screen."""

    READY = "ready"  # never sent, and nothing keeps them back
    SENT = "sent"
    CHANGED = "changed"  # sent, and a value that was sent is another now
    HELD = "held"  # not sent, and something keeps them back
    GONE = "gone"  # sent, and withdrawn or taken out since


WORDS: Mapping[State, str] = {
    State.READY: "Siap dikirim",
    State.SENT: "Sudah dikirim",
    State.CHANGED: "Berubah",
    State.HELD: "Belum",
    State.GONE: "Mundur",
}
MEANINGS: Mapping[State, str] = {
    State.READY: "Belum pernah dikirim dan dapat dikirim",
    State.SENT: "Sudah dikirim, datanya masih sama",
    State.CHANGED: "Datanya berubah sesudah dikirim",
    State.HELD: "Belum dapat dikirim; sebabnya ada di kolom Keterangan",
    State.GONE: "Mundur atau dikeluarkan sesudah dikirim",
}

# What the office's own work moves by itself: no news for the LSP.
NOT_FLAGGED = frozenset({
    "age", "activity", "activity_year", "participant_code", "document_state",
    "clarification_state", "clarification_note",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another than it was when it was sent; both as texts, dates ISO."""

    field: str
    sent: str
    present: str


def plain(value: object) -> str | int | float | None:
    """Return a value as it is kept of a submission: JSON knows no dates."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or value == "":
        return None
    return value if isinstance(value, str | int | float) else str(value)


def changes(sent: Mapping[str, object], present: Mapping[str, object]) -> tuple[Change, ...]:
    """Return what was sent and is another now, in the order in which it was sent."""
    found = []
    for key, before in sent.items():
        now = plain(present.get(key))
        if key not in NOT_FLAGGED and plain(before) != now:
            found.append(Change(key, _text(before), _text(now)))
    return tuple(found)


def note(found: Sequence[Change], labels: Mapping[str, str]) -> str:
    """Return the remark of a supplement's row: what changed, or that the person is new."""
    if not found:
        return "Peserta baru"
    told = (
        f"{labels.get(change.field, change.field)} (semula {shown(change.field, change.sent)})"
        for change in found
    )
    return "Perubahan: " + "; ".join(told)


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom the office does not send; the NIK and the name are never done without."""

    only_matched: bool = False
    only_complete: bool = False


def obstacles(participant: Mapping[str, object], rules: Rules, *, excused: bool) -> tuple[str, ...]:
    """Return what keeps a participant back, in words; nothing when they may be sent.

    Whom Disdukcapil calls deceased is kept back until somebody takes them along with a reason.
    """
    found = []
    if not participant.get("nik"):
        found.append("NIK kosong")
    if not participant.get("name"):
        found.append("nama kosong")
    state = str(participant.get("clarification") or "open")
    matched = state == Status.MATCHED or excused
    if not matched and (rules.only_matched or state == Status.DECEASED):
        found.append(f"Disdukcapil: {CLARIFICATION_LABELS[state].lower()}")
    if rules.only_complete and _lacks_papers(participant):
        found.append("berkas belum lengkap")
    return tuple(found)


def doubts(participant: Mapping[str, object], *, excused: bool) -> tuple[str, ...]:
    """Return what speaks against sending a participant although they may be sent."""
    found = []
    state = str(participant.get("clarification") or "open")
    if state != Status.MATCHED and not excused:
        found.append(f"Disdukcapil: {CLARIFICATION_LABELS[state].lower()}")
    if _lacks_papers(participant):
        found.append("berkas belum lengkap")
    return tuple(found)


def _lacks_papers(participant: Mapping[str, object]) -> bool:
    return participant.get("documents_complete") == 0  # None: the SOP asks for no papers


def _text(value: object) -> str:
    return "" if value is None else str(value)


def shown(key: str, text: str) -> str:
    """Return a value that was sent as people read it."""
    if not text:
        return "kosong"
    if key == "phone":
        return phones.local(text)
    if BY_KEY.get(key, _TEXT).kind is not Kind.DATE:
        return text
    return short_date(date.fromisoformat(text))


_TEXT = Field("", "")
