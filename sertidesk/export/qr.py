"""QR codes as pictures of one bit a module, for paper."""

from __future__ import annotations

from typing import Any

_QUIET = 4  # modules of white around it, as the standard asks
_MASK = 3  # a fixed one: choosing the best takes seven times as long and reads no better


def qr_picture(text: str, *, pixels: int = 8, is_small: bool = False) -> Any:
    """Return the code as a black and white PIL image, so many pixels a module.

    A quarter of it may be lost (correction Q) and it still reads; of one that is small, which
    has fewer modules, a seventh (M).
    """
    import qrcode
    from PIL import Image

    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M
        if is_small
        else qrcode.constants.ERROR_CORRECT_Q,
        border=_QUIET,
        mask_pattern=_MASK,
    )
    code.add_data(text, optimize=0)
    code.make(fit=True)
    matrix = code.get_matrix()
    size = len(matrix)
    picture = Image.new("1", (size, size), 1)
    picture.putdata([0 if dark else 1 for row in matrix for dark in row])
    return picture.resize((size * pixels, size * pixels), Image.Resampling.NEAREST)
