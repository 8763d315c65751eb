"""The form's way into storage: one transaction, nothing half, known persons respected."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import activity as activities
from sertidesk.services import dossiers, history, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.dossiers import Draft
from sertidesk.services.store import Store

NIK = "6201021205900001"


def begin(store: Store, name: str = "Pelatihan") -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name=name, year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


@pytest.fixture
def kobar(store: Store) -> Activity:
    return begin(store)


def test_a_new_participant_is_kept_whole(store: Store, kobar: Activity) -> None:
    draft = Draft(
        {"nik": NIK, "name": "Budi", "education_level": "SMA", "level": 2},
        {
            "experiences": [{"project": "Balai desa", "value": 5, "started_on": date(2020, 1, 2)}],
            "educations": [{"education_level": "SMP"}],
        },
        {"age_exact": "Sudah dikonfirmasi LSP"},
    )
    key = str(dossiers.add(store, kobar.id, draft).subject)
    found = dossiers.open_one(store, key)
    assert found.values["education_level"] == "SMA"
    assert found.rows["experiences"][0]["started_on"] == date(2020, 1, 2)
    assert [row["education_level"] for row in found.rows["educations"]] == ["SMP"]
    assert found.reasons == {"age_exact": "Sudah dikonfirmasi LSP"}


def test_one_undo_takes_a_whole_new_participant_back(store: Store, kobar: Activity) -> None:
    changes = dossiers.add(
        store, kobar.id, Draft({"nik": NIK, "name": "Budi"}, {"trainings": [{"title": "K3"}]})
    )
    history.undo(store, changes.change_set)
    assert dossiers.known_by_nik(store, kobar.id, NIK) is None
    with pytest.raises(UserError, match="dikeluarkan"):
        dossiers.open_one(store, str(changes.subject))


def test_saving_replaces_rows_and_keeps_the_keys_of_those_that_stay(
    store: Store, kobar: Activity
) -> None:
    rows = {"trainings": [{"title": "K3"}, {"title": "Besi"}]}
    key = str(dossiers.add(store, kobar.id, Draft({"name": "Budi"}, rows)).subject)
    first, second = dossiers.open_one(store, key).rows["trainings"]
    dossiers.save(store, key, Draft({}, {"trainings": [{"id": second["id"], "title": "Beton"}]}))
    (left,) = dossiers.open_one(store, key).rows["trainings"]
    assert (left["id"], left["title"]) == (second["id"], "Beton")
    assert first["id"] != second["id"]


def test_the_last_diploma_may_come_after_an_earlier_one(store: Store, kobar: Activity) -> None:
    earlier = Draft({"name": "Budi"}, {"educations": [{"education_level": "SMP"}]})
    key = str(dossiers.add(store, kobar.id, earlier).subject)
    (row,) = dossiers.open_one(store, key).rows["educations"]
    rows = {"educations": [{"id": row["id"], "education_level": "SMP"}]}
    dossiers.save(store, key, Draft({"education_level": "SMA"}, rows))
    found = dossiers.open_one(store, key)
    assert found.values["education_level"] == "SMA"
    assert [row["education_level"] for row in found.rows["educations"]] == ["SMP"]


def test_a_damaged_nik_is_refused_and_nothing_is_written(store: Store, kobar: Activity) -> None:
    with pytest.raises(UserError, match="16 angka"):
        dossiers.add(store, kobar.id, Draft({"nik": "620102120590", "name": "Budi"}))
    key = str(participants.add(store, kobar.id, {"nik": NIK, "name": "Budi"}).subject)
    with pytest.raises(UserError, match="16 angka"):
        dossiers.save(store, key, Draft({"name": "Lain", "nik": "12"}))
    assert dossiers.open_one(store, key).values["name"] == "Budi"


def test_the_nik_of_somebody_else_is_refused_with_the_name(store: Store, kobar: Activity) -> None:
    participants.add(store, kobar.id, {"nik": NIK, "name": "Budi"})
    key = str(participants.add(store, kobar.id, {"name": "Dewi"}).subject)
    with pytest.raises(UserError, match="Budi"):
        dossiers.save(store, key, Draft({"nik": NIK}))


def test_a_known_person_keeps_the_rows_that_the_form_never_showed(store: Store) -> None:
    first, second = begin(store, "Satu"), begin(store, "Dua")
    before = {"trainings": [{"title": "K3"}]}
    dossiers.add(
        store, first.id, Draft({"nik": NIK, "name": "Budi", "village": "Mendawai"}, before)
    )
    known = dossiers.known_by_nik(store, second.id, NIK)
    assert known is not None
    assert (known.activities, known.here) == (("Satu",), None)
    added = {"trainings": [{"title": "Besi"}]}
    draft = Draft({"nik": NIK, "name": "Budi S", "village": None}, added)
    key = str(dossiers.add(store, second.id, draft).subject)
    now = dossiers.open_one(store, key)
    assert now.values["name"] == "Budi S"
    assert now.values["village"] == "Mendawai"
    assert {row["title"] for row in now.rows["trainings"]} == {"K3", "Besi"}


def test_who_is_in_the_activity_is_known_to_be_here(store: Store, kobar: Activity) -> None:
    key = str(participants.add(store, kobar.id, {"nik": NIK, "name": "Budi"}).subject)
    known = dossiers.known_by_nik(store, kobar.id, NIK)
    assert known is not None
    assert known.here == key


def test_a_reason_that_is_no_longer_given_goes(store: Store, kobar: Activity) -> None:
    key = str(
        dossiers.add(store, kobar.id, Draft({"name": "Budi"}, {}, {"name_short": "ya"})).subject
    )
    dossiers.save(store, key, Draft({}, {}, {}))
    assert dossiers.reasons_of(store, key) == {}
