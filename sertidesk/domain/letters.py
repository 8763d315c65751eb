"""Letters in and out: their kinds, how far each has come, and what keeps a disposition waiting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain import recruitment
from sertidesk.domain.procedure import Step

NEAR = 2  # days left at which a disposition is remarked on


class Direction(StrEnum):
    """Whether a letter came or went."""

    IN = "in"
    OUT = "out"


class Kind(StrEnum):
    """What a letter is."""

    DISPOSITION = "disposition"
    APPLICATION = "application"
    RECRUITMENT = "recruitment_letter"
    COVER = "cover"
    INVITATION = "invitation"
    NOTICE = "notice"
    ASSIGNMENT = "assignment"
    STATEMENT = "statement"
    MINUTES = "minutes"
    RECORD = "official_record"
    DECISION = "decision_letter"
    OTHER = "other_letter"


class State(StrEnum):
    """How far a letter has come."""

    DRAFT = "letter_draft"
    NUMBERED = "letter_numbered"
    SENT = "letter_sent"
    RECEIVED = "letter_received"
    WAITING = "letter_waiting"
    SETTLED = "letter_settled"
    CANCELLED = "letter_cancelled"


DIRECTIONS: Mapping[str, str] = {Direction.IN: "Masuk", Direction.OUT: "Keluar"}
KINDS: Mapping[str, str] = {
    Kind.DISPOSITION: "Disposisi",
    Kind.APPLICATION: "Permohonan",
    Kind.RECRUITMENT: "Rekrutmen",
    Kind.COVER: "Pengantar",
    Kind.INVITATION: "Undangan",
    Kind.NOTICE: "Pemberitahuan",
    Kind.ASSIGNMENT: "Tugas",
    Kind.STATEMENT: "Keterangan",
    Kind.MINUTES: "Notulen",
    Kind.RECORD: "Berita acara",
    Kind.DECISION: "Keputusan",
    Kind.OTHER: "Lainnya",
}
STATES: Mapping[str, str] = {
    State.DRAFT: "Belum bernomor",
    State.NUMBERED: "Bernomor",
    State.SENT: "Terkirim",
    State.RECEIVED: "Diterima",
    State.WAITING: "Disposisi",
    State.SETTLED: "Disposisi selesai",
    State.CANCELLED: "Dibatalkan",
}
WAYS: Mapping[str, str] = {**recruitment.WAYS, "srikandi": "SRIKANDI"}
NATURES = ("Biasa", "Segera", "Sangat segera", "Penting", "Rahasia")


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a letter says how far it has come."""

    direction: Direction
    number: str = ""
    sent_on: date | None = None
    instruction: str = ""  # of a disposition
    done_on: date | None = None
    cancelled: str = ""  # why its number is not used


def state_of(letter: Standing) -> State:
    """Return how far a letter has come."""
    if letter.cancelled:
        return State.CANCELLED
    if letter.direction is Direction.IN:
        if letter.done_on is not None:
            return State.SETTLED
        return State.WAITING if letter.instruction else State.RECEIVED
    if letter.sent_on is not None:
        return State.SENT
    return State.NUMBERED if letter.number else State.DRAFT


def urgency(state: State, due: date | None, today: date) -> str:
    """Return "late", "near" or nothing for a disposition that waits to be carried out."""
    if state is not State.WAITING or due is None or (due - today).days > NEAR:
        return ""
    return "late" if due < today else "near"


@dataclass(frozen=True, slots=True)
class Need:
    """A letter that a step asks for, as its SOP names it."""

    kind: Kind
    direction: Direction
    named: str  # in the SOP's words


_WORDS = (  # a word of an input or output, the kind of letter it means
    ("disposisi", Kind.DISPOSITION, Direction.IN),
    ("permohonan", Kind.APPLICATION, Direction.OUT),
    ("pemberitahuan", Kind.NOTICE, Direction.OUT),
    ("undangan", Kind.INVITATION, Direction.OUT),
)


def needs(step: Step) -> tuple[Need, ...]:
    """Return the letters that a step's inputs and outputs name; a bare "Surat" informs."""
    found: dict[Kind, Need] = {}
    for named, is_output in (*((one, False) for one in step.inputs), *_outputs(step)):
        folded = named.casefold()
        for word, kind, direction in _WORDS:
            if word in folded and is_output is (direction is Direction.OUT):
                found.setdefault(kind, Need(kind, direction, named))
        if is_output and folded.strip() == "surat":
            found.setdefault(Kind.NOTICE, Need(Kind.NOTICE, Direction.OUT, named))
    return tuple(found.values())


def asks_application(step: Step) -> bool:
    """Tell whether a step is to bring forth an application letter."""
    return any(need.kind is Kind.APPLICATION for need in needs(step))


def _outputs(step: Step) -> Iterable[tuple[str, bool]]:
    return ((one, True) for one in step.outputs)
