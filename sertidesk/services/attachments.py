"""Scans and photos of participants: filed by content, shown, copied out, cropped to a portrait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import document_files
from sertidesk.domain.document_files import Candidate, FileMatch
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.file_types import SUFFIXES
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import files
from sertidesk.intake import scans
from sertidesk.intake.scans import Picture
from sertidesk.services import documents, settings
from sertidesk.services.activity import Activity
from sertidesk.services.contents import nothing_taken, unless_used
from sertidesk.services.store import Store

_attachment, _participant, _person = tables.attachment, tables.participant, tables.person

__all__ = ["SUFFIXES", "Attachment", "Filed", "Filing", "Picture"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a participant, as it is listed."""

    id: str
    person_id: str
    participant_id: str
    requirement: str
    sha256: str
    file_name: str
    media_type: str
    size: int
    added_at: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A file on the disk and where it belongs."""

    path: Path
    participant_id: str
    requirement: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed; ``refused`` are the sentences on files that could not be taken."""

    changes: Changes
    added: int
    known: int  # the same content was there already
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    filing: Filing
    sha256: str
    media_type: str
    file_name: str
    size: int


def of_participant(store: Store, participant_id: str, requirement: str = "") -> list[Attachment]:
    """Return the files of a participant (of one requirement, if given), the newest first."""
    statement = select(_attachment).where(
        _attachment.c.participant_id == participant_id, _attachment.c.deleted_at.is_(None)
    )
    if requirement:
        statement = statement.where(_attachment.c.requirement == requirement)
    return _listed(store, statement.order_by(_attachment.c.id.desc()))


