"""Sheets of paper: sizes, margins, fonts that are embedded, page numbers, and writing the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from reportlab.platypus.tableofcontents import TableOfContents
from typing_extensions import override

from sertidesk.domain.errors import Cancelled
from sertidesk.domain.work import FirstPages, IsCancelled, Report, never, silent
from sertidesk.export.files import replacing
from sertidesk.export.pdf import foot
from sertidesk.export.pdf.keeping import bind
from sertidesk.export.pdf.sheet import F4, LISTS, Margins, Sheet
from sertidesk.export.values import clean_text
from sertidesk.paths import resource

# Types of the PDF library, which has no hints of its own.
Flowable = Any
Pdf = Any

WORD = ".docx"  # the suffix of a paper to be edited further
REGULAR, BOLD = "SertiDesk", "SertiDesk-Bold"
INK, LINE, QUIET = HexColor("#111111"), HexColor("#555555"), HexColor("#555555")
_ALIGNMENTS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}


@dataclass(frozen=True, slots=True)
class Setup:
    """How a paper lies, and what its footer says beside the page number."""

    title: str
    paper: Sheet = F4
    is_landscape: bool = False
    margins: Margins = LISTS
    footer: str = ""
    footer_from: int = 1  # the first page with a footer: letters have none on their first
    per_sheet: int = 1  # receipts on one sheet, one below the other, to be cut apart
    is_stamped: bool = True  # every page says what it is, and who printed it

    def __post_init__(self) -> None:
        """Take over what the office has chosen for this kind of paper."""
        if self.paper.margins is not None:
            object.__setattr__(self, "margins", self.paper.margins)
        if self.paper.is_landscape is not None:
            object.__setattr__(self, "is_landscape", self.paper.is_landscape)

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points."""
        size = (self.paper.width * mm, self.paper.height * mm)
        return (size[1], size[0]) if self.is_landscape else size

    def left(self, number: int) -> float:
        """Return the margin at the left of a page, in points; the first page is number 1."""
        is_back = self.paper.is_duplex and number % 2 == 0
        return float((self.margins.right if is_back else self.margins.left) * mm)

    @property
    def width(self) -> float:
        """Return the width between the margins, in points."""
        return float(self.size[0] - (self.margins.left + self.margins.right) * mm)

    @property
    def part_height(self) -> float:
        """Return the height of one part of a sheet, in points."""
        inside = self.size[1] - (self.margins.top + self.margins.bottom) * mm - foot.HEIGHT
        gaps = (self.per_sheet - 1) * 2 * self.margins.top * mm
        return float((inside - gaps) / self.per_sheet)


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that was written whole: where, and how many pages it has.

    A Word file has as many as the program that opens it makes of it: none are told.
    """

    path: Path
    pages: int = 0


def write(
    setup: Setup,
    story: Sequence[Flowable],
    path: Path,
    *,
    author: str = "",
    contents: bool = False,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the story on paper and return how many pages it took; ``.docx`` is written for Word.

    With ``contents`` it is laid out until the `table_of_contents` in it knows every page.
    """
    _register_fonts()
    if path.suffix.lower() == WORD:
        from sertidesk.export.docx import write as word  # slow to import, and seldom needed

        word.write(setup, story, path, author=author, report=report, is_cancelled=is_cancelled)
        return Printed(path)
    total = len(story)
    bind(story, setup.width)

    def progressed(kind: str, value: Any) -> None:
        if is_cancelled():
            raise Cancelled
        if kind == "PROGRESS":
            report(min(int(value), total), total)

    if isinstance(report, FirstPages) and not contents:
        _write_first_pages(setup, story, report)
    with replacing(path) as temporary:
        numbered = _numbered_canvas(setup)
        document = _document(_Document, temporary, setup, author)
        document.setProgressCallBack(progressed)
        if contents:
            document.multiBuild(list(story), canvasmaker=numbered)
        else:
            document.build(list(story), canvasmaker=numbered)
        pages = int(document.page)
    return Printed(path, pages)


def _document(kind: type[Any], path: Path, setup: Setup, author: str) -> Any:
    made = kind(
        str(path),
        pagesize=setup.size,
        title=clean_text(setup.title),
        author=clean_text(author),
        subject="Berisi data pribadi (UU 27/2022)",
        creator="SertiDesk",
        leftMargin=0,
        rightMargin=0,
    )
    made.addPageTemplates(_templates(setup))
    return made


