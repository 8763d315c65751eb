"""Changing meetings: what is known of one, its agenda, who is invited and came, what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Table, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import meetings as rules
from sertidesk.domain import names, phones
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Kind as LetterKind
from sertidesk.domain.meetings import Attendance, Guest, Kind
from sertidesk.services import letter_owned
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_meeting, _point, _guest = tables.meeting, tables.meeting_point, tables.meeting_guest
_follow_up = tables.follow_up
FIELDS = (
    "kind", "title", "number", "date", "starts", "ends", "place", "chair", "note_taker",
    "conclusions",
)  # fmt: skip
FOLLOW_UP_FIELDS = ("what", "who", "due_on", "done_on", "note")
_SEVERAL_LINES = frozenset(("conclusions", "discussion", "note"))


def add(store: Store, activity: Activity, values: Mapping[str, object] | None = None) -> Changes:
    """Add a meeting: a coordination today, unless told otherwise; its key is ``subject``.

    Place, chair and note taker are those of the newest meeting until they are changed.
    """
    like = ("place", "chair", "note_taker")
    given = {"kind": Kind.COORDINATION, "date": store.today(), **_checked(values or {}, FIELDS)}
    kind = rules.KINDS[str(given["kind"])]
    with store.write(f"{kind} ditambahkan") as tx:
        newest = tx.connection.execute(
            select(*(_meeting.c[key] for key in like))
            .where(_meeting.c.activity_id == activity.id, _meeting.c.deleted_at.is_(None))
            .order_by(_meeting.c.id.desc())
            .limit(1)
        ).one_or_none()
        before = dict(zip(like, newest, strict=True)) if newest else {"note_taker": store.actor}
        row = {**dict.fromkeys(FIELDS), **before, **given, "activity_id": activity.id}
        tx.subject = tx.insert(_meeting, row)
    return tx.changes


def edit(store: Store, meeting_id: str, values: Mapping[str, object]) -> Changes:
    """Change fields of a meeting; only those given are touched."""
    checked = _checked(values, FIELDS)
    with store.write("Rapat diubah") as tx:
        tx.update(_meeting, meeting_id, checked)
    return tx.changes


def take_number(store: Store, meeting_id: str) -> Changes:
    """Give the minutes of a meeting the next number of the office's register."""
    with store.write("Nomor notulen diambil") as tx:
        row = tx.connection.execute(
            select(
                _meeting.c.activity_id, _meeting.c.kind, _meeting.c.title, _meeting.c.date
            ).where(_meeting.c.id == meeting_id)
        ).one()
        subject = f"Notulen {rules.name_of(row.kind, row.title or '')}"
        number = letter_owned.take(
            tx, store, row.activity_id, meeting_id, LetterKind.MINUTES, subject, row.date
        )
        tx.update(_meeting, meeting_id, {"number": number})
    return tx.changes


def remove(store: Store, meeting_ids: Sequence[str]) -> Changes:
    """Delete meetings with all that was noted of them; an undo brings everything back."""
    with store.write(f"{len(meeting_ids)} rapat dihapus") as tx:
        for meeting_id in meeting_ids:
            tx.delete(_meeting, meeting_id)
    return tx.changes


def add_points(store: Store, meeting_id: str, titles: Sequence[str]) -> Changes:
    """Add points at the end of the agenda; ``subject`` is the first one's key."""
    shown = [title for title in (" ".join(one.split()) for one in titles) if title]
    if not shown:
        raise UserError("no_points", "Tulis acara rapat, satu baris untuk setiap acara.")
    with store.write(f"{len(shown)} acara rapat ditambahkan") as tx:
        last = _last(tx, _point, meeting_id)
        tx.subject = tx.insert_many(
            _point,
            [
                {"meeting_id": meeting_id, "list_order": last + place, "title": title}
                for place, title in enumerate(shown, 1)
            ],
        )[0]
    return tx.changes


def edit_point(store: Store, point_id: str, values: Mapping[str, object]) -> Changes:
    """Change a point's title or what was said of it."""
    checked = _checked(values, ("title", "discussion"))
    if "title" in checked and not checked["title"]:
        raise UserError("point_without_title", "Tulis acaranya, atau hapus acara ini.")
    with store.write("Pembahasan rapat diubah") as tx:
        tx.update(_point, point_id, checked)
    return tx.changes


def remove_points(store: Store, point_ids: Sequence[str]) -> Changes:
    """Take points off the agenda, with what was said of them."""
    with store.write(f"{len(point_ids)} acara rapat dihapus") as tx:
        for point_id in point_ids:
            tx.delete(_point, point_id)
    return tx.changes


def move_point(store: Store, point_id: str, by: int) -> Changes:
    """Move a point up (negative) or down; at the end of the agenda nothing changes."""
    with store.write("Urutan acara rapat diubah") as tx:
        own = select(_point.c.meeting_id).where(_point.c.id == point_id).scalar_subquery()
        ids = list(
            tx.connection.execute(
                select(_point.c.id)
                .where(_point.c.meeting_id == own, _point.c.deleted_at.is_(None))
                .order_by(_point.c.list_order, _point.c.id)
            ).scalars()
        )
        here = ids.index(point_id)
        ids.insert(min(max(here + by, 0), len(ids) - 1), ids.pop(here))
        for place, one in enumerate(ids, 1):
            tx.update(_point, one, {"list_order": place})
    return tx.changes


