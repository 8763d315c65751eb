"""The backup file: one `.sertidesk` container with database, manifest and attachments.

A zip archive. `manifest.json` comes first and tells what is inside, with the SHA-256 of each
part; `sertidesk.db` is a folded copy of the database; `lampiran/` holds attachments by content,
unless the file stays in the backup folder, where a pool beside it keeps each content once.
docs/database.md describes the format.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent

SUFFIX = ".sertidesk"
FORMAT = "sertidesk-backup"
FORMAT_VERSION = 1
_MANIFEST, _DATABASE, _ATTACHMENTS = "manifest.json", "sertidesk.db", "lampiran"
_MANIFEST_LIMIT = 64 * 1024 * 1024  # a million attachments fit; a bomb does not
_BLOCK = 1024 * 1024
_FAST = 1  # the level of compression: a quarter of the size for a second per hundred megabytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup file says of itself; sizes are bytes, ``attachments`` SHA-256 → size."""

    created: str  # local time with its offset
    why: str
    actor: str
    program_version: str
    schema_version: int
    state: str  # differs as soon as one more change was written
    counts: Mapping[str, int]
    database_sha256: str
    database_size: int
    attachments: Mapping[str, int]
    missing: int  # contents that the data names and that could not be included
    self_contained: bool


def write(
    target: Path,
    database: Path,
    manifest: Manifest,
    content: Callable[[str], Path],
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> None:
    """Write the container to ``target``; ``content`` tells where the file of a digest lies.

    Attachments go in where the manifest calls itself self-contained.
    """
    inside = manifest.attachments if manifest.self_contained else {}
    meter = _Meter(manifest.database_size + sum(inside.values()), report, is_cancelled)
    head = {"format": FORMAT, "format_version": FORMAT_VERSION} | asdict(manifest)
    with zipfile.ZipFile(
        target, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=_FAST
    ) as container:
        container.writestr(_MANIFEST, json.dumps(head, ensure_ascii=False, indent=1))
        with container.open(_DATABASE, "w", force_zip64=True) as part, database.open("rb") as file:
            _pour(file, part, meter)
        for sha256 in inside:
            entry = zipfile.ZipInfo(_entry_of(sha256))
            entry.compress_type = zipfile.ZIP_STORED  # pictures and PDF are compressed already
            with (
                container.open(entry, "w", force_zip64=True) as part,
                content(sha256).open("rb") as file,
            ):
                _pour(file, part, meter)


def read_manifest(path: Path) -> Manifest:
    """Return what the file says of itself; a `UserError` tells why it is no usable backup."""
    with _opened(path) as container:
        return _manifest_in(container, path)


def verify(path: Path, report: Report = silent, is_cancelled: IsCancelled = never) -> Manifest:
    """Read every part of the file and compare it with its SHA-256; a `UserError` names damage."""
    with _opened(path) as container:
        manifest = _manifest_in(container, path)
        inside = manifest.attachments if manifest.self_contained else {}
        meter = _Meter(manifest.database_size + sum(inside.values()), report, is_cancelled)
        _check(container, _DATABASE, manifest.database_sha256, manifest.database_size, path, meter)
        for sha256, size in inside.items():
            _check(container, _entry_of(sha256), sha256, size, path, meter)
    return manifest


def extract_database(
    path: Path, target: Path, report: Report = silent, is_cancelled: IsCancelled = never
) -> None:
    """Write the database inside to ``target``, compared with its SHA-256."""
    with _opened(path) as container:
        manifest = _manifest_in(container, path)
        meter = _Meter(manifest.database_size, report, is_cancelled)
        with target.open("wb") as out:
            _check(
                container, _DATABASE, manifest.database_sha256, manifest.database_size, path,
                meter, out,
            )  # fmt: skip


def read_attachment(path: Path, sha256: str) -> bytes | None:
    """Return one attachment from a self-contained file; None where it is not inside or damaged."""
    try:
        with zipfile.ZipFile(path) as container:
            content = container.read(_entry_of(sha256))
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError):
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def sha256_and_size(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


class _Meter:
    """Counts bytes for the progress, and stops the work when it was cancelled."""

    def __init__(self, total: int, report: Report, is_cancelled: IsCancelled) -> None:
        self._done, self._total = 0, max(total, 1)
        self._report, self._is_cancelled = report, is_cancelled

    def passed(self, count: int) -> None:
        if self._is_cancelled():
            raise Cancelled
        self._done += count
        self._report(min(self._done, self._total), self._total)


def _pour(source: IO[bytes], target: IO[bytes], meter: _Meter) -> None:
    while block := source.read(_BLOCK):
        target.write(block)
        meter.passed(len(block))


def _entry_of(sha256: str) -> str:
    return f"{_ATTACHMENTS}/{sha256[:2]}/{sha256}"


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise UserError(
            "backup_missing",
            "Berkas cadangan {name} tidak ditemukan. Periksa nama dan tempatnya, atau pasang lagi "
            "USB-nya.",
            name=path.name,
        ) from error
    except zipfile.BadZipFile as error:
        raise _foreign_or_cut(path) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(
        "backup_unreadable",
        "Berkas cadangan {name} tidak dapat dibaca ({why}). Periksa USB-nya, tutup program lain "
        "yang memakai berkas itu, lalu coba lagi.",
        name=path.name,
        why=error.strerror or type(error).__name__,
    )


def _foreign_or_cut(path: Path) -> UserError:
    with path.open("rb") as file:
        starts_as_ours = file.read(4) == b"PK\x03\x04"
    return damaged(path) if starts_as_ours else _foreign(path)


def _foreign(path: Path) -> UserError:
    return UserError(
        "backup_foreign",
        "{name} bukan cadangan SertiDesk. Pilih berkas yang namanya berakhir dengan {suffix}.",
        name=path.name,
        suffix=SUFFIX,
    )


def damaged(path: Path) -> UserError:
    """Return the refusal of a backup file that is cut off or changed."""
    return UserError(
        "backup_damaged",
        "Cadangan {name} rusak atau terpotong, jadi tidak dipakai. Pilih cadangan lain.",
        name=path.name,
    )


def _manifest_in(container: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        entry = container.getinfo(_MANIFEST)
        if entry.file_size > _MANIFEST_LIMIT:
            raise _foreign(path)
        head = json.loads(container.read(entry))
    except KeyError as error:
        raise _foreign(path) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise damaged(path) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise _foreign(path)
    if not isinstance(head.get("format_version"), int) or head["format_version"] > FORMAT_VERSION:
        raise UserError(
            "backup_newer",
            "Cadangan {name} dibuat oleh SertiDesk yang lebih baru (versi {version}). Pasang "
            "SertiDesk terbaru, lalu coba lagi.",
            name=path.name,
            version=head.get("program_version", "tidak dikenal"),
        )
    try:
        return _shaped(head)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged(path) from error


def _shaped(head: Mapping[str, Any]) -> Manifest:
    return Manifest(
        created=datetime.fromisoformat(head["created"]).isoformat(timespec="seconds"),
        why=str(head["why"]),
        actor=str(head["actor"]),
        program_version=str(head["program_version"]),
        schema_version=int(head["schema_version"]),
        state=str(head["state"]),
        counts={str(name): int(count) for name, count in head["counts"].items()},
        database_sha256=str(head["database_sha256"]),
        database_size=int(head["database_size"]),
        attachments={_digest(name): int(size) for name, size in head["attachments"].items()},
        missing=int(head["missing"]),
        self_contained=bool(head["self_contained"]),
    )


def _digest(name: object) -> str:
    text = str(name)
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise ValueError(text)  # it becomes a file name: nothing else may
    return text


def _read(part: IO[bytes], path: Path) -> bytes:
    try:
        return part.read(_BLOCK)
    except OSError as error:  # the stick was pulled out
        raise _unreadable(path, error) from error


def _check(
    container: zipfile.ZipFile,
    name: str,
    sha256: str,
    size: int,
    path: Path,
    meter: _Meter,
    out: IO[bytes] | None = None,
) -> None:
    """Read one part, to ``out`` where given; raise `UserError` unless it is what it should be."""
    seen, count = hashlib.sha256(), 0
    try:
        with container.open(name) as part:
            while block := _read(part, path):
                seen.update(block)
                count += len(block)
                if count > size:
                    raise damaged(path)
                if out is not None:
                    out.write(block)
                meter.passed(len(block))
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(path) from error
    if seen.hexdigest() != sha256:
        raise damaged(path)
