"""Portals: which one a step is about, what lacks, names of files that every portal takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import portal as rules
from sertidesk.domain.portal import Field, Page, Target
from sertidesk.intake.procedure import load_code


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("badung", Target.SIPJAKI),
        ("kotawaringin-barat", Target.SIKI),
        ("lpjk-se16-2021", Target.SIKI),
        ("tangerang", Target.SIKI),
    ],
)
def test_an_sop_names_its_portal(code: str, target: Target) -> None:
    assert rules.target_of_procedure(load_code(code)) is target


def test_what_is_required_and_empty_is_named_once_in_order() -> None:
    pages = (
        Page("Data", (Field("NIK", "62", True), Field("Nama", "", True), Field("NPWP", "", False))),
        Page("Pendidikan", (Field("Jenjang", "", True), Field("Nama", "", True)), 1),
    )
    assert rules.missing_labels(pages) == ("Nama", "Jenjang")
    assert [page.heading for page in pages] == ["Data", "Pendidikan (1)"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{nik}_{jenis}", ""),
        ("{nomor} {nama} {jenis}", ""),
        ("{nik}", "{jenis}"),
        ("{jenis}", "{nik} atau {nama}"),
        ("{nik}_{jenis}_{tanggal}", "{tanggal}"),
    ],
)
def test_a_pattern_that_would_mix_up_files_is_refused(pattern: str, said: str) -> None:
    assert said in rules.refuse_pattern(pattern)
    assert bool(said) == bool(rules.refuse_pattern(pattern))


def test_a_file_is_named_by_the_pattern() -> None:
    values = {"nik": "6201", "nama": "Nyoman D'Arta, S.T.", "jenis": "KTP", "nomor": "007"}
    assert rules.file_name("{nik}_{jenis}", values, ".jpg") == "6201_KTP.jpg"
    assert rules.file_name("{nama} {jenis}", values, ".pdf") == "Nyoman_D_Arta_S.T._KTP.pdf"


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_a_name_holds_the_file_can_be_uploaded(name: str, kind: str) -> None:
    made = rules.file_name("{nama}_{jenis}", {"nama": name, "jenis": kind}, ".jpg")
    assert len(made) <= 104
    assert all(letter.isalnum() or letter in "._-" for letter in made)
    assert made.isascii()
