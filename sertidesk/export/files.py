"""Whole files or none: every file the program writes passes through `replacing`.

What is written into a file (workbook, PDF, text) belongs to the module that knows its content.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sertidesk.domain.errors import UserError

TEMPORARY_PREFIX = ".~sertidesk-"
TEMPORARY_SUFFIX = ".tmp"

_DAY = 86_400
_FULL = {errno.ENOSPC, errno.EDQUOT}
_WINDOWS_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside the target; make it the target when the block succeeds.

    Until the last instant the old file stays whole; an error or a cancellation removes the
    temporary file. What the system refuses becomes a `UserError` that names the file.
    """
    temporary: Path | None = None
    lock = -1
    try:
        if target.is_symlink():  # the link stays, what it points at is renewed
            target = target.resolve()
        _refuse_unwritable(target)
        clear_leftovers(target.parent)
        temporary, lock = _create_beside(target)
        yield temporary
        _flush(temporary)
        if target.exists():
            shutil.copymode(target, temporary)
        if sys.platform == "win32":  # which replaces only what nobody holds
            os.close(lock)
            lock = -1
        _replace(temporary, target)
        temporary = None
        _flush_folder(target.parent)
    except OSError as error:
        raise explain(error, target) from error
    finally:
        if lock >= 0:
            os.close(lock)
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_bytes(target: Path, data: bytes) -> str:
    """Write the bytes as a whole file and return their SHA-256."""
    with replacing(target) as temporary:
        temporary.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def write_text(target: Path, text: str) -> str:
    """Write the text as UTF-8 with Unix line ends and return its SHA-256."""
    return write_bytes(target, text.encode("utf-8"))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def safe_file_name(text: str, *, fallback: str = "berkas") -> str:
    """Return the text as a file name (without suffix) that Windows and Linux both take."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]+', " ", text)
    name = re.sub(r"\s+", " ", name).strip(" .")
    while len(name.encode("utf-8")) > 120:
        name = name[:-1].rstrip(" .")
    if _RESERVED.match(name.split(".")[0]):
        name = f"_{name}"
    return name or fallback


def clear_leftovers(folder: Path) -> int:
    """Remove the temporary files that a killed program left in the folder; return how many.

    A file that another running SertiDesk is writing is locked by it and stays.
    """
    removed = 0
    for leftover in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        with suppress(OSError):
            if _is_abandoned(leftover):
                leftover.unlink()
                removed += 1
    return removed


def explain(error: OSError, target: Path) -> UserError:
    """Return what the system's refusal to write the target means, and what the user can do."""
    name, folder = target.name, str(target.parent)
    if error.errno in _FULL:
        return UserError(
            "disk_full",
            "Disk penuh sehingga {name} tidak tersimpan; berkas lama tidak berubah. "
            "Kosongkan ruang di {folder} atau simpan ke tempat lain, lalu ulangi.",
            name=name,
            folder=folder,
        )
    if error.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
        return UserError(
            "name_refused",
            "Nama berkas {name} tidak dapat dipakai. Beri nama yang lebih pendek, "
            'tanpa tanda \\ / : * ? " < > |.',
            name=name,
        )
    if not target.parent.is_dir():
        return UserError(
            "folder_missing",
            "Folder {folder} tidak ada. Buat folder itu atau pilih folder lain untuk {name}.",
            name=name,
            folder=folder,
        )
    if target.is_dir():
        return UserError(
            "target_is_folder",
            "{name} adalah folder, bukan berkas. Beri nama berkas yang lain.",
            name=name,
        )
    if _is_open_elsewhere(error, target):
        return UserError(
            "file_open",
            "{name} sedang dibuka di program lain, misalnya Excel. "
            "Tutup berkas itu, lalu ulangi; atau simpan dengan nama lain.",
            name=name,
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        if target.exists() and not os.access(target, os.W_OK):
            return UserError(
                "file_read_only",
                "{name} bersifat hanya-baca. Simpan dengan nama lain, atau buka Properti berkas "
                "itu dan hilangkan tanda hanya-baca.",
                name=name,
            )
        return UserError(
            "folder_read_only",
            "Folder {folder} tidak boleh ditulisi. Pilih folder lain untuk {name}, "
            "misalnya folder Dokumen.",
            name=name,
            folder=folder,
        )
    return UserError(
        "write_failed",
        "{name} tidak dapat disimpan di {folder} ({reason}). Periksa disk atau sambungannya, "
        "lalu ulangi atau pilih tempat lain.",
        name=name,
        folder=folder,
        reason=error.strerror or type(error).__name__,
    )


def _refuse_unwritable(target: Path) -> None:
    """Raise before the work begins what would only be found out at its end."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists():
        # Excel on Windows denies this; so does a file marked read-only.
        with target.open("r+b"):
            pass


def _create_beside(target: Path) -> tuple[Path, int]:
    """Create an empty locked temporary file; return its path and the handle that holds the lock."""
    name = f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}{TEMPORARY_SUFFIX}"
    temporary = target.with_name(name)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)  # the umask decides, as for any other file
    with suppress(OSError):  # some network shares know no locks
        _try_lock(handle)
    return temporary, handle


def _try_lock(handle: int) -> None:
    """Lock the file until its handle is closed; on Windows the open handle itself is enough."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_abandoned(leftover: Path) -> bool:
    """Tell whether nobody writes the temporary file any more."""
    handle = os.open(leftover, os.O_RDWR)
    try:
        _try_lock(handle)
    except BlockingIOError:
        return False
    except OSError:  # no locks here: only time tells
        return time.time() - leftover.stat().st_mtime > _DAY
    finally:
        os.close(handle)
    return True


def _flush(path: Path) -> None:
    """Bring the file's content to the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """Bring the folder's entries to the disk, where the system lets a program ask for it."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network shares refuse it; the file itself is safe
                os.fsync(handle)
        finally:
            os.close(handle)


def _replace(temporary: Path, target: Path) -> None:
    """Make the temporary file the target; a virus scanner may hold it for a moment on Windows."""
    attempts = 5 if sys.platform == "win32" else 1
    for attempt in range(attempts):
        try:
            temporary.replace(target)
        except PermissionError:
            if attempt + 1 == attempts:
                raise
            time.sleep(0.1 * 2**attempt)
        else:
            return


def _is_open_elsewhere(error: OSError, target: Path) -> bool:
    """Tell whether an office program holds the target, by the system's word or its owner file."""
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        return True
    if error.errno in {errno.EBUSY, errno.ETXTBSY}:
        return True
    if not isinstance(error, PermissionError) or not target.exists():
        return False
    # Excel's owner file is ~$name; for longer names it drops the first two letters.
    owners = {f"~${target.name}", f"~${target.name[2:]}"}
    if any(target.with_name(owner).exists() for owner in owners):
        return True
    return sys.platform == "win32" and os.access(target, os.W_OK)
