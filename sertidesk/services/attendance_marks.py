"""Recording attendance: by key, for all the rest at once, substitutes, visitors without a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, not_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import attendance as rules
from sertidesk.domain import schedule
from sertidesk.domain.attendance import State, Way
from sertidesk.domain.errors import UserError
from sertidesk.services import attendance, participants, selection_decisions, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.attendance import Place
from sertidesk.services.store import Store

_mark = tables.attendance
_participant, _person = tables.participant, tables.person
_BLANK: Mapping[str, object] = {
    "team_member_id": None, "visitor": None, "nik": None, "arrived": None, "walk_in": 0,
    "substitute_for_id": None, "recorded_way": Way.KEY.value, "note": None,
}  # fmt: skip


def mark(
    store: Store, activity: Activity, roll_key: str, keys: Sequence[str], state: State
) -> Changes:
    """Give lines of a roll a state; `State.NONE` takes it away, and a visitor's line with it."""
    with store.write(_label(keys, state)) as tx:
        place = attendance.place_of(tx.connection, roll_key)
        record(tx, store, activity, place, keys, state)
    return tx.changes


def mark_rest(store: Store, activity: Activity, roll_key: str, state: State) -> Changes:
    """Give everyone of a roll without a state this one; who was taken in elsewhere is left."""
    with store.write(f"Yang belum dicatat: {rules.STATES[state]}") as tx:
        # Who is without a state is asked here, or a scan at another window would be written over.
        roll = attendance.roll_in(tx.connection, activity, roll_key, store.today())
        keys = [
            one.key
            for one in (roll.entries if roll else ())
            if one.state is State.NONE and not one.elsewhere
        ]
        if not keys:
            raise UserError(
                "nobody_left_to_mark",
                "Semua orang di daftar ini sudah dicatat. Pilih barisnya bila ada yang harus "
                "diubah.",
            )
        tx.label = _label(keys, state)
        place = attendance.place_of(tx.connection, roll_key)
        record(tx, store, activity, place, keys, state)
    return tx.changes


def edit(
    store: Store,
    activity: Activity,
    roll_key: str,
    keys: Sequence[str],
    values: Mapping[str, str],
) -> Changes:
    """Change ``arrived`` ("8.05") or ``note`` of lines that have a state."""
    checked = checked_notes(values)
    with store.write("Catatan kehadiran diubah") as tx:
        place = attendance.place_of(tx.connection, roll_key)
        found = _recorded(tx, activity, place, keys)
        if not found:
            raise not_marked_yet()
        for row in found.values():
            tx.update(_mark, row.id, checked)
    return tx.changes


def accept(store: Store, activity: Activity, roll_key: str, participant_id: str) -> Changes:
    """Take a participant in who is not expected here: of another session, or unscheduled.

    Who waited in reserve or was not selected is selected by that.
    """
    with store.write("Peserta diterima di luar jadwalnya") as tx:
        place = attendance.place_of(tx.connection, roll_key)
        _let_in(tx, store, activity, place, participant_id)
        record(
            tx, store, activity, place, [participant_id], State.PRESENT,
            way=Way.SCAN, more={"walk_in": 1},
        )  # fmt: skip
    return tx.changes


def substitute(
    store: Store, activity: Activity, roll_key: str, key: str, absent_id: str
) -> Changes:
    """Note that a line of the roll, or another participant, came in place of someone.

    Who is replaced and has no state yet becomes absent; a substitute of the waiting list takes
    the place in the selection too.
    """
    if key == absent_id:
        raise UserError(
            "own_substitute",
            "Seseorang tidak dapat menggantikan dirinya sendiri. Pilih orang lain.",
        )
    with store.write("Peserta pengganti dicatat") as tx:
        place = attendance.place_of(tx.connection, roll_key)
        _refuse_replaced(tx, activity, place, absent_id)
        here = _recorded(tx, activity, place, [key]).get(key)
        if here is not None and rules.attended(State(here.presence)):
            tx.update(_mark, here.id, {"substitute_for_id": absent_id})
        else:
            record(
                tx, store, activity, place, [key], State.PRESENT,
                more={"walk_in": 1, "substitute_for_id": absent_id},
            )  # fmt: skip
        _note_absent(tx, store, activity, place, absent_id)
        if _is_left_out(tx, key):
            why = f"tidak hadir {rules.words_of(place.day, place.starts)}"
            selection_decisions.replace_within(tx, store, activity, absent_id, key, why)
    return tx.changes


