"""Preparing an activity: the disposition that came, the application and information that go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from sertidesk.db.history import Changes
from sertidesk.domain import documents
from sertidesk.domain import letters as rules
from sertidesk.domain import preparation as texts
from sertidesk.domain.formatting import long_date
from sertidesk.domain.letters import Direction, Kind, State
from sertidesk.domain.preparation import Plan
from sertidesk.domain.procedure import Step
from sertidesk.services import letters, settings
from sertidesk.services.activity import Activity
from sertidesk.services.letters import Letter
from sertidesk.services.store import Store

_SHOWN = (
    (Kind.DISPOSITION, Direction.IN),
    (Kind.APPLICATION, Direction.OUT),
    (Kind.NOTICE, Direction.OUT),
)
_RANK = (State.DRAFT, State.NUMBERED, State.SENT)


@dataclass(frozen=True, slots=True)
class Item:
    """One sort of letter that prepares an activity; ``named`` where the SOP names it."""

    kind: Kind
    direction: Direction
    named: str
    letters: tuple[Letter, ...]

    @property
    def is_asked(self) -> bool:
        """Tell whether the SOP's step names it."""
        return bool(self.named)

    @property
    def is_there(self) -> bool:
        """Tell whether nothing is to be done any more: it came, or was sent."""
        if self.direction is Direction.IN:
            return bool(self.letters)
        return any(one.state is State.SENT for one in self.letters)

    @property
    def newest(self) -> Letter | None:
        """Return the letter that has come furthest, the newest of those."""
        if not self.letters:
            return None
        if self.direction is Direction.IN:
            return self.letters[-1]
        return max(enumerate(self.letters), key=lambda pair: (_RANK.index(pair[1].state), pair[0]))[
            1
        ]


def items(step: Step, listed: Sequence[Letter]) -> tuple[Item, ...]:
    """Return what an activity's preparation consists of, with its letters."""
    named = {(need.kind, need.direction): need.named for need in rules.needs(step)}
    return tuple(
        Item(
            kind,
            direction,
            named.get((kind, direction), ""),
            tuple(one for one in listed if _belongs(one, kind, direction)),
        )
        for kind, direction in _SHOWN
    )


def application_state(connection: Connection, activity_id: str) -> State | None:
    """Return how far the application letter that is furthest has come; None without one."""
    found = [
        one.state
        for one in letters.of_activity_in(connection, activity_id)
        if _belongs(one, Kind.APPLICATION, Direction.OUT)
    ]
    return max(found, key=_RANK.index, default=None)


def application(store: Store, activity_id: str) -> Letter | None:
    """Return the activity's application letter: the one that has come furthest."""
    listed = letters.of_activity(store, activity_id)
    mine = tuple(one for one in listed if _belongs(one, Kind.APPLICATION, Direction.OUT))
    return Item(Kind.APPLICATION, Direction.OUT, "", mine).newest


def draft(store: Store, activity: Activity, kind: Kind, step: str = "") -> Changes:
    """Begin a letter of this kind, written from the activity's data; it has no number yet."""
    return letters.register(
        store,
        Direction.OUT,
        proposal(store, activity, kind) | {"kind": kind, "step": step},
        activity_id=activity.id,
    )


def proposal(store: Store, activity: Activity, kind: Kind) -> dict[str, Any]:
    """Return what a letter of this kind says, written anew from the activity's data."""
    plan = plan_of(store, activity)
    if kind is Kind.APPLICATION:
        return {
            "subject": texts.APPLICATION_SUBJECT,
            "correspondent": f"Ketua {plan.lsp}" if plan.lsp else "",
            "place": "Tempat",
            "nature": "Biasa",
            "body": texts.application_text(plan),
        }
    frame = {Kind.NOTICE: texts.notice_text, Kind.INVITATION: texts.invitation_text}
    return {
        "subject": texts.NOTICE_SUBJECT if kind is Kind.NOTICE else rules.KINDS[kind],
        "place": "Tempat",
        "nature": "Biasa",
        "body": frame.get(kind, texts.plain_text)(plan),
    }


def plan_of(store: Store, activity: Activity) -> Plan:
    """Return what of an activity its letters tell."""
    office = settings.office_name(store, activity.procedure.office)
    return Plan(
        activity=activity.name,
        year=activity.year,
        office=office,
        lsp=activity.lsp,
        participants=activity.planned_participants,
        occupations=tuple(filter(None, map(texts.target, activity.target_occupations))),
        start=activity.planned_start,
        place=activity.test_centre,
        funding=activity.funding_source,
        requirements=tuple(documents.short_title(item) for item in activity.procedure.requirements),
        answered=_answered(store, activity),
    )


def _answered(store: Store, activity: Activity) -> str:
    """Return the clause that names the letter whose disposition is followed; empty without."""
    came = [
        one
        for one in letters.of_activity(store, activity.id)
        if one.direction is Direction.IN and one.number
    ]
    if not came:
        return ""
    one = came[-1]
    day = f" tanggal {long_date(one.letter_date)}" if one.letter_date else ""
    whose = f" dari {one.correspondent}" if one.correspondent else ""
    return f"Menindaklanjuti surat{whose} nomor {one.number}{day} hal {one.subject}, "


def _belongs(one: Letter, kind: Kind, direction: Direction) -> bool:
    if one.direction is not direction or one.state is State.CANCELLED:
        return False
    if direction is Direction.IN:  # a letter of any kind may carry a disposition
        return one.kind is Kind.DISPOSITION or bool(one.instruction)
    return one.kind is kind
