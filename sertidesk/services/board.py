"""The wizard's board: an activity's steps, what blocks each, how many are ready, the funnel.

All of it is read at once, so that going from step to step reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.domain import gates, plan
from sertidesk.domain.gates import Facts, GateCode
from sertidesk.domain.procedure import Procedure
from sertidesk.domain.promise import PromiseClock, promise_clock
from sertidesk.domain.reconciliation import SCREENS, Reached, missing, stages_of
from sertidesk.services import holidays, procedure, reconciliation
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

NAMED = 3  # so many of those concerned are named, the others counted


@dataclass(frozen=True, slots=True)
class StepBlock:
    """What blocks a step: its sentence, all participants concerned, the names of the first."""

    code: GateCode
    sentence: str
    subjects: tuple[str, ...]
    screen: str
    names: tuple[str, ...] = ()
    concerned: int = 0

    @property
    def who(self) -> str:
        """Return "Andi, Budi, Citra, dan 297 lainnya"; empty where nobody is concerned."""
        others = self.concerned - len(self.names)
        if not others:
            return ", ".join(self.names)
        return f"{', '.join(self.names)}, dan {others} lainnya"


@dataclass(frozen=True, slots=True)
class Stage:
    """How many participants have come this far; ``missing`` are the keys of those who have not.

    ``screen`` is the work screen where they are helped on.
    """

    key: str
    screen: str
    count: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """An activity as the wizard shows it; ``blocks`` and ``ready`` are by step number.

    ``ready`` has (ready, all) participants for the steps that each participant must pass.
    """

    views: tuple[plan.StepView, ...]
    blocks: Mapping[str, tuple[StepBlock, ...]]
    ready: Mapping[str, tuple[int, int]]
    funnel: tuple[Stage, ...]
    promise: PromiseClock | None = None

    @property
    def current(self) -> plan.StepView | None:
        """Return the first step that is neither done nor skipped."""
        return plan.next_step(self.views)

    @property
    def late(self) -> tuple[plan.StepView, ...]:
        """Return the steps past their due date."""
        return tuple(view for view in self.views if view.state is plan.State.OVERDUE)


def board(store: Store, activity: Activity) -> Board:
    """Return the board of an activity as of today."""
    calendar = holidays.calendar_for(store)
    views = procedure.steps(store, activity, calendar)
    with store.read() as connection:
        facts = procedure.facts(connection, activity)
        found = {
            view.step.number: gates.blocks(activity.procedure, view.step, facts) for view in views
        }
        names = _names(connection, found.values())
        reached = reconciliation.reached(connection, activity, facts)
    blocks = {number: _named(blocks, names) for number, blocks in found.items()}
    return Board(
        views=views,
        blocks=blocks,
        ready=_ready(views, blocks, len(facts.participants)),
        funnel=_funnel(activity.procedure, reached, facts),
        promise=promise_clock(activity.procedure, views, calendar, store.today()),
    )


def funnel(store: Store, activity: Activity) -> tuple[Stage, ...]:
    """Return the figures of an activity alone."""
    with store.read() as connection:
        facts = procedure.people_facts(connection, activity)
        reached = reconciliation.reached(connection, activity, facts)
    return _funnel(activity.procedure, reached, facts)


def _names(connection: Connection, blocks: Iterable[tuple[gates.Block, ...]]) -> Mapping[str, str]:
    """Return the names of the first few whom each block concerns."""
    participant, person = tables.participant, tables.person
    wanted = {key for some in blocks for block in some for key in block.subjects[:NAMED]}
    rows = connection.execute(
        select(participant.c.id, person.c.name, person.c.nik)
        .join(person, person.c.id == participant.c.person_id)
        .where(participant.c.id.in_(wanted))
    )
    return {row.id: row.name or row.nik or "tanpa nama" for row in rows}


def _named(blocks: tuple[gates.Block, ...], names: Mapping[str, str]) -> tuple[StepBlock, ...]:
    return tuple(
        StepBlock(
            block.code,
            block.sentence,
            block.subjects,
            block.screen,
            tuple(names[key] for key in block.subjects[:NAMED]) or block.names[:NAMED],
            len(block.subjects) or len(block.names),
        )
        for block in blocks
    )


def _ready(
    views: Iterable[plan.StepView], blocks: Mapping[str, tuple[StepBlock, ...]], everyone: int
) -> dict[str, tuple[int, int]]:
    ready = {}
    for view in views:
        passed = gates.PER_PARTICIPANT & set(view.step.screens)
        if passed and everyone:
            held = {key for block in blocks[view.step.number] for key in block.subjects}
            ready[view.step.number] = (everyone - len(held), everyone)
    return ready


def _funnel(rules: Procedure, reached: Reached, facts: Facts) -> tuple[Stage, ...]:
    """Return the stages that this SOP has, each with who should have come to it and has not."""
    stages = stages_of(rules)
    return tuple(
        Stage(
            str(stage),
            SCREENS[stage],
            len(reached[stage]),
            missing(stages, reached, stage, facts.participants),
        )
        for stage in stages
    )
