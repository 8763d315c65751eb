"""The catalogue's rules: codes, levels, lenient names, several levels of one name."""

from __future__ import annotations

import pytest

from sertidesk.domain.occupations import (
    Catalogue,
    Occupation,
    fold,
    qualification_of,
    read_code,
    read_level,
    read_qualification,
)
from sertidesk.intake.occupations import catalogue


def labels(name: str, level: int | None = None) -> list[str]:
    return [entry.label for entry in catalogue().by_name(name, level)]


def test_qualifications_follow_levels() -> None:
    assert [qualification_of(level) for level in range(1, 10)] == (
        ["Operator"] * 3 + ["Teknisi/Analis"] * 3 + ["Ahli"] * 3
    )
    with pytest.raises(ValueError, match="10"):
        qualification_of(10)


def test_a_code_is_taken_apart() -> None:
    parts = read_code("si 01 2 033")
    assert parts is not None
    assert (parts.classification, parts.subclassification) == ("SI", "01")
    assert (parts.qualification, parts.sequence) == ("Teknisi/Analis", "033")
    assert read_code("SIP.01.010.9") is None


def test_by_code_forgives_blanks_points_and_case() -> None:
    (found,) = catalogue().by_code("me 02.3.006")
    assert (found.name, found.level, found.classification) == ("Mandor Plambing", 3, "Mekanikal")
    assert catalogue().by_code("XX999999") == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Mandor Plumbing", "ME023006"),
        ("mandor plambing", "ME023006"),
        ("TUKANG BESI BETON", "SI013070"),
        ("Tukang Kayu", "SI013071"),
        ("Tukang Waterproofing", "SI013073"),
        ("Tukang Pasang Keramik", "SI013069"),
        ("Operator Buldozer", "ME063096"),
        ("Operator Wheel Exavator", "ME063100"),
        ("Op. Wheel Loader", "ME063014"),
        ("Operator Dump Truk", "ME063027"),
        ("Kepala Tukang Bangunan", "SI013065"),
        ("Tukang Cat Bangunan Gedung (Jenjang 1)", "SI013072"),
        ("Juru Las Pemula", "ME053019"),
    ],
)
def test_names_are_matched_leniently(name: str, code: str) -> None:
    assert [entry.code for entry in catalogue().by_name(name)] == [code]


def test_a_name_with_several_levels_is_ambiguous_until_a_level_is_given() -> None:
    name = "Pelaksana Lapangan Pekerjaan Gedung"
    assert [entry.level for entry in catalogue().by_name(name)] == [6, 5, 4]
    assert [entry.code for entry in catalogue().by_name(name, 5)] == ["SI012032"]
    assert [entry.code for entry in catalogue().by_name(f"{name} jenjang 4")] == ["SI012033"]
    (old,) = catalogue().by_name(name, 2)
    assert (old.current, old.code, old.qualification) == (False, None, "Operator")


def test_an_old_name_gives_its_successor_first_and_then_the_old_levels() -> None:
    assert labels("Tukang Cat") == [
        "Tukang Cat Bangunan Gedung – jenjang 1",
        "Tukang Cat – jenjang 1",
        "Tukang Cat – jenjang 2",
    ]
    assert labels("Tukang Cat", 2) == ["Tukang Cat – jenjang 2"]
    assert labels("Operator Tower Crane") == [
        "Operator Tower Crane – jenjang 2",
        "Operator Tower Crane – jenjang 3",
    ]


@pytest.mark.parametrize("name", ["Tukang Listrik", "Satpam", "Operator Crane", "", "-", "Kepala"])
def test_nothing_is_returned_rather_than_a_guess(name: str) -> None:
    found = catalogue().by_name(name)
    assert all(entry.name.startswith(name) for entry in found)
    assert not any("Las" in entry.name for entry in found)


def test_a_bare_trade_word_gives_all_that_begin_so() -> None:
    found = labels("Mandor")
    assert "Mandor Plambing – jenjang 3" in found
    assert "Mandor Pemeliharaan Jalan – jenjang 3" in found
    assert len(labels("tukang")) > 5


def test_suggest_completes_typed_beginnings_of_words() -> None:
    assert [entry.code for entry in catalogue().suggest("wh exc")] == ["ME063100", "ME063101"]
    assert catalogue().suggest("zzz") == []
    assert len(catalogue().suggest("tukang", limit=3)) == 3


def test_the_offices_own_occupations_come_first() -> None:
    own = Occupation(None, "Tukang Bambu", 1, "Operator", "Sipil", "Gedung", "Instansi")
    assert catalogue().with_own([own]).by_name("tukang bambu") == (own,)
    assert catalogue().by_name("tukang bambu") == ()


def test_classifications_by_name_letter_and_code() -> None:
    book = catalogue()
    for text in ("Sipil", "SIPIL", "B", "si"):
        found = book.classification(text)
        assert found is not None and found.name == "Sipil"
    assert book.classification("Kelautan") is None


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("SI01", "Sipil", "Gedung"),
        ("gedung", "Sipil", "Gedung"),
        ("Teknik Tata Udara dan Refrigerasi", "Mekanikal", "Teknik Tata Udara dan Refrigasi"),
        ("Geoteknik dan Fondasi", "Sipil", "Geoteknik dan Pondasi"),
        ("Plumbing dan Pompa Mekanik", "Mekanikal", "Plambing dan Pompa Mekanik"),
        ("Desain Interior", "Arsitektur Lanskap, Iluminasi dan Desain Interior", "Desain Interior"),
    ],
)
def test_subclassifications_by_name_and_code(text: str, whole: str, part: str) -> None:
    found = catalogue().subclassification(text)
    assert found is not None
    assert (found[0].name, found[1].name) == (whole, part)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("3", 3),
        (" Jenjang 3 ", 3),
        ("J3", 3),
        ("III", 3),
        ("Level 9", 9),
        ("4.0", 4),
        ("KKNI 2", 2),
        (5, 5),
        (5.0, 5),
        (5.5, None),
        ("10", None),
        (0, None),
        ("", None),
        ("tiga", None),
    ],
)
def test_read_level(text: str | float, level: int | None) -> None:
    assert read_level(text) == level


@pytest.mark.parametrize(
    ("text", "qualification"),
    [
        ("Operator", "Operator"),
        ("Teknisi / Analis", "Teknisi/Analis"),
        ("analis", "Teknisi/Analis"),
        ("Ahli Muda", "Ahli"),
        ("Tenaga Terampil", "Operator"),
        ("-", None),
    ],
)
def test_read_qualification(text: str, qualification: str | None) -> None:
    assert read_qualification(text) == qualification


def test_fold_settles_at_once() -> None:
    for entry in catalogue().occupations:
        assert fold(fold(entry.name)) == fold(entry.name)


def test_an_empty_catalogue_answers_nothing() -> None:
    assert Catalogue(()).by_name("Tukang Kayu") == ()
