"""The program's test of itself: every part is tried, and a broken one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from sertidesk import app
from sertidesk.services import self_test


def test_every_part_works(tmp_path: Path) -> None:
    tried = list(self_test.run(tmp_path))
    assert len(tried) >= 10
    assert [trial for trial in tried if not trial.ok] == []


def test_a_broken_part_is_named_and_keeps_no_other_from_being_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*_parts: str) -> Path:
        return tmp_path / "tidak ada"

    monkeypatch.setattr("sertidesk.intake.procedure.resource", nowhere)
    failed = [trial for trial in self_test.run(tmp_path) if not trial.ok]
    assert "SOP" in {trial.name for trial in failed}
    assert {"wilayah", "PDF", "cadangan"}.isdisjoint(trial.name for trial in failed)
    assert all(trial.fault for trial in failed)


def test_a_fault_makes_the_command_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = self_test.Trial("wilayah", "LookupError: 62.01")
    monkeypatch.setattr(self_test, "run", lambda _folder: iter([faulty]))
    assert app.self_test() == 1
    printed = capsys.readouterr()
    assert printed.err == "wilayah: LookupError: 62.01\n" and "gagal" in printed.out
