"""Whether everything is ready for the test: facilities, the assessors' word, the candidates'.

The words of the states, who must be called again, the message a candidate gets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain.formatting import day_and_date
from sertidesk.domain.procedure import Step
from sertidesk.domain.schedule import show_time


class Part(StrEnum):
    """What is made ready."""

    FACILITIES = "facilities"
    ASSESSORS = "assessors"
    CANDIDATES = "candidates"


PARTS = {
    Part.FACILITIES: "Sarana",
    Part.ASSESSORS: "Asesor",
    Part.CANDIDATES: "Peserta",
}


class Condition(StrEnum):
    """How good what is there is."""

    GOOD = "good"
    REPAIR = "repair"
    BROKEN = "broken"


CONDITIONS = {
    Condition.GOOD: "Baik",
    Condition.REPAIR: "Perlu perbaikan",
    Condition.BROKEN: "Rusak",
}


class ItemState(StrEnum):
    """How far an item of the checklist is."""

    UNCHECKED = "unchecked"
    READY = "ready"
    SHORT = "short"
    DEFECT = "defect"
    NOT_NEEDED = "not_needed"


ITEM_STATES = {
    ItemState.UNCHECKED: "Belum diperiksa",
    ItemState.READY: "Siap",
    ItemState.SHORT: "Kurang",
    ItemState.DEFECT: "Perlu perbaikan",
    ItemState.NOT_NEEDED: "Tidak perlu",
}
ITEM_DONE = frozenset((ItemState.READY, ItemState.NOT_NEEDED))


class Answer(StrEnum):
    """What an assessor said of a session."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    COMING = "coming"
    NOT_COMING = "not_coming"


ANSWERS = {
    Answer.NOT_ASKED: "Belum ditanya",
    Answer.ASKED: "Menunggu jawaban",
    Answer.COMING: "Bersedia",
    Answer.NOT_COMING: "Tidak bersedia",
}


class Reach(StrEnum):
    """What came of the last attempt to remind a candidate."""

    NOT_CALLED = "not_called"
    COMING = "will_come"
    NOT_COMING = "will_not_come"
    SENT = "message_sent"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


REACHES = {
    Reach.NOT_CALLED: "Belum dihubungi",
    Reach.COMING: "Akan datang",
    Reach.NOT_COMING: "Tidak datang",
    Reach.SENT: "Pesan terkirim",
    Reach.NO_ANSWER: "Tidak dijawab",
    Reach.WRONG_NUMBER: "Nomor salah",
}
REACHED = frozenset((Reach.COMING, Reach.NOT_COMING))
AGAIN = frozenset((Reach.NO_ANSWER, Reach.SENT))
"""Must be called again, for nothing certain is known yet."""


class Way(StrEnum):
    """How someone was reached."""

    CALL = "call"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    IN_PERSON = "in_person"


WAYS = {
    Way.CALL: "Telepon",
    Way.WHATSAPP: "WhatsApp",
    Way.SMS: "SMS",
    Way.IN_PERSON: "Langsung",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item of a list: so many in all, or for each participant of the fullest session."""

    name: str
    quantity: int = 1
    unit: str = ""
    for_each: bool = False

    def needed(self, people: int) -> int:
        """Return how many are needed for so many people at once."""
        return self.quantity * max(people, 1) if self.for_each else self.quantity


@dataclass(frozen=True, slots=True)
class FacilityList:
    """A list that ships with the program; without ``schemes`` it is everyone's."""

    title: str
    schemes: tuple[str, ...]
    items: tuple[Wanted, ...]

    def serves(self, scheme: str) -> bool:
        """Tell whether a word of the list stands in the occupation."""
        words = scheme.casefold()
        return any(re.search(rf"\b{re.escape(one)}\b", words) for one in self.schemes)


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where a candidate comes; times are "HH:MM"."""

    day: date
    starts: str
    ends: str
    test_centre: str = ""
    room: str = ""
    address: str = ""


def item_state(needed: int, available: int | None, condition: Condition | None) -> ItemState:
    """Return how far an item is: nothing needed, not looked at, too few, or not in order."""
    if needed <= 0:
        return ItemState.NOT_NEEDED
    if available is None:
        return ItemState.UNCHECKED
    if available < needed:
        return ItemState.SHORT
    return ItemState.READY if condition in (None, Condition.GOOD) else ItemState.DEFECT


def list_for(scheme: str, lists: Sequence[FacilityList]) -> tuple[Wanted, ...]:
    """Return what a scheme needs; an empty scheme means what every test centre needs."""
    if not scheme:
        return tuple(item for one in lists if not one.schemes for item in one.items)
    return next((one.items for one in lists if one.serves(scheme)), ())


def parts_of(step: Step) -> tuple[Part, ...]:
    """Return which parts a step is about, as its title says; all where it says nothing."""
    title = step.title.casefold()
    if "calon peserta" in title or "peserta diingatkan" in title:
        return (Part.CANDIDATES,)
    if re.search(r"\b(sarana|prasarana|tempat|fasilitas|peralatan)\b", title):
        return (Part.FACILITIES, Part.ASSESSORS)
    if "asesor" in title:
        return (Part.ASSESSORS,)
    return tuple(Part)


def message(name: str, activity: str, sittings: Sequence[Sitting], office: str) -> str:
    """Return what a candidate is sent or told: when, where, what to bring. No NIK stands in it."""
    lines = [f"Yth. {name},", "", f"Kami mengingatkan jadwal uji kompetensi Anda – {activity}:"]
    for one in sittings:
        where = ", ".join(filter(None, (one.test_centre, one.room)))
        lines.append(f"• {day_and_date(one.day)}, pukul {show_time(one.starts)}")
        if where:
            lines.append(f"  Tempat: {where}")
        if one.address:
            lines.append(f"  Alamat: {one.address}")
    if not sittings:
        lines.append("Jadwalnya segera kami sampaikan.")
    lines += [
        "",
        "Mohon hadir 30 menit sebelumnya, membawa KTP-el asli, berpakaian kerja dan bersepatu.",
        "",
        "Mohon balas: *HADIR* atau *TIDAK HADIR* (dengan alasan).",
        office,
    ]
    return "\n".join(lines).rstrip()
