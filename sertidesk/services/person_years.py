"""One person over the years: what came of each activity, the SKK held, the files kept.

Everything is read by a few statements for all activities at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.domain import assessment as results
from sertidesk.domain import attendance as presence
from sertidesk.domain import handover as handing
from sertidesk.domain import schedule as sessions
from sertidesk.domain import skk
from sertidesk.domain import tracker as applications
from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.finding import Finding
from sertidesk.domain.formatting import short_date
from sertidesk.domain.occupations import LEVELS, QUALIFICATIONS
from sertidesk.services.store import Store

_participant = tables.participant


class Tone(StrEnum):
    """How a mark is to be taken."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is recorded of a person in an activity, and the work screen where it is."""

    screen: str
    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class File:
    """A file kept of a person; of an activity's file its code and the participant's key."""

    id: str
    requirement: str
    file_name: str
    participant_id: str
    activity_code: str


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate with what it is worth today, and where it is kept."""

    id: str
    values: Mapping[str, Any]
    is_valid: bool
    participant_id: str  # of the activity it came of; empty for one held before
    activity_code: str


@dataclass(frozen=True, slots=True)
class Years:
    """Everything beside the person's own fields; ``marks`` by participant."""

    marks: Mapping[str, tuple[Mark, ...]]
    certificates: tuple[Held, ...]
    limits: tuple[Finding, ...]
    counts: tuple[str, ...]  # valid SKK against the limit, one for each qualification
    files: tuple[File, ...]


def load(store: Store, person_id: str) -> Years:
    """Return a person's years."""
    with store.read() as connection:
        taken = connection.execute(
            select(_participant.c.id, tables.activity.c.code)
            .join(tables.activity, tables.activity.c.id == _participant.c.activity_id)
            .where(
                _participant.c.person_id == person_id,
                _participant.c.deleted_at.is_(None),
                tables.activity.c.deleted_at.is_(None),
            )
        ).all()
        codes: dict[str, str] = {row.id: row.code for row in taken}
        marks = _marks(connection, list(codes))
        held = _certificates(connection, person_id, codes, store.today())
        files = _files(connection, person_id, codes)
    known = [_limited(one.values) for one in held if _qualification(one.values)]
    return Years(
        marks,
        held,
        tuple(skk.limit_findings(known, store.today())),
        _counts(held),
        files,
    )


