"""The official record of an assessment: opening in words, assessors, results, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Spacer

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.keeping import Signatures
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
_ABREAST = 3  # signature blocks side by side


@dataclass(frozen=True, slots=True)
class Assessed:
    """One row, every value as it is printed."""

    name: str
    origin: str
    recommendation: str
    note: str


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """One official record as it is printed; what is empty is left out or left to be written."""

    number: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    assessors: tuple[tuple[str, str], ...]
    rows: tuple[Assessed, ...]
    totals: str
    closing: str
    signers: tuple[Signer, ...]


def write_records(
    path: Path,
    head: Letterhead,
    records: Sequence[RecordPaper],
    *,
    footer: str = "",
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write each record from a new page on."""
    setup = Setup("Berita acara", paper, margins=replace(LETTER, left=25, right=20), footer=footer)
    story: list[Flowable] = []
    for one in records:
        story += [PageBreak()] if story else []
        story += _record(setup, head, one)
    return write(setup, story, path, author=head.office, report=report, is_cancelled=is_cancelled)


def _record(setup: Setup, head: Letterhead, one: RecordPaper) -> list[Flowable]:
    body = style(11, "justify", leading=1.3, after=3 * mm)
    columns = (
        PaperColumn("NO", 5, "center"),
        PaperColumn("NAMA ASESI", 30),
        PaperColumn("ORGANISASI/DESA", 21),
        PaperColumn("REKOMENDASI", 18, "center"),
        PaperColumn("KETERANGAN", 26),
    )
    rows = [
        (str(place), row.name, row.origin, row.recommendation, row.note)
        for place, row in enumerate(one.rows, 1)
    ]
    return [
        *letterhead(head),
        *titles(
            "Berita acara", "Pelaksanaan uji kompetensi",
            f"Nomor: {one.number or _DOTS}",
        ),
        text(one.opening, body),
        *facts(setup, one.facts, size=11),
        *_assessors(setup, one.assessors),
        text("dengan hasil sebagai berikut:", body),
        table(setup.width, columns, rows, size=9.5, row_height=6.5 * mm),
        Spacer(0, 3 * mm),
        Signatures(
            [
                text(one.totals, body),
                text(one.closing, body),
                *_signatures(setup, one.signers),
            ]
        ),
    ]  # fmt: skip


def _assessors(setup: Setup, assessors: Sequence[tuple[str, str]]) -> list[Flowable]:
    if not assessors:
        return []
    columns = (
        PaperColumn("NO", 6, "center"),
        PaperColumn("ASESOR", 54),
        PaperColumn("NOMOR REGISTRASI", 40),
    )
    rows = [
        (str(place), name, registration or "–")
        for place, (name, registration) in enumerate(assessors, 1)
    ]
    return [table(setup.width, columns, rows, size=9.5, row_height=6 * mm), Spacer(0, 3 * mm)]


def _signatures(setup: Setup, signers: Sequence[Signer]) -> list[Flowable]:
    made: list[Flowable] = []
    for start in range(0, len(signers), _ABREAST):
        made += [Spacer(0, 5 * mm), signature_row(setup, *signers[start : start + _ABREAST])]
    return made
