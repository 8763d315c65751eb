"""The office's register of complaints, each with an activity and a participant where it has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import complaints as rules
from sertidesk.domain.complaints import State
from sertidesk.domain.errors import UserError
from sertidesk.services import activity as activities
from sertidesk.services.store import Store

_complaint, _activity = tables.complaint, tables.activity
_participant, _person = tables.participant, tables.person
FIELDS = (
    "activity_id", "participant_id", "received_on", "channel", "name", "contact", "what", "answer",
    "answered_by", "answered_on",
)  # fmt: skip
_SEVERAL_LINES = frozenset(("what", "answer"))


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint; what is not known is empty. ``days`` are those to its answer, or so far."""

    id: str
    year: int
    number: int
    received_on: date
    channel: str
    name: str
    contact: str
    activity_id: str
    activity: str  # code and name
    participant_id: str
    participant: str
    what: str
    answer: str
    answered_by: str
    answered_on: date | None
    state: State
    days: int

    @property
    def label(self) -> str:
        """Return "3/2026"."""
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report says of complaints; the days are the mean of those resolved."""

    all: int
    resolved: int
    mean_days: float | None

    @property
    def open(self) -> int:
        """Return how many wait for their end."""
        return self.all - self.resolved


def listing(store: Store, activity_id: str | None = None) -> list[Complaint]:
    """Return the complaints, of an activity or all, the newest first."""
    asked = (
        select(
            _complaint,
            _activity.c.code,
            _activity.c.name.label("activity_name"),
            _person.c.name.label("participant"),
        )
        .outerjoin(_activity, _activity.c.id == _complaint.c.activity_id)
        .outerjoin(_participant, _participant.c.id == _complaint.c.participant_id)
        .outerjoin(_person, _person.c.id == _participant.c.person_id)
        .where(_complaint.c.deleted_at.is_(None))
        .order_by(_complaint.c.received_on.desc(), _complaint.c.id.desc())
    )
    if activity_id is not None:
        asked = asked.where(_complaint.c.activity_id == activity_id)
    today = store.today()
    with store.read() as connection:
        return [_shaped(row, today) for row in connection.execute(asked)]


def summary(store: Store, activity_id: str | None = None) -> Summary:
    """Return how many complaints there are, and how long the answered ones took."""
    found = listing(store, activity_id)
    days = [one.days for one in found if one.state is State.RESOLVED]
    return Summary(len(found), len(days), sum(days) / len(days) if days else None)


def channels(store: Store, activity_id: str | None = None) -> list[str]:
    """Return the ways to offer: those of the activity's SOP, else of the newest activity's."""
    with store.read() as connection:
        asked = select(_activity.c.code).where(_activity.c.deleted_at.is_(None))
        if activity_id:
            asked = asked.where(_activity.c.id == activity_id)
        code = connection.execute(asked.order_by(_activity.c.id.desc()).limit(1)).scalar()
    if code is None:
        return rules.channels(())
    sop = activities.by_code(store, code).procedure
    return rules.channels(one.channel for one in sop.complaints)


def activity_choices(store: Store) -> list[tuple[str, str]]:
    """Return (key, code and name) of the activities a complaint may be about, newest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_activity.c.id, _activity.c.code, _activity.c.name)
            .where(_activity.c.deleted_at.is_(None))
            .order_by(_activity.c.id.desc())
        )
        return [(row.id, f"{row.code} {row.name}") for row in rows]


def participant_choices(store: Store, activity_id: str) -> list[tuple[str, str]]:
    """Return (key, name and place in the list) of an activity's participants."""
    with store.read() as connection:
        rows = connection.execute(
            select(_participant.c.id, _participant.c.number, _person.c.name)
            .join(_person, _person.c.id == _participant.c.person_id)
            .where(_participant.c.activity_id == activity_id, _participant.c.deleted_at.is_(None))
            .order_by(_participant.c.number)
        )
        return [(row.id, f"{row.name or '–'} ({row.number})") for row in rows]


