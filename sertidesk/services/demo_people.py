"""The made-up persons of the demo: common words for names, NIKs that nobody can have.

Area codes are real ones, so that the rules have something to check; serial numbers begin at 9001,
which no registry has given out on one day in one district.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sertidesk.services.areas import OfficeAreas

_SEED = 20_260_302
_MEN = ("AGUS", "BAYU", "DARMA", "EKO", "FAJAR", "GILANG", "HADI", "INDRA", "JOKO", "KURNIA",
        "LUKMAN", "MULYO", "NUGROHO", "PANJI", "RUDI", "SLAMET", "TEGUH", "WAHYU")  # fmt: skip
_WOMEN = ("AYU", "BUNGA", "CITRA", "DEWI", "ENDANG", "INTAN", "LASTRI", "MAWAR", "RATNA", "SARI")
_LAST = ("ANGGARA", "BAHARI", "CAHYONO", "DERMAWAN", "GUNAWAN", "HARTONO", "IRAWAN", "JATMIKO",
         "KUSUMA", "LAZUARDI", "MAHENDRA", "NUSANTARA", "PRAKOSO", "RAMADAN", "SAMUDRA", "TRILAKSA",
         "UTOMO", "WIBAWA")  # fmt: skip
_STREETS = ("Melati", "Kenanga", "Pelita", "Cendana", "Nelayan", "Ulin", "Merdeka", "Damai")
TRADES = ("Tukang Bangunan Gedung", "Tukang Besi Beton", "Tukang Pasang Bata", "Tukang Plambing",
           "Tukang Kayu Konstruksi", "Juru Las", "Tukang Pasang Perancah", "Juru Gambar Konstruksi",
           )  # fmt: skip
_SCHOOLS = ("SD", "SMP", "SMA", "SMK", "SMK", "SMA")


@dataclass(frozen=True, slots=True)
class Village:
    """A village or ward with the district it lies in."""

    code: str
    name: str
    district: str
    is_ward: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person, as the KTP would have it."""

    nik: str
    name: str
    place: str
    born: date
    sex: str
    address: str
    rt: str
    rw: str
    village: Village
    phone: str
    school: str
    trade: str
    years: int


def villages(areas: OfficeAreas, regency: str, count: int) -> list[Village]:
    """Return villages of the regency's first districts, two of each."""
    found: list[Village] = []
    for district in areas.children(regency):
        for code in areas.children(district)[:2]:
            name, within = areas.village(code), areas.district(district)
            if name and within:
                found.append(Village(code, name, within, code[6] == "1"))
    return found[:count]


def groups(
    places: Sequence[Village], sizes: Sequence[int], today: date
) -> list[tuple[Person, ...]]:
    """Return a group of persons for each village; the same persons on every run."""
    chance = random.Random(_SEED)
    taken: set[str] = set()
    numbers = iter(range(sum(sizes)))
    return [
        tuple(_person(chance, place, next(numbers), taken, today) for _ in range(size))
        for place, size in zip(places, sizes, strict=True)
    ]


def _person(
    chance: random.Random, place: Village, number: int, taken: set[str], today: date
) -> Person:
    woman = number % 4 == 2
    name = ""
    while not name or name in taken:
        name = f"{chance.choice(_WOMEN if woman else _MEN)} {chance.choice(_LAST)}"
        if number % 3 == 0:
            name += f" {chance.choice(_LAST)}"
    taken.add(name)
    born = date(today.year - 54, 1, 1) + timedelta(days=chance.randrange(34 * 365))
    day = born.day + (40 if woman else 0)
    serial = 9001 + number + number // 9  # never ends in 0: only the lists spoil a NIK
    return Person(
        nik=f"{place.code[:6]}{day:02}{born:%m%y}{serial:04}",
        name=name,
        place=place.district.upper(),
        born=born,
        sex="P" if woman else "L",
        address=f"Jl. {chance.choice(_STREETS)} No. {number + 1}",
        rt=f"{chance.randrange(1, 13):03}",
        rw=f"{chance.randrange(1, 5):03}",
        village=place,
        phone=f"081200{number + 1001:06}",
        school=chance.choice(_SCHOOLS),
        trade=TRADES[number % len(TRADES)],
        years=chance.randrange(3, 20),
    )