def add_visitor(
    store: Store,
    activity: Activity,
    roll_key: str,
    name: str,
    nik: str = "",
    substitute_for: str | None = None,
) -> Changes:
    """Note someone who came and is no participant; ``Changes.subject`` is the line's key.

    A NIK of a participant of this activity takes that participant in.
    """
    name, nik = " ".join(name.split()), "".join(nik.split())
    if not name:
        raise UserError("visitor_without_name", "Isi nama orang yang datang.")
    if nik:
        participants.refuse_damage({"nik": nik})
    with store.write("Tamu dicatat hadir") as tx:
        place = attendance.place_of(tx.connection, roll_key)
        known = _participant_by_nik(tx, activity, nik) if nik else None
        if nik:
            _refuse_noted(tx, activity, place, nik)
        if substitute_for:
            _refuse_replaced(tx, activity, place, substitute_for)
        more = {"walk_in": 1, "substitute_for_id": substitute_for}
        if known is not None:
            _let_in(tx, store, activity, place, known)
            record(tx, store, activity, place, [known], State.PRESENT, more=more)
            tx.subject = known
        else:
            arrived = arrival(store, place)
            tx.subject = tx.insert(
                _mark,
                blank_row(activity, place)
                | {"visitor": name, "nik": nik or None, "arrived": arrived}
                | {"presence": rules.on_arrival(arrived, place.starts).value, **more},
            )
        if substitute_for:
            _note_absent(tx, store, activity, place, substitute_for)
    return tx.changes


def enrol_visitor(store: Store, activity: Activity, key: str) -> Changes:
    """Make a visitor a participant; ``Changes.subject`` is the participant's key."""
    with store.write("Tamu dijadikan peserta") as tx:
        row = tx.connection.execute(
            select(_mark).where(_mark.c.id == key, _mark.c.deleted_at.is_(None))
        ).one_or_none()
        if row is None or row.participant_id:
            raise UserError(
                "visitor_gone",
                "Baris itu sudah tidak ada atau sudah menjadi peserta. Cari namanya di daftar "
                "hadir.",
            )
        known = _participant_by_nik(tx, activity, row.nik) if row.nik else None
        if known is None:
            values = {"name": row.visitor, "nik": row.nik}
            known = participants.enrol(tx, activity.id, [values])[0]
        place = attendance.place_of(tx.connection, row.session_id or row.date.isoformat())
        if known in _recorded(tx, activity, place, [known]):
            tx.delete(_mark, row.id)  # both lines are one person
        else:
            tx.update(_mark, row.id, {"participant_id": known, "visitor": None, "nik": None})
        tx.subject = known
    return tx.changes


def record(
    tx: Transaction,
    store: Store,
    activity: Activity,
    place: Place,
    keys: Sequence[str],
    state: State,
    *,
    way: Way = Way.KEY,
    more: Mapping[str, object] | None = None,
) -> None:
    """Write a state of participants (or visitors' lines), inside a use case.

    Who comes gets the time of arrival where it is the hour for it; a scan tells late by it.
    """
    found = _recorded(tx, activity, place, keys)
    came = rules.attended(state)
    arrived = arrival(store, place) if came else None
    if came and way is Way.SCAN:
        state = rules.on_arrival(arrived, place.starts)
    new = []
    known = _participants(tx, activity) if len(found) < len(set(keys)) else frozenset()
    for key in dict.fromkeys(keys):
        row = found.get(key)
        if row is None:
            if state is not State.NONE and key in known:  # not a visitor's line that is gone
                new.append(
                    blank_row(activity, place)
                    | {"participant_id": key, "presence": state.value, "arrived": arrived}
                    | {"recorded_way": way.value, **(more or {})}
                )
        elif state is State.NONE:
            tx.delete(_mark, row.id)
        else:
            came_before = rules.attended(State(row.presence))
            values = {"presence": state.value, "recorded_way": way.value, **(more or {})}
            if not (came and came_before):  # who is only late now came when they came
                values["arrived"] = arrived
            tx.update(_mark, row.id, values)
    tx.insert_many(_mark, new)


def arrival(store: Store, place: Place) -> str | None:
    """Return the time it is, where somebody who is marked now may just have come."""
    now = store.clock()
    time = f"{now:%H:%M}"
    if now.date() != place.day or (place.ends and time > place.ends):
        return None
    return time


def checked_notes(values: Mapping[str, str]) -> dict[str, object]:
    """Return ``arrived`` and ``note`` as they are stored; `UserError` for what is no time."""
    checked: dict[str, object] = {
        key: " ".join(values[key].split()) or None for key in values.keys() & {"arrived", "note"}
    }
    if checked.get("arrived"):
        time = schedule.read_time(str(checked["arrived"]))
        if time is None:
            raise UserError(
                "time_unreadable", "“{text}” bukan jam. Contoh: 08.30.", text=values["arrived"]
            )
        checked["arrived"] = time
    return checked


