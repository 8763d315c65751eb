"""What stays together: a signature block never stands alone, the end of its table goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import KeepTogether, LongTable, Paragraph, Spacer
from typing_extensions import override

_LAST = 2  # rows that go to the next page with the signatures, where there are more


class KeptTable(LongTable):  # type: ignore[misc]  # the library has no types
    """A table that also needs room for what follows it, ``room_after`` points high."""

    room_after: float = 0

    @override
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        wide, high = super().wrap(width, height)
        fits = high <= height < high + self.room_after
        return wide, (high + self.room_after if fits else high)

    @override
    def split(self, width: float, height: float) -> list[Any]:
        wide, high = super().wrap(width, height)
        room = height
        if self.room_after and high <= height:
            # All rows would fit, what follows would not: the last rows are taken along.
            rows = len(self._rowHeights) - self.repeatRows
            if rows <= _LAST:
                return []
            room = sum(self._rowHeights[:-_LAST]) + 0.01
        parts: list[Any] = super().split(wide, room)
        if parts:
            parts[-1].room_after = self.room_after
        return parts


class Signatures(KeepTogether):  # type: ignore[misc]  # the library has no types
    """Signature blocks with the room above them, on one page."""

    @property
    def content(self) -> list[Any]:
        """Return what is kept together."""
        return list(self._content)


def bind(story: Sequence[Any], width: float) -> None:
    """Tell each table how high the signatures are that follow it, with the words between."""
    for place, flowable in enumerate(story):
        if not isinstance(flowable, Signatures):
            continue
        high = sum(_height(part, width) for part in flowable.content)
        for before in reversed(story[:place]):
            if isinstance(before, KeptTable):
                before.room_after = high
            if not isinstance(before, Spacer | Paragraph):
                break
            high += _height(before, width)


def _height(flowable: Any, width: float) -> float:
    high = flowable.wrap(width, 10_000)[1]
    return float(high + flowable.getSpaceBefore() + flowable.getSpaceAfter())
