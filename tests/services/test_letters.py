"""The register kept: numbers taken and typed, gaps, dispositions, recruitment letters, lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.letter_numbers import Gap
from sertidesk.domain.letters import Direction, Kind, State
from sertidesk.domain.recruitment import Kind as Recipient
from sertidesk.services import (
    activity,
    history,
    history_lists,
    letter_lists,
    letter_recruitment,
    letter_series,
    letters,
    recruitment,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.letter_lists import Query
from sertidesk.services.letters import Letter
from sertidesk.services.store import Store, open_store

TODAY = date(2026, 3, 2)
OUT, IN = Direction.OUT, Direction.IN
OUTGOING = {
    "name": "Surat keluar", "pattern": "{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}",
    "unit": "PUPR", "code": "600.1", "last_number": "40",
}  # fmt: skip


@pytest.fixture
def series(store: Store) -> str:
    return letter_series.add(store, OUTGOING).subject or ""


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, planned_start=TODAY)
    return activity.by_code(store, activity.create(store, draft).subject or "")


def out(store: Store, subject: str = "Undangan rapat", **values: Any) -> Letter:
    take = not values.get("number")
    made = letters.register(store, OUT, {"subject": subject, **values}, take=take)
    return got(store, made.subject)


def got(store: Store, letter_id: str | None) -> Letter:
    found = letters.get(store, letter_id or "")
    assert found is not None
    return found


def test_numbers_run_on_from_what_was_before_the_register(store: Store, series: str) -> None:
    assert letters.next_number(store, Kind.INVITATION) == "600.1/41/PUPR/III/2026"
    first = out(store)
    second = out(store, code="600.2")
    assert (first.number, first.letter_date) == ("600.1/41/PUPR/III/2026", TODAY)
    assert (second.number, second.sequence) == ("600.2/42/PUPR/III/2026", 42)
    assert first.state is State.NUMBERED


def test_codes_and_units_with_a_slash_are_numbered_on(store: Store) -> None:
    letter_series.add(store, OUTGOING | {"unit": "PUPR/JK", "code": "600/1"})
    assert out(store).number == "600/1/41/PUPR/JK/III/2026"
    assert out(store, code="602/9").number == "602/9/42/PUPR/JK/III/2026"
    assert letters.next_number(store) == "600/1/43/PUPR/JK/III/2026"


def test_each_year_begins_at_one_by_the_date_of_the_letter(store: Store, series: str) -> None:
    out(store)
    assert out(store, letter_date=date(2027, 1, 4)).number == "600.1/1/PUPR/I/2027"
    assert out(store, letter_date=date(2025, 12, 30)).sequence == 1


def test_two_windows_never_take_the_same_number(store: Store, series: str) -> None:
    other = open_store(store.folder, actor="Sari", clock=store.clock)
    taken = [out(window).number for window in (store, other, store, other)]
    other.close()
    assert [number.split("/")[1] for number in taken] == ["41", "42", "43", "44"]


def test_a_typed_number_that_fits_carries_the_row_on(store: Store, series: str) -> None:
    typed = out(store, number=" 600.1/ 45 /pupr/III/2026")
    assert typed.sequence == 45
    assert out(store).sequence == 46
    free = out(store, number="B-881/SRIKANDI")
    assert (free.sequence, free.series_id) == (None, "")
    assert out(store).sequence == 47
    (gap,) = letter_series.open_gaps(store, 2026)
    assert (gap.gap, gap.next_day) == (Gap(41, 44), None)


@pytest.mark.parametrize(
    "again", ["600.1/41/PUPR/III/2026", "600.1/ 41/pupr/iii/2026", "7/41/PUPR/I/2026"]
)
def test_no_number_is_used_twice_in_a_year(store: Store, series: str, again: str) -> None:
    out(store)
    with pytest.raises(UserError, match=r"sudah ada pada 600\.1/41/PUPR/III/2026"):
        out(store, number=again)
    with pytest.raises(UserError, match="Undangan rapat"):
        letters.edit(store, [out(store).id], {"number": again})
    assert out(store, number=again, letter_date=date(2025, 3, 2)).sequence is None


def test_letters_in_may_share_numbers_and_are_counted_by_arrival(store: Store, series: str) -> None:
    for _ in range(2):
        letters.register(store, IN, {"subject": "Permintaan data", "number": "12/DIS/2026"})
    late = letters.register(
        store, IN, {"subject": "Lama", "letter_date": date(2025, 12, 30)}
    ).subject
    assert (got(store, late).year, got(store, late).sequence) == (2026, 3)
    assert got(store, late).moved_on == TODAY


def test_a_gap_waits_for_a_reason(store: Store, series: str) -> None:
    out(store, number="600.1/44/PUPR/III/2026", letter_date=TODAY)
    (gap,) = letter_series.open_gaps(store, 2026)
    assert (gap.gap.words, gap.series, gap.next_day) == ("41–43", "Surat keluar", TODAY)
    with pytest.raises(UserError, match="alasan"):
        letter_series.explain(store, gap, "  ")
    changes = letter_series.explain(store, gap, "Dipakai sekretariat")
    assert letter_series.open_gaps(store, 2026) == []
    (told,) = letter_series.explained(store, 2026)
    assert (told.gap, told.reason) == (Gap(41, 43), "Dipakai sekretariat")
    history.undo(store, changes.change_set)
    assert len(letter_series.open_gaps(store, 2026)) == 1


def test_a_cancelled_number_is_no_gap_a_removed_one_is_free_again(
    store: Store, series: str
) -> None:
    first, second = out(store), out(store)
    letters.cancel(store, first.id, "Salah ketik")
    assert got(store, first.id).state is State.CANCELLED
    assert letter_series.open_gaps(store, 2026) == []
    gone = letters.remove(store, [second.id])
    assert out(store, "Surat lain").sequence == second.sequence
    with pytest.raises(UserError, match="data sejenis"):
        history.undo(store, gone.change_set)


def test_a_kind_may_have_a_row_of_its_own(store: Store, series: str) -> None:
    own = {"name": "SK", "pattern": "{urut:03} TAHUN {tahun}", "kinds": "Keputusan, tugas"}
    letter_series.add(store, own)
    assert out(store, kind=Kind.DECISION).number == "001 TAHUN 2026"
    assert out(store, kind=Kind.RECORD).sequence == 41
    with pytest.raises(UserError, match="Tugas sudah bernomor menurut “SK”"):
        letter_series.add(store, {"name": "ST", "pattern": "{urut}", "kinds": "Tugas"})
    with pytest.raises(UserError, match="“nota” tidak dikenal"):
        letter_series.add(store, {"name": "ND", "pattern": "{urut}", "kinds": "nota"})


def test_without_a_pattern_it_is_told_where_to_set_one(store: Store) -> None:
    with pytest.raises(UserError, match="Pengaturan, Nomor surat"):
        out(store)
    typed = out(store, number="600.1/9/PUPR/I/2026")
    letter_series.add(store, {**OUTGOING, "last_number": ""})
    assert got(store, typed.id).sequence == 9  # typed before the pattern was known
    assert out(store).sequence == 10


def test_a_series_in_use_stays_and_a_new_pattern_keeps_old_numbers(
    store: Store, series: str
) -> None:
    first = out(store)
    with pytest.raises(UserError, match="sudah dipakai 1 surat"):
        letter_series.remove(store, [series])
    letter_series.change(store, series, {**OUTGOING, "pattern": "{urut}/{unit}/{tahun}"})
    letters.edit(store, [first.id], {"moved_on": TODAY, "number": first.number})
    assert got(store, first.id).sequence == 41
    assert out(store).number == "42/PUPR/2026"


def test_a_draft_takes_its_number_later(store: Store, series: str) -> None:
    made = letters.register(store, OUT, {"subject": "Permohonan", "kind": Kind.APPLICATION})
    draft = got(store, made.subject)
    assert draft.state is State.DRAFT
    letters.take_number(store, draft.id)
    numbered = got(store, draft.id)
    assert (numbered.number, numbered.code) == ("600.1/41/PUPR/III/2026", "600.1")
    with pytest.raises(UserError, match="sudah bernomor"):
        letters.take_number(store, draft.id)
    letters.mark_moved(store, [draft.id], "srikandi")
    assert got(store, draft.id).state is State.SENT


def test_a_disposition_waits_until_it_is_done(store: Store) -> None:
    values = {
        "subject": "Fasilitasi SKK", "correspondent": "LSP Contoh", "instruction": "Siapkan",
        "disposed_by": "Kadis", "disposed_to": "Kasi", "due_on": TODAY - timedelta(days=1),
    }  # fmt: skip
    key = letters.register(store, IN, values).subject or ""
    assert letter_lists.counts(store, 2026).late == 1
    assert [line.letter.id for line in letter_lists.page(store, Query(only="due"))] == [key]
    letters.mark_done(store, [key])
    assert got(store, key).state is State.SETTLED
    assert letter_lists.counts(store, 2026) == letter_lists.Counts(letters_in=1)


def test_a_letter_needs_a_subject(store: Store, series: str) -> None:
    with pytest.raises(UserError, match="hal"):
        letters.register(store, OUT, {"subject": "  "}, take=True)
    assert out(store).sequence == 41  # nothing was used up


def test_recruitment_letters_take_numbers_and_stay_in_their_list(
    store: Store, series: str, work: Activity
) -> None:
    ids = [
        recruitment.add(store, work.id, Recipient.VILLAGE, {"name": name}).subject or ""
        for name in ("Kelurahan Mendawai", "Desa Kubu", "Desa Sebuai")
    ]
    changes = letter_recruitment.take_numbers(store, work.id, ids[:2])
    listed = recruitment.listing(store, work.id)
    assert [one.letter_number for one in listed] == [
        "600.1/41/PUPR/III/2026", "600.1/42/PUPR/III/2026", "",
    ]  # fmt: skip
    recruitment.mark_sent(store, ids[:1], "hand")
    first, second = letters.of_activity(store, work.id)
    assert (first.correspondent, first.state, first.way) == (
        "Kelurahan Mendawai",
        State.SENT,
        "hand",
    )
    assert (second.state, second.is_listed_elsewhere) == (State.NUMBERED, True)
    with pytest.raises(UserError, match="daftar surat rekrutmen"):
        letters.edit(store, [second.id], {"number": "1"})
    letters.edit(store, [second.id], {"note": "diantar besok"})
    recruitment.remove(store, [ids[1]])
    assert len(letters.of_activity(store, work.id)) == 1
    history.undo(store, changes.change_set)
    assert letters.next_number(store) == "600.1/41/PUPR/III/2026"


def test_one_number_for_many_recipients_is_one_letter(
    store: Store, series: str, work: Activity
) -> None:
    ids = [
        recruitment.add(store, work.id, Recipient.VILLAGE, {"name": name}).subject or ""
        for name in ("Kelurahan Mendawai", "Desa Kubu")
    ]
    recruitment.edit(store, ids, {"letter_number": "600.1/50/PUPR/III/2026"})
    (letter,) = letters.of_activity(store, work.id)
    assert (letter.correspondent, letter.sequence) == ("Kelurahan Mendawai dan 1 lainnya", 50)
    assert out(store).sequence == 51
    with pytest.raises(UserError, match="nomor urutnya sudah ada"):
        recruitment.edit(store, ids[:1], {"letter_number": "600.1/51/PUPR/III/2026"})
    recruitment.edit(store, ids, {"letter_number": "600.1/52/PUPR/III/2026"})
    assert [one.sequence for one in letters.of_activity(store, work.id)] == [52]


def test_an_undo_leaves_a_number_that_another_recipient_has_got_since(
    store: Store, series: str, work: Activity
) -> None:
    first, second = (
        recruitment.add(store, work.id, Recipient.VILLAGE, {"name": name}).subject or ""
        for name in ("Kelurahan Mendawai", "Desa Kubu")
    )
    number = {"letter_number": "600.1/50/PUPR/III/2026"}
    changes = recruitment.edit(store, [first], number)
    recruitment.edit(store, [second], number)
    history.undo(store, changes.change_set)
    (letter,) = letters.of_activity(store, work.id)
    assert (letter.correspondent, letter.sequence) == ("Desa Kubu", 50)


def test_the_list_is_narrowed_searched_and_sorted(
    store: Store, series: str, work: Activity
) -> None:
    out(store, "Undangan rapat", kind=Kind.INVITATION, correspondent="Lurah Baru")
    out(store, "Permohonan uji", kind=Kind.APPLICATION, activity_id=work.id)
    letters.register(store, IN, {"subject": "Jawaban LSP", "number": "77/LSP/II/2026"})

    def subjects(filters: dict[str, str] | None = None, **query: Any) -> list[str]:
        found = letter_lists.page(store, Query(**query), filters)
        assert letter_lists.count(store, Query(**query), filters or {}) == len(found)
        return sorted(line.letter.subject for line in found)

    assert subjects(direction="in") == ["Jawaban LSP"]
    assert subjects(kind="application") == ["Permohonan uji"]
    assert subjects(text="600.1 / 41") == ["Undangan rapat"]
    assert subjects(text="lurah rapat") == ["Undangan rapat"]
    assert subjects(text="100%") == []
    assert subjects(year=2025) == []
    assert subjects(only="unsent") == ["Permohonan uji", "Undangan rapat"]
    assert subjects({"letter_date": "03-2026", "kind": "undang"}) == ["Undangan rapat"]
    assert subjects({"activity": "tukang"}) == ["Permohonan uji"]
    down = letter_lists.page(store, Query(), sort="number", descending=True, limit=1)
    assert down[0].letter.number == "77/LSP/II/2026"
    assert letter_lists.years(store) == [2026]


def test_what_was_done_is_told_in_words(store: Store, series: str) -> None:
    changes = letters.cancel(store, out(store, kind=Kind.DECISION).id, "Salah ketik")
    assert history_lists.lines(store)[0].label == "Nomor surat dibatalkan: Salah ketik"
    (detail,) = history_lists.details(store, changes.change_set)
    assert (detail.field, detail.after) == ("Alasan dibatalkan", "Salah ketik")
