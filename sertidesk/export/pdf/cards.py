"""Participants' cards: ten on a sheet with marks to cut by, each with a QR code to be scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable as Drawn
from typing_extensions import override

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import INK, LINE, Flowable, Pdf, Printed, Setup, style, text, write
from sertidesk.export.pdf.sheet import F4, Margins, Sheet
from sertidesk.export.qr import qr_picture

COLUMNS, ROWS = 2, 5
_WIDTH, _HEIGHT = 90 * mm, 55 * mm
_PADDING = 3.5 * mm
_QR = 27 * mm
_PHOTO = (18 * mm, 24 * mm)
_PHOTO_PIXELS = (270, 360)
_MARK = 3 * mm  # length of a cutting mark
_HEAD = 9.5 * mm
_NO_FOOTER = 10**6


@dataclass(frozen=True, slots=True)
class Card:
    """One card, every value as it is printed.

    ``code`` is what the QR code says, ``when`` a line for each session, ``photo`` the file of a
    portrait.
    """

    name: str
    number: str
    code: str
    occupation: str = ""
    when: tuple[str, ...] = ()
    place: str = ""
    photo: Path | None = None


def write_cards(
    path: Path,
    office: str,
    activity: str,
    cards: Sequence[Card],
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the cards, ten on a sheet of F4 or A4; a smaller one holds what it has room for."""
    margins = Margins(top=5, bottom=2, left=8, right=8)
    # Each card has its code; the sheet they are cut from needs none.
    setup = Setup("Kartu peserta", paper, margins=margins, footer_from=_NO_FOOTER, is_stamped=False)
    columns, rows = _grid(setup)
    count = columns * rows
    story: list[Flowable] = [
        _CardSheet(setup, office, activity, cards[start : start + count])
        for start in range(0, len(cards), count)
    ]
    return write(setup, story, path, author=office, report=report, is_cancelled=is_cancelled)


def _grid(setup: Setup) -> tuple[int, int]:
    """Return how many cards stand beside and below each other."""
    return (
        max(1, min(COLUMNS, int(setup.width // _WIDTH))),
        max(1, min(ROWS, int(setup.part_height // _HEIGHT))),
    )


class _CardSheet(Drawn):  # type: ignore[misc]  # the library has no types
    """The cards of one sheet, in the middle of it."""

    def __init__(self, setup: Setup, office: str, activity: str, cards: Sequence[Card]) -> None:
        super().__init__()
        self._setup, self._office, self._activity, self._cards = setup, office, activity, cards

    @override
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self._setup.width, self._setup.part_height

    @override
    def draw(self) -> None:
        columns, rows = _grid(self._setup)
        left = (self._setup.width - columns * _WIDTH) / 2
        top = (self._setup.part_height + rows * _HEIGHT) / 2
        for place, card in enumerate(self._cards):
            x = left + place % columns * _WIDTH
            y = top - (place // columns + 1) * _HEIGHT
            _draw_marks(self.canv, x, y)
            _draw_card(self.canv, x, y, card, self._office, self._activity)


def _draw_card(pdf: Pdf, x: float, y: float, card: Card, office: str, activity: str) -> None:
    left, right = x + _PADDING, x + _WIDTH - _PADDING
    top = y + _HEIGHT - _PADDING
    width = right - left
    bold = style(8, "center", bold=True)
    head = [text(office.upper(), style(6.5, "center")), text(activity, bold)]
    _draw_lines(pdf, head, left, top, width, _HEAD, is_centred=True)
    below = top - _HEAD - 2 * mm
    quiet = 3 * mm  # the white around the code may reach into the padding
    pdf.drawImage(
        ImageReader(qr_picture(card.code)), right - _QR + quiet, below - _QR + 1 * mm, _QR, _QR
    )
    pdf.setStrokeColor(INK)
    pdf.setLineWidth(0.6)
    pdf.line(left, top - _HEAD - 1 * mm, right, top - _HEAD - 1 * mm)
    _draw_lines(pdf, [text(card.number, bold)], right - _QR + quiet, below - _QR + 1 * mm, _QR, 9)
    start = left
    if card.photo is not None and (picture := _portrait(card.photo)) is not None:
        pdf.drawImage(picture, left, below - _PHOTO[1], *_PHOTO, preserveAspectRatio=True)
        start = left + _PHOTO[0] + 2 * mm
    lines = [
        text(card.name, style(10.5, bold=True, after=1.5)),
        text(card.occupation, style(8, after=2)),
    ]
    _draw_lines(pdf, lines, start, below, right - _QR + 1 * mm - start, _PHOTO[1])
    foot = [text(line, style(7.5, bold=True)) for line in card.when]
    foot.append(text(card.place, style(7.5)))
    _draw_lines(
        pdf, foot, left, below - _PHOTO[1] - 1 * mm, right - _QR + 1 * mm - left,
        below - _PHOTO[1] - 1 * mm - y - 1.5 * mm,
    )  # fmt: skip


def _draw_lines(
    pdf: Pdf,
    lines: Sequence[Flowable],
    x: float,
    top: float,
    width: float,
    height: float,
    *,
    is_centred: bool = False,
) -> None:
    """Draw paragraphs one below the other; what is too long is made smaller, never cut off."""
    from reportlab.platypus import KeepInFrame

    inside = KeepInFrame(width, height, list(lines), mode="shrink")
    _, used = inside.wrapOn(pdf, width, height)
    inside.drawOn(pdf, x, top - used - ((height - used) / 2 if is_centred else 0))


def _draw_marks(pdf: Pdf, x: float, y: float) -> None:
    """Draw the corners a card is cut by; neighbours share them."""
    pdf.setStrokeColor(LINE)
    pdf.setLineWidth(0.4)
    for corner_x in (x, x + _WIDTH):
        for corner_y in (y, y + _HEIGHT):
            pdf.line(corner_x - _MARK, corner_y, corner_x + _MARK, corner_y)
            pdf.line(corner_x, corner_y - _MARK, corner_x, corner_y + _MARK)


def _portrait(path: Path) -> Any:
    """Return a portrait made small for paper; None for a picture that cannot be read."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.draft("RGB", _PHOTO_PIXELS)
            small = picture.convert("RGB")
            small.thumbnail(_PHOTO_PIXELS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    held = BytesIO()
    small.save(held, "JPEG", quality=85)
    held.seek(0)
    return ImageReader(held)
