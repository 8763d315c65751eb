"""Many rows of one table → `RowReport`s, column by column, because most cells repeat.

One row is read by the same way as ten thousand, so that a repaired row and the same row in a
corrected file are judged alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sertidesk.domain import dates, people
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.intake import addresses, cells, headers, judgement, remarks, trades
from sertidesk.intake.cells import Rules, Value
from sertidesk.intake.rows import Layout, RowReport
from sertidesk.intake.sheet import Cell, Row, is_blank

Column = list[Value | None]
Findings = tuple[Finding, ...]
Groups = Sequence[Mapping[str, str]]

_YEAR_AT_END = re.compile(r"\d\D{0,12}\d{2}\s*$")
_AREAS = ("village", "district", "regency", "province")
_NAME_PARTS = ("name", "title_before", "title_after")
_NO_FINDINGS: tuple[Finding, ...] = ()
_NO_TEXTS: dict[str, str] = {}
_NO_CODES: frozenset[str] = frozenset()


def read_rows(
    layout: Layout,
    numbers: Sequence[int],
    groups: Groups,
    rules: Rules,
    corrections: Mapping[int, Mapping[str, str]] | None = None,
    confirmed: Mapping[int, frozenset[str]] | None = None,
) -> list[RowReport]:
    """Read the rows with these numbers (from 0) of a table.

    ``corrections`` and ``confirmed`` are keyed by the same row numbers.
    """
    return _Block(layout, numbers, groups, rules, corrections or {}, confirmed or {}).read()


class _Block:
    """The columns of some rows while they are read; findings are kept for the few that have any."""

    def __init__(
        self,
        layout: Layout,
        numbers: Sequence[int],
        groups: Groups,
        rules: Rules,
        corrections: Mapping[int, Mapping[str, str]],
        confirmed: Mapping[int, frozenset[str]],
    ) -> None:
        self.layout = layout
        self.numbers = numbers
        self.groups = groups
        self.rules = rules
        self.corrections = {
            place: corrections[number]
            for place, number in enumerate(numbers)
            if number in corrections
        }
        self.confirmed = {
            place: confirmed[number] for place, number in enumerate(numbers) if number in confirmed
        }
        self.rows: list[Row] = [layout.sheet.rows[number] for number in numbers]
        self.columns: dict[str, Column] = {}
        self.found: dict[int, list[Finding]] = {}

    def read(self) -> list[RowReport]:
        self._nik()
        self._name()
        self._birth()
        self._sex()
        self._units()
        taken = {"nik", "name", "birth_date", "sex", headers.BIRTH, headers.RT_RW}
        for role in self.layout.roles.values():
            if role in BY_KEY and role not in taken and role not in self.columns:
                self._plain(role)
        self._corrected_plain(taken)
        self._addresses()
        self._group_areas()
        self._occupation()
        self._marks()
        self._typed_against_card()
        judgement.judge(self.columns, self.found, self.rules)
        return self._reports()

    def cells_of(self, role: str) -> list[Cell] | None:
        """Return the cells of a role with corrections in place, None when nothing is there."""
        column = next((c for c, held in self.layout.roles.items() if held == role), None)
        texts = {place: fix[role] for place, fix in self.corrections.items() if role in fix}
        if column is None and not texts:
            return None
        found: list[Cell]
        if column is None:
            found = [""] * len(self.rows)
        else:
            try:
                found = [row[column] for row in self.rows]
            except IndexError:  # rows of text lists end where their writing ends
                found = [row[column] if column < len(row) else "" for row in self.rows]
        for place, text in texts.items():
            found[place] = text
        return found

    def note(self, place: int, *findings: Finding) -> None:
        """Keep findings of the row at this place."""
        self.found.setdefault(place, []).extend(findings)

    def through(
        self, key: str, found: Sequence[Cell], read: Callable[[Cell], cells.Reading]
    ) -> Column:
        """Read each different cell of a column once."""
        memo = self.rules.memo.setdefault(key, {})
        for cell in set(found) - memo.keys():
            memo[cell] = read(cell)
        noisy = {cell for cell in set(found) if memo[cell][1]}
        if noisy:
            for place, cell in enumerate(found):
                if cell in noisy:
                    self.note(place, *memo[cell][1])
        return [memo[cell][0] for cell in found]

    def _plain(self, key: str) -> None:
        found = self.cells_of(key)
        if found is not None:
            self.columns[key] = self.through(key, found, lambda c: cells.read(key, c, self.rules))

    def _corrected_plain(self, taken: set[str]) -> None:
        """Read fields that only a correction brought."""
        keys = {key for fix in self.corrections.values() for key in fix}
        for key in sorted(keys - taken - self.columns.keys()):
            if key in BY_KEY:
                self._plain(key)

    def _nik(self) -> None:
        found = self.cells_of("nik")
        if found is None:
            self.columns["nik"] = [None] * len(self.rows)
            return
        values: Column = []
        for place, cell in enumerate(found):
            value, findings = cells.read_nik(cell)
            if (
                self.layout.rounded
                and value is not None
                and "nik" not in self.corrections.get(place, _NO_TEXTS)
            ):
                findings = (*findings, remarks.rounded_column(str(value)))
                value = None
            if findings:
                self.note(place, *findings)
                if value is None:
                    value = self._confirmed_digits(place, findings)
            values.append(value)
        self.columns["nik"] = values

    def _confirmed_digits(self, place: int, findings: Sequence[Finding]) -> str | None:
        codes = self.confirmed.get(place, _NO_CODES)
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if errors and all(error.overridable and error.code in codes for error in errors):
            return errors[0].proposal
        return None

    def _name(self) -> None:
        found = self.cells_of("name")
        size = len(self.rows)
        names: Column = [None] * size
        before: Column = [None] * size
        after: Column = [None] * size
        for place, cell in enumerate(found or ()):
            if cells.is_plain_name(cell):
                names[place] = str(cell)
                continue
            parts, findings = cells.read_name(cell)
            if parts:
                names[place] = parts.name
                before[place] = parts.title_before or None
                after[place] = parts.title_after or None
            if findings:
                self.note(place, *findings)
        self.columns["name"] = names
        for key, cut in (("title_before", before), ("title_after", after)):
            written = self.cells_of(key)
            self.columns[key] = (
                cut
                if written is None
                else [cells.read_text(c) or own for c, own in zip(written, cut, strict=True)]
            )

    def _birth(self) -> None:
        """Read place and date, from a cell each or from one; a place beside a date is kept too."""
        sources = [
            found
            for found in (self.cells_of("birth_date"), self.cells_of(headers.BIRTH))
            if found is not None
        ]
        apart = [
            self.cells_of(role)
            for role in (headers.BIRTH_DAY, headers.BIRTH_MONTH, headers.BIRTH_YEAR)
        ]
        if all(apart):
            sources.append([_joined(*parts) for parts in zip(*filter(None, apart), strict=True)])
        written = self.cells_of("birth_place")
        places: Column = [cells.read_text(cell) for cell in written or ()]
        places = places or [None] * len(self.rows)
        if written is not None and any(_has_year(place) for place in places):
            sources.append([place if _has_year(place) else "" for place in places])
            places = [None if _has_year(place) else place for place in places]
        born: Column = [None] * len(self.rows)
        for found in sources:
            for place, (value, where, findings) in enumerate(self._dates(found)):
                if born[place] is None:
                    born[place] = value
                    if findings:
                        self.note(place, *findings)
                places[place] = places[place] or where
        if written is not None or any(places):
            self.columns["birth_place"] = places
        if sources:
            self.columns["birth_date"] = born

    def _dates(self, found: Sequence[Cell]) -> list[tuple[date | None, str | None, Findings]]:
        """Read dates; those that leave a doubt are read again with the NIK of their row."""
        today, mac = self.rules.today, self.layout.sheet.date_1904
        memo = self.rules.dates
        for cell in set(found) - memo.keys():
            reading = dates.read(cell, today=today, date_1904=mac)
            memo[cell] = (reading.value, reading.place, reading.findings)
        answers = [memo[cell] for cell in found]
        digits = self.columns["nik"]
        for place, answer in enumerate(answers):
            if answer[2] and digits[place]:
                reading = dates.read(
                    found[place], today=today, nik_digits=str(digits[place]), date_1904=mac
                )
                answers[place] = (reading.value, reading.place, reading.findings)
        return answers

    def _sex(self) -> None:
        found = self.cells_of("sex")
        if found is not None and self.layout.p_is_man:
            found = [self._pria(place, cell) for place, cell in enumerate(found)]
        men, women = self.cells_of(headers.SEX_MALE), self.cells_of(headers.SEX_FEMALE)
        if found is not None:
            self.columns["sex"] = self.through(
                "sex", found, lambda cell: cells.read("sex", cell, self.rules)
            )
        if men is None or women is None:
            return
        written = self.columns.get("sex") or [None] * len(self.rows)
        for place, (man, woman) in enumerate(zip(men, women, strict=True)):
            ticked = [
                s
                for s, c in (("L", man), ("P", woman))
                if not cells.is_empty(c) and c not in (0, False)
            ]
            if written[place] is None and len(ticked) == 1:
                written[place] = ticked[0]
            elif len(ticked) == 2:
                self.note(
                    place,
                    Finding("sex_unclear", "sex", Severity.WARNING,
                            "Kolom laki-laki dan perempuan sama-sama terisi. Pilih salah satu."),
                )  # fmt: skip
        self.columns["sex"] = written

    def _pria(self, place: int, cell: Cell) -> Cell:
        """Return a P of the list as Pria; one that a person typed is Perempuan."""
        typed = "sex" in self.corrections.get(place, _NO_TEXTS)
        is_p = not typed and isinstance(cell, str) and cell.strip(" .").casefold() == "p"
        return "Pria" if is_p else cell

    def _units(self) -> None:
        found = self.cells_of(headers.RT_RW)
        if found is None:
            return
        rt, rw = self.cells_of("rt"), self.cells_of("rw")
        pairs = [people.read_units(_unit_text(cell)) for cell in found]
        for key, own, index in (("rt", rt, 0), ("rw", rw, 1)):
            column: Column = [pair[index] for pair in pairs]
            if own is not None:
                column = [
                    people.read_unit(_unit_text(c)) or o for c, o in zip(own, column, strict=True)
                ]
            self.columns[key] = column

    def _addresses(self) -> None:
        column = self.columns.get("address")
        if column is None:
            return
        for place, value in enumerate(column):
            if value is None:
                continue
            rest, parts = addresses.split(str(value))
            if not parts:
                continue
            for key, part in parts.items():
                other = self.columns.setdefault(key, [None] * len(self.rows))
                if other[place] is None:
                    other[place] = part
            column[place] = rest or value

    def _group_areas(self) -> None:
        """Fill areas that no cell gives from the group title or the title of the list."""
        for key in _AREAS:
            if not any(key in group for group in {id(g): g for g in self.groups}.values()):
                continue
            column = self.columns.setdefault(key, [None] * len(self.rows))
            for place, group in enumerate(self.groups):
                name = group.get(key)
                if name and column[place] is None:
                    column[place] = name.title() if name.isupper() else name
                    self.note(place, remarks.from_title(key, str(column[place])))

    def _occupation(self) -> None:
        """Write occupations as the catalogue does, and fill what follows from one alone."""
        catalogue = self.rules.catalogue
        written, codes = self.columns.get("occupation"), self.columns.get("occupation_code")
        if catalogue is None or (written is None and codes is None):
            return
        none: Column = [None] * len(self.rows)
        levels = self.columns.get("level", none)
        memo: dict[tuple[Value | None, ...], trades.Trade] = {}
        keys = list(zip(written or none, codes or none, levels, strict=True))
        for key in set(keys):
            memo[key] = trades.look_up(catalogue, *key)
        for place, key in enumerate(keys):
            trade = memo[key]
            for field, value in trade.values.items():
                column = self.columns.setdefault(field, [None] * len(self.rows))
                if field == "occupation" or column[place] is None:
                    column[place] = value
            if trade.findings:
                self.note(place, *trade.findings)

    def _marks(self) -> None:
        sheet = self.layout.sheet
        if sheet.hidden_rows:
            for place, number in enumerate(self.numbers):
                if number + 1 in sheet.hidden_rows:
                    self.note(place, remarks.ROW_HIDDEN)
        if not sheet.marks:
            return
        places = {number: place for place, number in enumerate(self.numbers)}
        for (number, column), mark in sheet.marks.items():
            role = self.layout.roles.get(column)
            if number in places and role not in (None, headers.IGNORE, headers.NUMBER):
                row = self.rows[places[number]]
                if column >= len(row) or is_blank(row[column]):
                    self.note(
                        places[number], remarks.lost(mark, role or "", self.layout.text(column))
                    )

    def _typed_against_card(self) -> None:
        """Drop a family card's number that is the NIK a person typed: the card's was wrong."""
        card = self.columns.get("family_card")
        if card is None:
            return
        for place, fix in self.corrections.items():
            if "nik" in fix and card[place] == self.columns["nik"][place]:
                card[place] = None

    def _reports(self) -> list[RowReport]:
        columns = {key: column for key, column in self.columns.items() if key != "family_card"}
        keys = tuple(columns)
        layout, found = self.layout, self.found
        corrections, confirmed = self.corrections, self.confirmed
        reports = []
        for place, values in enumerate(zip(*columns.values(), strict=True)):
            own = found.get(place)
            reports.append(
                RowReport(
                    layout,
                    self.numbers[place] + 1,
                    self.rows[place],
                    self.groups[place],
                    dict(zip(keys, values, strict=True)),
                    tuple(own) if own else _NO_FINDINGS,
                    _NO_FINDINGS,
                    _NO_FINDINGS,
                    corrections.get(place, _NO_TEXTS),
                    confirmed.get(place, _NO_CODES),
                )
            )
        return reports


def _joined(*parts: Cell) -> str:
    """Return day, month and year from their own columns as one date."""
    texts = [cells.read_text(part) or "" for part in parts]
    return " ".join(texts) if any(texts) else ""


def _has_year(text: Value | None) -> bool:
    """Tell whether a birth place holds a date as well."""
    return isinstance(text, str) and _YEAR_AT_END.search(text) is not None


def _unit_text(cell: Cell) -> str:
    if isinstance(cell, date):  # Excel took "3/1" for a date: day and month stand as typed
        return f"{cell.day}/{cell.month}"
    return cells.read_text(cell) or ""
