"""The evaluation: figures by group, obstacles, the gate, paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain.assessment import Decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    evaluation,
    evidence,
    history,
    participants,
    printing,
    procedure,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for place, village in enumerate(("Dalung", "dalung", ""), 1):
        values = {"nik": f"510101450295000{place}", "name": f"SITI {place}", "village": village}
        participants.add(store, made.id, values)
    return made


def blocks(store: Store, work: Activity) -> list[GateCode]:
    return [one.code for one in procedure.blocks(store, work, work.procedure.step("6"))]


def test_figures_by_village_add_up(store: Store, work: Activity) -> None:
    ids = [one.participant_id for one in assessment.listing(store, work)]
    assessment_edits.decide(store, work, ids[:1], Decision.COMPETENT)
    assessment_edits.decide(store, work, ids[1:2], Decision.NOT_COMPETENT)
    assessment_edits.decide(store, work, ids[2:], Decision.ABSENT)
    one = evaluation.load(store, work)
    figures = one.figures
    assert (figures.registered, figures.attended, figures.undecided) == (3, 2, 0)
    assert one.tables[1].rows == (
        ("Dalung", "2", "2", "1", "1", "50 %"),
        ("Tidak diketahui", "1", "0", "0", "0", "–"),
        ("Jumlah", "3", "2", "1", "1", "50 %"),
    )


def test_obstacles_are_noted_changed_and_removed(store: Store, work: Activity) -> None:
    with pytest.raises(UserError):
        evaluation.add(store, work, {"obstacle": "  "})
    key = evaluation.add(store, work, {"obstacle": "Hujan  deras"}).subject or ""
    evaluation.edit(store, [key], {"cause": "musim", "who": "Kasi"})
    (item,) = evaluation.load(store, work).items
    assert (item.obstacle, item.cause, item.who) == ("Hujan deras", "musim", "Kasi")
    with pytest.raises(UserError):
        evaluation.edit(store, [key], {"obstacle": ""})
    changes = evaluation.remove(store, [key])
    assert evaluation.load(store, work).items == ()
    history.undo(store, changes.change_set)
    assert evaluation.load(store, work).items == (item,)


def test_the_step_waits_for_an_obstacle_or_a_file(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    assert blocks(store, work) == [GateCode.NOT_EVALUATED]
    key = evaluation.add(store, work, {"obstacle": "Hujan"}).subject or ""
    assert blocks(store, work) == []
    evaluation.remove(store, [key])
    path = tmp_path / "hasil.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    document.close()
    evidence.add(store, work.id, evaluation.EVIDENCE, [path])
    assert blocks(store, work) == []


@pytest.mark.parametrize("sheet", ["f4", "a4"])
def test_the_paper_has_figures_and_obstacles(
    store: Store, work: Activity, tmp_path: Path, sheet: str
) -> None:
    evaluation.add(store, work, {"obstacle": "Hujan deras", "proposal": "Pindah ke aula"})
    printed = printing.write(store, work, "evaluation", tmp_path / "e.pdf", paper=sheet)
    document = pypdfium2.PdfDocument(printed.path)
    try:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    for told in ("3 orang", "Dalung", "Hujan deras", "Pindah ke aula"):
        assert told in words


def test_an_empty_activity_has_nothing_to_print(store: Store, tmp_path: Path) -> None:
    draft = ActivityDraft("badung", "Kosong", 2026)
    empty = activity.by_code(store, activity.create(store, draft).subject or "")
    with pytest.raises(UserError) as refused:
        printing.write(store, empty, "evaluation", tmp_path / "e.pdf")
    assert refused.value.code == "nothing_to_print"
