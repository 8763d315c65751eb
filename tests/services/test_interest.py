"""Interests kept: noted, pasted, looked after, dropped, hinted at, and made participants."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.interest import Channel, State, read_lines
from sertidesk.services import (
    activity,
    board,
    history,
    history_lists,
    interest,
    interest_enrolment,
    interest_hints,
    participants,
    procedure,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.interest import Interest
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store

NIK = "6201010202910002"


def make(store: Store, name: str = "Uji Tukang") -> Activity:
    draft = ActivityDraft("kotawaringin-barat", name, 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def work(store: Store) -> Activity:
    return make(store)


def note(store: Store, work: Activity, name: str = "Budi Contoh", **values: object) -> str:
    return interest.add(store, work, {"name": name, **values}).subject or ""


def one(store: Store, work: Activity, key: str) -> Interest:
    return next(found for found in interest.listing(store, work.id) if found.id == key)


def told(store: Store, work: Activity) -> dict[str, str]:
    listed = interest.listing(store, work.id)
    among = interest_hints.others(store, work, listed)
    entries = [interest_hints.entry_of(item) for item in listed if item.is_open]
    found = interest_hints.hints(store, entries, among)
    return {item.name: found[item.id] for item in listed if item.id in found}


def test_a_name_is_enough_and_the_rest_follows(store: Store, work: Activity) -> None:
    key = note(store, work, "  budi   contoh ", village="KEL. MENDAWAI", phone="812-3456-7890")
    noted = one(store, work, key)
    assert (noted.name, noted.phone, noted.state) == ("Budi Contoh", "+6281234567890", State.NEW)
    assert (noted.village, noted.area_code) == ("Mendawai", "62.01.02.1003")
    assert (noted.noted_on, noted.noted_by) == (date(2026, 3, 2), "Penguji")
    with pytest.raises(UserError, match="Isi nama"):
        note(store, work, " ")


def test_what_is_damaged_is_not_kept(store: Store, work: Activity) -> None:
    with pytest.raises(UserError, match="bukan 16 angka"):
        note(store, work, nik=NIK[:-1])
    with pytest.raises(UserError, match="tidak terbaca"):
        note(store, work, phone="nanti")
    key = note(store, work)
    with pytest.raises(UserError, match="bukan 16 angka"):
        interest.save(store, work, key, {"nik": "12"})
    with pytest.raises(UserError, match="Isi nama"):
        interest.save(store, work, key, {"name": ""})


def test_a_village_that_is_not_in_the_regency_stays_as_it_was_typed(
    store: Store, work: Activity
) -> None:
    key = note(store, work, village="Mendawai")
    interest.save(store, work, key, {"village": "Dusun Entah", "channel": Channel.PHONE})
    changed = one(store, work, key)
    assert (changed.village, changed.area_code, changed.channel) == ("Dusun Entah", "", "phone")


def test_states_go_on_and_back(store: Store, work: Activity) -> None:
    first, second = note(store, work), note(store, work, "Sari Umpama")
    interest.mark_contacted(store, [first, second])
    with pytest.raises(UserError, match="alasan"):
        interest.drop(store, [first], " ")
    dropped = interest.drop(store, [first], "Pindah kerja")
    assert (one(store, work, first).state, one(store, work, first).drop_reason) == (
        State.DROPPED, "Pindah kerja",
    )  # fmt: skip
    interest.mark_contacted(store, [first])
    assert one(store, work, first).state is State.DROPPED
    interest.take_up_again(store, [first, second])
    assert one(store, work, first).state is State.NEW
    assert one(store, work, second).state is State.CONTACTED
    undone = history.undo(store, dropped.change_set)
    assert undone.kept
    interest.remove(store, [first])
    assert [item.id for item in interest.listing(store, work.id)] == [second]


def test_lines_are_added_in_one_go_without_those_that_have_a_problem(
    store: Store, work: Activity
) -> None:
    lines = read_lines(f"Budi; 081234567890; Mendawai\n; ;Kubu\nSari; ; Kubu; Tukang Cat; {NIK}")
    changes = interest.add_lines(store, work, lines, {"channel": Channel.VILLAGE})
    found = {item.name: item for item in interest.listing(store, work.id)}
    assert set(found) == {"Budi", "Sari"}
    assert (found["Sari"].nik, found["Sari"].village) == (NIK, "Kubu")
    assert found["Budi"].channel == "village"
    history.undo(store, changes.change_set)
    assert interest.listing(store, work.id) == []
    with pytest.raises(UserError, match="nama; HP; desa"):
        interest.add_lines(store, work, read_lines(";1"), {})


def test_enrolling_takes_what_is_known_and_undo_brings_the_interest_back(
    store: Store, work: Activity
) -> None:
    key = note(
        store, work, phone="081234567890", village="Mendawai", occupation="tukang entah apa",
        note="bisa sore",
    )  # fmt: skip
    made = interest_enrolment.enrol(store, work, [key])
    (person,) = records(store, ParticipantQuery(work.id))
    assert (person["id"], person["nik"], person["name"]) == (made.new[0], None, "Budi Contoh")
    assert (person["phone"], person["district"]) == ("+6281234567890", "Arut Selatan")
    assert (person["regency"], person["area_code"]) == (
        "Kabupaten Kotawaringin Barat", "62.01.02.1003",
    )  # fmt: skip
    assert (person["occupation"], person["notes"]) == ("tukang entah apa", "bisa sore")
    assert one(store, work, key).state is State.ENROLLED
    codes = [block.code for block in board.board(store, work).blocks["2"]]
    assert codes == [GateCode.NO_IDENTITY]
    history.undo(store, made.changes.change_set)
    assert records(store, ParticipantQuery(work.id)) == []
    assert one(store, work, key).state is State.NEW


def test_a_known_person_is_taken_and_a_participant_only_linked(
    store: Store, work: Activity
) -> None:
    other = make(store, "Tahun lalu")
    participants.add(store, other.id, {"name": "Budi Contoh", "nik": NIK, "birth_place": "Kumai"})
    first, second = note(store, work, "Budi C.", nik=NIK), note(store, work, nik=NIK)
    made = interest_enrolment.enrol(store, work, [second, first])
    (person,) = records(store, ParticipantQuery(work.id))
    assert (person["name"], person["birth_place"]) == ("Budi Contoh", "Kumai")
    assert (made.new, made.known) == ((person["id"],), (person["id"],))
    with pytest.raises(UserError, match="sudah menjadi peserta"):
        interest_enrolment.enrol(store, work, [first, second])


def test_an_interest_is_open_again_when_its_participant_is_taken_out(
    store: Store, work: Activity
) -> None:
    key = note(store, work)
    made = interest_enrolment.enrol(store, work, [key])
    participants.remove(store, made.new)
    assert one(store, work, key).is_open
    assert interest_enrolment.enrol(store, work, [key]).new != made.new


def test_a_dropped_interest_is_not_enrolled_and_an_enrolled_one_not_dropped(
    store: Store, work: Activity
) -> None:
    dropped, taken = note(store, work), note(store, work, "Sari Umpama")
    interest.drop(store, [dropped], "Sakit")
    made = interest_enrolment.enrol(store, work, [dropped, taken])
    assert len(made.new) == 1
    interest.drop(store, [taken], "Salah pilih")
    assert one(store, work, taken).state is State.ENROLLED
    counted = interest.counts(interest.listing(store, work.id))
    assert (counted.all, counted.open, counted.by_state[State.DROPPED]) == (2, 0, 1)


def test_hints_name_who_it_may_be(store: Store, work: Activity) -> None:
    other = make(store, "Tahun lalu")
    participants.add(store, other.id, {"name": "Sari Umpama", "nik": NIK})
    participants.add(store, work.id, {"name": "Joko Misal", "phone": "+6281100001111"})
    note(store, work, "Budi Contoh", village="Mendawai")
    note(store, work, "Boedi Contoh", village="Kel. Mendawai")
    note(store, work, "Sari", nik=NIK)
    note(store, work, "Pak Joko", phone="081100001111")
    gone = note(store, work, "Rina Coba", phone="081100002222")
    interest.drop(store, [gone], "Sakit")
    note(store, work, "R. Coba", phone="081100002222")
    assert told(store, work) == {
        "Budi Contoh": "Nama mirip peminat Boedi Contoh",
        "Boedi Contoh": "Nama mirip peminat Budi Contoh",
        "Sari": "NIK dikenal: Sari Umpama",
        "Pak Joko": "HP sama dengan peserta Joko Misal",
        "R. Coba": "HP sama dengan peminat Rina Coba, pernah batal",
    }


def test_open_interests_block_the_step_by_name(store: Store, work: Activity) -> None:
    participants.add(store, work.id, {"name": "Sari Umpama", "nik": NIK})
    step = work.procedure.step("2")
    assert procedure.blocks(store, work, step) == ()
    key = note(store, work)
    (block,) = board.board(store, work).blocks["2"]
    assert (block.code, block.who) == (GateCode.INTERESTS_OPEN, "Budi Contoh")
    interest.drop(store, [key], "Sakit")
    assert procedure.blocks(store, work, step) == ()


def test_the_history_tells_it_in_words(store: Store, work: Activity) -> None:
    key = note(store, work, channel=Channel.WALK_IN)
    changes = interest.save(store, work, key, {"channel": Channel.PHONE})
    (detail,) = history_lists.details(store, changes.change_set)
    assert (detail.thing, detail.owner, detail.field) == ("Minat", "Budi Contoh", "Lewat")
    assert (detail.before, detail.after) == ("Datang langsung", "Telepon")
