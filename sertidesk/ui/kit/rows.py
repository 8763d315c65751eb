"""A short list as a table source: filtered and sorted here; long ones are sorted in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sertidesk.ui.kit.table import TableColumn


class RowList:
    """Rows of (key, one value for each column); filters look at what the cells show."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        self.rows_held: list[tuple[Any, ...]] = []
        self.keep: Callable[[str], bool] = lambda _key: True  # by the row's key
        self._columns = {column.key: (place, column) for place, column in enumerate(columns, 1)}
        self._found: list[tuple[Any, ...]] = []

    def count(self, filters: Mapping[str, str]) -> int:
        """Find the rows that pass ``keep`` and contain what is typed over the columns."""
        wanted = [(*self._columns[key], text.strip().casefold()) for key, text in filters.items()]
        self._found = [
            row
            for row in self.rows_held
            if self.keep(str(row[0]))
            and all(text in column.text(row[place]).casefold() for place, column, text in wanted)
        ]
        return len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        """Return a page; empty cells stand last, whichever way the list is sorted."""
        found = self._found
        if sort:
            place, _ = self._columns[sort]
            filled = [row for row in found if row[place] not in (None, "")]
            filled.sort(key=lambda row: _folded(row[place]), reverse=descending)
            found = filled + [row for row in found if row[place] in (None, "")]
        return found[offset : offset + limit]

    def found(self) -> list[str]:
        """Return the keys of all rows found last, in the list's own order."""
        return [str(row[0]) for row in self._found]


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
