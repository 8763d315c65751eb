"""Files made fit for a portal: pictures as JPEG, PDFs drawn anew, each below a size."""

from __future__ import annotations

import io
import threading
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from sertidesk.domain.errors import UserError

PDF, JPEG = "application/pdf", "image/jpeg"
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg"}
_SIDES = (2_400, 2_000, 1_600, 1_280, 1_024, 800, 640)  # pixels, from good to just legible
_QUALITIES = (85, 75, 62)
_PAGE_SIDES = (1_750, 1_400, 1_120, 900)  # pixels; an A4 page at 150 to 77 dpi
_pdf_lock = threading.Lock()  # PDFium is not made for several threads


def fit(content: bytes, media_type: str, limit: int) -> tuple[bytes, str] | None:
    """Return a file of at most ``limit`` bytes and its type; None where it cannot be made legible.

    A PDF and a JPEG that are small enough stay as they are; other pictures become JPEG.
    Raises `UserError` where the file is broken, locked by a password, or neither of the two.
    """
    if media_type in SUFFIXES and len(content) <= limit:
        return content, media_type
    if media_type == PDF:
        try:
            made = _smaller_pdf(content, limit)
        except pypdfium2.PdfiumError as error:
            raise UserError(
                "portal_pdf_unreadable",
                "PDF tidak dapat dibaca: rusak atau terkunci kata sandi. Lampirkan pindaian baru.",
            ) from error
        return (made, PDF) if made is not None else None
    try:
        image = _upright(Image.open(io.BytesIO(content)))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(
            "portal_picture_unreadable",
            "Gambar tidak dapat dibaca. Lampirkan pindaian baru berupa JPEG, PNG, atau PDF.",
        ) from error
    made = _smaller_jpeg(image, limit)
    return (made, JPEG) if made is not None else None


def _smaller_jpeg(image: Image.Image, limit: int) -> bytes | None:
    longest = max(image.size)
    for side in (longest, *(one for one in _SIDES if one < longest)):
        scaled = image
        if side < longest:
            scaled = image.copy()
            scaled.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            made = _jpeg(scaled, quality)
            if len(made) <= limit:
                return made
    return None


def _smaller_pdf(content: bytes, limit: int) -> bytes | None:
    """Draw each page as a picture and bind them again; text can no longer be searched."""
    with _pdf_lock:
        document = pypdfium2.PdfDocument(content)
        try:
            for side in _PAGE_SIDES:
                pages = [_drawn(document[number], side) for number in range(len(document))]
                for quality in _QUALITIES:
                    made = _bound(pages, quality)
                    if len(made) <= limit:
                        return made
        finally:
            document.close()
    return None


def _drawn(page: Any, side: int) -> tuple[Image.Image, float]:
    """Return a page as a picture, and the dots per inch at which it keeps its size on paper."""
    scale = side / max(page.get_size())
    return page.render(scale=scale).to_pil().convert("RGB"), 72 * scale


def _bound(pages: list[tuple[Image.Image, float]], quality: int) -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for image, dpi in pages:
        size = (image.width * 72 / dpi, image.height * 72 / dpi)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(_jpeg(image, quality))), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "P"):
        solid = Image.new("RGB", turned.size, "white")
        layer = turned.convert("RGBA")
        solid.paste(layer, mask=layer.getchannel("A"))
        return solid
    return turned.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
