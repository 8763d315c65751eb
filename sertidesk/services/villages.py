"""The villages of an activity's regency: offered while typing, and read back from what is typed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sertidesk.domain import areas as codes
from sertidesk.services import settings
from sertidesk.services.activity import Activity
from sertidesk.services.areas import REGENCY, OfficeAreas, office_areas
from sertidesk.services.store import Store

_GOVERNMENT = "Pemerintah "


@dataclass(frozen=True, slots=True)
class Village:
    """One village; ``code`` is compact, ``label`` tells it from others of its name."""

    code: str
    name: str
    district: str
    label: str

    @property
    def full_name(self) -> str:
        """Return "Kelurahan Mendawai" or "Desa Kubu": how a letter calls it."""
        return f"{'Kelurahan' if self.code[6] == '1' else 'Desa'} {self.name}"


class VillageBook:
    """The villages of one regency; empty where the office's regency is not known."""

    def __init__(self, book: OfficeAreas, regency: str | None) -> None:
        self.areas = book
        self.regency = regency
        self.districts: tuple[tuple[str, str], ...] = tuple(
            (code, book.district(code) or "")
            for code in (book.children(regency) if regency else ())
        )

    @cached_property
    def villages(self) -> tuple[Village, ...]:
        """Return all villages, by district and code."""
        found = [
            (code, self.areas.village(code) or "", district)
            for above, district in self.districts
            for code in self.areas.children(above)
        ]
        times = Counter(codes.fold(name) for _, name, _ in found)
        return tuple(
            Village(
                code,
                name,
                district,
                name if times[codes.fold(name)] == 1 else f"{name}, {district}",
            )
            for code, name, district in found
        )

    def of_district(self, district: str) -> Sequence[Village]:
        """Return the villages of one district."""
        return [village for village in self.villages if village.code.startswith(district)]

    def find(self, text: str) -> Village | None:
        """Return the village that a name or label means without a doubt."""
        found = self._by_name.get(codes.fold(text), ())
        return found[0] if len(found) == 1 else None

    def by_code(self, code: str | None) -> Village | None:
        """Return the village of a code, dotted or compact."""
        wanted = codes.compact(code or "")
        return next((village for village in self.villages if village.code == wanted), None)

    @cached_property
    def _by_name(self) -> dict[str, list[Village]]:
        found: dict[str, list[Village]] = defaultdict(list)
        for village in self.villages:
            for key in {codes.fold(village.name), codes.fold(village.label)}:
                found[key].append(village)
        return found


def book(store: Store, activity: Activity) -> VillageBook:
    """Return the villages of the office's regency: the setting, else the SOP's government."""
    areas = office_areas(store)
    return VillageBook(areas, _regency(store, activity, areas))


def _regency(store: Store, activity: Activity, areas: OfficeAreas) -> str | None:
    chosen = codes.compact(str(settings.get(store, "office_regency") or ""))
    if len(chosen) == REGENCY:
        return chosen
    government = activity.procedure.office.government.removeprefix(_GOVERNMENT)
    found = [code for code in areas.find(government) if len(code) == REGENCY]
    return found[0] if len(found) == 1 else None