def not_marked_yet() -> UserError:
    """Return the refusal of a note on someone of whom nothing is recorded."""
    return UserError("not_marked_yet", "Tandai dahulu kehadirannya (H, T, I, S, atau A).")


def blank_row(activity: Activity, place: Place) -> dict[str, Any]:
    """Return a row of that place about nobody yet, recorded by key."""
    return {
        **_BLANK, "activity_id": activity.id, "session_id": place.session_id, "date": place.day,
        "participant_id": None,
    }  # fmt: skip


def _label(keys: Sequence[str], state: State) -> str:
    return f"Kehadiran {len(keys)} peserta: {rules.STATES[state]}"


def _here(activity: Activity, place: Place) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for what is recorded of participants and visitors at a place."""
    return (
        attendance.recorded_at(place),
        _mark.c.activity_id == activity.id,
        _mark.c.team_member_id.is_(None),
        _mark.c.deleted_at.is_(None),
    )


def _recorded(
    tx: Transaction, activity: Activity, place: Place, keys: Sequence[str]
) -> dict[str, Row[Any]]:
    """Return what is recorded there of these lines, by their keys."""
    wanted = set(keys)
    statement = select(_mark).where(*_here(activity, place))
    if len(wanted) == 1:
        (only,) = wanted
        statement = statement.where((_mark.c.participant_id == only) | (_mark.c.id == only))
    rows = tx.connection.execute(statement)
    return {key: row for row in rows if (key := row.participant_id or row.id) in wanted}


def _participants(tx: Transaction, activity: Activity) -> frozenset[str]:
    statement = select(_participant.c.id).where(_participant.c.activity_id == activity.id)
    return frozenset(tx.connection.execute(statement).scalars())


def _refuse_replaced(tx: Transaction, activity: Activity, place: Place, absent_id: str) -> None:
    """Raise `UserError` for one who is here, or has a substitute already."""
    taken = tx.connection.execute(
        select(_mark.c.id).where(
            *_here(activity, place),
            _mark.c.substitute_for_id == absent_id,
            _mark.c.presence.in_((State.PRESENT.value, State.LATE.value)),
        )
    ).first()
    if taken is not None:
        raise UserError(
            "replaced_already",
            "Yang digantikan sudah punya pengganti di sini. Hapus dahulu pengganti itu (Del).",
        )
    row = _recorded(tx, activity, place, [absent_id]).get(absent_id)
    if row is not None and rules.attended(State(row.presence)):
        raise UserError(
            "replaced_is_present",
            "Yang digantikan tercatat hadir di sini. Hapus dahulu kehadirannya (Del).",
        )


def _refuse_noted(tx: Transaction, activity: Activity, place: Place, nik: str) -> None:
    statement = select(_mark.c.visitor).where(*_here(activity, place), _mark.c.nik == nik)
    name = tx.connection.execute(statement).scalar()
    if name is not None:
        raise UserError(
            "visitor_twice",
            "NIK {nik} sudah dicatat di sini sebagai tamu {name}. Pilih barisnya untuk "
            "mengubahnya.",
            nik=nik,
            name=name,
        )


def _note_absent(
    tx: Transaction, store: Store, activity: Activity, place: Place, absent_id: str
) -> None:
    if absent_id not in _recorded(tx, activity, place, [absent_id]):
        record(tx, store, activity, place, [absent_id], State.ABSENT)


def _let_in(
    tx: Transaction, store: Store, activity: Activity, place: Place, participant_id: str
) -> None:
    """Select who came though the selection had left them out."""
    if _is_left_out(tx, participant_id):
        told = f"datang dan diterima {rules.words_of(place.day, place.starts)}"
        selection_decisions.select_within(tx, store, activity, participant_id, told)


def _is_left_out(tx: Transaction, participant_id: str) -> bool:
    """Tell whether a participant waits in reserve or was not selected."""
    statement = select(_participant.c.id).where(
        _participant.c.id == participant_id,
        taking_part.staying(),
        not_(and_(*taking_part.present())),
    )
    return tx.connection.execute(statement).first() is not None


def _participant_by_nik(tx: Transaction, activity: Activity, nik: str) -> str | None:
    return tx.connection.execute(
        select(_participant.c.id)
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(
            _participant.c.activity_id == activity.id,
            _participant.c.deleted_at.is_(None),
            _person.c.nik == nik,
            _person.c.deleted_at.is_(None),
        )
    ).scalar_one_or_none()
