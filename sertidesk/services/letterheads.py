"""Letterheads of the office: texts and emblem, the first for every paper that names no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import emails
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import count
from sertidesk.services.contents import unless_used
from sertidesk.services.store import Store

_letterhead = tables.letterhead
_TEXTS = ("name", "government", "office", "address", "phone", "email", "website")
_EMBLEM_PIXELS = 800  # 22 mm at more than what any printer shows
KEPT = "tersimpan"  # stands for the emblem that is there, in the field that takes a file


@dataclass(frozen=True, slots=True)
class OwnHead:
    """One letterhead as it is kept; ``emblem`` is the digest of its picture."""

    id: str
    name: str
    government: str
    office: str
    address: str
    phone: str
    email: str
    website: str
    emblem: str


def listing(store: Store) -> list[OwnHead]:
    """Return the letterheads in the order they were made."""
    with store.read() as connection:
        rows = connection.execute(
            select(_letterhead)
            .where(_letterhead.c.deleted_at.is_(None))
            .order_by(_letterhead.c.list_order, _letterhead.c.id)
        ).all()
    return [
        OwnHead(
            row.id,
            row.name,
            row.government or "",
            row.office or "",
            row.address or "",
            row.phone or "",
            row.email or "",
            row.website or "",
            row.emblem_sha256 or "",
        )
        for row in rows
    ]


def chosen(store: Store, wanted: str) -> OwnHead | None:
    """Return the letterhead with this key; else the first one; None where there is none."""
    known = listing(store)
    return next((one for one in known if one.id == wanted), known[0] if known else None)


def add(store: Store, values: Mapping[str, str]) -> Changes:
    """Add a letterhead: `name`, texts of its own, and `emblem`, the path of a picture."""
    checked = _checked(values)
    with ExitStack() as stack:
        emblem = _kept(store, stack, values.get("emblem", ""), "")
        with store.write(f"Kop surat “{checked['name']}” ditambahkan") as tx:
            last = [row[0] for row in tx.connection.execute(select(_letterhead.c.list_order))]
            tx.subject = tx.insert(
                _letterhead,
                checked | {"emblem_sha256": emblem, "list_order": max(last, default=0) + 1},
            )
    return tx.changes


def change(store: Store, letterhead_id: str, values: Mapping[str, str]) -> Changes:
    """Change a letterhead; `emblem` is the path of another picture, or `KEPT`."""
    checked = _checked(values)
    known = next((one.emblem for one in listing(store) if one.id == letterhead_id), "")
    with ExitStack() as stack:
        emblem = _kept(store, stack, values.get("emblem", ""), known)
        with store.write(f"Kop surat “{checked['name']}” diubah") as tx:
            tx.update(_letterhead, letterhead_id, checked | {"emblem_sha256": emblem})
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Remove letterheads; papers that named one carry the usual one again."""
    with store.write(f"{count(len(ids), 'kop surat')} dihapus") as tx:
        for letterhead_id in ids:
            tx.delete(_letterhead, letterhead_id)
    return tx.changes


def _checked(values: Mapping[str, str]) -> dict[str, object]:
    texts = {key: " ".join(values.get(key, "").split()) for key in _TEXTS}
    if not texts["name"]:
        raise UserError(
            "letterhead_without_name", "Isi nama kop surat, misalnya Sekretariat atau Bidang."
        )
    if texts["email"] and not emails.is_address(texts["email"]):
        raise UserError(
            "letterhead_email", "Alamat surel belum lengkap. Contoh: dpupr@contoh.go.id."
        )
    return {key: text or None for key, text in texts.items()}


def _kept(store: Store, stack: ExitStack, path: str, known: str) -> str | None:
    """Return the digest of an emblem, kept as a small PNG."""
    if not path.strip():
        return None
    if path == KEPT:
        return known or None
    return stack.enter_context(unless_used(store))(_small(Path(path)))


def _small(path: Path) -> bytes:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            small = picture.convert("RGBA")
            small.thumbnail((_EMBLEM_PIXELS, _EMBLEM_PIXELS))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(
            "emblem_unreadable",
            "Gambar lambang {name} tidak dapat dibaca. Pilih berkas PNG atau JPG.",
            name=path.name,
        ) from error
    held = BytesIO()
    small.save(held, "PNG", optimize=True)
    return held.getvalue()
