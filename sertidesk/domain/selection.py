"""Who takes part: the office's rules in their order, the rank with its reason, the quotas.

A rank is a proposal with its reasons in the open; whoever decides otherwise gives a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sertidesk.domain import names, occupations


class State(StrEnum):
    """How far the office is with one candidate."""

    UNVERIFIED = "unverified"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    REPLACED = "replaced"  # withdrew, and someone of the waiting list took the place
    WITHDRAWN = "withdrawn"  # withdrew; the place is free


STATES = {
    State.UNVERIFIED: "Belum diverifikasi",
    State.ELIGIBLE: "Memenuhi",
    State.INELIGIBLE: "Tidak memenuhi",
    State.SELECTED: "Terpilih",
    State.RESERVE: "Cadangan",
    State.NOT_SELECTED: "Tidak terpilih",
    State.REPLACED: "Diganti",
    State.WITHDRAWN: "Mundur",
}
OPEN = frozenset((State.UNVERIFIED, State.ELIGIBLE))
"""Nobody has decided yet."""
OUTSIDE = frozenset((State.INELIGIBLE, State.RESERVE, State.NOT_SELECTED))
"""Does not take part in the steps that follow, though nobody withdrew."""


class Rule(StrEnum):
    """What puts one candidate before another."""

    DOCUMENTS = "documents"
    NO_CERTIFICATE = "no_certificate"
    MATCHED = "matched"
    OLDER = "older"
    YOUNGER = "younger"
    WOMEN = "women"
    REGISTERED = "registered"


RULES = {
    Rule.DOCUMENTS: "Berkas lengkap lebih dahulu",
    Rule.NO_CERTIFICATE: "Belum pernah punya SKK lebih dahulu",
    Rule.MATCHED: "NIK sesuai data Disdukcapil lebih dahulu",
    Rule.OLDER: "Usia lebih tua lebih dahulu",
    Rule.YOUNGER: "Usia lebih muda lebih dahulu",
    Rule.WOMEN: "Perempuan lebih dahulu",
    Rule.REGISTERED: "Urutan pendaftaran",
}
STANDARD = (Rule.DOCUMENTS, Rule.NO_CERTIFICATE, Rule.REGISTERED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rules look at; ``place`` is the place in the order of registration."""

    id: str
    place: int
    occupation: str = ""
    level: int | None = None
    village: str = ""
    sex: str = ""
    born: date | None = None
    has_documents: bool = False
    has_certificate: bool = False
    is_matched: bool = False
    state: State = State.UNVERIFIED
    by_hand: bool = False  # the state was given by a person, not by the proposal


@dataclass(frozen=True, slots=True)
class Target:
    """An occupation with its quota; without a level it means every level."""

    occupation: str
    level: int | None = None
    quota: int | None = None

    @property
    def label(self) -> str:
        """Return occupation and level."""
        return f"{self.occupation} jenjang {self.level}" if self.level else self.occupation


@dataclass(frozen=True, slots=True)
class Plan:
    """What the office has set: quotas, rules in their order, how many wait in reserve."""

    targets: tuple[Target, ...] = ()
    total: int | None = None
    villages: Mapping[str, int] = field(default_factory=dict)  # as they are written
    rules: tuple[Rule, ...] = STANDARD
    reserves: int | None = None  # for each occupation; None: whoever finds no place
    verified_only: bool = True

    def target_of(self, one: Candidate) -> Target | None:
        """Return the target a candidate belongs to; one of the same level comes first."""
        wanted = occupations.fold(one.occupation)
        fitting = [t for t in self.targets if occupations.fold(t.occupation) == wanted]
        for target in fitting:
            if target.level is not None and target.level == one.level:
                return target
        return next((t for t in fitting if t.level is None or one.level is None), None)


