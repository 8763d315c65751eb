"""The checklist of facilities for each test centre and scheme: filled from lists, ticked, kept.

The assessors' word belongs to `readiness_assessors.py`, reminders to `readiness_calls.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import occupations
from sertidesk.domain import readiness as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.readiness import ITEM_DONE, Condition, ItemState, Wanted
from sertidesk.intake.readiness import shipped
from sertidesk.services import schedule
from sertidesk.services.activity import Activity
from sertidesk.services.schedule import Session
from sertidesk.services.store import Store

_facility, _template = tables.facility, tables.facility_template
FIELDS = (
    "name", "needed", "unit", "available", "condition", "prepared_by", "prepared_on", "note",
)  # fmt: skip
SCREEN = "readiness"
MOST = 100_000  # pieces of anything


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist; an empty scheme is what every test needs."""

    id: str
    test_centre: str
    scheme: str
    name: str
    needed: int
    unit: str
    available: int | None
    condition: Condition | None
    prepared_by: str
    prepared_on: date | None
    note: str
    list_order: int

    @property
    def state(self) -> ItemState:
        """Return how far it is."""
        return rules.item_state(self.needed, self.available, self.condition)

    @property
    def where(self) -> str:
        """Return the test centre and the scheme it is for."""
        return " · ".join((self.test_centre or "TUK belum ditentukan", self.scheme or "Umum"))


@dataclass(frozen=True, slots=True)
class Place:
    """What one checklist is for; ``people`` is the fullest session's number."""

    test_centre: str
    scheme: str
    people: int


def listing(store: Store, activity: Activity) -> list[Item]:
    """Return the checklist by test centre and scheme, the general part first."""
    with store.read() as connection:
        return _items(connection, activity.id)


def places(store: Store, activity: Activity) -> list[Place]:
    """Return for which test centres and schemes there is something to prepare.

    Where nothing is scheduled yet, the activity's own test centre and occupations stand in.
    """
    return _places(schedule.load(store, activity).sessions, activity)


def fill(store: Store, activity: Activity) -> Changes:
    """Add the lists of all places to the checklist; a list that is there already stays as it is."""
    wanted = places(store, activity)
    with store.write("Daftar sarana disiapkan") as tx:
        there = {
            _place_key(item.test_centre, item.scheme) for item in _items(tx.connection, activity.id)
        }
        own = _own_lists(tx.connection)
        rows: list[dict[str, object]] = []
        for place in wanted:
            if _place_key(place.test_centre, place.scheme) in there:
                continue
            for number, item in enumerate(_list_for(place.scheme, own), 1):
                rows.append(_new(activity, place.test_centre, place.scheme) | {
                    "name": item.name, "unit": item.unit, "list_order": number,
                    "needed": item.needed(place.people),
                })  # fmt: skip
        tx.label = f"{len(rows)} sarana masuk daftar"
        tx.insert_many(_facility, rows)
    return tx.changes


def add(store: Store, activity: Activity, values: Mapping[str, object]) -> Changes:
    """Add an item; ``Changes.subject`` is its key. ``values`` may name test centre and scheme."""
    given = _checked({"needed": 1, **values})
    if not given.get("name"):
        raise UserError("facility_without_name", "Tulis nama sarana atau peralatannya.")
    with store.write(f"Sarana “{given['name']}” ditambahkan") as tx:
        orders = [item.list_order for item in _items(tx.connection, activity.id)]
        row = _new(activity, str(values.get("test_centre") or ""), str(values.get("scheme") or ""))
        tx.subject = tx.insert(_facility, row | given | {"list_order": max(orders, default=0) + 1})
    return tx.changes


