"""What the small code at the foot of a page says: which paper of which activity, which page.

The text is made of the letters a QR code holds most tightly: capitals, figures and a few signs.
"""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

_MARK = "SD1"
_SHAPE = re.compile(
    rf"{_MARK}:(?P<kind>[A-Z0-9-]+):(?P<about>[A-Z0-9./-]*):(?P<document>[A-Z2-7]{{8}})"
    r":(?P<page>\d+)/(?P<pages>\d+):(?P<check>[A-Z2-7]{4})"
)


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """One page: the kind of paper, what it is about (an activity's code), one printing of it."""

    kind: str
    about: str
    document: str
    page: int
    pages: int


def document_key(*parts: str) -> str:
    """Return the key of one printing, from what tells it apart."""
    return _letters("\n".join(parts), 8)


def encode(identity: PageIdentity) -> str:
    """Return the text of a page's code."""
    body = ":".join(
        (
            _MARK,
            _plain(identity.kind),
            _plain(identity.about),
            identity.document,
            f"{identity.page}/{identity.pages}",
        )
    )
    return f"{body}:{_letters(body, 4)}"


def decode(text: str) -> PageIdentity | None:
    """Return what a page's code says; None for any other text, or one that was damaged."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None or _letters(text.strip().rpartition(":")[0], 4) != found["check"]:
        return None
    return PageIdentity(
        found["kind"].lower(),
        found["about"],
        found["document"],
        int(found["page"]),
        int(found["pages"]),
    )


def _plain(words: str) -> str:
    return re.sub(r"[^A-Z0-9./-]", "-", words.upper())


def _letters(words: str, count: int) -> str:
    return b32encode(sha256(words.encode()).digest()).decode()[:count]
