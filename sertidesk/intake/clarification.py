"""Read the civil registry's answer, in whatever order and layout it returns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sertidesk.domain import clarification_words as words
from sertidesk.domain import dates, nik, people
from sertidesk.domain.clarification import COMPARED, AnswerRow
from sertidesk.domain.errors import UserError
from sertidesk.intake import clarification_columns, headers, tables
from sertidesk.intake.clarification_columns import AnswerTable
from sertidesk.intake.reader import read_workbook
from sertidesk.intake.sheet import Cell, Row, Sheet, is_blank, show

_ROUND = re.compile(r"\b(?:putaran|tahap)\s*(?:ke\s*-?\s*)?(\d{1,3})\b", re.IGNORECASE)
_EMPTY = frozenset({"-", "--", "—", "–", ".", "n/a", "#n/a", "nihil"})
_FOOTER = re.compile(
    r"^\W*(?:jumlah|jml|total|mengetahui|menyetujui|kepala|nip\b|plt\b|a\.?n\.?\s|ttd|catatan"
    r"|tembusan|laki-laki$|perempuan$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was read; ``round`` is the number its title lines name, where they do."""

    file: str
    sha256: str
    rows: tuple[AnswerRow, ...]
    round: int | None = None


def read(path: Path, *, today: date, is_cancelled: Callable[[], bool] = lambda: False) -> Answer:
    """Read every row of a person on every sheet; raise `UserError` where there is none."""
    sheets = read_workbook(path, is_cancelled=is_cancelled)
    rows: list[AnswerRow] = []
    told: int | None = None
    for sheet in sheets:
        if sheet.hidden:
            continue
        for table in clarification_columns.find(sheet):
            told = told or _round_of(sheet, table)
            rows += rows_of(sheet, table, today)
    if not rows:
        raise UserError(
            "answer_without_rows",
            "Berkas {file} tidak berisi daftar dengan kolom NIK atau nama. Pilih berkas jawaban "
            "dari Disdukcapil, atau tambahkan judul kolom NIK dan HASIL lalu baca lagi.",
            file=path.name,
        )
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    return Answer(path.name, checksum, tuple(rows), told)


def rows_of(sheet: Sheet, table: AnswerTable, today: date) -> list[AnswerRow]:
    """Return the rows of persons of one table."""
    _fill_merged(sheet, table)
    reader = _RowReader(sheet, table, today)
    return [row for index in range(table.first, table.end) if (row := reader.read(index))]


def _fill_merged(sheet: Sheet, table: AnswerTable) -> None:
    """Give every row of a merged result or remark what its first row says."""
    told = {*table.columns.results, *table.columns.remarks}
    for top, left, low, right in sheet.merged:
        if left != right or left not in told or low <= top or not table.first <= top < table.end:
            continue
        value = _cell(sheet.rows[top], left)
        for row in sheet.rows[top + 1 : min(low + 1, table.end)]:
            row.extend([""] * (left + 1 - len(row)))
            if is_blank(row[left]):
                row[left] = value


def _round_of(sheet: Sheet, table: AnswerTable) -> int | None:
    for row in sheet.rows[: table.first]:
        for cell in row:
            found = _ROUND.search(cell) if isinstance(cell, str) else None
            if found:
                return int(found[1])
    return None


class _RowReader:
    """Reads the rows of one table."""

    def __init__(self, sheet: Sheet, table: AnswerTable, today: date) -> None:
        self._sheet = sheet
        self._columns = table.columns
        self._today = today

    def read(self, index: int) -> AnswerRow | None:
        """Return the row's person; None for blank rows, totals, signatures and the like."""
        row = self._sheet.rows[index]
        columns = self._columns
        cell = _cell(row, columns.ours.get("nik"))
        reading = _nik(cell)
        name = _text(_cell(row, columns.ours.get("name")))
        if words.verdict(name) is not None:
            name = ""  # "Sesuai (100)" where the name stood
        number = _number(_cell(row, columns.number))
        results = [_text(_cell(row, place)) for place in columns.results]
        remarks = [_text(_cell(row, place)) for place in columns.remarks]
        theirs, confirmed = self._values(row, reading.digits)
        has_number = sum(map(str.isdigit, reading.text)) >= 8
        if not has_number and (
            not name
            or not any(map(str.isalpha, name))
            or _FOOTER.match(name)
            or not (number is not None or "birth_date" in theirs or any(results))
        ):
            return None
        if tables.is_number_row(row):
            return None
        given = [text for text in results if text]
        return AnswerRow(
            sheet=self._sheet.name,
            row=index + 1,
            number=number,
            nik=reading.digits,
            nik_text=reading.text,
            name=name,
            theirs=theirs,
            confirmed=confirmed,
            result=given[0] if given else "",
            remark="; ".join([*given[1:], *filter(None, remarks)]),
        )

    def _values(self, row: Row, digits: str | None) -> tuple[dict[str, str | None], frozenset[str]]:
        """Return what the registry says of each field; its own column goes before our copy."""
        values: dict[str, str | None] = {}
        confirmed: set[str] = set()
        for places in (self._columns.ours, self._columns.theirs):
            for role, place in places.items():
                cell = _cell(row, place)
                if is_blank(cell) or _text(cell) == "":
                    continue
                verdict = words.verdict(show(cell)) if isinstance(cell, str) else None
                if verdict is not None:
                    self._judge(_field_of(role), verdict, values, confirmed)
                    continue
                values.update(self._read(role, cell, digits))
        for key, place in self._columns.verdicts.items():
            verdict = words.verdict(show(_cell(row, place)))
            if verdict is not None:
                self._judge(key, verdict, values, confirmed)
        return values, frozenset(confirmed)

    @staticmethod
    def _judge(key: str, verdict: bool, values: dict[str, str | None], confirmed: set[str]) -> None:
        """Take a verdict on one field: what does not fit has no value of theirs."""
        if verdict:
            confirmed.add(key)
        else:
            values[key] = None

    def _read(self, role: str, cell: Cell, digits: str | None) -> dict[str, str]:
        """Read one cell; what cannot be read is left out, so that it never replaces ours."""
        if role == "nik":
            read = _nik(cell).digits
            return {"nik": read} if read else {}
        if role in ("birth_date", headers.BIRTH):
            born = dates.read(
                cell, today=self._today, nik_digits=digits, date_1904=self._sheet.date_1904
            )
            found = {"birth_date": born.value.isoformat()} if born.value else {}
            if role == headers.BIRTH and born.place:
                found["birth_place"] = born.place
            return found
        text = _text(cell)
        if role == headers.RT_RW:
            rt, rw = people.read_units(text)
            return {key: unit for key, unit in (("rt", rt), ("rw", rw)) if unit}
        if role in ("rt", "rw"):
            unit = people.read_unit(text)
            return {role: unit} if unit else {}
        if role == "sex":
            sex = people.read_sex(text)
            return {"sex": sex} if sex else {}
        return {role: text} if role in COMPARED else {}


def _field_of(role: str) -> str:
    return {headers.BIRTH: "birth_date", headers.RT_RW: "rt"}.get(role, role)


def _cell(row: Row, place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else None


def _text(cell: Cell) -> str:
    text = show(cell).strip("'’` ")
    return "" if text.casefold() in _EMPTY else text


def _nik(cell: Cell) -> nik.NikReading:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return nik.from_number(cell)
    return nik.read(show(cell)) if not is_blank(cell) else nik.NikReading(None, "")


def _number(cell: Cell) -> int | None:
    found = re.fullmatch(r"\(?\s*(\d{1,6})\s*[.)]*", show(cell).strip())
    return int(found[1]) if found else None