def edit(store: Store, ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change what is noted of items; whoever counts or judges is noted with the day."""
    given = _checked(values)
    if "name" in given and not given["name"]:
        raise UserError("facility_without_name", "Tulis nama sarana atau peralatannya.")
    looked_at = given.keys() & {"available", "condition"} and not given.keys() & {"prepared_by"}
    with store.write(f"{len(ids)} sarana diubah") as tx:
        for row in _rows(tx.connection, ids):
            more: dict[str, object] = {}
            if looked_at and not row.prepared_on and given.get("available") is not None:
                more = {"prepared_by": store.actor, "prepared_on": store.today()}
            tx.update(_facility, row.id, given | more)
    return tx.changes


def mark(store: Store, ids: Sequence[str], state: ItemState) -> Changes:
    """Note with one key that items are ready, not needed, or not looked at after all."""
    with store.write(f"{len(ids)} sarana: {rules.ITEM_STATES[state].casefold()}") as tx:
        for row in _rows(tx.connection, ids):
            values: dict[str, object] = {"prepared_by": store.actor, "prepared_on": store.today()}
            if state is ItemState.READY:
                needed = max(row.needed, 1)
                enough = max(row.available or 0, needed)
                values |= {
                    "needed": needed, "available": enough, "condition": str(Condition.GOOD),
                }  # fmt: skip
            elif state is ItemState.NOT_NEEDED:
                values |= {"needed": 0}
            else:
                values = dict.fromkeys(("available", "condition", "prepared_by", "prepared_on"))
                values |= {"needed": max(row.needed, 1)}
            tx.update(_facility, row.id, values)
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take items off the checklist; an undo brings them back."""
    with store.write(f"{len(ids)} sarana dihapus dari daftar") as tx:
        for row in _rows(tx.connection, ids):
            tx.delete(_facility, row.id)
    return tx.changes


def keep_as_list(store: Store, activity: Activity, test_centre: str, scheme: str) -> Changes:
    """Keep a checklist as the office's own list of that scheme, in place of the former.

    Quantities are kept for each participant where they are a multiple of the people at once.
    """
    people = {
        _place_key(one.test_centre, one.scheme): one.people for one in places(store, activity)
    }.get(_place_key(test_centre, scheme), 1)
    key = _place_key(test_centre, scheme)
    with store.write(f"Daftar sarana baku “{scheme or 'Umum'}” disimpan") as tx:
        items = [
            item
            for item in _items(tx.connection, activity.id)
            if _place_key(item.test_centre, item.scheme) == key and item.needed > 0
        ]
        if not items:
            raise UserError("list_empty", "Daftar sarana ini masih kosong. Isi dahulu.")
        for row in tx.connection.execute(select(_template).where(_template.c.deleted_at.is_(None))):
            if occupations.fold(row.scheme) == occupations.fold(scheme):
                tx.delete(_template, row.id)
        shipped_items = {one.name: one for one in _list_for(scheme, {})}
        tx.insert_many(
            _template,
            [
                {
                    "scheme": scheme, "name": item.name, "unit": item.unit or None,
                    "list_order": number, **_amount(item, people, shipped_items.get(item.name)),
                }
                for number, item in enumerate(items, 1)
            ],
        )  # fmt: skip
    return tx.changes


def unready(connection: Connection, activity_id: str) -> tuple[str, ...]:
    """Return the items of the checklist that are not ready, for the gate."""
    return tuple(
        item.name for item in _items(connection, activity_id) if item.state not in ITEM_DONE
    )


def _amount(item: Item, people: int, known: Wanted | None) -> dict[str, object]:
    """Return the quantity as a list keeps it: for each participant where it goes up with them."""
    if known is not None and not known.for_each:
        return {"quantity": item.needed, "for_each": 0}
    each = people > 1 and item.needed % people == 0
    return {"quantity": item.needed // people if each else item.needed, "for_each": int(each)}


def _places(sessions: Collection[Session], activity: Activity) -> list[Place]:
    found: dict[tuple[str, str], Place] = {}

    def note(centre: str, scheme: str, people: int) -> None:
        key = _place_key(centre, scheme)
        before = found.get(key)
        if before is None or before.people < people:
            found[key] = Place(centre, scheme, people)

    for one in sessions:
        centre = one.test_centre or activity.test_centre
        people = len(one.members) or one.seats or 1
        note(centre, "", people)
        if one.scheme:
            note(centre, one.scheme, people)
    if not sessions:
        note(activity.test_centre, "", 1)
        for target in activity.target_occupations:
            note(activity.test_centre, str(target.get("occupation") or ""), 1)
    return sorted(found.values(), key=lambda one: (one.test_centre.casefold(), one.scheme))


def _place_key(test_centre: str, scheme: str) -> tuple[str, str]:
    return test_centre.strip().casefold(), occupations.fold(scheme)


def _list_for(scheme: str, own: Mapping[str, Sequence[Wanted]]) -> Sequence[Wanted]:
    return own.get(occupations.fold(scheme)) or rules.list_for(scheme, shipped())


def _own_lists(connection: Connection) -> dict[str, list[Wanted]]:
    found: dict[str, list[Wanted]] = {}
    for row in connection.execute(
        select(_template)
        .where(_template.c.deleted_at.is_(None))
        .order_by(_template.c.list_order, _template.c.id)
    ):
        wanted = Wanted(row.name, row.quantity, row.unit or "", bool(row.for_each))
        found.setdefault(occupations.fold(row.scheme), []).append(wanted)
    return found


def _items(connection: Connection, activity_id: str) -> list[Item]:
    rows = connection.execute(
        select(_facility)
        .where(_facility.c.activity_id == activity_id, _facility.c.deleted_at.is_(None))
        .order_by(_facility.c.test_centre, _facility.c.scheme, _facility.c.list_order)
    )
    return [
        Item(
            row.id, row.test_centre, row.scheme, row.name, row.needed, row.unit or "",
            row.available, Condition(row.condition) if row.condition else None,
            row.prepared_by or "", row.prepared_on, row.note or "", row.list_order,
        )
        for row in rows
    ]  # fmt: skip


def _rows(connection: Connection, ids: Sequence[str]) -> Sequence[Row[Any]]:
    return connection.execute(
        select(_facility).where(_facility.c.id.in_(ids), _facility.c.deleted_at.is_(None))
    ).all()


def _new(activity: Activity, test_centre: str, scheme: str) -> dict[str, object]:
    return {
        **dict.fromkeys(FIELDS),
        "activity_id": activity.id,
        "test_centre": test_centre,
        "scheme": scheme,
    }


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    checked: dict[str, object] = {}
    for key in FIELDS:
        if key not in values:
            continue
        value = values[key]
        if key in ("needed", "available"):
            if value is not None and not (isinstance(value, int) and 0 <= value <= MOST):
                raise UserError(
                    "amount_unreadable",
                    "Jumlah harus angka antara 0 dan 100.000. Perbaiki isiannya.",
                )
            checked[key] = (value or 0) if key == "needed" else value
        elif isinstance(value, str):
            checked[key] = " ".join(value.split()) or None
        else:
            checked[key] = value
    return checked
