"""The form on which the readiness of a test centre is checked and signed (form kesiapan)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Spacer

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head
from sertidesk.export.pdf.page import Flowable, Printed, Setup, style, text, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet

_COLUMNS = (
    PaperColumn("NO", 5, "center"),
    PaperColumn("SARANA/PERALATAN", 36),
    PaperColumn("KEBUTUHAN", 14, "center"),
    PaperColumn("TERSEDIA", 11, "center"),
    PaperColumn("KONDISI", 14, "center"),
    PaperColumn("KETERANGAN", 22),
)


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One row, every value as it is printed; what is not looked at yet is left to be written."""

    name: str
    needed: str
    available: str = ""
    condition: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one test centre: its facts, and a part for each scheme."""

    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, tuple[PrintedItem, ...]], ...]


def write_form(
    path: Path,
    head: ListHead,
    forms: Sequence[Form],
    signers: Sequence[Signer],
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write a form for each test centre, each beginning on a new page with its own signatures."""
    setup = Setup("Form kesiapan sarana prasarana", paper, footer=head.footer)
    story: list[Flowable] = []
    for form in forms:
        if story:
            story.append(PageBreak())
        story += [
            *list_head(setup, head, form.facts),
        ]
        for title, items in form.parts:
            story += _part(setup, title, items)
        story.append(signatures(setup, *signers))
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _part(setup: Setup, title: str, items: Sequence[PrintedItem]) -> list[Flowable]:
    heading = text(title, style(10, bold=True))
    heading.keepWithNext = True
    rows = [
        (str(place), one.name, one.needed, one.available, one.condition, one.note)
        for place, one in enumerate(items, 1)
    ]
    return [
        heading,
        Spacer(0, 1.5 * mm),
        table(setup.width, _COLUMNS, rows, size=9, row_height=6.5 * mm),
        Spacer(0, 4 * mm),
    ]
