"""The one search: names anywhere, NIK, phones without their 0, villages, activities."""

from __future__ import annotations

import pytest

from sertidesk.domain.letters import Direction
from sertidesk.services import activity as activities
from sertidesk.services import letters, participants, search
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def people(store: Store) -> Store:
    draft = ActivityDraft(sop_code="badung", name="Uji Tukang Kuta", year=2026)
    one = activities.by_code(store, str(activities.create(store, draft).subject))
    for name, nik, phone, village in (
        ("Budi Santoso", "6201021205900001", "+6281234567890", "Mendawai"),
        ("Siti Ma'rufah", "6201024505900002", "+6285700000001", "Sidorejo"),
        ("I Wayan Sudana", "5103021205900003", None, "Kerobokan"),
    ):
        values = {"name": name, "nik": nik, "phone": phone, "village": village}
        participants.add(store, one.id, values)
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("santo", ["Budi Santoso"]),
        ("SANTOSO budi", ["Budi Santoso"]),
        ("marufah", ["Siti Ma'rufah"]),
        ("Hj. Siti Ma’rufah, S.Pd.", ["Siti Ma'rufah"]),
        ("wa", ["I Wayan Sudana"]),
        ("6201021205900001", ["Budi Santoso"]),
        ("620102", ["Budi Santoso", "Siti Ma'rufah"]),
        ("0812-3456-7890", ["Budi Santoso"]),
        ("62812345", ["Budi Santoso"]),
        ("+62 857 0000", ["Siti Ma'rufah"]),
        ("kerobok", ["I Wayan Sudana"]),
        ("mendawai budi", ["Budi Santoso"]),
        ("zzz", []),
    ],
)
def test_a_person_is_found_by_what_one_remembers(
    people: Store, typed: str, found: list[str]
) -> None:
    assert [hit.name for hit in search.find(people, typed).persons] == found


def test_a_hit_hides_the_nik_and_names_the_activities(people: Store) -> None:
    (hit,) = search.find(people, "budi").persons
    assert hit.masked_nik == "620102******0001"
    assert hit.activities == ("2026-001",)


def test_activities_are_found_by_words_and_code(people: Store) -> None:
    assert [one.code for one in search.find(people, "kuta uji").activities] == ["2026-001"]
    assert [one.code for one in search.find(people, "2026-0").activities] == ["2026-001"]


def test_letters_are_found_by_number_and_subject(people: Store) -> None:
    values = {"subject": "Undangan rapat", "number": "600.1/7/PUPR/2026", "correspondent": "Lurah"}
    letters.register(people, Direction.OUT, values)
    for typed in ("600.1 / 7 /pupr", "rapat undangan", "lurah"):
        (hit,) = search.find(people, typed).letters
        assert (hit.number, hit.subject) == ("600.1/7/PUPR/2026", "Undangan rapat")
    assert search.find(people, "ra").letters == ()  # too little typed
    assert search.find(people, "zzz").letters == ()


def test_more_than_fit_is_said(people: Store) -> None:
    assert search.find(people, "6201", limit=1).more
    assert not search.find(people, "6201", limit=2).more


@pytest.mark.parametrize("typed", ["", "  ", "+62", '"', "'-'", "%", "* OR", "NEAR(", ":"])
def test_no_typing_breaks_the_search(people: Store, typed: str) -> None:
    hits = search.find(people, typed)
    assert isinstance(hits.persons, tuple)
