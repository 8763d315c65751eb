"""Attendance lists to be signed by hand: participants by session, those at work by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ATTENDANCE_ROWS, ListHead, list_head
from sertidesk.export.pdf.page import Flowable, Printed, Setup, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet

_SIGNING_HEIGHT = 12 * mm
_TEAM = (
    PaperColumn("NO.", 6, "center"),
    PaperColumn("NAMA", 32),
    PaperColumn("JABATAN DALAM TIM", 24),
    PaperColumn("NOMOR HP", 16, "center"),
    PaperColumn("TANDA TANGAN", 22),
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One row of the participants' list."""

    name: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One row of the list of those at work."""

    name: str
    position: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """The list of one session or day: its facts, who signs there, and who signs for it."""

    facts: tuple[tuple[str, str], ...]
    people: tuple[Attendee, ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """The list of those at work on one day."""

    facts: tuple[tuple[str, str], ...]
    people: tuple[TeamMember, ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet as it is drawn, whoever is on it."""

    facts: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, ...]]
    signers: Sequence[Signer]


def write_attendance(
    path: Path,
    head: ListHead,
    sheets: Sequence[AttendanceSheet],
    *,
    origin_header: str = "ORGANISASI/INSTANSI",
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write a list for each session, on a sheet of its own.

    Each number stands again in its signature cell.
    """
    columns = (
        PaperColumn("NO.", 6, "center"),
        PaperColumn("NAMA PESERTA", 40),
        PaperColumn(origin_header, 32),
        PaperColumn("TANDA TANGAN", 22),
    )
    lists = [
        _List(sheet.facts, [(one.name, one.origin) for one in sheet.people], sheet.signers)
        for sheet in sheets
    ]
    return _write(
        path, head, columns, lists,
        paper=paper, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def write_team_attendance(
    path: Path,
    head: ListHead,
    sheets: Sequence[TeamSheet],
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the list of assessors and organisers for each day, on a sheet of its own."""
    lists = [
        _List(
            sheet.facts,
            [(one.name, one.position, one.phone) for one in sheet.people],
            sheet.signers,
        )
        for sheet in sheets
    ]
    return _write(
        path, head, _TEAM, lists,
        paper=paper, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _write(
    path: Path,
    head: ListHead,
    columns: Sequence[PaperColumn],
    lists: Sequence[_List],
    *,
    paper: Sheet,
    report: Report,
    is_cancelled: IsCancelled,
) -> Printed:
    setup = Setup(head.titles[0] if head.titles else "Daftar hadir", paper, footer=head.footer)
    blank = ("",) * (len(columns) - 2)
    story: list[Flowable] = []
    for place, one in enumerate(lists):
        if place:
            story.append(PageBreak())
        padded = [*one.people, *[blank] * (ATTENDANCE_ROWS - len(one.people))]
        rows = [(str(number), *row, f"{number}.") for number, row in enumerate(padded, 1)]
        story += [
            *list_head(setup, head, one.facts),
            table(setup.width, columns, rows, size=10, row_height=_SIGNING_HEIGHT),
            signatures(setup, *one.signers),
        ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
