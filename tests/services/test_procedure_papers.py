"""An SOP on paper: every step, role and box is there, on sheets of the right size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sertidesk.domain.procedure import Step
from sertidesk.domain.procedure_edit import insert_step, put_actors
from sertidesk.export.pdf.procedure import write_procedure
from sertidesk.intake.procedure import load_all, load_code
from sertidesk.services import activity, printing, procedure_library, procedure_papers
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store

CODES = [one.code for one in load_all()]


def texts(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def folded(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("code", CODES)
def test_every_step_and_role_is_printed(code: str, tmp_path: Path) -> None:
    rules = load_code(code)
    printed = write_procedure(tmp_path / "sop.pdf", rules)
    pages = texts(printed.path)
    whole = folded("".join(pages))  # words may be parted at the end of a line
    for step in rules.steps:
        assert folded(step.printed or step.title) in whole
        assert folded(step.time.text) in whole
    for actor in rules.actors:
        assert folded(actor.title) in whole
    assert f"Halaman {printed.pages} dari {printed.pages}" in pages[-1]


def test_the_header_stands_on_each_page_of_the_table(tmp_path: Path) -> None:
    pages = texts(write_procedure(tmp_path / "sop.pdf", load_code("lpjk-se16-2021")).path)
    tables = [page for page in pages if "KEGIATAN" in page]
    assert len(tables) >= 3
    assert all("MUTU BAKU" in page and "Kelengkapan" in page for page in tables)


def test_an_activity_prints_the_copy_it_began_with(store: Store, tmp_path: Path) -> None:
    code = procedure_library.copy(store, "badung").subject or ""
    changed = insert_step(procedure_library.get(store, code), 0, Step("", "Rapat awal sekali"))
    procedure_library.save(store, changed, former_code=code)
    made = activity.create(store, ActivityDraft(code, "Uji", 2026)).subject or ""
    procedure_library.save(store, replace(load_code("badung"), code=code), former_code=code)
    one = activity.by_code(store, made)
    printed = printing.write(store, one, "sop", tmp_path / "a.pdf", paper="a4")
    assert "Rapat awal sekali" in texts(printed.path)[0]
    document = pdfium.PdfDocument(printed.path)
    width, height = document[0].get_size()
    document.close()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
    other = procedure_papers.print_from_library(store, code, tmp_path / "b.pdf")
    assert "Rapat awal sekali" not in texts(other.path)[0]


def test_a_procedure_without_roles_has_no_column_for_them(tmp_path: Path) -> None:
    rules = put_actors(load_code("badung"), ())
    (first, *_) = texts(write_procedure(tmp_path / "sop.pdf", rules).path)
    assert "PELAKSANA" not in first
    assert "Laporan Akhir" in first
