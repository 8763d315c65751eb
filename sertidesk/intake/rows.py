"""A row as it was understood: values by field, findings, and whether it can be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sertidesk.domain.finding import Finding, Severity
from sertidesk.intake import headers
from sertidesk.intake.cells import Value
from sertidesk.intake.columns import Header, Roles, label
from sertidesk.intake.sheet import Row, Sheet, is_blank, show

_PARTS: dict[str, tuple[str, ...]] = {
    headers.BIRTH: ("birth_place", "birth_date"),
    headers.BIRTH_DAY: ("birth_date",),
    headers.RT_RW: ("rt", "rw"),
    headers.SEX_MALE: ("sex",),
    headers.SEX_FEMALE: ("sex",),
}


class Status(StrEnum):
    """What becomes of a row."""

    ACCEPTED = "accepted"
    WARNING = "warning"
    REJECTED = "rejected"


@dataclass(slots=True, eq=False)
class Layout:
    """What the rows of one table share."""

    sheet: Sheet
    header_row: int  # as the spreadsheet numbers it, the lowest of the header; 0 without header
    header: list[Header]
    roles: Roles
    rounded: bool = False  # the whole NIK column lost its last digits in a spreadsheet
    p_is_man: bool = False  # the sexes are written P(ria) and W(anita)

    def columns(self) -> dict[str, str]:
        """Return the header text by role, columns kept as notes left out."""
        return {
            role: self.text(column)
            for column, role in sorted(self.roles.items())
            if role not in (headers.EXTRA, headers.IGNORE)
        }

    def text(self, column: int) -> str:
        """Return the header of a column; one without header is named by its letter."""
        text = label(self.header[column]) if column < len(self.header) else ""
        return text or f"Kolom {letter(column)}"


@dataclass(slots=True, eq=False)
class RowReport:
    """One row of a list; `row` is its number in the spreadsheet.

    `own` are the findings of the row itself, `cross` those that need other rows of the file, and
    `added` what a service noticed (already in the activity). `corrections` are texts typed in
    place of a cell, `confirmed` the codes of errors that a person confirmed.
    """

    layout: Layout
    row: int
    cells: Row
    group: Mapping[str, str]
    values: dict[str, Value | None]
    own: tuple[Finding, ...] = ()
    cross: tuple[Finding, ...] = ()
    added: tuple[Finding, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    @property
    def sheet(self) -> str:
        """Return the name of the sheet."""
        return self.layout.sheet.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return everything noticed, errors that were confirmed as warnings."""
        found = self.own + self.cross + self.added if self.cross or self.added else self.own
        return tuple(map(self._confirmed, found)) if self.confirmed else found

    def _confirmed(self, finding: Finding) -> Finding:
        if not finding.overridable or finding.code not in self.confirmed:
            return finding
        return Finding(
            finding.code,
            finding.field,
            Severity.WARNING,
            f"{finding.message} Sudah dipastikan petugas.",
            finding.proposal,
        )

    @property
    def status(self) -> Status:
        """Return what becomes of the row: rejected by an error, else accepted."""
        grave = {finding.severity for finding in self.findings}
        if Severity.ERROR in grave:
            return Status.REJECTED
        return Status.WARNING if Severity.WARNING in grave else Status.ACCEPTED

    @property
    def raw(self) -> dict[str, str]:
        """Return the texts as they stand in the list, by field; a correction in its place."""
        texts: dict[str, str] = {}
        for column, role in self.layout.roles.items():
            if role in (headers.EXTRA, headers.IGNORE, headers.NUMBER):
                continue
            cell = self.cells[column] if column < len(self.cells) else ""
            if is_blank(cell):
                continue
            for key in _PARTS.get(role, (role,)):
                texts.setdefault(key, show(cell))
        texts.update(self.corrections)
        return texts

    @property
    def extra(self) -> dict[str, str]:
        """Return the columns without a field of their own, by their header."""
        layout, cells = self.layout, self.cells
        extra = {
            layout.text(column): show(cells[column])
            for column, role in layout.roles.items()
            if role == headers.EXTRA and column < len(cells) and not is_blank(cells[column])
        }
        if headers.EXTRA in self.group:
            extra.setdefault("Kelompok", self.group[headers.EXTRA])
        return extra

    def text(self, key: str) -> str:
        """Return the value of a field as text, empty when there is none."""
        value = self.values.get(key)
        return "" if value is None else show(value)


def letter(column: int) -> str:
    """Return the letter of a column: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def by_field(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by their field."""
    sorted_out: dict[str, list[Finding]] = {}
    for finding in findings:
        sorted_out.setdefault(finding.field, []).append(finding)
    return sorted_out
