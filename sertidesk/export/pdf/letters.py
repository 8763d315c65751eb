"""Letters in the shape of correspondence: number, matter, addressee, text, signature, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, PageBreak, Spacer, Table

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import Flowable, Printed, Setup, style, text, write
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    facts,
    letterhead,
    signature_row,
    table,
    titles,
)
from sertidesk.export.pdf.sheet import F4, LETTER, Sheet

_DOTS = "." * 40
_NO_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Annex:
    """A list that follows the letter on its own pages."""

    title: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: ``items`` are numbered below ``opening``, ``closing`` are the paragraphs after.

    A text that was written freely comes as ``blocks``: paragraphs, and tuples of numbered items.
    """

    head: Letterhead
    dated: str  # place and date
    matter: str
    addressee: tuple[str, ...]
    signer: Signer
    opening: str = ""
    items: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    blocks: tuple[str | tuple[str, ...], ...] = ()
    place: str = "Tempat"  # where the addressee is
    enclosed: str = ""
    number: str = ""
    nature: str = "Biasa"
    copies: tuple[str, ...] = ()
    annex: Annex | None = None


def write_letter(
    path: Path,
    letter: Letter,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the letter, and its annex from a new page on."""
    setup = Setup(letter.matter, paper, margins=LETTER, footer=letter.matter, footer_from=2)
    return write(
        setup, _story(setup, letter), path,
        author=letter.head.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def write_letters(
    path: Path,
    letters: Sequence[Letter],
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write letters one after the other, each from a page of its own; they have no page numbers."""
    if len(letters) == 1:
        return write_letter(path, letters[0], paper=paper, report=report, is_cancelled=is_cancelled)
    setup = Setup(letters[0].matter, paper, margins=LETTER, footer_from=_NO_PAGE)
    story: list[Flowable] = []
    for letter in letters:
        story += [PageBreak()] if story else []
        story += _story(setup, letter)
    return write(
        setup, story, path,
        author=letters[0].head.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _story(setup: Setup, letter: Letter) -> list[Flowable]:
    body = style(11, "justify", leading=1.35, after=3 * mm)
    *most, last = letter.blocks or (letter.opening, letter.items, *letter.closing)
    story: list[Flowable] = [
        *letterhead(letter.head),
        text(letter.dated, style(11, "right", after=3 * mm)),
        *facts(
            setup,
            (
                ("Nomor", letter.number or _DOTS),
                ("Sifat", letter.nature),
                ("Lampiran", letter.enclosed or "-"),
                ("Hal", letter.matter),
            ),
            size=11,
        ),
        Spacer(0, 3 * mm),
        text(f"Yth. {letter.addressee[0]}", style(11)),
        *(text(line, style(11)) for line in letter.addressee[1:]),
        text(f"di {letter.place}", style(11)),
        Spacer(0, 6 * mm),
        *(made for block in most for made in _block(setup, block, body)),
        # The signature never stands alone on a page.
        KeepTogether(
            [*_block(setup, last, body), Spacer(0, 8 * mm), signature_row(setup, letter.signer)]
        ),
        *_copies(letter.copies),
    ]
    if letter.annex is not None:
        story += [
            PageBreak(),
            *titles("Lampiran", letter.annex.title),
            table(setup.width, letter.annex.columns, letter.annex.rows, size=9, row_height=6 * mm),
        ]
    return story


def _block(setup: Setup, block: str | tuple[str, ...], body: Any) -> list[Flowable]:
    return [text(block, body)] if isinstance(block, str) else _numbered(setup, block)


def _numbered(setup: Setup, items: Sequence[str]) -> list[Flowable]:
    if not items:
        return []
    plain = style(11, leading=1.3)
    numbers = 8 * mm
    return [
        Table(
            [
                [text(f"{number}.", plain), text(item, plain)]
                for number, item in enumerate(items, 1)
            ],
            colWidths=(numbers, setup.width - numbers),
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0.3 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.3 * mm),
            ],
        ),
        Spacer(0, 3 * mm),
    ]


def _copies(copies: Sequence[str]) -> list[Flowable]:
    if not copies:
        return []
    return [
        Spacer(0, 6 * mm),
        text("Tembusan:", style(10)),
        *(text(f"{number}. {copy}", style(10)) for number, copy in enumerate(copies, 1)),
    ]
