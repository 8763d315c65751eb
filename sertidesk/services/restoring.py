"""Put a backup back: prepared beside the living data, swapped in at once, an earlier copy kept.

`prepare` does all the long work and changes nothing the program shows; `finish` takes
milliseconds and belongs on the thread that uses the store. `restore` does both.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from sertidesk.db import backup_file, migrations, safekeeping, tables
from sertidesk.db.content import ContentFolder
from sertidesk.db.engine import Database
from sertidesk.db.history import Changes
from sertidesk.domain import formatting
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.ids import new_id
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.files import explain
from sertidesk.services.safekeeping import (
    BackupInfo,
    Why,
    back_up,
    inspect,
    part_of,
    pool_of,
)
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class Present:
    """What is there now, to be shown beside a backup."""

    changed: datetime | None  # the last change; None: there was none
    activities: int
    persons: int
    participants: int
    attachments: int  # contents


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database ready to be swapped in: checked, migrated, its attachments in place.

    ``safety`` is the backup of what was there; ``set_aside`` the folder with the raw files of a
    database too damaged for one; ``missing`` counts attachments found nowhere.
    """

    info: BackupInfo
    copy: Path
    safety: BackupInfo | None
    set_aside: Path | None
    missing: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; everything may have changed."""

    info: BackupInfo
    safety: BackupInfo | None
    set_aside: Path | None
    missing: int
    changes: Changes


def present(store: Store) -> Present:
    """Tell what a restore would replace."""
    path = store.database.path
    counts = safekeeping.counts_of(path)
    with store.read() as connection:
        last = connection.execute(select(func.max(tables.change_set.c.at))).scalar_one()
    return Present(
        datetime.fromisoformat(last) if last else None,
        counts["activity"],
        counts["person"],
        counts["participant"],
        len(safekeeping.contents_named_in(path)),
    )


def restore(
    store: Store, path: Path, report: Report = silent, is_cancelled: IsCancelled = never
) -> Restored:
    """Replace the data by a backup; the store may come from `locate_store` and stays usable.

    Raises `UserError`, with the data as it was, when the file is no usable backup, is newer than
    this program, or another window has the data open.
    """
    return finish(store, prepare(store, path, report, is_cancelled))


def prepare(
    store: Store, path: Path, report: Report = silent, is_cancelled: IsCancelled = never
) -> Prepared:
    """Verify the backup, save what is there now, and lay the new database ready beside it."""
    info = inspect(path)
    _refuse_newer(info)
    _refuse_company(store)
    manifest = backup_file.verify(path, part_of(report, 0, 200), is_cancelled)
    safety, set_aside = _save_present(store, part_of(report, 200, 500), is_cancelled)
    missing = _bring_contents(
        store, path, list(manifest.attachments), part_of(report, 500, 800), is_cancelled
    )
    copy = store.folder / f"{safekeeping.WORKING_COPY}{secrets.token_hex(6)}.db"
    prepared = Prepared(info, copy, safety, set_aside, missing + manifest.missing)
    try:
        backup_file.extract_database(path, copy, part_of(report, 800, 950), is_cancelled)
        if safekeeping.faults(copy, is_cancelled):
            raise backup_file.damaged(path)
        _make_ready(store, copy, info)
    except OSError as error:
        discard(prepared)
        raise explain(error, store.database.path) from error
    except BaseException:
        discard(prepared)
        raise
    report(1000, 1000)
    return prepared


def finish(store: Store, prepared: Prepared) -> Restored:
    """Swap the prepared database in; the store then shows it."""
    store.database.close()
    try:
        if not store.presence.be_alone():
            raise _company()
        path = store.database.path
        if path.exists():
            safekeeping.fold_log(path)  # too damaged for it: its raw files were set aside
        safekeeping.swap_in(prepared.copy, path)
    except OSError as error:
        raise explain(error, store.database.path) from error
    finally:
        discard(prepared)
        store.presence.share()
    kinds = frozenset(tables.metadata.tables)
    return Restored(
        prepared.info,
        prepared.safety,
        prepared.set_aside,
        prepared.missing,
        Changes(kinds, change_set="", subject=None),
    )


def discard(prepared: Prepared) -> None:
    """Remove what was prepared and is not wanted."""
    for leftover in (prepared.copy, *safekeeping.logs_of(prepared.copy)):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def sentences(restored: Restored) -> list[str]:
    """Return what a restore did, in sentences for the person who asked for it."""
    info = restored.info
    told = [
        f"Data dipulihkan dari cadangan {formatting.moment(info.created)}: "
        f"{formatting.count(info.activities, 'kegiatan')}, "
        f"{formatting.count(info.participants, 'peserta')}, "
        f"{formatting.count(info.attachments, 'lampiran')}."
    ]
    if restored.safety is not None:
        told.append(f"Data sebelum pemulihan disimpan di {restored.safety.path}.")
    if restored.set_aside is not None:
        told.append(f"Berkas data yang rusak disimpan di {restored.set_aside}.")
    if restored.missing:
        told.append(
            f"{formatting.count(restored.missing, 'lampiran')} tidak ikut dipulihkan karena "
            "berkasnya tidak ada dalam cadangan; lampirkan ulang."
        )
    return told


def _refuse_newer(info: BackupInfo) -> None:
    if info.schema_version > migrations.NEWEST:
        raise UserError(
            "backup_newer",
            "Cadangan {name} dibuat oleh SertiDesk yang lebih baru (versi {version}). Pasang "
            "SertiDesk terbaru, lalu coba lagi.",
            name=info.path.name,
            version=info.program_version,
        )


def _company() -> UserError:
    return UserError(
        "data_open_elsewhere",
        "Data sedang dibuka di jendela SertiDesk yang lain. Tutup semua jendela lain, lalu "
        "pulihkan lagi; data belum berubah.",
    )


def _refuse_company(store: Store) -> None:
    """Raise early when another window has the data open; `finish` looks again."""
    alone = store.presence.be_alone()
    store.presence.share()
    if not alone:
        raise _company()


def _save_present(
    store: Store, report: Report, is_cancelled: IsCancelled
) -> tuple[BackupInfo | None, Path | None]:
    """Back up what is there; a database too damaged for that is copied as it lies."""
    path = store.database.path
    if not path.exists() or not path.stat().st_size:
        return None, None
    try:
        return back_up(store, Why.RESTORE, None, report, is_cancelled), None
    except UserError as error:
        if error.code not in ("database_damaged", "disk_error"):
            raise
    stamp = store.clock().strftime("%Y%m%d-%H%M%S")
    aside = store.backups / f"rusak-{stamp}-{secrets.token_hex(2)}"
    try:
        aside.mkdir(parents=True)
        for file in (path, *safekeeping.logs_of(path)):
            if file.exists():
                shutil.copy2(file, aside / file.name)
                safekeeping.flush(aside / file.name)
    except OSError as error:
        raise explain(error, aside / path.name) from error
    return None, aside


def _bring_contents(
    store: Store, path: Path, digests: list[str], report: Report, is_cancelled: IsCancelled
) -> int:
    """Put every content of the backup into the attachment folder; return how many are nowhere.

    Contents are only added: whatever is there belongs to the present data or does no harm.
    """
    pools = [pool_of(path.parent), pool_of(store.backups)]
    missing = 0
    for number, sha256 in enumerate(digests, start=1):
        if is_cancelled():
            raise Cancelled
        if store.attachments.damaged(sha256):
            content = _content(path, sha256, pools)
            if content is None:
                missing += 1
            else:
                store.attachments.mend(content)
        report(number, len(digests))
    return missing


def _content(path: Path, sha256: str, pools: list[ContentFolder]) -> bytes | None:
    for pool in pools:
        if not pool.damaged(sha256):
            return pool.get(sha256)
    return backup_file.read_attachment(path, sha256)


def _make_ready(store: Store, copy: Path, info: BackupInfo) -> None:
    """Migrate the new database, note the restore in its history, and fold it into one file."""
    database = Database(copy)
    try:
        migrations.climb(database, store.now(), before=lambda _version: None)
        event = new_id()
        with database.write() as connection:
            connection.execute(
                tables.change_set.insert(),
                {
                    "id": event,
                    "at": store.now(),
                    "actor": store.actor,
                    "label": f"Data dipulihkan dari cadangan {formatting.moment(info.created)}",
                    # An event that no undo can take back points at itself.
                    "undoes": event,
                    "undone_by": event,
                },
            )
    finally:
        database.close()
    safekeeping.fold_log(copy)
