"""A finding: what a rule noticed about one field, and how grave it is.

Rules warn, damage blocks (design: rules never stop the office from doing what the law allows).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; the order of the members is the order of gravity."""

    ERROR = "error"  # damage: blocks until it is repaired or, where `overridable`, confirmed
    WARNING = "warning"  # taken, shown, may ask for a reason
    INFO = "info"  # taken, mentioned


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one field.

    ``message`` is the Indonesian sentence for the screen; ``proposal`` a value that would repair
    the field, offered and never applied by itself; ``overridable`` tells that an error may be
    confirmed by a person ("sesuai KTP-el").
    """

    code: str
    field: str
    severity: Severity
    message: str
    proposal: str | None = None
    overridable: bool = False
