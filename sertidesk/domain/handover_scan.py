"""What a scan or a typed number at the handover means: whose certificate it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sertidesk.domain import cards
from sertidesk.domain.cards import Kind
from sertidesk.domain.certificates import comparable

_SHORTEST = 8  # letters and digits of a number that is looked for within a longer text


class Outcome(StrEnum):
    """What came of a scan."""

    FOUND = "found"
    SEVERAL = "several"
    NO_CERTIFICATE = "no_certificate"  # one of ours, without a certificate on the register
    OTHER_ACTIVITY = "other_activity"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone whose certificate is on the register; ``codes`` are its numbers and its QR link."""

    key: str
    place: int  # in the activity's list
    nik: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """``key`` is the holder's where one was found, ``activity`` that of a strange card."""

    outcome: Outcome
    key: str = ""
    activity: str = ""


def find(text: str, activity_code: str, holders: Sequence[Holder]) -> Scanned:
    """Find the holder by the certificate's QR code or number, the participant's card, or the NIK.

    A certificate's own codes come before the card: their digits might look like one.
    """
    whole = comparable(text)
    if not whole:
        return Scanned(Outcome.UNKNOWN)
    by_code = [one for one in holders if any(comparable(code) == whole for code in one.codes)]
    if by_code:
        return _one_of(by_code)
    read = cards.read(text)
    if read.kind is Kind.CARD and read.activity != activity_code:
        return Scanned(Outcome.OTHER_ACTIVITY, activity=read.activity)
    if read.kind is Kind.NIK:
        return _one_of([one for one in holders if one.nik == read.nik])
    if read.kind in (Kind.CARD, Kind.NUMBER):
        return _one_of([one for one in holders if one.place == read.number])
    within = [one for one in holders if any(_bare(code) in _bare(text) for code in _long(one))]
    return _one_of(within) if within else Scanned(Outcome.UNKNOWN)


def _one_of(found: Sequence[Holder]) -> Scanned:
    if not found:
        return Scanned(Outcome.NO_CERTIFICATE)
    if len(found) > 1:
        return Scanned(Outcome.SEVERAL)
    return Scanned(Outcome.FOUND, found[0].key)


def _long(one: Holder) -> list[str]:
    return [code for code in one.codes if len(_bare(code)) >= _SHORTEST]


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).upper()
