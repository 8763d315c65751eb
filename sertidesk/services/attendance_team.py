"""Who is at work in an activity, assessors and organisers, and whether they came, day by day.

The assessors of a day's sessions are there by themselves; others are added to the team.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import attendance as rules
from sertidesk.domain import phones, schedule
from sertidesk.domain.attendance import Role, State, Way
from sertidesk.domain.errors import UserError
from sertidesk.services import assessors, attendance_marks
from sertidesk.services.activity import Activity
from sertidesk.services.attendance import Place
from sertidesk.services.store import Store

_mark, _member, _session = tables.attendance, tables.team_member, tables.session
FIELDS = ("name", "position", "phone")


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One who is at work on a day; ``key`` names the line, ``phone`` is E.164 where it is known."""

    key: str
    role: Role
    name: str
    position: str
    phone: str = ""
    registration: str = ""
    state: State = State.NONE
    arrived: str = ""
    note: str = ""
    is_scheduled: bool = False  # an assessor of one of the day's sessions


def listing(store: Store, activity: Activity, day: date | None = None) -> list[TeamLine]:
    """Return the organisers, then the assessors; without a day those of all sessions."""
    with store.read() as connection:
        members = _members(connection, activity.id)
        scheduled = _scheduled(connection, activity.id, day)
        known = assessors.every(connection)
        marks = _marks(connection, activity.id, day) if day else {}
    by_assessor = {row.assessor_id: row for row in members if row.assessor_id}
    lines = [_line(row, marks.get(row.id), row.assessor_id in scheduled, known) for row in members]
    for assessor_id in scheduled:
        if assessor_id not in by_assessor:
            one = known[assessor_id][0]
            lines.append(
                TeamLine(
                    one.id, Role.ASSESSOR, one.name, rules.ROLES[Role.ASSESSOR], one.phone,
                    one.registration, is_scheduled=True,
                )
            )  # fmt: skip
    return sorted(lines, key=lambda one: one.role is Role.ASSESSOR)


def mark(store: Store, activity: Activity, day: date, keys: Sequence[str], state: State) -> Changes:
    """Give some of the team a state on a day; `State.NONE` takes it away."""
    with store.write(f"Kehadiran {len(keys)} petugas: {rules.STATES[state]}") as tx:
        marks = _marks(tx.connection, activity.id, day)
        arrived = attendance_marks.arrival(store, Place(day)) if rules.attended(state) else None
        for key in dict.fromkeys(keys):
            member_id = _ensured(tx, activity, key)
            row = marks.get(member_id)
            if row is None and state is not State.NONE:
                blank = attendance_marks.blank_row(activity, Place(day))
                values = {"presence": state.value, "arrived": arrived}
                tx.insert(_mark, blank | values | {"team_member_id": member_id})
            elif row is not None and state is State.NONE:
                tx.delete(_mark, row.id)
            elif row is not None:
                keeps = rules.attended(state) and rules.attended(State(row.presence))
                time = row.arrived if keeps else arrived
                tx.update(
                    _mark,
                    row.id,
                    {"presence": state.value, "arrived": time, "recorded_way": Way.KEY.value},
                )
    return tx.changes


def mark_rest(store: Store, activity: Activity, day: date, role: Role, state: State) -> Changes:
    """Give everyone of a role without a state on that day this one."""
    keys = [
        one.key
        for one in listing(store, activity, day)
        if one.role is role and one.state is State.NONE
    ]
    if not keys:
        raise UserError(
            "nobody_left_to_mark",
            "Semua orang di daftar ini sudah dicatat. Pilih barisnya bila ada yang harus diubah.",
        )
    return mark(store, activity, day, keys, state)


def note(
    store: Store, activity: Activity, day: date, key: str, values: Mapping[str, str]
) -> Changes:
    """Change ``arrived`` or ``note`` of one who has a state on that day."""
    checked = attendance_marks.checked_notes(values)
    with store.write("Catatan kehadiran diubah") as tx:
        row = _marks(tx.connection, activity.id, day).get(_ensured(tx, activity, key))
        if row is None:
            raise attendance_marks.not_marked_yet()
        tx.update(_mark, row.id, checked)
    return tx.changes


