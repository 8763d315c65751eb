"""The decision letter: considering, in view of, decides; signed; its list as the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, PageBreak, Spacer, Table

from sertidesk.domain.decision import ORDINALS
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import Flowable, Printed, Setup, style, text, write
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    facts,
    letterhead,
    signature_row,
    signatures,
    table,
    titles,
)
from sertidesk.export.pdf.sheet import F4, LETTER, Sheet

_DOTS = "." * 30
_LABEL = 28 * mm
_MARK = 8 * mm


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """A decision letter as it is printed; ``rows`` are name, NIK, occupation, village."""

    authority: str  # "Kepala Dinas …"
    number: str
    subject: str
    considering: tuple[str, ...]
    basis: tuple[str, ...]
    decides: tuple[str, ...]
    signer: Signer
    date: str
    rows: tuple[tuple[str, str, str, str], ...]
    draft: bool = False


def write_decision(
    path: Path,
    head: Letterhead,
    one: DecisionPaper,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the letter, and its annex from a new page on."""
    footer = f"{'Konsep ' if one.draft else ''}Keputusan {one.number}".strip()
    setup = Setup(
        "Keputusan", paper, margins=replace(LETTER, left=25, right=20), footer=footer, footer_from=2
    )
    return write(
        setup, _story(setup, head, one), path,
        author=head.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _story(setup: Setup, head: Letterhead, one: DecisionPaper) -> list[Flowable]:
    middle = style(12, "center", bold=True, after=2 * mm)
    letters = [f"{chr(ord('a') + place)}." for place in range(26)]
    numbers = [f"{place}." for place in range(1, len(one.basis) + 1)]
    *most, last = one.decides or ("",)
    columns = (
        PaperColumn("NO", 6, "center"),
        PaperColumn("NAMA", 30),
        PaperColumn("NIK", 21, "center"),
        PaperColumn("JABATAN KERJA / JENJANG", 26),
        PaperColumn("DESA/KELURAHAN", 20),
    )
    rows = [(str(place), *row) for place, row in enumerate(one.rows, 1)]
    return [
        *letterhead(head),
        *([text("KONSEP", style(10, "right", bold=True))] if one.draft else []),
        *titles(f"Keputusan {one.authority}", f"Nomor: {one.number or _DOTS}"),
        text("TENTANG", middle),
        *titles(one.subject),
        *_points(setup, "Menimbang", letters, one.considering),
        *_points(setup, "Mengingat", numbers, one.basis),
        Spacer(0, 2 * mm),
        text("MEMUTUSKAN:", middle),
        _point(setup, "Menetapkan", "", one.subject.upper(), bold=True),
        *(_ordinal(setup, place, words) for place, words in enumerate(most)),
        # The signature never stands alone on a page.
        KeepTogether(
            [_ordinal(setup, len(most), last), Spacer(0, 6 * mm), signature_row(setup, one.signer)]
        ),
        PageBreak(),
        *titles("Lampiran", "Daftar peserta kompeten"),
        *facts(
            setup,
            (
                ("Keputusan", one.authority),
                ("Nomor", one.number or _DOTS),
                ("Tanggal", one.date or _DOTS),
                ("Tentang", one.subject),
            ),
        ),
        table(setup.width, columns, rows, size=9, row_height=6 * mm),
        signatures(setup, one.signer),
    ]


def _points(
    setup: Setup, title: str, marks: Sequence[str], points: Sequence[str]
) -> list[Flowable]:
    return [
        _point(setup, "" if place else title, mark, words)
        for place, (mark, words) in enumerate(zip(marks, points, strict=False))
    ]


def _point(setup: Setup, title: str, mark: str, words: str, *, bold: bool = False) -> Flowable:
    body = style(11, "justify", bold=bold, leading=1.3, after=1.5 * mm)
    plain = style(11, leading=1.3)
    cells: list[Any] = [text(title, plain), text(":" if title else "", plain)]
    if mark:
        return _line([*cells, text(mark, plain), text(words, body)],
                     (_LABEL, 4 * mm, _MARK, setup.width - _LABEL - 4 * mm - _MARK))  # fmt: skip
    return _line([*cells, text(words, body)], (_LABEL, 4 * mm, setup.width - _LABEL - 4 * mm))


def _ordinal(setup: Setup, place: int, words: str) -> Flowable:
    title = ORDINALS[place] if place < len(ORDINALS) else f"KE-{place + 1}"
    return _point(setup, title, "", words)


def _line(cells: Sequence[Any], widths: Sequence[float]) -> Flowable:
    return Table(
        [list(cells)],
        colWidths=list(widths),
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.3 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.3 * mm),
        ],
    )
