"""An SOP on paper, in the official shape: cover sheet, table with a column for each role, annexes.

The shape is that of Permenpan RB 35/2012: identity at the top, the boxes of the cover sheet, then
the steps with *pelaksana* and *mutu baku*. What the document leaves blank stays blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Spacer, Table
from typing_extensions import override

from sertidesk.domain import digest, nip
from sertidesk.domain.procedure import Part, Procedure, Step
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import INK, LINE, Printed, Setup, style, text, width_of, write
from sertidesk.export.pdf.parts import HEADER_FILL, facts, titles
from sertidesk.export.pdf.sheet import F4, Margins, Sheet

_ROLES = 104 * mm  # at most for all role columns together
_ROLE = 19 * mm
_PADDING = 1.2 * mm
_SIZE = 8.5
_ON_COVER = (
    ("Dasar hukum", "Kualifikasi pelaksana"),
    ("Keterkaitan", "Peralatan dan perlengkapan"),
    ("Peringatan", "Pencatatan dan pendataan"),
)
_IN_TABLE = frozenset(("Dokumen", "Langkah", "Pelaksana"))


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: a step, or a numbered part of one."""

    number: str
    title: str
    actors: tuple[str, ...]
    inputs: str = ""
    time: str = ""
    outputs: str = ""
    remark: str = ""


