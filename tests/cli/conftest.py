"""The command line in this process, on a data folder of its own, with what it left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from sertidesk import cli
from tests.builders.commands import Answer, Run


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the command line; wrong usage is an answer like any other."""

    def carry_out(*words: object) -> Answer:
        try:
            status = cli.main(["--data", str(tmp_path / "data"), *map(str, words)])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return carry_out


@pytest.fixture
def code(run: Run) -> str:
    """Return the code of a new activity."""
    words = ("activity", "new", "--sop", "kotawaringin-barat", "--name", "Tukang 2026")
    return run(*words, "--start", "2026-03-02").out.strip()
