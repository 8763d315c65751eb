"""The register of complaints: numbered, answered, counted, written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from sertidesk.domain.complaints import State
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    complaints,
    complaints_papers,
    exports,
    history,
    participants,
    printing,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.complaints import Complaint
from sertidesk.services.store import Store


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, made.id, {"name": "Wayan Contoh", "nik": "5103010203900001"})
    return made


def enter(store: Store, what: str = "Diminta uang", **values: object) -> str:
    return complaints.add(store, {"what": what, **values}).subject or ""


def get(store: Store, key: str) -> Complaint:
    return next(one for one in complaints.listing(store) if one.id == key)


def test_numbers_run_by_year_and_are_not_given_again(store: Store) -> None:
    old = enter(store, received_on=date(2025, 12, 30))
    first, second = enter(store), enter(store)
    assert [get(store, key).label for key in (old, first, second)] == ["1/2025", "1/2026", "2/2026"]
    changes = complaints.remove(store, [second])
    third = enter(store)
    history.undo(store, changes.change_set)
    assert [get(store, key).label for key in (second, third)] == ["2/2026", "3/2026"]


def test_an_answer_takes_it_in_hand_and_only_an_answered_one_is_resolved(store: Store) -> None:
    key = enter(store, received_on=date(2026, 2, 20))
    assert (get(store, key).state, get(store, key).days) == (State.NEW, 10)
    with pytest.raises(UserError, match="jawabannya dahulu"):
        complaints.resolve(store, [key])
    complaints.edit(store, [key], {"answer": "Sudah dijelaskan.\nUang kembali."})
    assert get(store, key).state is State.PURSUED
    complaints.edit(store, [key], {"answered_on": date(2026, 2, 23), "answered_by": "Kasi"})
    complaints.resolve(store, [key])
    one = get(store, key)
    assert (one.state, one.days, one.answered_by) == (State.RESOLVED, 3, "Kasi")
    assert one.answer == "Sudah dijelaskan.\nUang kembali."
    complaints.pursue(store, [key])
    assert (get(store, key).state, get(store, key).answered_on) == (State.PURSUED, None)


def test_resolved_today_by_who_works_here_unless_written(store: Store) -> None:
    key = enter(store, answer="Selesai di tempat")
    complaints.resolve(store, [key])
    one = get(store, key)
    assert (one.answered_on, one.answered_by, one.days) == (store.today(), "Penguji", 0)


def test_a_complaint_may_be_about_a_participant_of_its_activity(
    store: Store, work: Activity
) -> None:
    ((person, words),) = complaints.participant_choices(store, work.id)
    assert words == "Wayan Contoh (1)"
    key = enter(store, activity_id=work.id, participant_id=person)
    enter(store, "Umum")
    (one,) = complaints.listing(store, work.id)
    assert (one.participant, one.activity) == ("Wayan Contoh", f"{work.code} Uji Tukang")
    complaints.edit(store, [key], {"activity_id": None})
    assert get(store, key).participant == ""
    assert complaints.summary(store).all == 2


def test_the_ways_of_the_activitys_standard_are_offered(store: Store, work: Activity) -> None:
    assert complaints.channels(store, work.id)[0] == "Situs web"
    assert "Datang langsung" in complaints.channels(store)


def test_what_says_nothing_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="diadukan"):
        enter(store, " ")
    key = enter(store)
    with pytest.raises(UserError, match="tanggal"):
        complaints.edit(store, [key], {"received_on": None})


def test_the_register_is_written_and_printed(store: Store, work: Activity, tmp_path: Path) -> None:
    keys = [
        enter(store, f"Keluhan {n} " + "panjang " * 40, activity_id=work.id, name=f"Warga {n}")
        for n in range(30)
    ]
    complaints.edit(store, keys[:1], {"answer": "Sudah dijawab"})
    complaints.resolve(store, keys[:1])
    other = enter(store, "Di luar kegiatan")
    written = exports.write(store, work, "complaints", tmp_path / "a.xlsx")
    assert written.rows == 30
    sheet = openpyxl.load_workbook(written.path).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"1/2026", "Sudah dijawab", "Warga 29"} <= set(cells)
    printed = printing.write(store, work, "complaints", tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(printed.path)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert printed.pages > 1
    assert all("ISI PENGADUAN" in page for page in pages[:-1])
    assert all(f"Warga {n}" in "".join(pages) for n in range(30))
    assert complaints_papers.print_some(store, [other], tmp_path / "b.pdf").pages == 1
    assert complaints_papers.write_some(store, [other], tmp_path / "b.xlsx").rows == 1
