"""Meetings: where an agreement stands, and the lines that are pasted into an agenda or a list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.meetings import (
    FollowUpState,
    Guest,
    follow_up_state,
    name_of,
    read_guests,
    read_points,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (None, None, FollowUpState.OPEN),
        (date(2026, 3, 2), None, FollowUpState.OPEN),
        (date(2026, 3, 1), None, FollowUpState.OVERDUE),
        (date(2026, 3, 1), date(2026, 3, 2), FollowUpState.DONE),
    ],
)
def test_an_agreement_is_late_from_the_day_after(
    due: date | None, done: date | None, state: FollowUpState
) -> None:
    assert follow_up_state(due, done, TODAY) is state


def test_a_meeting_without_a_title_is_called_by_its_kind() -> None:
    assert name_of("plenary", "") == "Rapat pleno"
    assert name_of("plenary", "Pleno II") == "Pleno II"


def test_numbers_and_bullets_of_a_pasted_agenda_are_left_out() -> None:
    text = "1. Pembukaan\n  2) Jadwal  uji\n\n- Kuota\n• Biaya\na. Lain-lain\n16–18 Maret"
    assert read_points(text) == [
        "Pembukaan", "Jadwal uji", "Kuota", "Biaya", "Lain-lain", "16–18 Maret",
    ]  # fmt: skip


def test_titles_with_commas_stay_with_the_name() -> None:
    (one,) = read_guests("I Wayan Contoh, S.T., M.T.; Kabid Jakon; 0812-3456-7890")
    assert one == Guest("I Wayan Contoh, S.T., M.T.", "Kabid Jakon", "+6281234567890")


def test_cells_of_a_sheet_are_read_with_their_titles_and_numbers_left_out() -> None:
    text = "NO\tNAMA\tJABATAN\tINSTANSI\tHP\n1\tMade Misal\tDirektur\tLSP Uji\t081234567891\n"
    assert read_guests(text) == [Guest("Made Misal", "Direktur, LSP Uji", "+6281234567891")]


def test_a_line_from_a_chat_is_read() -> None:
    (one,) = read_guests("3. Ketut Umpama – Asesor – 0813 1111 2222")
    assert one == Guest("Ketut Umpama", "Asesor", "+6281311112222")


def test_a_number_that_is_no_phone_belongs_to_the_position() -> None:
    (one,) = read_guests("Ketut Umpama; Seksi 2")
    assert one == Guest("Ketut Umpama", "Seksi 2")


@given(st.text())
def test_whatever_is_pasted_gives_people_with_names(text: str) -> None:
    assert all(one.name.strip() for one in read_guests(text))
    assert all(point == " ".join(point.split()) != "" for point in read_points(text))
