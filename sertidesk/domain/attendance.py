"""Attendance: its states, what a scan comes to, what is told of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain.formatting import due_date
from sertidesk.domain.schedule import minutes_of, show_time

GRACE = 15  # minutes after the start that are not late yet


class State(StrEnum):
    """Whether someone came, the best first."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    SICK = "sick"
    ABSENT = "absent"
    NONE = "none"


STATES: Mapping[State, str] = {
    State.PRESENT: "Hadir",
    State.LATE: "Terlambat",
    State.EXCUSED: "Izin",
    State.SICK: "Sakit",
    State.ABSENT: "Tanpa keterangan",
    State.NONE: "Belum dicatat",
}
KEYS: Mapping[State, str] = {
    State.PRESENT: "H",
    State.LATE: "T",
    State.EXCUSED: "I",
    State.SICK: "S",
    State.ABSENT: "A",
    State.NONE: "Del",
}
_RANK = {state: place for place, state in enumerate(State)}


class Way(StrEnum):
    """How an attendance was recorded."""

    KEY = "key"
    SCAN = "scan"


WAYS: Mapping[Way, str] = {Way.KEY: "Ditandai", Way.SCAN: "Dipindai"}


class Role(StrEnum):
    """Who of those at work in an activity someone is."""

    ASSESSOR = "assessor"
    COMMITTEE = "committee"


ROLES: Mapping[Role, str] = {Role.ASSESSOR: "Asesor", Role.COMMITTEE: "Panitia"}


class Outcome(StrEnum):
    """What a scan came to."""

    RECORDED = "recorded"
    DOUBLE = "double"  # recorded here already
    OTHER_SESSION = "other_session"  # of the same day
    OTHER_DAY = "other_day"
    UNSCHEDULED = "unscheduled"
    NOT_SELECTED = "not_selected"  # in reserve, or left out by the selection
    OTHER_ACTIVITY = "other_activity"  # known to the office, not of this activity
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.RECORDED: "Tercatat",
    Outcome.DOUBLE: "Sudah tercatat",
    Outcome.OTHER_SESSION: "Sesi lain",
    Outcome.OTHER_DAY: "Hari lain",
    Outcome.UNSCHEDULED: "Belum dijadwalkan",
    Outcome.NOT_SELECTED: "Tidak terpilih",
    Outcome.OTHER_ACTIVITY: "Bukan peserta",
    Outcome.WITHDRAWN: "Sudah keluar",
    Outcome.UNKNOWN: "Tidak dikenal",
}
ACCEPTABLE = frozenset({Outcome.OTHER_SESSION, Outcome.OTHER_DAY, Outcome.UNSCHEDULED})
"""Participants who may be taken in here with one key."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of whom a scan names; ``elsewhere`` are the days of their other sessions."""

    takes_part: bool = True
    is_withdrawn: bool = False
    is_left_out: bool = False  # in reserve, or not selected
    attends_here: bool = False
    is_expected_here: bool = False
    elsewhere: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are in each state."""

    counts: Mapping[State, int]

    @property
    def all(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())

    @property
    def attended(self) -> int:
        """Return how many came, late or not."""
        return self.counts.get(State.PRESENT, 0) + self.counts.get(State.LATE, 0)

    @property
    def open(self) -> int:
        """Return of how many nothing is recorded."""
        return self.counts.get(State.NONE, 0)

    @property
    def missing(self) -> int:
        """Return how many did not come, for whatever reason."""
        return self.all - self.attended - self.open


def totals(states: Iterable[State]) -> Totals:
    """Count states; each is there, with 0 where nobody is in it."""
    counts = dict.fromkeys(State, 0)
    for state in states:
        counts[state] += 1
    return Totals(counts)


def attended(state: State) -> bool:
    """Tell whether this is someone who came."""
    return state in (State.PRESENT, State.LATE)


def best(states: Iterable[State]) -> State:
    """Return the best of several: who came anywhere has come."""
    return min(states, key=_RANK.__getitem__, default=State.NONE)


def on_arrival(arrived: str | None, starts: str) -> State:
    """Return present or late for who comes at "HH:MM"; without a start nobody is late."""
    if arrived and starts and minutes_of(arrived) > minutes_of(starts) + GRACE:
        return State.LATE
    return State.PRESENT


def outcome(known: Known | None, day: date) -> Outcome:
    """Return what a scan comes to on a day, for whom it names (None: nobody)."""
    if known is None:
        return Outcome.UNKNOWN
    if not known.takes_part:
        return Outcome.OTHER_ACTIVITY
    if known.is_withdrawn:
        return Outcome.WITHDRAWN
    if known.attends_here:
        return Outcome.DOUBLE
    if known.is_left_out:
        return Outcome.NOT_SELECTED
    if known.is_expected_here:
        return Outcome.RECORDED
    if day in known.elsewhere:
        return Outcome.OTHER_SESSION
    return Outcome.OTHER_DAY if known.elsewhere else Outcome.UNSCHEDULED


def told(what: Outcome, *, name: str = "", where: str = "", arrived: str = "") -> str:
    """Return what is said of a scan; ``where`` are the sessions they belong to, ``arrived`` when.

    It ends with what to do next wherever nothing was recorded.
    """
    at = f" pukul {show_time(arrived)}" if arrived else ""
    return {
        Outcome.RECORDED: f"{name} hadir{at}.",
        Outcome.DOUBLE: f"{name} sudah tercatat hadir{at}.",
        Outcome.OTHER_SESSION: f"Sesi lain: {name}, {where}.",
        Outcome.OTHER_DAY: f"Hari lain: {name}, {where}.",
        Outcome.UNSCHEDULED: f"{name} peserta kegiatan ini, tetapi tidak dijadwalkan di sini.",
        Outcome.NOT_SELECTED: f"{name} cadangan, atau tidak terpilih dalam seleksi.",
        Outcome.OTHER_ACTIVITY: f"{name} dikenal, tetapi bukan peserta kegiatan ini.",
        Outcome.WITHDRAWN: f"{name} sudah keluar dari kegiatan ini.",
        Outcome.UNKNOWN: "Tidak dikenal. Pindai sekali lagi, atau ketik NIK atau nomor peserta.",
    }[what]


def words_of(day: date, starts: str = "", room: str = "") -> str:
    """Return a session, or a day without one, in short: "Sen 23 Nov 08.00, Ruang 1"."""
    when = f"{due_date(day)} {show_time(starts)}".strip()
    return f"{when}, {room}" if room else when
