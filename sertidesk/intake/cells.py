"""One cell of a known column → a typed value and what was noticed about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sertidesk.domain import education, names, nik, npwp, occupations, people, phones
from sertidesk.domain.areas import AreaBook
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.intake.sheet import Cell, show

Value = str | int | float | date
Reading = tuple[Value | None, tuple[Finding, ...]]

_NOTHING: Reading = (None, ())
_EMPTY = frozenset({"", "-", "--", "---", "—", "–", ".", "..", "…", "null", "n/a", "#n/a", "nihil"})
# Words of three letters or more that are no title before a name: nothing to tidy, cut or remark.
_PLAIN_NAME = re.compile(
    r"(?!(?i:prof|drg|drs|dra|muh|moh|mohd|muhd)\b)(?!.*\b(?i:almh?|almarhum(?:ah)?)\b)"
    r"[A-Z][A-Za-z]{2,}(?: [A-Za-z]{3,}){0,6}"
)
_SEPARATORS = str.maketrans("", "", " -'\u00a0")
# As `phones.read` takes it, without remark.
_PLAIN_PHONE = re.compile(r"08[1-35-9][0-9]{1,2}[ \-]?[0-9]{3,4}[ \-]?[0-9]{2,5}")
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[A-Za-z]{2,}")
_YEARS = re.compile(r"(\d{1,2})(?:[.,](\d))?\s*(?:\+|tahun|thn|th|years?)?\b", re.IGNORECASE)
_MONTHS = re.compile(r"(\d{1,3})\s*(?:bulan|bln)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(slots=True)
class Rules:
    """What a reading is judged by: the areas, today, the office, and what other floors know."""

    areas: AreaBook
    today: date
    office_regency: str | None = None
    catalogue: occupations.Catalogue | None = None
    memo: dict[str, dict[Cell, Reading]] = field(default_factory=dict)
    dates: dict[Cell, tuple[date | None, str | None, tuple[Finding, ...]]] = field(
        default_factory=dict
    )


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell holds nothing, or one of the ways to say nothing ("-", "nihil")."""
    if cell is None:
        return True
    return isinstance(cell, str) and (not cell or cell.strip().casefold() in _EMPTY)


def read_text(cell: Cell) -> str | None:
    """Return the text of a cell, tidied; None where it says nothing."""
    text = cell if isinstance(cell, str) and cell.isalnum() else show(cell).strip("'’` ")
    return None if not text or text.casefold() in _EMPTY else text


def read_nik(cell: Cell) -> Reading:
    """Read a NIK; whatever is not sixteen plain digits yields findings and no digits."""
    if isinstance(cell, str):
        if len(cell) == 16 and cell.isascii() and cell.isdigit():
            return cell, ()
        if is_empty(cell):
            return _NOTHING
        # Blanks, dashes and a leading apostrophe never change what the digits are; points may.
        bare = cell.translate(_SEPARATORS)
        if len(bare) == 16 and bare.isascii() and bare.isdigit():
            return bare, ()
        reading = nik.read(cell)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        reading = nik.from_number(cell)
    elif cell is None:
        return _NOTHING
    else:
        reading = nik.read(show(cell))
    return reading.digits, reading.findings


def _sex(text: str) -> Reading:
    value = people.read_sex(text)
    if value:
        return value, ()
    return None, (
        Finding(
            "sex_unclear",
            "sex",
            Severity.WARNING,
            f"Jenis kelamin “{text}” tidak jelas. Pilih laki-laki atau perempuan.",
        ),
    )


def _nationality(text: str) -> Reading:
    value = people.read_nationality(text)
    return (value, ()) if value else _unknown("nationality", text)


def _unit(key: str) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        value = people.read_unit(text)
        if value or not text.strip("0- ./"):
            return value, ()
        return _unknown(key, text)

    return read


def _postcode(text: str) -> Reading:
    digits = re.sub(r"\D", "", text)
    return (digits, ()) if len(digits) == 5 else _unknown("postcode", text)


def _email(text: str) -> Reading:
    found = _EMAIL.search(text)
    if not found:
        return _unknown("email", text)
    return found[0].lower(), ()


def _npwp(text: str) -> Reading:
    reading = npwp.read(text)
    return reading.digits, reading.findings


def _year(text: str) -> Reading:
    found = _YEAR.search(text)
    return (int(found[0]), ()) if found else _unknown("graduation_year", text)


def _level(text: str) -> Reading:
    value = occupations.read_level(text)
    return (value, ()) if value else _unknown("level", text)


def _qualification(text: str) -> Reading:
    value = occupations.read_qualification(text)
    return (value, ()) if value else _unknown("qualification", text)


def _years(text: str) -> Reading:
    months = _MONTHS.search(text)
    years = _YEARS.search(_MONTHS.sub("", text))
    if not years and not months:
        return _unknown("experience_years", text)
    total = float(f"{years[1]}.{years[2] or 0}") if years else 0.0
    total += int(months[1]) / 12 if months else 0.0
    rounded = round(total, 1)
    return (int(rounded) if rounded == int(rounded) else rounded), ()


def _family_card(text: str) -> Reading:
    return (text if text.isdecimal() else nik.clean(text)) or None, ()


def _code(text: str) -> Reading:
    return occupations.tidy_code(text), ()


def _education(text: str) -> Reading:
    level = education.read_education(text)
    return (level, ()) if level else _unknown("education_level", text)


_READERS: dict[str, Callable[[str], Reading]] = {
    "sex": _sex,
    "nationality": _nationality,
    "rt": _unit("rt"),
    "rw": _unit("rw"),
    "postcode": _postcode,
    "email": _email,
    "npwp": _npwp,
    "education_level": _education,
    "graduation_year": _year,
    "level": _level,
    "qualification": _qualification,
    "experience_years": _years,
    "family_card": _family_card,
    "occupation_code": _code,
}


def _unknown(key: str, text: str) -> Reading:
    label = BY_KEY[key].label
    message = f"{label} “{text}” tidak terbaca dan tidak diambil. Perbaiki bila perlu."
    return None, (Finding(f"{key}_unreadable", key, Severity.WARNING, message),)


def read(key: str, cell: Cell, rules: Rules) -> Reading:
    """Read a cell of any field but the NIK, the name and the birth date."""
    if key == "phone":
        if isinstance(cell, str) and _PLAIN_PHONE.fullmatch(cell):
            digits = cell.translate(_SEPARATORS)
            if 10 <= len(digits) <= 13:
                return "+62" + digits[1:], ()
        if is_empty(cell) or isinstance(cell, (date, datetime)):
            return _NOTHING
        phone = phones.read(cell if isinstance(cell, (str, int, float)) else show(cell))
        return phone.e164, phone.findings
    text = read_text(cell)
    if text is None:
        return _NOTHING
    reader = _READERS.get(key)
    return reader(text) if reader else (text, ())


def read_name(cell: Cell) -> tuple[names.NameParts | None, tuple[Finding, ...]]:
    """Read a name with its titles; None where the cell says nothing."""
    text = read_text(cell)
    if text is None:
        return None, ()
    parts = names.split_titles(text)
    if not parts.name:
        return None, ()
    return parts, (*parts.suggestions, *names.check(parts.name))


def is_plain_name(cell: Cell) -> bool:
    """Tell whether a name is words and blanks alone: nothing to tidy, no title to cut."""
    return (
        isinstance(cell, str)
        and len(cell) <= names.LONGEST
        and _PLAIN_NAME.fullmatch(cell) is not None
    )