def add(store: Store, values: Mapping[str, object]) -> Changes:
    """Enter a complaint, today unless told otherwise, with the year's next number."""
    given = _checked({"received_on": store.today(), "what": "", **values})
    day = given["received_on"]
    assert isinstance(day, date)
    with store.write("Pengaduan dicatat") as tx:
        # Deleted ones keep theirs, for an undo may bring them back.
        last = tx.connection.execute(
            select(func.max(_complaint.c.number)).where(_complaint.c.year == day.year)
        ).scalar_one()
        number = int(last or 0) + 1
        tx.label = f"Pengaduan {number}/{day.year} dicatat"
        tx.subject = tx.insert(
            _complaint,
            {
                **dict.fromkeys(FIELDS),
                **given,
                "year": day.year,
                "number": number,
                "state": State.PURSUED if given.get("answer") else State.NEW,
            },
        )
    return tx.changes


def edit(store: Store, ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of complaints; one that is answered is no longer new.

    One that is moved to another activity is about none of the former's participants.
    """
    checked = _checked(values)
    if "activity_id" in checked and "participant_id" not in checked:
        checked["participant_id"] = None
    with store.write("Pengaduan diubah") as tx:
        for one in ids:
            own = dict(checked)
            if checked.get("answer"):
                state = tx.connection.execute(
                    select(_complaint.c.state).where(_complaint.c.id == one)
                ).scalar_one()
                if state == State.NEW:
                    own["state"] = State.PURSUED
            tx.update(_complaint, one, own)
    return tx.changes


def pursue(store: Store, ids: Sequence[str]) -> Changes:
    """Note that complaints are being looked into; resolved ones are open again."""
    with store.write(f"{len(ids)} pengaduan ditindaklanjuti") as tx:
        for one in ids:
            tx.update(_complaint, one, {"state": State.PURSUED, "answered_on": None})
    return tx.changes


def resolve(store: Store, ids: Sequence[str]) -> Changes:
    """Note complaints as resolved, today and by who works here unless that is written already."""
    with store.write(f"{len(ids)} pengaduan selesai") as tx:
        rows = tx.connection.execute(select(_complaint).where(_complaint.c.id.in_(ids))).all()
        for row in rows:
            if not row.answer:
                raise UserError(
                    "complaint_without_answer",
                    "Pengaduan {number}/{year} belum dijawab. Tulis jawabannya dahulu.",
                    number=row.number,
                    year=row.year,
                )
            tx.update(
                _complaint,
                row.id,
                {
                    "state": State.RESOLVED,
                    "answered_on": row.answered_on or max(store.today(), row.received_on),
                    "answered_by": row.answered_by or store.actor,
                },
            )
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take complaints out of the register; their numbers are not given again."""
    with store.write(f"{len(ids)} pengaduan dihapus") as tx:
        for one in ids:
            tx.delete(_complaint, one)
    return tx.changes


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    checked: dict[str, object] = {}
    for key in FIELDS:
        if key in values:
            value = values[key]
            if isinstance(value, str):
                several = key in _SEVERAL_LINES
                value = (value.strip() if several else " ".join(value.split())) or None
            checked[key] = value
    if "what" in checked and not checked["what"]:
        raise UserError("complaint_without_text", "Tulis apa yang diadukan.")
    if "received_on" in checked and checked["received_on"] is None:
        raise UserError("complaint_without_day", "Isi tanggal pengaduan diterima.")
    return checked


def _shaped(row: Row[Any], today: date) -> Complaint:
    return Complaint(
        row.id,
        row.year,
        row.number,
        row.received_on,
        row.channel or "",
        row.name or "",
        row.contact or "",
        row.activity_id or "",
        f"{row.code} {row.activity_name}" if row.code else "",
        row.participant_id or "",
        row.participant or "",
        row.what,
        row.answer or "",
        row.answered_by or "",
        row.answered_on,
        State(row.state),
        rules.days_taken(row.received_on, row.answered_on, today),
    )
