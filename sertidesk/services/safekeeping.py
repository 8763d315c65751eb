"""Backups: make a verified one, tell what is inside one, keep the right ones.

Putting one back belongs to `services/restoring.py`, examining the data to `services/checkup.py`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sertidesk
from sertidesk.db import backup_file, safekeeping
from sertidesk.db.backup_file import Manifest
from sertidesk.db.content import ContentFolder
from sertidesk.domain import retention
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.files import explain, replacing
from sertidesk.services.store import Store


class Why(StrEnum):
    """Why a backup was made; the value stands in its manifest."""

    MANUAL = "manual"
    CLOSING = "closing"
    DAILY = "daily"
    MIGRATION = "before-migration"
    IMPORT = "before-import"
    RESTORE = "before-restore"


WORDS = {
    Why.MANUAL: "manual",
    Why.CLOSING: "saat menutup",
    Why.DAILY: "harian",
    Why.MIGRATION: "sebelum pembaruan data",
    Why.IMPORT: "sebelum impor",
    Why.RESTORE: "sebelum pemulihan",
}
_SAFETY = (Why.MIGRATION, Why.RESTORE)
_THOROUGH = (Why.MANUAL, Why.DAILY)  # these compare every attachment kept with its checksum


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What is inside a backup file; ``problem`` says why it cannot be used (then all counts are 0).

    ``size`` is that of the file; ``missing`` counts attachments that were lost before it was made.
    """

    path: Path
    created: datetime
    why: str
    actor: str
    program_version: str
    schema_version: int
    activities: int
    persons: int
    participants: int
    attachments: int
    missing: int
    size: int
    self_contained: bool
    state: str
    problem: str = ""

    @property
    def reason(self) -> str:
        """Return why it was made, as the screen says it."""
        return WORDS[Why(self.why)] if self.why in set(Why) else self.why


