"""Telephone numbers: kept as E.164 (+62…), shown as 08…; they warn and never block."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sertidesk.domain.finding import Finding, Severity

_SEPARATORS = re.compile(r"\s*(?:[/;,&|\n\r]+|\batau\b|\bdan\b)\s*", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:no\.?|hp|wa|telp?|telepon|whatsapp|ph|mobile)[\s.:]+", re.IGNORECASE)
_MOBILE = re.compile(r"8[1-35-9]\d{7,10}")
_SHORT_AREAS = ("21", "22", "24", "31", "61")  # the cities with a two-digit area code
_LANDLINE = re.compile(r"[2-79]\d{6,10}")
_NONE = re.compile(r"\s*(?:tidak|tdk|tak|belum|blm|nihil|kosong|tanpa|n/?a\b|null)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"^\s*['’]?(\d)[.,]?(\d*)\s*[eE]\s*\+?(\d{1,2})\s*$")
_TWO_BY_BLANK = re.compile(r"\s+(?=(?:\+?62\s?|0)8\d)")
_MAYBE_MOBILE = re.compile(r"8\d{7,12}")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """What a cell gave: the first number as E.164, any further ones in `others`."""

    e164: str | None
    findings: tuple[Finding, ...] = ()
    others: tuple[str, ...] = ()


def read(value: str | int | float) -> PhoneReading:
    """Read a cell of any type; the 0 that a spreadsheet dropped is given back with a note."""
    text = _text(value)
    if not re.search(r"\d", text):
        if re.search(r"\w", text) and not _NONE.match(text):
            return PhoneReading(None, (_unreadable(text),))
        return PhoneReading(None)
    readings = _several(text) or [_one(text)]
    first, rest = readings[0], readings[1:]
    others = tuple(
        dict.fromkeys(other.e164 for other in rest if other.e164 and other.e164 != first.e164)
    )
    if not others:
        return first
    listed = ", ".join(show(other) for other in others)
    note = _info(
        "phone_several", f"Ada beberapa nomor; yang diambil nomor pertama. Lainnya: {listed}."
    )
    return PhoneReading(first.e164, (*first.findings, note), others)


def local(e164: str) -> str:
    """Return the number as dialled at home: "081234567890"; foreign numbers keep their +."""
    return "0" + e164[3:] if e164.startswith("+62") else e164


def show(e164: str) -> str:
    """Return the number for reading: "0812-3456-7890", landlines "(0532) 21034"."""
    number = local(e164)
    if not number.startswith("0"):
        return number
    if number.startswith("08"):
        return "-".join(part for part in (number[:4], number[4:8], number[8:]) if part)
    cut = 3 if number[1:3] in _SHORT_AREAS else 4
    return f"({number[:cut]}) {number[cut:]}"


def _text(value: str | int | float) -> str:
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else ("" if math.isnan(value) else repr(value))
    text = str(value)
    number = _SCIENTIFIC.match(text)
    if number and len(number[2]) == int(number[3]):  # "8.1234567890E+10" has kept every digit
        return number[1] + number[2]
    return re.sub(r"^(\s*\d+)[.,]0\s*$", r"\1", text)


def _several(text: str) -> list[PhoneReading]:
    """Return a reading per part when each part stands for a whole number, else nothing."""
    parts = [part for part in _SEPARATORS.split(text) if re.search(r"\d", part)]
    if len(parts) < 2:
        parts = _TWO_BY_BLANK.split(text)
        if len(parts) < 2 or not all(_one(part).e164 for part in parts):
            return []
    readings = [_one(part) for part in parts]
    return readings if readings[0].e164 else []


def _one(text: str) -> PhoneReading:
    if _SCIENTIFIC.match(text):
        return PhoneReading(None, (_unreadable(text),))
    bare = _LABEL.sub("", _LABEL.sub("", text))
    plus = bare.strip().lstrip("'’").startswith("+")
    digits = re.sub(r"\D", "", bare)
    if re.search(r"[A-Za-z]", bare) and not re.search(r"\d{8}", re.sub(r"[\s.\-()]", "", bare)):
        return PhoneReading(None, (_unreadable(text),))
    if digits.startswith("00"):
        plus, digits = True, digits[2:]
    if plus and not digits.startswith("62"):
        if 8 <= len(digits) <= 15:
            note = _warning("phone_foreign", "Nomor telepon luar negeri. Periksa bila keliru.")
            return PhoneReading("+" + digits, (note,))
        return PhoneReading(None, (_unreadable(text),))
    findings: list[Finding] = []
    if digits.startswith("62") and (plus or len(digits) >= 10):
        national = digits[2:].lstrip("0")
    elif digits.startswith("0"):
        national = digits[1:]
    else:
        national = digits
        if digits.startswith("8"):
            findings.append(_info("phone_zero", "Angka 0 di depan nomor HP dikembalikan."))
    if _MOBILE.fullmatch(national):
        return PhoneReading("+62" + national, tuple(findings))
    if _MAYBE_MOBILE.fullmatch(national):
        findings.append(
            _warning(
                "phone_length",
                f"Nomor HP {show('+62' + national)} tidak lazim: biasanya 10 sampai 13 angka "
                "dan diawali 08. Periksa kembali.",
            )
        )
        return PhoneReading("+62" + national, tuple(findings))
    if _LANDLINE.fullmatch(national) and national != digits:
        findings.append(_info("phone_landline", "Nomor telepon rumah/kantor, bukan nomor HP."))
        return PhoneReading("+62" + national, tuple(findings))
    return PhoneReading(None, (_unreadable(text),))


def _unreadable(text: str) -> Finding:
    return _warning(
        "phone_unreadable", f"Nomor telepon “{text.strip()}” tidak terbaca. Isi nomor yang benar."
    )


def _warning(code: str, message: str) -> Finding:
    return Finding(code, "phone", Severity.WARNING, message)


def _info(code: str, message: str) -> Finding:
    return Finding(code, "phone", Severity.INFO, message)
