"""Files that prove a piece of an activity's work and belong to no person: photos, signed papers.

``topic`` says whose they are (letter, meeting, record, assessment, …), ``owner_id`` of which row
of that topic; None: of the activity as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.file_types import OFFICE_TYPES, SUFFIXES
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import files as export_files
from sertidesk.services import settings
from sertidesk.services.contents import nothing_taken, unless_used
from sertidesk.services.store import Store

if TYPE_CHECKING:  # what is there is counted for Beranda, which draws no pictures
    from sertidesk.intake.scans import Picture, Scan

ENDINGS = (*SUFFIXES, *OFFICE_TYPES)
_evidence = tables.evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file; ``size`` in bytes, ``added_at`` local with its offset."""

    id: str
    topic: str
    owner_id: str | None
    file_name: str
    media_type: str
    size: int
    sha256: str
    caption: str
    added_at: str

    @property
    def title(self) -> str:
        """Return what it is called in a list."""
        return self.caption or self.file_name

    @property
    def is_drawn(self) -> bool:
        """Tell whether `picture` can draw it."""
        return self.media_type not in OFFICE_TYPES.values()


@dataclass(frozen=True, slots=True)
class Added:
    """What was kept; ``known`` were there already, ``refused`` tells of those not taken."""

    changes: Changes
    added: int
    known: int
    refused: tuple[str, ...]


def add(
    store: Store,
    activity_id: str | None,
    topic: str,
    files: Sequence[Path],
    *,
    owner_id: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Added:
    """Keep files in one transaction; a cancelled one leaves nothing behind.

    Broken or unknown files are told in ``refused``; when nothing else is left, that is the
    refusal. A content that its owner has already is not added again.
    """
    from sertidesk.intake import scans

    shrink = bool(settings.get(store, "shrink_images"))
    taken: list[tuple[str, Scan]] = []
    refused: list[str] = []
    with unless_used(store) as put:
        for number, path in enumerate(files):
            if is_cancelled():
                raise Cancelled
            report(number, len(files))
            try:
                scan = scans.read_any(path, shrink=shrink)
            except UserError as error:
                refused.append(str(error))
                continue
            taken.append((put(scan.content), scan))
        if is_cancelled():
            raise Cancelled
        if refused and not taken:
            raise nothing_taken(refused)
        with store.write(f"{len(taken)} berkas bukti ditambahkan") as tx:
            known = {one.sha256 for one in _listing(tx.connection, activity_id, topic, owner_id)}
            new = {sha256: scan for sha256, scan in taken if sha256 not in known}
            tx.insert_many(
                _evidence,
                [
                    {
                        "activity_id": activity_id,
                        "topic": topic,
                        "owner_id": owner_id,
                        "sha256": sha256,
                        "file_name": scan.file_name,
                        "media_type": scan.media_type,
                        "size": len(scan.content),
                        "caption": None,
                        "added_at": tx.at,
                    }
                    for sha256, scan in new.items()
                ],
            )
    report(len(files), len(files))
    return Added(tx.changes, len(new), len(taken) - len(new), tuple(refused))


def listing(
    store: Store,
    activity_id: str | None,
    topic: str | None = None,
    owner_id: str | None = None,
) -> list[Evidence]:
    """Return the files of an activity in the order they came: of a topic, of one of its rows."""
    with store.read() as connection:
        return _listing(connection, activity_id, topic, owner_id)


def counts(connection: Connection, activity_id: str | None) -> dict[tuple[str, str | None], int]:
    """Return how many files each (topic, owner) of an activity has."""
    rows = connection.execute(
        select(_evidence.c.topic, _evidence.c.owner_id, func.count().label("files"))
        .where(_evidence.c.activity_id.is_not_distinct_from(activity_id))
        .where(_evidence.c.deleted_at.is_(None))
        .group_by(_evidence.c.topic, _evidence.c.owner_id)
    )
    return {(row.topic, row.owner_id): row.files for row in rows}


def set_caption(store: Store, evidence_id: str, caption: str) -> Changes:
    """Say what a file shows."""
    with store.write("Keterangan bukti diubah") as tx:
        tx.update(_evidence, evidence_id, {"caption": caption.strip() or None})
    return tx.changes


def remove(store: Store, evidence_ids: Sequence[str]) -> Changes:
    """Mark files as removed; an undo brings them back."""
    with store.write(f"{len(evidence_ids)} berkas bukti dihapus") as tx:
        for one in evidence_ids:
            tx.delete(_evidence, one)
    return tx.changes


def save_copy(store: Store, one: Evidence, target: Path) -> None:
    """Write a copy of a file where the user wants it."""
    export_files.write_bytes(target, store.attachments.get(one.sha256))


def picture(store: Store, one: Evidence, page: int = 0, longest_side: int = 1_200) -> Picture:
    """Draw one page of a scan or picture, counted from 0."""
    from sertidesk.intake import scans

    return scans.draw(store.attachments.get(one.sha256), one.media_type, page, longest_side)


def _listing(
    connection: Connection, activity_id: str | None, topic: str | None, owner_id: str | None
) -> list[Evidence]:
    statement = select(_evidence).where(
        _evidence.c.activity_id.is_not_distinct_from(activity_id),
        _evidence.c.deleted_at.is_(None),
    )
    if topic is not None:
        statement = statement.where(_evidence.c.topic == topic)
    if owner_id is not None:
        statement = statement.where(_evidence.c.owner_id == owner_id)
    return [_shaped(row) for row in connection.execute(statement.order_by(_evidence.c.id))]


def _shaped(row: Row[Any]) -> Evidence:
    return Evidence(
        row.id, row.topic, row.owner_id, row.file_name, row.media_type, row.size, row.sha256,
        row.caption or "", row.added_at,
    )  # fmt: skip
