"""`answer`, `export` and `print`: recorded and not applied, written whole or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from sertidesk.services import printing
from sertidesk.services.demo_papers import write_lsp_form
from tests.builders import lists
from tests.builders.commands import Run, report_of

CORRECTED = "SITI WIDJAYA MABOANTO"
REMARK = f"nama di KTP: {CORRECTED}"


@pytest.fixture
def recap(run: Run, code: str, tmp_path: Path) -> Path:
    """Return the recap of three participants."""
    run("import", lists.plain(tmp_path / "desa.xlsx", 3), "--activity", code)
    target = tmp_path / "rekap.xlsx"
    answer = run("export", "disdukcapil", "--activity", code, "--out", target)
    assert (answer.status, answer.err) == (0, "")
    return target


def reply(recap: Path, *told: tuple[str, str]) -> Path:
    """Write results and remarks into the recap's rows, in their order; one more row of nobody."""
    book = load_workbook(recap)
    sheet = book.worksheets[0]
    [header] = [row for row in sheet.iter_rows() if any(cell.value == "HASIL" for cell in row)]
    at = {cell.value: cell.column for cell in header}
    for number, (result, remark) in enumerate(told, header[0].row + 1):
        sheet.cell(number, at["HASIL"], result)
        sheet.cell(number, at["KETERANGAN"], remark)
    stranger = header[0].row + 4
    sheet.cell(stranger, at["NIK"], "6201019999990001")
    sheet.cell(stranger, at["NAMA LENGKAP"], "ORANG LAIN")
    sheet.cell(stranger, at["HASIL"], "SESUAI")
    answer = recap.with_name("jawaban.xlsx")
    book.save(answer)
    return answer


def test_an_answer_is_recorded_and_not_applied(run: Run, code: str, recap: Path) -> None:
    answer_file = reply(recap, ("SESUAI", ""), ("BEDA NAMA", REMARK))
    target = recap.with_name("jawaban.json")
    answer = run("answer", answer_file, "--activity", code, "--report", target)
    assert (answer.status, answer.err) == (0, "")
    report = report_of(target)
    assert report.keys() == {"file", "round", "counts", "rows", "unmatched", "unanswered"}
    assert (report["file"], report["round"]) == ("jawaban.xlsx", 1)
    assert report["counts"]["matched"] == 1 and report["counts"]["different"] == 1
    assert report["counts"].keys() == {
        "matched", "different", "not_found", "deceased", "moved", "duplicate", "inactive",
        "not_recorded", "unclear",
    }  # fmt: skip
    first, second = report["rows"]
    assert first == {"row": first["row"], "nik": lists.person(0).nik, "status": "matched",
                     "differences": []}  # fmt: skip
    assert second["differences"] == [
        {"field": "name", "ours": lists.person(1).name, "theirs": CORRECTED}
    ]
    assert len(report["unmatched"]) == 1 and report["unanswered"] == [lists.person(2).nik]
    assert "1 baris tidak cocok" in answer.out and "1 peserta belum dijawab" in answer.out
    assert run("participants", "--activity", code, "--json").json[1]["name"] == lists.person(1).name


@pytest.mark.parametrize(
    ("accept", "name"),
    [("all", CORRECTED), ("name", CORRECTED), ("birth_date", "")],
)
def test_what_is_accepted_is_applied(
    run: Run, code: str, recap: Path, accept: str, name: str
) -> None:
    answer_file = reply(recap, ("SESUAI", ""), ("BEDA NAMA", REMARK))
    answer = run("answer", answer_file, "--activity", code, "--accept", accept)
    assert (answer.status, answer.err) == (0, "")
    told = run("participants", "--activity", code, "--json").json[1]
    assert told["name"] == (name or lists.person(1).name)


def test_an_unknown_field_is_refused_and_nothing_recorded(run: Run, code: str, recap: Path) -> None:
    answer_file = reply(recap, ("SESUAI", ""))
    run("answer", answer_file, "--activity", code, "--accept", "gaji").refused("gaji")
    states = [
        one["clarification"] for one in run("participants", "--activity", code, "--json").json
    ]
    assert "matched" not in states


