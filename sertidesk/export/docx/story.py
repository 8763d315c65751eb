"""Writes what a paper is made of, block by block, into a Word file.

The blocks are those that the PDF is laid out from, so that each paper is described but once:
paragraphs, tables, gaps, page breaks, rules, headings and the list of contents. Whatever else
there is (a chart, an emblem, a code) becomes a picture of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.platypus import (
    CondPageBreak,
    HRFlowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from sertidesk.export.docx import pictures, tables
from sertidesk.export.docx.markup import (
    Element,
    begin,
    element,
    end,
    field,
    name,
    run,
    tab,
    twentieths,
)
from sertidesk.export.docx.sheet import Word
from sertidesk.export.pdf.names import Names
from sertidesk.export.pdf.page import BOLD, Flowable, is_heading

_ALIGNMENTS = {TA_CENTER: "center", TA_RIGHT: "right", TA_JUSTIFY: "both"}
_AS_HIGH = 1.2  # a line of this many times its size is Word's single line


class Story:
    """Adds blocks to one place: the document's text, or a cell."""

    def __init__(self, word: Word, place: Element, width: float, contents: Sequence[str]) -> None:
        """Write into ``place``, ``width`` points wide; ``contents``: all headings of the paper."""
        self._word, self._place, self._width = word, place, width
        self._contents = contents
        self._gap = 0.0
        self._on_new_page = False
        self._keep_next = False
        self._headings = 0
        self._last: Element = None  # the last paragraph, while nothing else follows it
        self._after_table = False
        self._after_rule = False

    def add(self, block: Flowable, *, keep: bool = False, whole: bool = False) -> None:
        """Add one block; with ``keep`` it stays on the page of what follows.

        A table that is to stay ``whole`` is not parted between its rows.
        """
        if isinstance(block, KeepTogether):
            self._add_together(block._content, keep=keep)
        elif isinstance(block, CondPageBreak):  # which the PDF library derives from a gap
            self._keep_next = True
        elif isinstance(block, Spacer):
            self._gap += block.height
        elif isinstance(block, PageBreak):
            self._on_new_page, self._gap = True, 0.0
        elif isinstance(block, HRFlowable):
            self._add_rule(block)
        elif isinstance(block, TableOfContents):
            self._add_contents()
        elif isinstance(block, Names):
            self._add_together(block.lines_in(self._width), keep=keep)
        elif isinstance(block, Paragraph):
            self._add_paragraph(block, keep=keep)
        elif isinstance(block, Table):
            self._add_table(block, keep=keep, whole=whole)
        elif isinstance(block, str):
            self.add_words(block, keep=keep)
        else:
            self._add_picture(block, keep=keep)

    def add_words(
        self, words: str, *, size: float = 10, bold: bool = False, alignment: str = "left",
        keep: bool = False,
    ) -> None:  # fmt: skip
        """Add words in the look their table gives them."""
        paragraph, look = self._paragraph(keep=keep)
        if alignment != "left":
            element(look, "jc", val=alignment)
        run(paragraph, words, size=size, bold=bold)

    def finish(self) -> None:
        """End the place with a paragraph, as Word wants it."""
        if self._last is None:
            self._tiny()

    def _add_together(self, blocks: Iterable[Flowable], *, keep: bool) -> None:
        *most, last = blocks
        for block in most:
            self.add(block, keep=True)
        self.add(last, keep=keep, whole=True)

    def _add_paragraph(self, block: Flowable, *, keep: bool) -> None:
        style = block.style
        titled = is_heading(block)
        keep = keep or self._keep_next or titled or bool(block.getKeepWithNext())
        self._keep_next = False
        paragraph, look = self._paragraph(
            style="Heading1" if titled else "", keep=keep,
            after=style.spaceAfter, before=style.spaceBefore,
            leading=style.leading / style.fontSize,
        )  # fmt: skip
        if style.alignment in _ALIGNMENTS:
            element(look, "jc", val=_ALIGNMENTS[style.alignment])
        if titled:
            self._headings += 1
            element(paragraph, "bookmarkStart", id=self._headings, name=_bookmark(self._headings))
        for piece in block.frags:
            words = "\n" if getattr(piece, "lineBreak", False) else piece.text
            if words:
                run(
                    paragraph, words, size=piece.fontSize,
                    bold=piece.fontName == BOLD, underlined=bool(piece.us_lines),
                )  # fmt: skip
        if titled:
            element(paragraph, "bookmarkEnd", id=self._headings)

    def _add_table(self, block: Flowable, *, keep: bool, whole: bool) -> None:
        if self._after_table or self._on_new_page or (self._last is None and self._gap):
            self._tiny(keep=keep)  # two tables in a row would grow together
        elif self._last is not None and self._gap:
            _room_below(self._last, self._gap)
        self._gap = 0.0

        def story(place: Element, width: float) -> Story:
            return Story(self._word, place, width, self._contents)

        tables.add(self._place, block, story, room=self._width, keep=keep, whole=whole)
        self._last, self._after_table = None, True

    def _add_rule(self, block: Flowable) -> None:
        """Draw a rule below the last paragraph; the second of two makes it a double rule."""
        if self._last is None:
            self._tiny()
        if self._after_rule:
            line = next(self._last.iter(name("bottom")))
            line.set(name("val"), "thickThinSmallGap")
            line.set(name("sz"), "18")
        else:
            border = _ahead_of_spacing(self._last, "pBdr")
            thickness = round(block.lineWidth * 8)
            element(border, "bottom", val="single", sz=thickness, space=4, color="111111")
        self._gap += block.spaceAfter
        self._after_rule = True

    def _add_contents(self) -> None:
        """List all headings with the pages that Word finds for them."""
        count = len(self._contents)
        for place, words in enumerate(self._contents, 1):
            paragraph, _ = self._paragraph(leading=1.6)
            tabs = _ahead_of_spacing(paragraph, "tabs")
            element(tabs, "tab", val="right", leader="dot", pos=twentieths(self._width))
            if place == 1:
                begin(paragraph, 'TOC \\o "1-1" \\h \\z', size=11, renewed=True)
            link = element(paragraph, "hyperlink", anchor=_bookmark(place), history=1)
            run(link, words, size=11)
            tab(link, 11)
            field(link, f"PAGEREF {_bookmark(place)} \\h", "…", size=11)
            if place == count:
                end(paragraph, size=11)

    def _add_picture(self, block: Flowable, *, keep: bool) -> None:
        paragraph, look = self._paragraph(keep=keep)
        # In a cell the table's own alignment counts, which is at the left for pictures.
        if getattr(block, "hAlign", "") == "CENTER" and self._place.tag != name("tc"):
            element(look, "jc", val="center")
        pictures.add(self._word, paragraph, block, self._width)

    def _paragraph(
        self, *, style: str = "", keep: bool = False, before: float = 0, after: float = 0,
        leading: float = _AS_HIGH,
    ) -> tuple[Element, Element]:  # fmt: skip
        """Add an empty paragraph below the gap that is due; return it with its properties."""
        made = element(self._place, "p")
        look = element(made, "pPr")
        if style:
            element(look, "pStyle", val=style)
        if keep:
            element(look, "keepNext")
        if self._on_new_page:
            element(look, "pageBreakBefore")
        element(
            look, "spacing", before=twentieths(before + self._gap), after=twentieths(after),
            line=round(240 * leading / _AS_HIGH), lineRule="auto",
        )  # fmt: skip
        self._gap, self._on_new_page = 0.0, False
        self._last, self._after_table, self._after_rule = made, False, False
        return made, look

    def _tiny(self, *, keep: bool = False) -> None:
        """Add a paragraph that is hardly seen: no higher than the gap that is due."""
        gap, self._gap = self._gap, 0.0
        made, look = self._paragraph(keep=keep)
        look[-1].set(name("line"), str(max(20, twentieths(gap))))
        look[-1].set(name("lineRule"), "exact")
        run(made, "", size=1)


def _bookmark(place: int) -> str:
    return f"_Toc{place:08}"


def _room_below(paragraph: Element, points: float) -> None:
    spacing = next(paragraph.iter(name("spacing")))
    spacing.set(name("after"), str(int(spacing.get(name("after"))) + twentieths(points)))


def _ahead_of_spacing(paragraph: Element, tag: str) -> Element:
    """Add a property where their order wants rules and tabulators: ahead of the spacing."""
    made = element(paragraph[0], tag)
    next(paragraph.iter(name("spacing"))).addprevious(made)
    return made
