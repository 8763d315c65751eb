"""File and folder names matched to people and papers, by example and by property."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.document_files import (
    Candidate,
    Match,
    guess_requirement,
    match_files,
    portrait_requirement,
)
from sertidesk.domain.procedure import Requirement
from sertidesk.intake.procedure import load_code

PAPERS = load_code("kotawaringin-barat").requirements
BUDI = Candidate("budi", "6201010101900001", "Budi Santoso")
SITI = Candidate("siti", "6201014101900002", "Siti Nur Aminah")
MADE = Candidate("made", "5103010101900003", "I Made Saputra, S.T.")
OTHER_BUDI = Candidate("budi2", "6201010101910004", "Budi Hartono")
PEOPLE = (BUDI, SITI, MADE)


def _match(name: str, people: tuple[Candidate, ...] = PEOPLE) -> tuple[Match, str, str]:
    (found,) = match_files([PurePosixPath(name)], people, PAPERS)
    return found.match, found.participant_id, found.requirement


@pytest.mark.parametrize(
    ("name", "whose", "paper"),
    [
        ("6201010101900001_KTP.jpg", "budi", "ktp"),
        ("ijazah 62010101 01900001.pdf", "budi", "ijazah"),
        ("KTP-6201.0101.0190.0001.png", "budi", "ktp"),
        ("6201010101900001-2 ktp.jpg", "budi", "ktp"),
        ("3. 6201010101900001 1.jpg", "budi", ""),
        ("KTP Budi Santoso.jpg", "budi", "ktp"),
        ("budi_santoso_ijasah_smk.jpeg", "budi", "ijazah"),
        ("BUDISANTOSO-pasfoto.JPG", "budi", "pas-foto"),
        ("BudiSantosoKTP.jpg", "budi", "ktp"),
        ("foto 3x4 siti nur aminah.jpg", "siti", "pas-foto"),
        ("Foto Siti Nur Aminah.jpg", "siti", "pas-foto"),
        ("Siti Nuraminah - surat pernyataan bermeterai.pdf", "siti", "pernyataan-kebenaran"),
        ("APL01 I Made Saputra.pdf", "made", "surat-permohonan"),
        ("pengalaman kerja made saputra.pdf", "made", "keterangan-pengalaman"),
        ("Mendawai/Budi Santoso/ktp1.jpg", "budi", "ktp"),
        ("Scan KTP/Siti Nur Aminah.jpg", "siti", "ktp"),
        ("6201014101900002/IMG_20261101_0901.jpg", "siti", ""),
        ("Budi Santoso/pas foto.jpg", "budi", "pas-foto"),
        ("Boedi Santosa ktp.jpg", "budi", "ktp"),
    ],
)
def test_a_name_tells_whose_and_which(name: str, whose: str, paper: str) -> None:
    assert _match(name) == (Match.MATCHED, whose, paper)


def test_two_people_of_one_name_are_left_to_the_reviewer() -> None:
    match, whose, paper = _match("KTP budi.jpg", (*PEOPLE, OTHER_BUDI))
    assert (match, whose, paper) == (Match.AMBIGUOUS, "", "ktp")


def test_equal_names_are_never_decided() -> None:
    twin = Candidate("twin", "6201010101900009", "BUDI SANTOSO")
    (found,) = match_files([PurePosixPath("ktp budi santoso.jpg")], (*PEOPLE, twin), PAPERS)
    assert found.match is Match.AMBIGUOUS
    assert set(found.candidates) == {"budi", "twin"}


def test_two_niks_in_one_name_are_left_to_the_reviewer() -> None:
    (found,) = match_files(
        [PurePosixPath("6201010101900001 dan 6201014101900002.pdf")], PEOPLE, PAPERS
    )
    assert found.match is Match.AMBIGUOUS
    assert found.candidates == ("budi", "siti")


@pytest.mark.parametrize(
    "name", ["IMG_0001.jpg", "WhatsApp Image 2026-11-01 at 09.00.jpg", "scan.pdf", "ktp.jpg"]
)
def test_a_name_that_says_nothing_matches_nobody(name: str) -> None:
    assert _match(name)[:2] == (Match.UNMATCHED, "")


def test_a_longer_row_of_digits_is_no_nik() -> None:
    assert _match("16201010101900001.jpg")[0] is Match.UNMATCHED


def test_the_files_own_name_goes_before_its_folder() -> None:
    assert guess_requirement(PurePosixPath("KTP/ijazah budi.jpg"), PAPERS) == "ijazah"
    assert guess_requirement(PurePosixPath("KTP/budi.jpg"), PAPERS) == "ktp"
    assert guess_requirement(PurePosixPath("foto ktp budi.jpg"), PAPERS) == "ktp"


def test_an_office_that_asks_for_other_papers_is_served_by_its_own_words() -> None:
    papers = (Requirement("sehat", "Surat Keterangan Sehat"), Requirement("bpjs", "Kartu BPJS"))
    assert guess_requirement(PurePosixPath("bpjs budi.jpg"), papers) == "bpjs"
    assert guess_requirement(PurePosixPath("ket sehat budi.jpg"), papers) == "sehat"
    assert guess_requirement(PurePosixPath("ktp budi.jpg"), papers) == ""


def test_the_portrait_is_known_by_its_title() -> None:
    assert portrait_requirement(PAPERS) == "pas-foto"
    assert portrait_requirement((Requirement("ktp", "KTP"),)) == ""


_NIKS = st.integers(10**15, 10**16 - 1).map(str)
_WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)


@given(
    niks=st.lists(_NIKS, min_size=2, max_size=6, unique=True),
    before=st.sampled_from(["", "KTP ", "scan-", "foto_", "IMG "]),
    after=st.sampled_from(["", " ijazah", "_1", "-2", " 3", "-depan", " (2)"]),
)
def test_a_whole_nik_always_decides(niks: list[str], before: str, after: str) -> None:
    people = tuple(Candidate(nik, nik, "Orang Sama") for nik in niks)
    (found,) = match_files([PurePosixPath(f"{before}{niks[0]}{after}.jpg")], people, PAPERS)
    assert (found.match, found.participant_id) == (Match.MATCHED, niks[0])


@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=6), st.text(max_size=40))
def test_any_name_is_answered_and_only_with_those_there_are(
    names: list[tuple[str, str]], file: str
) -> None:
    people = tuple(Candidate(str(number), "", " ".join(pair)) for number, pair in enumerate(names))
    path = PurePosixPath(file.replace("\0", "") or "x")
    (found,) = match_files([path], people, PAPERS)
    keys = {person.participant_id for person in people}
    assert found.path == path
    assert set(found.candidates) <= keys
    assert (found.participant_id in keys) is (found.match is Match.MATCHED)
    assert found.requirement in {"", *(paper.key for paper in PAPERS)}
