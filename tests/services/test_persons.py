"""Persons, each once: pages, details, history; twins told apart or merged, and undone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import activity as activities
from sertidesk.services import dossiers, duplicates, history, merging, participants, persons
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.dossiers import Draft
from sertidesk.services.store import Store

BORN = date(1990, 5, 12)
ONE = {"nik": "6201021205900001", "name": "Muhammad Yusuf", "birth_date": BORN, "sex": "L"}
TWIN = {"nik": "6201021205900007", "name": "Muhamad Yusup", "birth_date": BORN, "email": "a@b.id"}


def begin(store: Store, name: str) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name=name, year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


def add(store: Store, activity: Activity, values: dict[str, object]) -> str:
    """Enrol somebody; return the person's key."""
    key = str(dossiers.add(store, activity.id, Draft(values)).subject)
    return dossiers.open_one(store, key).person_id


@pytest.fixture
def pair(store: Store) -> tuple[str, str]:
    return add(store, begin(store, "Satu"), ONE), add(store, begin(store, "Dua"), TWIN)


def test_pages_follow_the_order_asked_for(store: Store) -> None:
    one = begin(store, "Satu")
    for place, name in enumerate(("Cahyo", "adi", "Budi")):
        values = {"name": name, "nik": f"620102120590000{place}", "village": f"Desa {place}"}
        values["phone"] = f"+6281234567{place}00"
        participants.add(store, one.id, values)
    assert persons.count(store) == 3
    assert [line.name for line in persons.page(store)] == ["adi", "Budi", "Cahyo"]
    assert [line.name for line in persons.page(store, "nik")] == ["Cahyo", "adi", "Budi"]
    assert [line.name for line in persons.page(store, "village", True, 1, 1)] == ["adi"]
    assert [line.activities for line in persons.page(store)] == [1, 1, 1]
    found = persons.page(store)
    assert persons.ordered(found, "name", True)[0].name == "Cahyo"
    assert [line.name for line in persons.page(store, "phone")] == ["Cahyo", "adi", "Budi"]
    assert [line.name for line in persons.ordered(found, "nik", True)] == ["Budi", "adi", "Cahyo"]


def test_details_tell_activities_and_every_change(store: Store, pair: tuple[str, str]) -> None:
    first, _ = pair
    found = persons.details(store, first)
    assert [one.activity_name for one in found.activities] == ["Satu"]
    participants.save(store, found.activities[0].participant_id, {"village": "Mendawai"})
    newest = persons.changes_of(store, first)[0]
    assert (newest.field, newest.before, newest.after) == ("village", None, "Mendawai")
    assert newest.actor == "Penguji"


def test_twins_are_found_once_and_a_decision_is_kept(store: Store, pair: tuple[str, str]) -> None:
    (found,) = duplicates.find(store)
    assert {found.first, found.second} == set(pair)
    twins = duplicates.side_by_side(store, found)
    assert {"nik", "name", "email"} <= twins.differing
    assert "birth_date" not in twins.differing
    changes = duplicates.tell_apart(store, *pair, reason="Kakak beradik")
    assert duplicates.find(store) == ()
    history.undo(store, changes.change_set)
    assert len(duplicates.find(store)) == 1


def test_looking_for_twins_tells_how_far_it_is_and_stops(
    store: Store, pair: tuple[str, str]
) -> None:
    told: list[tuple[int, int]] = []
    duplicates.find(store, report=lambda done, total: told.append((done, total)))
    assert told
    assert all(0 < done <= total for done, total in told)
    with pytest.raises(Cancelled):
        duplicates.find(store, is_cancelled=lambda: True)


def test_somebody_being_typed_is_held_against_everybody(
    store: Store, pair: tuple[str, str]
) -> None:
    first, second = pair
    found = duplicates.near_one(store, {**ONE, "nik": "6201021205900009"}, None)
    assert {finding.code for finding in found} == {
        f"near_duplicate:{first}",
        f"near_duplicate:{second}",
    }
    assert duplicates.near_one(store, {"name": "Muhammad Yusuf"}, None) == ()
    duplicates.tell_apart(store, first, second)
    assert duplicates.near_one(store, ONE, first) == ()


def test_a_merge_moves_everything_and_one_undo_takes_it_back(
    store: Store, pair: tuple[str, str]
) -> None:
    first, second = pair
    with store.write("uji") as tx:
        tx.insert(tables.training, {"person_id": second, "title": "K3"})
        for person, level in ((first, "SMA"), (second, "SMP"), (second, "SMA")):
            row = {"person_id": person, "education_level": level, "position": 0}
            tx.insert(tables.education, row)
    changes = merging.merge(store, first, second, {"nik": TWIN["nik"]})
    found = persons.details(store, first)
    assert found.values["nik"] == TWIN["nik"]
    assert (found.values["name"], found.values["email"]) == ("Muhammad Yusuf", "a@b.id")
    assert {one.activity_name for one in found.activities} == {"Satu", "Dua"}
    assert [row["title"] for row in found.rows["trainings"]] == ["K3"]
    assert [row["education_level"] for row in found.rows["educations"]] == ["SMP"]
    with pytest.raises(UserError, match="tidak ada"):
        persons.details(store, second)
    assert duplicates.find(store) == ()
    history.undo(store, changes.change_set)
    assert persons.details(store, second).values["nik"] == TWIN["nik"]
    assert persons.details(store, first).values["nik"] == ONE["nik"]
    assert [one.activity_name for one in persons.details(store, second).activities] == ["Dua"]


def test_two_of_one_activity_are_not_merged(store: Store) -> None:
    one = begin(store, "Satu")
    first, second = add(store, one, ONE), add(store, one, TWIN)
    with pytest.raises(UserError, match="Keluarkan salah satunya"):
        merging.merge(store, first, second)
    row = persons.details(store, second).activities[0]
    participants.remove(store, [row.participant_id])
    merging.merge(store, first, second)
    with store.read() as connection:
        left = connection.execute(
            select(tables.person.c.id).where(tables.person.c.deleted_at.is_(None))
        ).scalars()
        assert list(left) == [first]


def test_a_merged_name_is_found_under_its_new_spelling(store: Store, pair: tuple[str, str]) -> None:
    merging.merge(store, *pair, {"name": "Yusuf Baru"})
    assert [line.name for line in persons.page(store)] == ["Yusuf Baru"]
    with store.read() as connection:
        key = connection.execute(
            select(tables.person.c.name_key).where(tables.person.c.id == pair[0])
        ).scalar_one()
    assert key == "yusuf baru"
