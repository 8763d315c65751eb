"""What to do today and in the coming days, over all running activities: each with its place.

Late steps stand on their activity's card; here is what else has a day: tests, agreements of
meetings, dispositions, the time to pay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from sertidesk.db import tables
from sertidesk.domain import tracker as rules
from sertidesk.domain.formatting import count, due_date
from sertidesk.domain.schedule import show_time
from sertidesk.services import activity, holidays, letter_lists, meetings, taking_part, tracker
from sertidesk.services.store import Store

DAYS_AHEAD = 7
_MOST_LETTERS = 20
_PAY_DAYS = 3  # working days left from which a payment is urgent


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: ``day`` is when (past: overdue), ``page`` and ``what`` where it is done."""

    key: str
    text: str
    about: str
    day: date
    days: int  # from today; negative when overdue
    page: str
    what: dict[str, Any] = field(default_factory=dict)


def tasks(store: Store) -> list[Task]:
    """Return what is overdue or due within a week, the earliest first."""
    today = store.today()
    found = [*_sessions(store), *_follow_ups(store), *_dispositions(store), *_payments(store)]
    near = [one for one in found if (one.day - today).days <= DAYS_AHEAD]
    return sorted(near, key=lambda one: (one.day, one.text))


def _sessions(store: Store) -> Iterator[Task]:
    session, seat, owner = tables.session, tables.session_participant, tables.activity
    participant = tables.participant
    today = store.today()
    seated = (
        select(seat.c.session_id, func.count().label("people"))
        .join(participant, participant.c.id == seat.c.participant_id)
        .where(seat.c.deleted_at.is_(None), *taking_part.present())
        .group_by(seat.c.session_id)
        .subquery()
    )
    with store.read() as connection:
        rows = connection.execute(
            select(
                session.c.id, session.c.date, session.c.starts, session.c.scheme,
                owner.c.code, owner.c.name, func.coalesce(seated.c.people, 0).label("people"),
            )
            .join(owner, owner.c.id == session.c.activity_id)
            .outerjoin(seated, seated.c.session_id == session.c.id)
            .where(
                session.c.deleted_at.is_(None),
                owner.c.deleted_at.is_(None),
                owner.c.closed_on.is_(None),
                session.c.date.between(today, today + timedelta(days=DAYS_AHEAD)),
            )
        ).all()  # fmt: skip
    for row in rows:
        what = {"code": row.code, "screen": "attendance" if row.date == today else "schedule"}
        scheme = f" {row.scheme}" if row.scheme else ""
        yield Task(
            f"session_{row.id}",
            f"Uji{scheme} pukul {show_time(row.starts)}",
            f"{count(row.people, 'peserta')} · {row.name}",
            row.date, (row.date - today).days, "activity", what,
        )  # fmt: skip


def _follow_ups(store: Store) -> Iterator[Task]:
    today = store.today()
    screens: dict[str, str] = {}  # on which the meetings of an activity are held
    for one in meetings.open_follow_ups(store):
        if one.due_on is None:
            continue
        if one.activity_code not in screens:
            steps = activity.by_code(store, one.activity_code).procedure.steps
            held = {screen for step in steps for screen in step.screens}
            screens[one.activity_code] = "coordination" if "coordination" in held else "minutes"
        yield Task(
            f"follow_up_{one.id}",
            one.what,
            " · ".join(filter(None, (one.who, one.meeting or "Rapat", one.activity_name))),
            one.due_on, (one.due_on - today).days, "activity",
            {"code": one.activity_code, "screen": screens[one.activity_code]},
        )  # fmt: skip


def _dispositions(store: Store) -> Iterator[Task]:
    today = store.today()
    query = letter_lists.Query(only=letter_lists.DUE)
    for line in letter_lists.page(store, query, {}, "due_on", False, 0, _MOST_LETTERS):
        one = line.letter
        if one.due_on is None:
            continue
        yield Task(
            f"letter_{one.id}",
            f"Disposisi: {one.instruction}",
            " · ".join(filter(None, (one.disposed_to, one.subject))),
            one.due_on, (one.due_on - today).days, "letters", {"id": one.id},
        )  # fmt: skip


def _payments(store: Store) -> Iterator[Task]:
    """Yield, for each activity with a tracker, whose time to pay the LSP runs out."""
    today, calendar = store.today(), holidays.calendar_for(store)
    for key in _awaiting(store):
        line = activity.by_id(store, key)
        limit = rules.payment_limit(line.procedure)
        noticed = tracker.unpaid(store, key)
        clocks = {day: tracker.payment(day, limit, calendar, today) for day in {*noticed.values()}}
        near = {
            day: due
            for day, (due, left) in clocks.items()
            if due is not None and left is not None and left <= _PAY_DAYS
        }
        waiting = tuple(one for one, day in noticed.items() if day in near)
        if not waiting:
            continue
        first = min(near.values())
        yield Task(
            f"payment_{line.id}",
            f"{count(len(waiting), 'pemohon')} belum membayar LSP",
            f"batas pertama {due_date(first)} · {line.name}",
            first, (first - today).days, "activity",
            {
                "code": line.code,
                "screen": "tracker",
                "subjects": waiting,
            },
        )  # fmt: skip


def _awaiting(store: Store) -> list[str]:
    """Return the running activities in which an application was ever accepted."""
    event, participant, owner = tables.application_event, tables.participant, tables.activity
    with store.read() as connection:
        return list(
            connection.execute(
                select(owner.c.id)
                .distinct()
                .select_from(event)
                .join(participant, participant.c.id == event.c.participant_id)
                .join(owner, owner.c.id == participant.c.activity_id)
                .where(
                    event.c.state == str(rules.State.ACCEPTED),
                    event.c.deleted_at.is_(None),
                    owner.c.deleted_at.is_(None),
                    owner.c.closed_on.is_(None),
                )
            ).scalars()
        )
