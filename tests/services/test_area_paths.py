"""Areas in a form: a village brings its whole path, names together tell the code."""

from __future__ import annotations

from sertidesk.services import area_paths
from sertidesk.services.areas import office_areas

BOOK = office_areas()
KOBAR = {"province": "Kalimantan Tengah", "regency": "Kabupaten Kotawaringin Barat"}


def test_a_village_brings_everything_above_it_and_its_postcode() -> None:
    (first, *_) = area_paths.propose(BOOK, "village", "mendawai", KOBAR)
    assert first.values == KOBAR | {
        "district": "Arut Selatan",
        "village": "Mendawai",
        "postcode": "74115",
        "area_code": "62.01.02.1003",
    }


def test_only_areas_within_what_is_filled_in_are_proposed() -> None:
    found = area_paths.propose(BOOK, "district", "", KOBAR)
    assert {one.values["regency"] for one in found} == {KOBAR["regency"]}
    assert all("village" not in one.values for one in found)


def test_the_offices_own_regency_comes_before_the_country() -> None:
    found = area_paths.propose(BOOK, "village", "mendawai", {}, "62.01")
    assert {one.values["regency"] for one in found} == {KOBAR["regency"]}
    elsewhere = area_paths.propose(BOOK, "village", "kerobokan", {}, "62.01")
    assert elsewhere, "a village of another regency is still found"


def test_the_code_is_told_as_far_as_the_names_are_certain() -> None:
    whole = KOBAR | {"district": "Arut Selatan", "village": "Mendawai"}
    assert area_paths.resolve(BOOK, whole) == "62.01.02.1003"
    assert area_paths.resolve(BOOK, whole | {"village": "Tidak Ada"}) == "62.01.02"
    assert area_paths.resolve(BOOK, {"village": "Mendawai"}) is None
