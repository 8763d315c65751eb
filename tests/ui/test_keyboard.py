"""Every screen of every SOP: named, reachable by keyboard alone, and whole at 1366 × 768."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sertidesk.domain import interest as interest_rules
from sertidesk.domain.assessment import Decision
from sertidesk.domain.fees import Payer
from sertidesk.domain.letters import Direction
from sertidesk.domain.meetings import Guest
from sertidesk.domain.procedure import Step
from sertidesk.domain.recruitment import Kind
from sertidesk.services import (
    activity,
    assessment_edits,
    assessors,
    certificates,
    evaluation,
    fees,
    interest,
    letters,
    meetings_edits,
    official_record,
    participants,
    readiness,
    recruitment,
    schedule,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.activity import ActivityPage
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow
from tests.builders import lists

SOPS = ("badung", "kotawaringin-barat", "tangerang", "lpjk-se16-2021", "sulawesi-barat")
EDITED = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip
TRADE = "Tukang Kayu"
EMPTY = (("sulawesi-barat", "documents"),)  # that SOP asks for no papers


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.attach(desk)
    QApplication.processEvents()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made._desk = None  # nothing holds the window open any more


def begun(store: Store, sop: str) -> Activity:
    """Give an activity with some participants who sit in sessions."""
    targets = ({"occupation": TRADE, "level": 2, "quota": 9},)
    draft = ActivityDraft(sop, "Uji Tukang", 2026, lsp="LSP Raya", test_centre="TUK Raya",
                          planned_start=store.today(), target_occupations=targets)  # fmt: skip
    one = activity.by_code(store, activity.create(store, draft).subject or "")
    for who in lists.people(5):
        values = {"name": who.name, "nik": who.nik, "birth_date": who.born, "occupation": TRADE}
        participants.add(store, one.id, {**values, "level": 2, "village": "Madurejo"})
    if any("schedule" in step.screens for step in one.procedure.steps):
        who = assessors.add(store, {"name": "Sri Asesor", "schemes": TRADE}).subject
        values = {"date": store.today(), "starts": "08:00", "ends": "11:00", "assessor_id": who}
        session = schedule_edits.add(store, one, values).subject or ""
        everyone = [member.id for member in schedule.load(store, one).members]
        schedule_edits.seat(store, session, everyone)
    work_on(store, one)
    return one


def work_on(store: Store, one: Activity) -> None:
    """Leave something on every screen, so that none shows its empty state alone."""
    ids = [member.id for member in schedule.load(store, one).members]
    letters.register(store, Direction.IN, {"subject": "Rencana"}, activity_id=one.id)
    meeting = meetings_edits.add(store, one, {"title": "Koordinasi"}).subject or ""
    meetings_edits.add_points(store, meeting, ["Jadwal"])
    meetings_edits.invite(store, meeting, [Guest("Sari")])
    recruitment.add(store, one.id, Kind.VILLAGE, {"name": "Mendawai"})
    lines = interest_rules.read_lines("Budi Contoh")
    noted = {"channel": interest_rules.Channel.PHONE, "noted_on": store.today()}
    interest.add_lines(store, one, lines, noted)
    fees.add(store, one, {"amount": 350_000, "payer": Payer.APPLICANT}, ids)
    readiness.fill(store, one)
    assessment_edits.decide(store, one, ids, Decision.COMPETENT)
    official_record.add(store, one)
    evaluation.add(store, one, {"obstacle": "Hujan"})
    for place, key in enumerate(ids):
        certificates.save(store, one, key, {"number": f"41001 {place}"})


def screens_of(one: Activity) -> list[tuple[Step, str]]:
    """Return each screen once, in the step where it is met first."""
    found: dict[str, Step] = {}
    for step in one.procedure.steps:
        for name in step.screens:
            found.setdefault(name, step)
    return [(step, name) for name, step in found.items()]


def interactive(shown: QWidget) -> list[QWidget]:
    """Return what can be worked on a screen, but the insides of others (a box's line, a popup)."""
    found = []
    for one in shown.findChildren(QWidget):
        if not isinstance(one, EDITED) or not one.isVisible() or not one.isEnabled():
            continue
        if one.objectName().startswith("qt_") or is_inside(one, shown):
            continue
        found.append(one)
    return found


def is_inside(one: QWidget, shown: QWidget) -> bool:
    over = one.parentWidget()
    while over is not None and over is not shown:
        if isinstance(over, (QComboBox, QAbstractSpinBox, QMenu, QTabBar)):
            return True
        if isinstance(over, QLineEdit) and over.findChildren(QShortcut):
            return True  # its stamp, for which the field has a key
        if isinstance(over, QAbstractScrollArea) and not isinstance(over, QScrollArea):
            return True  # a table's header, its frozen columns
        over = over.parentWidget()
    return False


def by_tab(shown: QWidget) -> set[QWidget]:
    """Return who would have the cursor in turn as Tab is pressed, round once."""
    met: dict[QWidget, None] = {}
    at = shown.nextInFocusChain()
    while at not in met:
        met[at] = None
        at = at.nextInFocusChain()
    tab = Qt.FocusPolicy.TabFocus
    return {one for one in met if one.focusPolicy() & tab and one.isVisible() and one.isEnabled()}


def told(one: QWidget) -> str:
    return f"{type(one).__name__} {one.objectName()}"


def faults(shown: QWidget) -> list[str]:
    """Return what a clerk without a mouse, or with a small window, would miss on a screen."""
    found = []
    reached = by_tab(shown)
    for one in interactive(shown):
        if not one.objectName():
            found.append(f"no object name: {told(one)}")
        if not one.accessibleName() and not getattr(one, "text", str)():
            found.append(f"no accessible name: {told(one)}")
        has_key = isinstance(one, QAbstractButton) and not one.shortcut().isEmpty()
        follows = one.focusProxy() in reached if one.focusProxy() else one in reached
        if not follows and not has_key:
            found.append(f"not reached: {told(one)}")
        if isinstance(one, QPushButton) and one.text():
            needed = one.fontMetrics().horizontalAdvance(one.text().replace("&", ""))
            if one.width() < needed:
                found.append(f"cut off: {told(one)} {one.width()} < {needed}")
        if not within(one, shown):
            found.append(f"beyond the edge: {told(one)}")
    for area in shown.findChildren(QScrollArea):
        bar = area.horizontalScrollBar()
        if area.isVisible() and bar.maximum() > 0:
            found.append(f"scrolls sideways: {told(area)} by {bar.maximum()}")
    return found


def within(one: QWidget, shown: QWidget) -> bool:
    """Tell whether a widget lies in the screen from left to right; lists may go on downwards."""
    left = one.mapTo(shown, one.rect().topLeft()).x()
    return left >= -1 and left + one.width() <= shown.width() + 1


@pytest.mark.parametrize("sop", SOPS)
def test_every_screen_is_named_reached_by_keyboard_and_whole(
    qtbot: QtBot, desk: Desk, window: MainWindow, store: Store, sop: str
) -> None:
    one = begun(store, sop)
    found = []
    for step, name in screens_of(one):
        desk.go("activity", code=one.code, step=step.number, screen=name)
        page = window.pages.currentWidget()
        assert isinstance(page, ActivityPage)
        QApplication.processEvents()
        holder: Any = page.step_page.tabs.currentWidget()
        assert holder.name == name
        choose_first(holder.filled)
        QApplication.processEvents()
        worked = len(interactive(holder.filled))
        assert worked >= 3 or (sop, name) in EMPTY, (name, worked)
        found += [f"{name}: {fault}" for fault in faults(holder.filled)]
        assert page.width() <= window.width() == 1366, name
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def choose_first(shown: Any) -> None:
    """Choose the first row, so that what belongs to it can be worked."""
    table = getattr(shown, "table", None)
    if isinstance(table, QTableView):
        table.setFocus()
        table.selectRow(0)


def test_what_a_screen_lacks_is_found(qtbot: QtBot) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(200, 100)
    bad = QPushButton("Simpan semua peserta", shown)
    bad.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    bad.setGeometry(150, 10, 60, 30)
    shown.show()
    words = [fault.partition(":")[0] for fault in faults(shown)]
    assert words == ["no object name", "not reached", "cut off", "beyond the edge"]