def _marks(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for gather in (
        _submissions, _applications, _sessions, _attendance, _assessments, _handovers
    ):  # fmt: skip
        for key, mark in gather(connection, keys):
            found[key].append(mark)
    return {key: tuple(marks) for key, marks in found.items()}


_Marks = list[tuple[str, Mark]]


def _submissions(connection: Connection, keys: Sequence[str]) -> _Marks:
    item, sent = tables.submission_item, tables.submission
    rows = connection.execute(
        select(item.c.participant_id)
        .join(sent, sent.c.id == item.c.submission_id)
        .where(
            item.c.participant_id.in_(keys),
            item.c.deleted_at.is_(None),
            sent.c.deleted_at.is_(None),
        )
        .distinct()
    ).scalars()
    return [(key, Mark("submission", "Terkirim ke LSP", Tone.GOOD)) for key in rows]


def _applications(connection: Connection, keys: Sequence[str]) -> _Marks:
    event = tables.application_event
    last: dict[str, Any] = {}
    for row in connection.execute(
        select(event.c.participant_id, event.c.state, event.c.reached_on)
        .where(event.c.participant_id.in_(keys), event.c.deleted_at.is_(None))
        .order_by(event.c.id)
    ):
        last[row.participant_id] = row
    return [
        (
            key,
            Mark(
                "tracker",
                f"Permohonan: {applications.STATES[row.state].lower()} "
                f"{short_date(row.reached_on)}",
            ),
        )
        for key, row in last.items()
    ]


def _sessions(connection: Connection, keys: Sequence[str]) -> _Marks:
    seat, session = tables.session_participant, tables.session
    rows = connection.execute(
        select(seat.c.participant_id, session.c.date, session.c.starts, session.c.room)
        .join(session, session.c.id == seat.c.session_id)
        .where(
            seat.c.participant_id.in_(keys),
            seat.c.deleted_at.is_(None),
            session.c.deleted_at.is_(None),
        )
        .order_by(session.c.date, session.c.starts)
    )
    found = []
    for row in rows:
        when = f"Jadwal {short_date(row.date)} {sessions.show_time(row.starts)}"
        words = f"{when}, {row.room}" if row.room else when
        found.append((row.participant_id, Mark("schedule", words)))
    return found


def _attendance(connection: Connection, keys: Sequence[str]) -> _Marks:
    mark = tables.attendance
    rows = connection.execute(
        select(mark.c.participant_id, mark.c.presence, mark.c.date)
        .where(mark.c.participant_id.in_(keys), mark.c.deleted_at.is_(None))
        .order_by(mark.c.date, mark.c.id)
    )
    found = []
    for row in rows:
        state = presence.State(row.presence)
        tone = Tone.GOOD if presence.attended(state) else Tone.WARN
        words = f"{presence.STATES[state]} {short_date(row.date)}"
        found.append((row.participant_id, Mark("attendance", words, tone)))
    return found


_DECIDED = {
    Decision.COMPETENT: Tone.GOOD,
    Decision.NOT_COMPETENT: Tone.BAD,
    Decision.ABSENT: Tone.WARN,
}


def _assessments(connection: Connection, keys: Sequence[str]) -> _Marks:
    done, appeal = tables.assessment, tables.appeal
    rows = connection.execute(
        select(done.c.participant_id, done.c.decision, done.c.decided_on, appeal.c.state)
        .outerjoin(appeal, (appeal.c.assessment_id == done.c.id) & appeal.c.deleted_at.is_(None))
        .where(done.c.participant_id.in_(keys), done.c.deleted_at.is_(None))
    )
    found = []
    for row in rows:
        appealed = Appeal(row.state) if row.state else None
        first = Decision(row.decision) if row.decision else None
        decision = results.in_force(first, appealed)
        if decision is not None:
            day = f" {short_date(row.decided_on)}" if row.decided_on else ""
            words = f"{results.DECISIONS[decision]}{day}"
            found.append((row.participant_id, Mark("assessment", words, _DECIDED[decision])))
        if appealed is not None:
            words = f"Banding {results.APPEALS[appealed].lower()}"
            found.append((row.participant_id, Mark("assessment", words)))
    return found


def _handovers(connection: Connection, keys: Sequence[str]) -> _Marks:
    certificate, handed = tables.certificate, tables.handover
    rows = connection.execute(
        select(
            certificate.c.participant_id,
            certificate.c.number,
            handed.c.received_on,
            handed.c.proxy,
        )
        .outerjoin(
            handed, (handed.c.certificate_id == certificate.c.id) & handed.c.deleted_at.is_(None)
        )
        .where(certificate.c.participant_id.in_(keys), certificate.c.deleted_at.is_(None))
    )
    found = []
    for row in rows:
        number = row.number or "nomor belum diisi"
        tone = Tone.GOOD if row.number else Tone.WARN
        found.append((row.participant_id, Mark("certificates", f"Sertifikat {number}", tone)))
        state = handing.state_of(row.number or "", row.received_on, row.proxy or "")
        if row.received_on:
            words = f"{handing.STATES[state]} {short_date(row.received_on)}"
            if row.proxy:
                words += f" ({row.proxy})"
            found.append((row.participant_id, Mark("handover", words, Tone.GOOD)))
        elif row.number:
            found.append((row.participant_id, Mark("handover", handing.STATES[state], Tone.WARN)))
    return found


def _certificates(
    connection: Connection, person_id: str, codes: Mapping[str, str], today: date
) -> tuple[Held, ...]:
    certificate = tables.certificate
    rows = connection.execute(
        select(certificate)
        .where(certificate.c.person_id == person_id, certificate.c.deleted_at.is_(None))
        .order_by(certificate.c.issued_on.desc(), certificate.c.id.desc())
    )
    return tuple(
        Held(
            row.id,
            dict(row._mapping),
            row.expires_on is None or row.expires_on >= today,
            row.participant_id if row.participant_id in codes else "",
            codes.get(row.participant_id, ""),
        )
        for row in rows
    )


def _qualification(values: Mapping[str, Any]) -> str:
    """Return the qualification that is noted, else that of the level."""
    if values["qualification"] in QUALIFICATIONS:
        return str(values["qualification"])
    return QUALIFICATIONS[(values["level"] - 1) // 3] if values["level"] in LEVELS else ""


def _limited(values: Mapping[str, Any]) -> skk.Certificate:
    return skk.Certificate(
        _qualification(values),
        values["classification"] or "",
        values["subclassification"] or "",
        values["expires_on"],
    )


def _counts(held: Sequence[Held]) -> tuple[str, ...]:
    """Return how many SKK are valid in each qualification, and how many there may be."""
    valid = Counter(_qualification(one.values) for one in held if one.is_valid)
    return tuple(
        f"{valid[one]} dari paling banyak {skk.MOST_CERTIFICATES} SKK {one} berlaku"
        for one in QUALIFICATIONS
        if valid[one]
    )


def _files(connection: Connection, person_id: str, codes: Mapping[str, str]) -> tuple[File, ...]:
    attachment = tables.attachment
    rows = connection.execute(
        select(attachment)
        .where(attachment.c.person_id == person_id, attachment.c.deleted_at.is_(None))
        .order_by(attachment.c.id.desc())
    )
    return tuple(
        File(
            row.id,
            row.requirement or "",
            row.file_name,
            row.participant_id if row.participant_id in codes else "",
            codes.get(row.participant_id, ""),
        )
        for row in rows
    )
