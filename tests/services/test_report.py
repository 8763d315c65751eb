"""The final report: chapters of what there is, the office's own words, the paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sertidesk.domain.assessment import Decision
from sertidesk.domain.attendance import State
from sertidesk.domain.letters import Direction
from sertidesk.domain.report import Chapter
from sertidesk.services import (
    activity,
    assessment_edits,
    attendance,
    attendance_marks,
    complaints,
    evaluation,
    history,
    letters,
    meetings_edits,
    participant_lists,
    participants,
    printing,
    procedure,
    report,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.services.store import Store

LONG = "RADEN MAS ARYA WIRANATAKUSUMA SASTRODIHARDJO KUSUMANINGRAT BINTI ABDURRAHMAN"


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("badung", "Uji Tukang", 2026)).subject or ""
    return activity.by_code(store, code)


@pytest.fixture
def enrol(store: Store, made: Activity) -> Callable[[int], list[str]]:
    def add(count: int) -> list[str]:
        with store.write("uji") as tx:
            participants.enrol(
                tx,
                made.id,
                [
                    {
                        "nik": f"5103011205{number:06}",
                        "name": LONG if number % 7 == 3 else f"BUDI CONTOH {number}",
                        "birth_date": date(1990, 5, 12),
                        "sex": "LP"[number % 2],
                        "village": f"Desa {number % 5}",
                        "occupation": "Tukang Kayu",
                    }
                    for number in range(1, count + 1)
                ],
            )
        query = ParticipantQuery(made.id)
        return [row["id"] for row in participant_lists.records(store, query)]

    return add


def texts(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def test_an_empty_activity_tells_only_what_is_known(store: Store, made: Activity) -> None:
    chapters = [one.chapter for one in report.load(store, made)]
    assert chapters == [
        Chapter.INTRODUCTION, Chapter.PROCEDURE, Chapter.TIMELINESS, Chapter.CLOSING,
    ]  # fmt: skip


def test_chapters_come_with_the_work(
    store: Store, made: Activity, enrol: Callable[[int], list[str]]
) -> None:
    ids = enrol(4)
    (roll,) = attendance.load(store, made)
    attendance_marks.mark(store, made, roll.key, ids[:3], State.PRESENT)
    assessment_edits.decide(store, made, ids[:2], Decision.COMPETENT)
    assessment_edits.decide(store, made, ids[2:3], Decision.NOT_COMPETENT)
    procedure.finish(store, made, "1", "surat dibuat di luar program")
    found = {one.chapter: one for one in report.load(store, made)}
    assert "4 orang dari 4 desa/kelurahan" in found[Chapter.PARTICIPANTS].text
    assert "3 dari 4 peserta hadir" in found[Chapter.ATTENDANCE].text
    assert "2 dinyatakan kompeten" in found[Chapter.RESULTS].text
    assert "1 dari 1 langkah" in found[Chapter.TIMELINESS].text
    (table,) = found[Chapter.TIMELINESS].tables
    assert table.rows[0][5] == "Tepat waktu"
    (funnel,) = found[Chapter.RECONCILIATION].tables
    assert funnel.rows[2] == ("Hadir uji", "3", "0")


def test_the_offices_words_stand_until_they_are_taken_back(store: Store, made: Activity) -> None:
    changes = report.set_text(store, made, Chapter.CLOSING, "Terima kasih kepada semua pihak. ")

    def closing() -> report.Section:
        return next(one for one in report.load(store, made) if one.chapter is Chapter.CLOSING)

    assert (closing().text, closing().is_own) == ("Terima kasih kepada semua pihak.", True)
    history.undo(store, changes.change_set)
    assert not closing().is_own
    report.set_text(store, made, Chapter.CLOSING, "Lain")
    report.set_text(store, made, Chapter.CLOSING, None)
    assert closing().text == closing().proposed
    report.set_text(store, made, Chapter.CLOSING, "Lagi")
    assert closing().text == "Lagi"


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_paper_has_cover_contents_chapters_and_annexes(
    store: Store, made: Activity, enrol: Callable[[int], list[str]], tmp_path: Path, count: int
) -> None:
    ids = enrol(count)
    (roll,) = attendance.load(store, made)
    attendance_marks.mark(store, made, roll.key, ids, State.PRESENT)
    report.set_text(store, made, Chapter.CLOSING, "Alinea satu.\n\nAlinea <dua> & tiga.")
    printed = printing.write(store, made, "final-report", tmp_path / "l.pdf")
    pages = texts(printed.path)
    assert "LAPORAN AKHIR" in pages[0]
    assert "DAFTAR ISI" in pages[1]
    assert "Lampiran 1 Daftar peserta" in pages[1]
    whole = " ".join(pages)
    assert "Alinea <dua> & tiga." in whole
    assert f"BUDI CONTOH {count}" in whole or LONG.split()[0] in whole
    document = pdfium.PdfDocument(printed.path)
    titles = [item.get_title() for item in document.get_toc()]
    width, height = document[0].get_size()
    document.close()
    assert titles[0].startswith("1. Pendahuluan")
    assert any(title.startswith("Lampiran 2") for title in titles)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (215, 330)


def test_letters_meetings_and_complaints_have_their_chapters(store: Store, made: Activity) -> None:
    meeting = meetings_edits.add(store, made, {"title": "Rapat awal"}).subject or ""
    meetings_edits.edit(store, meeting, {"conclusions": "Kuota 40 orang."})
    values = {"kind": "application", "subject": "Permohonan sertifikasi", "correspondent": "LPJK"}
    letters.register(store, Direction.OUT, values, activity_id=made.id)
    complaints.add(store, {"what": "Jadwal bentrok", "channel": "WhatsApp", "activity_id": made.id})
    found = {one.chapter: one for one in report.load(store, made)}
    assert "1 rapat diadakan dan 1 surat keluar" in found[Chapter.PREPARATION].text
    held, sent = found[Chapter.PREPARATION].tables
    assert held.rows[0][1:] == ("Rapat awal", "0", "Kuota 40 orang.")
    assert sent.rows[0][3:] == ("LPJK", "Permohonan sertifikasi")
    (told,) = found[Chapter.OBSTACLES].tables
    assert "Jadwal bentrok" in told.rows[0]


def test_what_hindered_the_activity_is_told(store: Store, made: Activity) -> None:
    evaluation.add(store, made, {"obstacle": "Hujan deras", "proposal": "Pindah ke aula"})
    found = {one.chapter: one for one in report.load(store, made)}[Chapter.OBSTACLES]
    assert found.text == "1 kendala dicatat dalam evaluasi."
    (told,) = found.tables
    assert told.rows == (("Hujan deras", "", "Pindah ke aula", "", "–"),)