def invite(store: Store, meeting_id: str, guests: Sequence[Guest]) -> Changes:
    """Put people on a meeting's list: as present once its day has come, else as invited.

    Who is on the list already (by name) stays as noted; ``subject`` is the first new one's key.
    """
    with store.write(f"{len(guests)} orang ditambahkan ke rapat") as tx:
        day = tx.connection.execute(
            select(_meeting.c.date).where(_meeting.c.id == meeting_id)
        ).scalar_one()
        known = {
            names.fold(name)
            for name in tx.connection.execute(
                select(_guest.c.name).where(
                    _guest.c.meeting_id == meeting_id, _guest.c.deleted_at.is_(None)
                )
            ).scalars()
        }
        new = {names.fold(one.name): one for one in reversed(guests) if one.name.strip()}
        fresh = [one for key, one in reversed(new.items()) if key not in known]
        if not fresh:
            raise UserError(
                "nobody_to_invite",
                "Semua nama itu sudah ada dalam daftar rapat ini. Tulis nama lain, misalnya: "
                "nama; jabatan/instansi; HP.",
            )
        has_been = day is not None and day <= store.today()
        last = _last(tx, _guest, meeting_id)
        tx.label = f"{len(fresh)} orang ditambahkan ke rapat"
        tx.subject = tx.insert_many(
            _guest,
            [
                {
                    "meeting_id": meeting_id,
                    "list_order": last + place,
                    "name": " ".join(one.name.split()),
                    "position": " ".join(one.position.split()) or None,
                    "phone": one.phone or None,
                    "attendance": Attendance.PRESENT if has_been else Attendance.INVITED,
                }
                for place, one in enumerate(fresh, 1)
            ],
        )[0]
    return tx.changes


def edit_guests(store: Store, guest_ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change name, position, phone or attendance of these on the list."""
    checked = _checked(values, ("name", "position", "phone", "attendance"))
    if "name" in checked and not checked["name"]:
        raise UserError("guest_without_name", "Isi namanya, atau hapus orang ini dari daftar.")
    if checked.get("phone"):
        checked["phone"] = phones.read(str(checked["phone"])).e164 or checked["phone"]
    with store.write(f"Daftar hadir rapat diubah ({len(guest_ids)} orang)") as tx:
        for guest_id in guest_ids:
            tx.update(_guest, guest_id, checked)
    return tx.changes


def remove_guests(store: Store, guest_ids: Sequence[str]) -> Changes:
    """Take people off a meeting's list."""
    with store.write(f"{len(guest_ids)} orang dihapus dari daftar rapat") as tx:
        for guest_id in guest_ids:
            tx.delete(_guest, guest_id)
    return tx.changes


def agree(store: Store, meeting_id: str, values: Mapping[str, object]) -> Changes:
    """Note something agreed to be done: `what`, and `who`, `due_on`, `note` where known."""
    given = _follow_up_values({"what": "", **values})
    with store.write("Tindak lanjut rapat dicatat") as tx:
        row = {**dict.fromkeys(FOLLOW_UP_FIELDS), **given, "meeting_id": meeting_id}
        tx.subject = tx.insert(_follow_up, row)
    return tx.changes


def edit_follow_ups(store: Store, ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of agreements."""
    checked = _follow_up_values(values)
    with store.write("Tindak lanjut rapat diubah") as tx:
        for one in ids:
            tx.update(_follow_up, one, checked)
    return tx.changes


def set_done(store: Store, ids: Sequence[str], day: date | None) -> Changes:
    """Note agreements as done on a day; None opens them again."""
    word = "selesai" if day else "dibuka lagi"
    with store.write(f"{len(ids)} tindak lanjut {word}") as tx:
        for one in ids:
            tx.update(_follow_up, one, {"done_on": day})
    return tx.changes


def remove_follow_ups(store: Store, ids: Sequence[str]) -> Changes:
    """Take agreements off the list."""
    with store.write(f"{len(ids)} tindak lanjut dihapus") as tx:
        for one in ids:
            tx.delete(_follow_up, one)
    return tx.changes


def _follow_up_values(values: Mapping[str, object]) -> dict[str, object]:
    checked = _checked(values, FOLLOW_UP_FIELDS)
    if "what" in checked and not checked["what"]:
        raise UserError("follow_up_without_text", "Tulis apa yang disepakati untuk dikerjakan.")
    return checked


def _checked(values: Mapping[str, object], keys: Sequence[str]) -> dict[str, object]:
    checked: dict[str, object] = {}
    for key in keys:
        if key not in values:
            continue
        value = values[key]
        if isinstance(value, str):
            several = key in _SEVERAL_LINES
            value = (value.strip() if several else " ".join(value.split())) or None
        checked[key] = value
    if "kind" in checked and checked["kind"] not in rules.KINDS:
        raise UserError("meeting_without_kind", "Pilih jenis rapat.")
    return checked


def _last(tx: Transaction, table: Table, meeting_id: str) -> int:
    """Return the greatest place used in a meeting's list, of deleted rows too."""
    found = tx.connection.execute(
        select(func.max(table.c.list_order)).where(table.c.meeting_id == meeting_id)
    ).scalar_one()
    return int(found or 0)
