"""Activities: begun with a copy of the SOP, changed, closed, deleted, listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import activity, history, organizations, participants, procedure
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.organizations import Kind
from sertidesk.services.store import Store

DRAFT = ActivityDraft(
    sop_code="kotawaringin-barat",
    name=" Sertifikasi Tukang ",
    year=2026,
    funding_source="APBD Kabupaten/Kota",
    lsp="LSP Contoh",
    test_centre="TUK Contoh",
    planned_start=date(2026, 11, 23),
    planned_participants=60,
    target_occupations=[{"occupation": "Tukang Besi Beton", "level": 2, "quota": 20}],
)


def test_a_new_activity_keeps_what_was_typed_and_a_copy_of_its_sop(store: Store) -> None:
    made = activity.by_code(store, str(activity.create(store, DRAFT).subject))
    assert (made.code, made.name, made.year) == ("2026-001", "Sertifikasi Tukang", 2026)
    assert (made.lsp, made.test_centre, made.planned_start) == (
        "LSP Contoh",
        "TUK Contoh",
        date(2026, 11, 23),
    )
    assert made.target_occupations == (
        {"occupation": "Tukang Besi Beton", "level": 2, "quota": 20},
    )
    assert len(made.procedure.steps) == 10
    assert [view.step.number for view in procedure.steps(store, made)] == [
        str(number) for number in range(1, 11)
    ]


def test_codes_count_within_a_year_and_are_never_used_again(store: Store) -> None:
    first = activity.create(store, DRAFT)
    activity.remove(store, activity.by_code(store, str(first.subject)).id)
    assert activity.create(store, DRAFT).subject == "2026-002"
    assert activity.create(store, replace(DRAFT, year=2027)).subject == "2027-001"


def test_a_code_stays_taken_when_the_year_is_corrected(store: Store) -> None:
    first = activity.by_code(store, str(activity.create(store, DRAFT).subject))
    activity.save(store, first.id, replace(DRAFT, year=2027))
    assert activity.create(store, DRAFT).subject == "2026-002"
    assert activity.create(store, replace(DRAFT, year=2027)).subject == "2027-001"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": "  "}, "activity_without_name"),
        ({"year": 26}, "year_unlikely"),
        ({"planned_participants": 0}, "participants_unlikely"),
        ({"sop_code": "entah"}, "sop_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    store: Store, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        activity.create(store, replace(DRAFT, **wrong))  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert activity.listing(store) == []
    assert organizations.names(store, Kind.LSP) == []


def test_partners_are_remembered_once_whatever_their_capitals(store: Store) -> None:
    activity.create(store, DRAFT)
    made = activity.create(store, replace(DRAFT, lsp="lsp contoh", test_centre="Aula Desa"))
    one = activity.by_code(store, str(made.subject))
    activity.save(store, one.id, replace(DRAFT, lsp="LSP Baru", test_centre=""))
    assert organizations.names(store, Kind.LSP) == ["LSP Baru", "LSP Contoh"]
    assert organizations.names(store, Kind.TEST_CENTRE) == ["Aula Desa", "TUK Contoh"]


def test_the_head_may_change_but_neither_code_nor_sop(store: Store) -> None:
    one = activity.by_code(store, str(activity.create(store, DRAFT).subject))
    changed = replace(DRAFT, sop_code="badung", name="Nama lain", year=2027, lsp="")
    activity.save(store, one.id, changed)
    after = activity.by_id(store, one.id)
    assert (after.code, after.sop_code, after.procedure) == (one.code, one.sop_code, one.procedure)
    assert (after.name, after.year, after.lsp) == ("Nama lain", 2027, "")


def test_a_deleted_activity_comes_back_with_everything_in_it(store: Store) -> None:
    one = activity.by_code(store, str(activity.create(store, DRAFT).subject))
    participants.add(store, one.id, {"nik": "6201010101800001", "name": "Agus Contoh"})
    procedure.finish(store, one, "1")
    removed = activity.remove(store, one.id)
    assert activity.listing(store) == []
    with pytest.raises(UserError, match="sudah dihapus"):
        activity.by_id(store, one.id)
    with pytest.raises(UserError, match="belum ada kegiatan"):
        activity.by_code(store, one.code)
    history.undo(store, removed.change_set)
    (line,) = activity.listing(store)
    assert (line.participants, line.closed_steps) == (1, 1)


def test_the_list_counts_participants_and_steps_and_tells_the_office(store: Store) -> None:
    one = activity.by_code(store, str(activity.create(store, DRAFT).subject))
    activity.create(store, replace(DRAFT, sop_code="badung", name="Lain"))
    added = participants.add(store, one.id, {"nik": "6201010101800001", "name": "Agus Contoh"})
    participants.add(store, one.id, {"nik": "6201010101800002", "name": "Budi Contoh"})
    history.undo(store, added.change_set)
    procedure.finish(store, one, "1")
    procedure.skip(store, one, "2", "tidak perlu")
    newest, oldest = activity.listing(store)
    assert (newest.name, newest.all_steps, newest.closed_steps) == ("Lain", 10, 0)
    assert oldest.office == "Pemerintah Kab. Kotawaringin Barat"
    assert (oldest.participants, oldest.closed_steps, oldest.all_steps) == (1, 2, 10)


def test_closing_and_reopening(store: Store) -> None:
    one = activity.by_code(store, str(activity.create(store, DRAFT).subject))
    activity.close(store, one.id)
    assert activity.by_id(store, one.id).closed_on == store.today()
    activity.reopen(store, one.id)
    assert activity.by_id(store, one.id).closed_on is None
