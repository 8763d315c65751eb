"""The sheet of a Word file: paper size, margins, fonts, footer with the page number, properties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sertidesk.export.docx.markup import FONT, Element, element, field, name, run, tab, twentieths
from sertidesk.export.pdf.page import Setup
from sertidesk.export.values import clean_text

# A document of python-docx.
Word = Any

_FOOTER = 6  # millimetres the footer takes of the sheet, as in the PDF
_SMALL = 8.0
_GREY = "555555"
_SENSITIVE = "Berisi data pribadi (UU 27/2022)"
_NEVER = 1000  # a paper whose footer begins so late has none


def new(setup: Setup, author: str) -> Word:
    """Return an empty document on its paper."""
    from docx import Document

    made = Document()
    _describe(made, setup, author)
    _set_fonts(made)
    _lay(made.sections[0], setup)
    _write_footer(made.sections[0], setup)
    return made


def _describe(made: Word, setup: Setup, author: str) -> None:
    about = made.core_properties
    about.title, about.author = clean_text(setup.title)[:255], clean_text(author)[:255]
    about.subject, about.comments, about.last_modified_by = _SENSITIVE, "SertiDesk", ""
    about.created = about.modified = datetime.now()  # noqa: DTZ005  # the office's clock
    about.language = "id-ID"
    # The layout of today's Word, not of the one whose template python-docx carries.
    for setting in made.settings.element.iter(name("compatSetting")):
        if setting.get(name("name")) == "compatibilityMode":
            setting.set(name("val"), "15")
    if setup.paper.is_duplex:
        mirrored = element(made.settings.element, "mirrorMargins")
        made.settings.element.find(name("zoom")).addnext(mirrored)


def _set_fonts(made: Word) -> None:
    from docx.shared import Pt, RGBColor

    for told, size, is_bold in (("Normal", 11, False), ("Heading 1", 13, True)):
        style = made.styles[told]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), is_bold
        style.font.color.rgb = RGBColor(0x11, 0x11, 0x11)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(name(theme), None)
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(name(kind), FONT)
    language = made.styles["Normal"].element.get_or_add_rPr()
    element(language, "lang", val="id-ID", eastAsia="id-ID", bidi="ar-SA")


def _lay(section: Any, setup: Setup) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    width, height = setup.size
    section.page_width, section.page_height = Pt(width), Pt(height)
    landscape = WD_ORIENT.LANDSCAPE if setup.is_landscape else WD_ORIENT.PORTRAIT
    section.orientation = landscape
    margins = setup.margins
    section.top_margin, section.right_margin = Mm(margins.top), Mm(margins.right)
    section.bottom_margin, section.left_margin = Mm(margins.bottom + _FOOTER), Mm(margins.left)
    section.header_distance = Mm(max(5, margins.top / 2))
    section.footer_distance = Mm(max(5, margins.bottom - 4))


def _write_footer(section: Any, setup: Setup) -> None:
    if setup.footer_from >= _NEVER:
        return
    # A letter has its page number from the second page on.
    section.different_first_page_header_footer = setup.footer_from > 1
    paragraph = section.footer.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    _tabs(paragraph, twentieths(setup.width))
    run(paragraph, clean_text(setup.footer), size=_SMALL, colour=_GREY)
    tab(paragraph, _SMALL)
    run(paragraph, "Halaman ", size=_SMALL, colour=_GREY)
    field(paragraph, "PAGE", "1", size=_SMALL, colour=_GREY)
    run(paragraph, " dari ", size=_SMALL, colour=_GREY)
    field(paragraph, "NUMPAGES", "1", size=_SMALL, colour=_GREY)


def _tabs(paragraph: Element, right: int) -> None:
    tabs = element(element(paragraph, "pPr"), "tabs")
    element(tabs, "tab", val="right", pos=right)
