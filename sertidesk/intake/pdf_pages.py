"""Pages of a PDF that the program wrote itself: their sizes, and each as a picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from sertidesk.intake.scans import Picture, pdf_lock

MM = 25.4 / 72
_MOST_PIXELS = 24_000_000  # of one picture: an F4 page at 450 dots an inch


def sizes(path: Path) -> list[tuple[float, float]]:
    """Return width and height of each page, in millimetres."""
    with pdf_lock:
        document = pypdfium2.PdfDocument(path)
        try:
            found = (document.get_page_size(number) for number in range(len(document)))
            return [(width * MM, height * MM) for width, height in found]
        finally:
            document.close()


def draw(path: Path, page: int, scale: float) -> Picture:
    """Return one page (from 0) as a picture with ``scale`` pixels to a point.

    What would not fit into memory is drawn coarser.
    """
    with pdf_lock:
        document = pypdfium2.PdfDocument(path)
        try:
            sheet = document[page]
            width, height = sheet.get_size()
            most = (_MOST_PIXELS / (width * height)) ** 0.5
            image = sheet.render(scale=min(scale, most)).to_pil().convert("RGBA")
            return Picture(image.width, image.height, image.tobytes(), len(document))
        finally:
            document.close()
