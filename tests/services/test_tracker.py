"""Applications recorded: states with dates and reasons, the payment limit, numbers, undo, Excel."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from sertidesk.db import tables
from sertidesk.domain import tracker as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.tracker import Party, State
from sertidesk.services import (
    activity,
    exports,
    history,
    history_lists,
    holidays,
    participants,
    tracker,
    tracker_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.services.tracker import Applicant

TODAY = date(2026, 3, 2)  # a Monday


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("lpjk-se16-2021", "Uji Permohonan", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def budi(store: Store, work: Activity) -> str:
    return participants.add(store, work.id, {"name": "Budi Contoh"}).subject or ""


@pytest.fixture
def sari(store: Store, work: Activity) -> str:
    return participants.add(store, work.id, {"name": "Sari Umpama"}).subject or ""


def one(store: Store, work: Activity, key: str) -> Applicant:
    return next(found for found in tracker.listing(store, work) if found.id == key)


def lead(store: Store, work: Activity, key: str, *states: State, on: date = TODAY) -> None:
    for state in states:
        note = "Berkas kurang" if state is State.RETURNED else ""
        tracker_edits.record(store, work, [key], state, on, note)


def later(store: Store, days: int) -> None:
    before = store.clock
    store.clock = lambda: before() + timedelta(days=days)


def midnight(year: int, month: int, day: int) -> datetime:
    """Return a day as a workbook holds it: without a zone."""
    return datetime.combine(date(year, month, day), time.min)


def refusal(store: Store, work: Activity, key: str, state: State, on: date = TODAY) -> str:
    with pytest.raises(UserError) as refused:
        tracker_edits.record(store, work, [key], state, on)
    return refused.value.code


def test_nothing_recorded_waits_on_the_applicant(store: Store, work: Activity, budi: str) -> None:
    found = one(store, work, budi)
    assert (found.state, found.since, found.waits_on) == (State.NONE, None, Party.APPLICANT)
    assert tracker.timeline(store, budi) == []


def test_each_state_keeps_who_when_from_to_and_note(
    store: Store, work: Activity, budi: str
) -> None:
    lead(store, work, budi, State.AT_LSP, on=date(2026, 2, 20))
    tracker_edits.record(store, work, [budi], State.RETURNED, date(2026, 2, 24), " Ijazah kabur ")
    told = tracker.timeline(store, budi)
    assert [(step.came_from, step.state, step.reached_on) for step in told] == [
        (State.NONE, State.AT_LSP, date(2026, 2, 20)),
        (State.AT_LSP, State.RETURNED, date(2026, 2, 24)),
    ]
    assert (told[1].note, told[1].recorded_by) == ("Ijazah kabur", "Penguji")
    assert told[1].recorded_at == store.clock()
    found = one(store, work, budi)
    assert (found.note, found.waits_on) == ("Ijazah kabur", Party.APPLICANT)
    lead(store, work, budi, State.AT_LSP)  # repaired
    assert one(store, work, budi).waits_on is Party.LSP


def test_what_does_not_fit_is_refused_and_nothing_recorded(
    store: Store, work: Activity, budi: str, sari: str
) -> None:
    lead(store, work, budi, State.AT_LSP)
    assert refusal(store, work, budi, State.PAID) == "state_not_next"
    assert refusal(store, work, budi, State.RETURNED) == "state_without_reason"
    assert refusal(store, work, budi, State.ACCEPTED, date(2026, 3, 3)) == "state_in_future"
    assert refusal(store, work, budi, State.ACCEPTED, date(2026, 3, 1)) == "state_before_last"
    assert refusal(store, work, "", State.ACCEPTED) == "nobody_chosen"
    with pytest.raises(UserError, match="Sari Umpama"):
        tracker_edits.record(store, work, [budi, sari], State.ACCEPTED, TODAY)
    assert one(store, work, budi).state is State.AT_LSP


def test_many_at_once_are_taken_back_with_one_undo(
    store: Store, work: Activity, budi: str, sari: str
) -> None:
    lead(store, work, budi, State.SUBMITTED)
    changes = tracker_edits.record(store, work, [budi, sari], State.AT_LSP, TODAY)
    assert {found.state for found in tracker.listing(store, work)} == {State.AT_LSP}
    history.undo(store, changes.change_set)
    assert one(store, work, budi).state is State.SUBMITTED
    assert one(store, work, sari).state is State.NONE


def test_the_limit_to_pay_counts_down_in_working_days(
    store: Store, work: Activity, budi: str
) -> None:
    holidays.add_holiday(store, date(2026, 3, 5), "Libur daerah")
    lead(store, work, budi, State.AT_LSP, State.ACCEPTED)
    found = one(store, work, budi)
    assert (found.due, found.days_left, found.is_overdue) == (date(2026, 3, 12), 7, False)
    later(store, 10)
    assert (one(store, work, budi).days_left, one(store, work, budi).is_overdue) == (0, False)
    later(store, 1)
    assert (one(store, work, budi).days_left, one(store, work, budi).is_overdue) == (-1, True)


def test_a_limit_that_ended_on_friday_is_over_on_saturday(
    store: Store, work: Activity, budi: str
) -> None:
    lead(store, work, budi, State.AT_LSP, State.ACCEPTED, on=date(2026, 2, 25))
    due = one(store, work, budi).due
    assert due == date(2026, 3, 6)  # a Friday
    later(store, 5)
    assert one(store, work, budi).is_overdue


def test_nothing_lapses_by_itself_and_the_rule_is_kept_with_it(
    store: Store, work: Activity, budi: str
) -> None:
    lead(store, work, budi, State.AT_LSP, State.ACCEPTED)
    with pytest.raises(UserError, match="belum lewat"):
        tracker_edits.void_overdue(store, work, [budi])
    assert refusal(store, work, budi, State.VOID) == "void_by_rule"
    later(store, 30)
    assert one(store, work, budi).state is State.ACCEPTED
    tracker_edits.void_overdue(store, work, [budi])
    found = one(store, work, budi)
    assert (found.state, found.due, found.waits_on) == (State.VOID, None, Party.NOBODY)
    assert found.note == f"{rules.VOID_RULE}: tidak dibayar sampai 11-03-2026"


def test_a_late_payment_needs_its_reason(store: Store, work: Activity, budi: str) -> None:
    lead(store, work, budi, State.AT_LSP, State.ACCEPTED)
    later(store, 30)
    assert refusal(store, work, budi, State.PAID, date(2026, 3, 12)) == "paid_late"
    tracker_edits.record(store, work, [budi], State.PAID, date(2026, 3, 12), "LSP tetap menerima")
    assert one(store, work, budi).state is State.PAID


def test_a_mistaken_state_is_struck(store: Store, work: Activity, budi: str) -> None:
    lead(store, work, budi, State.DRAFT, State.SUBMITTED)
    tracker_edits.retract(store, work, [budi])
    assert one(store, work, budi).state is State.DRAFT
    tracker_edits.retract(store, work, [budi])
    with pytest.raises(UserError, match="tidak ada yang dicoret"):
        tracker_edits.retract(store, work, [budi])


def test_no_number_serves_two(store: Store, work: Activity, budi: str, sari: str) -> None:
    tracker_edits.save_numbers(store, work, budi, {"skk_number": " F 411  2021 "})
    tracker_edits.save_numbers(store, work, budi, {"record_number": "LPJK-1"})
    assert one(store, work, budi).numbers == {
        "skk_number": "F 411 2021",
        "registration_number": "",
        "record_number": "LPJK-1",
    }
    with pytest.raises(UserError, match="sudah dicatat untuk Budi Contoh"):
        tracker_edits.save_numbers(store, work, sari, {"skk_number": "f4112021"})
    tracker_edits.save_numbers(store, work, sari, {"registration_number": "F 411 2021"})
    tracker_edits.save_numbers(store, work, budi, {"skk_number": ""})
    assert one(store, work, budi).numbers["skk_number"] == ""


def test_numbers_that_should_be_there_are_missed(store: Store, work: Activity, budi: str) -> None:
    lead(
        store, work, budi, State.AT_LSP, State.ACCEPTED, State.PAID, State.IN_PROCESS,
        State.SCHEDULED, State.COMPETENT, State.NUMBERED,
    )  # fmt: skip
    tracker_edits.save_numbers(store, work, budi, {"skk_number": "1"})
    assert one(store, work, budi).missing_numbers == ("registration_number",)


def test_who_withdrew_is_no_longer_followed(store: Store, work: Activity, budi: str) -> None:
    lead(store, work, budi, State.DRAFT)
    with store.write("Mundur") as tx:
        tx.update(tables.participant, budi, {"withdrawn_reason": "Pindah"})
    assert tracker.listing(store, work) == []


def test_the_history_tells_states_in_words(store: Store, work: Activity, budi: str) -> None:
    lead(store, work, budi, State.DRAFT)
    changes = tracker_edits.retract(store, work, [budi])
    told = history_lists.details(store, changes.change_set)
    assert [(line.thing, line.owner, line.field) for line in told] == [
        ("Keadaan permohonan", "Budi Contoh", "Dihapus")
    ]
    newest = history_lists.lines(store)
    assert [line.label for line in newest[:2]] == [
        "1 keadaan terakhir dicoret",
        "1 permohonan: Draf",
    ]


def test_the_workbook_has_states_days_and_who_is_waited_for(
    store: Store, work: Activity, budi: str, sari: str, tmp_path: Path
) -> None:
    lead(store, work, budi, State.AT_LSP, on=date(2026, 2, 27))
    lead(store, work, budi, State.ACCEPTED)
    tracker_edits.save_numbers(store, work, budi, {"skk_number": "0012"})
    done = exports.write(store, work, "tracker", tmp_path / "pelacak.xlsx")
    assert done.rows == 2
    sheet = openpyxl.load_workbook(done.path)["Permohonan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    header = next(row for row in rows if row[0] == "NO")
    first, second = (
        dict(zip(header, row, strict=True))
        for row in rows
        if row[1] in ("Budi Contoh", "Sari Umpama")
    )
    assert (first["STATUS"], first["MENUNGGU"]) == ("Diterima", "Pemohon")
    assert (first["SEJAK"], first["BATAS BAYAR"]) == (
        midnight(2026, 3, 2), midnight(2026, 3, 11),
    )  # fmt: skip
    assert (first["SISA HARI KERJA"], first["NOMOR SKK"]) == (7, "0012")
    assert first["DI LSP"] == midnight(2026, 2, 27)
    assert (second["STATUS"], second["DI LSP"], second["SISA HARI KERJA"]) == (
        "Belum mulai", None, None,
    )  # fmt: skip
    assert "TERBIT" not in header
