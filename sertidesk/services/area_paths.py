"""Areas as a form fills them in: proposals while typing, with everything that follows from one.

From a village follow its district, regency, province and postcode; the code is kept beside the
names as long as they belong together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sertidesk.domain import areas as codes
from sertidesk.services.areas import DISTRICT, PROVINCE, REGENCY, VILLAGE, OfficeAreas

LEVEL_OF = {"province": PROVINCE, "regency": REGENCY, "district": DISTRICT, "village": VILLAGE}
KEYS = ("province", "regency", "district", "village")  # from wide to narrow
_FETCHED = 60  # of all levels; those of the wanted level are kept


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of a completer: what it says, and the fields it fills."""

    label: str
    values: Mapping[str, str]


def propose(
    book: OfficeAreas,
    key: str,
    text: str,
    known: Mapping[str, object],
    office_regency: str | None = None,
    limit: int = 12,
) -> list[Proposal]:
    """Return areas of one level for what is typed, within what is filled in above it.

    Where nothing above is known, the office's own regency comes first, then the country.
    """
    length, within = LEVEL_OF[key], code_above(book, key, known)
    inside = [within] if within else [codes.compact(office_regency or ""), ""]
    found: list[str] = []
    for place in dict.fromkeys(inside):
        if found:  # the whole country is looked through only for what is not near at hand
            break
        if text.strip():
            areas = book.search(text, place or None, _FETCHED)
            found += [area.code for area in areas if len(area.code) == length]
        elif place and len(place) == _above(length):
            found += book.children(place)
        elif length == PROVINCE:
            found += book.children()
    unique = list(dict.fromkeys(found))[:limit]
    return [proposal(book, code) for code in unique]


def proposal(book: OfficeAreas, code: str) -> Proposal:
    """Return what an area's code fills in: its own name, those above it, and the postcode."""
    area = book.area(code)
    return Proposal(area.path if area else codes.show(code), values_of(book, code))


def values_of(book: OfficeAreas, code: str) -> dict[str, str]:
    """Return the fields that follow from a code of any level."""
    digits = codes.compact(code)
    values = {
        key: name
        for key in KEYS
        if LEVEL_OF[key] <= len(digits) and (name := book.name(digits[: LEVEL_OF[key]]))
    }
    if len(digits) == VILLAGE and (postcode := book.postcode(digits)):
        values["postcode"] = postcode
    values["area_code"] = codes.show(digits)
    return values


def code_above(book: OfficeAreas, key: str, known: Mapping[str, object]) -> str | None:
    """Return the code of the narrowest area above ``key`` that the filled-in names tell."""
    code: str | None = None
    for level in KEYS[: KEYS.index(key)]:
        name = str(known.get(level) or "")
        if not name:
            continue
        skipped = code is None and level in ("district", "village")
        if skipped or (code is not None and len(code) != _above(LEVEL_OF[level])):
            break
        found = book.find(name, code)
        if len(found) != 1:
            break
        code = found[0]
    return code


def resolve(book: OfficeAreas, values: Mapping[str, object]) -> str | None:
    """Return the dotted code of the narrowest area that the names tell without a doubt."""
    deepest = None
    for key in KEYS:
        name = str(values.get(key) or "")
        if not name:
            break
        above = code_above(book, key, values)
        if key != "province" and (above is None or len(above) != _above(LEVEL_OF[key])):
            break
        found = [code for code in book.find(name, above) if len(code) == LEVEL_OF[key]]
        if len(found) != 1:
            break
        deepest = found[0]
    return codes.show(deepest) if deepest else None


def _above(length: int) -> int:
    places = list(LEVEL_OF.values())
    place = places.index(length)
    return places[place - 1] if place else 0
