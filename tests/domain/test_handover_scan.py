"""What a scan at the handover means."""

from __future__ import annotations

import pytest

from sertidesk.domain import cards
from sertidesk.domain.handover_scan import Holder, Outcome, Scanned, find

NUMBER, LINK = "41011 7122 2 00000017 2026", "https://siki.pu.go.id/cek/9?x=1"
WAYAN = Holder("w", 17, "5103010203900001", (NUMBER, LINK))
MADE = Holder("m", 18, "5103014105920002", ("41011 7122 2 00000018 2026",))
TWINS = (Holder("a", 20, "", ("123 456 789",)), Holder("b", 21, "", ("123456789",)))
CODE = "2026-001"


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        NUMBER,
        "410117122 2000000172026",
        "5103010203900001",
        "17",
        cards.card_text(CODE, 17),
        cards.shown_number(CODE, 17),
        "https://lsp.example/cek?no=41011-7122-2-00000017-2026",
    ],
)
def test_card_nik_number_and_the_certificates_own_codes_find_one_holder(text: str) -> None:
    assert find(text, CODE, [WAYAN, MADE]) == Scanned(Outcome.FOUND, "w")


def test_what_finds_nobody_is_told_apart() -> None:
    everyone = [WAYAN, MADE, *TWINS]
    assert find(cards.card_text("2026-002", 17), CODE, everyone) == (
        Scanned(Outcome.OTHER_ACTIVITY, activity="2026-002")
    )
    assert find(cards.card_text(CODE, 99), CODE, everyone).outcome is Outcome.NO_CERTIFICATE
    assert find("5103019999999999", CODE, everyone).outcome is Outcome.NO_CERTIFICATE
    assert find("123456789", CODE, everyone).outcome is Outcome.SEVERAL
    assert find("https://lain.example", CODE, everyone).outcome is Outcome.UNKNOWN
    assert find("  ", CODE, everyone).outcome is Outcome.UNKNOWN
