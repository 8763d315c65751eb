"""What stands on every sheet: footer, page number, who printed it, its code, cutting lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from sertidesk.domain.page_identity import PageIdentity, encode
from sertidesk.export.qr import qr_picture
from sertidesk.export.values import clean_text

if TYPE_CHECKING:
    from sertidesk.export.pdf.page import Setup

HEIGHT = 6 * mm  # of the room above the lower margin that the foot takes
_FONT = "SertiDesk"
_INK = HexColor("#555555")
_CODE = 11 * mm  # with the white around it
_LOWEST = 3 * mm  # no printer reaches lower


def draw(pdf: Any, setup: Setup, number: int, pages: int | None) -> None:
    """Draw the foot of one page, and the lines between the parts of its sheet.

    Of first pages that are only looked at, nobody knows yet how many ``pages`` there will be.
    """
    left = setup.left(number)
    right = left + setup.width
    if setup.paper.stamp is not None and setup.is_stamped:
        right -= _draw_stamp(pdf, setup, left, right, number, pages or number)
    if number >= setup.footer_from:
        _draw_line(pdf, setup, left, right, f"Halaman {number} dari {pages or '…'}")
    _draw_cuts(pdf, setup)


def _draw_stamp(
    pdf: Any, setup: Setup, left: float, right: float, number: int, pages: int
) -> float:
    """Draw the page's code at the right, who printed it at the left; return the code's width."""
    stamp = setup.paper.stamp
    assert stamp is not None
    top = setup.margins.bottom * mm + HEIGHT - 0.5 * mm
    side = min(_CODE, top - _LOWEST)
    said = encode(PageIdentity(stamp.kind, stamp.about, stamp.document, number, pages))
    quiet = side * 4 / 37  # the white around it may lie in the margin
    pdf.drawInlineImage(
        qr_picture(said, pixels=2, is_small=True).convert("L"),
        right - side + quiet, top - side, side, side,
    )  # fmt: skip
    pdf.setFont(_FONT, 6.5)
    pdf.setFillColor(_INK)
    room = right - side - left
    pdf.drawString(left, _baseline(setup), _fitting(clean_text(stamp.printed), 6.5, room))
    return float(side - quiet + 1 * mm)


def _draw_line(pdf: Any, setup: Setup, left: float, right: float, told: str) -> None:
    height = _baseline(setup)
    if setup.paper.stamp is not None and setup.is_stamped:
        height += 3.2 * mm  # above who printed it
    pdf.setFont(_FONT, 8)
    pdf.setFillColor(_INK)
    pdf.drawRightString(right, height, told)
    room = right - left - _width(told, 8) - 10 * mm
    pdf.drawString(left, height, _fitting(clean_text(setup.footer), 8, room))


def _baseline(setup: Setup) -> float:
    return float(setup.margins.bottom * mm - 2 * mm)


def _draw_cuts(pdf: Any, setup: Setup) -> None:
    pdf.setStrokeColor(_INK)
    pdf.setDash(3, 3)
    step = setup.part_height + 2 * setup.margins.top * mm
    for part in range(1, setup.per_sheet):
        height = setup.margins.bottom * mm + HEIGHT + part * step - setup.margins.top * mm
        pdf.line(5 * mm, height, setup.size[0] - 5 * mm, height)
    pdf.setDash()


def _width(words: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(words, _FONT, size))


def _fitting(words: str, size: float, room: float) -> str:
    while words and _width(words, size) > room:
        words = words[:-2].rstrip() + "…" if len(words) > 2 else ""
    return words
