"""What concerns the office as a whole: SOPs in and out, the register of letters, renewals."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.builders.commands import Run


def test_an_sop_is_copied_carried_and_begun_with(run: Run, tmp_path: Path) -> None:
    listed = run("sop", "list").out
    assert listed.count("(bawaan)") == 5
    copied = run("sop", "copy", "badung").out.strip()
    assert copied == "badung-salinan"
    target = tmp_path / "sop.toml"
    assert run("sop", "export", copied, "--out", target).status == 0
    text = target.read_text("utf-8").replace("badung-salinan", "kabupaten-contoh")
    target.write_text(text.replace("Persiapan kegiatan", "Rapat persiapan"), "utf-8")
    assert run("sop", "import", target).out.strip() == "kabupaten-contoh"
    made = run("activity", "new", "--sop", "kabupaten-contoh", "--name", "Uji")
    assert made.status == 0
    paper = tmp_path / "sop.pdf"
    assert "halaman" in run("sop", "export", "kabupaten-contoh", "--out", paper).out
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_wrong_sop_names_file_line_and_key(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "rusak.toml"
    run("sop", "export", "tangerang", "--out", target)
    target.write_text(target.read_text("utf-8").replace('unit = "menit"', 'unit = "menitt"', 1))
    run("sop", "import", target).refused("rusak.toml", "baris", "unit")
    run("sop", "export", "tidak-ada", "--out", tmp_path / "a.toml").refused("tidak-ada")
    assert not (tmp_path / "a.toml").exists()


def test_registers_with_nothing_in_them_are_refused(run: Run, tmp_path: Path) -> None:
    run("letters", "--out", tmp_path / "surat.xlsx").refused()
    run("expiring", "--months", "6", "--out", tmp_path / "habis.xlsx").refused("6 bulan")
    assert run("expiring", "--months", "7", "--out", tmp_path / "habis.xlsx").status == 2


def test_the_register_of_letters_is_written(run: Run, tmp_path: Path) -> None:
    from sertidesk.app import open_data
    from sertidesk.domain.letters import Direction
    from sertidesk.services import letters

    store = open_data(str(tmp_path / "data"))
    letters.register(store, Direction.IN, {"subject": "Undangan", "correspondent": "LSP"})
    year = store.today().year
    store.close()
    target = tmp_path / "surat.xlsx"
    assert run("letters", "--year", year, "--out", target).status == 0
    words = [str(cell) for row in load_workbook(target).active.values for cell in row if cell]
    assert "Undangan" in words
