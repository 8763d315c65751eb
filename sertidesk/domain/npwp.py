"""NPWP: the old 15 digits, the new 16 (0 + old number), or the NIK; a failing check only warns.

The ninth digit of the old number is a Luhn digit over the first nine (PMK 112/PMK.03/2022 for
the new forms).
"""

from __future__ import annotations

from dataclasses import dataclass

from sertidesk.domain import nik
from sertidesk.domain.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class NpwpReading:
    """What a cell gave: 15 or 16 `digits`, None where it holds no NPWP."""

    digits: str | None
    findings: tuple[Finding, ...] = ()


def read(text: str) -> NpwpReading:
    """Read a cell; an unreadable number is left out with a warning, never a block."""
    digits = nik.clean(text)
    if not digits or (digits.isdecimal() and not digits.strip("0")):
        return NpwpReading(None)  # "-" and 00.000.000.0-000.000 are ways to say there is none
    if not digits.isdecimal():
        return NpwpReading(
            None,
            (_warning("npwp_letters", f"NPWP “{text.strip()}” memuat huruf. Periksa kartu NPWP."),),
        )
    if len(digits) == 22:
        note = Finding(
            "npwp_branch",
            "npwp",
            Severity.INFO,
            "Nomor 22 angka adalah NITKU; yang diambil NPWP 16 angka di depannya.",
        )
        rest = read(digits[:16])
        return NpwpReading(rest.digits, (note, *rest.findings))
    if len(digits) == 14 and _luhn("0" + digits[:8]):
        return NpwpReading(
            None,
            (
                _warning(
                    "npwp_length",
                    "NPWP tertulis 14 angka; mungkin angka 0 di depan hilang.",
                    proposal="0" + digits,
                ),
            ),
        )
    if len(digits) not in (15, 16):
        return NpwpReading(
            None,
            (
                _warning(
                    "npwp_length",
                    f"NPWP harus 15 atau 16 angka, yang tertulis {len(digits)}. "
                    "Periksa kartu NPWP.",
                ),
            ),
        )
    checked = digits[:9] if len(digits) == 15 else digits[:10]
    is_nik = len(digits) == 16 and not digits.startswith("0")
    if is_nik or _luhn(checked):
        return NpwpReading(digits)
    return NpwpReading(
        digits,
        (_warning("npwp_check", "Angka pengecek NPWP tidak cocok. Periksa kartu NPWP."),),
    )


def show(digits: str) -> str:
    """Return the number as it is printed: 15 digits with points, 16 plain."""
    if len(digits) != 15:
        return digits
    return f"{digits[0:2]}.{digits[2:5]}.{digits[5:8]}.{digits[8]}-{digits[9:12]}.{digits[12:15]}"


def _luhn(digits: str) -> bool:
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _warning(code: str, message: str, proposal: str | None = None) -> Finding:
    return Finding(code, "npwp", Severity.WARNING, message, proposal=proposal)
