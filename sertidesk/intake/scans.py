"""Scans and photos that are handed in: which kind a file is, whether it is whole, made smaller.

Pictures are drawn here too, page by page, for whoever shows them.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from sertidesk.domain.errors import UserError
from sertidesk.domain.file_types import OFFICE_TYPES
from sertidesk.domain.formatting import file_size

LARGEST = 50_000_000  # bytes
LONGEST_SIDE = 2_000  # pixels; an A4 page at about 170 dpi
_QUALITY = 85
_SMALL_ENOUGH = 1_500_000  # bytes; below, a picture of the right size is kept as it came
_MOST_PIXELS = 120_000_000
_ORIENTATION = 0x0112  # EXIF: how the camera was held
_PORTRAIT = (900, 1200)  # pixels, 3 × 4

PDF = "application/pdf"
_FORMATS = {  # Pillow's names of what is taken
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
}
_APPLE = (b"ftypheic", b"ftypheix", b"ftypheim", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypavif")

_FILED = "Lampiran ini"  # how a file is called that was filed before

# We look at the size ourselves, before any pixel is read.
Image.MAX_IMAGE_PIXELS = None
pdf_lock = threading.Lock()  # PDFium is not made for several threads


@dataclass(frozen=True, slots=True)
class Scan:
    """A file fit to be kept: its content, perhaps made smaller, and what it is."""

    content: bytes
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One page drawn: pixels as RGBA, four bytes each, and how many pages there are."""

    width: int
    height: int
    rgba: bytes
    pages: int


def read(path: Path, *, shrink: bool) -> Scan:
    """Read a file that is handed in; a `UserError` says why it is not taken and what to do."""
    return judge(_content(path), path.name, shrink=shrink)


def read_any(path: Path, *, shrink: bool) -> Scan:
    """Read a file that proves something: a scan, or an office file, which is kept as it came."""
    media_type = OFFICE_TYPES.get(path.suffix.lower())
    if media_type is None:
        return read(path, shrink=shrink)
    content = _content(path)
    if not content:
        raise UserError("scan_empty", "{name} kosong. Simpan ulang berkasnya.", name=path.name)
    return Scan(content, media_type, path.name)


def _content(path: Path) -> bytes:
    name = path.name
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                "scan_large",
                "{name} berukuran {size}; paling besar {most}. Pindai ulang dengan resolusi lebih "
                "rendah, atau kirim per halaman.",
                name=name,
                size=file_size(size),
                most=file_size(LARGEST),
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            "scan_unreadable",
            "{name} tidak dapat dibaca ({why}). Periksa apakah berkasnya masih ada dan boleh "
            "dibuka.",
            name=name,
            why=error.strerror or error,
        ) from error


def judge(content: bytes, name: str, *, shrink: bool) -> Scan:
    """Tell what the content is, refuse what is broken or unknown, shrink a large picture."""
    if not content:
        raise UserError("scan_empty", "{name} kosong. Ambil atau pindai ulang.", name=name)
    if b"%PDF-" in content[:1024]:
        with pdf_lock, _telling_broken(name):
            _open_pdf(content, name).close()
        return Scan(content, PDF, name)
    if content[4:12] in _APPLE:
        raise UserError(
            "scan_heic",
            "{name} berformat HEIC/AVIF dari ponsel, yang tidak dapat dibuka di semua komputer. "
            "Simpan sebagai JPG dulu (di iPhone: Pengaturan › Kamera › Format › Paling "
            "Kompatibel), lalu lampirkan lagi.",
            name=name,
        )
    with _telling_broken(name):
        return _judge_picture(content, name, shrink)


def _judge_picture(content: bytes, name: str, shrink: bool) -> Scan:
    image = _open_image(content, name)
    if shrink and getattr(image, "n_frames", 1) == 1:
        smaller = _shrunk(image, content)
        if smaller is not None:
            return Scan(smaller, "image/jpeg", f"{Path(name).stem}.jpg")
    image.load()
    return Scan(content, _FORMATS[str(image.format)], name)


def draw(content: bytes, media_type: str, page: int, longest_side: int) -> Picture:
    """Draw one page, counted from 0, no longer than ``longest_side`` pixels on either side."""
    with _telling_broken(_FILED):
        image, pages = _page(content, media_type, page, longest_side)
        image.thumbnail((longest_side, longest_side))
        rgba = image.convert("RGBA")
    return Picture(rgba.width, rgba.height, rgba.tobytes(), pages)


