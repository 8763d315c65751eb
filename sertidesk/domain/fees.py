"""Fees: what the published standard says, who pays whom, and what must not be charged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Payer(StrEnum):
    """Who pays."""

    APPLICANT = "applicant"
    REGIONAL_BUDGET = "regional_budget"
    STATE_BUDGET = "state_budget"
    PROGRAMME = "programme"


class Payee(StrEnum):
    """Who is paid."""

    LSP = "lsp"
    OFFICE = "office"
    OTHER = "other"


class State(StrEnum):
    """Where a fee stands."""

    CHECK = "check"  # somebody is noted as paying the office, whose service is free
    UNPAID = "unpaid"
    PAID = "paid"


PAYERS: Mapping[str, str] = {
    Payer.APPLICANT: "Pemohon sendiri",
    Payer.REGIONAL_BUDGET: "Dinas (APBD)",
    Payer.STATE_BUDGET: "APBN",
    Payer.PROGRAMME: "Program LSP",
}
PAYEES: Mapping[str, str] = {
    Payee.LSP: "LSP",
    Payee.OFFICE: "Dinas",
    Payee.OTHER: "Pihak lain",
}
STATES: Mapping[str, str] = {
    State.CHECK: "Periksa",
    State.UNPAID: "Belum dibayar",
    State.PAID: "Lunas",
}
_FREE = re.compile(
    r"\btidak (?:di)?pungut|\btidak ada biaya|\btanpa (?:di)?(?:pungut )?biaya|\bgratis\b|\bnihil\b"
    r"|\bcuma-cuma\b|^\s*(?:rp\.?\s*)?0(?:[.,]0+)?(?:,-)?\s*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^(?:rp\.?)?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:00|-{1,2}))?$", re.IGNORECASE
)
MOST = 1_000_000_000  # rupiah; more is a slip of the hand


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over fees, in rupiah; ``by_payer`` leaves out who pays nothing."""

    charged: int
    paid: int
    by_payer: Mapping[Payer, int]

    @property
    def open(self) -> int:
        """Return what is still to be paid."""
        return self.charged - self.paid


def is_free(published: str) -> bool:
    """Tell whether the published standard says that the service costs nothing."""
    return bool(_FREE.search(published))


def told(published: str) -> str:
    """Return the published fee as one reads it; a standard that says none says so."""
    return published or "tidak disebut dalam SOP"


def state_of(published: str, payee: Payee, amount: int, paid_on: date | None) -> State:
    """Return where a fee stands; money for the office of a free service is to be looked into."""
    if payee is Payee.OFFICE and amount and is_free(published):
        return State.CHECK
    return State.PAID if paid_on is not None else State.UNPAID


def read_amount(text: str) -> int | None:
    """Read "Rp 350.000,-", "350.000,00" or "350000" as rupiah; None where it is no amount."""
    found = _AMOUNT.match(" ".join(text.split()))
    if found is None:
        return None
    amount = int(re.sub(r"\D", "", found.group(1)))
    return amount if amount <= MOST else None


def total(fees: Iterable[tuple[Payer, int, date | None]]) -> Total:
    """Sum up fees given as (payer, amount, paid on)."""
    charged = paid = 0
    by_payer = dict.fromkeys(Payer, 0)
    for payer, amount, paid_on in fees:
        charged += amount
        paid += amount if paid_on is not None else 0
        by_payer[payer] += amount
    return Total(charged, paid, {payer: amount for payer, amount in by_payer.items() if amount})
