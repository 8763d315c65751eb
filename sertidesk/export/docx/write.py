"""Writing a paper as a Word file: whole or not at all, with progress, and it can be cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import KeepTogether

from sertidesk.domain.errors import Cancelled
from sertidesk.domain.work import IsCancelled, Report
from sertidesk.export.docx import sheet
from sertidesk.export.docx.story import Story
from sertidesk.export.files import replacing
from sertidesk.export.pdf.page import Flowable, Setup, is_heading


def write(
    setup: Setup,
    story: Sequence[Flowable],
    path: Path,
    *,
    author: str,
    report: Report,
    is_cancelled: IsCancelled,
) -> None:
    """Write the blocks of a paper into a Word file."""
    with replacing(path) as temporary:
        word = sheet.new(setup, author)
        body = word.element.body
        section = body[-1]  # the sheet's properties end the text
        body.remove(section)
        made = Story(word, body, setup.width, tuple(_headings(story)))
        for done, block in enumerate(story):
            if is_cancelled():
                raise Cancelled
            made.add(block)
            report(done + 1, len(story))
        made.finish()
        body.append(section)
        with temporary.open("wb") as stream:
            word.save(stream)


def _headings(blocks: Sequence[Flowable]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from _headings(block._content)
        elif is_heading(block):
            yield block.getPlainText()
