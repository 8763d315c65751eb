"""The office's officials, in the order of their list: the first head of the office signs papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import nip
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import count
from sertidesk.services.store import Store

_official = tables.official
_HEAD = "kepala dinas"  # "Plt. Kepala Dinas PUPR" too


@dataclass(frozen=True, slots=True)
class Official:
    """One official; ``name`` with titles, as it is printed; what is not known is empty."""

    id: str
    name: str
    position: str
    rank: str
    nip: str
    phone: str

    @property
    def is_head(self) -> bool:
        """Tell whether this official may sign for the office as its head."""
        return _HEAD in self.position.casefold()


def listing(store: Store) -> list[Official]:
    """Return the officials in the order of their list."""
    with store.read() as connection:
        return _listing(connection)


def head(store: Store) -> Official | None:
    """Return who signs for the office: the first head of the office in the list."""
    return next((one for one in listing(store) if one.is_head), None)


def add(store: Store, values: Mapping[str, str]) -> Changes:
    """Add an official at the end: `name`, `position`, and `rank`, `nip`, `phone` if known."""
    checked = _checked(store, values)
    with store.write(f"Pejabat “{checked['name']}” ditambahkan") as tx:
        last = [row.list_order for row in tx.connection.execute(select(_official.c.list_order))]
        tx.subject = tx.insert(_official, checked | {"list_order": max(last, default=0) + 1})
    return tx.changes


def change(store: Store, official_id: str, values: Mapping[str, str]) -> Changes:
    """Change an official; the same values as `add`."""
    checked = _checked(store, values, official_id)
    with store.write(f"Pejabat “{checked['name']}” diubah") as tx:
        tx.update(_official, official_id, checked)
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take officials out of the list; papers already printed keep the names."""
    with store.write(f"{count(len(ids), 'pejabat')} dihapus") as tx:
        for official_id in ids:
            tx.delete(_official, official_id)
    return tx.changes


def move(store: Store, official_id: str, by: int) -> Changes:
    """Move an official up (negative) or down in the list; at its end nothing changes."""
    with store.write("Urutan pejabat diubah") as tx:
        ids = [one.id for one in _listing(tx.connection)]
        here = ids.index(official_id)
        ids.insert(min(max(here + by, 0), len(ids) - 1), ids.pop(here))
        for place, one in enumerate(ids, 1):
            tx.update(_official, one, {"list_order": place})
    return tx.changes


def _listing(connection: Connection) -> list[Official]:
    rows = connection.execute(
        select(_official)
        .where(_official.c.deleted_at.is_(None))
        .order_by(_official.c.list_order, _official.c.id)
    )
    return [
        Official(row.id, row.name, row.position, row.rank or "", row.nip or "", row.phone or "")
        for row in rows
    ]


def _checked(
    store: Store, values: Mapping[str, str], official_id: str | None = None
) -> dict[str, object]:
    text = {key: " ".join(values.get(key, "").split()) for key in ("name", "position", "rank")}
    if not text["name"]:
        raise UserError("official_without_name", "Isi nama pejabat beserta gelarnya.")
    if not text["position"]:
        raise UserError(
            "official_without_position", "Isi jabatan {name}, misalnya Kepala Dinas.", **text
        )
    number = nip.read(values.get("nip", ""), store.today()).number
    for other in listing(store):
        if number and other.nip == number and other.id != official_id:
            raise UserError(
                "official_twice",
                "NIP {number} sudah dipakai {name}. Ubah yang sudah ada, atau periksa angkanya.",
                number=nip.show(number),
                name=other.name,
            )
    return {
        "name": text["name"],
        "position": text["position"].rstrip(","),
        "rank": text["rank"] or None,
        "nip": number,
        "phone": values.get("phone", "").strip() or None,
    }