def _write_first_pages(setup: Setup, story: Sequence[Flowable], wanted: FirstPages) -> None:
    """Lay out the beginning alone; a paper no longer than that is soon there as a whole."""
    document = _document(_Beginning, wanted.path, setup, "")
    document.last = wanted.count
    try:
        document.build(list(story), canvasmaker=_numbered_canvas(setup, whole=False))
    except _Enough:
        document.canv.showPage()
        document.canv.save()
        wanted.show(wanted.path)


@cache
def style(
    size: float = 10,
    align: str = "left",
    bold: bool = False,
    leading: float = 1.2,
    after: float = 0,
) -> ParagraphStyle:
    """Return a paragraph's style; sizes are points, ``leading`` a multiple of the size."""
    _register_fonts()
    return ParagraphStyle(
        f"{size}-{align}-{bold}-{leading}-{after}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * leading,
        alignment=_ALIGNMENTS[align],
        spaceAfter=after,
        textColor=INK,
        splitLongWords=True,
    )


def text(words: str, chosen: ParagraphStyle | None = None) -> Flowable:
    """Return words as a paragraph; whatever they hold is shown as it is."""
    return Paragraph(markup(words), chosen or style())


class _Heading(Paragraph):  # type: ignore[misc]  # the library has no types
    """A title that the bookmarks and the table of contents name."""


class _Document(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Tells the bookmarks and the contents of each heading as it lands on its page."""

    @override
    def afterFlowable(self, flowable: Flowable) -> None:
        if not isinstance(flowable, _Heading):
            return
        words = flowable.getPlainText()
        key = f"heading-{words}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(words, key, 0, closed=False)
        self.notify("TOCEntry", (0, words, self.page, key))


class _Enough(Exception):  # no error: the pages wanted are there
    """The first pages are laid out."""


class _Beginning(_Document):
    """Stops after its last page."""

    last = 1

    @override
    def afterPage(self) -> None:
        if self.page >= self.last:
            raise _Enough


def heading(words: str, chosen: ParagraphStyle) -> Flowable:
    """Return a title that stands in the bookmarks and in the table of contents."""
    return _Heading(markup(words), chosen)


def is_heading(block: Flowable) -> bool:
    """Tell whether the block is one that `heading` made."""
    return isinstance(block, _Heading)


def table_of_contents() -> Flowable:
    """Return the list of all headings with their pages; `write` needs ``contents`` for it."""
    made = TableOfContents(dotsMinLevel=0)
    made.levelStyles = [style(11, leading=1.6)]
    return made


def markup(words: str) -> str:
    """Return words as the PDF library's markup, line ends kept."""
    return escape(clean_text(words)).replace("\n", "<br/>")


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide the words are on one line, in points."""
    _register_fonts()
    return float(pdfmetrics.stringWidth(words, BOLD if bold else REGULAR, size))


@cache
def _register_fonts() -> None:
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"LiberationSans-{file}.ttf"))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR)


def _templates(setup: Setup) -> list[Any]:
    """Return the front and the back of a sheet; each page is followed by the other one."""

    def shifted(pdf: Pdf, _document: Any) -> None:
        right, down = setup.paper.shift
        pdf.translate(right * mm, -down * mm)

    return [
        PageTemplate(name, _frames(setup, number), shifted, autoNextPageTemplate=following)
        for number, (name, following) in enumerate((("front", "back"), ("back", "front")), 1)
    ]


def _frames(setup: Setup, number: int) -> list[Any]:
    """Return the places on a page from top to bottom: one, or one for each part."""
    height = setup.part_height
    bottom = setup.margins.bottom * mm + foot.HEIGHT
    step = height + 2 * setup.margins.top * mm
    return [
        Frame(
            setup.left(number),
            bottom + (setup.per_sheet - 1 - part) * step,
            setup.width,
            height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
            id=f"part{part}",
        )
        for part in range(setup.per_sheet)
    ]


def _numbered_canvas(setup: Setup, *, whole: bool = True) -> type[Any]:
    """Return a canvas that knows the number of pages when it writes each footer.

    Where it holds the beginning alone (not ``whole``), nobody knows it.
    """

    class Numbered(Canvas):  # type: ignore[misc]  # the library has no types
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._sheets: list[dict[str, Any]] = []

        @override
        def showPage(self) -> None:
            self._sheets.append(dict(self.__dict__))
            self._startPage()

        @override
        def save(self) -> None:
            for number, state in enumerate(self._sheets, start=1):
                self.__dict__.update(state)
                foot.draw(self, setup, number, len(self._sheets) if whole else None)
                super().showPage()
            super().save()

    return Numbered
