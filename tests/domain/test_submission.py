"""What changed since a recap was sent, and who may be sent at all."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import submission as rules
from sertidesk.domain.submission import Change, Rules

VALUES = st.one_of(
    st.none(), st.text(), st.integers(), st.dates(), st.floats(allow_nan=False), st.booleans()
)
PERSON = {"nik": "6201011205900001", "name": "ANI", "clarification": "matched",
          "documents_complete": 1}  # fmt: skip


@given(st.dictionaries(st.sampled_from(["nik", "name", "birth_date", "level", "notes"]), VALUES))
def test_what_was_sent_and_did_not_change_is_never_flagged(row: dict[str, object]) -> None:
    kept = json.loads(json.dumps({key: rules.plain(value) for key, value in row.items()}))
    assert rules.changes(kept, row) == ()


@given(st.text(min_size=1), st.text(min_size=1))
def test_another_text_is_flagged_with_both(before: str, after: str) -> None:
    found = rules.changes({"name": before}, {"name": after})
    assert found == ((Change("name", before, after),) if before != after else ())


def test_a_value_that_is_gone_or_new_is_a_change() -> None:
    found = rules.changes({"phone": "+62811", "email": None}, {"phone": "", "email": "a@b.id"})
    assert found == (Change("phone", "+62811", ""), Change("email", "", "a@b.id"))


def test_states_of_our_own_work_and_fields_never_sent_are_no_change() -> None:
    sent = {"age": 35, "clarification_state": "Menunggu", "document_state": "Belum lengkap"}
    now = {"age": 36, "clarification_state": "Sesuai", "document_state": "Lengkap", "notes": "x"}
    assert rules.changes(sent, now) == ()


def test_a_remark_reads_as_people_write() -> None:
    found = rules.changes(
        {"birth_date": "1990-05-12", "phone": "+62811", "email": None},
        {"birth_date": date(1991, 1, 2), "phone": "+62899", "email": "a@b.id"},
    )
    labels = {"birth_date": "Tanggal lahir", "phone": "Nomor HP", "email": "Surel"}
    assert rules.note(found, labels) == (
        "Perubahan: Tanggal lahir (semula 12-05-1990); Nomor HP (semula 0811); "
        "Surel (semula kosong)"
    )
    assert rules.note((), labels) == "Peserta baru"


@pytest.mark.parametrize(
    ("values", "chosen", "told"),
    [
        ({}, Rules(only_matched=True, only_complete=True), ()),
        ({"nik": None}, Rules(), ("NIK kosong",)),
        ({"name": ""}, Rules(), ("nama kosong",)),
        ({"clarification": "open"}, Rules(), ()),
        ({"clarification": "open"}, Rules(only_matched=True), ("Disdukcapil: belum dikirim",)),
        ({"clarification": "deceased"}, Rules(), ("Disdukcapil: meninggal",)),
        ({"clarification": "moved"}, Rules(), ()),
        ({"documents_complete": 0}, Rules(only_complete=True), ("berkas belum lengkap",)),
    ],
)
def test_who_is_kept_back(values: dict[str, object], chosen: Rules, told: tuple[str, ...]) -> None:
    assert rules.obstacles(PERSON | values, chosen, excused=False) == told


def test_whom_the_office_takes_along_with_a_reason_is_not_kept_back() -> None:
    person = PERSON | {"clarification": "deceased"}
    assert rules.obstacles(person, Rules(only_matched=True), excused=True) == ()
    assert rules.doubts(person, excused=True) == ()
    assert rules.doubts(person, excused=False) == ("Disdukcapil: meninggal",)


def test_nobody_lacks_papers_that_the_sop_does_not_ask_for() -> None:
    someone = {"nik": "6201010101800001", "name": "Agus", "clarification": "matched"}
    for flag, words in ((None, ()), (1, ()), (0, ("berkas belum lengkap",))):
        participant = someone | {"documents_complete": flag}
        assert rules.doubts(participant, excused=False) == words
        assert rules.obstacles(participant, Rules(only_complete=True), excused=False) == words
