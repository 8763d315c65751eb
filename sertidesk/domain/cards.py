"""The participant's card: what its QR code says, and what a scanned or typed text means.

A scanner is a keyboard to the PC. The text has only digits and letters that lie at one place on
QWERTY, QWERTZ and AZERTY keyboards, in whatever case; digits that an AZERTY keyboard made signs of
are read back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_CODE = re.compile(r"(\d{4})-(\d+)")  # of an activity
_CARD = re.compile(r"KP(\d{4})(\d{3,6})N(\d{4,6})(\d{2})")
_SHOWN = re.compile(r"(\d{4})-(\d{3,6})-(\d{3,6})")  # the participant's number as it is printed
_NIK = re.compile(r"\d{16}")
_NUMBER = re.compile(r"\d{1,6}")
_SYMBOLOGY = re.compile(r"^\][A-Za-z]\d")  # what some scanners put before the text
_AZERTY = str.maketrans("&É\"'(-È_ÇÀ", "1234567890")
LONGEST = 200  # letters of a scanned text that are looked at and kept


class Kind(StrEnum):
    """What a scanned text is."""

    CARD = "card"
    NIK = "nik"
    NUMBER = "number"  # of a participant, typed by hand
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Read:
    """A scanned text that was understood: whose card, which NIK, which number."""

    kind: Kind
    activity: str = ""  # its code, of a card
    number: int = 0  # in the activity's list
    nik: str = ""


def card_text(activity_code: str, number: int) -> str:
    """Return what a card's QR code says: ``KP2026001N001737`` for number 17 of 2026-001.

    The two check digits are those of ISO 7064 MOD 97-10, as in an IBAN. `ValueError` for a code
    that no activity has.
    """
    found = _CODE.fullmatch(activity_code)
    if found is None:
        raise ValueError(activity_code)
    body = f"KP{found[1]}{found[2]:0>3}N{number:04}"
    return f"{body}{_check_digits(body)}"


def shown_number(activity_code: str, number: int) -> str:
    """Return the participant's number as it is printed: 2026-001-017."""
    return f"{activity_code}-{number:03}"


def read(text: str) -> Read:
    """Tell what a scanned or typed text means; one that means nothing is `Kind.UNREADABLE`."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    plain = _SYMBOLOGY.sub("", "".join(plain.split()))
    if shown := _SHOWN.fullmatch(plain):
        return Read(Kind.CARD, f"{shown[1]}-{shown[2]}", int(shown[3]))
    for one in (plain, plain.upper().translate(_AZERTY)):
        if found := _of(one):
            return found
    return Read(Kind.UNREADABLE)


def _of(text: str) -> Read | None:
    folded = re.sub(r"[.\-]", "", text).upper()
    if not folded.isascii():
        return None
    if card := _CARD.fullmatch(folded):
        whole = card[0]
        if _check_digits(whole[:-2]) != whole[-2:]:
            return None
        return Read(Kind.CARD, f"{card[1]}-{card[2]}", int(card[3]))
    if _NIK.fullmatch(folded):
        return Read(Kind.NIK, nik=folded)
    if _NUMBER.fullmatch(folded) and int(folded):
        return Read(Kind.NUMBER, number=int(folded))
    return None


def _check_digits(body: str) -> str:
    digits = "".join(str(int(letter, 36)) for letter in f"{body}00")
    return f"{98 - int(digits) % 97:02}"