def add(
    store: Store,
    activity: Activity,
    filings: Sequence[Filing],
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Filed:
    """File everything in one transaction; a check that was missing becomes present.

    Broken or unknown files are told in ``refused``; when nothing else is left, that is the
    refusal. A cancelled filing leaves nothing behind.
    """
    shrink = bool(settings.get(store, "shrink_images"))
    kept: list[_Kept] = []
    refused: list[str] = []
    with unless_used(store) as put:
        for number, filing in enumerate(filings):
            if is_cancelled():
                raise Cancelled
            report(number, len(filings))
            try:
                scan = scans.read(filing.path, shrink=shrink)
            except UserError as error:
                refused.append(str(error))
                continue
            sha256 = put(scan.content)
            size = len(scan.content)
            kept.append(_Kept(filing, sha256, scan.media_type, scan.file_name, size))
        if is_cancelled():
            raise Cancelled
        if refused and not kept:
            raise nothing_taken(refused)
        with store.write(_label(kept)) as tx:
            added = _file(tx, activity, kept)
    report(len(filings), len(filings))
    return Filed(tx.changes, added, len(kept) - added, tuple(refused))


def remove(store: Store, attachment_ids: Sequence[str]) -> Changes:
    """Mark files as removed; the checks stay, for the paper itself may be there."""
    with store.write(f"{len(attachment_ids)} lampiran dihapus") as tx:
        for attachment_id in attachment_ids:
            tx.delete(_attachment, attachment_id)
    return tx.changes


def save_copy(store: Store, attachment: Attachment, target: Path) -> None:
    """Write a copy of a file where the user wants it."""
    files.write_bytes(target, store.attachments.get(attachment.sha256))


def picture(
    store: Store, attachment: Attachment, page: int = 0, longest_side: int = 1_200
) -> Picture:
    """Draw one page of a file, counted from 0."""
    content = store.attachments.get(attachment.sha256)
    return scans.draw(content, attachment.media_type, page, longest_side)


def picture_of_file(path: Path, page: int = 0, longest_side: int = 1_200) -> Picture:
    """Draw one page of a file that is not filed yet."""
    scan = scans.read(path, shrink=False)
    return scans.draw(scan.content, scan.media_type, page, longest_side)


def crop_portrait(
    store: Store,
    activity: Activity,
    attachment: Attachment,
    box: tuple[float, float, float, float],
) -> Changes:
    """Cut a 3 × 4 portrait out of a photo: filed as the SOP's portrait, and the person's photo.

    ``box`` is left, top, width and height in parts (0 to 1) of the upright picture.
    """
    source = store.attachments.get(attachment.sha256)
    content = scans.crop_portrait(source, attachment.media_type, box)
    asked = document_files.portrait_requirement(activity.procedure.requirements)
    requirement = asked or attachment.requirement
    with unless_used(store) as put:
        sha256 = put(content)
        filing = Filing(Path(), attachment.participant_id, requirement)
        name = f"{Path(attachment.file_name).stem} 3x4.jpg"
        kept = _Kept(filing, sha256, "image/jpeg", name, len(content))
        with store.write("Pas foto 3 × 4 dipotong") as tx:
            _file(tx, activity, [kept])
            tx.update(_person, attachment.person_id, {"photo_sha256": sha256})
    return tx.changes


def portrait(store: Store, sha256: str, longest_side: int = 240) -> Picture:
    """Draw a person's portrait by its content's digest."""
    return scans.draw(store.attachments.get(sha256), "image/jpeg", 0, longest_side)


def match_paths(
    store: Store,
    activity: Activity,
    paths: Sequence[Path],
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> list[FileMatch]:
    """Tell whose each scan is, in files and whole folders; nothing is stored.

    A folder's own name counts too: it may be a person's, or "Scan KTP".
    """
    people = [
        Candidate(row.participant_id, row.nik, row.name) for row in documents.rows(store, activity)
    ]
    found: list[FileMatch] = []
    scanned = scans_of(paths, is_cancelled)
    for start in range(0, len(scanned), 50):
        if is_cancelled():
            raise Cancelled
        part = scanned[start : start + 50]
        told = [path.relative_to(base) for base, path in part]
        matches = document_files.match_files(told, people, activity.procedure.requirements)
        found += [replace(match, path=path) for match, (_, path) in zip(matches, part, strict=True)]
        report(len(found), len(scanned))
    return found


def scans_of(paths: Sequence[Path], is_cancelled: IsCancelled) -> list[tuple[Path, Path]]:
    """Return each scan in files and folders, with the folder from which its name is told."""
    scanned = list(_scans_in(paths, is_cancelled))
    if not scanned:
        raise UserError(
            "folder_without_scans",
            "{name} tidak berisi gambar atau PDF. Pilih folder yang berisi pindaian berkas "
            "peserta.",
            name=", ".join(path.name for path in paths[:3]),
        )
    return scanned


def _scans_in(paths: Sequence[Path], is_cancelled: IsCancelled) -> Iterator[tuple[Path, Path]]:
    """Yield each scan with the folder from which its name is told."""
    for given in paths:
        base = given.parent
        inside = sorted(given.rglob("*")) if given.is_dir() else [given]
        for path in inside:
            if is_cancelled():
                raise Cancelled
            hidden = any(part.startswith((".", "~$")) for part in path.relative_to(base).parts)
            if path.is_file() and not hidden and path.suffix.lower() in _LOOKED_AT:
                yield base, path


# What a phone calls .heic is listed too, so that its refusal is told and not overlooked.
_LOOKED_AT = frozenset({*SUFFIXES, ".heic", ".heif", ".avif"})


def _file(tx: Transaction, activity: Activity, kept: Sequence[_Kept]) -> int:
    """Refer to contents that are kept already; return how many were new to their cell."""
    keys = list({item.filing.participant_id for item in kept})
    person_of: dict[str, str] = {}
    there: set[tuple[str, str, str]] = set()
    for some in slices(keys):
        people = select(_participant.c.id, _participant.c.person_id)
        for person in tx.connection.execute(people.where(_participant.c.id.in_(some))):
            person_of[person.id] = person.person_id
        known = select(
            _attachment.c.participant_id, _attachment.c.requirement, _attachment.c.sha256
        )
        alive = _attachment.c.deleted_at.is_(None)
        for row in tx.connection.execute(
            known.where(_attachment.c.participant_id.in_(some), alive)
        ):
            there.add((row.participant_id, row.requirement, row.sha256))
    rows = []
    for item in kept:
        place = (item.filing.participant_id, item.filing.requirement, item.sha256)
        if place in there:
            continue
        there.add(place)
        rows.append(
            {
                "person_id": person_of[item.filing.participant_id],
                "participant_id": item.filing.participant_id,
                "requirement": item.filing.requirement,
                "sha256": item.sha256,
                "file_name": item.file_name,
                "media_type": item.media_type,
                "size": item.size,
                "added_at": tx.at,
            }
        )
    tx.insert_many(_attachment, rows)
    cells = [(str(row["participant_id"]), str(row["requirement"])) for row in rows]
    documents.mark(tx, activity.procedure, cells, CheckState.PRESENT, only_from=CheckState.MISSING)
    return len(rows)


def _label(kept: Sequence[_Kept]) -> str:
    return f"{len(kept)} lampiran ditambahkan"


def _listed(store: Store, statement: Select[Any]) -> list[Attachment]:
    with store.read() as connection:
        return [_shaped(row) for row in connection.execute(statement)]


def _shaped(row: Row[Any]) -> Attachment:
    return Attachment(
        id=row.id,
        person_id=row.person_id,
        participant_id=row.participant_id or "",
        requirement=row.requirement or "",
        sha256=row.sha256,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        added_at=row.added_at,
    )
