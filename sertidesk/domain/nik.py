"""NIK: reading a foreign cell (damage blocks) and judging whole digits (rules warn).

Sixteen digits: area of first registration (6), DDMMYY with 40 added to a woman's day, sequence
(PP 37/2007 Art. 37). A NIK never changes, so it may lawfully differ from a corrected birth date
or sex and from the district a person lives in.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sertidesk.domain import areas as area_codes
from sertidesk.domain.areas import AreaBook
from sertidesk.domain.finding import Finding, Severity

LENGTH = 16
EXACT_LIMIT = 2**53
"""Above it a spreadsheet's number no longer tells neighbouring integers apart."""

_FEWEST_FOR_COLUMN = 5  # five genuine NIKs all ending in 0: one column in 100,000
_NUMBER_TAIL = re.compile(r"^\s*['’‘`]?\s*(\d+)[.,]0+\s*$")
_SCIENTIFIC = re.compile(r"^\s*['’‘`]?\d+(?:[.,]\d+)?\s*[eE]\s*\+?\d+\s*$")
_FRACTION = re.compile(r"^\s*['’‘`]?\s*\d[.,]\d{15}\s*$")
_THOUSANDS = re.compile(r"^\s*\d(?:[.,]\d{3}){5}\s*$")
_LETTERS_FOR_DIGITS = str.maketrans("OoQDIilL|SsBZzGT", "0000111115582267")


