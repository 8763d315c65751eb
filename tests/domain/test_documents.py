"""States, short titles, completeness, and the text that reminds a village."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import documents
from sertidesk.domain.documents import CheckState, Lack, Reminded, ReminderTerms
from sertidesk.domain.procedure import Requirement, RequirementKind
from sertidesk.intake.procedure import load_code

TERMS = ReminderTerms("Pelatihan Tukang", "Dinas PUPR", date(2026, 11, 27), "Rina 0812-3456-7890")


def _reminded(name: str, *lacks: Lack, nik: str = "6201010101900001") -> Reminded:
    return Reminded("p1", 1, name, "081234567890", nik, lacks)


def test_the_states_are_stored_by_these_words() -> None:
    assert [str(state) for state in CheckState] == [
        "missing", "present", "needs_fix", "valid", "not_applicable",
    ]  # fmt: skip


def test_each_state_has_a_word_and_a_letter_of_its_own() -> None:
    assert len(set(documents.WORDS.values())) == len(CheckState)
    assert len(set(documents.LETTERS.values())) == len(CheckState)
    for state in CheckState:
        assert documents.LETTERS[state] == documents.WORDS[state][0].upper()


def test_the_cycle_comes_round_without_asking_for_a_note() -> None:
    state, seen = CheckState.MISSING, []
    for _ in range(4):
        seen.append(state)
        state = documents.next_state(state)
    assert state is CheckState.MISSING
    assert set(seen) == set(CheckState) - {CheckState.NEEDS_FIX}
    assert documents.next_state(CheckState.NEEDS_FIX) is CheckState.PRESENT


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Foto/fotokopi berwarna KTP", "KTP"),
        ("Foto/fotokopi berwarna ijazah terakhir", "Ijazah terakhir"),
        ("Form Surat Permohonan", "Surat Permohonan"),
        ("Formulir", "Formulir"),
        ("Pas foto formal 3 × 4", "Pas foto formal 3 × 4"),
        ("WNI, berusia di atas 18 tahun", "WNI, berusia di atas 18 tahun"),
    ],
)
def test_a_short_title_says_which_paper(title: str, short: str) -> None:
    assert documents.short_title(Requirement("x", title)) == short


def test_conditions_count_where_no_paper_is_asked_for() -> None:
    badung, kobar = load_code("badung"), load_code("kotawaringin-barat")
    assert documents.mandatory_documents(badung) == ("wni-18", "keterampilan")
    assert len(documents.mandatory_documents(kobar)) == 6
    paper = Requirement("ktp", "KTP")
    both = replace(badung, requirements=(*badung.requirements, paper))
    assert documents.mandatory_documents(both) == ("ktp",)


def test_complete_means_every_paper_asked_for_is_closed() -> None:
    states = {"ktp": CheckState.VALID, "ijazah": CheckState.NOT_APPLICABLE}
    assert documents.is_complete(states, ["ktp", "ijazah"])
    assert not documents.is_complete(states, ["ktp", "ijazah", "foto"])
    assert not documents.is_complete(states | {"foto": CheckState.PRESENT}, ["foto"])


def test_what_the_office_has_to_judge_is_no_lack_of_the_participant() -> None:
    paper = Requirement("ktp", "KTP")
    assert documents.lacks_of([paper], {"ktp": (CheckState.PRESENT, "")}) == ()
    assert documents.lacks_of([paper], {}) == (Lack("KTP", CheckState.MISSING),)
    found = documents.lacks_of([paper], {"ktp": (CheckState.NEEDS_FIX, "buram")})
    assert found == (Lack("KTP", CheckState.NEEDS_FIX, "buram"),)


def test_only_what_was_found_wanting_is_asked_of_the_voluntary() -> None:
    voluntary = Requirement("npwp", "NPWP", mandatory=False)
    skill = Requirement("skill", "Keterampilan", kind=RequirementKind.CONDITION)
    assert documents.lacks_of([voluntary, skill], {}) == ()
    fix = {"npwp": (CheckState.NEEDS_FIX, "terpotong")}
    assert [lack.title for lack in documents.lacks_of([voluntary, skill], fix)] == ["NPWP"]


def test_the_text_names_people_papers_day_and_contact() -> None:
    people = [
        _reminded("Budi Santoso", Lack("KTP", CheckState.MISSING)),
        _reminded("Siti", Lack("Pas foto", CheckState.NEEDS_FIX, "latar harus polos")),
    ]
    assert documents.reminder_text("Mendawai", people, TERMS) == (
        "Yth. Bapak/Ibu di *Mendawai*,\n"
        "\n"
        "Berkas 2 calon peserta kegiatan *Pelatihan Tukang* belum lengkap. Mohon dilengkapi:\n"
        "\n"
        "1. *Budi Santoso*\n"
        "- KTP\n"
        "\n"
        "2. *Siti*\n"
        "- Pas foto: perbaiki – latar harus polos\n"
        "\n"
        "Berkas diserahkan ke Dinas PUPR paling lambat *Jumat, 27 November 2026*.\n"
        "Pertanyaan: Rina 0812-3456-7890.\n"
        "Terima kasih."
    )


def test_what_is_not_known_is_left_out_of_the_text() -> None:
    text = documents.reminder_text(
        "", [_reminded("Budi", Lack("KTP", CheckState.MISSING))], ReminderTerms("")
    )
    assert text.startswith("Yth. Bapak/Ibu,\n")
    for absent in ("**", "None", "paling lambat", "Pertanyaan", "diserahkan"):
        assert absent not in text


@given(
    names=st.lists(st.text(max_size=30), min_size=1, max_size=5),
    note=st.text(max_size=40),
    nik=st.integers(10**15, 10**16 - 1).map(str),
)
def test_no_text_gives_away_a_nik_or_breaks_the_marks(
    names: list[str], note: str, nik: str
) -> None:
    lack = Lack("KTP", CheckState.NEEDS_FIX, note)
    people = [_reminded(name, lack, nik=nik) for name in names]
    text = documents.reminder_text("Mendawai", people, TERMS)
    assert nik not in text
    assert "081234567890" not in text
    for line in text.splitlines():
        assert line.count("*") % 2 == 0
    assert len(re.findall(r"(?m)^\d+\. ", text)) >= len(names)
