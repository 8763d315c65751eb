"""`backup`, `restore` and `check`; and that nothing half-written or personal is ever left."""

from __future__ import annotations

from pathlib import Path

import pytest

from sertidesk.export.files import TEMPORARY_PREFIX
from tests.builders import lists
from tests.builders.commands import Run


def test_data_goes_into_a_backup_and_back(run: Run, code: str, tmp_path: Path) -> None:
    run("import", lists.plain(tmp_path / "desa.xlsx", 2), "--activity", code)
    made = run("backup", "--to", tmp_path / "usb")
    assert made.status == 0
    backup = Path(made.out.strip())
    assert backup.parent == tmp_path / "usb" and backup.is_file()
    run("import", lists.plain(tmp_path / "lain.xlsx", 2, start=5), "--activity", code)
    restored = run("restore", backup)
    assert restored.status == 0 and "2 peserta" in restored.out
    assert len(run("participants", "--activity", code, "--json").json) == 2
    checked = run("check")
    assert (checked.status, checked.err) == (0, "") and "utuh" in checked.out


def test_a_lost_database_comes_back(run: Run, code: str, tmp_path: Path) -> None:
    backup = run("backup").out.strip()
    for file in (tmp_path / "data").glob("sertidesk.db*"):
        file.unlink()
    run("activity", "list").refused("restore")
    assert run("restore", backup).status == 0
    assert run("activity", "list", "--json").json[0]["code"] == code


def test_what_is_no_backup_is_refused(run: Run, code: str, tmp_path: Path) -> None:
    foreign = tmp_path / "foto.sertidesk"
    foreign.write_bytes(b"bukan cadangan")
    run("restore", foreign).refused("foto.sertidesk")
    run("restore", tmp_path / "tidak ada.sertidesk").refused("tidak ada")
    run("backup", "--to", tmp_path / "usb" / "lepas").refused("usb")
    assert run("activity", "list", "--json").json[0]["code"] == code


def test_no_half_written_file_is_left(run: Run, code: str, tmp_path: Path) -> None:
    run("import", tmp_path, "--activity", code, "--report", tmp_path / "laporan.json")
    assert not list(tmp_path.glob(f"{TEMPORARY_PREFIX}*"))


def test_a_bug_is_one_sentence_without_what_it_saw(
    run: Run, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ValueError("6201021205900001")

    monkeypatch.setattr("sertidesk.services.participant_lists.for_command_line", break_down)
    answer = run("participants", "--activity", code)
    answer.refused("ValueError")
    assert "6201021205900001" not in answer.err
