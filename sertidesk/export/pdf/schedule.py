"""The schedule on paper: the sessions by day, and below them who comes to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head, list_setup
from sertidesk.export.pdf.page import Printed, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet

_COLUMNS = (
    PaperColumn("NO", 4, "center"),
    PaperColumn("HARI, TANGGAL", 17),
    PaperColumn("WAKTU", 10, "center"),
    PaperColumn("TUK, RUANG", 19),
    PaperColumn("SKEMA", 17),
    PaperColumn("ASESOR", 16),
    PaperColumn("PESERTA", 8, "center"),
)
_PEOPLE = (
    PaperColumn("NO", 4, "center"),
    PaperColumn("NAMA PESERTA", 26),
    PaperColumn("DESA/KELURAHAN", 16),
    PaperColumn("SESI", 5, "center"),
    PaperColumn("HARI, TANGGAL", 17),
    PaperColumn("WAKTU", 12, "center"),
    PaperColumn("RUANG", 12),
)


@dataclass(frozen=True, slots=True)
class PrintedSession:
    """One row, every value as it is printed."""

    day: str
    time: str
    centre: str
    room: str
    scheme: str
    assessor: str
    people: tuple[tuple[str, str], ...]  # name, village


def write_schedule(
    path: Path,
    head: ListHead,
    sessions: Sequence[PrintedSession],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the schedule, lying: the sessions, then the participants with their times."""
    setup = list_setup("Jadwal uji kompetensi", head, paper)
    rows = [
        (
            str(number), one.day, one.time, ", ".join(filter(None, (one.centre, one.room))),
            one.scheme, one.assessor, str(len(one.people)),
        )
        for number, one in enumerate(sessions, 1)
    ]  # fmt: skip
    people = [
        (name, village, str(number), one.day, one.time, one.room)
        for number, one in enumerate(sessions, 1)
        for name, village in one.people
    ]
    seated = [(str(number), *line) for number, line in enumerate(people, 1)]
    story = [
        *list_head(setup, head),
        table(setup.width, _COLUMNS, rows, size=9, row_height=6.5 * mm),
        Spacer(0, 5 * mm),
        *([table(setup.width, _PEOPLE, seated, size=9, row_height=6.5 * mm)] if seated else []),
        signatures(setup, signer),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
