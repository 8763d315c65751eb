"""The upload bundle: each person's files renamed, made small enough, zipped, and what lacks."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain import documents as document_rules
from sertidesk.domain import portal as rules
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.formatting import file_size
from sertidesk.domain.portal import Target
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import files, portal_files, workbook
from sertidesk.export.portal import LAYOUT
from sertidesk.services import portal_pages, settings, transfers
from sertidesk.services.activity import Activity
from sertidesk.services.portal_pages import Entry
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles

LIST_NAME = "Kekurangan.xlsx"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written: one zip with a zip for each person; ``notes`` tell what lacks."""

    path: Path
    people: int
    files: int
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    requirement: str
    title: str
    sha256: str
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class _Fitted:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Person:
    fitted: tuple[_Fitted, ...]
    refused: tuple[str, ...]  # why a file is not in it
    lacks: tuple[str, ...]  # titles of requirements without a file


def write(
    store: Store,
    activity: Activity,
    path: Path,
    target: Target | None = None,
    *,
    ids: Sequence[str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Bundle:
    """Write the bundle for the portal of the activity's SOP (or ``target``) and log the transfer.

    Raises `UserError` where no participant has a file. A cancelled bundle leaves the former file.
    """
    chosen = target or rules.target_of_procedure(activity.procedure)
    entries = portal_pages.listing(store, activity, chosen, portal_pages.recap_of(store, chosen))
    entries = [one for one in entries if ids is None or one.participant_id in ids]
    attached = _files(store, activity)
    if not any(attached.get(one.participant_id) for one in entries):
        raise UserError(
            "nothing_to_export",
            "Belum ada lampiran peserta di kegiatan ini. Lampirkan pindaian berkas di layar "
            "Berkas lebih dahulu.",
        )
    rows: list[dict[str, object]] = []
    count = people = 0
    zips: set[str] = set()
    with files.replacing(path) as temporary:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as bundle:
            for number, one in enumerate(entries):
                if is_cancelled():
                    raise Cancelled
                report(number, len(entries))
                made = _person(store, activity, one, attached.get(one.participant_id, ()))
                rows += _rows(one, made)
                if made.fitted:
                    name = files.safe_file_name(f"{one.nik or one.place} {one.name}")
                    bundle.writestr(_distinct(f"{name}.zip", zips), _zipped(made.fitted))
                    people += 1
                    count += len(made.fitted)
            _add_list(bundle, temporary, titles(store, activity), rows)
        checksum = files.sha256_of(temporary)
    report(len(entries), len(entries))
    with store.write(f"Bundel unggah {rules.TARGETS[chosen]} dibuat") as tx:
        transfers.log(
            tx, activity_id=activity.id, recipient=rules.TARGETS[chosen],
            purpose="Bundel unggah berkas peserta", persons=people, fields=("attachments",),
            file_name=path.name, sha256=checksum,
        )  # fmt: skip
    return Bundle(path, people, count, checksum, _notes(rows))


def write_person(
    store: Store, activity: Activity, entry: Entry, folder: Path
) -> tuple[list[Path], tuple[str, ...]]:
    """Write one person's files into a folder, ready to be uploaded, and tell what is not there."""
    made = _person(store, activity, entry, _files(store, activity).get(entry.participant_id, ()))
    written = []
    for one in made.fitted:
        files.write_bytes(folder / one.name, one.content)
        written.append(folder / one.name)
    lacks = tuple(f"{title} belum ada." for title in made.lacks)
    return written, (*made.refused, *lacks)


def _person(store: Store, activity: Activity, one: Entry, attached: Sequence[_File]) -> _Person:
    pattern = str(settings.get(store, "portal_file_pattern")) or rules.FILE_PATTERN
    limit = _limit(store)
    fitted: list[_Fitted] = []
    refused: list[str] = []
    taken: set[str] = set()
    for file in attached:
        try:
            made = portal_files.fit(store.attachments.get(file.sha256), file.media_type, limit)
        except UserError as error:
            refused.append(f"{file.file_name}: {error}")
            continue
        if made is None:
            size = file_size(limit)
            refused.append(f"{file.file_name} tidak dapat diperkecil sampai {size}.")
            continue
        content, media_type = made
        values = {
            "nik": one.nik, "nama": one.name, "jenis": file.title, "nomor": f"{one.place:03}",
        }  # fmt: skip
        suffix = portal_files.SUFFIXES[media_type]
        name = rules.file_name(pattern, values, suffix)
        fitted.append(_Fitted(_distinct(name, taken), content))
    have = {file.requirement for file in attached}
    lacks = tuple(
        document_rules.short_title(item)
        for item in activity.procedure.requirements
        if item.key in document_rules.mandatory_documents(activity.procedure)
        and item.key not in have
    )
    return _Person(tuple(fitted), tuple(refused), lacks)


def _limit(store: Store) -> int:
    """Return the size a portal takes, in bytes."""
    told = str(settings.get(store, "portal_file_limit"))
    return (int(told) if told.isdecimal() else 2_000) * 1_000


def _files(store: Store, activity: Activity) -> dict[str, list[_File]]:
    """Return the files of each participant, in the order of the SOP's requirements."""
    attachment, participant = tables.attachment, tables.participant
    titles = {one.key: document_rules.short_title(one) for one in activity.procedure.requirements}
    order = {key: place for place, key in enumerate(titles)}
    with store.read() as connection:
        rows = connection.execute(
            select(attachment)
            .join(participant, participant.c.id == attachment.c.participant_id)
            .where(participant.c.activity_id == activity.id, attachment.c.deleted_at.is_(None))
            .order_by(attachment.c.id)
        ).all()
    found: dict[str, list[_File]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: order.get(row.requirement, len(order))):
        key = row.requirement or ""
        title = titles.get(key) or key.replace("-", " ") or "lampiran"
        found[row.participant_id].append(
            _File(key, title, row.sha256, row.media_type, row.file_name)
        )
    return found


def _distinct(name: str, taken: set[str]) -> str:
    stem, suffix = name.rsplit(".", 1)
    number = 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}.{suffix}", number + 1
    taken.add(name.casefold())
    return name


def _zipped(fitted: Sequence[_Fitted]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as inner:  # JPEG and PDF are packed already
        for one in fitted:
            inner.writestr(one.name, one.content)
    return out.getvalue()


def _rows(one: Entry, made: _Person) -> Iterator[dict[str, object]]:
    whole = {"name": one.name, "nik": one.nik, "village": one.village, "files": len(made.fitted)}
    lacks = [
        *(f"Berkas {title}" for title in made.lacks),
        *made.refused,
        *(f"Isian {label}" for label in one.missing),
    ]
    if lacks:
        yield whole | {"lacks": "; ".join(lacks)}


def _add_list(
    bundle: zipfile.ZipFile,
    beside: Path,
    title_values: dict[str, str],
    rows: Sequence[dict[str, object]],
) -> None:
    if not rows:
        return
    made = beside.with_name(f"{beside.name}.list.xlsx")
    try:
        workbook.write(LAYOUT, rows, made, title_values=title_values)
        bundle.write(made, LIST_NAME)
    finally:
        made.unlink(missing_ok=True)


def _notes(rows: Sequence[dict[str, object]]) -> tuple[str, ...]:
    if not rows:
        return ()
    first = rows[0]
    return (
        f"{len(rows)} peserta masih kurang, misalnya {first['name']}: {first['lacks']}. "
        f"Semuanya ada di {LIST_NAME} di dalam bundel.",
    )