@dataclass(frozen=True, slots=True)
class NikReading:
    """What a cell gave: `digits` when it is whole, else None; `text` as it stood, tidied.

    An empty cell has neither digits nor findings: whether a NIK must be there is not its matter.
    """

    digits: str | None
    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What the digits tell; date and sex are None where the day is impossible."""

    birth_date: date | None
    sex: str | None
    province: str
    regency: str
    district: str


def clean(text: str) -> str:
    """Return the text without what surrounds digits: blanks, dots, dashes, apostrophes, ".0"."""
    tail = _NUMBER_TAIL.match(text)
    return "".join(_kept(character) for character in (tail[1] if tail else text))


def _kept(character: str) -> str:
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)  # full-width and Arabic digits become plain ones
    category = unicodedata.category(character)
    if category in ("Zs", "Cc", "Cf", "Pd", "Pi", "Pf") or character in ".,'`´_":
        return ""
    return character


def read(text: str) -> NikReading:
    """Read a text cell; anything but sixteen plain digits is damage and yields no digits."""
    shown = text.strip()
    if _SCIENTIFIC.match(text):
        return NikReading(None, shown, (_scientific(shown),))
    if _FRACTION.match(text):
        return NikReading(None, shown, (_fraction(shown),))
    tail = _NUMBER_TAIL.match(text)
    cleaned = clean(text)
    if not cleaned:
        return NikReading(None, shown)
    if not cleaned.isdecimal():
        return NikReading(None, shown, (_letters(cleaned, shown),))
    if len(cleaned) != LENGTH:
        return NikReading(None, shown, (_length(len(cleaned)),))
    if tail or _THOUSANDS.match(text):  # the text was a number once
        damage = _rounded(cleaned)
        if damage:
            return NikReading(None, shown, (damage,))
        if not tail:
            return NikReading(cleaned, shown)
        note = _info("nik_tail", "Akhiran “.0” pada NIK dihapus. Cocokkan dengan KTP-el.")
        return NikReading(cleaned, shown, (note,))
    return NikReading(cleaned, shown)


def from_number(value: int | float) -> NikReading:
    """Read a numeric spreadsheet cell: Excel keeps 15 digits, so a 16th that is 0 was lost.

    Such a number is damage until a person confirms it (the digits are the proposal).
    """
    if isinstance(value, float) and (not math.isfinite(value) or value != int(value)):
        shown = repr(value).replace(".", ",")
        return NikReading(None, shown, (_fraction(shown),))
    digits = str(int(value))
    if len(digits) != LENGTH or not digits.isdecimal():
        return NikReading(None, digits, (_length(len(digits.lstrip("-"))),))
    damage = _rounded(digits)
    if damage:
        return NikReading(None, digits, (damage,))
    note = _info(
        "nik_numeric",
        "NIK tersimpan sebagai angka, bukan teks; tampaknya utuh. Cocokkan dengan KTP-el.",
    )
    return NikReading(digits, digits, (note,))


def column_is_rounded(values: Sequence[str | int | float]) -> bool:
    """Tell whether every NIK of a column ends in 0, as when a spreadsheet rounded them all."""
    ends = []
    for value in values:
        if isinstance(value, str) and _SCIENTIFIC.match(value):
            ends.append("0")
            continue
        digits = read(value).text if isinstance(value, str) else from_number(value).text
        digits = clean(digits)
        if digits.isdecimal() and len(digits) == LENGTH:
            ends.append(digits[-1])
    return len(ends) >= _FEWEST_FOR_COLUMN and all(end == "0" for end in ends)


def check(
    digits: str,
    *,
    areas: AreaBook,
    today: date,
    birth_date: date | None = None,
    sex: str | None = None,
    family_card: str | None = None,
    office_regency: str | None = None,
) -> tuple[Finding, ...]:
    """Judge sixteen digits by what they say, beside the other fields of the same person."""
    if len(digits) != LENGTH or not digits.isdecimal():
        return (_length(len(digits)),)
    findings: list[Finding] = []
    if family_card and clean(family_card) == digits:
        findings.append(
            _error(
                "nik_is_family_card",
                "NIK sama dengan Nomor KK. Isi NIK dari KTP-el, bukan nomor kartu keluarga.",
            )
        )
    findings += _area_findings(digits, areas)
    told = facts(digits, today=today, birth_year_hint=birth_date.year if birth_date else None)
    if told is None or told.birth_date is None:
        findings.append(
            _error(
                "nik_date",
                f"Tanggal lahir di dalam NIK ({digits[6:8]}-{digits[8:10]}-{digits[10:12]}) "
                "tidak mungkin. Periksa KTP-el; bila memang demikian, tandai “sesuai KTP-el”.",
                overridable=True,
            )
        )
    else:
        findings += _mismatches(told, birth_date, sex)
    if digits[12:] == "0000":
        findings.append(
            _warning("nik_sequence", "Nomor urut NIK 0000 tidak pernah diberikan. Periksa KTP-el.")
        )
    findings += _elsewhere(digits, areas, office_regency)
    return tuple(findings)


def facts(digits: str, *, today: date, birth_year_hint: int | None = None) -> NikFacts | None:
    """Return what the digits propose to a form, None when they are not sixteen.

    Of the two centuries the one nearest to the hint is taken, without a hint the later one that
    is not in the future.
    """
    if len(digits) != LENGTH or not digits.isdecimal():
        return None
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    woman = day > 40
    born = _dates(day - 40 if woman else day, month, year, today)
    birth_date: date | None = None
    if born and birth_year_hint is not None:
        hint = birth_year_hint
        birth_date = min(born, key=lambda candidate: abs(candidate.year - hint))
    elif born:
        birth_date = max(born)
    return NikFacts(
        birth_date=birth_date,
        sex=None if birth_date is None else ("P" if woman else "L"),
        province=digits[:2],
        regency=digits[:4],
        district=digits[:6],
    )


def mask(digits: str) -> str:
    """Return the NIK with its middle hidden (first 6, last 4), for lists and logs."""
    if len(digits) <= 10:
        return "*" * len(digits)
    return digits[:6] + "*" * (len(digits) - 10) + digits[-4:]


def _dates(day: int, month: int, year: int, today: date) -> list[date]:
    found = []
    for century in (1900, 2000):
        try:
            candidate = date(century + year, month, day)
        except ValueError:
            continue
        if candidate <= today:
            found.append(candidate)
    return found


def _area_findings(digits: str, areas: AreaBook) -> list[Finding]:
    province, regency = digits[:2], digits[:4]
    if areas.province(province) is None:
        if province == area_codes.BPS_ONLY:
            return [
                _warning(
                    "nik_province_bps",
                    "Kode provinsi 97 hanya ada di daftar BPS, tidak di Kemendagri. "
                    "Periksa KTP-el.",
                )
            ]
        return [
            _error(
                "nik_province",
                f"Kode provinsi {province} pada NIK tidak dikenal. Periksa KTP-el; bila memang "
                "demikian, tandai “sesuai KTP-el”.",
                overridable=True,
            )
        ]
    if areas.regency(regency) is None:
        legacy = area_codes.LEGACY.get(regency)
        if legacy:
            was = f"kode lama {legacy.name}" if legacy.name else "kode lama"
            now = areas.regency(legacy.now) or areas.province(legacy.now) or ""
            return [
                _warning(
                    "nik_area_legacy",
                    f"Kode wilayah {area_codes.show(regency)} adalah {was}, kini {now} "
                    f"({area_codes.show(legacy.now)}). NIK tetap berlaku.",
                )
            ]
        return [
            _warning(
                "nik_regency",
                f"Kode kabupaten/kota {area_codes.show(regency)} pada NIK tidak dikenal. "
                "Cocokkan dengan KTP-el.",
            )
        ]
    if areas.district(digits[:6]) is None:
        return [
            _info(
                "nik_district",
                f"Kode kecamatan {area_codes.show(digits[:6])} pada NIK tidak ada di daftar "
                "sekarang; mungkin kecamatan lama.",
            )
        ]
    return []


def _mismatches(told: NikFacts, birth_date: date | None, sex: str | None) -> list[Finding]:
    findings = []
    born = told.birth_date
    if (
        born
        and birth_date
        and (born.day, born.month, born.year % 100)
        != (
            birth_date.day,
            birth_date.month,
            birth_date.year % 100,
        )
    ):
        findings.append(
            Finding(
                "nik_birth_date",
                "birth_date",
                Severity.WARNING,
                f"Tanggal lahir {birth_date:%d-%m-%Y} berbeda dari yang ada di dalam NIK "
                f"({born:%d-%m-%Y}). Periksa KTP-el; perbedaan bisa sah.",
                proposal=born.isoformat(),
            )
        )
    if sex and told.sex and sex != told.sex:
        word = "perempuan" if told.sex == "P" else "laki-laki"
        findings.append(
            Finding(
                "nik_sex",
                "sex",
                Severity.WARNING,
                f"Menurut NIK jenis kelaminnya {word}. Periksa KTP-el; perbedaan bisa sah.",
                proposal=told.sex,
            )
        )
    return findings


def _elsewhere(digits: str, areas: AreaBook, office_regency: str | None) -> list[Finding]:
    if not office_regency or areas.province(digits[:2]) is None:
        return []
    regency, office = digits[:4], area_codes.compact(office_regency)[:4]
    legacy = area_codes.LEGACY.get(regency)
    if office == regency or (legacy and office.startswith(legacy.now)):
        return []
    name = areas.regency(regency) or (legacy.name if legacy else None)
    place = f"{name} ({area_codes.show(regency)})" if name else area_codes.show(regency)
    return [
        _info(
            "nik_elsewhere",
            f"NIK pertama kali terdaftar di {place}, bukan di wilayah instansi ini.",
        )
    ]


def _rounded(digits: str) -> Finding | None:
    if digits[-1] != "0" and int(digits) <= EXACT_LIMIT:
        return None
    return Finding(
        "nik_rounded",
        "nik",
        Severity.ERROR,
        "NIK tersimpan sebagai angka dan angka terakhirnya mungkin hilang dibulatkan Excel. "
        "Cocokkan dengan KTP-el, lalu ketik ulang atau pastikan.",
        proposal=digits,
        overridable=True,
    )


def _scientific(shown: str) -> Finding:
    return _error(
        "nik_scientific",
        f"NIK tertulis sebagai bilangan ilmiah ({shown}); angkanya sudah hilang. Minta daftar "
        "dengan kolom NIK berformat teks atau ketik dari KTP-el.",
    )


def _fraction(shown: str) -> Finding:
    return _error(
        "nik_fraction",
        f"NIK “{shown}” adalah bilangan pecahan, bukan NIK. Isi 16 angka dari KTP-el.",
    )


def _letters(cleaned: str, shown: str) -> Finding:
    proposal: str | None = cleaned.translate(_LETTERS_FOR_DIGITS)
    if not (proposal and proposal.isdecimal() and len(proposal) == LENGTH):
        runs = re.findall(rf"(?<!\d)\d{{{LENGTH}}}(?!\d)", cleaned)
        proposal = runs[0] if len(runs) == 1 else None
    return Finding(
        "nik_letters",
        "nik",
        Severity.ERROR,
        f"NIK “{shown}” memuat huruf atau tanda lain. NIK hanya angka; periksa KTP-el.",
        proposal=proposal,
    )


def _length(count: int) -> Finding:
    return _error(
        "nik_length", f"NIK harus {LENGTH} angka, yang tertulis {count} angka. Periksa KTP-el."
    )


def _error(code: str, message: str, *, overridable: bool = False) -> Finding:
    return Finding(code, "nik", Severity.ERROR, message, overridable=overridable)


def _warning(code: str, message: str) -> Finding:
    return Finding(code, "nik", Severity.WARNING, message)


def _info(code: str, message: str) -> Finding:
    return Finding(code, "nik", Severity.INFO, message)
