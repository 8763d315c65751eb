"""Days off: the national ones, what the office adds and strikes, and the calendar they make.

National days come from the `holidays` library, which is imported when a day is first asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import dates
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import long_date, short_date
from sertidesk.domain.procedure import CalendarKind
from sertidesk.domain.workdays import Calendar, Holiday, HolidayKind
from sertidesk.paths import resource
from sertidesk.services import settings
from sertidesk.services.store import Store

_ESTIMATED = " (perkiraan)"  # how the library marks a date that it computed
_FIRST_SERIAL = 36526  # 2000-01-01 as Excel counts days: a smaller number is a row number
_RANGE = re.compile(r"\d\s*(?:-|–|dan|s\.?d\.?|sampai)\s*\d{1,2}\s+[A-Za-z]", re.IGNORECASE)
_holiday = tables.holiday


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A day as the settings page lists it; a struck day is shown so that it can be restored."""

    holiday: Holiday
    added: bool = False  # by the office
    struck: bool = False


@dataclass(frozen=True, slots=True)
class HolidayImport:
    """What an import did: how many days are new, how many the calendar already had.

    ``skipped`` are the numbers of the rows above the first date, taken for title and header.
    """

    changes: Changes
    added: int
    known: int
    skipped: tuple[int, ...] = ()


def calendar_for(store: Store) -> Calendar:
    """Return the office's calendar with its own days and its ways of counting."""
    chosen = settings.get_all(store)
    with store.read() as connection:
        own, struck = _own_days(connection)
    return Calendar(
        holidays=_OfficeDays(own, struck),
        six_day_week=bool(chosen["six_day_week"]),
        joint_leave_is_off=bool(chosen["joint_leave_is_off"]),
        start_day_counts=bool(chosen["start_day_counts"]),
        unstated_as=CalendarKind(str(chosen["unstated_days_are"])),
    )


def list_holidays(store: Store, year: int) -> tuple[HolidayRow, ...]:
    """Return every day off of a year in order, the struck ones too."""
    with store.read() as connection:
        own, struck = _own_days(connection)
    rows = {
        day: HolidayRow(holiday, struck=day in struck) for day, holiday in national(year).items()
    }
    rows |= {day: HolidayRow(found, added=True) for day, found in own.items() if day.year == year}
    return tuple(rows[day] for day in sorted(rows))


def add_holiday(
    store: Store, day: date, name: str, kind: HolidayKind = HolidayKind.OFFICE
) -> Changes:
    """Add a day off; a national day that was struck comes back instead."""
    holiday = Holiday(day, name.strip(), kind)
    if not holiday.name:
        raise UserError("holiday_without_name", "Isi nama hari libur, misalnya “Pilkada”.")
    with store.write(f"Hari libur {short_date(day)} ditambahkan") as tx:
        if not _add(tx, holiday):
            raise UserError(
                "holiday_known",
                "{day} sudah tercatat sebagai hari libur. Hapus dahulu bila namanya perlu diganti.",
                day=long_date(day),
            )
    return tx.changes


def remove_holiday(store: Store, day: date) -> Changes:
    """Make a day a working day again: the office's own is deleted, a national one is struck."""
    with store.write(f"Hari libur {short_date(day)} dihapus") as tx:
        own, struck = _own_days(tx.connection)
        if day in own:
            _delete(tx, day)
        found = national(day.year).get(day)
        if found is not None and day not in struck:
            tx.insert(_holiday, _row(found) | {"removed": 1})
        elif day not in own:
            raise UserError(
                "holiday_unknown",
                "{day} tidak tercatat sebagai hari libur. Pilih hari dari daftar.",
                day=long_date(day),
            )
    return tx.changes


def import_holidays(store: Store, rows: Sequence[Sequence[object]]) -> HolidayImport:
    """Add the days of a list, all or none: rows with a date and a name, in any columns.

    Rows above the first date are its title and header; a later row with text and no date is
    refused by its number, so that no day is lost unseen.
    """
    found, skipped = _read_rows(rows, store.today())
    if not found:
        raise UserError(
            "holidays_none",
            "Tidak ada tanggal yang terbaca. Siapkan daftar dengan kolom tanggal dan nama hari "
            "libur.",
        )
    with store.write("Hari libur diimpor") as tx:
        added = sum(_add(tx, holiday) for holiday in found)
    return HolidayImport(tx.changes, added, len(found) - added, skipped)