@dataclass(frozen=True, slots=True)
class Gauge:
    """How full a quota is; ``kind`` is ``total``, ``occupation`` or ``village``."""

    kind: str
    label: str
    taken: int
    quota: int | None

    @property
    def is_exceeded(self) -> bool:
        """Tell whether more were selected than there are places."""
        return self.quota is not None and self.taken > self.quota


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's rank within its occupation, and why it stands there."""

    rank: int
    of: int
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the proposal would do with one candidate."""

    id: str
    state: State
    reason: str


def village_key(village: str) -> str:
    """Return what two spellings of a village have in common."""
    return names.fold(village)


def age(born: date, today: date) -> int:
    """Return the age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def ranking(plan: Plan, people: Iterable[Candidate], today: date) -> dict[str, Ranked]:
    """Return for each candidate who may get a place the rank within the occupation.

    Those who withdrew or do not meet the requirements have none.
    """
    groups: dict[str, list[Candidate]] = {}
    for one in people:
        if one.state not in (State.REPLACED, State.WITHDRAWN, State.INELIGIBLE):
            groups.setdefault(_group(plan, one), []).append(one)
    found: dict[str, Ranked] = {}
    for group in groups.values():
        group.sort(key=_key(plan))
        for rank, one in enumerate(group, 1):
            found[one.id] = Ranked(rank, len(group), _why(plan, one, today))
    return found


