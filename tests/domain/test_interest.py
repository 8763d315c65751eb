"""Interests: lists pasted as lines, and who may be there already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import interest
from sertidesk.domain.interest import Entry, HintCode, State, VillageCount, read_lines

NIK = "6201010202910002"


@pytest.mark.parametrize(
    "line",
    [
        "Budi Contoh; 0812 3456 7890; Mendawai",
        "Budi Contoh\t081234567890\tMendawai",
        "3. ; Budi Contoh; +62 812-3456-7890; Mendawai",
        "Budi Contoh, 81234567890, Mendawai",
        "Budi Contoh; Mendawai; 081234567890",
        "budi contoh | 0812.3456.7890 | Mendawai",
    ],
)
def test_name_phone_and_village_are_read(line: str) -> None:
    (read,) = read_lines(line)
    assert (read.name, read.phone, read.village) == ("Budi Contoh", "+6281234567890", "Mendawai")
    assert not read.problem


def test_a_nik_is_known_by_its_looks_and_a_fourth_text_is_the_occupation() -> None:
    (read,) = read_lines(f"Sari; 0812-3456-7890; Kumai Hulu; Tukang Batu; {NIK}")
    assert (read.nik, read.village, read.occupation) == (NIK, "Kumai Hulu", "Tukang Batu")


def test_a_damaged_nik_or_phone_is_left_out_with_a_remark() -> None:
    (read,) = read_lines(f"Sari; 0012345; Kumai; {NIK[:-1]}")
    assert (read.nik, read.phone) == (None, None)
    assert "bukan 16 angka" in read.remark
    assert "“0012345” tidak terbaca" in read.remark


def test_headings_and_blank_lines_are_left_out_and_nameless_lines_told() -> None:
    read = read_lines("Nama; HP; Desa\n\nBudi;0812 3456 7890;Kubu\n;081234567890;Kubu\n")
    assert [(one.number, bool(one.problem)) for one in read] == [(3, False), (4, True)]


def test_a_later_person_of_the_name_nama_is_kept() -> None:
    assert [one.name for one in read_lines("Budi\nNama")] == ["Budi", "Nama"]


@given(st.text())
def test_whatever_is_pasted_is_read_line_by_line(text: str) -> None:
    read = read_lines(text)
    assert all(one.problem or one.name for one in read)
    numbers = [one.number for one in read]
    assert numbers == sorted(set(numbers))
    assert all(one.nik is None or len(one.nik) == 16 for one in read)


BUDI = Entry("b", "Budi Contoh", "+6281234567890", "Mendawai", NIK)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (Entry("x", "Orang Lain", nik=NIK), HintCode.SAME_NIK),
        (Entry("x", "Orang Lain", "+6281234567890", "Kumai"), HintCode.SAME_PHONE),
        (Entry("x", "Boedi Tjontoh", "", "Kel. Mendawai"), HintCode.LIKE_NAME),
        (Entry("x", "H. Budi Contoh", "", "MENDAWAI"), HintCode.LIKE_NAME),
    ],
)
def test_twins_are_told_with_the_surest_reason(other: Entry, code: HintCode) -> None:
    (hint,) = interest.hints([BUDI], [BUDI, other])["b"]
    assert (hint.code, hint.other) == (code, "x")


@pytest.mark.parametrize(
    "other",
    [
        Entry("x", "Budi Contoh", "", "Kumai"),
        Entry("x", "Budi Contoh"),
        Entry("x", "Sari Umpama", "+6281111111111", "Mendawai"),
        Entry("x", ""),
    ],
)
def test_others_are_no_twins(other: Entry) -> None:
    assert interest.hints([BUDI], [other]) == {}


def test_one_who_is_alike_in_every_way_is_told_once() -> None:
    (hint,) = interest.hints([BUDI], [Entry("x", "Budi Contoh", *("", "Mendawai"), NIK)])["b"]
    assert hint.code is HintCode.SAME_NIK


def test_villages_are_counted_with_their_spellings_together() -> None:
    counted = interest.by_village(
        [
            ("Kubu", State.NEW), ("Mendawai", State.NEW), ("KEL. MENDAWAI", State.ENROLLED),
            ("", State.NEW), ("", State.NEW), ("", State.DROPPED), ("mendawai", State.DROPPED),
        ]
    )  # fmt: skip
    assert counted == [
        VillageCount("Mendawai", 3, 1, 1),
        VillageCount("Kubu", 1, 0, 1),
        VillageCount("", 3, 0, 2),
    ]
