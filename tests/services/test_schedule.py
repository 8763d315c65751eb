"""Schedules kept: sessions, seats, the button that divides, clashes, files, and all undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.schedule import ClashCode
from sertidesk.domain.schedule_plan import Terms
from sertidesk.services import (
    activity,
    assessors,
    exports,
    history,
    history_lists,
    holidays,
    organizations,
    participants,
    printing,
    schedule,
    schedule_edits,
    settings,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.schedule import Schedule, Session
from sertidesk.services.store import Store

TUESDAY = date(2026, 3, 3)
TERMS = Terms(2, TUESDAY, "08:00", "12:00", 120, "TUK Baru", ("R1", "R2"))
TIMES = {"date": TUESDAY, "starts": "8", "ends": "10.00"}


def make(store: Store, name: str) -> Activity:
    draft = ActivityDraft("badung", name, 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def work(store: Store) -> Activity:
    return make(store, "Uji Tukang")


def enrol(store: Store, work: Activity, number: int, occupation: str = "Mandor") -> str:
    values = {
        "name": f"Contoh {number}", "nik": f"51030112059000{number:02}", "sex": "L",
        "occupation": occupation, "village": "Dalung",
    }  # fmt: skip
    return participants.add(store, work.id, values).subject or ""


def add(store: Store, work: Activity, **values: object) -> str:
    return schedule_edits.add(store, work, {**TIMES, **values}).subject or ""


def load(store: Store, work: Activity) -> Schedule:
    return schedule.load(store, work)


def only(store: Store, work: Activity) -> Session:
    (session,) = load(store, work).sessions
    return session


def test_a_session_is_read_as_it_is_typed_and_a_new_test_centre_is_remembered(
    store: Store, work: Activity
) -> None:
    add(store, work, test_centre=" TUK  Baru ", room="R1", capacity="20", scheme="Mandor")
    session = only(store, work)
    assert (session.day, session.starts, session.ends) == (TUESDAY, "08:00", "10:00")
    assert (session.test_centre, session.capacity, session.seats) == ("TUK Baru", 20, 20)
    assert session.words == "Sel 3 Mar 08.00, R1"
    add(store, work, test_centre="tuk baru")
    assert organizations.names(store, organizations.Kind.TEST_CENTRE) == ["TUK Baru"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"date": None}, "session_without_time"),
        ({"starts": ""}, "session_without_time"),
        ({"starts": "pagi"}, "time_unreadable"),
        ({"starts": "10"}, "session_backwards"),
        ({"capacity": "banyak"}, "session_capacity"),
        ({"capacity": "0"}, "session_capacity"),
    ],
)
def test_a_session_that_cannot_be_is_refused_when_added_and_when_changed(
    store: Store, work: Activity, values: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as refused:
        add(store, work, **values)
    assert refused.value.code == code
    assert load(store, work).sessions == ()
    session = add(store, work)
    with pytest.raises(UserError) as refused:
        schedule_edits.edit(store, [session], values)
    assert refused.value.code == code
    assert only(store, work).starts == "08:00"


def test_the_seats_of_a_session_without_capacity_are_the_test_centres(
    store: Store, work: Activity
) -> None:
    organizations.add(store, {"kind": "test_centre", "name": "TUK Baru", "capacity": "1"})
    session = add(store, work, test_centre="TUK Baru")
    people = [enrol(store, work, 1), enrol(store, work, 2)]
    schedule_edits.seat(store, session, people)
    assert only(store, work).seats == 1
    assert [clash.code for clash in load(store, work).clashes] == [ClashCode.CAPACITY]
    schedule_edits.edit(store, [session], {"capacity": "2"})
    assert load(store, work).clashes == ()


def test_participants_move_stay_and_leave(store: Store, work: Activity) -> None:
    first, second = add(store, work), add(store, work, starts="10", ends="12")
    budi = enrol(store, work, 1)
    schedule_edits.seat(store, first, [budi, budi])
    schedule_edits.seat(store, second, [budi])
    assert load(store, work).members[0].sessions == (second,)
    schedule_edits.seat(store, first, [budi], move=False)
    assert load(store, work).members[0].sessions == (first, second)
    assert not schedule_edits.seat(store, first, [budi], move=False).kinds
    schedule_edits.unseat(store, [budi], first)
    assert load(store, work).members[0].sessions == (second,)
    changes = schedule_edits.remove(store, [second])
    assert [member.id for member in load(store, work).unscheduled] == [budi]
    history.undo(store, changes.change_set)
    assert load(store, work).unscheduled == ()
    schedule_edits.unseat(store, [budi])
    assert [member.id for member in load(store, work).unscheduled] == [budi]


def test_one_button_schedules_all_by_occupation_with_assessors_and_one_undo_takes_it_back(
    store: Store, work: Activity
) -> None:
    able = assessors.add(store, {"name": "Rini Misal", "schemes": "mandor; Tukang Cat"})
    people = [enrol(store, work, number) for number in range(3)]
    people.append(enrol(store, work, 3, "Tukang Batu"))
    done = schedule_edits.distribute(store, work, TERMS)
    assert (done.sessions, done.people, done.left) == (3, 4, 0)
    found = load(store, work)
    assert (found.clashes, found.unscheduled, found.days) == ((), (), 1)
    assert {
        (one.starts, one.room, one.scheme, one.assessor.id if one.assessor else None)
        for one in found.sessions
    } == {
        ("08:00", "R1", "Mandor", able.subject),
        ("08:00", "R2", "Tukang Batu", None),
        ("10:00", "R1", "Mandor", able.subject),
    }
    assert sorted(len(one.members) for one in found.sessions) == [1, 1, 2]
    with pytest.raises(UserError, match="Tidak ada peserta yang belum dijadwalkan"):
        schedule_edits.distribute(store, work, TERMS)
    late = enrol(store, work, 9)
    again = schedule_edits.distribute(store, work, TERMS)
    assert (again.sessions, again.people) == (0, 1)  # a seat was free
    assert load(store, work).members[-1].id == late
    history.undo(store, again.changes.change_set)
    history.undo(store, done.changes.change_set)
    assert load(store, work).sessions == ()
    assert len(load(store, work).unscheduled) == 5


def test_a_group_is_never_larger_than_the_test_centre(store: Store, work: Activity) -> None:
    organizations.add(store, {"kind": "test_centre", "name": "TUK Baru", "capacity": "1"})
    for number in range(3):
        enrol(store, work, number)
    assert schedule_edits.distribute(store, work, TERMS).sessions == 3
    assert load(store, work).clashes == ()


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms(0, TUESDAY, "08:00", "12:00", 60), "group_size"),
        (Terms(5, TUESDAY, "08:00", "12:00", 0), "session_length"),
        (Terms(5, TUESDAY, "12:00", "08:00", 60), "session_backwards"),
        (Terms(5, TUESDAY, "08:00", "09:00", 90), "session_longer_than_day"),
    ],
)
def test_terms_that_cannot_be_are_refused(
    store: Store, work: Activity, terms: Terms, code: str
) -> None:
    enrol(store, work, 1)
    with pytest.raises(UserError) as refused:
        schedule_edits.distribute(store, work, terms)
    assert refused.value.code == code


def test_clashes_with_another_activity_are_told_and_avoided(store: Store, work: Activity) -> None:
    other = make(store, "Uji Lain")
    rini = assessors.add(store, {"name": "Rini Misal", "schemes": "Mandor"}).subject
    theirs = add(store, other, test_centre="TUK Baru", room="R1", assessor_id=rini)
    budi = enrol(store, work, 1)
    schedule_edits.seat(store, theirs, [enrol(store, other, 1)])  # the same person, by NIK
    ours = add(store, work, starts="9", ends="11", assessor_id=rini)
    schedule_edits.seat(store, ours, [budi])
    found = load(store, work)
    assert [clash.code for clash in found.clashes] == [ClashCode.PERSON, ClashCode.ASSESSOR]
    assert all(f"(kegiatan {other.code})" in clash.sentence for clash in found.clashes)
    schedule_edits.remove(store, [ours])
    schedule_edits.distribute(store, work, TERMS)
    assert only(store, work).starts == "10:00"


def test_the_offices_holidays_clash_and_are_left_out(store: Store, work: Activity) -> None:
    add(store, work)
    enrol(store, work, 1)
    holidays.add_holiday(store, TUESDAY, "Pilkada")
    (clash,) = load(store, work).clashes
    assert clash.sentence == "Sel 3 Mar 08.00: hari libur, Pilkada."
    schedule_edits.distribute(store, work, TERMS)
    assert load(store, work).sessions[-1].day == date(2026, 3, 4)


def test_assessors_are_kept_with_their_schemes_and_stay_in_sessions_when_removed(
    store: Store, work: Activity
) -> None:
    values = {
        "name": " Rini  Misal ", "registration": "MET 1", "schemes": "Mandor\nmandor ;Tukang Cat",
        "valid_until": date(2026, 3, 1), "phone": "0812-3456-7890",
    }  # fmt: skip
    rini = assessors.add(store, values).subject or ""
    (one,) = assessors.listing(store)
    assert (one.name, one.schemes, one.phone) == (
        "Rini Misal", ("mandor", "Tukang Cat"), "+6281234567890",
    )  # fmt: skip
    for refused in ({"name": " "}, {"name": "Toni", "registration": "met 1"}):
        with pytest.raises(UserError):
            assessors.add(store, refused)
    with pytest.raises(UserError, match="Isi nama"):
        assessors.edit(store, rini, {"name": ""})
    add(store, work, assessor_id=rini, scheme="Mandor")
    assert [clash.code for clash in load(store, work).clashes] == [ClashCode.EXPIRED]
    assessors.edit(store, rini, {"valid_until": None, "schemes": "Tukang Cat"})
    assert [clash.code for clash in load(store, work).clashes] == [ClashCode.SCHEME]
    changes = assessors.remove(store, rini)
    assert assessors.listing(store) == []
    session = only(store, work)
    assert session.assessor is not None
    assert session.assessor.name == "Rini Misal"
    history.undo(store, changes.change_set)
    assert len(assessors.listing(store)) == 1


def test_the_history_tells_sessions_in_words(store: Store, work: Activity) -> None:
    session = add(store, work)
    changes = schedule_edits.edit(store, [session], {"room": "R2", "date": date(2026, 3, 4)})
    told = history_lists.details(store, changes.change_set)
    assert {(one.thing, one.field, one.before, one.after) for one in told} == {
        ("Sesi", "Ruang", "", "R2"),
        ("Sesi", "Tanggal", "03-03-2026", "04-03-2026"),
    }


def test_the_workbook_has_the_sessions_and_who_comes_when(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    rini = assessors.add(store, {"name": "Rini Misal", "registration": "MET 1"}).subject
    session = add(store, work, room="R1", scheme="Mandor", assessor_id=rini, test_centre="TUK A")
    schedule_edits.seat(store, session, [enrol(store, work, 1), enrol(store, work, 2)])
    written = exports.write(store, work, "schedule", tmp_path / "jadwal.xlsx")
    assert written.rows == 1
    book = openpyxl.load_workbook(written.path)
    rows = [[cell for cell in row if cell] for row in book["Jadwal"].iter_rows(values_only=True)]
    assert rows[-1][0] == 1
    assert rows[-1][1] == "Selasa"
    assert rows[-1][3:] == ["08.00", "10.00", "TUK A", "R1", "Mandor", "Rini Misal", "MET 1", 2]
    people = list(book["Peserta"].iter_rows(values_only=True))
    assert [row[1] for row in people[-2:]] == ["Contoh 1", "Contoh 2"]
    book.close()


def test_a_calendar_counts_in_the_offices_zone(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    settings.put(store, {"office_regency": "51.03"})
    assert settings.get(store, "time_zone") == settings.get_all(store)["time_zone"] == "WITA"
    settings.put(store, {"office_regency": "62.01"})  # what is chosen goes before
    settings.put(store, {"time_zone": "WITA"})
    session = add(store, work, test_centre="TUK A", scheme="Mandor")
    schedule_edits.seat(store, session, [enrol(store, work, 1)])
    written = exports.write(store, work, "schedule", tmp_path / "Jadwal.ICS")
    text = written.path.read_bytes().decode().replace("\r\n ", "")
    lines = text.split("\r\n")
    assert "DTSTART:20260303T000000Z" in lines
    assert "DTEND:20260303T020000Z" in lines
    assert "DTSTAMP:20260302T020000Z" in lines
    assert "SUMMARY:Uji kompetensi Mandor" in lines
    assert "LOCATION:TUK A" in lines
    assert any("1. Contoh 1" in line for line in lines)


def test_an_empty_schedule_is_not_written(store: Store, work: Activity, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.ics"):
        with pytest.raises(UserError) as refused:
            exports.write(store, work, "schedule", tmp_path / name)
        assert refused.value.code == "nothing_to_export"
    assert list(tmp_path.glob("a.*")) == []


def test_the_paper_names_time_place_assessor_and_people(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    out = tmp_path / "jadwal.pdf"
    with pytest.raises(UserError, match="Belum ada sesi"):
        printing.write(store, work, "schedule", out)
    rini = assessors.add(store, {"name": "Rini Misal"}).subject
    session = add(store, work, test_centre="TUK A", room="R1", assessor_id=rini)
    schedule_edits.seat(store, session, [enrol(store, work, number) for number in range(60)])
    printed = printing.write(store, work, "schedule", out)
    document = pdfium.PdfDocument(printed.path)
    told = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    for words in ("Selasa, 3 Maret 2026", "08.00–10.00 WIB", "TUK A, R1", "Rini Misal"):
        assert words in told, words
    assert told.count("Contoh") == 60
