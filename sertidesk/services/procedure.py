"""The steps of an activity: their plan, what blocks them, and what the office records of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import documents, gates, plan
from sertidesk.domain.clarification import Status
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Step
from sertidesk.domain.workdays import Calendar
from sertidesk.services import (
    assessment,
    attendance,
    certificates,
    clarification_items,
    decision,
    evaluation,
    handover,
    holidays,
    interest,
    meetings,
    official_record,
    portal,
    preparation,
    readiness,
    readiness_assessors,
    readiness_calls,
    recruitment,
    selection,
    taking_part,
)
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_steps = tables.activity_step
NOT_WORK = frozenset(
    (
        "activity", "activity_step", "setting", "official", "organization", "holiday", "area",
        "occupation", "layout", "form", "column_mapping", "status_word",
        "letter_series", "letter_gap",
    )
)  # fmt: skip
"""Tables of the office and the wizard itself: a change in them is no work on a step."""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What is written in a step's record; ticked titles are those of the SOP."""

    done_by: str = ""
    note: str = ""
    evidence: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def steps(
    store: Store, activity: Activity, calendar: Calendar | None = None
) -> tuple[plan.StepView, ...]:
    """Return every step with its state, its days and its due date, as of today.

    ``calendar`` is the office's, where whoever asks of many activities has it already.
    """
    with store.read() as connection:
        records = _records(connection, activity.id)
    start = activity.planned_start or store.today()
    return plan.plan(
        activity.procedure, records, calendar or holidays.calendar_for(store), start, store.today()
    )


def blocks(store: Store, activity: Activity, step: Step) -> tuple[gates.Block, ...]:
    """Return what blocks one step now; `services/board.py` has those of all steps at once."""
    with store.read() as connection:
        return gates.blocks(activity.procedure, step, facts(connection, activity))


def facts(connection: Connection, activity: Activity) -> gates.Facts:
    """Gather what the gates ask: what `people_facts` has, and what is open in every column."""
    known = people_facts(connection, activity)
    ready = _readiness(connection, activity)
    unselected, exceeded = selection.open_facts(connection, activity)
    records, unreviewed, unfiled = official_record.gate_facts(connection, activity)
    came = attendance.participant_states(connection, activity.id)
    decided = assessment.decisions(connection, activity.id)
    return replace(
        known,
        unentered=portal.waiting_ids(connection, activity, known.participants),
        application=preparation.application_state(connection, activity.id),
        meetings=meetings.gate_facts(connection, activity.id),
        unsent_letters=recruitment.unsent_names(connection, activity.id),
        open_interests=interest.open_names(connection, activity.id),
        unselected=unselected,
        quotas_exceeded=exceeded,
        unready=ready.get("unready", ()),
        unconfirmed=ready.get("unconfirmed", ()),
        unreached=ready.get("unreached", ()),
        unattended=attendance.waiting_ids(connection, activity.id, came),
        undecided=assessment.waiting_ids(known.participants, came, decided),
        decided=decision.is_set(connection, activity.id),
        evaluated=evaluation.is_begun(connection, activity.id),
        records=records,
        unreviewed=unreviewed,
        unfiled=unfiled,
        uncertified=certificates.lacking_ids(connection, activity.id, decided),
        unhanded=handover.waiting_ids(connection, activity.id),
    )


def people_facts(connection: Connection, activity: Activity) -> gates.Facts:
    """Gather who takes part and is unidentified, incomplete, unmatched, unsent: all figures ask.

    Whoever does not take part keeps nobody waiting.
    """
    participant, person = tables.participant, tables.person
    rows = connection.execute(
        select(participant.c.id, participant.c.clarification, person.c.nik, person.c.name)
        .join(person, person.c.id == participant.c.person_id)
        .where(*taking_part.taking_part(activity.id))
        .order_by(participant.c.number)
    ).all()
    ids = tuple(row.id for row in rows)
    sent = _sent(connection, activity.id)
    excused = clarification_items.excused(connection, activity.id)
    return gates.Facts(
        participants=ids,
        unidentified=tuple(row.id for row in rows if not row.nik or not row.name),
        open_documents=_open_documents(connection, activity, ids),
        unmatched=tuple(
            row.id for row in rows if row.clarification != Status.MATCHED and row.id not in excused
        ),
        unsent=tuple(row.id for row in rows if row.id not in sent),
    )


def _readiness(connection: Connection, activity: Activity) -> dict[str, tuple[str, ...]]:
    """Return what is not ready, for an SOP that asks for it."""
    if not any(readiness.SCREEN in step.screens for step in activity.procedure.steps):
        return {}
    return {
        "unready": readiness.unready(connection, activity.id),
        "unconfirmed": readiness_assessors.unconfirmed(connection, activity.id),
        "unreached": readiness_calls.unreached(connection, activity.id),
    }


def start(store: Store, activity: Activity, number: str) -> Changes:
    """Note that work on a step began today, unless it had begun."""
    with store.write(f"Langkah {number} dimulai") as tx:
        _begin(tx, store, activity.id, number)
    return tx.changes


def start_with_work(store: Store, activity: Activity, number: str) -> Changes | None:
    """Note that a step began with what its screen has just changed; None where it had begun.

    It becomes part of that change, so that one undo takes both back; an undo starts nothing.
    """
    sets = tables.change_set
    with store.read() as connection:
        record = _records(connection, activity.id).get(number)
        newest = connection.execute(
            select(sets.c.id, sets.c.undoes)
            .where(sets.c.actor == store.actor)
            .order_by(sets.c.id.desc())
            .limit(1)
        ).one_or_none()
    begun = record is None or record.started_on is not None or record.is_closed
    if begun or newest is None or newest.undoes is not None:
        return None
    with store.write_along(newest.id) as tx:
        _begin(tx, store, activity.id, number)
    return tx.changes


