"""A layout: which sheets and columns a workbook has, in which spelling, on which paper.

Reading and writing its TOML file is `layout_toml`'s work, filling it with rows `workbook`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

PARTICIPANTS = "participants"
SOURCES = (PARTICIPANTS, "education", "projects", "trainings", "other_certificates")
KINDS = ("participants", "disdukcapil", "lsp", "bnsp", "siki", "sipjaki", "other")
TOTALS = ("count", "sex")


class Fill(StrEnum):
    """What fills a column."""

    FIELD = "field"
    CONSTANT = "constant"
    NUMBER = "number"  # the running number, from 1
    BLANK = "blank"  # left to whoever receives the workbook


class Paper(StrEnum):
    """The office's paper."""

    F4 = "f4"  # 215 × 330 mm
    A4 = "a4"


class Orientation(StrEnum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, what fills it, and how that is written.

    ``text`` forces a text cell; ``choices`` become a drop-down; ``required`` columns are told
    by `missing_required` when a row has nothing for them.
    """

    header: str
    fill: Fill = Fill.FIELD
    field: str = ""
    constant: str = ""
    format: str = ""
    width: float = 14
    text: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines above the table, its columns, and which rows fill it.

    ``head`` lines may hold places such as ``{activity}``; a line whose places are all empty is
    left out. ``rows`` names the source of the rows.
    """

    name: str
    columns: tuple[Column, ...]
    head: tuple[str, ...] = ()
    rows: str = PARTICIPANTS
    totals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A workbook's layout; ``name`` is its file's stem, ``title`` what the user chooses from."""

    name: str
    title: str
    kind: str
    sheets: tuple[Sheet, ...]
    paper: Paper = Paper.F4
    orientation: Orientation = Orientation.LANDSCAPE
    freeze_header: bool = True
    freeze_columns: int = 0
    note: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the keys the layout discloses, each once, in their order."""
        found = (c.field for s in self.sheets for c in s.columns if c.fill is Fill.FIELD)
        return tuple(dict.fromkeys(found))


def disclosing(layout: Layout, keys: Collection[str]) -> Layout:
    """Return the layout without the columns of fields that the office does not disclose.

    The NIK stays, for without it no answer finds its person; a sheet left without any other
    field keeps its blank and numbered columns.
    """
    wanted = {"nik", *keys}

    def kept(column: Column) -> bool:
        return column.fill is not Fill.FIELD or column.field in wanted

    def reduced(sheet: Sheet) -> Sheet:
        columns = tuple(filter(kept, sheet.columns))
        by_sex = any(column.field == "sex" for column in columns)
        totals = tuple(total for total in sheet.totals if by_sex or total != "sex")
        return replace(sheet, columns=columns, totals=totals)

    return replace(layout, sheets=tuple(map(reduced, layout.sheets)))


def missing_required(sheet: Sheet, row: Mapping[str, object]) -> tuple[str, ...]:
    """Return the headers of the required columns for which the row has nothing."""
    return tuple(
        column.header
        for column in sheet.columns
        if column.required and column.fill is Fill.FIELD and row.get(column.field) in (None, "")
    )