def add(store: Store, activity: Activity, role: Role, values: Mapping[str, str]) -> Changes:
    """Add one to the team: `name`, `position` and `phone`; an assessor of the office by name.

    ``Changes.subject`` is the line's key.
    """
    checked = _checked(values)
    if not checked.get("name"):
        raise UserError("team_member_without_name", "Isi nama orang yang bertugas.")
    with store.write(f"{rules.ROLES[role]} “{checked['name']}” ditambahkan") as tx:
        row = dict.fromkeys(FIELDS) | {"assessor_id": None} | checked
        if role is Role.ASSESSOR:
            wanted = str(row["name"]).casefold()
            for one in assessors.alive(tx.connection).values():
                if one.name.casefold() == wanted:
                    row |= {"assessor_id": one.id, "phone": row["phone"] or one.phone or None}
                    row["name"] = one.name
        row["position"] = row["position"] or rules.ROLES[role]
        for other in _members(tx.connection, activity.id):
            same = str(other.name).casefold() == str(row["name"]).casefold()
            if other.role == role.value and same:
                raise UserError(
                    "team_member_twice",
                    "{name} sudah ada di daftar {role}. Pilih baris itu untuk mengubahnya.",
                    name=other.name,
                    role=rules.ROLES[role].lower(),
                )
        member_id = tx.insert(_member, row | {"activity_id": activity.id, "role": role.value})
        tx.subject = str(row["assessor_id"] or member_id)
    return tx.changes


def edit(store: Store, activity: Activity, key: str, values: Mapping[str, str]) -> Changes:
    """Change name, position or phone of one of the team."""
    checked = _checked(values)
    if "name" in checked and not checked["name"]:
        raise UserError("team_member_without_name", "Isi nama orang yang bertugas.")
    with store.write("Data petugas diubah") as tx:
        tx.update(_member, _ensured(tx, activity, key), checked)
    return tx.changes


def remove(store: Store, activity: Activity, keys: Sequence[str]) -> Changes:
    """Take some off the team, with what is recorded of them; an undo brings all back.

    An assessor of a session stays on its day.
    """
    with store.write(f"{len(keys)} petugas dihapus dari daftar") as tx:
        for row in _members(tx.connection, activity.id):
            if (row.assessor_id or row.id) in keys:
                for mark_id in tx.connection.execute(
                    select(_mark.c.id).where(
                        _mark.c.team_member_id == row.id, _mark.c.deleted_at.is_(None)
                    )
                ).scalars().all():  # fmt: skip
                    tx.delete(_mark, mark_id)
                tx.delete(_member, row.id)
    return tx.changes


def _checked(values: Mapping[str, str]) -> dict[str, object]:
    checked: dict[str, object] = {
        key: " ".join(values[key].split()) or None for key in values.keys() & set(FIELDS)
    }
    if checked.get("phone"):
        checked["phone"] = phones.read(str(checked["phone"])).e164 or checked["phone"]
    return checked


def _line(
    row: Row[Any],
    mark: Row[Any] | None,
    is_scheduled: bool,
    known: Mapping[str, tuple[schedule.Assessor, bool]],
) -> TeamLine:
    assessor = known[row.assessor_id][0] if row.assessor_id else None
    return TeamLine(
        row.assessor_id or row.id,
        Role(row.role),
        row.name,
        row.position or "",
        row.phone or (assessor.phone if assessor else ""),
        assessor.registration if assessor else "",
        State(mark.presence) if mark is not None else State.NONE,
        (mark.arrived or "") if mark is not None else "",
        (mark.note or "") if mark is not None else "",
        is_scheduled,
    )


def _ensured(tx: Transaction, activity: Activity, key: str) -> str:
    """Return the team member of a line; an assessor of a session becomes one now."""
    for row in _members(tx.connection, activity.id):
        if key in (row.id, row.assessor_id):
            return str(row.id)
    assessor = assessors.every(tx.connection)[key][0]
    return tx.insert(
        _member,
        {
            "activity_id": activity.id,
            "role": Role.ASSESSOR.value,
            "assessor_id": assessor.id,
            "name": assessor.name,
            "position": rules.ROLES[Role.ASSESSOR],
            "phone": None,
        },
    )


def _members(connection: Connection, activity_id: str) -> Sequence[Row[Any]]:
    return connection.execute(
        select(_member)
        .where(_member.c.activity_id == activity_id, _member.c.deleted_at.is_(None))
        .order_by(_member.c.id)
    ).all()


def _scheduled(connection: Connection, activity_id: str, day: date | None) -> list[str]:
    """Return the assessors of the sessions, of one day or of all, in the order of the sessions."""
    statement = (
        select(_session.c.assessor_id)
        .where(
            _session.c.activity_id == activity_id,
            _session.c.assessor_id.is_not(None),
            _session.c.deleted_at.is_(None),
        )
        .order_by(_session.c.date, _session.c.starts)
    )
    if day is not None:
        statement = statement.where(_session.c.date == day)
    return list(dict.fromkeys(str(key) for key in connection.execute(statement).scalars()))


def _marks(connection: Connection, activity_id: str, day: date) -> dict[str, Row[Any]]:
    rows = connection.execute(
        select(_mark).where(
            _mark.c.activity_id == activity_id,
            _mark.c.date == day,
            _mark.c.team_member_id.is_not(None),
            _mark.c.deleted_at.is_(None),
        )
    )
    return {row.team_member_id: row for row in rows}
