"""The grid: filters in the words of the screen, pages with open warnings, order by them."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from sqlalchemy import event

from sertidesk.domain.errors import UserError
from sertidesk.domain.ids import new_id
from sertidesk.services import activity as activities
from sertidesk.services import dossiers, history, judgement, participant_lists, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.dossiers import Draft
from sertidesk.services.participant_grid import WARNINGS, Grid
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.services.store import Store


@pytest.fixture
def kobar(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan", year=2026)
    made = activities.by_code(store, str(activities.create(store, draft).subject))
    people = (
        ("Budi Santoso", "6201021205900001", date(1990, 5, 12), "L", "+6281234567890"),
        ("Dewi Lestari", "6201024107920002", date(1992, 7, 1), "L", None),
        ("Cahyo", "6201020101850003", date(1985, 1, 1), "L", "+6285700000001"),
    )
    for name, nik, born, sex, phone in people:
        values = {"name": name, "nik": nik, "birth_date": born, "sex": sex, "phone": phone}
        participants.add(store, made.id, values)
    return made


def names(store: Store, activity: Activity, **filters: str) -> list[str]:
    query = ParticipantQuery(activity.id, filters, "name")
    return [row["name"] for row in participant_lists.records(store, query)]


@pytest.mark.parametrize(
    ("column", "typed", "found"),
    [
        ("name", "santoso", ["Budi Santoso"]),
        ("nik", "6201 0241", ["Dewi Lestari"]),
        ("birth_date", "1985", ["Cahyo"]),
        ("birth_date", "7-1992", ["Dewi Lestari"]),
        ("birth_date", "12-05-1990", ["Budi Santoso"]),
        ("phone", "0812", ["Budi Santoso"]),
        ("phone", "-", ["Dewi Lestari"]),
        ("clarification", "belum dikirim", ["Budi Santoso", "Cahyo", "Dewi Lestari"]),
        ("clarification", "sesuai", []),
        ("documents_complete", "lengkap", []),
        ("documents_complete", "bel", ["Budi Santoso", "Cahyo", "Dewi Lestari"]),
        ("number", "2", ["Dewi Lestari"]),
    ],
)
def test_a_filter_means_what_the_screen_shows(
    store: Store, kobar: Activity, column: str, typed: str, found: list[str]
) -> None:
    assert names(store, kobar, **{column: typed}) == found


def test_pages_carry_the_open_warnings(store: Store, kobar: Activity) -> None:
    grid = Grid(store, judgement.rulebook(store, kobar))
    rows = grid.page(ParticipantQuery(kobar.id), 0, 10)
    assert [(row["name"], row[WARNINGS]) for row in rows] == [
        ("Budi Santoso", 0),
        ("Dewi Lestari", 1),  # a woman's NIK, listed as a man
        ("Cahyo", 0),
    ]
    dossiers.save(store, rows[1]["id"], Draft({}, {}, {"nik_sex": "KTP lama"}))
    assert grid.page(ParticipantQuery(kobar.id), 1, 1)[0][WARNINGS] == 0


def test_the_list_is_filtered_and_ordered_by_warnings(store: Store, kobar: Activity) -> None:
    grid = Grid(store, judgement.rulebook(store, kobar))
    only = ParticipantQuery(kobar.id, {WARNINGS: ">0"})
    assert grid.count(only) == 1
    assert [row["name"] for row in grid.page(only, 0, 10)] == ["Dewi Lestari"]
    none = ParticipantQuery(kobar.id, {WARNINGS: "-"})
    assert grid.count(none) == 2
    worst = ParticipantQuery(kobar.id, {}, WARNINGS, True)
    assert grid.page(worst, 0, 1)[0]["name"] == "Dewi Lestari"


def test_one_value_for_many_is_one_undo(store: Store, kobar: Activity) -> None:
    ids = participant_lists.ids(store, ParticipantQuery(kobar.id))
    changes = participants.edit_many(store, ids, {"village": "Mendawai", "level": 2})
    assert len(names(store, kobar, village="mendawai", level="2")) == 3
    history.undo(store, changes.change_set)
    assert names(store, kobar, village="mendawai") == []


def test_what_belongs_to_one_person_is_never_given_to_many(store: Store, kobar: Activity) -> None:
    ids = participant_lists.ids(store, ParticipantQuery(kobar.id))
    with pytest.raises(ValueError, match="nik"):
        participants.edit_many(store, ids, {"nik": "6201021205900009"})
    with pytest.raises(UserError):
        participants.save(store, ids[0], {"nik": "123"})


def test_a_step_may_name_more_persons_than_a_statement_takes_variables(
    store: Store, kobar: Activity
) -> None:
    known = participant_lists.ids(store, ParticipantQuery(kobar.id))
    store.database.close()  # every connection from now on has what SQLite grants on Windows
    event.listen(store.database.engine, "connect", _grant_few_variables)
    named = ParticipantQuery(kobar.id, ids=[*known[:2], *(new_id() for _ in range(40_000)), "'x"])
    assert participant_lists.count(store, named) == 2
    assert participant_lists.ids(store, named) == known[:2]
    assert len(participant_lists.page(store, named, ["name"], 0, 10)) == 2


def _grant_few_variables(connection: sqlite3.Connection, _record: object) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
