"""Assessment: what the assessor recommends, what the LSP decides, and the appeal against it.

An appeal that is granted changes the decision in force; the first decision stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Decision(StrEnum):
    """What came of a participant's assessment."""

    COMPETENT = "competent"
    NOT_COMPETENT = "not_competent"
    ABSENT = "absent"


DECISIONS: Mapping[Decision, str] = {
    Decision.COMPETENT: "Kompeten",
    Decision.NOT_COMPETENT: "Belum kompeten",
    Decision.ABSENT: "Tidak hadir",
}
SHORT: Mapping[Decision, str] = {
    Decision.COMPETENT: "K",
    Decision.NOT_COMPETENT: "BK",
    Decision.ABSENT: "TH",
}
RECOMMENDATIONS: Mapping[Decision, str] = {
    key: DECISIONS[key] for key in (Decision.COMPETENT, Decision.NOT_COMPETENT)
}
"""What an assessor may recommend: of who did not come there is nothing to recommend."""


class Method(StrEnum):
    """How a participant is assessed."""

    OBSERVATION = "observation"
    PORTFOLIO = "portfolio"


METHODS: Mapping[Method, str] = {
    Method.OBSERVATION: "Observasi",
    Method.PORTFOLIO: "Portofolio",
}


class Appeal(StrEnum):
    """How far an appeal is."""

    FILED = "filed"
    REVIEWED = "reviewed"
    GRANTED = "granted"
    REJECTED = "rejected"


APPEALS: Mapping[Appeal, str] = {
    Appeal.FILED: "Diajukan",
    Appeal.REVIEWED: "Ditinjau",
    Appeal.GRANTED: "Diterima",
    Appeal.REJECTED: "Ditolak",
}
APPEAL_DAYS: Mapping[Appeal, str] = {
    Appeal.FILED: "filed_on",
    Appeal.REVIEWED: "reviewed_on",
    Appeal.GRANTED: "closed_on",
    Appeal.REJECTED: "closed_on",
}
"""The field that holds the day on which an appeal came to a state."""
_NEXT: Mapping[Appeal | None, tuple[Appeal, ...]] = {
    None: (Appeal.FILED,),
    Appeal.FILED: (Appeal.REVIEWED, Appeal.GRANTED, Appeal.REJECTED),
    Appeal.REVIEWED: (Appeal.GRANTED, Appeal.REJECTED),
}

_ABSENT = re.compile(
    r"\bth\b|\babsen\b|\balpa\b|\bmangkir\b|\b(?:tidak|tdk|tak|blm|belum)"
    r" (?:hadir|datang|ikut|mengikuti)\b"
)
_NOT_COMPETENT = re.compile(
    r"\bbk\b|\btl\b|\bgagal\b"
    r"|\b(?:belum|blm|tidak|tdk|tak|not|non)(?: yet)?"
    r" (?:di)?(?:kompeten|lulus|rekomendasikan|competent)\b"
)
_COMPETENT = re.compile(
    r"^[kl]$|\bk\b(?=.*\bkompeten\b)|\bkompeten\b|\blulus\b|\bcompetent\b|\bdirekomendasikan\b"
)
_BOTH = re.compile(r"\bk bk\b|\bbk k\b|\bkompeten belum kompeten\b")


def in_force(first: Decision | None, appeal: Appeal | None) -> Decision | None:
    """Return the decision that holds: the first one, unless an appeal against it was granted."""
    return Decision.COMPETENT if first and appeal is Appeal.GRANTED else first


def next_appeals(now: Appeal | None) -> tuple[Appeal, ...]:
    """Return what may become of an appeal; of none there is, that one is filed."""
    return _NEXT.get(now, ())


def read_decision(text: str) -> Decision | None:
    """Return what a word of an LSP's workbook means; None for what is not said clearly.

    "K/BK" with neither struck out says nothing.
    """
    words = " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())
    if _BOTH.search(words):
        return None
    for pattern, meant in (
        (_ABSENT, Decision.ABSENT),
        (_NOT_COMPETENT, Decision.NOT_COMPETENT),
        (_COMPETENT, Decision.COMPETENT),
    ):
        if pattern.search(words):
            return meant
    return None
