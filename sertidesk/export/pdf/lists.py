"""Lists on paper: what stands above each, and the list of participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from sertidesk.domain.shown_list import ShownList
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import Printed, Setup, style, text, write
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    facts,
    letterhead,
    signatures,
    table,
    titles,
)
from sertidesk.export.pdf.sheet import F4, Margins, Sheet

_STANDING, _LYING = 85, 150  # letters side by side on a sheet
ATTENDANCE_ROWS = 10  # a sheet's least rows; those without a name are for who comes unannounced


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands above a list: who writes, the title's lines, the facts."""

    letterhead: Letterhead
    titles: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    footer: str = ""


def list_setup(title: str, head: ListHead, paper: Sheet, *, is_landscape: bool = True) -> Setup:
    """Return the layout of a list; it lies, unless it is narrow."""
    return Setup(
        title, paper, is_landscape=is_landscape,
        margins=Margins(left=15, right=12, top=12, bottom=12), footer=head.footer,
    )  # fmt: skip


def list_head(
    setup: Setup, head: ListHead, told: Sequence[tuple[str, str]] | None = None
) -> list[Flowable]:
    """Return what stands above a list; ``told`` are its own facts where it is one of several."""
    return [
        *letterhead(head.letterhead),
        *titles(*head.titles),
        *facts(setup, head.facts if told is None else told),
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list of participants, every value as it is printed."""

    name: str
    nik: str
    sex: str
    birth: str
    address: str
    phone: str
    occupation: str


def write_participants(
    path: Path,
    head: ListHead,
    people: Sequence[Listed],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the list of participants, lying, with the totals by sex below."""
    setup = list_setup("Daftar peserta", head, paper)
    columns = (
        PaperColumn("NO", 3.5, "center"),
        PaperColumn("NAMA", 19),
        PaperColumn("NIK", 12, "center"),
        PaperColumn("L/P", 3.5, "center"),
        PaperColumn("TEMPAT, TANGGAL LAHIR", 15),
        PaperColumn("ALAMAT", 24),
        PaperColumn("NOMOR HP", 10),
        PaperColumn("JABATAN KERJA", 15),
    )
    rows = [
        (
            str(number), one.name, one.nik, one.sex, one.birth, one.address, one.phone,
            one.occupation,
        )
        for number, one in enumerate(people, 1)
    ]  # fmt: skip
    men, women = (sum(one.sex == sex for one in people) for sex in "LP")
    story = [
        *list_head(setup, head),
        table(setup.width, columns, rows, size=8.5, row_height=6.5 * mm),
        Spacer(0, 3 * mm),
        text(
            f"Jumlah: {len(people)} orang (laki-laki {men}, perempuan {women}).",
            style(9.5, bold=True),
        ),
        signatures(setup, signer),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def write_table(
    path: Path,
    head: ListHead,
    shown: ShownList,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write any list as a screen shows it; it lies where it is wide."""
    widths = shown.widths()
    lies = sum(widths) > _STANDING
    setup = list_setup(shown.title, head, paper, is_landscape=lies)
    size = 8.5 if sum(widths) <= (_LYING if lies else _STANDING) else 7
    columns = (
        PaperColumn("NO", max(len(str(len(shown.rows))), 3) + 1, "center"),
        *(
            PaperColumn(
                column.title.upper(), width + 1.5, "right" if column.align_right else "left"
            )
            for column, width in zip(shown.columns, widths, strict=True)
        ),
    )
    rows = [(str(number), *row) for number, row in enumerate(shown.rows, 1)]
    story = [
        *list_head(setup, head),
        table(setup.width, columns, rows, size=size, row_height=6 * mm),
        Spacer(0, 3 * mm),
        text(f"Jumlah: {len(rows)} baris.", style(9.5, bold=True)),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
