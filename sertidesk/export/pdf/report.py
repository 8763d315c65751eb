"""The final report on paper: cover, contents, chapters with charts and tables, annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from sertidesk.domain.report import Tabulation
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import (
    BOLD,
    INK,
    REGULAR,
    Flowable,
    Printed,
    Setup,
    heading,
    style,
    table_of_contents,
    text,
    width_of,
    write,
)
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    letterhead,
    signatures,
    table,
)
from sertidesk.export.pdf.sheet import F4, LETTER, Sheet

_BAR, _TRACK = HexColor("#0B5CAD"), HexColor("#E8EDF3")
_ROW = 5.2 * mm
_MOST_BARS = 24  # more would be a wall, not a picture; the table has them all
_WIDE = 8  # columns from which an annex lies smaller


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its paragraphs, then its tables with their charts."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Tabulation, ...] = ()


@dataclass(frozen=True, slots=True)
class FinalReport:
    """Everything the report prints."""

    head: Letterhead
    title: str
    activity: str
    about: tuple[tuple[str, str], ...]  # the cover's facts
    place_and_year: str
    sections: tuple[Section, ...]
    annexes: tuple[Tabulation, ...]
    signers: tuple[Signer, ...]
    footer: str = ""


def write_report(
    path: Path,
    one: FinalReport,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the report; the annexes follow the chapters, each from a new page."""
    setup = Setup(
        f"{one.title} {one.activity}", paper, margins=LETTER, footer=one.footer, footer_from=2
    )
    story: list[Flowable] = [
        *_cover(one),
        text("DAFTAR ISI", style(13, "center", bold=True, after=5 * mm)),
        table_of_contents(),
        PageBreak(),
    ]
    for place, section in enumerate(one.sections, start=1):
        story += _chapter(setup, place, section)
    story.append(signatures(setup, *one.signers))
    for place, annex in enumerate(one.annexes, start=1):
        story += [
            PageBreak(),
            heading(f"Lampiran {place}  {annex.title}", style(12, bold=True, after=4 * mm)),
            _table(setup, annex),
        ]
    return write(
        setup, story, path,
        author=one.head.office, contents=True, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _cover(one: FinalReport) -> Iterator[Flowable]:
    yield from letterhead(one.head)
    yield Spacer(0, 45 * mm)
    yield text(one.title.upper(), style(20, "center", bold=True, after=8 * mm))
    yield text(one.activity, style(15, "center", leading=1.3, after=14 * mm))
    for name, value in one.about:
        yield text(f"{name}: {value}", style(11, "center", leading=1.4))
    yield Spacer(0, 40 * mm)
    yield text(one.place_and_year, style(12, "center", bold=True))
    yield PageBreak()


def _chapter(setup: Setup, place: int, section: Section) -> Iterator[Flowable]:
    yield CondPageBreak(45 * mm)
    yield heading(f"{place}. {section.title}", style(13, bold=True, after=3 * mm))
    body = style(11, "justify", leading=1.35, after=2.5 * mm)
    for paragraph in section.paragraphs:
        yield text(paragraph, body)
    for made in section.tables:
        yield CondPageBreak(35 * mm)
        title = text(made.title, style(10.5, bold=True, after=2 * mm))
        chart = _chart(setup, made.bars)
        yield KeepTogether([title, chart, Spacer(0, 2 * mm)]) if chart else title
        yield _table(setup, made)
        yield Spacer(0, 5 * mm)
    yield Spacer(0, 4 * mm)


def _table(setup: Setup, made: Tabulation) -> Flowable:
    count = len(made.headers)
    shares = made.shares or (30.0, *(70.0 / max(1, count - 1),) * (count - 1))
    columns = [
        PaperColumn(header.upper(), share, "left" if not place or made.shares else "center")
        for place, (header, share) in enumerate(zip(made.headers, shares, strict=True))
    ]
    return table(setup.width, columns, made.rows, size=7.5 if count >= _WIDE else 8.5)


def _chart(setup: Setup, bars: Sequence[tuple[str, int]]) -> Any:
    """Return bars on one scale with their words and figures; None where there is nothing to see."""
    most = max((figure for _, figure in bars), default=0)
    if len(bars) < 2 or len(bars) > _MOST_BARS or not most:
        return None
    size = 8
    words = [_shortened(word, size, setup.width * 0.36) for word, _ in bars]
    left = max(width_of(word, size) for word in words) + 3 * mm
    room = setup.width - left - 14 * mm
    drawing = Drawing(setup.width, _ROW * len(bars))
    for place, (word, (_, figure)) in enumerate(zip(words, bars, strict=True)):
        base = _ROW * (len(bars) - place - 1)
        drawing.add(String(0, base + 1.6 * mm, word, fontName=REGULAR, fontSize=size))
        drawing.add(_bar(left, base, room, _TRACK))
        if figure:
            drawing.add(_bar(left, base, max(1.0, room * figure / most), _BAR))
        drawing.add(
            String(left + room + 2 * mm, base + 1.6 * mm, str(figure), fontName=BOLD,
                   fontSize=size, fillColor=INK)
        )  # fmt: skip
    return drawing


def _bar(left: float, base: float, width: float, colour: Any) -> Any:
    return Rect(left, base + 1 * mm, width, _ROW - 2 * mm, fillColor=colour, strokeColor=None)


def _shortened(word: str, size: float, room: float) -> str:
    while len(word) > 2 and width_of(word, size) > room:
        word = f"{word[:-2].rstrip()}…"
    return word
