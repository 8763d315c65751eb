"""SKK certificates: their numbers compared, their validity proposed, when they run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VALID_YEARS = 5
WINDOWS = (3, 6, 12)  # months before the end in which a renewal is prepared

NUMBERS: Mapping[str, str] = {
    "number": "Nomor sertifikat",
    "lsp_registration": "Nomor registrasi LSP",
    "lpjk_number": "Nomor pencatatan LPJK",
    "blank_number": "Nomor blanko",
}
"""The numbers a certificate carries, and what each is called; none is had by two certificates."""


class State(StrEnum):
    """How far the record of one participant's certificate has come."""

    NONE = "none"
    PARTIAL = "partial"  # something is known, but not its number and both of its days
    RECORDED = "recorded"


STATES: Mapping[State, str] = {
    State.NONE: "Belum ada",
    State.PARTIAL: "Belum lengkap",
    State.RECORDED: "Tercatat",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """One certificate's numbers, with its key and by whose name it is told."""

    key: str
    owner: str
    numbers: Mapping[str, str]  # kind of number → number


def tidy(number: str) -> str:
    """Return a number as it is stored: upper case, single blanks, nothing around it."""
    return " ".join(number.split()).upper()


def comparable(number: str) -> str:
    """Return a number for comparing: blanks do not count, nor does case."""
    return "".join(number.split()).upper()


def same(one: str, other: str) -> bool:
    """Tell whether two numbers are one and the same; two empty ones are not."""
    return bool(comparable(one)) and comparable(one) == comparable(other)


def twins(certificates: Iterable[Numbered]) -> dict[str, tuple[str, ...]]:
    """Return for each certificate that shares a number a sentence naming number and owner."""
    holders: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for one in certificates:
        for kind, number in one.numbers.items():
            if comparable(number):
                holders[kind, comparable(number)].append(one)
    told: dict[str, list[str]] = defaultdict(list)
    for (kind, _), sharing in holders.items():
        for one in sharing:
            others = [other for other in sharing if other.key != one.key]
            if others:
                who = ", ".join(dict.fromkeys(other.owner for other in others))
                told[one.key].append(f"{NUMBERS[kind]} sama dengan milik {who}.")
    return {key: tuple(sentences) for key, sentences in told.items()}


def proposed_expiry(issued: date) -> date:
    """Return the day five years on; 29 February has its on 28 February.

    A proposal alone: some LSPs print the day before, so the printed day is what counts.
    """
    year = issued.year + VALID_YEARS
    try:
        return issued.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last day of a month that is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def window_of(expires: date, today: date) -> int | None:
    """Return in how many months at most it runs out: 0 (over), 3, 6, 12; None where later."""
    if expires < today:
        return 0
    return next((months for months in WINDOWS if expires <= add_months(today, months)), None)


def state_of(number: str | None, issued: date | None, expires: date | None) -> State:
    """Return how complete a record is; scan and further numbers may follow."""
    return State.RECORDED if number and issued and expires else State.PARTIAL
