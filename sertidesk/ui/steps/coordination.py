"""Coordination meetings: prepared, held, and followed up; the shared screen of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sertidesk.ui.steps.meetings import FACTS, MeetingsScreen

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk


class Screen(MeetingsScreen):
    """Opens with when, where and who leads; a new meeting is one of coordination."""

    first_side = FACTS

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(desk, activity, step, "coordination", self.tr("Rapat koordinasi"))