def back_up(
    store: Store,
    why: Why = Why.MANUAL,
    to: Path | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> BackupInfo:
    """Write a verified backup to the backup folder, or a self-contained one to the folder ``to``.

    Raises `UserError` when the data is damaged or the file cannot be written; then no file is
    left and the earlier backups stay.
    """
    folder = store.backups if to is None else _other_place(store, to)
    with _working_copy(store) as copy:
        safekeeping.copy_database(store.database.path, copy, part_of(report, 0, 300), is_cancelled)
        if safekeeping.faults(copy, is_cancelled):
            raise UserError(
                "database_damaged",
                "Berkas data rusak sehingga tidak dicadangkan. Pulihkan cadangan terakhir dari "
                "Pengaturan › Cadangan, atau dengan “sertidesk restore BERKAS”.",
            )
        # After the copy: whatever its rows name was kept before they were written.
        contents = _Contents(store, self_contained=to is not None, thorough=why in _THOROUGH)
        contents.gather(part_of(report, 300, 600), is_cancelled)
        manifest = _manifest(store, copy, why, contents)
        target = _free_name(folder, manifest)
        with replacing(target) as temporary:
            backup_file.write(
                temporary, copy, manifest, contents.path_of, part_of(report, 600, 850), is_cancelled
            )
            backup_file.verify(temporary, part_of(report, 850, 1000), is_cancelled)
    if to is None:
        _forget_old(store)
    return _info(target, manifest)


def back_up_if_changed(
    store: Store, why: Why, report: Report = silent, is_cancelled: IsCancelled = never
) -> BackupInfo | None:
    """Back up unless the newest backup already holds the data as it is now; None then."""
    newest = newest_backup(store)
    if newest is not None and newest.state == safekeeping.state_of(store.database.path):
        return None
    return back_up(store, why, None, report, is_cancelled)


def back_up_daily(
    store: Store, report: Report = silent, is_cancelled: IsCancelled = never
) -> BackupInfo | None:
    """Make the day's backup unless there is one of today, or nothing changed since the last."""
    newest = newest_backup(store)
    if newest is not None and newest.created.date() == store.today():
        return None
    return back_up_if_changed(store, Why.DAILY, report, is_cancelled)


def changed_since_backup(store: Store) -> bool:
    """Tell whether the data holds a change that no backup in the backup folder has."""
    newest = newest_backup(store)
    return newest is None or newest.state != safekeeping.state_of(store.database.path)


def list_backups(store: Store) -> list[BackupInfo]:
    """Return the backups in the backup folder, the newest first, unusable ones with a problem."""
    found = [_info_or_problem(path) for path in store.backups.glob(f"*{backup_file.SUFFIX}")]
    return sorted(found, key=lambda info: (info.created, info.path.name), reverse=True)


def newest_backup(store: Store) -> BackupInfo | None:
    """Return the newest usable backup in the backup folder."""
    paths = sorted(store.backups.glob(f"*{backup_file.SUFFIX}"), reverse=True)  # named by time
    found = (_info_or_problem(path) for path in paths)
    return next((info for info in found if not info.problem), None)


def inspect(path: Path) -> BackupInfo:
    """Tell what is inside a backup file; a `UserError` refuses damaged and foreign files."""
    return _info(path, backup_file.read_manifest(path))


def pool_of(folder: Path) -> ContentFolder:
    """Return the attachments that the backups in a folder share, each content once."""
    return ContentFolder(folder / "lampiran")


class _Contents:
    """The attachments of one backup: those in the folder now, proved to be what they should be."""

    def __init__(self, store: Store, *, self_contained: bool, thorough: bool) -> None:
        self._living = store.attachments
        self._pool = pool_of(store.backups)
        self.self_contained = self_contained
        self._thorough = thorough
        self.sizes: dict[str, int] = {}
        self._paths: dict[str, Path] = {}

    def gather(self, report: Report, is_cancelled: IsCancelled) -> None:
        """Find a sound file for every content, and add new ones to the pool."""
        digests = sorted({*self._living.digests(), *self._pool.digests()})
        choose = self._sound if self.self_contained else self._pooled
        for number, sha256 in enumerate(digests, start=1):
            if is_cancelled():
                raise Cancelled
            path = choose(sha256)
            if path is not None:
                self._paths[sha256] = path
                self.sizes[sha256] = path.stat().st_size
            report(number, len(digests))

    def path_of(self, sha256: str) -> Path:
        return self._paths[sha256]

    def _sound(self, sha256: str) -> Path | None:
        for folder in (self._living, self._pool):
            if not folder.damaged(sha256):
                return folder.path_of(sha256)
        return None

    def _pooled(self, sha256: str) -> Path | None:
        """Return the copy in the pool, made or renewed from the living file where need be."""
        kept, living = self._pool.path_of(sha256), self._living.path_of(sha256)
        same_size = (
            kept.is_file() and living.is_file() and kept.stat().st_size == living.stat().st_size
        )
        if same_size and not self._thorough:
            return kept
        if not self._pool.damaged(sha256):
            return kept
        if self._living.damaged(sha256):
            return None
        self._pool.mend(living.read_bytes())
        return None if self._pool.damaged(sha256) else kept


def _manifest(store: Store, copy: Path, why: Why, contents: _Contents) -> Manifest:
    named = safekeeping.contents_named_in(copy)
    sha256, size = backup_file.sha256_and_size(copy)
    return Manifest(
        created=store.now(),
        why=why,
        actor=store.actor,
        program_version=sertidesk.__version__,
        schema_version=safekeeping.schema_version_of(copy),
        state=safekeeping.state_of(copy),
        counts=safekeeping.counts_of(copy),
        database_sha256=sha256,
        database_size=size,
        # What no row names stays out: an import that was refused may leave content behind.
        attachments={name: contents.sizes[name] for name in sorted(named & contents.sizes.keys())},
        missing=len(named - contents.sizes.keys()),
        self_contained=contents.self_contained,
    )


def _info(path: Path, manifest: Manifest) -> BackupInfo:
    return BackupInfo(
        path=path,
        created=_moment(manifest.created),
        why=manifest.why,
        actor=manifest.actor,
        program_version=manifest.program_version,
        schema_version=manifest.schema_version,
        activities=manifest.counts.get("activity", 0),
        persons=manifest.counts.get("person", 0),
        participants=manifest.counts.get("participant", 0),
        attachments=len(manifest.attachments),
        missing=manifest.missing,
        size=path.stat().st_size,
        self_contained=manifest.self_contained,
        state=manifest.state,
    )


def _moment(text: str) -> datetime:
    """Return the time as it was where the backup was made."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.astimezone()


def _info_or_problem(path: Path) -> BackupInfo:
    try:
        return inspect(path)
    except UserError as error:
        status = path.stat() if path.exists() else None
        return BackupInfo(
            path=path,
            created=datetime.fromtimestamp(status.st_mtime if status else 0).astimezone(),
            why="", actor="", program_version="", schema_version=0, activities=0, persons=0,
            participants=0, attachments=0, missing=0,
            size=status.st_size if status else 0,
            self_contained=False, state="", problem=str(error),
        )  # fmt: skip


@contextmanager
def _working_copy(store: Store) -> Iterator[Path]:
    path = store.backups / f"{safekeeping.WORKING_COPY}{secrets.token_hex(6)}.db"
    try:
        store.backups.mkdir(parents=True, exist_ok=True)
        yield path
    except OSError as error:
        raise explain(error, path.with_name("cadangan")) from error
    finally:
        for leftover in (path, *safekeeping.logs_of(path)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _other_place(store: Store, to: Path) -> Path:
    """Return the folder chosen for a second copy; make it where only its last part is missing."""
    chosen, data = to.expanduser().resolve(), store.folder.resolve()
    if chosen == data or data in chosen.parents:
        raise UserError(
            "backup_into_data_folder",
            "{folder} ada di dalam folder data itu sendiri; bila diska ini rusak, cadangannya ikut "
            "hilang. Pilih USB atau folder lain.",
            folder=chosen,
        )
    # A whole missing path is a stick that is not there: writing beside it would deceive.
    if not chosen.exists() and chosen.parent.is_dir():
        try:
            chosen.mkdir(exist_ok=True)
        except OSError as error:
            raise explain(error, chosen / "cadangan") from error
    if not chosen.is_dir():
        raise UserError(
            "backup_folder_missing",
            "Folder {folder} tidak ada. Pasang USB-nya atau buat foldernya, lalu coba lagi.",
            folder=chosen,
        )
    return chosen


def _free_name(folder: Path, manifest: Manifest) -> Path:
    stamp = datetime.fromisoformat(manifest.created).strftime("%Y%m%d-%H%M%S")
    reason = WORDS[Why(manifest.why)].replace(" ", "-")
    name = f"sertidesk-{stamp}-{reason}"
    target, number = folder / f"{name}{backup_file.SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}{backup_file.SUFFIX}"
    return target


def _forget_old(store: Store) -> None:
    """Remove the backups that the rule of retention no longer keeps, and what only they shared."""
    backups = list_backups(store)
    usable = [info for info in backups if not info.problem]
    keep = retention.to_keep(
        retention.Kept(info.path.name, info.created, info.why in _SAFETY) for info in usable
    )
    old = [info for info in usable if info.path.name not in keep]
    for info in old:
        with suppress(OSError):  # held open on Windows: next time
            info.path.unlink()
    if not old or len(usable) < len(backups):
        return  # what an unreadable backup shares is not known: keep everything
    left = [info.path for info in usable if info.path.exists()]
    try:
        shared = {name for path in left for name in backup_file.read_manifest(path).attachments}
    except UserError:  # another window removed one meanwhile
        return
    pool = pool_of(store.backups)
    for sha256 in set(pool.digests()) - shared - set(store.attachments.digests()):
        pool.remove(sha256)


def part_of(report: Report, start: int, end: int) -> Report:
    """Return a report for one part of longer work, on a scale of a thousand."""

    def told(done: int, total: int) -> None:
        report(start + (end - start) * done // max(total, 1), 1000)

    return told
