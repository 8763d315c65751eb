"""What a command of the command line left behind, and the checks every refusal must pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a command left behind: its status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what was printed, read as JSON."""
        return json.loads(self.out)

    def refused(self, *words: str) -> None:
        """Check that this is a refusal: status 1, one sentence, no traceback, these words."""
        assert (self.status, self.out) == (1, ""), self
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert "Traceback" not in self.err
        assert self.err.strip().endswith("."), self.err
        for word in words:
            assert word in self.err


Run = Callable[..., Answer]


def report_of(path: Path) -> Any:
    """Return a report that a command wrote."""
    return json.loads(path.read_text("utf-8"))
