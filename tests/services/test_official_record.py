"""Official records from the first entry to paper: what they cover, review, archive, gate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain.assessment import Decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.official_record import PAPERS, ReviewState, reviewers
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    history,
    official_record,
    official_record_papers,
    participants,
    printing,
    procedure,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

PEOPLE = (
    ("5101014502950001", "SITI AMINAH"),
    ("5101010502950002", "BUDI HARTONO"),
    ("5101014502950003", "NI KADEK CONTOH"),
)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("tangerang", "Uji Tukang", 2026, lsp="LSP Contoh", test_centre="TUK Satu")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for nik, name in PEOPLE:
        values = {"nik": nik, "name": name, "village": "Cikokol", "occupation": "Tukang Batu"}
        participants.add(store, made.id, values)
    return made


def only(store: Store, work: Activity) -> official_record.Record:
    (one,) = official_record.listing(store, work)
    return one


def text_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def gate(store: Store, work: Activity, number: str) -> list[GateCode]:
    return [one.code for one in procedure.blocks(store, work, work.procedure.step(number))]


def test_a_record_begins_with_what_is_known_and_is_there_once(store: Store, work: Activity) -> None:
    official_record.add(store, work)
    one = only(store, work)
    assert (one.lsp, one.test_centre, one.scheme) == ("LSP Contoh", "TUK Satu", "Tukang Batu")
    assert [entry.name for entry in one.entries] == [name for _, name in PEOPLE]
    with pytest.raises(UserError) as refused:
        official_record.add(store, work)
    assert refused.value.code == "record_exists"


def test_a_record_of_a_session_has_the_people_seated_there(store: Store, work: Activity) -> None:
    session = schedule_edits.add(
        store, work, {"date": date(2026, 11, 21), "starts": "08:00", "ends": "12:00"}
    ).subject
    first = assessment.listing(store, work)[0].participant_id
    schedule_edits.seat(store, str(session), [first])
    assert [words for _, words in official_record.choices(store, work)][:2] == [
        "Seluruh kegiatan", "Sabtu, 21 November 2026",
    ]  # fmt: skip
    for covers in (str(session), "2026-11-21"):
        official_record.add(store, work, covers)
    for one in official_record.listing(store, work):
        assert [entry.participant_id for entry in one.entries] == [first]
        assert one.day == date(2026, 11, 21)


def test_a_deleted_session_leaves_its_record(store: Store, work: Activity) -> None:
    made = schedule_edits.add(
        store, work, {"date": date(2026, 11, 21), "starts": "08:00", "ends": "12:00"}
    )
    official_record.add(store, work, made.subject or "")
    schedule_edits.remove(store, [made.subject or ""])
    one = only(store, work)
    assert one.covered == "Sesi yang dihapus"
    assert not one.entries


def test_each_role_reviews_and_may_ask_for_repair(store: Store, work: Activity) -> None:
    roles = reviewers(work.procedure)
    assert len(roles) == 4
    assert not any("Peserta" in role or "Administrasi" in role for role in roles)
    key = official_record.add(store, work).subject or ""
    official_record.review(store, key, roles, {"state": ReviewState.CHECKED})
    repair = {"state": ReviewState.REPAIR, "who": "Arini", "note": "tanda tangan kurang"}
    changes = official_record.review(store, key, roles[:1], repair)
    one = only(store, work)
    assert one.unreviewed == roles[:1]
    assert one.reviews[0].note == "tanda tangan kurang"
    assert one.reviews[1].reviewed_on == store.today()
    history.undo(store, changes.change_set)
    assert only(store, work).unreviewed == ()
    official_record.review(store, key, roles[1:2], {"state": ReviewState.OPEN})
    assert only(store, work).unreviewed == roles[1:2]


def test_the_steps_wait_for_record_review_and_archive(store: Store, work: Activity) -> None:
    assert GateCode.NO_RECORD in gate(store, work, "6")
    key = official_record.add(store, work).subject or ""
    assert gate(store, work, "6") == [GateCode.RECORD_UNREVIEWED]
    official_record.review(store, key, reviewers(work.procedure), {"state": ReviewState.CHECKED})
    assert gate(store, work, "6") == []
    assert gate(store, work, "8") == [GateCode.RECORD_UNFILED]
    official_record.file(store, key, list(PAPERS)[:4])
    assert only(store, work).unfiled == (list(PAPERS.values())[4],)
    official_record.file(store, key, PAPERS)
    assert gate(store, work, "8") == []


@pytest.mark.parametrize("sheet", ["f4", "a4"])
def test_the_paper_tells_day_in_words_results_and_totals(
    store: Store, work: Activity, tmp_path: Path, sheet: str
) -> None:
    ids = [one.participant_id for one in assessment.listing(store, work)]
    for key, decision in zip(ids, Decision, strict=True):
        assessment_edits.decide(store, work, [key], decision)
    key = official_record.add(store, work).subject or ""
    official_record.edit(store, key, {"date": date(2026, 11, 21), "number": "BA-UJI/1/2026"})
    printed = printing.write(store, work, "official-record", tmp_path / "ba.pdf", paper=sheet)
    words = " ".join(" ".join(text_of(printed.path)).split())
    assert "Nomor: BA-UJI/1/2026" in words.replace("NOMOR", "Nomor")
    assert "Pada hari ini Sabtu tanggal dua puluh satu bulan November" in words
    assert "1 orang kompeten (K), 1 orang belum kompeten (BK), 1 orang tidak hadir (TH)" in words
    assert all(name in words for _, name in PEOPLE)


def test_nothing_to_print_says_where_to_begin(store: Store, work: Activity, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        official_record_papers.write_some(store, work, [], tmp_path / "ba.pdf")
    assert refused.value.code == "nothing_to_print"
