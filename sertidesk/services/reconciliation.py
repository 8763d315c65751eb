"""Who of an activity came how far, and who is missing between any two stages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from sertidesk.db import tables
from sertidesk.domain import reconciliation as rules
from sertidesk.domain.assessment import Decision
from sertidesk.domain.attendance import attended
from sertidesk.domain.gates import Facts
from sertidesk.domain.reconciliation import Reached, Stage, Stray
from sertidesk.services import assessment, attendance, portal, procedure
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_participant, _person = tables.participant, tables.person


@dataclass(frozen=True, slots=True)
class Line:
    """A participant with the last stage they came to."""

    id: str
    number: int
    name: str
    nik: str
    village: str
    occupation: str
    furthest: Stage


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The stages of the SOP and who reached each; ``withdrawn`` counts those who take no part."""

    stages: tuple[Stage, ...]
    reached: Reached
    lines: tuple[Line, ...]
    strays: tuple[Stray, ...]
    withdrawn: int

    @property
    def everyone(self) -> tuple[str, ...]:
        """Return the keys of all who take part, in the activity's order."""
        return tuple(line.id for line in self.lines)

    def between(self, earlier: Stage, later: Stage) -> tuple[str, ...]:
        """Return who came to the earlier stage and not to the later."""
        return rules.between(self.reached, earlier, later, self.everyone)


def reached(connection: Connection, activity: Activity, facts: Facts) -> Reached:
    """Return who of those taking part came to each stage."""
    everyone = frozenset(facts.participants)
    came = {
        key
        for key, state in attendance.participant_states(connection, activity.id).items()
        if attended(state)
    }
    competent = {
        key
        for key, decision in assessment.decisions(connection, activity.id).items()
        if decision is Decision.COMPETENT
    }
    received, handed = _certified(connection, activity.id)
    return {
        Stage.REGISTERED: everyone,
        Stage.COMPLETE: everyone - frozenset(facts.open_documents),
        Stage.MATCHED: everyone - frozenset(facts.unmatched),
        Stage.SENT: everyone - frozenset(facts.unsent),
        Stage.ATTENDED: everyone & came,
        Stage.COMPETENT: everyone & competent,
        Stage.RECEIVED: everyone & received,
        Stage.HANDED: everyone & handed,
        Stage.IN_PORTAL: everyone & portal.entered(connection, activity),
    }


def load(store: Store, activity: Activity) -> Reconciliation:
    """Return the whole reconciliation of an activity."""
    stages = rules.stages_of(activity.procedure)
    with store.read() as connection:
        facts = procedure.people_facts(connection, activity)
        came = reached(connection, activity, facts)
        rows = connection.execute(
            select(
                _participant.c.id,
                _participant.c.number,
                _person.c.name,
                _person.c.nik,
                _person.c.village,
                _participant.c.occupation,
            )
            .join(_person, _person.c.id == _participant.c.person_id)
            .where(_participant.c.activity_id == activity.id, _participant.c.deleted_at.is_(None))
            .order_by(_participant.c.number)
        ).all()
    everyone = facts.participants
    lines = tuple(
        Line(
            row.id, row.number, row.name or "", row.nik or "", row.village or "",
            row.occupation or "", rules.furthest(stages, came, row.id),
        )
        for row in rows
        if row.id in came[Stage.REGISTERED]
    )  # fmt: skip
    return Reconciliation(
        stages, came, lines, rules.strays(stages, came, everyone), len(rows) - len(lines)
    )


def _certified(connection: Connection, activity_id: str) -> tuple[set[str], set[str]]:
    """Return whose certificate, with its number, is in the register, and to whom it was handed."""
    certificate, handed = tables.certificate, tables.handover
    rows = connection.execute(
        select(certificate.c.participant_id, handed.c.id)
        .join(_participant, _participant.c.id == certificate.c.participant_id)
        .outerjoin(
            handed, and_(handed.c.certificate_id == certificate.c.id, handed.c.deleted_at.is_(None))
        )
        .where(
            _participant.c.activity_id == activity_id,
            certificate.c.deleted_at.is_(None),
            certificate.c.number.is_not(None),
            certificate.c.number != "",
        )
    ).all()
    return (
        {row.participant_id for row in rows},
        {row.participant_id for row in rows if row.id is not None},
    )
