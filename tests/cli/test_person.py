"""`person`: the sheet of everything kept of one person."""

from __future__ import annotations

from pathlib import Path

from tests.builders import lists
from tests.builders.commands import Run


def test_the_sheet_is_printed_by_nik(run: Run, code: str, tmp_path: Path) -> None:
    run("import", lists.plain(tmp_path / "desa.xlsx", 1), "--activity", code)
    (one,) = lists.people(1)
    target = tmp_path / "data.pdf"
    answer = run("person", one.nik, "--out", target, "--paper", "a4")
    assert (answer.status, answer.err) == (0, "")
    assert target.read_bytes().startswith(b"%PDF") and "1 halaman" in answer.out
    run("person", "6201019999990001", "--out", target).refused("6201019999990001")
