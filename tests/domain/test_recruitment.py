"""Recruitment letters: how far each has come, and what the announcement says."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain import recruitment
from sertidesk.domain.recruitment import Announcement, Kind, State

MONDAY = date(2026, 3, 2)


def test_who_answered_has_got_the_letter() -> None:
    assert recruitment.state_of(None, None) is State.UNSENT
    assert recruitment.state_of(MONDAY, None) is State.SENT
    assert recruitment.state_of(None, MONDAY) is State.ANSWERED


def test_counts_take_answered_letters_as_sent() -> None:
    counted = recruitment.counts(
        [(State.UNSENT, None), (State.SENT, None), (State.ANSWERED, 4), (State.ANSWERED, None)]
    )
    assert (counted.recipients, counted.sent, counted.answered) == (4, 3, 2)
    assert (counted.unsent, counted.promised) == (1, 4)


@pytest.mark.parametrize(
    ("state", "left", "said"),
    [
        (State.UNSENT, 2, ""), (State.UNSENT, 1, "near"), (State.UNSENT, 0, "near"),
        (State.UNSENT, -1, "late"), (State.UNSENT, None, ""), (State.SENT, -1, ""),
    ],
)  # fmt: skip
def test_only_unsent_letters_become_urgent(state: State, left: int | None, said: str) -> None:
    assert recruitment.urgency(state, left) == said


@pytest.mark.parametrize(
    ("kind", "name", "whom"),
    [
        (Kind.VILLAGE, "Kelurahan Mendawai", "Lurah Mendawai"),
        (Kind.VILLAGE, "Desa Pasir Panjang", "Kepala Desa Pasir Panjang"),
        (Kind.VILLAGE, "Mendawai", "Lurah/Kepala Desa Mendawai"),
        (Kind.PERSON, "Budi Contoh", "Bapak/Ibu Budi Contoh"),
    ],
)
def test_a_letter_addresses_the_head_of_the_village(kind: Kind, name: str, whom: str) -> None:
    assert recruitment.salutation(kind, name) == whom


def test_the_announcement_says_what_with_what_until_when_and_whom_to_ask() -> None:
    what = Announcement(
        activity="Sertifikasi *Tukang*",
        office="Dinas PUPR",
        fee="Tidak dipungut biaya",
        occupations=("Tukang Batu",),
        participants=60,
        requirements=("KTP", "Ijazah terakhir"),
        deadline=MONDAY,
        contact="Dinas PUPR 0811-2222-3333",
    )
    text = recruitment.announcement_text(Kind.VILLAGE, "Desa Kubu", what, "600/1/2026", MONDAY)
    lines = text.splitlines()
    assert lines[0] == "Yth. Kepala Desa Kubu,"
    assert "*Sertifikasi Tukang*" in text
    assert "Biaya: tidak dipungut biaya." in lines
    assert lines[lines.index("Syarat yang disiapkan:") + 1 :][:2] == [
        "1. KTP",
        "2. Ijazah terakhir",
    ]
    assert "paling lambat *Senin, 2 Maret 2026*." in text
    assert "Surat nomor 600/1/2026 tanggal 2 Maret 2026." in lines
    assert "Pertanyaan: Dinas PUPR 0811-2222-3333." in lines


def test_what_is_not_known_is_left_out() -> None:
    text = recruitment.announcement_text(Kind.PERSON, "Budi", Announcement("Uji"))
    assert "Syarat" not in text
    assert "paling lambat" not in text
    assert "Surat" not in text
    assert "None" not in text
