"""Small code values of a person: sex, nationality, RT/RW."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MEN = frozenset({
    "l", "lk", "lki", "lk2", "laki", "laki2", "lakilaki", "lakilak", "lakilakl", "lklk", "lelaki",
    "pria",
    "m", "male", "man", "cowok", "cowo", "tuan", "bapak",
})  # fmt: skip
_WOMEN = frozenset({
    "p", "pr", "prp", "prmpn", "peremp", "perempuan", "perempuam", "prempuan", "perumpuan",
    "wanita", "wnt", "w", "f", "female", "woman", "cewek", "cewe", "nyonya", "nona", "ibu",
})  # fmt: skip


def read_sex(text: str) -> str | None:
    """Return "L" or "P" for any spelling of it; None for what is not clear (1 and 2 among it).

    Lists number the sexes both ways, so a bare number tells nothing, beside a word it does not
    count; "L/P" is an unfilled cell.
    """
    key = re.sub(r"[^a-z0-9]", "", text.casefold()).lstrip("0123456789")
    if key in _MEN:
        return "L"
    if key in _WOMEN:
        return "P"
    return None


def p_means_man(column: Iterable[str]) -> bool:
    """Tell whether a column writes P(ria) and W(anita), so that its P is no woman.

    It does when it has W and P but no L: beside an L, the P is Perempuan.
    """
    letters = {re.sub(r"[^a-z]", "", text.casefold()) for text in set(column)}
    return {"p", "w"} <= letters and not letters & {"l", "lk", "laki", "lakilaki"}


_OURS = {"wni", "indonesia", "indonesian", "id", "idn", "ina", "ri", "warganegaraindonesia"}
_THEIRS = {"wna", "asing", "warganegaraasing", "foreign", "foreigner"}


def read_nationality(text: str) -> str | None:
    """Return "WNI" or "WNA"; None for an empty or unclear cell."""
    key = re.sub(r"[^a-z]", "", text.casefold())
    if key in _OURS:
        return "WNI"
    if key in _THEIRS:
        return "WNA"
    return None


def read_unit(text: str) -> str | None:
    """Return an RT or RW as three digits ("001"); None where there is none ("-", "000")."""
    cleaned = re.sub(r"(?:\.0+)?\s*$", "", text.strip())
    found = re.fullmatch(r"(?:R[TW][\s.:/]*)?0*(\d{1,3})", cleaned, re.IGNORECASE)
    if not found or not found[1].strip("0"):
        return None
    return found[1].zfill(3)


_BOTH = re.compile(
    r"(?:RT\s*[./:]*\s*RW\s*[.:]*|RT\s*[.:]*)?\s*(\d{1,3})"
    r"\s*(?:[/\-,\\]\s*(?:RW\s*[.:]*)?|\s*RW\s*[.:]*)\s*(\d{1,3})",
    re.IGNORECASE,
)


def read_units(text: str) -> tuple[str | None, str | None]:
    """Return RT and RW from one cell: "001/002", "RT 1 RW 2", "RT.01/RW.02"."""
    found = _BOTH.search(text)
    if found:
        return read_unit(found[1]), read_unit(found[2])
    alone = re.fullmatch(r"\s*(RT|RW)[\s.:]*(\d{1,3})\s*", text, re.IGNORECASE)
    if alone:
        unit = read_unit(alone[2])
        return (unit, None) if alone[1].upper() == "RT" else (None, unit)
    return read_unit(text), None
