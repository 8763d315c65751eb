"""All that the office keeps of one person, on paper: what they may ask to see (UU 27/2022)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer

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
from sertidesk.export.pdf.sheet import F4, Sheet

_ROOM = 32 * mm
_NOTE = (
    "Data di atas adalah data pribadi yang disimpan kantor ini tentang pemiliknya. Pemilik berhak "
    "meminta pembetulan, pembaruan, dan penghapusannya (UU 27/2022 tentang Pelindungan Data "
    "Pribadi)."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A table of what is kept; ``none`` is said where there is nothing."""

    title: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str


def write_person_sheet(
    path: Path,
    head: Letterhead,
    known: Sequence[tuple[str, str]],
    sections: Sequence[Section],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the sheet; ``known`` are the person's own fields, as they are printed."""
    setup = Setup("Data pribadi yang disimpan", paper)
    story = [
        *letterhead(head),
        *titles("Data pribadi yang disimpan"),
        *facts(setup, known),
    ]
    for section in sections:
        story += [
            CondPageBreak(_ROOM),  # a title stands on the page of its first rows
            text(section.title, style(11, bold=True, after=1.5 * mm)),
            table(setup.width, section.columns, section.rows, size=8.5)
            if section.rows
            else text(section.none, style(9.5)),
        ]
        story.append(Spacer(0, 4 * mm))
    story += [text(_NOTE, style(9)), signatures(setup, signer)]
    return write(
        setup, story, path, author=head.office, report=report, is_cancelled=is_cancelled
    )  # fmt: skip
