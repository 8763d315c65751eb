"""Changing a schedule: sessions by hand, seats by hand, all participants with one button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import schedule as rules
from sertidesk.domain import schedule_plan as plan
from sertidesk.domain.errors import UserError
from sertidesk.domain.schedule_plan import Seats, Terms
from sertidesk.services import assessors, holidays, organizations, schedule
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_session, _seat = tables.session, tables.session_participant
FIELDS = (
    "date", "starts", "ends", "test_centre", "room", "capacity", "scheme", "assessor_id", "note",
)  # fmt: skip
MOST_SEATS = 10_000


@dataclass(frozen=True, slots=True)
class Distributed:
    """What one press of the button did: sessions made, persons seated, persons left over."""

    changes: Changes
    sessions: int
    people: int
    left: int


def add(store: Store, activity: Activity, values: Mapping[str, object]) -> Changes:
    """Add a session; it needs a date and its times. ``Changes.subject`` is its key."""
    with store.write("Sesi ditambahkan") as tx:
        checked = _checked(tx, values)
        lacking = [key for key in ("date", "starts", "ends") if not checked.get(key)]
        if lacking:
            raise UserError("session_without_time", "Isi tanggal, jam mulai, dan jam selesai sesi.")
        _refuse_backwards(str(checked["starts"]), str(checked["ends"]))
        blank = dict.fromkeys((*FIELDS, "test_centre_id"))
        del blank["test_centre"]
        tx.subject = tx.insert(_session, blank | {"activity_id": activity.id} | checked)
    return tx.changes


def edit(store: Store, session_ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of one or several sessions, in one go that one undo takes back."""
    with store.write(f"{len(session_ids)} sesi diubah") as tx:
        checked = _checked(tx, values)
        for key in ("date", "starts", "ends"):
            if key in checked and not checked[key]:
                raise UserError(
                    "session_without_time", "Isi tanggal, jam mulai, dan jam selesai sesi."
                )
        for row in tx.connection.execute(
            select(_session.c.id, _session.c.starts, _session.c.ends).where(
                _session.c.id.in_(session_ids)
            )
        ).all():
            _refuse_backwards(
                str(checked.get("starts", row.starts)), str(checked.get("ends", row.ends))
            )
            tx.update(_session, row.id, checked)
    return tx.changes


def remove(store: Store, session_ids: Sequence[str]) -> Changes:
    """Delete sessions; those who sat in them are unscheduled again. An undo brings all back."""
    with store.write(f"{len(session_ids)} sesi dihapus") as tx:
        for session_id in session_ids:
            tx.delete(_session, session_id)
    return tx.changes


def seat(
    store: Store, session_id: str, participant_ids: Sequence[str], *, move: bool = True
) -> Changes:
    """Put participants into a session; ``move`` takes them out of the activity's others."""
    with store.write(f"{len(participant_ids)} peserta dijadwalkan") as tx:
        present = set()
        for seat_id, participant_id, session in _seats(tx, participant_ids):
            if session == session_id:
                present.add(participant_id)
            elif move:
                tx.delete(_seat, seat_id)
        new = [one for one in dict.fromkeys(participant_ids) if one not in present]
        tx.insert_many(_seat, [{"session_id": session_id, "participant_id": one} for one in new])
    return tx.changes


def unseat(store: Store, participant_ids: Sequence[str], session_id: str | None = None) -> Changes:
    """Take participants out of a session, or of all sessions they are in."""
    with store.write(f"{len(participant_ids)} peserta dikeluarkan dari jadwal") as tx:
        for seat_id, _participant, session in _seats(tx, participant_ids):
            if session_id in (None, session):
                tx.delete(_seat, seat_id)
    return tx.changes


def distribute(store: Store, activity: Activity, terms: Terms) -> Distributed:
    """Schedule everyone who is in no session: on free seats first, then in new groups."""
    terms = _checked_terms(store, terms)
    now = schedule.load(store, activity)
    waiting = [(member.id, member.occupation) for member in now.unscheduled]
    if not waiting:
        raise UserError(
            "nobody_to_schedule",
            "Tidak ada peserta yang belum dijadwalkan. Tambahkan peserta dahulu, atau keluarkan "
            "peserta dari sesinya bila hendak dibagi lagi.",
        )
    seats = [
        Seats(
            session.id,
            session.scheme,
            min(terms.size, session.seats or terms.size) - len(session.members),
        )
        for session in now.sessions
        if session.day >= terms.first_day
    ]
    seated, rest = plan.fill(waiting, seats)
    wanted = plan.groups(rest, terms.size)
    placed = plan.place(
        wanted, terms, schedule.busy(store), assessors.listing(store), holidays.calendar_for(store)
    )
    if not seated and not placed:
        raise UserError(
            "no_time_for_sessions",
            "Tidak ada waktu kosong setahun sejak tanggal itu. Tambah ruang atau asesor, atau ubah "
            "jamnya.",
        )
    pairs = [(session, one) for session, members in seated.items() for one in members]
    with store.write("Peserta dibagi ke dalam sesi") as tx:
        centre = _centre(tx, terms.centre)
        made = tx.insert_many(
            _session,
            [
                {
                    "activity_id": activity.id,
                    "date": spot.day,
                    "starts": spot.starts,
                    "ends": spot.ends,
                    "test_centre_id": centre,
                    "room": spot.room or None,
                    "scheme": spot.group.scheme or None,
                    "assessor_id": spot.assessor.id if spot.assessor else None,
                }
                for spot in placed
            ],
        )
        pairs += [
            (session, one)
            for session, spot in zip(made, placed, strict=True)
            for one in spot.group.members
        ]
        tx.insert_many(
            _seat,
            [{"session_id": session, "participant_id": one} for session, one in pairs],
        )
    return Distributed(tx.changes, len(made), len(pairs), len(waiting) - len(pairs))


