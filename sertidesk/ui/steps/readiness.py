"""Whether all is ready for the test: facilities, assessors, candidates, one part each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain.gates import GateCode
from sertidesk.domain.readiness import PARTS, Part, parts_of
from sertidesk.ui.kit.parts import button, named, restyle, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.readiness_assessors import AssessorsPart
from sertidesk.ui.steps.readiness_calls import CallsPart
from sertidesk.ui.steps.readiness_facilities import FacilitiesPart

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_PART_OF: dict[str, Part] = {
    GateCode.FACILITIES_OPEN: Part.FACILITIES,
    GateCode.ASSESSORS_OPEN: Part.ASSESSORS,
    GateCode.CANDIDATES_OPEN: Part.CANDIDATES,
}


class Screen(QWidget):
    """Three parts behind buttons that say how far each is; the step's own part is open."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "readiness_screen", self.tr("Kesiapan uji"))
        self.facilities = FacilitiesPart(desk, activity)
        self.assessors = AssessorsPart(desk, activity)
        self.calls = CallsPart(desk, activity)
        self.parts: dict[Part, FacilitiesPart | AssessorsPart | CallsPart] = {
            Part.FACILITIES: self.facilities,
            Part.ASSESSORS: self.assessors,
            Part.CANDIDATES: self.calls,
        }
        self.buttons: dict[Part, QPushButton] = {
            part: button(
                f"readiness_{part}", PARTS[part], partial(self.open_part, part),
                tip=self.tr("Bagian ini (Alt+{number})").format(number=number),
            )
            for number, part in enumerate(Part, 1)
        }  # fmt: skip
        self.stack = QStackedWidget()
        for part, made in self.buttons.items():
            made.setCheckable(True)
            made.setShortcut(f"Alt+{list(Part).index(part) + 1}")
            self.stack.addWidget(self.parts[part])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(row(*self.buttons.values(), 1, spacing=SPACE))
        layout.addWidget(self.stack, 1)
        self._show_progress()
        self.open_part(parts_of(step)[0])

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        for part in self.parts.values():
            part.reload(kinds)
        self._show_progress()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these candidates alone."""
        self.open_part(Part.CANDIDATES)
        self.calls.show_subjects(ids)

    def show_block(self, code: str) -> None:
        """Open the part that this block is about."""
        if code in _PART_OF:
            self.open_part(_PART_OF[code])

    def open_part(self, part: Part) -> None:
        """Show one part."""
        self.stack.setCurrentWidget(self.parts[part])
        for one, made in self.buttons.items():
            made.setChecked(one is part)
        self.parts[part].go_to_list()

    def _show_progress(self) -> None:
        for part, made in self.buttons.items():
            done, everything = self.parts[part].progress()
            made.setText(f"{PARTS[part]}  {done}/{everything}" if everything else PARTS[part])
            made.setAccessibleName(made.text())
            restyle(made, "ready", bool(everything) and done == everything)
