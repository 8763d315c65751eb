"""Which backups are kept: the rule of days, weeks and months."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.retention import (
    KEEP_DAYS,
    KEEP_MONTHS,
    KEEP_SAFETY,
    KEEP_WEEKS,
    Kept,
    to_keep,
)

WIB = timezone(timedelta(hours=7))
START = datetime(2026, 11, 21, 9, 0, tzinfo=WIB)


def daily(count: int, start: datetime = START) -> list[Kept]:
    return [Kept(f"day-{n:04}", start - timedelta(days=n)) for n in range(count)]


def test_every_backup_of_the_last_seven_days_stays() -> None:
    hourly = [Kept(f"{n}", START - timedelta(hours=n)) for n in range(24 * 6)]
    assert to_keep(hourly) == {one.name for one in hourly}


def test_years_of_daily_backups_shrink_to_days_weeks_and_months() -> None:
    kept = to_keep(daily(1000))
    assert {f"day-{n:04}" for n in range(KEEP_DAYS)} <= kept
    assert len(kept) <= KEEP_DAYS + KEEP_WEEKS + KEEP_MONTHS
    assert len(kept) > KEEP_MONTHS
    oldest = max(int(name[4:]) for name in kept)
    assert 670 < oldest < 740  # two years back


def test_a_clock_that_jumped_ahead_does_not_make_the_rest_old() -> None:
    usual = daily(6)
    jumped = Kept("jumped", START + timedelta(days=9 * 365))
    assert to_keep([*usual, jumped]) == {one.name for one in usual} | {"jumped"}


def test_an_office_that_was_closed_for_a_month_keeps_its_last_days() -> None:
    before = daily(5, START - timedelta(days=40))
    assert to_keep([*before, Kept("today", START)]) == {one.name for one in before} | {"today"}


def test_safety_backups_stay_longer() -> None:
    old = [Kept(f"safe-{n:02}", START - timedelta(days=900 + n), safety=True) for n in range(20)]
    kept = to_keep([*daily(900), *old])
    assert {name for name in kept if name.startswith("safe")} == {
        f"safe-{n:02}" for n in range(KEEP_SAFETY)
    }


@given(
    st.lists(
        st.tuples(st.integers(0, 60 * 24 * 2000), st.booleans()), max_size=60, unique_by=lambda t: t
    )
)
def test_the_newest_is_always_kept_and_keeping_again_changes_nothing(
    spots: list[tuple[int, bool]],
) -> None:
    backups = [
        Kept(f"{number}", START - timedelta(minutes=minutes), safety)
        for number, (minutes, safety) in enumerate(spots)
    ]
    kept = to_keep(backups)
    if backups:
        newest = max(one.at for one in backups)
        assert any(one.name in kept for one in backups if one.at == newest)
    assert to_keep(one for one in backups if one.name in kept) == kept
