"""Whole files or none, whatever goes wrong; and every refusal says what to do."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.export import files


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"lama")
    path.chmod(0o640)
    with files.replacing(path) as temporary:
        temporary.write_bytes(b"baru")
        assert path.read_bytes() == b"lama"
        assert temporary.parent == tmp_path
    assert path.read_bytes() == b"baru"
    assert list(tmp_path.iterdir()) == [path]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("failure", [ValueError, Cancelled, KeyboardInterrupt])
def test_any_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"lama")
    with pytest.raises(failure), files.replacing(path) as temporary:
        temporary.write_bytes(b"setengah")
        raise failure
    assert path.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [path]


def _refusal(path: Path, error: OSError) -> UserError:
    with pytest.raises(UserError) as refused, files.replacing(path) as temporary:
        temporary.write_bytes(b"setengah")
        raise error
    assert path.name in str(refused.value)
    assert list(path.parent.iterdir()) == ([path] if path.exists() else [])
    return refused.value


def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"lama")
    refused = _refusal(path, OSError(errno.ENOSPC, "No space left on device"))
    assert refused.code == "disk_full"
    assert path.read_bytes() == b"lama"


def test_an_unknown_failure_names_its_reason(tmp_path: Path) -> None:
    refused = _refusal(tmp_path / "rekap.xlsx", OSError(errno.EIO, "Input/output error"))
    assert refused.code == "write_failed" and "Input/output error" in str(refused)


def _deny(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", denied)


def test_a_file_that_excel_holds_is_told_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"lama")
    owner = tmp_path / "~$rekap.xlsx"
    owner.write_bytes(b"")
    _deny(monkeypatch)
    with pytest.raises(UserError) as refused, files.replacing(path) as temporary:
        temporary.write_bytes(b"baru")
    assert refused.value.code == "file_open"
    assert "Tutup" in str(refused.value) and "rekap.xlsx" in str(refused.value)
    assert path.read_bytes() == b"lama"
    assert sorted(tmp_path.iterdir()) == sorted([path, owner])


def test_windows_word_for_a_file_in_use_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert files.explain(error, path).code == "file_open"


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*args: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(UserError) as refused, files.replacing(tmp_path / "rekap.xlsx"):
        pytest.fail("must not be reached")
    assert refused.value.code == "folder_read_only"


def test_a_read_only_file_is_refused_before_the_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"lama")

    def denied(self: Path, mode: str = "r") -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UserError) as refused, files.replacing(path):
        pytest.fail("must not be reached")
    assert refused.value.code == "file_read_only"


def test_a_missing_folder_and_a_folder_as_target_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused, files.replacing(tmp_path / "tiada" / "a.xlsx"):
        pytest.fail("must not be reached")
    assert refused.value.code == "folder_missing" and "tiada" in str(refused.value)
    with pytest.raises(UserError) as refused, files.replacing(tmp_path):
        pytest.fail("must not be reached")
    assert refused.value.code == "target_is_folder"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused, files.replacing(tmp_path / ("a" * 300)):
        pytest.fail("must not be reached")
    assert refused.value.code == "name_refused"


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_what_a_killed_program_left_is_cleared_at_the_next_write(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(b"lama")
    script = (
        "import os, signal, sys; from pathlib import Path; from sertidesk.export import files\n"
        "with files.replacing(Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_bytes(b'setengah')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(path)], cwd=Path.cwd())
    assert killed.returncode == -9
    assert path.read_bytes() == b"lama"
    left = [p for p in tmp_path.iterdir() if p != path]
    assert len(left) == 1
    assert left[0].name.startswith(".~sertidesk-") and left[0].name.endswith(".tmp")

    files.write_text(tmp_path / "lain.txt", "baru")
    assert not left[0].exists()


@pytest.mark.skipif(sys.platform == "win32", reason="an open handle protects it there")
def test_what_another_program_is_writing_stays(tmp_path: Path) -> None:
    with files.replacing(tmp_path / "satu.txt") as first:
        first.write_bytes(b"satu")
        files.write_text(tmp_path / "dua.txt", "dua")
        assert first.exists()
    assert (tmp_path / "satu.txt").read_bytes() == b"satu"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_keeps_pointing_at_the_renewed_file(tmp_path: Path) -> None:
    (tmp_path / "asli.txt").write_bytes(b"lama")
    link = tmp_path / "tautan.txt"
    link.symlink_to("asli.txt")
    files.write_text(link, "baru")
    assert link.is_symlink()
    assert (tmp_path / "asli.txt").read_bytes() == b"baru"


def test_checksums_agree(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    told = files.write_text(path, "Desa Karang Mulya\n")
    assert told == files.sha256_of(path) == hashlib.sha256(b"Desa Karang Mulya\n").hexdigest()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Desa Sungai/Rangit: 2026", "Desa Sungai Rangit 2026"),
        ("CON", "_CON"),
        ("aux.lama", "_aux.lama"),
        (" ... ", "berkas"),
        ("", "berkas"),
    ],
)
def test_file_names_are_made_safe(text: str, name: str) -> None:
    assert files.safe_file_name(text) == name


@given(st.text())
def test_any_text_makes_a_name_that_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    folder = tmp_path_factory.getbasetemp() / "nama"
    folder.mkdir(exist_ok=True)
    path = folder / f"{files.safe_file_name(text)}.txt"
    files.write_text(path, "x")
    assert path.parent == folder and path.read_text() == "x"
