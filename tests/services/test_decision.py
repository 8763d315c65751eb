"""The decision letter: proposed, edited, set, compared with what came after, printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain.assessment import Decision
from sertidesk.domain.decision import Mark
from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    decision,
    history,
    participants,
    printing,
    procedure,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("sulawesi-barat", "Uji Tukang", 2026, lsp="LSP Contoh")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for place, name in enumerate(("SITI AMINAH", "BUDI HARTONO", "NI KADEK CONTOH"), 1):
        values = {"nik": f"510101450295000{place}", "name": name, "occupation": "Tukang Batu"}
        participants.add(store, made.id, values)
    return made


@pytest.fixture
def decided(store: Store, work: Activity) -> list[str]:
    ids = [one.participant_id for one in assessment.listing(store, work)]
    assessment_edits.decide(store, work, ids[:2], Decision.COMPETENT)
    return ids


def settled(store: Store, work: Activity) -> decision.Letter:
    decision.edit(store, work, {"number": "188/12/2026", "date": date(2026, 11, 21)})
    decision.settle(store, work)
    return decision.load(store, work)


def marks(store: Store, work: Activity) -> dict[str, Mark]:
    return {one.who.name: one.mark for one in decision.load(store, work).entries}


def test_a_draft_is_proposed_and_follows_the_assessment(
    store: Store, work: Activity, decided: list[str]
) -> None:
    one = decision.load(store, work)
    assert "2 (dua) orang" in one.decides
    assert len(one.entries) == 2
    decision.edit(store, work, {"subject": "Penetapan kami"})
    assessment_edits.decide(store, work, decided[2:], Decision.COMPETENT)
    one = decision.load(store, work)
    assert (one.subject, len(one.entries)) == ("Penetapan kami", 3)
    assert "3 (tiga) orang" in one.decides
    decision.edit(store, work, {"subject": " "})
    assert decision.load(store, work).subject.startswith("Penetapan Peserta Kompeten")


def test_what_lacks_is_told_before_it_is_set(store: Store, work: Activity) -> None:
    with pytest.raises(UserError) as refused:
        decision.settle(store, work)
    assert refused.value.code == "nobody_competent"
    key = assessment.listing(store, work)[0].participant_id
    assessment_edits.decide(store, work, [key], Decision.COMPETENT)
    with pytest.raises(UserError) as refused:
        decision.settle(store, work)
    assert refused.value.code == "decision_without_number"


def test_changes_after_it_was_set_are_marked(
    store: Store, work: Activity, decided: list[str]
) -> None:
    assert not settled(store, work).is_outdated
    participants.save(store, decided[0], {"name": "SITI AMINAH PUTRI"})
    assessment_edits.decide(store, work, decided[1:2], Decision.NOT_COMPETENT)
    assessment_edits.decide(store, work, decided[2:], Decision.COMPETENT)
    assert marks(store, work) == {
        "SITI AMINAH": Mark.CHANGED, "BUDI HARTONO": Mark.FALLEN, "NI KADEK CONTOH": Mark.MISSING,
    }  # fmt: skip
    assert [one.who.name for one in decision.load(store, work).listed] == [
        "SITI AMINAH", "BUDI HARTONO",
    ]  # fmt: skip
    assert "2 (dua) orang" in decision.load(store, work).decides


def test_a_set_letter_is_changed_only_after_it_is_opened_again(
    store: Store, work: Activity, decided: list[str]
) -> None:
    settled(store, work)
    with pytest.raises(UserError) as refused:
        decision.edit(store, work, {"subject": "Lain"})
    assert refused.value.code == "decision_is_set"
    changes = decision.reopen(store, work)
    assert decision.load(store, work).set_on is None
    history.undo(store, changes.change_set)
    again = decision.load(store, work)
    assert again.set_on == store.today()
    assert len(again.listed) == 2


def test_the_step_waits_until_it_is_set(store: Store, work: Activity, decided: list[str]) -> None:
    step = work.procedure.step("7")
    assert GateCode.DECISION_OPEN in [one.code for one in procedure.blocks(store, work, step)]
    settled(store, work)
    assert procedure.blocks(store, work, step) == ()


@pytest.mark.parametrize("sheet", ["f4", "a4"])
def test_the_paper_has_texts_signature_and_annex(
    store: Store, work: Activity, decided: list[str], tmp_path: Path, sheet: str
) -> None:
    settled(store, work)
    printed = printing.write(store, work, "decision-letter", tmp_path / "sk.pdf", paper=sheet)
    document = pypdfium2.PdfDocument(printed.path)
    try:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
    for words in ("Menimbang", "Mengingat", "MEMUTUSKAN", "KESATU", "188/12/2026", "KETIGA"):
        assert words in " ".join(pages[:-1])
    assert "SITI AMINAH" in pages[-1]
    assert "NI KADEK CONTOH" not in pages[-1]
    assert "KONSEP" not in pages[0]
