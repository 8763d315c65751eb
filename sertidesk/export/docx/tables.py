"""Tables of a Word file: fixed widths, rows that are never broken, a header on each page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sertidesk.export.docx.markup import Element, element, twentieths
from sertidesk.export.pdf.page import BOLD, Flowable

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_VERTICAL = {"MIDDLE": "center", "BOTTOM": "bottom"}
_HORIZONTAL = {"CENTER": "center", "CENTRE": "center", "RIGHT": "right"}

# Begins a story in a cell, so many points wide.
Begin = Callable[[Element, float], Any]


def add(
    place: Element, block: Flowable, begin: Begin, *, room: float, keep: bool, whole: bool
) -> None:
    """Add a table as the PDF has it; columns without a width share what is left of the room.

    With ``keep`` it stays on the page of what follows, ``whole`` it is not parted.
    """
    known = [width for width in block._colWidths if width is not None]
    left = (room - sum(known)) / max(1, len(block._colWidths) - len(known))
    widths = [float(left if width is None else width) for width in block._colWidths]
    made = element(place, "tbl")
    look = element(made, "tblPr")
    element(look, "tblW", w=twentieths(sum(widths)), type="dxa")
    if block._linecmds:
        borders = element(look, "tblBorders")
        for edge in _EDGES:
            element(borders, edge, val="single", sz=4, space=0, color="555555")
    element(look, "tblLayout", type="fixed")
    margins = element(look, "tblCellMar")
    for edge in ("left", "right"):
        element(margins, edge, w=0, type="dxa")
    grid = element(made, "tblGrid")
    for width in widths:
        element(grid, "gridCol", w=twentieths(width))
    fills = _fills(block)
    for number, (cells, styles) in enumerate(
        zip(block._cellvalues, block._cellStyles, strict=True)
    ):
        row = element(made, "tr")
        about = element(row, "trPr")
        element(about, "cantSplit")
        if block._argH[number]:
            element(about, "trHeight", val=twentieths(block._argH[number]), hRule="atLeast")
        if number < block.repeatRows:
            element(about, "tblHeader")
        stays = keep or number < block.repeatRows or (whole and number + 1 < block._nrows)
        for content, style, width in zip(cells, styles, widths, strict=True):
            _add_cell(
                row, content, style, width, begin,
                fill=fills.get(number, ""), keep=stays,
            )  # fmt: skip


def _add_cell(
    row: Element, content: Any, style: Any, width: float, begin: Begin, *, fill: str, keep: bool
) -> None:
    cell = element(row, "tc")
    look = element(cell, "tcPr")
    element(look, "tcW", w=twentieths(width), type="dxa")
    if fill:
        element(look, "shd", val="clear", color="auto", fill=fill)
    margins = element(look, "tcMar")
    for edge, points in (
        ("top", style.topPadding), ("left", style.leftPadding),
        ("bottom", style.bottomPadding), ("right", style.rightPadding),
    ):  # fmt: skip
        element(margins, edge, w=twentieths(points), type="dxa")
    if style.valign in _VERTICAL:
        element(look, "vAlign", val=_VERTICAL[style.valign])
    inside = begin(cell, width - style.leftPadding - style.rightPadding)
    if isinstance(content, str):
        inside.add_words(
            content, size=style.fontsize, bold=style.fontname == BOLD, keep=keep,
            alignment=_HORIZONTAL.get(style.alignment, "left"),
        )  # fmt: skip
    else:
        for block in content if isinstance(content, list | tuple) else [content]:
            inside.add(block, keep=keep)
    inside.finish()


def _fills(block: Flowable) -> dict[int, str]:
    """Return the colours of whole rows."""
    fills = {}
    for _, (_, first), (_, last), colour, *_ in block._bkgrndcmds:
        end = last if last >= 0 else block._nrows + last
        for number in range(first, end + 1):
            fills[number] = colour.hexval()[2:].upper()
    return fills