def write_procedure(
    path: Path,
    procedure: Procedure,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the whole SOP, lying."""
    setup = Setup(
        f"SOP {procedure.name}", paper, is_landscape=True,
        margins=Margins(left=15, right=12, top=12, bottom=12),
        footer=" · ".join(filter(None, (procedure.office.government, procedure.title))),
    )  # fmt: skip
    told = {chapter.title: chapter for chapter in digest.chapters(procedure)}
    covered = {title for pair in _ON_COVER for title in pair}
    story = [
        _identity(setup, procedure),
        Spacer(0, 3 * mm),
        *_boxes(setup, told),
        *titles(procedure.subtitle or procedure.title),
        _steps(setup, procedure),
        *_annexes(setup, [one for one in told.values() if one.title not in covered | _IN_TABLE]),
    ]
    return write(
        setup, story, path,
        author=procedure.office.name, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip


def _identity(setup: Setup, procedure: Procedure) -> Flowable:
    """Return the head of the cover sheet: the office at the left, the document at the right."""
    office, approver = procedure.office, procedure.approver
    middle = style(11, "center", bold=True)
    small = style(_SIZE, "center")
    contact = " · ".join(filter(None, (office.address, office.postcode, *office.phones)))
    left = [
        text(line.upper(), middle) for line in (office.government, office.name, office.unit) if line
    ]
    if contact:
        left += [Spacer(0, 1.5 * mm), text(contact, small)]
    signed = [
        line
        for line in (approver.position, approver.name, approver.rank, _nip(approver.nip))
        if line
    ]
    rows = [
        (procedure.number_label or "Nomor SOP", procedure.number),
        *((date.label, date.printed or digest.NOT_PRINTED) for date in procedure.dates),
        ("Disahkan oleh", "\n".join(signed)),
        ("Nama SOP", procedure.title),
    ]
    plain = style(_SIZE)
    cells: list[list[Any]] = [
        [left if not place else "", text(name, plain), text(words, plain)]
        for place, (name, words) in enumerate(rows)
    ]
    return Table(
        cells,
        colWidths=(setup.width * 0.46, setup.width * 0.17, setup.width * 0.37),
        style=[*_grid(), ("SPAN", (0, 0), (0, -1)), ("VALIGN", (0, 0), (0, -1), "MIDDLE")],
    )


def _nip(number: str) -> str:
    return f"NIP {nip.show(number)}" if number else ""


def _boxes(setup: Setup, told: dict[str, digest.Chapter]) -> Iterator[Flowable]:
    """Yield the boxes of the cover sheet, side by side; a pair that says nothing is left out."""
    for pair in _ON_COVER:
        chapters = [told.get(title) for title in pair]
        if not any(chapters):
            continue
        head = [text(title.upper(), style(_SIZE, bold=True)) for title in pair]
        cells = [_numbered(chapter.entries) if chapter else "" for chapter in chapters]
        yield Table(
            [head, cells],
            colWidths=(setup.width / 2,) * 2,
            style=[*_grid(), ("BACKGROUND", (0, 0), (-1, 0), HEADER_FILL)],
        )
        yield Spacer(0, 2 * mm)


def _numbered(entries: Sequence[digest.Entry]) -> list[Flowable]:
    plain = style(_SIZE)
    if len(entries) == 1:
        return [text(entries[0].text, plain)]
    return [text(f"{place}. {one.text}", plain) for place, one in enumerate(entries, start=1)]


def _steps(setup: Setup, procedure: Procedure) -> Flowable:
    """Return the table of steps; its two header rows are repeated on each page."""
    roles = procedure.actors
    role = min(_ROLE, _ROLES / len(roles)) if roles else 0
    rest = setup.width - role * len(roles)
    shares = (0.05, 0.34, 0.23, 0.11, 0.19, 0.08)
    number, title, *standard = (rest * share for share in shares)
    widths = [number, title, *[role] * len(roles), *standard]
    bold = style(_SIZE, "center", bold=True)
    narrow = style(_size_for([actor.title for actor in roles], role), "center", bold=True)
    first = ["NO", "KEGIATAN", *[""] * len(roles), "MUTU BAKU", "", "", "KET."]
    if roles:
        first[2] = "PELAKSANA"
    second = ["", "", *(actor.title for actor in roles), "Kelengkapan", "Waktu", "Output", ""]
    header = [
        [text(words, bold) if words else "" for words in first],
        [
            text(words, narrow if 2 <= at < 2 + len(roles) else bold) if words else ""
            for at, words in enumerate(second)
        ],
    ]
    rows = [_row(one, [actor.key for actor in roles]) for one in _lines(procedure)]
    last = len(widths) - 1
    spans = [
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (1, 1)),
        ("SPAN", (2 + len(roles), 0), (last - 1, 0)),
        ("SPAN", (last, 0), (last, 1)),
    ]
    if roles:
        spans.append(("SPAN", (2, 0), (1 + len(roles), 0)))
    return LongTable(
        [*header, *rows],
        colWidths=widths,
        repeatRows=2,
        splitByRow=1,
        splitInRow=0,
        style=[
            *_grid(),
            *spans,
            ("BACKGROUND", (0, 0), (-1, 1), HEADER_FILL),
            ("VALIGN", (0, 0), (-1, 1), "MIDDLE"),
            ("VALIGN", (2, 2), (1 + len(roles), -1), "MIDDLE"),
            ("ALIGN", (2, 2), (1 + len(roles), -1), "CENTER"),
        ],
    )


def _size_for(titles: Sequence[str], role: float) -> float:
    """Return the largest size of type at which no word of a role's title is broken."""
    words = [word for title in titles for word in title.replace("/", "/ ").split()]
    for size in (7.5, 7, 6.5, 6, 5.5):
        if all(width_of(word, size, bold=True) <= role - 2 * _PADDING for word in words):
            return size
    return 5


def _lines(procedure: Procedure) -> Iterator[_Line]:
    for step in procedure.steps:
        parted = any(part.actors for part in step.parts)  # then they have the marks
        yield _Line(
            step.number, _said(step), () if parted else step.actors, _listed(step.inputs),
            step.time.text, _listed(step.outputs), step.remark,
        )  # fmt: skip
        for part in step.parts:
            yield _Line(part.number, _said(part), part.actors)


def _said(one: Step | Part) -> str:
    return one.printed or one.title


def _listed(items: Sequence[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return "\n".join(f"{place}. {item}" for place, item in enumerate(items, start=1))


def _row(one: _Line, roles: Sequence[str]) -> list[Any]:
    plain, middle = style(_SIZE), style(_SIZE, "center")
    return [
        text(one.number, middle),
        text(one.title, plain),
        *(_Box() if key in one.actors else "" for key in roles),
        text(one.inputs, plain),
        text(one.time, middle),
        text(one.outputs, plain),
        text(one.remark, plain),
    ]


class _Box(Flowable):  # type: ignore[misc]  # the library has no types
    """The mark of a role that acts: a small box, as the official table has it."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = 5 * mm, 3.2 * mm
        self.hAlign = "CENTER"

    @override
    def wrap(self, *_room: float) -> tuple[float, float]:
        return self.width, self.height

    @override
    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.9)
        self.canv.rect(0, 0, self.width, self.height)


def _annexes(setup: Setup, chapters: Iterable[digest.Chapter]) -> Iterator[Flowable]:
    """Yield the other chapters of the document below the table."""
    for chapter in chapters:
        yield CondPageBreak(25 * mm)  # no heading alone at the foot
        yield Spacer(0, 4 * mm)
        yield text(chapter.title.upper(), style(10, bold=True, after=1.5 * mm))
        labelled = [(one.label, one.text) for one in chapter.entries if one.label]
        yield from facts(setup, labelled, size=9)
        plain = [one for one in chapter.entries if not one.label]
        yield from _numbered(plain) if plain else ()


def _grid() -> list[Any]:
    return [
        ("GRID", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1 * mm),
    ]
