"""Areas: the whole country offline, with the office's own areas laid over it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sertidesk.db.tables import area as area_table
from sertidesk.domain import areas as codes
from sertidesk.domain import nik
from sertidesk.services.areas import OfficeAreas, OwnArea, office_areas
from sertidesk.services.store import open_store


@pytest.fixture(scope="module")
def book() -> OfficeAreas:
    return office_areas()


def test_the_book_is_made_once() -> None:
    assert office_areas() is office_areas()


def test_the_provinces_are_ours_and_the_counts_are_the_ministrys(book: OfficeAreas) -> None:
    assert list(book.children()) == list(codes.PROVINCES)
    for code, name in codes.PROVINCES.items():
        assert codes.fold(book.province(code) or "") == codes.fold(name)
    assert sum(len(book.children(code)) for code in codes.PROVINCES) == 514


def test_legacy_codes_are_unknown_today_and_their_successors_known(book: OfficeAreas) -> None:
    for old, legacy in codes.LEGACY.items():
        assert book.regency(old) is None
        if legacy.name:
            assert codes.fold(book.regency(legacy.now) or "") == codes.fold(legacy.name)


@pytest.mark.parametrize(
    ("regency", "districts"),
    [
        (
            "5103",
            ["Kuta", "Mengwi", "Abiansemal", "Petang", "Kuta Selatan", "Kuta Utara"],
        ),
        (
            "6201",
            [
                "Kumai",
                "Arut Selatan",
                "Kotawaringin Lama",
                "Arut Utara",
                "Pangkalan Lada",
                "Pangkalan Banteng",
            ],
        ),
    ],
)
def test_the_districts_of_the_seeds(book: OfficeAreas, regency: str, districts: list[str]) -> None:
    assert [book.district(code) for code in book.children(regency)] == districts


def test_names_of_each_level_want_the_length_of_their_level(book: OfficeAreas) -> None:
    assert book.regency("62.01") == "Kabupaten Kotawaringin Barat"
    assert book.village("62.01.02.1003") == "Mendawai"
    assert book.province("6201") is None
    assert book.regency("62") is None
    assert book.district("620199") is None
    assert book.name("620102") == "Arut Selatan"
    assert book.name("6") is None


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("Kalteng", None, ["62"]),
        ("KALIMANTAN TENGAH", None, ["62"]),
        ("Kab. Kotawaringin Barat", None, ["6201"]),
        ("kotawaringin barat", "62", ["6201"]),
        ("Kec. Arut Selatan", "6201", ["620102"]),
        ("mendawai", "620102", ["6201021003"]),
        ("Sorong", None, ["9601", "9671"]),
        ("Kota Sorong", None, ["9671"]),
        ("Kabupaten Sorong", "96", ["9601"]),
        ("Atlantis", None, []),
        ("", None, []),
    ],
)
def test_find_by_exact_name(
    book: OfficeAreas, name: str, within: str | None, expected: list[str]
) -> None:
    assert list(book.find(name, within)) == expected


def test_postcodes(book: OfficeAreas) -> None:
    assert book.postcode("6201021003") == "74115"
    assert book.postcode("6201") is None


def test_search_completes_wider_areas_before_villages(book: OfficeAreas) -> None:
    found = book.search("kuma", within="6201")
    assert found[0].code == "620101"
    assert all(area.code.startswith("6201") for area in found)
    assert found[0].path == "Kumai, Kabupaten Kotawaringin Barat, Kalimantan Tengah"
    assert any(len(area.code) == 10 for area in found)


def test_search_of_the_whole_country_keeps_to_its_limit(book: OfficeAreas) -> None:
    assert len(book.search("suka", limit=7)) == 7
    assert book.search("  ") == []
    assert book.search("qqqq") == []


def test_the_offices_own_areas_lie_over_the_shipped_ones() -> None:
    own = OfficeAreas(
        {
            "62.01.02.2099": OwnArea("Desa Baru Jaya", "74199"),
            "6201021003": OwnArea("Mendawai Kota"),
        }
    )
    assert own.village("6201022099") == "Desa Baru Jaya"
    assert own.village("6201021003") == "Mendawai Kota"
    assert own.postcode("6201021003") == "74115"
    assert "6201022099" in own.children("620102")
    assert list(own.find("baru jaya", "620102")) == ["6201022099"]
    assert own.postcode("6201022099") == "74199"
    assert [area.code for area in own.search("baru ja", within="6201")] == ["6201022099"]


def test_imported_areas_are_read_from_the_store(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    try:
        assert office_areas(store).village("6201022099") is None
        with store.write("Wilayah ditambahkan") as tx:
            tx.insert(
                area_table, {"code": "62.01.02.2099", "name": "Baru Jaya", "postcode": "74199"}
            )
        assert office_areas(store).village("6201022099") == "Baru Jaya"
        assert office_areas(store) is office_areas(store)
    finally:
        store.close()


def test_the_niks_of_the_rules_resolve_in_the_real_book(book: OfficeAreas) -> None:
    today = date(2026, 11, 21)
    sound = ["3171011708450001", "3171015708450001", "3171012902001234", "5103015507900003"]
    for digits in sound:
        assert nik.check(digits, areas=book, today=today) == ()
    assert book.district("317101") == "Gambir"
    assert book.district("510301") == "Kuta"
    (legacy,) = nik.check("9101010101900001", areas=book, today=today)
    assert "kode lama Merauke, kini Kabupaten Merauke (93.01)" in legacy.message
    (kaltara,) = nik.check("6473010101900001", areas=book, today=today)
    assert "kini Kalimantan Utara (65)" in kaltara.message
