"""The figures an assessment is evaluated by: registered, came, competent, not, by group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sertidesk.domain import names
from sertidesk.domain.assessment import Decision
from sertidesk.domain.formatting import number, percent
from sertidesk.domain.report import UNKNOWN, Tabulation

HEADERS = ("Daftar", "Hadir", "K", "BK", "% K")
_SHARES = (40.0, 12.0, 12.0, 12.0, 12.0, 12.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the figures ask of a participant; who has a result has come."""

    village: str
    occupation: str
    came: bool
    decision: Decision | None

    @property
    def attended(self) -> bool:
        """Tell whether they came, by the list of attendance or by their result."""
        return self.came or self.decision in (Decision.COMPETENT, Decision.NOT_COMPETENT)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there are of what."""

    registered: int
    attended: int
    competent: int
    not_competent: int

    @property
    def undecided(self) -> int:
        """Return how many came and have no result."""
        return self.attended - self.competent - self.not_competent

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the figures as a row; the share is of those who have a result."""
        decided = self.competent + self.not_competent
        counts = (self.registered, self.attended, self.competent, self.not_competent)
        return (*map(number, counts), percent(self.competent, decided) if decided else "–")


def figures(people: Sequence[Candidate]) -> Figures:
    """Count people."""
    return Figures(
        len(people),
        sum(one.attended for one in people),
        sum(one.decision is Decision.COMPETENT for one in people),
        sum(one.decision is Decision.NOT_COMPETENT for one in people),
    )


def by(
    title: str, header: str, people: Sequence[Candidate], key: Callable[[Candidate], str]
) -> Tabulation:
    """Count people by what ``key`` says, unknown last; the total stands in the last row."""
    groups: dict[str, list[Candidate]] = {}
    told: dict[str, str] = {}
    for one in people:
        name = key(one) or UNKNOWN
        folded = names.fold(name)
        told.setdefault(folded, name)
        groups.setdefault(folded, []).append(one)
    ordered = sorted(groups, key=lambda folded: (told[folded] == UNKNOWN, folded))
    rows = [(told[folded], *figures(groups[folded]).cells) for folded in ordered]
    rows.append(("Jumlah", *figures(people).cells))
    return Tabulation(title, (header, *HEADERS), tuple(rows), shares=_SHARES)
