"""The evaluation on paper: figures, tables by group, obstacles with causes and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Spacer

from sertidesk.domain.report import Tabulation
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head
from sertidesk.export.pdf.page import Flowable, Printed, Setup, style, text, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet

_CLOSING = "Demikian evaluasi ini dibuat sebagai bahan perbaikan kegiatan berikutnya."
_SHORT = 12  # rows of a table that stays with its heading


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One row, every value as it is printed."""

    obstacle: str
    cause: str
    proposal: str
    who: str
    due: str


def write_evaluation(
    path: Path,
    head: ListHead,
    tables: Sequence[Tabulation],
    hindrances: Sequence[Hindrance],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write figures first, then what hindered the activity."""
    setup = Setup("Evaluasi", paper, footer=head.footer)
    story: list[Flowable] = [
        *list_head(setup, head),
    ]
    for place, made in enumerate(tables):
        columns = [
            PaperColumn(header, share, "center" if at else "left")
            for at, (header, share) in enumerate(zip(made.headers, made.shares, strict=True))
        ]
        title = f"{chr(ord('A') + place)}. {made.title}"
        shown = table(setup.width, columns, made.rows, size=9, row_height=5.5 * mm)
        story += _titled(title, shown, len(made.rows))
    columns = [
        PaperColumn("NO", 5, "center"),
        PaperColumn("KENDALA", 23),
        PaperColumn("PENYEBAB", 19),
        PaperColumn("USULAN/TINDAK LANJUT", 22),
        PaperColumn("PENANGGUNG JAWAB", 18),
        PaperColumn("TENGGAT", 13, "center"),
    ]
    rows = [
        (str(place), one.obstacle, one.cause, one.proposal, one.who, one.due)
        for place, one in enumerate(hindrances, 1)
    ]
    title = f"{chr(ord('A') + len(tables))}. Kendala dan usulan"
    none = text("Tidak ada kendala yang dicatat.", style(10))
    last = _titled(title, table(setup.width, columns, rows, size=9) if rows else none, len(rows))
    # The signature never stands alone on a page.
    end = [text(_CLOSING, style(10, "justify")), signatures(setup, signer)]
    story += [KeepTogether([*last, *end])] if len(rows) <= _SHORT else [*last, KeepTogether(end)]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _titled(title: str, shown: Flowable, rows: int) -> list[Flowable]:
    heading = text(title, style(10, bold=True, after=1.5 * mm))
    gap = Spacer(0, 4 * mm)
    if rows <= _SHORT:
        return [KeepTogether([heading, shown]), gap]
    heading.keepWithNext = True
    return [heading, shown, gap]
