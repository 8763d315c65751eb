"""The LSP's result workbook looked at and taken over; the results as Excel and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.attendance import State
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    assessment_import,
    attendance_marks,
    exports,
    history,
    participants,
    printing,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.person_import import Status, report_json
from sertidesk.services.store import Store

TODAY = date(2026, 3, 2)
PEOPLE = (
    ("Wayan Contoh", "5103010203900001"),
    ("Made Misal", "5103010203900002"),
    ("Ketut Umpama", "5103010203900003"),
)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for name, nik in PEOPLE:
        participants.add(store, made.id, {"name": name, "nik": nik, "occupation": "Tukang Cat"})
    return made


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in (("NO", "NIK", "NAMA", "HASIL", "CATATAN"), *rows):
        made.active.append(row)
    made.save(path)
    return path


def decided(store: Store, work: Activity) -> dict[str, Decision | None]:
    return {one.name: one.decision for one in assessment.listing(store, work)}


def test_a_workbook_is_looked_at_then_written_and_undone_at_once(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "hasil.xlsx",
        (1, PEOPLE[0][1], "WAYAN CONTOH", "K", ""),
        (2, "", "Made Misal", "Belum Kompeten", "Ulang"),
        (3, "5103010203900099", "Orang Lain", "K", ""),
        (4, PEOPLE[0][1], "WAYAN CONTOH", "K", ""),
    )
    looked_at = assessment_import.preview(store, work, path)
    assert [line.status for line in looked_at.lines] == [
        Status.NEW, Status.NEW, Status.UNMATCHED, Status.SAME,
    ]  # fmt: skip
    assert looked_at.missing == ("Ketut Umpama",)
    assert "nama saja" in looked_at.lines[1].remark
    assert set(decided(store, work).values()) == {None}, "a look writes nothing"
    done = assessment_import.apply(store, work, looked_at)
    assert (done.new, done.changed) == (2, 0)
    assert decided(store, work) == {
        "Wayan Contoh": Decision.COMPETENT,
        "Made Misal": Decision.NOT_COMPETENT,
        "Ketut Umpama": None,
    }
    report = report_json(looked_at, done)
    assert (
        report["counts"]["new"] == 2 and report["rows"][1]["values"]["decision"] == "not_competent"
    )
    again = assessment_import.preview(store, work, path)
    assert again.written == 0
    with pytest.raises(UserError, match="Tidak ada baris"):
        assessment_import.apply(store, work, again)
    history.undo(store, done.changes.change_set)
    assert set(decided(store, work).values()) == {None}


def test_rows_that_disagree_cannot_be_read_or_are_appealed_are_left_alone(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    keys = [one.participant_id for one in assessment.listing(store, work)]
    assessment_edits.decide(store, work, keys[2:], Decision.NOT_COMPETENT)
    assessment_edits.appeal(store, work, keys[2], Appeal.FILED, {"reason": "Alat rusak"})
    path = book(
        tmp_path / "hasil.xlsx",
        (1, PEOPLE[0][1], "Wayan Contoh", "K", ""),
        (2, PEOPLE[0][1], "Wayan Contoh", "BK", ""),
        (3, PEOPLE[1][1], "Made Misal", "cukup", ""),
        (4, PEOPLE[2][1], "Ketut Umpama", "K", ""),
    )
    looked_at = assessment_import.preview(store, work, path)
    assert [line.status for line in looked_at.lines] == [
        Status.DOUBLE, Status.DOUBLE, Status.REFUSED, Status.REFUSED,
    ]  # fmt: skip
    assert "cukup" in looked_at.lines[2].remark and "banding" in looked_at.lines[3].remark


def test_a_changed_result_says_what_it_was_and_who_did_not_come(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    keys = [one.participant_id for one in assessment.listing(store, work)]
    assessment_edits.decide(store, work, keys[:1], Decision.COMPETENT)
    path = book(tmp_path / "hasil.xlsx", (1, PEOPLE[0][1], "Wayan Contoh", "BK", ""))
    (line,) = assessment_import.preview(store, work, path).lines
    assert line.status is Status.CHANGED
    assert "Sebelumnya kompeten" in line.remark and "Kehadirannya" in line.remark


def test_the_results_as_excel_and_on_paper(store: Store, work: Activity, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Belum ada hasil"):
        printing.write(store, work, "results", tmp_path / "hasil.pdf")
    keys = [one.participant_id for one in assessment.listing(store, work)]
    attendance_marks.mark(store, work, TODAY.isoformat(), keys[:2], State.PRESENT)
    assessment_edits.edit(store, work, keys[:1], {"assessor": "Ir. Ketut", "score": "85"})
    assessment_edits.decide(store, work, keys[:1], Decision.COMPETENT)
    assessment_edits.decide(store, work, keys[1:2], Decision.NOT_COMPETENT)
    assessment_edits.appeal(store, work, keys[1], Appeal.FILED, {"reason": "Alat rusak"})
    assessment_edits.appeal(store, work, keys[1], Appeal.GRANTED)
    written = exports.write(store, work, "results", tmp_path / "hasil.xlsx")
    assert written.rows == 3
    sheet = openpyxl.load_workbook(written.path).active
    assert sheet is not None
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in told if "KEPUTUSAN" in row)
    lines = [dict(zip(head, row, strict=True)) for row in told[told.index(head) + 1 :]]
    made = next(line for line in lines if line["NAMA"] == "Made Misal")
    assert (made["KEPUTUSAN PERTAMA"], made["BANDING"], made["KEPUTUSAN"]) == (
        "Belum kompeten", "Diterima", "Kompeten",
    )  # fmt: skip
    for paper in ("f4", "a4"):
        printed = printing.write(store, work, "results", tmp_path / f"{paper}.pdf", paper=paper)
        text = pypdfium2.PdfDocument(printed.path)[0].get_textpage().get_text_range()
        assert printed.pages == 1
        for word in ("DAFTAR HASIL ASESMEN", "Ir. Ketut", "(banding)", "Belum diputus 1"):
            assert word in text


def test_the_printed_list_of_many_repeats_its_header(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    for number in range(60):
        values = {"name": f"Peserta Bernama Panjang Sekali Nomor {number:03}"}
        participants.add(store, work.id, values)
    keys = [one.participant_id for one in assessment.listing(store, work)]
    assessment_edits.decide(store, work, keys, Decision.COMPETENT)
    printed = printing.write(store, work, "results", tmp_path / "hasil.pdf", paper="a4")
    pages = pypdfium2.PdfDocument(printed.path)
    assert len(pages) > 1
    for page in pages:
        assert "KEPUTUSAN" in page.get_textpage().get_text_range()
