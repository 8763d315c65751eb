"""The schedule as a week: by keys and by dragging, sessions and people, clashes told at once."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sertidesk.domain.schedule_plan import Terms
from sertidesk.services import activity, participants, schedule, schedule_edits
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.schedule import Schedule
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.drops import mime_of
from sertidesk.ui.steps.schedule import Screen
from sertidesk.ui.steps.schedule_block import SessionBlock

TUESDAY = date(2026, 3, 3)
MONDAY = date(2026, 3, 2)


@pytest.fixture
def work(store: Store) -> Activity:
    """Three sessions on Monday in R1: Mandor (2 and 1) and Tukang Cat (2), one after the other."""
    draft = ActivityDraft("badung", "Uji Tukang", 2026, test_centre="TUK Baru")
    work = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(5):
        occupation = "Mandor" if number < 3 else "Tukang Cat"
        values = {"name": f"Contoh {number}", "nik": f"51030112059000{number:02}"}
        participants.add(store, work.id, {**values, "occupation": occupation})
    terms = Terms(2, MONDAY, "08:00", "16:00", 120, "TUK Baru", ("R1",))
    schedule_edits.distribute(store, work, terms)
    return work


@pytest.fixture
def week(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    """Show the sessions as a week."""
    made = Screen(desk, work, work.procedure.step("4"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1080, 560)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go_to_list()
    made.table.go_to(made.found.sessions[0].id)
    qtbot.keyClick(made.table, Qt.Key.Key_M)
    assert made.views.currentWidget() is made.week
    return made


def load(store: Store, work: Activity) -> Schedule:
    return schedule.load(store, work)


def focused(screen: Screen) -> SessionBlock:
    (block,) = [one for one in screen.week.grid.blocks.values() if one.hasFocus()]
    return block


def dropped(widget: QWidget, mime: QMimeData, where: QPoint) -> None:
    """Drag something over a widget and let it go there."""
    act, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(where, act, mime, left, none),
        QDragMoveEvent(where, act, mime, left, none),
        QDropEvent(QPointF(where), act, mime, left, none),
    ):
        QApplication.sendEvent(widget, event)


def test_a_long_scheme_is_told_to_its_end_where_lines_are_free(week: Screen) -> None:
    block = next(iter(week.week.grid.blocks.values()))
    block.lines[1] = "Tukang Pasang Perancah"
    metrics = block.fontMetrics()
    width = metrics.horizontalAdvance("Tukang Pasang") + 12
    block.resize(width, 10 * metrics.height())
    assert block.shown_lines(metrics)[1:3] == ["Tukang Pasang", "Perancah"]
    block.resize(width, 4 * metrics.height() + 4)
    assert block.shown_lines(metrics) == block.lines  # no room: one line, cut as it is drawn


def test_arrows_go_from_block_to_block_and_enter_opens(qtbot: QtBot, week: Screen) -> None:
    first, second, third = week.found.sessions
    assert focused(week).session.id == first.id
    assert focused(week).accessibleName() == (
        "Sen 2 Mar, 08.00–10.00, Mandor, R1 · 2, (tanpa asesor), Belum lengkap"
    )
    qtbot.keyClick(focused(week), Qt.Key.Key_Down)
    qtbot.keyClick(focused(week), Qt.Key.Key_Down)
    qtbot.keyClick(focused(week), Qt.Key.Key_Down)
    assert focused(week).session.id == third.id
    assert [one.id for one in week.selected()] == [third.id]
    qtbot.keyClick(focused(week), Qt.Key.Key_Return)
    assert week.panel.fields["date"].editor.hasFocus()
    qtbot.keyClick(week.panel, Qt.Key.Key_Escape)
    assert focused(week).session.id == third.id
    assert second.id in week.week.grid.blocks


def test_a_session_is_moved_by_keys_also_into_the_next_week(
    qtbot: QtBot, week: Screen, desk: Desk, store: Store, work: Activity
) -> None:
    told: list[tuple[str, str]] = []
    desk.said.connect(lambda text, tone, _undo: told.append((text, tone)))
    first = week.found.sessions[0].id
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(focused(week), Qt.Key.Key_Down, control)
    assert week.entries[first].starts == "08:30"
    text, tone = told[-1]
    assert text.startswith("Sesi dipindah ke Sen 2 Mar 08.30–10.30. Bentrok: R1 dipakai ganda")
    assert tone == "warn"
    for _ in range(7):
        qtbot.keyClick(focused(week), Qt.Key.Key_Right, control)
    moved = week.entries[first]
    assert (moved.day, moved.starts, moved.ends) == (date(2026, 3, 9), "08:30", "10:30")
    assert focused(week).session.id == first  # the week follows it
    assert week.week.title_label.text() == "9–15 Maret 2026"
    assert told[-1][1] == "good"
    desk.undo()
    assert week.entries[first].day == date(2026, 3, 8)
    qtbot.keyClick(focused(week), Qt.Key.Key_Left)
    assert focused(week).session.day == date(2026, 3, 2)


def test_weeks_are_turned_and_found_again(qtbot: QtBot, week: Screen) -> None:
    qtbot.keyClick(focused(week), Qt.Key.Key_PageDown)
    assert week.week.grid.hasFocus()
    assert not week.week.grid.blocks
    qtbot.keyClick(week.week.grid, Qt.Key.Key_PageDown)
    week.week.first_button.click()
    assert len(week.week.grid.blocks) == 3


def test_a_block_is_dragged_to_another_day_and_time(
    week: Screen, store: Store, work: Activity
) -> None:
    grid, first = week.week.grid, week.found.sessions[0]
    target = grid.box_of(TUESDAY, 13 * 60, 14 * 60).topLeft() + QPoint(20, 7)
    dropped(grid, grid.blocks[first.id].carried(7), target)
    moved = next(one for one in load(store, work).sessions if one.id == first.id)
    assert (moved.day, moved.starts, moved.ends) == (TUESDAY, "13:00", "15:00")


def test_people_are_dragged_onto_a_block_and_onto_a_row(
    week: Screen, store: Store, work: Activity
) -> None:
    first, second, third = week.found.sessions
    person = first.members[0].id
    dropped(week.week.grid, mime_of("participant", [person]), place_of(week, second.id))
    assert load(store, work).members[0].sessions == (second.id,)
    assert len(week.panel.people.list.selected_keys()) == 0
    week.show_as_list()
    row = [one.id for one in week.found.sessions].index(third.id)
    box = week.table.visualRect(week.table.table_model.index(row, 2))
    dropped(week.table.viewport(), mime_of("participant", [person]), box.center())
    assert load(store, work).members[0].sessions == (third.id,)
    dropped(week.table.viewport(), mime_of("other", ["x"]), box.center())
    assert load(store, work).members[0].sessions == (third.id,)


def place_of(screen: Screen, session_id: str) -> QPoint:
    return screen.week.grid.blocks[session_id].geometry().center()


def test_people_are_carried_to_another_session_by_keys(
    qtbot: QtBot, week: Screen, store: Store, work: Activity
) -> None:
    _, second, _ = week.found.sessions
    people = week.panel.people
    people.list.setFocus()
    people.list.item(0).setSelected(True)
    qtbot.keyClick(people.list, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(focused(week), Qt.Key.Key_Down)
    qtbot.keyClick(focused(week), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert load(store, work).members[0].sessions == (second.id,)
    assert week.carried == []


def test_those_waiting_are_put_in_by_enter_the_fitting_first(
    qtbot: QtBot, week: Screen, store: Store, work: Activity, desk: Desk
) -> None:
    first, _, third = week.found.sessions
    waiting = [first.members[0].id, third.members[0].id]  # a Mandor and a Tukang Cat
    desk.do(schedule_edits.unseat, waiting)
    week.week.select(third.id)
    week.table.go_to(third.id)
    people = week.panel.people
    people.waiting_button.click()
    shown = [people.list.item(place).text() for place in range(people.list.count())]
    assert shown == ["Contoh 3 · Tukang Cat", "Contoh 0 · Mandor"]
    people.list.setFocus()
    people.list.item(0).setSelected(True)
    qtbot.keyClick(people.list, Qt.Key.Key_Return)
    assert load(store, work).members[3].sessions == (third.id,)
    assert people.waiting_button.text() == "Tanpa sesi  1"


def test_a_day_off_and_a_chip_are_seen_in_the_week(week: Screen, desk: Desk) -> None:
    assert "Min 8 Mar, libur" in week.week.header.accessibleName()
    desk.do(schedule_edits.edit, [week.found.sessions[1].id], {"starts": "09:00"})
    week.chip_buttons["clash"].click()
    assert len(week.week.grid.blocks) == 2
