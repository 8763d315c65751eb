"""Papers of meetings: the minutes with the attendance list, and the list to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, PageBreak, Spacer

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ATTENDANCE_ROWS
from sertidesk.export.pdf.page import Flowable, Printed, Setup, style, text, write
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
from sertidesk.export.pdf.sheet import F4, LETTER, Sheet

_SIGNING_HEIGHT = 10 * mm
_UNANNOUNCED = 3  # blank rows below those who are expected
_DOTS = "." * 40


@dataclass(frozen=True, slots=True)
class Signing:
    """One row of the list to be signed."""

    name: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A point of the agenda and the paragraphs said of it."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """One row of what follows from a meeting, every value as it is printed."""

    what: str
    who: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """One meeting as it is printed; what is empty is left out or left to be written."""

    kind: str
    title: str
    number: str
    day: str
    time: str
    place: str
    chair: Signer
    note_taker: Signer
    people: tuple[Signing, ...]
    talks: tuple[Talk, ...] = ()
    conclusions: tuple[str, ...] = ()
    agreed: tuple[Agreed, ...] = ()


def write_minutes(
    path: Path,
    head: Letterhead,
    meetings: Sequence[MeetingPaper],
    *,
    footer: str = "",
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the minutes of each meeting from a new page on, each with its attendance list."""
    setup = Setup("Notulen", paper, margins=replace(LETTER, left=25, right=20), footer=footer)
    story: list[Flowable] = []
    for one in meetings:
        story += [PageBreak()] if story else []
        story += _minutes(setup, head, one)
        story += [PageBreak(), *_attendance(setup, head, one, one.people or _blanks(0))]
    return write(setup, story, path, author=head.office, report=report, is_cancelled=is_cancelled)


def write_attendance(
    path: Path,
    head: Letterhead,
    meetings: Sequence[MeetingPaper],
    *,
    footer: str = "",
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write a list to be signed for each meeting, with blank rows for who was not expected."""
    setup = Setup("Daftar hadir rapat", paper, footer=footer)
    story: list[Flowable] = []
    for one in meetings:
        story += [PageBreak()] if story else []
        story += _attendance(setup, head, one, (*one.people, *_blanks(len(one.people))))
    return write(setup, story, path, author=head.office, report=report, is_cancelled=is_cancelled)


def _blanks(filled: int) -> tuple[Signing, ...]:
    return (Signing(""),) * max(ATTENDANCE_ROWS - filled, _UNANNOUNCED)


def _minutes(setup: Setup, head: Letterhead, one: MeetingPaper) -> list[Flowable]:
    present = f"{len(one.people)} orang, daftar hadir terlampir" if one.people else _DOTS
    story = [
        *letterhead(head),
        *titles("Notulen", one.title or one.kind, f"Nomor: {one.number}" if one.number else ""),
        *facts(
            setup,
            (
                ("Rapat", one.kind if one.title else ""),
                ("Hari, tanggal", one.day or _DOTS),
                ("Waktu", one.time or _DOTS),
                ("Tempat", one.place or _DOTS),
                ("Pimpinan rapat", one.chair.name or _DOTS),
                ("Notulis", one.note_taker.name or _DOTS),
                ("Peserta rapat", present),
            ),
            size=11,
        ),
    ]
    chapters = (
        ("Acara", [[_prose(f"{n}. {talk.title}")] for n, talk in enumerate(one.talks, 1)]),
        ("Jalannya rapat", _course(one.talks)),
        ("Kesimpulan", [[_prose(line)] for line in _numbered(one.conclusions)]),
        ("Tindak lanjut", _agreed(setup, one.agreed)),
    )
    letter = iter("ABCD")
    for title, groups in chapters:
        if groups:
            words = f"{next(letter)}. {title.upper()}"
            heading = text(words, style(11, bold=True, after=1.5 * mm))
            # A heading never stands alone at the foot of a page.
            story += [Spacer(0, 2 * mm), KeepTogether([heading, *groups[0]])]
            for group in groups[1:]:
                story += [KeepTogether(group)] if len(group) > 1 else group
    return [*story, signatures(setup, one.chair, one.note_taker)]


def _prose(words: str) -> Flowable:
    return text(words, style(11, "justify", leading=1.3, after=1.5 * mm))


def _course(talks: Sequence[Talk]) -> list[list[Flowable]]:
    """Return what was said, each title with its first paragraph."""
    made: list[list[Flowable]] = []
    for number, talk in enumerate(talks, 1):
        if talk.paragraphs:
            title = text(f"{number}. {talk.title}", style(11, bold=True, leading=1.3, after=mm))
            first, *rest = (_prose(words) for words in talk.paragraphs)
            made += [[title, first], *([one] for one in rest)]
    return made


def _numbered(lines: Sequence[str]) -> list[str]:
    if len(lines) < 2:
        return list(lines)
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _agreed(setup: Setup, agreed: Sequence[Agreed]) -> list[list[Flowable]]:
    if not agreed:
        return []
    columns = (
        PaperColumn("NO", 5, "center"),
        PaperColumn("URAIAN", 43),
        PaperColumn("PENANGGUNG JAWAB", 24),
        PaperColumn("TENGGAT", 14, "center"),
        PaperColumn("STATUS", 14, "center"),
    )
    rows = [
        (str(number), one.what, one.who, one.due, one.state) for number, one in enumerate(agreed, 1)
    ]
    return [[table(setup.width, columns, rows, size=9.5, row_height=7 * mm)]]


def _attendance(
    setup: Setup, head: Letterhead, one: MeetingPaper, people: Sequence[Signing]
) -> list[Flowable]:
    columns = (
        PaperColumn("NO", 6, "center"),
        PaperColumn("NAMA", 34),
        PaperColumn("JABATAN/INSTANSI", 36),
        PaperColumn("TANDA TANGAN", 24),
    )
    rows = [
        (str(number), person.name, person.position, f"{number}.")
        for number, person in enumerate(people, 1)
    ]
    return [
        *letterhead(head),
        *titles("Daftar hadir", one.kind),
        *facts(
            setup,
            (
                ("Hari/Tanggal", one.day or _DOTS),
                ("Waktu", one.time or _DOTS),
                ("Tempat", one.place or _DOTS),
                ("Acara", one.title),
            ),
        ),
        table(setup.width, columns, rows, size=10, row_height=_SIGNING_HEIGHT),
        signatures(setup, one.chair),
    ]
