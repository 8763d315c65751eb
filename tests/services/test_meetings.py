"""Meetings from the first entry to paper: agenda, guests, agreements, gate, minutes, workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.meetings import Attendance, FollowUpState, Guest
from sertidesk.services import (
    activity,
    exports,
    history,
    history_lists,
    meetings,
    meetings_edits,
    meetings_papers,
    officials,
    organizations,
    printing,
    procedure,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.meetings import Meeting
from sertidesk.services.store import Store

CHAIR = "I Wayan Contoh, S.T., M.T."


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def meeting(store: Store, work: Activity) -> str:
    values = {
        "title": "Koordinasi dengan LSP", "date": date(2026, 2, 27), "starts": "09:00",
        "ends": "11:30", "place": "Ruang Rapat", "chair": CHAIR,
    }  # fmt: skip
    return meetings_edits.add(store, work, values).subject or ""


def only(store: Store, work: Activity) -> Meeting:
    (one,) = meetings.listing(store, work)
    return one


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_new_meeting_is_today_and_keeps_place_and_people_of_the_one_before(
    store: Store, work: Activity, meeting: str
) -> None:
    meetings_edits.add(store, work, {"kind": "plenary"})
    first, second = meetings.listing(store, work)
    assert (first.note_taker, first.time) == ("Penguji", "09.00–11.30")
    assert second.day == store.today()
    assert (second.name, second.place, second.chair) == ("Rapat pleno", "Ruang Rapat", CHAIR)
    assert second.title == ""


def test_points_are_added_moved_talked_about_and_removed(
    store: Store, work: Activity, meeting: str
) -> None:
    meetings_edits.add_points(store, meeting, ["Pembukaan", "Jadwal", " "])
    first, second = only(store, work).points
    meetings_edits.move_point(store, second.id, -1)
    meetings_edits.move_point(store, second.id, -1)  # at the top nothing changes
    meetings_edits.edit_point(store, second.id, {"discussion": "Minggu ketiga.\nDua hari.\n"})
    meetings_edits.add_points(store, meeting, ["Penutup"])
    points = only(store, work).points
    assert [point.title for point in points] == ["Jadwal", "Pembukaan", "Penutup"]
    assert points[0].discussion == "Minggu ketiga.\nDua hari."
    changes = meetings_edits.remove_points(store, [first.id])
    assert len(only(store, work).points) == 2
    history.undo(store, changes.change_set)
    assert len(only(store, work).points) == 3
    with pytest.raises(UserError, match="satu baris"):
        meetings_edits.add_points(store, meeting, [" "])
    with pytest.raises(UserError, match="hapus acara"):
        meetings_edits.edit_point(store, first.id, {"title": ""})


def test_who_is_put_on_a_past_meetings_list_was_there_once(
    store: Store, work: Activity, meeting: str
) -> None:
    guests = [Guest("Made Misal", "LSP Uji", "+6281234567891"), Guest("Ketut Umpama")]
    meetings_edits.invite(store, meeting, [*guests, Guest("KETUT UMPAMA")])
    meetings_edits.invite(store, meeting, [Guest("made misal", "lain"), Guest("Nyoman")])
    found = only(store, work).guests
    assert [one.name for one in found] == ["Made Misal", "Ketut Umpama", "Nyoman"]
    assert {one.attendance for one in found} == {Attendance.PRESENT}
    assert found[0].position == "LSP Uji"
    with pytest.raises(UserError, match="sudah ada dalam daftar"):
        meetings_edits.invite(store, meeting, [Guest("Nyoman")])
    meetings_edits.edit_guests(store, [found[2].id], {"attendance": Attendance.ABSENT})
    assert [one.name for one in only(store, work).present] == ["Made Misal", "Ketut Umpama"]


def test_who_is_put_on_a_coming_meetings_list_is_invited(store: Store, work: Activity) -> None:
    ahead = meetings_edits.add(store, work, {"date": date(2026, 4, 1)}).subject or ""
    meetings_edits.invite(store, ahead, [Guest("Made Misal")])
    assert only(store, work).guests[0].attendance is Attendance.INVITED


def test_officials_partners_and_former_guests_may_be_invited_each_once(
    store: Store, work: Activity, meeting: str
) -> None:
    officials.add(store, {"name": CHAIR, "position": "Kepala Bidang"})
    organizations.add(store, {"kind": "lsp", "name": "LSP Uji", "contact": "Made Misal"})
    organizations.add(store, {"kind": "test_centre", "name": "TUK Uji"})
    meetings_edits.invite(store, meeting, [Guest(CHAIR, "Ketua"), Guest("Warga")])
    found = {one.guest.name: one for one in meetings.candidates(store, work)}
    assert set(found) == {CHAIR, "Made Misal", "Wakil TUK Uji", "Warga"}
    assert (found[CHAIR].guest.position, found[CHAIR].source) == ("Kepala Bidang", "Pejabat")
    assert found["Made Misal"].guest.position == "LSP Uji"


def test_what_is_open_is_told_over_all_running_activities_the_most_urgent_first(
    store: Store, work: Activity, meeting: str
) -> None:
    for what, due in (("C", None), ("B", date(2026, 3, 9)), ("A", date(2026, 2, 27))):
        meetings_edits.agree(store, meeting, {"what": what, "who": "Kasi", "due_on": due})
    found = meetings.open_follow_ups(store)
    assert [one.what for one in found] == ["A", "B", "C"]
    assert (found[0].state, found[0].days_late) == (FollowUpState.OVERDUE, 3)
    assert (found[0].activity_code, found[0].meeting) == (work.code, "Koordinasi dengan LSP")
    changes = meetings_edits.set_done(store, [found[0].id], store.today())
    assert [one.what for one in meetings.open_follow_ups(store, work.id)] == ["B", "C"]
    history.undo(store, changes.change_set)
    assert len(meetings.open_follow_ups(store, work.id)) == 3
    meetings_edits.remove(store, [meeting])
    assert meetings.open_follow_ups(store) == []
    with pytest.raises(UserError, match="disepakati"):
        meetings_edits.agree(store, meeting, {"who": "Kasi"})


def test_a_deleted_meeting_comes_back_whole(store: Store, work: Activity, meeting: str) -> None:
    meetings_edits.add_points(store, meeting, ["Pembukaan"])
    meetings_edits.invite(store, meeting, [Guest("Made Misal")])
    changes = meetings_edits.remove(store, [meeting])
    assert meetings.listing(store, work) == []
    history.undo(store, changes.change_set)
    one = only(store, work)
    assert (len(one.points), len(one.guests)) == (1, 1)


def test_the_step_waits_for_conclusions(store: Store, work: Activity) -> None:
    step = work.procedure.step("2")
    assert [one.code for one in procedure.blocks(store, work, step)] == [GateCode.NO_MEETING]
    made = meetings_edits.add(store, work).subject or ""
    (block,) = procedure.blocks(store, work, step)
    assert block.names == ("Rapat koordinasi (2 Mar 2026)",)
    meetings_edits.edit(store, made, {"conclusions": "Uji pada 16 Maret."})
    assert not procedure.blocks(store, work, step)


def test_minutes_hold_everything_and_the_list_of_who_came(
    store: Store, work: Activity, meeting: str, tmp_path: Path
) -> None:
    officials.add(store, {"name": CHAIR, "position": "Kabid", "nip": "198001012005011002"})
    meetings_edits.add_points(store, meeting, ["Jadwal uji"])
    point = only(store, work).points[0]
    meetings_edits.edit_point(store, point.id, {"discussion": "Disepakati dua hari."})
    meetings_edits.edit(store, meeting, {"conclusions": "1. Kuota 60\n2. Dua asesor"})
    meetings_edits.invite(store, meeting, [Guest("Made Misal", "LSP Uji"), Guest("Tidak Datang")])
    absent = only(store, work).guests[1].id
    meetings_edits.edit_guests(store, [absent], {"attendance": Attendance.ABSENT})
    meetings_edits.agree(store, meeting, {"what": "Kirim daftar", "due_on": date(2026, 3, 9)})
    minutes, signed = pages(printing.write(store, work, "minutes", tmp_path / "a.pdf").path)
    for words in (
        "NOTULEN", "KOORDINASI DENGAN LSP", "Jumat, 27 Februari 2026", "pukul 09.00–11.30 WIB",
        "1 orang, daftar hadir terlampir", "Disepakati dua hari.", "1. Kuota 60", "2. Dua asesor",
        "Kirim daftar", "09-03-2026", "Belum selesai", "NIP. 19800101 200501 1 002", "Notulis,",
    ):  # fmt: skip
        assert words in minutes, words
    assert "Made Misal" in signed and "Tidak Datang" not in signed
    (blank,) = pages(
        meetings_papers.write_some(
            store, work, "meeting-attendance", [meeting], tmp_path / "b.pdf"
        ).path
    )
    assert "Tidak Datang" in blank and "10." in blank and "JABATAN/INSTANSI" in blank


def test_every_meeting_begins_a_page_and_long_ones_lose_nothing(
    store: Store, work: Activity, meeting: str, tmp_path: Path
) -> None:
    second = meetings_edits.add(store, work, {"kind": "plenary"}).subject or ""
    meetings_edits.invite(store, second, [Guest(f"Orang {n:03}", "Dinas " * 12) for n in range(90)])
    meetings_edits.add_points(store, second, ["Hasil uji"])
    text = "kata " * 4000 + "penghabisan"
    point = meetings.listing(store, work)[1].points[0].id
    meetings_edits.edit_point(store, point, {"discussion": text})
    for paper in ("f4", "a4"):
        out = tmp_path / f"{paper}.pdf"
        shown = pages(printing.write(store, work, "minutes", out, paper=paper).path)
        assert sum("NOTULEN" in page for page in shown) == 2
        assert "penghabisan" in "".join(shown)
        lists = [page for page in shown if "TANDA TANGAN" in page]
        assert all(f"Orang {n:03}" in "".join(lists) for n in range(90))


def test_what_was_agreed_is_written_as_excel(
    store: Store, work: Activity, meeting: str, tmp_path: Path
) -> None:
    meetings_edits.agree(store, meeting, {"what": "Kirim daftar", "due_on": date(2026, 2, 28)})
    written = exports.write(store, work, "follow-ups", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(written.path).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"Kirim daftar", "Lewat tenggat", "Koordinasi dengan LSP"} <= set(cells)


def test_a_change_is_told_in_words(store: Store, work: Activity, meeting: str) -> None:
    changes = meetings_edits.edit(store, meeting, {"kind": "evaluation"})
    (detail,) = history_lists.details(store, changes.change_set)
    assert (detail.thing, detail.field, detail.after) == ("Rapat", "Jenis", "Rapat evaluasi")
