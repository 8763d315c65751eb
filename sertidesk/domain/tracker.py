"""The way of an application through portal, LSP, BNSP and LPJK: states, transitions, who waits.

After the 22 stages of SE LPJK 16/SE/LPJK/2021, Bab III. No date is computed here but the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain.procedure import CalendarKind, Duration, Procedure, Unit
from sertidesk.domain.workdays import Calendar


class State(StrEnum):
    """How far an application is; NONE while nothing of it was recorded."""

    NONE = "none"
    REGISTERED = "registered"
    ACTIVE = "active"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    AT_LSP = "at_lsp"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PAID = "paid"
    VOID = "void"
    IN_PROCESS = "in_process"
    SCHEDULED = "scheduled"
    COMPETENT = "competent"
    NOT_COMPETENT = "not_competent"
    APPEAL = "appeal"
    NUMBERED = "numbered"
    RECORDED = "recorded"
    ISSUED = "issued"
    FINISHED = "finished"


STATES: Mapping[str, str] = {
    State.NONE: "Belum mulai",
    State.REGISTERED: "Terdaftar",
    State.ACTIVE: "Akun aktif",
    State.DRAFT: "Draf",
    State.SUBMITTED: "Diajukan",
    State.AT_LSP: "Di LSP",
    State.RETURNED: "Dikembalikan",
    State.ACCEPTED: "Diterima",
    State.PAID: "Dibayar",
    State.VOID: "Batal",
    State.IN_PROCESS: "Dalam proses",
    State.SCHEDULED: "Terjadwal",
    State.COMPETENT: "Kompeten",
    State.NOT_COMPETENT: "Belum kompeten",
    State.APPEAL: "Banding",
    State.NUMBERED: "Bernomor",
    State.RECORDED: "Tercatat",
    State.ISSUED: "Terbit",
    State.FINISHED: "Selesai",
}


class Party(StrEnum):
    """Who has to act next."""

    APPLICANT = "applicant"
    PORTAL = "portal"
    LSP = "lsp"
    ASSESSOR = "assessor"
    BNSP = "bnsp"
    LPJK = "lpjk"
    NOBODY = "nobody"


PARTIES: Mapping[str, str] = {
    Party.APPLICANT: "Pemohon",
    Party.PORTAL: "Portal/SIKI",
    Party.LSP: "LSP",
    Party.ASSESSOR: "Asesor",
    Party.BNSP: "BNSP",
    Party.LPJK: "LPJK",
    Party.NOBODY: "–",
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """What holds in a state: on whom it waits, for what, and where it may go."""

    party: Party
    act: str
    to: tuple[State, ...] = ()


# The stages up to the LSP run in the portal, unseen by the office: it may record a later one at
# once. From the LSP on every state is told to somebody, so none is left out.
_RULES: Mapping[State, _Rule] = {
    State.NONE: _Rule(
        Party.APPLICANT,
        "mendaftar di portal",
        (State.REGISTERED, State.ACTIVE, State.DRAFT, State.SUBMITTED, State.AT_LSP),
    ),
    State.REGISTERED: _Rule(
        Party.APPLICANT,
        "memverifikasi akun lewat surel",
        (State.ACTIVE, State.DRAFT, State.SUBMITTED, State.AT_LSP),
    ),
    State.ACTIVE: _Rule(
        Party.APPLICANT, "mengisi formulir", (State.DRAFT, State.SUBMITTED, State.AT_LSP)
    ),
    State.DRAFT: _Rule(
        Party.APPLICANT, "mengunggah APL-01 dan APL-02", (State.SUBMITTED, State.AT_LSP)
    ),
    State.SUBMITTED: _Rule(Party.PORTAL, "meneruskan ke LSP", (State.AT_LSP,)),
    State.AT_LSP: _Rule(Party.LSP, "memeriksa kelengkapan", (State.ACCEPTED, State.RETURNED)),
    State.RETURNED: _Rule(
        Party.APPLICANT, "memperbaiki dan mengajukan lagi", (State.SUBMITTED, State.AT_LSP)
    ),
    State.ACCEPTED: _Rule(
        Party.APPLICANT, "membayar dan mengunggah bukti", (State.PAID, State.VOID)
    ),
    State.PAID: _Rule(Party.LSP, "memeriksa bukti pembayaran", (State.IN_PROCESS,)),
    State.VOID: _Rule(Party.NOBODY, "", (State.DRAFT, State.SUBMITTED)),
    State.IN_PROCESS: _Rule(Party.LSP, "menjadwalkan asesmen", (State.SCHEDULED,)),
    State.SCHEDULED: _Rule(
        Party.ASSESSOR, "menguji dan merekomendasikan", (State.COMPETENT, State.NOT_COMPETENT)
    ),
    State.COMPETENT: _Rule(Party.BNSP, "memberi nomor SKK dan registrasi", (State.NUMBERED,)),
    State.NOT_COMPETENT: _Rule(Party.NOBODY, "", (State.APPEAL,)),
    State.APPEAL: _Rule(
        Party.LSP,
        "memutus banding",
        (State.COMPETENT, State.NOT_COMPETENT, State.SCHEDULED),
    ),
    State.NUMBERED: _Rule(Party.LPJK, "mencatat, memberi nomor dan QR", (State.RECORDED,)),
    State.RECORDED: _Rule(Party.LSP, "menerbitkan e-sertifikat", (State.ISSUED,)),
    State.ISSUED: _Rule(Party.APPLICANT, "mengunduh e-sertifikat", (State.FINISHED,)),
    State.FINISHED: _Rule(Party.NOBODY, ""),
}

NEEDS_REASON = frozenset((State.RETURNED,))
"""States that are not recorded without saying why."""

AFTER_COMPETENT = frozenset((State.NUMBERED, State.RECORDED, State.ISSUED, State.FINISHED))
"""States that only an application decided as competent comes to."""

VOID_RULE = "Batas pembayaran SE LPJK 16/SE/LPJK/2021"
"""The rule by which an unpaid application lapses (Bab III, stage 11)."""

NUMBERS: Mapping[str, str] = {
    "skk_number": "Nomor SKK (BNSP)",
    "registration_number": "Nomor registrasi (BNSP)",
    "record_number": "Nomor pencatatan (LPJK)",
}
_PAYMENT = Duration("paling lama 7 hari kerja", 0, 7, Unit.DAY, CalendarKind.WORKING)
_GIVEN_WITH: Mapping[str, frozenset[State]] = {
    "skk_number": AFTER_COMPETENT,
    "registration_number": AFTER_COMPETENT,
    "record_number": frozenset((State.RECORDED, State.ISSUED, State.FINISHED)),
}


def waits_on(state: State) -> Party:
    """Return who has to act."""
    return _RULES[state].party


def act_of(state: State) -> str:
    """Return what they have to do; empty where nobody has to."""
    return _RULES[state].act


def next_states(state: State) -> tuple[State, ...]:
    """Return where an application in this state may go."""
    return _RULES[state].to


def common_next(states: Iterable[State]) -> tuple[State, ...]:
    """Return where applications in all of these states may go, the usual way first."""
    ways = [next_states(state) for state in states]
    return tuple(to for to in ways[0] if all(to in way for way in ways)) if ways else ()


def state_meant(state_after: str) -> State | None:
    """Return the state that a step of an SOP names as the one after it."""
    wanted = state_after.partition(" atau ")[0].casefold()
    return next((state for state in State if STATES[state].casefold() == wanted), None)


def payment_limit(procedure: Procedure) -> Duration:
    """Return how long an applicant has to pay: as the SOP sets it, else as the circular does."""
    paid = {step.number for step in procedure.steps if state_meant(step.state_after) is State.PAID}
    for limit in procedure.deadlines:
        if limit.step in paid and limit.time.is_stated:
            return limit.time
    return _PAYMENT


def payment_due(noticed: date, limit: Duration, calendar: Calendar) -> date | None:
    """Return the last day to pay after the LSP's notice."""
    return calendar.due(noticed, limit)


def missing_numbers(state: State, numbers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of the numbers that the state presumes and nobody has noted."""
    return tuple(
        key for key, states in _GIVEN_WITH.items() if state in states and not numbers.get(key)
    )


def folded_number(number: str) -> str:
    """Return a number as it is compared: without blanks, in capitals."""
    return "".join(number.split()).upper()
