"""The search at the top of the window, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sertidesk.services import activity as activities
from sertidesk.services import participants
from sertidesk.services.activity import ActivityDraft
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import column, row
from sertidesk.ui.search import SearchBox


@pytest.fixture
def box(qtbot: QtBot, desk: Desk) -> Iterator[SearchBox]:
    draft = ActivityDraft(sop_code="badung", name="Uji Tukang", year=2026)
    one = activities.by_code(desk.store, str(activities.create(desk.store, draft).subject))
    for place in range(12):
        values = {"name": f"Budi {'ABCDEFGHIJKL'[place]}", "nik": f"51030212059000{place:02}"}
        participants.add(desk.store, one.id, values)
    window = QWidget()
    made = SearchBox(desk)
    layout = column()
    layout.addLayout(row(1, made))
    layout.addStretch(1)
    window.setLayout(layout)
    window.resize(900, 500)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    yield made
    window.close()


def test_results_appear_while_one_types_and_enter_opens_the_person(
    qtbot: QtBot, desk: Desk, box: SearchBox
) -> None:
    qtbot.keyClicks(box, "budi")
    qtbot.waitUntil(box.results.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.go_requested) as asked:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    page, what = asked.args
    assert page == "persons"
    assert set(what) == {"id"}
    assert not box.results.isVisible()
    assert box.text() == ""


def test_enter_right_after_typing_does_not_open_an_older_result(
    qtbot: QtBot, desk: Desk, box: SearchBox
) -> None:
    qtbot.keyClicks(box, "budi")
    box.look()
    qtbot.keyClicks(box, " zzz")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.results.count() == 1
    assert box.results.isVisible()


def test_an_activity_is_opened_by_its_code(qtbot: QtBot, desk: Desk, box: SearchBox) -> None:
    qtbot.keyClicks(box, "2026-001")
    with qtbot.waitSignal(desk.go_requested) as asked:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked.args == ["activity", {"code": "2026-001"}]


def test_when_there_are_more_the_last_line_leads_to_all(
    qtbot: QtBot, desk: Desk, box: SearchBox
) -> None:
    qtbot.keyClicks(box, "budi")
    box.look()
    for _ in range(20):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.go_requested) as asked:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked.args == ["persons", {"text": "budi"}]


def test_escape_closes_the_results_and_then_empties_the_line(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "budi")
    box.look()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()
    assert box.text() == "budi"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_nothing_found_says_so(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "tidak ada")
    box.look()
    name = box.results.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Tidak ditemukan" in name
