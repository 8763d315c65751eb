"""The list of results: what the assessors recommended and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head, list_setup
from sertidesk.export.pdf.page import Printed, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet


@dataclass(frozen=True, slots=True)
class Result:
    """One row, every value as it is printed."""

    name: str
    nik: str
    trade: str
    assessor: str
    recommendation: str
    decision: str


def write_results(
    path: Path,
    head: ListHead,
    results: Sequence[Result],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the list, lying."""
    setup = list_setup("Daftar hasil asesmen", head, paper)
    columns = (
        PaperColumn("NO", 4, "center"),
        PaperColumn("NAMA", 22),
        PaperColumn("NIK", 14, "center"),
        PaperColumn("JABATAN KERJA / JENJANG", 22),
        PaperColumn("ASESOR", 16),
        PaperColumn("REKOMENDASI", 11, "center"),
        PaperColumn("KEPUTUSAN", 11, "center"),
    )
    rows = [
        (
            str(place), one.name, one.nik, one.trade, one.assessor, one.recommendation,
            one.decision,
        )
        for place, one in enumerate(results, 1)
    ]  # fmt: skip
    story = [
        *list_head(setup, head),
        table(setup.width, columns, rows, size=9),
        signatures(setup, signer),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
