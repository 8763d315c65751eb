"""Page set-up as an office types it: size, margins, what a printer draws off its place."""

from __future__ import annotations

import re

from sertidesk.domain.errors import UserError

NAMED = {"f4": (215.0, 330.0), "a4": (210.0, 297.0)}
CUSTOM = "custom"
SMALLEST, LARGEST = (180, 250), (330, 450)  # millimetres, width and height of a standing sheet
LEAST_MARGIN, MOST_MARGIN = 8, 50
MOST_SHIFT = 20
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


def read_size(text: str) -> tuple[float, float]:
    """Return width and height of "215 × 330", in millimetres, standing."""
    found = _numbers(text)
    if len(found) != 2:
        raise UserError(
            "paper_size_unread", "Tulis lebar lalu tinggi kertas dalam mm, misalnya 216 × 330."
        )
    width, height = sorted(found)
    if not (
        SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]
    ):  # a list must have room for its columns
        raise UserError(
            "paper_size_out_of_range",
            "Ukuran {width} × {height} mm di luar batas. Lebar 180 sampai 330 mm, tinggi 250 "
            "sampai 450 mm.",
            width=shown(width),
            height=shown(height),
        )
    return width, height


def read_margins(text: str) -> tuple[float, float, float, float] | None:
    """Return the margins top, right, bottom, left; None where nothing is typed."""
    if not text.strip():
        return None
    found = _numbers(text)
    if len(found) != 4:
        raise UserError(
            "margins_unread",
            "Tulis empat angka dalam mm: atas, kanan, bawah, kiri. Contoh: 25 25 30 30. "
            "Kosongkan untuk margin biasa.",
        )
    for side in found:
        if not LEAST_MARGIN <= side <= MOST_MARGIN:
            raise UserError(
                "margin_out_of_range",
                "Margin {side} mm di luar batas. Tulis 8 sampai 50 mm untuk setiap sisi.",
                side=shown(side),
            )
    return found[0], found[1], found[2], found[3]


def read_shift(text: str) -> float:
    """Return by how many millimetres a printer's drawing is moved; nothing typed is 0."""
    if not text.strip():
        return 0
    found = _numbers(text)
    if len(found) != 1 or abs(found[0]) > MOST_SHIFT:
        raise UserError(
            "shift_unread",
            "Tulis satu angka dari -20 sampai 20 mm, misalnya 1,5. Kosongkan bila letak cetakan "
            "sudah tepat.",
        )
    return found[0]


def shown(*lengths: float) -> str:
    """Return lengths as they are typed: "25 25 30 30", "1,5"."""
    return " ".join(f"{length:g}".replace(".", ",") for length in lengths)


def _numbers(text: str) -> list[float]:
    said = re.sub(r"mm|x|×|\*|;|kali", " ", text.casefold())
    parts = said.split()
    if not all(_NUMBER.fullmatch(part.strip(",")) for part in parts):
        return []
    return [float(part.strip(",").replace(",", ".").replace("−", "-")) for part in parts]
