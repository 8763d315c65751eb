"""Minutes of meetings: what was said and concluded; the shared screen of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sertidesk.domain.meetings import Kind
from sertidesk.ui.steps.meetings import COURSE, MeetingsScreen

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk


class Screen(MeetingsScreen):
    """Opens with what was said; a new meeting is a plenary unless the step is of coordination."""

    first_side = COURSE

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        coordinates = "coordination" in step.screens
        self.new_kind = Kind.COORDINATION if coordinates else Kind.PLENARY
        super().__init__(desk, activity, step, "minutes", self.tr("Notulen"))
