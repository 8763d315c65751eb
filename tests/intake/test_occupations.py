"""The catalogue files: complete as shipped, and refused with file, line and key when wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import qualification_of, read_code
from sertidesk.intake.occupations import (
    catalogue,
    education_table,
    load_catalogue,
    load_education,
)
from sertidesk.paths import resource

CURRENT = """
SI012031 6, SI012032 5, SI012033 4, SI012034 4, SI013060 3, SI013061 2, SI013062 3, SI013065 2,
SI013066 2, SI013067 1, SI013068 1, SI013069 1, SI013070 1, SI013071 1, SI013072 1, SI013073 1,
SI013074 1, SI013075 1, SI032023 6, SI032024 5, SI032025 4, SI033016 3, SI082014 5, SI082015 4,
SI163008 2, ME023006 3, ME053018 3, ME053019 2, ME063027 2, ME063094 3, ME063096 3, ME063097 2,
ME063098 3, ME063099 2, ME063100 3, ME063101 2, ME063102 3, ME063103 2, ME063104 3, ME063105 2,
ME063014 3, ME063108 2, ME063114 3, ME063115 2
"""


def test_the_current_decree_is_complete_with_its_levels() -> None:
    expected = {tuple(entry.split()) for entry in CURRENT.replace("\n", " ").split(",")}
    shipped = [entry for entry in catalogue().occupations if entry.current]
    assert {(entry.code, str(entry.level)) for entry in shipped} == expected
    assert len(shipped) == len(expected)
    assert {entry.decree for entry in shipped} == {"SK Dirjen 114/KPTS/Dk/2024"}


def test_code_classification_subclassification_and_qualification_agree() -> None:
    book = catalogue()
    for entry in book.occupations:
        assert entry.qualification == qualification_of(entry.level)
        if entry.code:
            parts = read_code(entry.code)
            found = book.subclassification(entry.subclassification)
            assert parts is not None and found is not None
            assert parts.qualification == entry.qualification
            assert parts.classification + parts.subclassification == (
                f"{found[0].code}{found[1].number}"
            )


def test_old_names_are_kept_with_their_levels_and_marked_inferred() -> None:
    old = [entry for entry in catalogue().occupations if not entry.current]
    assert all(entry.inferred and entry.code is None for entry in old)
    levels: dict[str, list[int]] = {}
    for entry in old:
        levels.setdefault(entry.name, []).append(entry.level)
    assert len(levels) == 23
    assert levels["Pelaksana Lapangan Saluran Irigasi"] == [2, 3, 4, 5]
    assert levels["Tukang Rangka Atap Baja Ringan"] == [1]
    assert levels["Operator Forklift"] == [2]


def test_only_the_verified_operator_pair_is_not_inferred() -> None:
    pairs = [e for e in catalogue().occupations if e.current and e.name.endswith("Pemula")]
    assert [e.name for e in pairs if not e.inferred] == ["Operator Wheel Excavator Pemula"]


def test_classifications_have_their_letters_and_parts() -> None:
    counts = {entry.letter: len(entry.subclassifications) for entry in catalogue().classifications}
    assert counts == {"A": 1, "B": 23, "C": 7, "D": 5, "E": 6, "F": 3, "G": 3, "H": 3}
    attested = {entry.code for entry in catalogue().classifications if entry.code_attested}
    assert attested == {"SI", "ME"}


def test_every_level_has_its_rule_of_education() -> None:
    assert sorted(education_table().rules) == list(range(1, 10))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("catalogue"), tmp_path / "catalogue"))


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence and return the line it stands on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("level = 6", "level = 12", "catalogue_level", "occupation[1].level"),
        ("level = 6", 'level = "6"', "toml_type", "occupation[1].level"),
        ("level = 6", "jenjang = 6", "toml_unknown_key", "occupation[1].jenjang"),
        (
            'subclassification = "Gedung"',
            'subclassification = "Gedong"',
            "catalogue_subclassification",
            "occupation[1].subclassification",
        ),
        ('name = "Pelaksana', 'name = "" #', "toml_type", "occupation[1].name"),
    ],
)
def test_a_wrong_occupation_is_refused_with_file_line_and_key(
    folder: Path, old: str, new: str, code: str, key: str
) -> None:
    line = spoil(folder / "occupations-2024.toml", old, new)
    with pytest.raises(UserError) as refusal:
        load_catalogue(folder)
    assert refusal.value.code == code
    assert str(refusal.value).startswith(f"occupations-2024.toml, baris {line}, kunci “{key}”: ")


def test_an_occupation_written_twice_is_refused(folder: Path) -> None:
    path = folder / "occupations-2024.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("[[occupation]]") :], encoding="utf-8")
    with pytest.raises(UserError, match="tertulis dua kali"):
        load_catalogue(folder)


def test_an_unknown_successor_is_refused(folder: Path) -> None:
    spoil(folder / "occupations-2023.toml", '"SI013068"', '"SI999999"')
    with pytest.raises(UserError, match="SI999999"):
        load_catalogue(folder)


def test_a_level_of_education_written_twice_is_refused(folder: Path) -> None:
    spoil(folder / "education.toml", "level = 2", "level = 1")
    with pytest.raises(UserError, match=r"education.toml, baris \d+, kunci “level\[2\].level”"):
        load_education(folder / "education.toml")


@pytest.mark.parametrize("damage", ["missing", "binary"])
def test_a_file_that_cannot_be_read_is_named(folder: Path, damage: str) -> None:
    path = folder / "classifications.toml"
    path.unlink()
    if damage == "binary":
        path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(UserError) as refusal:
        load_catalogue(folder)
    assert refusal.value.code == "catalogue_unreadable"
    assert "classifications.toml" in str(refusal.value)
