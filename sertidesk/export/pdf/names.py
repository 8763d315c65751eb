"""The names at the top of a letterhead: government over office, font sizes 3 to 4."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable
from typing_extensions import override

from sertidesk.export.pdf.page import style, text, width_of

_SIZES = (16, 15, 14, 13, 12)  # of the office's name
_BROKEN = 14  # of a name that takes several lines even so


class Names(Flowable):  # type: ignore[misc]  # the library has no types
    """Both names in the middle, as large as leaves the office's on one line where that can be."""

    def __init__(self, government: str, office: str) -> None:
        super().__init__()
        self._government, self._office = government.upper(), office.upper()
        self._lines: list[tuple[Any, float]] = []

    def lines_in(self, width: float) -> list[Any]:
        """Return the names as paragraphs for a letterhead of this width."""
        fitting = (one for one in _SIZES if width_of(self._office, one, bold=True) <= width)
        size = next(fitting, _BROKEN)
        lines = []
        if self._government:
            lines.append(text(self._government, style(size * 3 / 4, "center")))
        if self._office:
            lines.append(text(self._office, style(size, "center", bold=True)))
        return lines

    @override
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._lines = [(line, line.wrap(width, height)[1]) for line in self.lines_in(width)]
        self.width, self.height = width, sum(high for _, high in self._lines)
        return self.width, self.height

    @override
    def draw(self) -> None:
        below = self.height
        for line, high in self._lines:
            below -= high
            line.drawOn(self.canv, 0, below)
