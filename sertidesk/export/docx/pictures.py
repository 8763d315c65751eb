"""What Word has no block for, as a picture of itself: charts, emblems, codes."""

from __future__ import annotations

import io

from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from sertidesk.export.docx.markup import Element
from sertidesk.export.docx.sheet import Word
from sertidesk.export.pdf.page import Flowable

_SHARPNESS = 3  # pixels to a point: 216 to an inch
_ENDLESS = 10_000


def add(word: Word, paragraph: Element, block: Flowable, width: float) -> None:
    """Add the block at the size it has on paper."""
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph

    picture, points = _draw(block, width)
    shape = Paragraph(paragraph, word._body).add_run().add_picture(picture, width=Pt(points))
    for side in ("distT", "distB", "distL", "distR"):  # else LibreOffice leaves room around it
        shape._inline.set(side, "0")


def _draw(block: Flowable, width: float) -> tuple[io.BytesIO, float]:
    """Draw the block on a sheet of its own; return that as PNG, and its width in points."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    size = block.wrapOn(canvas, width, _ENDLESS)
    canvas.setPageSize(size)
    block.drawOn(canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    document = PdfDocument(drawn.getvalue())
    try:
        image = document[0].render(scale=_SHARPNESS).to_pil()
    finally:
        document.close()
    stored = io.BytesIO()
    image.save(stored, "PNG")
    stored.seek(0)
    return stored, float(size[0])
