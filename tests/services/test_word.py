"""Each paper with a Word form says in Word what it says on paper; the others are refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from sertidesk.domain.assessment import Decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Kind
from sertidesk.domain.recruitment import Kind as RecipientKind
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    evaluation,
    meetings_edits,
    officials,
    participants,
    preparation,
    printing,
    recruitment,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.official_record import add as add_record
from sertidesk.services.store import Store

LONG = "RADEN MAS ARYA WIRANATAKUSUMA SASTRODIHARDJO KUSUMANINGRAT"
IN_WORD = [key for key, kind in printing.KINDS.items() if kind.in_word]
# Who printed it, and when, is told of paper alone: a Word file is printed later, by whoever has it.
_FOOTER = re.compile(r"Halaman \d+ dari \d+|Dicetak oleh .*")


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, lsp="LSP Contoh", test_centre="TUK Satu")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    officials.add(store, {"name": "Dra. Contoh", "position": "Kepala Dinas PUPR"})
    for number, name in enumerate((LONG, "SITI AMINAH", "BUDI HARTONO"), 1):
        participants.add(
            store, made.id,
            {"nik": f"510301120590000{number}", "name": name, "village": "Dalung", "sex": "L",
             "occupation": "Tukang Batu"},
        )  # fmt: skip
    ids = [one.participant_id for one in assessment.listing(store, made)]
    assessment_edits.decide(store, made, ids[:2], Decision.COMPETENT)
    evaluation.add(store, made, {"obstacle": "Hujan deras", "proposal": "Pindah ke aula"})
    meeting = meetings_edits.add(store, made, {"title": "Koordinasi", "date": date(2026, 2, 27)})
    meetings_edits.edit(store, meeting.subject or "", {"conclusions": "1. Kuota\n2. Asesor"})
    recruitment.add(store, made.id, RecipientKind.VILLAGE, {"name": "Dalung"})
    recruitment.add(store, made.id, RecipientKind.VILLAGE, {"name": "Canggu"})
    preparation.draft(store, made, Kind.APPLICATION)
    add_record(store, made)
    return made


def words_of_pdf(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        said = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return _FOOTER.sub(" ", said).split()


def words_of_word(path: Path) -> list[str]:
    body = Document(str(path)).element.body
    said = (
        "".join(node.text or " " for node in one.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
        for one in body.iter(qn("w:p"))
    )
    return " ".join(said).split()


@pytest.mark.parametrize("kind", IN_WORD)
def test_word_says_what_the_paper_says(
    store: Store, work: Activity, tmp_path: Path, kind: str
) -> None:
    printed = printing.write(store, work, kind, tmp_path / "a.docx")
    assert (printed.path, printed.pages) == (tmp_path / "a.docx", 0)
    paper = words_of_pdf(printing.write(store, work, kind, tmp_path / "a.pdf").path)
    word = words_of_word(printed.path)
    assert len(word) > 50
    # A long word may be parted at a line's end.
    assert [said for said in word if said not in "".join(paper) and said != "…"] == []
    whole = "".join(word)
    missing = {said for said in paper if said not in whole and not said.isdecimal()}
    # What stands in the footer does not stand in the text.
    assert missing <= {"·", work.code, *work.name.split(), "(2026)", "Konsep", "Keputusan"}


@pytest.mark.parametrize(
    ("paper", "size"), [("f4", (215, 330)), ("a4", (210, 297)), (None, (215, 330))]
)
def test_word_has_the_offices_paper_too(
    store: Store, work: Activity, tmp_path: Path, paper: str | None, size: tuple[int, int]
) -> None:
    printed = printing.write(store, work, "cover-letter", tmp_path / "A.DOCX", paper=paper)
    section = Document(str(printed.path)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


@pytest.mark.parametrize("kind", [key for key in printing.KINDS if key not in IN_WORD])
def test_what_is_for_paper_alone_is_refused_with_the_way_out(
    store: Store, work: Activity, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(UserError) as refused:
        printing.write(store, work, kind, tmp_path / "hadir.docx")
    assert refused.value.code == "no_word_form"
    assert "hadir.pdf" in str(refused.value)
    assert not list(tmp_path.glob("*.docx"))


def test_an_activity_with_nothing_for_it_writes_no_word_either(
    store: Store, tmp_path: Path
) -> None:
    draft = ActivityDraft("badung", "Kosong", 2026)
    empty = activity.by_code(store, activity.create(store, draft).subject or "")
    with pytest.raises(UserError) as refused:
        printing.write(store, empty, "minutes", tmp_path / "a.docx")
    assert refused.value.code == "nothing_to_print"
    assert not list(tmp_path.glob("*.docx"))