def save(store: Store, activity: Activity, number: str, draft: StepDraft) -> Changes:
    """Keep what is written in a step's record; a step that is written in has begun."""
    with store.write(f"Catatan langkah {number}") as tx:
        row_id = _begin(tx, store, activity.id, number)
        tx.update(
            _steps,
            row_id,
            {
                "done_by": draft.done_by.strip(),
                "note": draft.note.strip(),
                "evidence": draft.evidence.strip(),
                "inputs": list(draft.inputs),
                "outputs": list(draft.outputs),
            },
        )
    return tx.changes


def finish(store: Store, activity: Activity, number: str, override_reason: str = "") -> Changes:
    """Close a step as done today; what blocks it asks for a reason, which is kept."""
    step = activity.procedure.step(number)
    with store.write(f"Langkah {number} selesai") as tx:
        found = gates.blocks(activity.procedure, step, facts(tx.connection, activity))
        if not gates.may_finish(step, found, override_reason):
            raise UserError(
                "step_blocked",
                "Langkah {number} belum dapat diselesaikan. {what} Selesaikan dahulu, atau "
                "lanjutkan dengan alasan.",
                number=number,
                what=" ".join(block.sentence for block in found),
            )
        row_id = _begin(tx, store, activity.id, number)
        tx.update(
            _steps,
            row_id,
            {
                "done_on": store.today(),
                "skip_reason": None,
                "override_reason": override_reason.strip() if found else None,
            },
        )
        record = tx.connection.execute(
            select(_steps.c.done_by).where(_steps.c.id == row_id)
        ).scalar_one()
        if not record:
            tx.update(_steps, row_id, {"done_by": store.actor})
    return tx.changes


def skip(store: Store, activity: Activity, number: str, reason: str) -> Changes:
    """Pass over a step, with the reason."""
    if not reason.strip():
        raise UserError("skip_without_reason", "Tulis alasan melewati langkah ini.")
    with store.write(f"Langkah {number} dilewati") as tx:
        row_id = _row(tx, activity.id, number)
        tx.update(_steps, row_id, {"skip_reason": reason.strip(), "done_on": None})
    return tx.changes


def reopen(store: Store, activity: Activity, number: str) -> Changes:
    """Open a step again that was done or skipped; what was written in it stays."""
    with store.write(f"Langkah {number} dibuka lagi") as tx:
        row_id = _row(tx, activity.id, number)
        tx.update(_steps, row_id, {"done_on": None, "skip_reason": None, "override_reason": None})
    return tx.changes


def set_due(store: Store, activity: Activity, number: str, due: date | None) -> Changes:
    """Set a step's due date by hand; None returns to the computed one."""
    with store.write(f"Tenggat langkah {number} diubah") as tx:
        tx.update(_steps, _row(tx, activity.id, number), {"due_on": due})
    return tx.changes


def _records(connection: Connection, activity_id: str) -> Mapping[str, plan.StepRecord]:
    rows = connection.execute(
        select(_steps).where(_steps.c.activity_id == activity_id, _steps.c.deleted_at.is_(None))
    )
    return {
        row.number: plan.StepRecord(
            number=row.number,
            started_on=row.started_on,
            done_on=row.done_on,
            done_by=row.done_by or "",
            note=row.note or "",
            evidence=row.evidence or "",
            inputs=tuple(row.inputs or ()),
            outputs=tuple(row.outputs or ()),
            skip_reason=row.skip_reason or "",
            override_reason=row.override_reason or "",
            due_on=row.due_on,
        )
        for row in rows
    }


def _row(tx: Transaction, activity_id: str, number: str) -> str:
    """Return the key of a step's record, made where it is missing."""
    row_id = tx.connection.execute(
        select(_steps.c.id).where(
            _steps.c.activity_id == activity_id,
            _steps.c.number == number,
            _steps.c.deleted_at.is_(None),
        )
    ).scalar_one_or_none()
    return row_id or tx.insert(_steps, {"activity_id": activity_id, "number": number})


def _begin(tx: Transaction, store: Store, activity_id: str, number: str) -> str:
    row_id = _row(tx, activity_id, number)
    started = tx.connection.execute(
        select(_steps.c.started_on).where(_steps.c.id == row_id)
    ).scalar_one()
    if started is None:
        tx.update(_steps, row_id, {"started_on": store.today()})
    return row_id


def _sent(connection: Connection, activity_id: str) -> set[str]:
    item, submission = tables.submission_item, tables.submission
    rows = connection.execute(
        select(item.c.participant_id)
        .join(submission, submission.c.id == item.c.submission_id)
        .where(
            submission.c.activity_id == activity_id,
            submission.c.deleted_at.is_(None),
            item.c.deleted_at.is_(None),
        )
    )
    return set(rows.scalars())


def _open_documents(
    connection: Connection, activity: Activity, ids: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    asked = frozenset(documents.mandatory_documents(activity.procedure))
    check, participant = tables.document_check, tables.participant
    closed: dict[str, set[str]] = defaultdict(set)
    for participant_id, requirement in connection.execute(
        select(check.c.participant_id, check.c.requirement)
        .join(participant, participant.c.id == check.c.participant_id)
        .where(
            participant.c.activity_id == activity.id,
            check.c.state.in_(documents.CLOSED),
            check.c.deleted_at.is_(None),
        )
    ):
        closed[participant_id].add(requirement)
    missing = {key: asked - closed[key] for key in ids}
    return {key: open_keys for key, open_keys in missing.items() if open_keys}
