"""Handing certificates over: to the owner or a proxy, and the words for who has not come yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain.formatting import long_date


class State(StrEnum):
    """Where one participant's certificate is."""

    ABSENT = "absent"  # not with the office yet
    WAITING = "waiting"
    HANDED = "handed"
    PROXY = "proxy"  # handed to someone with a letter of authority


STATES = {
    State.ABSENT: "Belum ada",
    State.WAITING: "Belum diambil",
    State.HANDED: "Diserahkan",
    State.PROXY: "Diwakilkan",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who has not come for the certificate."""

    name: str
    occupation: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a reminder says besides who has not come."""

    activity: str
    office: str
    address: str = ""
    deadline: date | None = None
    contact: str = ""


def state_of(number: str, received: date | None, proxy: str) -> State:
    """Return where a certificate is: without a number there is none to hand over."""
    if received is not None:
        return State.PROXY if proxy else State.HANDED
    return State.WAITING if number else State.ABSENT


def reminder_text(village: str, waiting: Sequence[Waiting], terms: Terms) -> str:
    """Return the text for one village, as it is pasted into WhatsApp."""
    where = f" dari *{village}*" if village else ""
    lines = [
        "*Pengambilan sertifikat*",
        terms.activity,
        "",
        f"Sertifikat peserta{where} berikut sudah ada di {terms.office} dan belum diambil:",
        *(
            f"{number}. {one.name}" + (f" – {one.occupation}" if one.occupation else "")
            for number, one in enumerate(waiting, 1)
        ),
        "",
        "Bawa KTP-el asli. Bila diwakilkan, bawa surat kuasa, KTP-el pemberi kuasa, dan KTP-el "
        "yang mewakili.",
    ]
    if terms.address:
        lines.append(f"Tempat: {terms.address}.")
    if terms.deadline:
        lines.append(f"Paling lambat *{long_date(terms.deadline)}*.")
    lines.append("Pengambilan tidak dipungut biaya.")
    if terms.contact:
        lines += ["", f"Pertanyaan: {terms.contact}"]
    return "\n".join(lines)