def _checked_terms(store: Store, terms: Terms) -> Terms:
    """Return the terms with sizes that the test centre holds; a `UserError` for what cannot be."""
    if not 1 <= terms.size <= MOST_SEATS:
        raise UserError(
            "group_size", "Jumlah orang per kelompok harus angka, misalnya 10. Isi lagi."
        )
    if not 10 <= terms.minutes <= 24 * 60:
        raise UserError("session_length", "Lama satu sesi harus 10 menit sampai sehari. Isi lagi.")
    _refuse_backwards(terms.starts, terms.ends)
    if rules.minutes_of(terms.starts) + terms.minutes > rules.minutes_of(terms.ends):
        raise UserError(
            "session_longer_than_day",
            "Satu sesi ({minutes} menit) tidak muat dari jam mulai sampai jam selesai. Perpendek "
            "sesinya atau mundurkan jam selesai.",
            minutes=terms.minutes,
        )
    centre = " ".join(terms.centre.split())
    capacity = next(
        (
            one.capacity
            for one in organizations.listing(store)
            if one.kind is organizations.Kind.TEST_CENTRE
            and one.name.casefold() == centre.casefold()
        ),
        None,
    )
    rooms = tuple(dict.fromkeys(" ".join(room.split()) for room in terms.rooms)) or ("",)
    size = min(terms.size, capacity or terms.size)
    return replace(terms, centre=centre, rooms=rooms, size=size)


def _checked(tx: Transaction, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values as they are stored; a `UserError` names one that cannot be."""
    checked: dict[str, object] = {}
    for key in values.keys() & set(FIELDS):
        value = values[key]
        text = " ".join(str(value).split()) if value is not None else ""
        if key == "date":
            checked[key] = value if isinstance(value, date) else None
        elif key in ("starts", "ends"):
            time = rules.read_time(text) if text else None
            if text and time is None:
                raise UserError("time_unreadable", "“{text}” bukan jam. Contoh: 08.30.", text=text)
            checked[key] = time
        elif key == "capacity":
            checked[key] = _capacity(text)
        elif key == "test_centre":
            checked["test_centre_id"] = _centre(tx, text)
        else:
            checked[key] = text or None
    return checked


def _capacity(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= MOST_SEATS):
        raise UserError(
            "session_capacity",
            "Kapasitas “{text}” bukan jumlah orang. Isi dengan angka, misalnya 20.",
            text=text,
        )
    return int(text)


def _refuse_backwards(starts: str, ends: str) -> None:
    if starts >= ends:
        raise UserError(
            "session_backwards",
            "Jam selesai {ends} tidak sesudah jam mulai {starts}. Perbaiki jamnya.",
            starts=rules.show_time(starts),
            ends=rules.show_time(ends),
        )


def _centre(tx: Transaction, name: str) -> str | None:
    """Return the key of a test centre by its name; one that is new is added to the office's."""
    if not name:
        return None
    centre = tables.organization
    kind = organizations.Kind.TEST_CENTRE
    for row in tx.connection.execute(
        select(centre.c.id, centre.c.name).where(
            centre.c.kind == kind, centre.c.deleted_at.is_(None)
        )
    ):
        if row.name.casefold() == name.casefold():
            return str(row.id)
    return tx.insert(centre, {"kind": kind.value, "name": name})


def _seats(tx: Transaction, participant_ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the seats of participants: (seat, participant, session)."""
    found: list[tuple[str, str, str]] = []
    for some in slices(participant_ids):
        rows = tx.connection.execute(
            select(_seat.c.id, _seat.c.participant_id, _seat.c.session_id)
            .join(_session, _session.c.id == _seat.c.session_id)
            .where(
                _seat.c.participant_id.in_(some),
                _seat.c.deleted_at.is_(None),
                _session.c.deleted_at.is_(None),
            )
        )
        found += [(row.id, row.participant_id, row.session_id) for row in rows]
    return found