@cache
def national(year: int) -> dict[date, Holiday]:
    """Return the national days and cuti bersama of a year, as far as the library has them."""
    from holidays import country_holidays  # 40 ms: not before a day is asked for

    decreed = year in _decreed_years()
    days: dict[date, Holiday] = {}
    for category, kind in (
        ("government", HolidayKind.JOINT_LEAVE),
        ("public", HolidayKind.NATIONAL),  # the stronger of two on one day
    ):
        found = country_holidays("ID", years=year, categories=(category,), language="id")
        for day, name in found.items():
            estimated = _ESTIMATED in name and not decreed
            days[day] = Holiday(day, name.replace(_ESTIMATED, ""), kind, estimated)
    return days


@cache
def _decreed_years() -> frozenset[int]:
    text = resource("catalogue", "holidays.toml").read_text(encoding="utf-8")
    return frozenset(entry["year"] for entry in tomllib.loads(text)["years"])


@dataclass(frozen=True, slots=True)
class _OfficeDays:
    """The days off of every year, each year's read when a day of it is first asked for."""

    own: dict[date, Holiday]
    struck: frozenset[date]

    def get(self, day: date, /) -> Holiday | None:
        """Return the holiday on a day, if it is one."""
        if day in self.own:
            return self.own[day]
        return None if day in self.struck else national(day.year).get(day)


def _own_days(connection: Connection) -> tuple[dict[date, Holiday], frozenset[date]]:
    """Return the days the office added, and those it struck from the national list."""
    rows = connection.execute(
        select(_holiday.c.date, _holiday.c.name, _holiday.c.kind, _holiday.c.removed).where(
            _holiday.c.deleted_at.is_(None)
        )
    ).all()
    own = {
        row.date: Holiday(row.date, row.name, HolidayKind(row.kind))
        for row in rows
        if not row.removed
    }
    return own, frozenset(row.date for row in rows if row.removed)


def _add(tx: Transaction, holiday: Holiday) -> bool:
    """Add a day unless the calendar has it; return whether it was new."""
    own, struck = _own_days(tx.connection)
    if holiday.day in struck:
        _delete(tx, holiday.day)
        return True
    if holiday.day in own or holiday.day in national(holiday.day.year):
        return False
    tx.insert(_holiday, _row(holiday) | {"removed": 0})
    return True


def _delete(tx: Transaction, day: date) -> None:
    keys = tx.connection.execute(
        select(_holiday.c.id).where(_holiday.c.date == day, _holiday.c.deleted_at.is_(None))
    ).scalars()
    for key in keys.all():
        tx.delete(_holiday, key)


def _row(holiday: Holiday) -> dict[str, object]:
    return {"date": holiday.day, "name": holiday.name, "kind": holiday.kind.value}


def _read_rows(
    rows: Sequence[Sequence[object]], today: date
) -> tuple[list[Holiday], tuple[int, ...]]:
    found: list[Holiday] = []
    skipped: list[int] = []
    for number, row in enumerate(rows, 1):
        cells = [cell for cell in row if cell is not None and str(cell).strip()]
        days = [day for cell in cells if (day := _day(cell, today)) is not None]
        words = [cell.strip() for cell in cells if isinstance(cell, str) and not _day(cell, today)]
        name = max(words, key=len, default="")
        if days and name:
            joint = any("cuti bersama" in word.casefold() for word in words)
            kind = HolidayKind.JOINT_LEAVE if joint else HolidayKind.OFFICE
            found.append(Holiday(days[0], name, kind))
        elif days or (cells and found) or any(_RANGE.search(word) for word in words):
            raise UserError(
                "holiday_row_unreadable",
                "Baris {row} tidak memuat satu tanggal dan satu nama hari libur. Perbaiki baris "
                "itu (satu hari per baris), lalu impor lagi.",
                row=number,
            )
        elif cells:
            skipped.append(number)
    return found, tuple(skipped)


def _day(cell: object, today: date) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and cell < _FIRST_SERIAL:
        return None
    if isinstance(cell, str) and _RANGE.search(cell):
        return None
    return dates.read(cell, today=today, birth=False, field="date").value
