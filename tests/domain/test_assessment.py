"""Assessment: what the words of a result workbook mean, which decision is in force."""

from __future__ import annotations

import pytest

from sertidesk.domain.assessment import Appeal, Decision, in_force, next_appeals, read_decision


@pytest.mark.parametrize(
    "text",
    [
        "K", "k.", " Kompeten", "KOMPETEN (K)", "K - Kompeten", "Lulus",
        "Direkomendasikan kompeten", "Competent", "L",
    ],
)  # fmt: skip
def test_words_for_competent(text: str) -> None:
    assert read_decision(text) is Decision.COMPETENT


@pytest.mark.parametrize(
    "text",
    [
        "BK", "bk", "Belum Kompeten", "BELUM  KOMPETEN (BK)", "Tidak lulus",
        "tdk. kompeten", "Blm kompeten", "Not Yet Competent", "Tidak direkomendasikan", "Gagal",
    ],
)  # fmt: skip
def test_words_for_not_yet_competent(text: str) -> None:
    assert read_decision(text) is Decision.NOT_COMPETENT


@pytest.mark.parametrize("text", ["TH", "Tidak hadir", "tdk hadir", "ABSEN", "Belum datang"])
def test_words_for_absent(text: str) -> None:
    assert read_decision(text) is Decision.ABSENT


@pytest.mark.parametrize(
    "text", ["", "-", "K/BK", "Kompeten / Belum Kompeten", "85", "Baik", "belum"]
)
def test_what_says_nothing_is_not_guessed(text: str) -> None:
    assert read_decision(text) is None


def test_a_granted_appeal_alone_changes_the_decision() -> None:
    first = Decision.NOT_COMPETENT
    assert in_force(first, None) is first
    assert in_force(first, Appeal.FILED) is first
    assert in_force(first, Appeal.REJECTED) is first
    assert in_force(first, Appeal.GRANTED) is Decision.COMPETENT
    assert in_force(None, Appeal.GRANTED) is None


def test_an_appeal_is_filed_first_and_ends_once() -> None:
    assert next_appeals(None) == (Appeal.FILED,)
    assert Appeal.GRANTED in next_appeals(Appeal.REVIEWED)
    assert next_appeals(Appeal.REJECTED) == ()
