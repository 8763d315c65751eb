"""A participant form opened in its screen, and what a test types into it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sertidesk.services import activity as activities
from sertidesk.services import participant_lists, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.ui.desk import Desk
from sertidesk.ui.participant_form import ParticipantForm
from sertidesk.ui.steps.participants import Screen

NIK = "6201021205900001"


def begin(desk: Desk, sop: str = "kotawaringin-barat", name: str = "Pelatihan") -> Activity:
    draft = ActivityDraft(sop_code=sop, name=name, year=2026, planned_participants=3)
    return activities.by_code(desk.store, str(activities.create(desk.store, draft).subject))


def enrol(desk: Desk, activity: Activity, *names: str) -> list[str]:
    return [
        str(
            participants.add(
                desk.store,
                activity.id,
                {"name": name, "nik": f"620102010190{place:04}", "birth_date": date(1990, 1, 1)},
            ).subject
        )
        for place, name in enumerate(names, start=1)
    ]


def open_screen(qtbot: QtBot, desk: Desk, activity: Activity) -> Screen:
    made = Screen(desk, activity, activity.procedure.steps[2])
    qtbot.addWidget(made)
    made.resize(1100, 480)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    desk.changed.connect(made.reload)
    return made


def form_of(screen: Screen) -> ParticipantForm:
    assert screen.form is not None
    return screen.form


def type_in(qtbot: QtBot, text: str) -> None:
    """Type into whatever has the cursor, and go on with Tab."""
    at = QApplication.focusWidget()
    assert at is not None
    qtbot.keyClicks(at, text)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def names(desk: Desk, activity: Activity) -> list[str]:
    return [
        row["name"] for row in participant_lists.records(desk.store, ParticipantQuery(activity.id))
    ]
