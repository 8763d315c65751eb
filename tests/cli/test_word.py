"""`print` into a file for Word."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.builders import lists
from tests.builders.commands import Run


def test_a_paper_is_written_for_word_where_its_name_says_so(
    run: Run, code: str, tmp_path: Path
) -> None:
    run("import", lists.plain(tmp_path / "desa.xlsx", 3), "--activity", code)
    target = tmp_path / "surat.docx"
    answer = run("print", "cover-letter", "--activity", code, "--out", target)
    assert (answer.status, answer.out, answer.err) == (0, f"{target}\n", "")
    assert len(Document(str(target)).tables) > 1
    refused = run("print", "attendance", "--activity", code, "--out", tmp_path / "hadir.docx")
    assert refused.status == 1
    assert "tidak disediakan sebagai Word" in refused.err and "hadir.pdf" in refused.err
    assert not (tmp_path / "hadir.docx").exists()
