"""The evaluation of an activity: its figures, what hindered it, why, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import evaluation as rules
from sertidesk.domain.attendance import attended
from sertidesk.domain.errors import UserError
from sertidesk.domain.evaluation import Candidate, Figures
from sertidesk.domain.report import Tabulation
from sertidesk.services import assessment, evidence
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_item = tables.evaluation_item
EVIDENCE = "evaluation"  # the topic of the LSP's results
FIELDS = ("obstacle", "cause", "proposal", "who", "due_on", "done_on")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that hindered the activity."""

    id: str
    obstacle: str
    cause: str
    proposal: str
    who: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything the screen and the paper show; ``id`` is the activity's."""

    id: str
    figures: Figures
    tables: tuple[Tabulation, ...]
    items: tuple[Item, ...]


def load(store: Store, activity: Activity) -> Evaluation:
    """Return the evaluation as it stands."""
    with store.read() as connection:
        entries = assessment.entries(connection, activity.id)
        noted = _items(connection, activity.id)
    people = [
        Candidate(one.village, one.occupation, attended(one.attendance), one.decision)
        for one in entries
    ]
    made: tuple[Tabulation, ...] = ()
    if people:
        made = (
            rules.by("Menurut jabatan kerja", "Jabatan kerja", people, lambda one: one.occupation),
            rules.by("Menurut desa/kelurahan", "Desa/kelurahan", people, lambda one: one.village),
        )
    return Evaluation(activity.id, rules.figures(people), made, noted)


def items(store: Store, activity_id: str) -> tuple[Item, ...]:
    """Return what hindered an activity, in the order it was noted."""
    with store.read() as connection:
        return _items(connection, activity_id)


def add(store: Store, activity: Activity, values: Mapping[str, object]) -> Changes:
    """Note something that hindered the activity; its key is ``subject``."""
    checked = _checked(values)
    if not checked.get("obstacle"):
        raise UserError("evaluation_empty", "Tulis kendalanya lebih dahulu.")
    with store.write("Kendala dicatat") as tx:
        last = tx.connection.execute(
            select(func.coalesce(func.max(_item.c.list_order), 0)).where(
                _item.c.activity_id == activity.id
            )
        ).scalar_one()
        head = {"activity_id": activity.id, "list_order": last + 1}
        tx.subject = tx.insert(_item, dict.fromkeys(FIELDS) | checked | head)
    return tx.changes


def edit(store: Store, item_ids: Sequence[str], values: Mapping[str, object]) -> Changes:
    """Change fields of these; only those given are touched."""
    checked = _checked(values)
    if "obstacle" in checked and not checked["obstacle"]:
        raise UserError("evaluation_empty", "Tulis kendalanya, atau hapus baris ini.")
    with store.write("Evaluasi diubah") as tx:
        for item_id in item_ids:
            tx.update(_item, item_id, checked)
    return tx.changes


def remove(store: Store, item_ids: Sequence[str]) -> Changes:
    """Delete rows; an undo brings them back."""
    with store.write(f"{len(item_ids)} kendala dihapus") as tx:
        for item_id in item_ids:
            tx.delete(_item, item_id)
    return tx.changes


def is_begun(connection: Connection, activity_id: str) -> bool:
    """Tell whether something is noted, or the LSP's results are kept."""
    if connection.execute(_alive(activity_id).limit(1)).first() is not None:
        return True
    return any(topic == EVIDENCE for topic, _ in evidence.counts(connection, activity_id))


def _items(connection: Connection, activity_id: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            row.id, row.obstacle, row.cause or "", row.proposal or "", row.who or "", row.due_on,
            row.done_on,
        )
        for row in connection.execute(_alive(activity_id))
    )  # fmt: skip


def _alive(activity_id: str) -> Any:
    return (
        select(_item)
        .where(_item.c.activity_id == activity_id, _item.c.deleted_at.is_(None))
        .order_by(_item.c.list_order, _item.c.id)
    )


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in values.items()
        if key in FIELDS
    }
