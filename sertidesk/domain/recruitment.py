"""Recruitment letters: to whom, how far each has come, and the announcement to paste."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain.formatting import day_and_date, long_date

NEAR = 1  # days left at which a letter that is still here is remarked on


class Kind(StrEnum):
    """Who gets a letter."""

    VILLAGE = "village"
    PERSON = "person"


class Way(StrEnum):
    """How a letter was sent."""

    HAND = "hand"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    POST = "post"


class State(StrEnum):
    """How far a letter has come."""

    UNSENT = "unsent"
    SENT = "sent"
    ANSWERED = "answered"


KINDS: Mapping[str, str] = {Kind.VILLAGE: "Kelurahan/desa", Kind.PERSON: "Perseorangan"}
WAYS: Mapping[str, str] = {
    Way.HAND: "Diantar",
    Way.WHATSAPP: "WhatsApp",
    Way.EMAIL: "Surel",
    Way.POST: "Pos",
}
STATES: Mapping[str, str] = {
    State.UNSENT: "Belum dikirim",
    State.SENT: "Menunggu jawaban",
    State.ANSWERED: "Menjawab",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters have come how far, and how many candidates were promised."""

    recipients: int = 0
    sent: int = 0
    answered: int = 0
    promised: int = 0

    @property
    def unsent(self) -> int:
        """Return how many letters are still here."""
        return self.recipients - self.sent


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the announcement says; empty parts are left out."""

    activity: str
    office: str = ""
    fee: str = ""
    occupations: tuple[str, ...] = ()
    participants: int | None = None
    requirements: tuple[str, ...] = ()
    deadline: date | None = None
    contact: str = ""


def state_of(sent_on: date | None, answered_on: date | None) -> State:
    """Return how far a letter has come; who answered has got it, however it came."""
    if answered_on is not None:
        return State.ANSWERED
    return State.UNSENT if sent_on is None else State.SENT


def counts(letters: Iterable[tuple[State, int | None]]) -> Counts:
    """Count letters given as (state, candidates promised)."""
    listed = list(letters)
    return Counts(
        len(listed),
        sum(state is not State.UNSENT for state, _ in listed),
        sum(state is State.ANSWERED for state, _ in listed),
        sum(promised or 0 for _, promised in listed),
    )


def urgency(state: State, days_left: int | None) -> str:
    """Return "late", "near" or nothing for a letter, by the days its step has left."""
    if state is not State.UNSENT or days_left is None or days_left > NEAR:
        return ""
    return "late" if days_left < 0 else "near"


def salutation(kind: Kind, name: str) -> str:
    """Return whom the letter addresses: the head of a village, or the person."""
    if kind is Kind.PERSON:
        return f"Bapak/Ibu {name}"
    head, _, rest = name.partition(" ")
    if rest and head.casefold() in ("kelurahan", "desa"):
        return f"Lurah {rest}" if head.casefold() == "kelurahan" else f"Kepala Desa {rest}"
    return f"Lurah/Kepala Desa {name}"


def announcement_text(
    kind: Kind,
    name: str,
    what: Announcement,
    letter_number: str = "",
    letter_date: date | None = None,
) -> str:
    """Return the announcement to paste into WhatsApp for one recipient; ``*…*`` is bold there."""
    office = _plain(what.office) or "Kami"
    lines = [
        f"Yth. {_plain(salutation(kind, name))},",
        "",
        f"{office} membuka pendaftaran *{_plain(what.activity)}*: fasilitasi sertifikat "
        "kompetensi kerja (SKK) bagi tenaga kerja konstruksi.",
    ]
    facts = []
    if what.occupations:
        facts.append(f"Jabatan kerja: {', '.join(map(_plain, what.occupations))}.")
    if what.participants:
        facts.append(f"Tempat tersedia: {what.participants} peserta.")
    if what.fee:
        facts.append(f"Biaya: {_plain(what.fee[:1].lower() + what.fee[1:])}.")
    lines += facts
    if what.requirements:
        lines += ["", "Syarat yang disiapkan:", *_numbered(what.requirements)]
    lines += ["", _request(kind, what)]
    if letter_number or letter_date:
        number = f" nomor {_plain(letter_number)}" if letter_number else ""
        day = f" tanggal {long_date(letter_date)}" if letter_date else ""
        lines.append(f"Surat{number}{day}.")
    if what.contact:
        lines.append(f"Pertanyaan: {_plain(what.contact)}.")
    lines.append("Terima kasih.")
    return "\n".join(lines)


def _request(kind: Kind, what: Announcement) -> str:
    until = f" paling lambat *{day_and_date(what.deadline)}*" if what.deadline else ""
    if kind is Kind.PERSON:
        return f"Bila berminat, mohon kabari kami dengan nama, NIK, dan nomor HP{until}."
    return (
        "Mohon disampaikan kepada warga yang bekerja di bidang konstruksi. Yang berminat dapat "
        f"menghubungi kelurahan/desa atau langsung kami (nama, NIK, nomor HP){until}."
    )


def _numbered(items: Sequence[str]) -> list[str]:
    return [f"{place}. {_plain(item)}" for place, item in enumerate(items, start=1)]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_~`]", " ", text).split()).rstrip(".")