def test_the_kinds_are_listed_without_a_data_folder(run: Run, tmp_path: Path) -> None:
    told = run("export", "--list")
    assert told.status == 0
    kinds = {line.split()[0] for line in told.out.splitlines()}
    assert kinds >= {"disdukcapil", "lsp", "bnsp", "siki", "sipjaki", "reminders"}
    assert not (tmp_path / "data").exists()


def test_a_kind_the_activity_has_nothing_for_is_refused(
    run: Run, code: str, tmp_path: Path
) -> None:
    for kind in ("disdukcapil", "lsp", "bnsp", "siki", "reminders"):
        target = tmp_path / f"{kind}.xlsx"
        run("export", kind, "--activity", code, "--out", target).refused()
        assert not target.exists()


def test_an_export_into_a_missing_folder_is_refused(run: Run, code: str, tmp_path: Path) -> None:
    run("import", lists.plain(tmp_path / "desa.xlsx"), "--activity", code)
    target = tmp_path / "tidak ada" / "rekap.xlsx"
    run("export", "lsp", "--activity", code, "--out", target).refused("tidak ada")


@pytest.mark.parametrize(("paper", "size"), [("f4", (215, 330)), ("a4", (210, 297))])
def test_a_paper_is_printed_in_the_size_asked_for(
    run: Run, code: str, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    run("import", lists.plain(tmp_path / "desa.xlsx"), "--activity", code)
    target = tmp_path / "hadir.pdf"
    answer = run("print", "attendance", "--activity", code, "--out", target, "--paper", paper)
    assert (answer.status, answer.err) == (0, "")
    with PdfDocument(target) as document:
        assert f"{len(document)} halaman" in answer.out
        assert {round(side / 72 * 25.4) for side in document[0].get_size()} == set(size)


def test_the_kinds_of_paper_are_listed_and_refused_when_there_is_nothing(
    run: Run, code: str, tmp_path: Path
) -> None:
    kinds = [line.split()[0] for line in run("print", "--list").out.splitlines()]
    assert {"attendance", "document-receipts", "cover-letter"} <= set(kinds)
    for kind in (kind for kind in kinds if not printing.KINDS[kind].always):
        target = tmp_path / f"{kind}.pdf"
        run("print", kind, "--activity", code, "--out", target).refused()
        assert not target.exists()


def test_a_form_of_an_lsp_is_learnt_and_filled(run: Run, code: str, tmp_path: Path) -> None:
    form, filled = tmp_path / "formulir.xlsx", tmp_path / "terisi.xlsx"
    write_lsp_form(form, 10)
    learnt = run("layout", "learn", form, "--name", "LSP Contoh")
    assert (learnt.status, learnt.err) == (0, "")
    assert "Lembar FR.APL 01, judul kolom di baris 4:" in learnt.out
    assert "C   NIK  →  NIK" in learnt.out
    run("import", lists.plain(tmp_path / "desa.xlsx", 2), "--activity", code)
    words = ("export", "lsp", "--activity", code, "--out", filled, "--layout", "LSP Contoh")
    answer = run(*words)
    assert answer.status == 0 and "2 baris" in answer.out
    page = load_workbook(filled)["FR.APL 01"]
    assert [page.cell(row, 3).value for row in (5, 6)] == [one.nik for one in lists.people(2)]
    run(*words[:-1], "LSP Lain").refused("LSP Lain", "LSP Contoh")
    run("layout", "learn", tmp_path / "tidak ada.xlsx", "--name", "x").refused("tidak ada")


def test_the_demo_prints_each_file_with_what_it_is(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "keluaran"
    answer = run("demo", "--out", out, "--sop", "tangerang")
    assert (answer.status, answer.err) == (0, "")
    for line in answer.out.splitlines():
        path, what = line.split("  ", 1)
        assert Path(path).exists() and what
    assert not (tmp_path / "data").exists()
    run("demo", "--out", tmp_path).refused("sudah berisi")


def test_the_list_of_kinds_tells_which_have_a_word_form(run: Run) -> None:
    lines = run("print", "--list").out.splitlines()
    in_word = {line.split()[0] for line in lines if line.endswith("; juga untuk Word")}
    assert in_word == {key for key, kind in printing.KINDS.items() if kind.in_word}
