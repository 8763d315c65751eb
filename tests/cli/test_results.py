"""`results`: the LSP's workbook looked at, written, reported; what it cannot be used for."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.builders import lists
from tests.builders.commands import Run


@pytest.fixture
def enrolled(run: Run, code: str, tmp_path: Path) -> str:
    """Return the code of an activity with two participants."""
    path = lists.plain(tmp_path / "desa.xlsx", 2)
    assert run("import", path, "--activity", code).status == 0
    return code


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in (("NIK", "NAMA", "REKOMENDASI"), *rows):
        made.active.append(row)
    made.save(path)
    return path


def test_a_dry_run_tells_and_writes_nothing(run: Run, enrolled: str, tmp_path: Path) -> None:
    one = lists.people(1)[0]
    path = book(tmp_path / "hasil.xlsx", (one.nik, one.name, "K"), ("", "Orang Lain", "BK"))
    words = ("results", path, "--activity", enrolled)
    target = tmp_path / "laporan.json"
    looked = run(*words, "--dry-run", "--report", target)
    assert (looked.status, looked.err) == (0, "")
    assert "baru 1, tidak cocok 1; tidak disimpan" in looked.out
    assert "Orang Lain" in looked.out and "1 peserta tanpa hasil" in looked.out
    report = json.loads(target.read_text("utf-8"))
    assert report["written"] is False and report["counts"]["new"] == 1
    written = run(*words)
    assert "1 disimpan" in written.out
    again = run(*words)
    assert again.status == 0 and "sudah sama 1" in again.out


def test_a_file_without_results_is_refused(run: Run, enrolled: str, tmp_path: Path) -> None:
    path = tmp_path / "lain.xlsx"
    openpyxl.Workbook().save(path)
    run("results", path, "--activity", enrolled).refused("lain.xlsx")
