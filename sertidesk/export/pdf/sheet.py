"""The sheet a paper is printed on: size, margins, how it lies, what the printer shifts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins in millimetres; the defaults are those of lists."""

    top: float = 15
    right: float = 15
    bottom: float = 15
    left: float = 20


LISTS = Margins()
LETTER = Margins(top=20, right=25, bottom=20, left=30)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page of one printing says of itself at its foot, beside its number."""

    kind: str
    about: str  # an activity's code
    document: str
    printed: str  # who printed it, and when


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the office has chosen for one kind of paper; all lengths are millimetres.

    ``margins`` and ``is_landscape`` replace what the paper itself asks for, where they are set.
    ``shift`` moves what is drawn to the right and down: what a printer draws off its place.
    """

    width: float = 215
    height: float = 330
    margins: Margins | None = None
    is_landscape: bool | None = None
    shift: tuple[float, float] = (0, 0)
    is_duplex: bool = False  # left and right margin change places on the backs
    stamp: Stamp | None = None


F4 = Sheet()
A4 = Sheet(210, 297)
