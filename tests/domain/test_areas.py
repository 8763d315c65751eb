"""Area codes: how they are written, the provinces, the codes of former days, folded names."""

from __future__ import annotations

import pytest

from sertidesk.domain import areas


def test_there_are_thirty_eight_provinces_and_none_is_97() -> None:
    assert len(areas.PROVINCES) == 38
    assert areas.BPS_ONLY not in areas.PROVINCES


def test_the_codes_of_former_days_point_at_provinces_of_today() -> None:
    papua = [code for code in areas.LEGACY if code[0] == "9"]
    assert len(papua) == 26
    assert len(areas.LEGACY) == 36
    assert all(area.now[:2] in areas.PROVINCES for area in areas.LEGACY.values())
    assert areas.LEGACY["9271"] == areas.LegacyArea("Kota Sorong", "9671")
    assert {areas.LEGACY[code].now for code in areas.LEGACY if code[:2] == "64"} == {"65"}
    assert {areas.LEGACY[code].now for code in areas.LEGACY if code[:2] == "73"} == {"76"}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("62", "62"),
        ("6201", "62.01"),
        ("620102", "62.01.02"),
        ("6201021001", "62.01.02.1001"),
        ("62.01.02", "62.01.02"),
    ],
)
def test_show_writes_the_dots_and_compact_takes_them_away(code: str, shown: str) -> None:
    assert areas.show(code) == shown
    assert areas.show(areas.compact(shown)) == shown


def test_parent_goes_one_level_up() -> None:
    chain = ["6201021001"]
    while above := areas.parent(chain[-1]):
        chain.append(above)
    assert chain == ["6201021001", "620102", "6201", "62"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kab. Kotawaringin Barat", "KOTAWARINGIN BARAT"),
        ("Kabupaten Badung", "badung"),
        ("Kota Palangka Raya", "Palangkaraya"),
        ("Kec. Arut Selatan", "Arut Selatan"),
        ("Desa Pasir Panjang", "PASIR PANJANG"),
        ("Kota Administrasi Jakarta Utara", "Jakarta Utara"),
        ("Daerah Khusus Ibukota Jakarta", "DKI Jakarta"),
        ("Prov. Kalteng", "Kalimantan Tengah"),
        ("Kel. Mendawai", "mendawai"),
    ],
)
def test_fold_makes_spellings_of_one_area_equal(one: str, other: str) -> None:
    assert areas.fold(one) == areas.fold(other)


def test_fold_leaves_names_that_only_begin_like_a_kind_word() -> None:
    assert areas.fold("Kotawaringin") == "kotawaringin"
    assert areas.fold("Desa") == "desa"
    assert areas.fold("Kota") == "kota"


def test_cities_are_numbered_from_71() -> None:
    assert areas.is_city("9671")
    assert not areas.is_city("9601")
    assert not areas.is_city("96")


@pytest.mark.parametrize(
    ("code", "zone"),
    [("", "WIB"), ("36.71", "WIB"), ("62.01", "WIB"), ("5103", "WITA"), ("76", "WITA"),
     ("63.03", "WITA"), ("81.71", "WIT"), ("96", "WIT")],
)  # fmt: skip
def test_every_area_has_its_time_zone(code: str, zone: str) -> None:
    assert areas.time_zone(code) == zone
