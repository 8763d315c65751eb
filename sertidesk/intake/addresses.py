"""Addresses written in one cell: RT/RW, village, district and the rest, where clearly named."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = (
    ("village", r"desa|ds|kelurahan|kel|nagari|gampong"),
    ("district", r"kecamatan|kec|distrik"),
    ("regency", r"kabupaten|kab|kota|kotamadya"),
    ("province", r"provinsi|propinsi|prov|prop"),
)
_ANY = "|".join(words for _, words in _WORDS)
_STOP = (
    rf"(?=\s*[,;:/()|-]?\s*\b(?:{_ANY}|rt|rw|kode pos|tahun|thn|ta)\b|\s*[,;()|]"
    r"|\s+\d{4,5}\b|\s*$)"
)
_AREA = re.compile(
    rf"\b(?P<word>{_ANY})\b\s*[.:]*\s*(?:/\s*(?:{_ANY})\b\s*[.:]*\s*)?"
    rf"(?P<name>[^\W\d_][\w'’ .-]*?){_STOP}",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"\bRT\s*[.:/]*\s*(?:RW\s*[.:]*\s*)?(?P<rt>\d{1,3})"
    r"(?:\s*[,/.\-]*\s*(?:RW\s*[.:]*\s*)?(?P<rw>\d{1,3})\b)?",
    re.IGNORECASE,
)
_RW = re.compile(r"\bRW\s*[.:]*\s*(?P<rw>\d{1,3})\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:\bkode\s*pos\s*[.:]?\s*)?\b(?P<postcode>[1-9]\d{4})\s*$", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|blok|lorong|lrg|komplek|kompleks|perum|perumahan|raya|lintas"
    r"|simpang|pasar|balai|kantor|kepala)\s*[.:]*\s*$",
    re.IGNORECASE,
)
HINT = re.compile(rf"\b(?:{_ANY}|rt|rw)\b", re.IGNORECASE)
"""Whether a text may hold more than a street at all."""
_KEY = {word: key for key, words in _WORDS for word in words.split("|")}


@lru_cache(maxsize=1024)
def _areas(text: str) -> tuple[tuple[str, str, int, int], ...]:
    found = []
    for match in _AREA.finditer(text):
        name = " ".join(match["name"].split()).strip(" .-")
        if name and not _STREET.search(text[: match.start()]):
            found.append((_KEY[match["word"].lower()], name, match.start(), match.end()))
    return tuple(found)


def named_areas(text: str) -> dict[str, str]:
    """Return the areas that a title names: "DESA : SIDOREJO KEC. ARUT SELATAN"."""
    found: dict[str, str] = {}
    for key, name, _, _ in _areas(" ".join(text.split())):
        found.setdefault(key, name)
    return found


def split(text: str) -> tuple[str, dict[str, str]]:
    """Part an address into what remains of it (the street) and the fields it clearly names."""
    hint = HINT.search(text)
    if hint is None:
        return text, {}
    head = text[: hint.start()]
    if _STREET.search(head):
        return _split(text)
    # The street is each person's own, what follows it repeats: only that is kept in memory.
    rest, parts = _split(text[hint.start() :])
    if not parts:
        return text, parts
    street = head.strip(" ,;/-\t\n.")
    return (f"{street}, {rest}" if street and rest else street or rest), parts


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[str, dict[str, str]]:
    spans: list[tuple[int, int]] = []
    parts: dict[str, str] = {}
    units = _UNITS.search(text)
    if units:
        spans.append(units.span())
        parts["rt"] = units["rt"].zfill(3)
        if units["rw"]:
            parts["rw"] = units["rw"].zfill(3)
    if "rw" not in parts:
        rw = _RW.search(text)
        if rw:
            spans.append(rw.span())
            parts["rw"] = rw["rw"].zfill(3)
    for key, name, start, end in _areas(text):
        if key not in parts:
            parts[key] = f"Kota {name}" if text[start : start + 4].lower() == "kota" else name
            spans.append((start, end))
    postcode = _POSTCODE.search(text)
    if postcode and parts:
        parts["postcode"] = postcode["postcode"]
        spans.append(postcode.span())
    rest = text
    for start, end in sorted(spans, reverse=True):
        rest = rest[:start] + "," + rest[end:]
    street = re.sub(r"(?:\s*[,;|/-]\s*){1,}(?=[,;]|$)|^[\s,;./-]+", "", rest)
    street = re.sub(r"\s*,(?:\s*,)+\s*", ", ", street)
    return " ".join(street.split()).strip(" ,;/-"), parts
