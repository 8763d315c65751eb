"""In whose name an official signs."""

from __future__ import annotations

import pytest

from sertidesk.domain import signing


@pytest.mark.parametrize(
    ("way", "lines"),
    [
        (signing.OWN, "Kepala Bidang,"),
        (signing.FOR_HEAD, "a.n. Kepala Dinas\nKepala Bidang,"),
        (signing.FOR_DEPUTY, "a.n. Kepala Dinas\nSekretaris Dinas\nu.b.\nKepala Bidang,"),
        (signing.ACTING, "Plt. Kepala Dinas,"),
        (signing.DAILY, "Plh. Kepala Dinas,"),
        ("unknown", "Kepala Bidang,"),
    ],
)
def test_the_words_above_a_signature(way: str, lines: str) -> None:
    said = signing.position(way, "Kepala Bidang", "Kepala Dinas", "Sekretaris Dinas")
    assert said == lines
