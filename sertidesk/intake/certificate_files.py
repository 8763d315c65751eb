"""What stands in a scan or e-certificate: its text, where it has any, and what its codes say."""

from __future__ import annotations

from dataclasses import dataclass

import zxingcpp
from PIL import Image

from sertidesk.intake import scans
from sertidesk.intake.scans import Scan

_PAGES = 4  # a certificate has two
_SIDES = (2_200, 4_000)  # pixels: most codes are read at once, a small one in a second look


@dataclass(frozen=True, slots=True)
class Contents:
    """``codes`` are the texts of the QR codes, in the order of the pages."""

    text: str
    codes: tuple[str, ...]


def look(scan: Scan) -> Contents:
    """Read a file that `scans.read` has taken."""
    return Contents(scans.text_of(scan, _PAGES), codes_in(scan))


def codes_in(scan: Scan) -> tuple[str, ...]:
    """Return what the QR codes of a file say."""
    for side in _SIDES:
        found: list[str] = []
        page, pages = 0, 1
        while page < min(pages, _PAGES):
            picture = scans.draw(scan.content, scan.media_type, page, side)
            image = Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba)
            formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            found += [one.text for one in zxingcpp.read_barcodes(image.convert("L"), formats)]
            page, pages = page + 1, picture.pages
        if found:
            return tuple(dict.fromkeys(found))
    return ()
