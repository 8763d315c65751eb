"""The register of complaints on paper: what was complained of, what was answered, in how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head, list_setup
from sertidesk.export.pdf.page import Printed, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One complaint, every value as it is printed."""

    number: str
    received: str
    channel: str
    who: str
    what: str
    answer: str
    answered: str
    state: str


def write_complaints(
    path: Path,
    head: ListHead,
    complaints: Sequence[ComplaintRow],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the register, lying."""
    setup = list_setup("Daftar pengaduan", head, paper)
    columns = (
        PaperColumn("NO", 6, "center"),
        PaperColumn("DITERIMA", 9, "center"),
        PaperColumn("LEWAT", 11),
        PaperColumn("PENGADU", 14),
        PaperColumn("ISI PENGADUAN", 27),
        PaperColumn("JAWABAN", 27),
        PaperColumn("DIJAWAB", 14),
        PaperColumn("STATUS", 11, "center"),
    )
    rows = [
        (
            one.number, one.received, one.channel, one.who, one.what, one.answer, one.answered,
            one.state,
        )
        for one in complaints
    ]  # fmt: skip
    story = [
        *list_head(setup, head),
        table(setup.width, columns, rows, size=8.5, row_height=7 * mm),
        signatures(setup, signer),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
