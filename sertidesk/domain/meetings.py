"""Meetings: their kinds, who came, what was agreed and by when, and lines pasted into them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain import phones


class Kind(StrEnum):
    """What a meeting is for."""

    COORDINATION = "coordination"
    PLENARY = "plenary"
    EVALUATION = "evaluation"
    GENERAL = "general"


KINDS: Mapping[str, str] = {
    Kind.COORDINATION: "Rapat koordinasi",
    Kind.PLENARY: "Rapat pleno",
    Kind.EVALUATION: "Rapat evaluasi",
    Kind.GENERAL: "Rapat lainnya",
}


class Attendance(StrEnum):
    """Whether somebody came; who is on the list before the meeting is invited."""

    INVITED = "invited"
    PRESENT = "present"
    ABSENT = "absent"


ATTENDANCE: Mapping[str, str] = {
    Attendance.INVITED: "Diundang",
    Attendance.PRESENT: "Hadir",
    Attendance.ABSENT: "Tidak hadir",
}


class FollowUpState(StrEnum):
    """Where a thing agreed upon stands."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


FOLLOW_UP_STATES: Mapping[str, str] = {
    FollowUpState.OVERDUE: "Lewat tenggat",
    FollowUpState.OPEN: "Belum selesai",
    FollowUpState.DONE: "Selesai",
}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be put on the list of a meeting; ``position`` is office and institution."""

    name: str
    position: str = ""
    phone: str = ""  # E.164, or as it was typed where it is no number


_BULLET = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+|[-–—•*]\s+)")
_PARTS = re.compile(r"[;\t|]|\s+[-–—]\s+")
_NUMBER = re.compile(r"\d{1,3}\.?")
_HEADINGS = frozenset(("nama", "nama lengkap", "nama peserta", "no", "nomor"))


def follow_up_state(due: date | None, done: date | None, today: date) -> FollowUpState:
    """Return where it stands today; without a day it is due on, nothing is ever late."""
    if done is not None:
        return FollowUpState.DONE
    return FollowUpState.OVERDUE if due is not None and due < today else FollowUpState.OPEN


def name_of(kind: str, title: str) -> str:
    """Return what a meeting is called: its title, else its kind."""
    return title or KINDS.get(kind, KINDS[Kind.GENERAL])


def read_points(text: str) -> list[str]:
    """Read points of an agenda, one a line; numbers and bullets before them are left out."""
    points = (" ".join(_BULLET.sub("", line).split()) for line in text.splitlines())
    return [point for point in points if point]


def read_guests(text: str) -> list[Guest]:
    """Read people, one a line: "nama; jabatan/instansi; HP", or so many cells of a sheet.

    A number before the name and a line of column titles are left out; a phone is known by its
    looks wherever it stands; what else follows the name belongs to the position. Commas part
    nothing, for titles are written with them.
    """
    found = []
    for line in text.splitlines():
        cells = [" ".join(cell.split()) for cell in _PARTS.split(_BULLET.sub("", line))]
        while cells and (not cells[0] or _NUMBER.fullmatch(cells[0])):
            del cells[0]
        if cells and cells[0].casefold().rstrip(".") not in _HEADINGS:
            found.append(_guest(cells))
    return found


def _guest(cells: Sequence[str]) -> Guest:
    phone, rest = "", []
    for cell in cells[1:]:
        number = phones.read(cell).e164 if _looks_like_phone(cell) else None
        if number and not phone:
            phone = number
        elif cell:
            rest.append(cell)
    return Guest(cells[0], ", ".join(rest), phone)


def _looks_like_phone(cell: str) -> bool:
    digits = sum(letter.isdigit() for letter in cell)
    return digits >= 7 and not any(letter.isalpha() for letter in cell)
