"""What each assessor said of each session: asked when, by whom, how, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain.readiness import ANSWERS, Answer, Way
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_session, _assessor, _word = tables.session, tables.assessor, tables.confirmation
_centre = tables.organization


@dataclass(frozen=True, slots=True)
class Line:
    """One assessor in one session; the session's key tells the line."""

    session_id: str
    assessor_id: str
    name: str
    registration: str
    phone: str  # E.164
    day: date
    starts: str
    ends: str
    test_centre: str
    room: str
    scheme: str
    answer: Answer
    way: Way | None
    asked_on: date | None
    asked_by: str
    answered_on: date | None
    note: str


def listing(store: Store, activity: Activity) -> list[Line]:
    """Return the assessors of all sessions, by day and time."""
    with store.read() as connection:
        return _lines(connection, activity.id)


def record(
    store: Store,
    activity: Activity,
    session_ids: Sequence[str],
    answer: Answer,
    *,
    way: Way | None = None,
    note: str | None = None,
) -> Changes:
    """Note that assessors were asked, or what they answered; the first asking keeps its day."""
    with store.write(f"{len(session_ids)} asesor: {ANSWERS[answer].casefold()}") as tx:
        for line in _lines(tx.connection, activity.id):
            if line.session_id not in session_ids:
                continue
            row_id = _row_id(tx.connection, line)
            if answer is Answer.NOT_ASKED:
                if row_id is not None:
                    tx.delete(_word, row_id)
                continue
            is_answer = answer is not Answer.ASKED
            values: dict[str, Any] = {
                "answer": str(answer),
                "answered_on": store.today() if is_answer else None,
            }
            if line.asked_on is None:
                values |= {"asked_on": store.today(), "asked_by": store.actor}
            if way is not None:
                values["way"] = str(way)
            if note is not None:
                values["note"] = " ".join(note.split()) or None
            if row_id is not None:
                tx.update(_word, row_id, values)
                continue
            empty = dict.fromkeys(("asked_on", "asked_by", "way", "answered_on", "note"))
            pair = {"session_id": line.session_id, "assessor_id": line.assessor_id}
            tx.insert(_word, empty | pair | values)
    return tx.changes


def edit(
    store: Store, activity: Activity, session_ids: Sequence[str], values: Mapping[str, object]
) -> Changes:
    """Change way, days or note of what was noted; of someone not asked yet nothing is noted."""
    given = {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in values.items()
        if key in ("way", "asked_on", "asked_by", "answered_on", "note")
    }
    with store.write("Konfirmasi asesor diubah") as tx:
        for line in _lines(tx.connection, activity.id):
            row_id = _row_id(tx.connection, line) if line.session_id in session_ids else None
            if row_id is not None:
                tx.update(_word, row_id, given)
    return tx.changes


def unconfirmed(connection: Connection, activity_id: str) -> tuple[str, ...]:
    """Return the assessors of whom it is not certain that they come, for the gate."""
    names = [
        line.name for line in _lines(connection, activity_id) if line.answer is not Answer.COMING
    ]
    return tuple(dict.fromkeys(names))


def _lines(connection: Connection, activity_id: str) -> list[Line]:
    statement: Select[Any] = (
        select(
            _session.c.id,
            _session.c.assessor_id,
            _assessor.c.name,
            _assessor.c.registration,
            _assessor.c.phone,
            _session.c.date,
            _session.c.starts,
            _session.c.ends,
            _centre.c.name.label("test_centre"),
            _session.c.room,
            _session.c.scheme,
            *(
                _word.c[key]
                for key in ("answer", "way", "asked_on", "asked_by", "answered_on", "note")
            ),
        )
        .join(_assessor, _assessor.c.id == _session.c.assessor_id)
        .outerjoin(_centre, _centre.c.id == _session.c.test_centre_id)
        .outerjoin(
            _word,
            and_(
                _word.c.session_id == _session.c.id,
                # Whoever stands in for another has to be asked anew.
                _word.c.assessor_id == _session.c.assessor_id,
                _word.c.deleted_at.is_(None),
            ),
        )
        .where(_session.c.activity_id == activity_id, _session.c.deleted_at.is_(None))
        .order_by(_session.c.date, _session.c.starts, _session.c.id)
    )
    return [_line(row) for row in connection.execute(statement)]


def _line(row: Row[Any]) -> Line:
    return Line(
        session_id=row.id,
        assessor_id=row.assessor_id,
        name=row.name,
        registration=row.registration or "",
        phone=row.phone or "",
        day=row.date,
        starts=row.starts,
        ends=row.ends,
        test_centre=row.test_centre or "",
        room=row.room or "",
        scheme=row.scheme or "",
        answer=Answer(row.answer) if row.answer else Answer.NOT_ASKED,
        way=Way(row.way) if row.way else None,
        asked_on=row.asked_on,
        asked_by=row.asked_by or "",
        answered_on=row.answered_on,
        note=row.note or "",
    )


def _row_id(connection: Connection, line: Line) -> str | None:
    return connection.execute(
        select(_word.c.id).where(
            _word.c.session_id == line.session_id,
            _word.c.assessor_id == line.assessor_id,
            _word.c.deleted_at.is_(None),
        )
    ).scalar_one_or_none()
