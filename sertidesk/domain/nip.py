"""NIP: a civil servant's 18 digits, printed 8-6-1-3; what looks wrong only warns.

Birth date (8), year and month of appointment (6), sex (1), sequence (3). For a contract servant
(PPPK) 21 and above stand in place of the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sertidesk.domain import nik
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.formatting import short_date

LENGTH = 18
_PARTS = (8, 14, 15)  # where the printed number has a blank
_YOUNGEST = 15  # years between birth and appointment, below which a digit is wrong
_CONTRACT = 21


@dataclass(frozen=True, slots=True)
class NipReading:
    """What was typed: the number (digits alone where it has no letters), None for no number."""

    number: str | None
    findings: tuple[Finding, ...] = ()


def read(text: str, today: date) -> NipReading:
    """Read what is typed or pasted, with or without blanks; "-" is a way to say there is none."""
    digits = nik.clean(text)
    if digits.casefold().startswith("nip"):
        digits = digits[3:].lstrip(".:")
    if not any(character.isalnum() for character in digits):
        return NipReading(None)
    if not (digits.isascii() and digits.isdecimal()):
        return NipReading(
            " ".join(text.split()),
            (_warning("nip_letters", "NIP hanya berisi angka. Periksa yang bukan angka."),),
        )
    if len(digits) != LENGTH:
        return NipReading(digits, (_length(len(digits)),))
    return NipReading(digits, tuple(_findings(digits, today)))


def show(number: str) -> str:
    """Return the number as it is printed: 19690610 199503 1 012; another length as it is."""
    if len(number) != LENGTH or not number.isdecimal():
        return number
    cuts = (0, *_PARTS, LENGTH)
    return " ".join(number[start:end] for start, end in pairwise(cuts))


def _findings(digits: str, today: date) -> list[Finding]:
    found = []
    born = _date(digits[:8])
    if born is None or born >= today:
        found.append(
            _warning(
                "nip_birth_date",
                f"Delapan angka pertama NIP adalah tahun, bulan, dan tanggal lahir; {digits[:8]} "
                "bukan tanggal lahir.",
            )
        )
        born = None
    year, month = int(digits[8:12]), int(digits[12:14])
    appointed = date(year, month, 1) if year and 1 <= month <= 12 else None
    if appointed is None and month < _CONTRACT:
        found.append(
            _warning(
                "nip_appointment",
                f"Angka ke-9 sampai ke-14 NIP adalah tahun dan bulan pengangkatan; "
                f"{digits[8:14]} bukan bulan.",
            )
        )
    elif year > today.year or (appointed is not None and appointed > today):
        found.append(
            _warning(
                "nip_appointment",
                f"Tahun dan bulan pengangkatan dalam NIP ({digits[8:14]}) belum tiba.",
            )
        )
    elif born is not None and year - born.year < _YOUNGEST:
        found.append(
            _warning(
                "nip_age",
                f"Menurut NIP, lahir {short_date(born)} tetapi diangkat tahun {year}. "
                "Salah satunya keliru.",
            )
        )
    if digits[14] not in "12":
        found.append(
            _warning(
                "nip_sex",
                f"Angka ke-15 NIP menyatakan jenis kelamin: 1 laki-laki, 2 perempuan; "
                f"yang tertulis {digits[14]}.",
            )
        )
    return found


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _length(count: int) -> Finding:
    if count == 9:
        return _warning("nip_old", "Ini NIP lama (9 angka). Pakai NIP baru yang 18 angka.")
    return _warning("nip_length", f"NIP terdiri atas {LENGTH} angka, yang tertulis {count}.")


def _warning(code: str, message: str) -> Finding:
    return Finding(code, "nip", Severity.WARNING, message)