def text_of(scan: Scan, most_pages: int) -> str:
    """Return the text of a PDF's first pages; empty for a picture, scanned or photographed."""
    if scan.media_type != PDF:
        return ""
    with pdf_lock, _telling_broken(scan.file_name):
        document = _open_pdf(scan.content, scan.file_name)
        try:
            pages = range(min(len(document), most_pages))
            return "\n".join(document[page].get_textpage().get_text_bounded() for page in pages)
        finally:
            document.close()


def crop_portrait(content: bytes, media_type: str, box: tuple[float, float, float, float]) -> bytes:
    """Return a 3 × 4 portrait as JPEG.

    ``box`` is left, top, width and height in parts (0 to 1) of the upright first page.
    """
    with _telling_broken(_FILED):
        side = 2 * LONGEST_SIDE if media_type == PDF else None
        image, _ = _page(content, media_type, 0, side)
        return _jpeg(_cut(_on_white(image), box), 92)


def _cut(image: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    left, top, width, height = box
    corners = (
        round(left * image.width),
        round(top * image.height),
        round((left + width) * image.width),
        round((top + height) * image.height),
    )
    portrait = image.crop(corners)
    if portrait.height > _PORTRAIT[1]:
        portrait = portrait.resize(_PORTRAIT, Image.Resampling.LANCZOS)
    return portrait


def _page(
    content: bytes, media_type: str, page: int, longest_side: int | None
) -> tuple[Image.Image, int]:
    """Return one page upright, and how many there are."""
    if media_type == PDF:
        return _pdf_page(content, page, longest_side or LONGEST_SIDE)
    image = _open_image(content, _FILED)
    pages = getattr(image, "n_frames", 1)
    image.seek(min(max(page, 0), pages - 1))
    return _upright(image, longest_side), pages


def _open_image(content: bytes, name: str) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=tuple(_FORMATS))
    except UnidentifiedImageError as error:
        raise UserError(
            "scan_unknown",
            "{name} bukan gambar atau PDF yang dikenal, atau isinya rusak. Lampirkan JPG, PNG, "
            "TIFF, WEBP atau PDF.",
            name=name,
        ) from error
    if image.width * image.height > _MOST_PIXELS:
        raise UserError(
            "scan_many_pixels",
            "{name} terlalu besar untuk dibuka ({width} × {height} titik). Perkecil gambarnya, "
            "lalu lampirkan lagi.",
            name=name,
            width=image.width,
            height=image.height,
        )
    return image


@contextmanager
def _telling_broken(name: str) -> Iterator[None]:
    try:
        yield
    except UserError:
        raise
    except Exception as error:  # a decoder meets damaged bytes with any kind of error
        _broken(name, error)


def _upright(image: Image.Image, longest_side: int | None) -> Image.Image:
    if longest_side is not None:
        # A JPEG can be read at a half or a quarter of its size, which is much faster.
        part = min(1.0, longest_side / max(image.size))
        image.draft("RGB", (round(image.width * part), round(image.height * part)))
    ImageOps.exif_transpose(image, in_place=True)
    return image


def _shrunk(image: Image.Image, content: bytes) -> bytes | None:
    """Return a smaller JPEG, upright and without the camera's notes; None where none is needed."""
    turned = image.getexif().get(_ORIENTATION, 1) != 1
    large = max(image.size) > LONGEST_SIDE or len(content) > _SMALL_ENOUGH
    if not (turned or large):
        return None
    upright = _on_white(_upright(image, LONGEST_SIDE))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = _jpeg(upright, _QUALITY)
    return made if turned or len(made) < len(content) else None


def _on_white(image: Image.Image) -> Image.Image:
    """Return the image as RGB; what is transparent becomes paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        return paper.convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()


def _pdf_page(content: bytes, page: int, longest_side: int) -> tuple[Image.Image, int]:
    with pdf_lock:
        document = _open_pdf(content, _FILED)
        try:
            pages = len(document)
            sheet = document[min(max(page, 0), pages - 1)]
            scale = longest_side / max(*sheet.get_size(), 1.0)
            bitmap = sheet.render(scale=scale)
            return bitmap.to_pil().convert("RGB"), pages
        finally:
            document.close()


def _open_pdf(content: bytes, name: str) -> Any:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UserError(
                "scan_locked",
                "{name} dikunci kata sandi. Simpan salinan tanpa kata sandi, lalu lampirkan.",
                name=name,
            ) from error
        _broken(name, error)
    if len(document) == 0:
        document.close()
        _broken(name, None)
    return document


def _broken(name: str, cause: Exception | None) -> NoReturn:
    raise UserError(
        "scan_broken",
        "{name} rusak atau terpotong, isinya tidak dapat dibuka. Minta kirim ulang atau pindai "
        "ulang.",
        name=name,
    ) from cause
