"""Any list as it is shown on a screen: its columns and rows, as text, for paper and workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as the screen has it: its title, and whether figures stand at its right edge."""

    title: str
    align_right: bool = False


@dataclass(frozen=True, slots=True)
class ShownList:
    """What a list shows: filtered and sorted, its visible columns, every cell as written there."""

    title: str
    columns: tuple[ShownColumn, ...]
    rows: Sequence[tuple[str, ...]]
    filtered_by: tuple[tuple[str, str], ...] = ()  # column's title, what was typed over it

    def widths(self, least: int = 4, most: int = 44) -> list[int]:
        """Return for each column the letters that nearly all of its cells need."""
        made = []
        for place, column in enumerate(self.columns):
            lengths = sorted(len(row[place]) for row in self.rows)
            # The longest twentieth wraps: one long name shall not narrow all other columns.
            needed = lengths[int((len(lengths) - 1) * 0.95)] if lengths else 0
            word = max(map(len, column.title.split()), default=0) + 1
            made.append(min(max(needed, word, least), most))
        return made
