"""Near-duplicates among persons: born the same day with a like name, or one slip apart in the NIK.

Equal NIKs are no matter of likeness and are not reported here. Built for tens of thousands of
persons: candidates meet in buckets, never each with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain import likeness, names
from sertidesk.domain.work import Report, silent

LIKE_NAME = 0.85
"""From here on two names of one birth date are shown as perhaps the same person."""

_LIKE_ENOUGH = 0.6
"""Below it a slip in the NIK is none: people of one district born the same day have NIKs a digit
apart by thousands."""

_STEPS_BY_DAY = 20
_STEPS = _STEPS_BY_DAY + 16  # the days by twentieths, then each digit of the NIK

_RELATED = 0.5  # two words of one name at least so alike, or the names are not compared in full


class Reason(StrEnum):
    """Why two persons are shown side by side."""

    BIRTH_AND_NAME = "birth_and_name"
    NIK_ONE_DIGIT = "nik_one_digit"
    NIK_SWAPPED = "nik_swapped"  # two neighbouring digits changed places


REASON_TEXTS: dict[Reason, str] = {
    Reason.BIRTH_AND_NAME: "tanggal lahir sama, nama mirip",
    Reason.NIK_ONE_DIGIT: "NIK berbeda satu angka",
    Reason.NIK_SWAPPED: "NIK berbeda karena dua angka tertukar",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of a person; `key` is the caller's own."""

    key: str
    name: str
    nik: str | None = None
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two persons who may be one, the likelier the higher the score (0 to 1)."""

    first: str
    second: str
    reasons: tuple[Reason, ...]
    score: float


def near(candidates: Iterable[Candidate], advance: Report = silent) -> list[NearPair]:
    """Return the pairs that may be one person, the likeliest first.

    ``advance`` is told steps done and in all, and may raise to stop.
    """
    people = list(candidates)
    found: dict[tuple[int, int], list[Reason]] = defaultdict(list)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        advance(min(done, _STEPS), _STEPS)

    for reason, pairs in (
        (Reason.BIRTH_AND_NAME, _born_together(people, step)),
        (Reason.NIK_ONE_DIGIT, _one_digit_apart(people, step)),
        (Reason.NIK_SWAPPED, _swapped(people)),
    ):
        for i, j in pairs:
            found[(i, j) if i < j else (j, i)].append(reason)
    result = [_pair(people[i], people[j], tuple(reasons)) for (i, j), reasons in found.items()]
    return sorted(result, key=lambda pair: (-pair.score, pair.first, pair.second))


def near_to(person: Candidate, others: Iterable[Candidate]) -> list[NearPair]:
    """Return the pairs of one person with others, as when a single person is being added."""
    pairs = []
    for other in others:
        if other.key == person.key or (person.nik and person.nik == other.nik):
            continue
        reasons = []
        same_day = person.birth_date is not None and person.birth_date == other.birth_date
        if same_day and names.similarity(person.name, other.name) >= LIKE_NAME:
            reasons.append(Reason.BIRTH_AND_NAME)
        slip = _slip(person.nik or "", other.nik or "")
        if slip and _names_allow(person, other):
            reasons.append(slip)
        if reasons:
            pairs.append(_pair(person, other, tuple(reasons)))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.second))


def _pair(one: Candidate, other: Candidate, reasons: tuple[Reason, ...]) -> NearPair:
    score = names.similarity(one.name, other.name)
    if len(reasons) > 1:
        score = (score + 1) / 2
    return NearPair(one.key, other.key, reasons, round(score, 3))


def _born_together(
    people: Sequence[Candidate], step: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    days: dict[date, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        if person.birth_date is not None:
            days[person.birth_date].append(place)
    each = max(len(days) // _STEPS_BY_DAY, 1)
    for number, places in enumerate(days.values(), start=1):
        if number % each == 0:
            step()
        if len(places) < 2:
            continue
        keys = {place: names.fold(people[place].name) for place in places}
        words = {place: likeness.sounds(key).split() for place, key in keys.items()}
        for at, i in enumerate(places):
            for j in places[at + 1 :]:
                if people[i].nik and people[i].nik == people[j].nik:
                    continue
                related = _may_be_alike(words[i], words[j])
                if related and likeness.of(keys[i], keys[j]) >= LIKE_NAME:
                    yield i, j


def _may_be_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell cheaply whether a full comparison is worth its time.

    1 January is the birth date of everybody who does not know it, so a day may hold hundreds.
    """
    return any(likeness.of_words(a, b) >= _RELATED for a in one for b in other)


def _one_digit_apart(
    people: Sequence[Candidate], step: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    for position in range(16):
        step()
        buckets: dict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(people):
            if person.nik and len(person.nik) == 16:
                buckets[person.nik[:position] + person.nik[position + 1 :]].append(place)
        for places in buckets.values():
            for at, i in enumerate(places):
                for j in places[at + 1 :]:
                    if people[i].nik != people[j].nik and _names_allow(people[i], people[j]):
                        yield i, j


def _swapped(people: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        if person.nik and len(person.nik) == 16:
            places[person.nik].append(place)
    for nik, mine in places.items():
        for position in range(15):
            a, b = nik[position], nik[position + 1]
            if a >= b:  # each pair is met once, from its ascending side
                continue
            twin = nik[:position] + b + a + nik[position + 2 :]
            for j in places.get(twin, ()):
                for i in mine:
                    if _names_allow(people[i], people[j]):
                        yield i, j


def _slip(one: str, other: str) -> Reason | None:
    if len(one) != 16 or len(other) != 16:
        return None
    differing = [place for place in range(16) if one[place] != other[place]]
    if len(differing) == 1:
        return Reason.NIK_ONE_DIGIT
    if len(differing) == 2 and differing[1] == differing[0] + 1:
        i, j = differing
        if one[i] == other[j] and one[j] == other[i]:
            return Reason.NIK_SWAPPED
    return None


def _names_allow(one: Candidate, other: Candidate) -> bool:
    """Tell whether two names may belong to one person, as a missing one may."""
    keys = names.fold(one.name), names.fold(other.name)
    return not all(keys) or likeness.of(*keys) >= _LIKE_ENOUGH
