"""The list of those selected and of the waiting list, as it is signed and posted.

No NIK stands on it: it hangs where everyone reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head
from sertidesk.export.pdf.page import Flowable, Printed, Setup, style, text, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet

_COLUMNS = (
    PaperColumn("NO", 5, "center"),
    PaperColumn("NAMA", 26),
    PaperColumn("L/P", 5, "center"),
    PaperColumn("DESA/KELURAHAN", 19),
    PaperColumn("JABATAN KERJA", 29),
    PaperColumn("KETERANGAN", 18),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One row, every value as it is printed."""

    name: str
    sex: str
    village: str
    occupation: str
    remark: str = ""


def write_selection(
    path: Path,
    head: ListHead,
    selected: Sequence[Chosen],
    reserve: Sequence[Chosen],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write both lists, the reserve in the order in which they would step in."""
    setup = Setup("Daftar peserta terpilih", paper, footer=head.footer)
    story = [
        *list_head(setup, head),
        *_part(setup, "A. Peserta terpilih", selected),
        *(_part(setup, "B. Cadangan, menurut urutan", reserve) if reserve else ()),
        signatures(setup, signer),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _part(setup: Setup, title: str, people: Sequence[Chosen]) -> list[Flowable]:
    heading = text(title, style(10.5, bold=True))
    heading.keepWithNext = True
    rows = [
        (str(place), one.name, one.sex, one.village, one.occupation, one.remark)
        for place, one in enumerate(people, 1)
    ]
    body: Flowable = (
        table(setup.width, _COLUMNS, rows, size=9, row_height=6.5 * mm)
        if rows
        else text("Belum ada.", style(10))
    )
    return [heading, Spacer(0, 1.5 * mm), body, Spacer(0, 5 * mm)]
