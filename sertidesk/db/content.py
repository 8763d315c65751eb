"""Attachments by content: a file is kept once, under its SHA-256, and never changes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from sertidesk.db.safekeeping import flush_folder
from sertidesk.domain.errors import UserError

_HALF = ".half"  # what a kill may leave; swept when someone opens the folder alone


class ContentFolder:
    """A folder of immutable files, two letters of the digest as the first folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        """Return where the content with this digest lies; it may be missing."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep the content durably before anyone refers to it; return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path_of(sha256)
        if target.exists() and target.stat().st_size == len(content):
            return sha256
        half = target.with_name(f"{sha256}-{secrets.token_hex(4)}{_HALF}")
        try:
            if not target.parent.is_dir():
                target.parent.mkdir(parents=True, exist_ok=True)
                flush_folder(self.folder)
            with half.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(target)
            flush_folder(target.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
            raise UserError(
                "attachment_not_kept",
                "Lampiran tidak dapat disimpan: {why}. Periksa ruang dan hak tulis di folder "
                "data, lalu coba lagi.",
                why=error.strerror or error,
            ) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content; a `UserError` tells when the file is missing."""
        try:
            return self.path_of(sha256).read_bytes()
        except OSError as error:
            raise UserError(
                "attachment_missing",
                "Berkas lampiran tidak ada lagi di folder data. Pulihkan dari cadangan.",
            ) from error

    def digests(self) -> Iterator[str]:
        """Yield the digest of every content kept."""
        for path in sorted(self.folder.glob("??/*")):
            if not path.name.endswith(_HALF):
                yield path.name

    def damaged(self, sha256: str) -> bool:
        """Tell whether the content is missing or no longer what its name says."""
        path = self.path_of(sha256)
        if not path.is_file():
            return True
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != sha256

    def mend(self, content: bytes) -> str:
        """Keep the content even where a damaged file stands in its place; return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self.path_of(sha256).exists() and self.damaged(sha256):
            self.remove(sha256)
        return self.put(content)

    def remove(self, sha256: str) -> None:
        """Remove a content that nothing refers to any more, or that is damaged."""
        with contextlib.suppress(OSError):  # held open by a viewer on Windows: next time
            self.path_of(sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove halves that a killed process left behind (nothing refers to them)."""
        for half in self.folder.glob(f"??/*{_HALF}"):
            with contextlib.suppress(OSError):
                half.unlink()
