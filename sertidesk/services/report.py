"""The final report: every chapter assembled from what the activity holds, its text the office's.

The proposals of texts are in `report_texts`, the paper in `report_papers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import dates, plan
from sertidesk.domain import report as rules
from sertidesk.domain.assessment import Decision
from sertidesk.domain.attendance import attended
from sertidesk.domain.reconciliation import Stage
from sertidesk.domain.report import Chapter, Subject, Tabulation
from sertidesk.services import (
    assessment,
    attendance,
    complaints,
    evaluation,
    letters,
    meetings,
    procedure,
    reconciliation,
    records,
    report_tables,
    report_texts,
    schedule,
)
from sertidesk.services.activity import Activity
from sertidesk.services.attendance import Roll
from sertidesk.services.complaints import Complaint
from sertidesk.services.evaluation import Item
from sertidesk.services.letters import Letter
from sertidesk.services.meetings import Meeting
from sertidesk.services.reconciliation import Reconciliation
from sertidesk.services.schedule import Schedule
from sertidesk.services.store import Store

_text = tables.report_text


@dataclass(frozen=True, slots=True)
class Material:
    """What the report is made of, read at once."""

    subjects: tuple[Subject, ...]
    found: Reconciliation
    schedule: Schedule
    rolls: tuple[Roll, ...]
    steps: tuple[plan.StepView, ...]
    meetings: tuple[Meeting, ...]
    letters: tuple[Letter, ...]
    complaints: tuple[Complaint, ...]
    obstacles: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: the text that is printed, the one proposed, and its tables."""

    chapter: Chapter
    title: str
    text: str
    proposed: str
    tables: tuple[Tabulation, ...]

    @property
    def is_own(self) -> bool:
        """Tell whether the office wrote the text itself."""
        return self.text != self.proposed


def load(store: Store, activity: Activity) -> list[Section]:
    """Return the chapters that the activity has something for, in their order."""
    material = gather(store, activity)
    own = _own_texts(store, activity)
    proposals = report_texts.propose(store, activity, material)
    made = report_tables.tables(store, activity, material)
    return [
        Section(
            chapter,
            rules.TITLES[chapter],
            own.get(chapter, proposals[chapter]),
            proposals[chapter],
            made.get(chapter, ()),
        )
        for chapter in Chapter
        if proposals[chapter] or made.get(chapter) or chapter in own
    ]


def set_text(store: Store, activity: Activity, chapter: Chapter, text: str | None) -> Changes:
    """Keep the office's own text of a chapter; None returns to what is proposed."""
    title = rules.TITLES[chapter]
    with store.write(f"Teks laporan “{title}” diubah") as tx:
        present = tx.connection.execute(
            select(_text.c.id).where(
                _text.c.activity_id == activity.id,
                _text.c.chapter == chapter,
                _text.c.deleted_at.is_(None),
            )
        ).scalar_one_or_none()
        if text is None:
            if present is not None:
                tx.delete(_text, present)
        elif present is None:
            values = {"activity_id": activity.id, "chapter": str(chapter), "body": text.strip()}
            tx.insert(_text, values)
        else:
            tx.update(_text, present, {"body": text.strip()})
    return tx.changes


def gather(store: Store, activity: Activity) -> Material:
    """Read what the report is made of."""
    found = reconciliation.load(store, activity)
    start = activity.planned_start or store.today()
    with store.read() as connection:
        decided = assessment.decisions(connection, activity.id)
        came = attendance.participant_states(connection, activity.id)
    subjects = tuple(
        Subject(
            village=str(row["village"] or ""),
            sex=str(row["sex"] or ""),
            age=dates.age(row["birth_date"], start) if row["birth_date"] else None,
            occupation=str(row["occupation"] or ""),
            level=row["level"],
            education=str(row["education_level"] or ""),
            attended=row["id"] in came and attended(came[row["id"]]),
            competent=_is_competent(decided.get(row["id"])),
            certified=row["id"] in found.reached[Stage.RECEIVED],
            handed=row["id"] in found.reached[Stage.HANDED],
        )
        for row in records.for_files(store, activity, wanted=()).participants
    )
    return Material(
        subjects,
        found,
        schedule.load(store, activity),
        tuple(roll for roll in attendance.load(store, activity) if roll.totals.all),
        procedure.steps(store, activity),
        tuple(meetings.listing(store, activity)),
        tuple(letters.of_activity(store, activity.id)),
        tuple(complaints.listing(store, activity.id)),
        evaluation.items(store, activity.id),
    )


def _is_competent(decision: Decision | None) -> bool | None:
    if decision in (None, Decision.ABSENT):
        return None
    return decision is Decision.COMPETENT


def _own_texts(store: Store, activity: Activity) -> Mapping[Chapter, str]:
    with store.read() as connection:
        rows = connection.execute(
            select(_text.c.chapter, _text.c.body).where(
                _text.c.activity_id == activity.id, _text.c.deleted_at.is_(None)
            )
        ).all()
    return {Chapter(row.chapter): row.body for row in rows}
