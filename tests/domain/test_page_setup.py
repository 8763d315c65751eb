"""Page set-up as it is typed: sizes, margins, shifts; what cannot be read is refused."""

from __future__ import annotations

import pytest

from sertidesk.domain import page_setup as rules
from sertidesk.domain.errors import UserError


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("216 × 330", (216, 330)), ("216x330", (216, 330)), ("216 mm x 330,2 mm", (216, 330.2)),
        ("330 215", (215, 330)), ("210*297", (210, 297)), ("203.2 ; 254", (203.2, 254)),
    ],
)  # fmt: skip
def test_a_size_is_read_as_people_write_it(typed: str, size: tuple[float, float]) -> None:
    assert rules.read_size(typed) == size


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "paper_size_unread"), ("F4", "paper_size_unread"), ("216", "paper_size_unread"),
        ("21,5 x 33", "paper_size_out_of_range"), ("100 x 600", "paper_size_out_of_range"),
    ],
)  # fmt: skip
def test_a_size_no_list_fits_on_is_refused(typed: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.read_size(typed)
    assert refused.value.code == code


def test_margins_are_four_or_none() -> None:
    assert rules.read_margins("25 25 30 30") == (25, 25, 30, 30)
    assert rules.read_margins("25, 25, 30, 30,5") == (25, 25, 30, 30.5)
    assert rules.read_margins("  ") is None
    for typed, code in (("25 25", "margins_unread"), ("2 25 25 25", "margin_out_of_range")):
        with pytest.raises(UserError) as refused:
            rules.read_margins(typed)
        assert refused.value.code == code


def test_a_shift_is_one_small_length() -> None:
    assert rules.read_shift("1,5") == 1.5
    assert rules.read_shift("−2 mm") == -2
    assert rules.read_shift("") == 0
    for typed in ("30", "1 2", "kiri"):
        with pytest.raises(UserError):
            rules.read_shift(typed)
