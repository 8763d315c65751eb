"""How two values are shown side by side: in the office's spelling, differing letters marked."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher
from html import escape

from sertidesk.domain.formatting import short_date
from sertidesk.ui.kit import theme

_SEX = {"L": "Laki-laki", "P": "Perempuan"}
EMPTY = "–"


def shown(key: str, value: str) -> str:
    """Return a value as the screen writes it."""
    if key == "birth_date" and value:
        return short_date(date.fromisoformat(value))
    return _SEX.get(value, value) if key == "sex" else value


def marked(key: str, ours: str, theirs: str) -> tuple[str, str]:
    """Return both values as rich text, with what differs marked: letters, of an address words.

    Two values that have little in common are marked as a whole.
    """
    one, other = _parts(key, shown(key, ours)), _parts(key, shown(key, theirs))
    matcher = SequenceMatcher(None, _folded(one), _folded(other), autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return _ours("".join(one)), _theirs("".join(other))
    left, right = [], []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        a, b = "".join(one[i1:i2]), "".join(other[j1:j2])
        left.append(_text(a) if tag == "equal" else _ours(a))
        right.append(_text(b) if tag == "equal" else _theirs(b))
    return "".join(left), "".join(right)


_LEAST_ALIKE = 0.5
_LONGEST_PIECE = 12  # letters; a longer word may be broken, so that it is not cut off


def _parts(key: str, text: str) -> list[str]:
    return re.findall(r"\w+|\W+", text) if key == "address" else list(text)


def _folded(parts: list[str]) -> list[str]:
    return [part.casefold() for part in parts]


def _text(text: str) -> str:
    return escape(breakable(text))


def breakable(text: str) -> str:
    """Return the text with places at which a long word may go on in the next line."""
    return re.sub(rf"[^\W\d_]{{{_LONGEST_PIECE}}}(?=[^\W\d_])", "\\g<0>\u200b", text)


def _ours(text: str) -> str:
    return _mark(text, theme.colours.bad_soft, theme.colours.bad)


def _theirs(text: str) -> str:
    return _mark(text, theme.colours.good_soft, theme.colours.good)


def _mark(text: str, background: str, ink: str) -> str:
    if not text:
        return ""
    style = f"background:{background}; color:{ink}; font-weight:600"
    return f'<span style="{style}">{_text(text)}</span>'
