"""What papers are made of: letterhead, titles, facts, tables, signature blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Image, Spacer, Table

from sertidesk.export.pdf.keeping import KeptTable, Signatures
from sertidesk.export.pdf.names import Names
from sertidesk.export.pdf.page import (
    INK,
    LINE,
    Flowable,
    Setup,
    markup,
    style,
    text,
    width_of,
)
from sertidesk.export.values import clean_text

HEADER_FILL = HexColor("#E8EDF3")
_PADDING = 1.2 * mm
_EMBLEM = 22 * mm
_PREPRINTED = 38 * mm
_LONGEST = 600  # letters in one cell


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes; empty parts are left out.

    ``emblem`` is a picture's file; a paper that is ``preprinted`` gets the room of a letterhead.
    """

    government: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""
    emblem: Path | None = None
    preprinted: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: what stands above the name, the name with titles, and below it.

    ``beside`` signs too, at the left.
    """

    lead: str = ""  # place and date, "Mengetahui,"
    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""
    beside: Signer | None = None


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a printed table; ``share`` is its part of the width."""

    header: str
    share: float
    align: str = "left"


def letterhead(head: Letterhead) -> list[Flowable]:
    """Return the letterhead: the office's name in bold, font sizes 3 to 4, rules below."""
    if head.preprinted:
        return [Spacer(0, _PREPRINTED)]
    lines: list[Flowable] = []
    if head.government or head.office:
        lines.append(Names(head.government, head.office))
    lines += [text(line, style(9, "center")) for line in (head.address, head.contact) if line]
    if not lines:
        return []
    rules = [
        HRFlowable(width="100%", thickness=2, color=INK, spaceBefore=2 * mm, spaceAfter=0.6 * mm),
        HRFlowable(width="100%", thickness=0.6, color=INK, spaceBefore=0, spaceAfter=4 * mm),
    ]
    emblem = None if head.emblem is None else _emblem(head.emblem)
    if emblem is None:
        return [*lines, *rules]
    beside = Table(
        [[emblem, lines, ""]],
        colWidths=(_EMBLEM + 2 * mm, None, _EMBLEM + 2 * mm),  # the lines stay in the middle
        style=[
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
    return [beside, *rules]


def titles(*lines: str) -> list[Flowable]:
    """Return centred bold capital lines; empty ones are left out."""
    shown = [line for line in lines if line]
    return [
        *(text(line.upper(), style(12, "center", bold=True)) for line in shown),
        Spacer(0, 4 * mm),
    ]


def facts(setup: Setup, pairs: Sequence[tuple[str, str]], size: float = 10) -> list[Flowable]:
    """Return lines of the shape "Hal : …", aligned at the colon."""
    shown = [(name, value) for name, value in pairs if value]
    if not shown:
        return []
    label = max(width_of(name, size) for name, _ in shown) + 4 * mm
    plain = style(size)
    table = Table(
        [[text(name, plain), text(":", plain), text(value, plain)] for name, value in shown],
        colWidths=(label, 4 * mm, setup.width - label - 4 * mm),
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.4 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * mm),
        ],
        hAlign="LEFT",
    )
    return [table, Spacer(0, 3 * mm)]


def table(
    width: float,
    columns: Sequence[PaperColumn],
    rows: Sequence[Sequence[str]],
    *,
    size: float = 9,
    row_height: float = 0,
) -> Flowable:
    """Return a table whose header is repeated on each page; no row is ever split.

    ``row_height`` is the least height of a row, in points; long text wraps and makes it higher.
    """
    whole = sum(column.share for column in columns)
    widths = [width * column.share / whole for column in columns]
    header = style(size, "center", bold=True)
    cells = [[text(column.header, header) for column in columns]]
    heights: list[float | None] = [None]
    for row in rows:
        made = [
            _cell(words, column, room - 2 * _PADDING, size)
            for words, column, room in zip(row, columns, widths, strict=True)
        ]
        cells.append(made)
        heights.append(_height(made, widths, size, row_height))
    return KeptTable(
        cells,
        colWidths=widths,
        rowHeights=heights,
        repeatRows=1,
        splitByRow=1,
        splitInRow=0,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("BACKGROUND", (0, 0), (-1, 0), HEADER_FILL),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("FONT", (0, 1), (-1, -1), style(size).fontName, size, size * 1.2),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8 * mm),
            *(
                ("ALIGN", (place, 1), (place, -1), column.align.upper())
                for place, column in enumerate(columns)
            ),
        ],
    )


def signatures(setup: Setup, *signers: Signer) -> Flowable:
    """Return signature blocks side by side, one of them at the right.

    They are never parted, and the end of the table before them comes along.
    """
    return Signatures([Spacer(0, 8 * mm), signature_row(setup, *signers)])


def signature_row(setup: Setup, *signers: Signer, room: float = 18) -> Flowable:
    """Return signature blocks side by side, the last at the right, all names on one line.

    ``room`` is the height left for the signature, in millimetres.
    """
    blocks: list[Signer | None] = []
    for signer in signers:
        blocks += [signer] if signer.beside is None else [signer.beside, signer]
    if len(blocks) == 1:
        blocks = [None, *blocks]
    width = setup.width / len(blocks)
    return Table(
        [
            [[] if signer is None else _above(signer, room) for signer in blocks],
            [[] if signer is None else _below(signer) for signer in blocks],
        ],
        colWidths=[width] * len(blocks),
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
            ("TOPPADDING", (0, 1), (-1, 1), 0),
            ("NOSPLIT", (0, 0), (-1, -1)),
        ],
    )


def _above(signer: Signer, room: float) -> list[Flowable]:
    plain = style(10, "center")
    lead, position = text(signer.lead or "\u00a0", plain), text(signer.position, plain)
    return [lead, position, Spacer(0, room * mm)]


def _below(signer: Signer) -> list[Flowable]:
    plain = style(10, "center")
    # A line to write on stands in for a name that is not known yet.
    name = f"<u>{markup(signer.name)}</u>" if signer.name else "." * 36
    lines = [signer.rank, f"NIP. {signer.nip}" if signer.nip else ""]
    return [
        _marked(name, bold=bool(signer.name)),
        *(text(line, plain) for line in lines if line),
    ]


def _emblem(path: Path) -> Flowable | None:
    """Return the emblem as high or wide as its place; None for a picture that cannot be read."""
    from PIL import Image as Picture

    try:
        with Picture.open(path) as picture:
            wide, high = picture.size
    except (OSError, ValueError):
        return None
    scale = _EMBLEM / max(wide, high)
    return Image(str(path), wide * scale, high * scale)


def _marked(words: str, *, bold: bool) -> Flowable:
    from reportlab.platypus import Paragraph

    return Paragraph(words, style(10, "center", bold=bold))


def _cell(words: str, column: PaperColumn, room: float, size: float) -> Flowable:
    """Return the words themselves where they fit on one line, else a paragraph that wraps."""
    shown = clean_text(words)
    if len(shown) > _LONGEST:  # a row must fit on one page
        shown = f"{shown[: _LONGEST - 1].rstrip()}…"
    if "\n" not in shown and width_of(shown, size) <= room:
        return shown
    return text(shown, style(size, column.align))


def _height(
    cells: Sequence[Flowable], widths: Sequence[float], size: float, least: float
) -> float | None:
    """Return the row's height where it is not simply what its text needs."""
    if not least:
        return None
    needed = max(
        size * 1.2 if isinstance(cell, str) else cell.wrap(width - 2 * _PADDING, 10_000)[1]
        for cell, width in zip(cells, widths, strict=True)
    )
    return float(max(least, needed + 1.6 * mm))
