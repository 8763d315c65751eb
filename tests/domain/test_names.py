"""Names: titles apart, keys for comparing, likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import names
from sertidesk.domain.finding import Severity


@pytest.mark.parametrize(
    ("text", "before", "name", "after"),
    [
        ("ULIL AZMI, ST", "", "ULIL AZMI", "ST"),
        ("DR. Ir. H. M. Rakhmansyah, M.Si", "DR. Ir. H.", "M. Rakhmansyah", "M.Si"),
        ("Dr. Fariq Wajidi, M.Pd.", "Dr.", "Fariq Wajidi", "M.Pd."),
        ("Prof.Dr.Ir.Joko Susilo,M.T.,Ph.D", "Prof. Dr. Ir.", "Joko Susilo", "M.T., Ph.D"),
        ("H.Ahmad", "H.", "Ahmad", ""),
        ("HJ SITI FATIMAH", "HJ", "SITI FATIMAH", ""),
        ("Drs Budi Santoso", "Drs", "Budi Santoso", ""),
        ("Budi Santoso S.Pd.", "", "Budi Santoso", "S.Pd."),
        ("Budi Santoso A.Md.T.", "", "Budi Santoso", "A.Md.T."),
        ("Sutrisno", "", "Sutrisno", ""),
    ],
)
def test_titles_are_cut_off(text: str, before: str, name: str, after: str) -> None:
    parts = names.split_titles(text)
    assert (parts.name, parts.title_after) == (name, after)
    assert parts.title_before.replace(" ", "") == before.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "I Wayan Sudiarta",
        "Ni Made Ayu Lestari",
        "Ida Bagus Putra",
        "I Gusti Ngurah Rai",
        "Anak Agung Gede",
        "Ketut Sari",
        "Drajat Wibowo",
        "Hasan",
        "Irwan",
        "Proforma",
    ],
)
def test_names_that_only_look_like_titles_stay_whole(text: str) -> None:
    parts = names.split_titles(text)
    assert (parts.title_before, parts.name, parts.title_after) == ("", text, "")
    assert parts.suggestions == ()


@pytest.mark.parametrize("title", ["ST", "SH", "st"])
def test_a_lone_trailing_title_is_suggested_and_not_cut(title: str) -> None:
    parts = names.split_titles(f"Budi Santoso {title}")
    assert parts.title_after == ""
    assert parts.name.casefold() == f"budi santoso {title}".casefold()
    (suggestion,) = parts.suggestions
    assert (suggestion.severity, suggestion.proposal) == (Severity.INFO, "Budi Santoso")


def test_a_shortened_muhammad_is_only_suggested() -> None:
    parts = names.split_titles("Muh. Rizki")
    assert parts.name == "Muh. Rizki"
    assert [s.proposal for s in parts.suggestions] == ["Muhammad Rizki"]


def test_a_comma_before_a_name_is_no_title() -> None:
    parts = names.split_titles("Sutrisno, Bambang")
    assert (parts.name, parts.title_after) == ("Sutrisno, Bambang", "")
    assert [s.code for s in parts.suggestions] == ["name_comma"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ULIL AZMI", "Ulil Azmi, ST"),
        ("H. Ahmad Fauzi", "AHMAD  FAUZI"),
        ("Ma'ruf Amin", "MARUF AMIN"),
        ("M. Rizki", "M RIZKI"),
        ("Dr. Ir. H. Joko Susilo, M.Si", "joko susilo"),
        ("Siti\u00a0Aminah", "SITI AMINAH"),
        ("Élan", "Elan"),
    ],
)
def test_fold_makes_spellings_of_one_name_equal(one: str, other: str) -> None:
    assert names.fold(one) == names.fold(other)


def test_fold_keeps_balinese_parts_and_lone_titles() -> None:
    assert names.fold("I Made Arta") != names.fold("Made Arta")
    assert names.fold("Budi ST") == "budi st"


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Budi   Santoso ", "Budi Santoso"),
        ("budi santoso", "Budi Santoso"),
        ("BUDI SANTOSO", "BUDI SANTOSO"),
        ("Budi SANTOSO", "Budi SANTOSO"),
        ("ma'ruf amin", "Ma'ruf Amin"),
        ("Budi\u00a0Santoso\t", "Budi Santoso"),
        ("Budi ,ST", "Budi, ST"),
        ("Budi\u200b", "Budi"),
        ("", ""),
    ],
)
def test_tidy_collapses_blanks_and_keeps_the_ktp_spelling(text: str, tidied: str) -> None:
    assert names.tidy(text) == tidied


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Suparman", "Supaman"),
        ("Nurhayati", "Nur Hayati"),
        ("Ahmad Fauzi", "Achmad Fauzy"),
        ("Soetrisno", "Sutrisno"),
        ("Muh. Rizki", "Muhammad Rizki"),
        ("Sutrisno", "Sutrisno Hadi"),
        ("Budi S", "Budi Santoso"),
        ("Santoso Budi", "Budi Santoso"),
        ("Djoko Widodo", "Joko Widodo"),
    ],
)
def test_like_names_score_high(one: str, other: str) -> None:
    assert 0.85 <= names.similarity(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "Siti Aisyah"),
        ("I Made Arta", "I Wayan Arta"),
        ("Budi Santoso", "Joko Susilo"),
        ("Ahmad Yani", "Ahmad Dahlan"),
        ("", "Budi"),
    ],
)
def test_other_names_score_low(one: str, other: str) -> None:
    assert names.similarity(one, other) < 0.85


NAMELIKE = st.one_of(st.text(max_size=30), st.text(alphabet="abhimu .,", max_size=12))


@given(NAMELIKE, NAMELIKE)
def test_similarity_is_symmetric_and_between_zero_and_one(one: str, other: str) -> None:
    score = names.similarity(one, other)
    assert 0 <= score <= 1
    assert score == pytest.approx(names.similarity(other, one))


@given(NAMELIKE)
def test_fold_and_tidy_settle_at_once(text: str) -> None:
    assert names.tidy(names.tidy(text)) == names.tidy(text)
    assert names.similarity(text, text) in (0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Budi Santoso", []),
        ("Sutrisno", []),
        ("Ma'ruf", []),
        ("Budi 2", ["name_digits"]),
        ("B", ["name_short"]),
        ("B.", ["name_short"]),
        ("A" * 61, ["name_long"]),
        ("Budi (alm)", ["name_late"]),
        ("Budi (kecil)", ["name_marks"]),
    ],
)
def test_what_looks_wrong_in_a_name_warns(name: str, expected: list[str]) -> None:
    findings = names.check(name)
    assert [finding.code for finding in findings] == expected
    assert all(finding.severity is Severity.WARNING for finding in findings)


@pytest.mark.parametrize(
    "text", ["BUDI SANTOSA (ALM)", "Alm. BUDI SANTOSA", "BUDI SANTOSA Almarhum"]
)
def test_a_late_person_is_remarked_on(text: str) -> None:
    (finding,) = names.check(text)
    assert (finding.code, finding.proposal) == ("name_late", "BUDI SANTOSA")
    assert names.check("ALMIRA HALMAHERA") == ()
