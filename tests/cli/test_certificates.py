"""`certificates`: numbers from the LSP's workbook, or the files of a folder, looked at and kept."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.builders import lists
from tests.builders.commands import Run


@pytest.fixture
def enrolled(run: Run, code: str, tmp_path: Path) -> str:
    """Return the code of an activity with two participants."""
    path = lists.plain(tmp_path / "desa.xlsx", 2)
    assert run("import", path, "--activity", code).status == 0
    return code


def test_numbers_are_read_from_the_workbook(run: Run, enrolled: str, tmp_path: Path) -> None:
    one = lists.people(1)[0]
    made = openpyxl.Workbook()
    for row in (("NIK", "NAMA", "NOMOR SERTIFIKAT"), (one.nik, one.name, "41011 7122 2 17 2026")):
        made.active.append(row)
    path = tmp_path / "nomor.xlsx"
    made.save(path)
    looked = run("certificates", path, "--activity", enrolled, "--dry-run")
    assert "baru 1; tidak disimpan" in looked.out
    written = run("certificates", path, "--activity", enrolled)
    assert (written.status, written.err) == (0, "")
    assert "1 disimpan" in written.out and "1 peserta tanpa sertifikat" in written.out


def test_a_folder_is_matched_and_what_is_sure_is_filed(
    run: Run, enrolled: str, tmp_path: Path
) -> None:
    one = lists.people(1)[0]
    folder = tmp_path / "dari LSP"
    folder.mkdir()
    for name in (f"SKK {one.nik}.pdf", "entah.pdf"):
        canvas = Canvas(str(folder / name), pagesize=(300, 200))
        canvas.drawString(20, 100, "sertifikat")
        canvas.save()
    words = ("certificates", folder, "--activity", enrolled)
    looked = run(*words, "--dry-run")
    assert "2 berkas, 1 dikenali; tidak dilampirkan." in looked.out
    target = tmp_path / "laporan.json"
    filed = run(*words, "--report", target)
    assert (filed.status, filed.err) == (0, "")
    assert "1 dilampirkan" in filed.out and "entah.pdf: tidak jelas milik siapa" in filed.out
    report = json.loads(target.read_text("utf-8"))
    assert (report["written"], report["filed"]) == (True, 1)
    assert [(line["nik"], line["filed"]) for line in report["files"]] == [
        (one.nik, True), (None, False),
    ]  # fmt: skip


def test_a_folder_without_files_is_refused(run: Run, enrolled: str, tmp_path: Path) -> None:
    empty = tmp_path / "kosong"
    empty.mkdir()
    run("certificates", empty, "--activity", enrolled).refused("kosong")
