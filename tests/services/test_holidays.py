"""National days, the office's own, and the calendar they make."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.workdays import HolidayKind
from sertidesk.paths import resource
from sertidesk.services import history, holidays, settings
from sertidesk.services.store import Store, open_store

NYEPI, JOINT_LEAVE = date(2026, 3, 19), date(2026, 3, 18)
PLAIN = date(2026, 11, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, actor="uji", clock=lambda: datetime(2026, 11, 21, tzinfo=UTC))
    yield opened
    opened.close()


def test_the_library_agrees_with_the_decrees() -> None:
    text = resource("catalogue", "holidays.toml").read_text(encoding="utf-8")
    years = tomllib.loads(text)["years"]
    assert {entry["year"] for entry in years} >= {2026, 2027}
    for entry in years:
        kinds = [found.kind for found in holidays.national(entry["year"]).values()]
        assert kinds.count(HolidayKind.JOINT_LEAVE) == entry["joint_leave"]
        if "national" in entry:
            assert kinds.count(HolidayKind.NATIONAL) == entry["national"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (
            2026,
            "01-01 01-16 02-16 02-17 03-18 03-19 03-20 03-21 03-22 03-23 03-24 04-03 04-05 05-01 "
            "05-14 05-15 05-27 05-28 05-31 06-01 06-16 08-17 08-25 12-24 12-25",
        ),
        (
            2027,
            "01-01 01-05 02-05 02-06 03-08 03-09 03-10 03-11 03-12 03-15 03-25 03-26 03-28 05-01 "
            "05-06 05-17 05-18 05-19 05-20 06-01 06-06 08-15 08-17 12-24 12-25 12-26",
        ),
    ],
)
def test_the_days_off_are_those_decreed(year: int, expected: str) -> None:
    assert [f"{day:%m-%d}" for day in sorted(holidays.national(year))] == expected.split()


def test_a_year_without_a_decree_is_told_to_be_an_estimate() -> None:
    assert not any(found.estimated for found in holidays.national(2027).values())
    later = holidays.national(2028).values()
    assert any(found.estimated for found in later)
    assert not any("perkiraan" in found.name for found in later)


def test_the_calendar_follows_the_settings(store: Store) -> None:
    calendar = holidays.calendar_for(store)
    assert not calendar.is_working(NYEPI)
    assert not calendar.is_working(JOINT_LEAVE)
    assert not calendar.is_working(date(2026, 11, 14))
    settings.put(store, {"joint_leave_is_off": False, "six_day_week": True})
    calendar = holidays.calendar_for(store)
    assert not calendar.is_working(NYEPI)
    assert calendar.is_working(JOINT_LEAVE)
    assert calendar.is_working(date(2026, 11, 14))


def test_the_office_adds_and_removes_its_own_day(store: Store) -> None:
    changes = holidays.add_holiday(store, PLAIN, " Hari Jadi Kabupaten ")
    assert changes.kinds == {"holiday"}
    assert not holidays.calendar_for(store).is_working(PLAIN)
    (row,) = [row for row in holidays.list_holidays(store, 2026) if row.added]
    assert (row.holiday.name, row.holiday.kind) == ("Hari Jadi Kabupaten", HolidayKind.OFFICE)
    holidays.remove_holiday(store, PLAIN)
    assert holidays.calendar_for(store).is_working(PLAIN)


def test_a_national_day_is_struck_and_comes_back(store: Store) -> None:
    holidays.remove_holiday(store, JOINT_LEAVE)
    assert holidays.calendar_for(store).is_working(JOINT_LEAVE)
    assert [row.holiday.day for row in holidays.list_holidays(store, 2026) if row.struck] == [
        JOINT_LEAVE
    ]
    holidays.add_holiday(store, JOINT_LEAVE, "Cuti bersama", HolidayKind.JOINT_LEAVE)
    assert not holidays.calendar_for(store).is_working(JOINT_LEAVE)
    assert not any(row.struck or row.added for row in holidays.list_holidays(store, 2026))


def test_what_was_changed_can_be_undone(store: Store) -> None:
    changes = holidays.remove_holiday(store, NYEPI)
    history.undo(store, changes.change_set)
    assert not holidays.calendar_for(store).is_working(NYEPI)


@pytest.mark.parametrize(
    ("day", "name", "code"),
    [(PLAIN, "  ", "holiday_without_name"), (NYEPI, "Nyepi", "holiday_known")],
)
def test_a_day_without_name_or_already_there_is_refused(
    store: Store, day: date, name: str, code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        holidays.add_holiday(store, day, name)
    assert refusal.value.code == code


def test_a_day_that_is_no_holiday_cannot_be_removed(store: Store) -> None:
    with pytest.raises(UserError, match="10 November 2026"):
        holidays.remove_holiday(store, PLAIN)


def test_a_list_is_imported_in_any_layout(store: Store) -> None:
    done = holidays.import_holidays(
        store,
        [
            ["DAFTAR HARI LIBUR 2026", None, None, None],
            ["No", "Hari", "Tanggal", "Keterangan"],
            [1, "Selasa", "10 November 2026", "Hari Jadi Kabupaten"],
            [None, "", None, ""],
            [2, "Rabu", datetime(2026, 11, 11, tzinfo=UTC), "Cuti Bersama Hari Jadi"],
            [3, "Kamis", 46338, "Pilkada"],
            [4, "Kamis", date(2026, 3, 19), "Nyepi"],
        ],
    )
    assert (done.added, done.known, done.skipped) == (3, 1, (1, 2))
    added = {
        row.holiday.day: row.holiday for row in holidays.list_holidays(store, 2026) if row.added
    }
    assert [f"{day:%m-%d}" for day in added] == ["11-10", "11-11", "11-12"]
    assert added[date(2026, 11, 11)].kind is HolidayKind.JOINT_LEAVE


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Tanggal", "Nama"]], "holidays_none"),
        ([["10-11-2026", "Hari Jadi"], ["10 Nopemberrr", "Pilkada"]], "holiday_row_unreadable"),
        ([["10-11-2026", "Hari Jadi"], ["11-11-2026", ""]], "holiday_row_unreadable"),
        ([["21-22 Maret 2026", "Idulfitri"]], "holiday_row_unreadable"),
    ],
)
def test_a_list_that_cannot_be_read_adds_nothing(
    store: Store, rows: list[list[object]], code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        holidays.import_holidays(store, rows)
    assert refusal.value.code == code
    assert not any(row.added for row in holidays.list_holidays(store, 2026))
