"""From a value of a row to what a cell holds: text, number or date, in the layout's spelling.

Nothing here knows a workbook library.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from sertidesk.domain.fields import Kind
from sertidesk.domain.formatting import long_date
from sertidesk.export.keys import KINDS

CellValue: TypeAlias = str | int | float | date | None

# The layout's word for a date, and the number format that shows a real date cell so.
DATE_FORMATS: dict[str, str] = {
    "dd/mm/yyyy": "dd/mm/yyyy",
    "dd-mm-yyyy": "dd-mm-yyyy",
    "yyyy-mm-dd": "yyyy-mm-dd",
    "d mmmm yyyy": "[$-421]d mmmm yyyy",  # 421: Indonesian month names on any Excel
}
DEFAULT_DATE = "dd-mm-yyyy"
SEX_FORMATS: dict[str, dict[str, str]] = {
    "L/P": {"L": "L", "P": "P"},
    "Pria/Wanita": {"L": "Pria", "P": "Wanita"},
    "Laki-laki/Perempuan": {"L": "Laki-laki", "P": "Perempuan"},
    "LAKI-LAKI/PEREMPUAN": {"L": "LAKI-LAKI", "P": "PEREMPUAN"},
}
PHONE_FORMATS = ("08", "+62", "62")
TEXT_FORMATS = ("upper", "text")
FORMATS: tuple[str, ...] = (*DATE_FORMATS, *SEX_FORMATS, *PHONE_FORMATS, *TEXT_FORMATS)

LONGEST_TEXT = 32_767  # Excel's limit for a cell

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def clean_text(value: str) -> str:
    """Return the text without what a workbook cannot hold; line ends become ``\\n``."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", value)[:LONGEST_TEXT]


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet program could take the text for a formula when it is retyped."""
    return text.startswith(_FORMULA_STARTS)


def date_text(value: date, pattern: str) -> str:
    """Return the date written by a layout's pattern, e.g. ``05/12/1990`` or ``5 Mei 1990``."""
    if pattern == "d mmmm yyyy":
        return long_date(value)
    return (
        pattern.replace("dd", f"{value.day:02}")
        .replace("mm", f"{value.month:02}")
        .replace("yyyy", f"{value.year:04}")
    )


def phone_text(value: str, style: str = "08") -> str:
    """Return a stored phone number (+62…) as ``08…``, ``+62…`` or ``62…``; others unchanged."""
    if not value.startswith("+62"):
        return value
    return {"+62": value, "62": value[1:]}.get(style, "0" + value[3:])


def is_text_key(key: str) -> bool:
    """Tell whether the field's digits are no number, so that its cell must be text."""
    return KINDS.get(key) is Kind.DIGITS


def renderer(key: str, format: str = "", *, text: bool = False) -> Callable[[object], CellValue]:
    """Return the function that turns a row's value of this key into what the cell holds."""
    as_text = text or format == "text" or is_text_key(key)
    sexes = SEX_FORMATS.get(format)
    pattern = format if format in DATE_FORMATS else DEFAULT_DATE
    phone = (format if format in PHONE_FORMATS else "08") if key == "phone" else ""
    upper = format == "upper"

    def render(value: object) -> CellValue:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            if sexes is not None:
                value = sexes.get(value, value)
            elif phone:
                value = phone_text(value, phone)
            elif upper:
                value = value.upper()
            return clean_text(value) or None
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            # Excel's calendar begins in 1900; an older day can only be text.
            return date_text(day, pattern) if as_text or upper or day.year < 1900 else day
        if isinstance(value, bool):
            return "Ya" if value else "Tidak"
        if isinstance(value, int | float | Decimal):
            return _number(value, as_text=as_text)
        return clean_text(str(value)) or None

    return render


def _number(value: int | float | Decimal, *, as_text: bool) -> CellValue:
    """Return the number for a cell; whole digits that are no number become text."""
    if not math.isfinite(value):
        return None
    if as_text:
        return str(int(value)) if value == int(value) else str(value)
    return float(value) if isinstance(value, Decimal) else value
