"""WordprocessingML in small pieces: elements, runs of text, fields, empty paragraphs.

Whole lists are written element by element: python-docx's own calls take a second per 1,000 cells.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

# An element of a Word file; the XML library has no hints of its own.
Element = Any

FONT = "Arial"  # on every Windows; as wide as the PDF's font, so that lines break alike
_SPACE = "http://www.w3.org/XML/1998/namespace"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def name(tag: str) -> str:
    """Return a tag or attribute of the main vocabulary in full."""
    return f"{{{_W}}}{tag}"


def element(parent: Element, tag: str, **attributes: object) -> Element:
    """Add an element below the parent; attributes are of the same vocabulary."""
    made = etree.SubElement(parent, name(tag))
    for key, value in attributes.items():
        made.set(name(key), str(value))
    return made


def twentieths(points: float) -> int:
    """Return points as Word counts most lengths."""
    return round(points * 20)


def run(
    paragraph: Element, words: str, *, size: float, bold: bool = False, underlined: bool = False,
    colour: str = "",
) -> Element:  # fmt: skip
    """Add words in one look; a line end in them is a line end on paper."""
    made = _run(paragraph, size, bold, underlined, colour=colour)
    for place, line in enumerate(_FORBIDDEN.sub("", words).split("\n")):
        if place:
            element(made, "br")
        shown = element(made, "t")
        shown.text = line
        shown.set(f"{{{_SPACE}}}space", "preserve")
    return made


def tab(paragraph: Element, size: float) -> None:
    """Add a tabulator."""
    element(_run(paragraph, size), "tab")


def field(paragraph: Element, code: str, shown: str, *, size: float, colour: str = "") -> None:
    """Add a field that Word works out anew; ``shown`` stands there until it does."""
    begin(paragraph, code, size=size, colour=colour)
    run(paragraph, shown, size=size, colour=colour)
    end(paragraph, size=size, colour=colour)


def begin(
    paragraph: Element, code: str, *, size: float, colour: str = "", renewed: bool = False
) -> None:
    """Open a field; what is added until `end` is its last result.

    One that is to be ``renewed`` is worked out when the file is opened.
    """
    opened = element(_run(paragraph, size, colour=colour), "fldChar", fldCharType="begin")
    if renewed:
        opened.set(name("dirty"), "true")
    told = element(_run(paragraph, size, colour=colour), "instrText")
    told.text = f" {code} "
    told.set(f"{{{_SPACE}}}space", "preserve")
    element(_run(paragraph, size, colour=colour), "fldChar", fldCharType="separate")


def end(paragraph: Element, *, size: float, colour: str = "") -> None:
    """Close the field that `begin` opened."""
    element(_run(paragraph, size, colour=colour), "fldChar", fldCharType="end")


def _run(
    paragraph: Element, size: float, bold: bool = False, underlined: bool = False, *,
    colour: str = "",
) -> Element:  # fmt: skip
    made = element(paragraph, "r")
    look = element(made, "rPr")
    if bold:
        element(look, "b")
    if colour:
        element(look, "color", val=colour)
    element(look, "sz", val=round(size * 2))
    element(look, "szCs", val=round(size * 2))
    if underlined:
        element(look, "u", val="single")
    return made