def in_order(plan: Plan, people: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates as the rules order them, all occupations together."""
    return sorted(people, key=_key(plan))


def gauges(plan: Plan, people: Iterable[Candidate]) -> list[Gauge]:
    """Return the quotas with how many were selected: total, occupations, villages."""
    chosen = [one for one in people if one.state is State.SELECTED]
    by_target = Counter(target for one in chosen if (target := plan.target_of(one)))
    by_village = Counter(village_key(one.village) for one in chosen)
    found = [Gauge("total", "Semua", len(chosen), plan.total)]
    found += [Gauge("occupation", t.label, by_target[t], t.quota) for t in plan.targets]
    found += [
        Gauge("village", name, by_village[village_key(name)], quota)
        for name, quota in plan.villages.items()
    ]
    return found


def exceeded(plan: Plan, people: Iterable[Candidate]) -> list[Gauge]:
    """Return the quotas that are exceeded."""
    return [one for one in gauges(plan, people) if one.is_exceeded]


def better(plan: Plan, people: Sequence[Candidate], ids: Iterable[str]) -> list[str]:
    """Return who is passed over if these are selected: verified, ranked before one of them.

    Someone the office has put on the waiting list by hand is not passed over.
    """
    wanted = set(ids)
    last: dict[str, tuple[object, ...]] = {}
    key = _key(plan)
    for one in people:
        if one.id in wanted:
            group = _group(plan, one)
            last[group] = max(last.get(group, key(one)), key(one))
    return [
        one.id
        for one in people
        if one.id not in wanted
        and (one.state is State.ELIGIBLE or (one.state is State.RESERVE and not one.by_hand))
        and (group := _group(plan, one)) in last
        and key(one) < last[group]
    ]


def propose(plan: Plan, people: Sequence[Candidate], today: date) -> list[Step]:
    """Return how the free places are filled by the rules, best first; nothing that stays as it is.

    What was decided by hand stays. Without an occupation nobody is placed.
    """
    ranks = ranking(plan, people, today)
    room = _Room(plan, people)
    waiting = Counter(
        _group(plan, one) for one in people if one.state is State.RESERVE and one.by_hand
    )
    steps = []
    for one in in_order(plan, people):
        if not _is_movable(plan, one):
            continue
        target = plan.target_of(one)
        if plan.targets and target is None:
            if one.occupation:
                why = f"{one.occupation} bukan jabatan kerja sasaran kegiatan ini"
                steps.append(Step(one.id, State.NOT_SELECTED, why))
            continue
        rank = ranks[one.id]
        place = f"peringkat {rank.rank} dari {rank.of}"
        full = room.full_for(one)
        group = _group(plan, one)
        if not full:
            room.take(one)
            steps.append(Step(one.id, State.SELECTED, f"{place}: {rank.reason}"))
        elif plan.reserves is None or waiting[group] < plan.reserves:
            waiting[group] += 1
            steps.append(Step(one.id, State.RESERVE, f"{full}; {place}"))
        else:
            steps.append(
                Step(one.id, State.NOT_SELECTED, f"{full}, cadangan {plan.reserves} orang; {place}")
            )
    before = {one.id: one.state for one in people}
    return [step for step in steps if step.state is not before[step.id]]


def _is_movable(plan: Plan, one: Candidate) -> bool:
    if one.state is State.UNVERIFIED:
        return not plan.verified_only
    if one.state in (State.RESERVE, State.NOT_SELECTED):
        return not one.by_hand
    return one.state is State.ELIGIBLE


class _Room:
    """The places that are left while they are given away."""

    def __init__(self, plan: Plan, people: Iterable[Candidate]) -> None:
        self._plan = plan
        self._villages = {village_key(name): quota for name, quota in plan.villages.items()}
        self._total = 0
        self._by_target: Counter[Target] = Counter()
        self._by_village: Counter[str] = Counter()
        for one in people:
            if one.state is State.SELECTED:
                self.take(one)

    def take(self, one: Candidate) -> None:
        """Give a place away."""
        self._total += 1
        target = self._plan.target_of(one)
        if target is not None:
            self._by_target[target] += 1
        self._by_village[village_key(one.village)] += 1

    def full_for(self, one: Candidate) -> str:
        """Return which quota leaves no place; an empty text where there is one."""
        target = self._plan.target_of(one)
        if target and target.quota is not None and self._by_target[target] >= target.quota:
            return f"kuota {target.label} penuh ({target.quota})"
        key = village_key(one.village)
        quota = self._villages.get(key)
        if quota is not None and self._by_village[key] >= quota:
            return f"kuota {one.village} penuh ({quota})"
        if self._plan.total is not None and self._total >= self._plan.total:
            return f"kuota kegiatan penuh ({self._plan.total})"
        return ""


def _group(plan: Plan, one: Candidate) -> str:
    target = plan.target_of(one)
    return target.label if target else occupations.fold(one.occupation)


def _key(plan: Plan) -> Callable[[Candidate], tuple[object, ...]]:
    unknown = date.max
    parts: dict[Rule, Callable[[Candidate], object]] = {
        Rule.DOCUMENTS: lambda one: not one.has_documents,
        Rule.NO_CERTIFICATE: lambda one: one.has_certificate,
        Rule.MATCHED: lambda one: not one.is_matched,
        Rule.OLDER: lambda one: (one.born or unknown).toordinal(),
        # Without a birth date nobody is the youngest.
        Rule.YOUNGER: lambda one: -one.born.toordinal() if one.born else 0,
        Rule.WOMEN: lambda one: one.sex != "P",
        Rule.REGISTERED: lambda one: one.place,
    }
    chosen = [parts[rule] for rule in plan.rules]

    def key(one: Candidate) -> tuple[object, ...]:
        return (*(part(one) for part in chosen), one.place)

    return key


def _why(plan: Plan, one: Candidate, today: date) -> str:
    years = f"usia {age(one.born, today)} tahun" if one.born else "tanggal lahir belum diisi"
    words = {
        Rule.DOCUMENTS: "berkas lengkap" if one.has_documents else "berkas belum lengkap",
        Rule.NO_CERTIFICATE: "pernah punya SKK" if one.has_certificate else "belum pernah SKK",
        Rule.MATCHED: "NIK sesuai" if one.is_matched else "NIK belum sesuai",
        Rule.OLDER: years,
        Rule.YOUNGER: years,
        Rule.WOMEN: "perempuan" if one.sex == "P" else "laki-laki" if one.sex else "",
        Rule.REGISTERED: f"pendaftar ke-{one.place}",
    }
    told = dict.fromkeys(words[rule] for rule in plan.rules if words[rule])
    return ", ".join(told) or f"pendaftar ke-{one.place}"
