"""Expressions of interest: their states, lists pasted as lines, and who may be there already."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sertidesk.domain import areas, likeness, names, nik, phones

LIKE_NAME = 0.84  # as alike as `duplicates` asks of two names on one birth date
_BEGINNING = 3  # letters that two alike names share in one of their words


class Channel(StrEnum):
    """How the interest came."""

    VILLAGE = "village"
    WALK_IN = "walk_in"
    PHONE = "phone"
    WHATSAPP = "whatsapp"


class State(StrEnum):
    """What became of an interest; ENROLLED follows from the participant it became."""

    NEW = "new"
    CONTACTED = "contacted"
    ENROLLED = "enrolled"
    DROPPED = "dropped"


CHANNELS: Mapping[str, str] = {
    Channel.VILLAGE: "Kelurahan/desa",
    Channel.WALK_IN: "Datang langsung",
    Channel.PHONE: "Telepon",
    Channel.WHATSAPP: "WhatsApp",
}
STATES: Mapping[str, str] = {
    State.NEW: "Baru",
    State.CONTACTED: "Dihubungi",
    State.ENROLLED: "Jadi peserta",
    State.DROPPED: "Batal",
}
OPEN = frozenset((State.NEW, State.CONTACTED))


class HintCode(StrEnum):
    """Why two entries may be one person, the surest first."""

    SAME_NIK = "same_nik"
    SAME_PHONE = "same_phone"
    LIKE_NAME = "like_name"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is compared of an interest, a participant or a person; absent parts are empty."""

    key: str
    name: str
    phone: str = ""  # E.164
    village: str = ""
    nik: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """That an entry may be the same person as another."""

    code: HintCode
    other: str


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One pasted line as it was understood; a ``problem`` keeps it out."""

    number: int
    text: str
    name: str = ""
    phone: str | None = None
    village: str = ""
    nik: str | None = None
    occupation: str = ""
    problem: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class VillageCount:
    """How many interests a village brought and what became of them."""

    village: str
    all: int
    enrolled: int
    open: int


def read_lines(text: str) -> list[PastedLine]:
    """Read pasted lines "nama; hp; desa", separated by semicolons, tabs or, failing both, commas.

    A NIK (16 digits) is known by its looks wherever it stands; so is the phone. A fourth text is
    the occupation. Blank lines and a line of column titles are left out.
    """
    found: list[PastedLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if any(cells) and not (not found and _is_heading(cells)):
            found.append(_read_line(number, line.strip(), cells))
    return found


def hints(entries: Iterable[Entry], others: Sequence[Entry]) -> dict[str, tuple[Hint, ...]]:
    """Return for each entry who of the others (never itself) may be the same person.

    Same NIK, same phone, or a similar name in the same village.
    """
    index = _Index(others)
    found = {entry.key: index.hints_for(entry) for entry in entries}
    return {key: hinted for key, hinted in found.items() if hinted}


def by_village(interests: Iterable[tuple[str, State]]) -> list[VillageCount]:
    """Count interests given as (village, state) per village, spellings of one taken together.

    The villages that brought most come first; who named none is last.
    """
    groups: dict[str, list[tuple[str, State]]] = defaultdict(list)
    for village, state in interests:
        groups[areas.fold(village)].append((village, state))
    counted = [
        VillageCount(
            rows[0][0],
            len(rows),
            sum(state is State.ENROLLED for _, state in rows),
            sum(state in OPEN for _, state in rows),
        )
        for _, rows in sorted(groups.items())
    ]
    return sorted(counted, key=lambda one: (not one.village, -one.all))


class _Index:
    """The others, findable by NIK, phone, and village with a word's beginning."""

    def __init__(self, others: Sequence[Entry]) -> None:
        self._niks: dict[str, list[str]] = defaultdict(list)
        self._phones: dict[str, list[str]] = defaultdict(list)
        self._beginnings: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for other in others:
            if other.nik:
                self._niks[other.nik].append(other.key)
            if other.phone:
                self._phones[other.phone].append(other.key)
            folded = names.fold(other.name)
            for beginning in _beginnings(folded) if other.village else ():
                place = (areas.fold(other.village), beginning)
                self._beginnings[place].append((other.key, folded))

    def hints_for(self, entry: Entry) -> tuple[Hint, ...]:
        found: dict[str, Hint] = {}
        for code, keys in (
            (HintCode.SAME_NIK, self._niks.get(entry.nik, ()) if entry.nik else ()),
            (HintCode.SAME_PHONE, self._phones.get(entry.phone, ()) if entry.phone else ()),
            (HintCode.LIKE_NAME, self._alike(entry)),
        ):
            for key in keys:
                if key != entry.key:
                    found.setdefault(key, Hint(code, key))
        return tuple(found.values())

    def _alike(self, entry: Entry) -> list[str]:
        if not entry.village:
            return []
        folded, village = names.fold(entry.name), areas.fold(entry.village)
        near = {
            pair
            for beginning in _beginnings(folded)
            for pair in self._beginnings.get((village, beginning), ())
        }
        return sorted(key for key, other in near if likeness.of(folded, other) >= LIKE_NAME)


def _beginnings(folded: str) -> set[str]:
    return {word[:_BEGINNING] for word in likeness.sounds(folded).split()}


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in (";", "\t", "|") if mark in line), ",")
    return [" ".join(cell.split()) for cell in line.split(separator)]


def _is_heading(cells: Sequence[str]) -> bool:
    return cells[0].casefold().rstrip(".") in ("nama", "nama lengkap", "name", "no", "nomor")


def _read_line(number: int, line: str, cells: Sequence[str]) -> PastedLine:
    texts: list[str] = []
    phone: str | None = None
    digits: str | None = None
    remarks = []
    for place, cell in enumerate(cells):
        bare = nik.clean(cell)
        if place == 0 and re.fullmatch(r"\d{1,4}[.)]?", cell):
            continue  # the running number of a list
        if bare.isdecimal() and len(bare) >= nik.LENGTH - 1:
            digits = bare if len(bare) == nik.LENGTH else digits
            if len(bare) != nik.LENGTH:
                remarks.append(f"NIK {bare} bukan 16 angka, tidak disimpan")
        elif re.search(r"\d{5}", re.sub(r"[\s.\-()]", "", cell)):
            reading = phones.read(cell)
            phone = reading.e164 or phone
            if reading.e164 is None:
                remarks.append(f"nomor HP “{cell}” tidak terbaca")
        else:
            texts.append(cell)
    # The first text is the name, even an empty one; after it, empty cells are the phone's.
    name = names.tidy(texts[0]) if texts else ""
    rest = [cell for cell in texts[1:] if cell]
    problem = "" if re.search(r"[^\W\d_]{2}", name) else "Namanya tidak terbaca"
    return PastedLine(
        number,
        line,
        name,
        phone,
        rest[0] if rest else "",
        digits,
        rest[1] if len(rest) > 1 else "",
        problem,
        "; ".join(remarks),
    )
