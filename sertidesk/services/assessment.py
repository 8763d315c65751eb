"""Assessment as it stands: who was recommended, what was decided, which appeal is open.

Recording it belongs to `assessment_edits.py`, the LSP's workbook to `assessment_import.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from sertidesk.db import tables
from sertidesk.domain import assessment as rules
from sertidesk.domain import attendance as presence
from sertidesk.domain import tracker as steps
from sertidesk.domain.assessment import Appeal, Decision, Method
from sertidesk.services import assessors, attendance, schedule, taking_part, tracker
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_assessment, _appeal = tables.assessment, tables.appeal
_participant, _person = tables.participant, tables.person
FIELDS = (
    "assessor", "assessed_on", "method", "recommendation", "decision", "decided_on", "score",
    "note",
)  # fmt: skip
_STATE_OF = {
    Decision.COMPETENT: steps.State.COMPETENT,
    Decision.NOT_COMPETENT: steps.State.NOT_COMPETENT,
}


@dataclass(frozen=True, slots=True)
class Objection:
    """An appeal against a decision."""

    id: str
    state: Appeal
    filed_on: date
    reason: str
    reviewed_on: date | None
    closed_on: date | None
    note: str

    @property
    def since(self) -> date:
        """Return the day of its last state."""
        return self.closed_on or self.reviewed_on or self.filed_on


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant: ``first`` is the decision before any appeal.

    ``assessor`` and ``assessed_on`` are those of the session (``session_id``, the last one they
    sit in) as long as nothing else is recorded.
    """

    participant_id: str
    person_id: str
    place: int  # in the activity's list
    name: str
    nik: str
    birth_date: date | None
    village: str
    occupation: str
    level: int | None
    session_id: str
    session: str
    assessment_id: str
    assessor: str
    assessed_on: date | None
    method: Method | None
    recommendation: Decision | None
    first: Decision | None
    decided_on: date | None
    score: str
    note: str
    appeal: Objection | None
    attendance: presence.State
    application: steps.State

    @property
    def decision(self) -> Decision | None:
        """Return the decision in force."""
        return rules.in_force(self.first, self.appeal.state if self.appeal else None)

    @property
    def trade(self) -> str:
        """Return occupation and level as the list of results prints them."""
        level = f"jenjang {self.level}" if self.level else ""
        return " / ".join(filter(None, (self.occupation, level)))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what should be looked at, in sentences."""
        return tuple(_warnings(self))


def decisions(connection: Connection, activity_id: str) -> dict[str, Decision]:
    """Return the decision in force of each participant who has one."""
    rows = connection.execute(
        select(_assessment.c.participant_id, _assessment.c.decision, _appeal.c.state)
        .join(_participant, _participant.c.id == _assessment.c.participant_id)
        .outerjoin(_appeal, _appeal_holds())
        .where(
            _participant.c.activity_id == activity_id,
            _participant.c.deleted_at.is_(None),
            _assessment.c.deleted_at.is_(None),
            _assessment.c.decision.is_not(None),
        )
    )
    found = {}
    for participant_id, first, appeal in rows:
        decision = rules.in_force(Decision(first), Appeal(appeal) if appeal else None)
        if decision is not None:
            found[participant_id] = decision
    return found


def waiting_ids(
    everyone: Iterable[str],
    came: Mapping[str, presence.State],
    decided: Mapping[str, Decision],
) -> tuple[str, ...]:
    """Return who of ``everyone`` came and has no decision yet, in their order."""
    return tuple(
        key
        for key in everyone
        if key not in decided and presence.attended(came.get(key, presence.State.NONE))
    )


def listing(store: Store, activity: Activity) -> list[Entry]:
    """Return everyone who takes part, in the order of the list."""
    with store.read() as connection:
        return entries(connection, activity.id)


def entries(connection: Connection, activity_id: str) -> list[Entry]:
    """Return what `listing` does, inside a use case."""
    came = attendance.participant_states(connection, activity_id)
    seats = _seats(connection, activity_id)
    applications = tracker.last_events(connection, activity_id)
    found = []
    for row in connection.execute(_of_activity(activity_id)):
        last = applications.get(row.participant_id)
        found.append(
            _entry(
                row,
                seats.get(row.participant_id),
                came.get(row.participant_id, presence.State.NONE),
                last.state if last else steps.State.NONE,
            )
        )
    return found


def state_meant(decision: Decision | None) -> steps.State | None:
    """Return the state of an application that a decision leads to."""
    return _STATE_OF.get(decision) if decision else None


@dataclass(frozen=True, slots=True)
class _Seat:
    session_id: str
    words: str
    day: date
    assessor: str


def _seats(connection: Connection, activity_id: str) -> dict[str, _Seat]:
    """Return the last session of each participant."""
    known = assessors.every(connection)
    sessions = {
        row.id: _Seat(
            row.id,
            presence.words_of(row.date, row.starts, row.room or ""),
            row.date,
            known[row.assessor_id][0].name if row.assessor_id else "",
        )
        for row in schedule.session_rows(connection, activity_id)
    }
    if not sessions:
        return {}
    return {
        member.id: sessions[member.sessions[-1]]
        for member in schedule.members(connection, activity_id)
        if member.sessions
    }


def _appeal_holds() -> Any:
    return and_(_appeal.c.assessment_id == _assessment.c.id, _appeal.c.deleted_at.is_(None))


def _of_activity(activity_id: str) -> Select[Any]:
    return (
        select(
            _participant.c.id.label("participant_id"),
            _participant.c.person_id,
            _participant.c.number.label("place"),
            _participant.c.occupation,
            _participant.c.level,
            _person.c.name,
            _person.c.nik,
            _person.c.birth_date,
            _person.c.village,
            _assessment.c.id.label("assessment_id"),
            *(_assessment.c[key] for key in FIELDS),
            _appeal.c.id.label("appeal_id"),
            _appeal.c.state.label("appeal_state"),
            _appeal.c.filed_on,
            _appeal.c.reason,
            _appeal.c.reviewed_on,
            _appeal.c.closed_on,
            _appeal.c.note.label("appeal_note"),
        )
        .select_from(_participant)
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(
            _assessment,
            and_(
                _assessment.c.participant_id == _participant.c.id,
                _assessment.c.deleted_at.is_(None),
            ),
        )
        .outerjoin(_appeal, _appeal_holds())
        .where(
            _participant.c.activity_id == activity_id,
            _participant.c.deleted_at.is_(None),
            or_(and_(*taking_part.present()), _assessment.c.id.is_not(None)),
        )
        .order_by(_participant.c.number)
    )


def _entry(
    row: Row[Any], seat: _Seat | None, came: presence.State, application: steps.State
) -> Entry:
    return Entry(
        participant_id=row.participant_id,
        person_id=row.person_id,
        place=row.place,
        name=row.name or "",
        nik=row.nik or "",
        birth_date=row.birth_date,
        village=row.village or "",
        occupation=row.occupation or "",
        level=row.level,
        session_id=seat.session_id if seat else "",
        session=seat.words if seat else "",
        assessment_id=row.assessment_id or "",
        assessor=row.assessor or (seat.assessor if seat else ""),
        assessed_on=row.assessed_on or (seat.day if seat else None),
        method=Method(row.method) if row.method else None,
        recommendation=Decision(row.recommendation) if row.recommendation else None,
        first=Decision(row.decision) if row.decision else None,
        decided_on=row.decided_on,
        score=row.score or "",
        note=row.note or "",
        appeal=_objection(row) if row.appeal_id else None,
        attendance=came,
        application=application,
    )


def _objection(row: Row[Any]) -> Objection:
    return Objection(
        row.appeal_id, Appeal(row.appeal_state), row.filed_on, row.reason, row.reviewed_on,
        row.closed_on, row.appeal_note or "",
    )  # fmt: skip


def _warnings(one: Entry) -> list[str]:
    found = []
    decision, came = one.decision, presence.attended(one.attendance)
    if decision in _STATE_OF and not came:
        found.append(
            "Kehadirannya belum dicatat."
            if one.attendance is presence.State.NONE
            else f"Di daftar hadir tercatat {presence.STATES[one.attendance].lower()}."
        )
    if decision is Decision.ABSENT and came:
        found.append("Di daftar hadir tercatat datang.")
    if one.recommendation and one.first in _STATE_OF and one.first is not one.recommendation:
        found.append("Keputusan berbeda dari rekomendasi asesor.")
    wanted = state_meant(decision)
    if wanted and one.application is not steps.State.NONE and not _agrees(one, wanted):
        told = steps.STATES[one.application]
        found.append(f"Di pelacak permohonan masih “{told}”.")
    return found


def _agrees(one: Entry, wanted: steps.State) -> bool:
    if wanted is steps.State.COMPETENT and one.application in steps.AFTER_COMPETENT:
        return True
    if one.appeal is not None and one.appeal.state in (Appeal.FILED, Appeal.REVIEWED):
        # An appeal may lead to another assessment.
        return one.application in (steps.State.APPEAL, steps.State.SCHEDULED)
    return one.application is wanted
