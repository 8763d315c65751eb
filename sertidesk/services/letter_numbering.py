"""What number a letter gets, and what the register makes of a number that was typed.

All of it runs within the transaction that writes the letter, so that two windows never take the
same number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from sertidesk.db import tables
from sertidesk.domain import letter_numbers as numbers
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction
from sertidesk.services import letter_series
from sertidesk.services.letter_series import Series

_letter = tables.letter


def series_for(connection: Connection, kind: str, series_id: str = "") -> Series:
    """Return the series that numbers a kind of letter, or the one that was chosen."""
    found = letter_series.series_in(connection)
    chosen = next((one for one in found if one.id == series_id), None)
    chosen = chosen or letter_series.of_kind(found, kind)
    if chosen is None:
        raise UserError(
            "letter_series_missing",
            "Pola nomor surat belum diatur. Tambahkan di Pengaturan, Nomor surat; atau ketik "
            "nomornya sendiri.",
        )
    return chosen


def following(connection: Connection, series: Series, day: date, code: str = "") -> tuple[int, str]:
    """Return the next running number of a series, and the number a letter would have with it."""
    taken_before = letter_series.used(connection, series.id, day.year)
    sequence = numbers.next_sequence(taken_before, series.before(day.year))
    return sequence, series.parsed.write(sequence, day, code or series.code, series.unit)


def taken(connection: Connection, row: Mapping[str, Any], series_id: str = "") -> dict[str, Any]:
    """Return number, code and series of a letter that has its kind and date."""
    series = series_for(connection, str(row["kind"]), series_id)
    code = row["code"] or series.code
    number = following(connection, series, row["letter_date"], code)[1]
    return {"number": number, "code": code or None, "letter_series_id": series.id}


def numbered(
    connection: Connection, row: Mapping[str, Any], today: date, letter_id: str = ""
) -> dict[str, Any]:
    """Return year, key, series and running number as a letter's number and date say.

    A number that another letter out of the year has is refused.
    """
    is_out = row["direction"] == Direction.OUT
    day = row["letter_date"] if is_out else row["moved_on"]  # letters in go by their arrival
    year = (day or today).year
    number = row["number"] or ""
    found: dict[str, Any] = {"year": year, "number_key": numbers.key(number) or None}
    if not is_out:
        return found
    found |= {"letter_series_id": None, "sequence": None}
    if not number:
        return found
    _refuse_twice(connection, year, number, letter_id, _letter.c.number_key == found["number_key"])
    listed = letter_series.series_in(connection)
    chosen = [one for one in listed if one.id == row["letter_series_id"]]
    usual = letter_series.of_kind(listed, str(row["kind"]))
    for one in [*chosen, *([usual] if usual else []), *listed]:
        sequence = one.parsed.read(number, year, one.unit, row["code"] or one.code)
        if sequence is not None:
            same = (_letter.c.letter_series_id == one.id) & (_letter.c.sequence == sequence)
            _refuse_twice(connection, year, number, letter_id, same)
            return found | {"letter_series_id": one.id, "sequence": sequence}
    return found


def next_arrival(connection: Connection, year: int) -> int:
    """Return the running number of the next letter in."""
    last = connection.execute(
        select(func.max(_letter.c.sequence)).where(
            _letter.c.year == year,
            _letter.c.direction == Direction.IN,
            _letter.c.deleted_at.is_(None),
        )
    ).scalar_one()
    return (last or 0) + 1


def _refuse_twice(
    connection: Connection, year: int, number: str, letter_id: str, same: ColumnElement[bool]
) -> None:
    twin = connection.execute(
        select(_letter.c.number, _letter.c.subject)
        .where(
            _letter.c.year == year,
            _letter.c.direction == Direction.OUT,
            _letter.c.deleted_at.is_(None),
            _letter.c.id != letter_id,
            same,
        )
        .limit(1)
    ).first()
    if twin is not None:
        raise UserError(
            "letter_number_twice",
            "Nomor {number} tidak dapat dipakai: nomor urutnya sudah ada pada {taken} "
            "(“{subject}”). Ambil nomor berikutnya, atau perbaiki surat itu.",
            number=number,
            taken=twin.number,
            subject=twin.subject,
        )
