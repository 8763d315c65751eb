"""The page of all persons: search, details, twins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sertidesk.domain.assessment import Decision
from sertidesk.services import activity as activities
from sertidesk.services import assessment_edits, participants, persons
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.ui.desk import Desk
from sertidesk.ui.persons import PersonsPage

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

BORN = date(1990, 5, 12)


def begin(desk: Desk, name: str) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name=name, year=2026)
    return activities.by_code(desk.store, str(activities.create(desk.store, draft).subject))


@pytest.fixture
def twins(desk: Desk) -> None:
    for activity, name, nik, village in (
        ("Satu", "Muhammad Yusuf", "6201021205900001", "Mendawai"),
        ("Dua", "Muhamad Yusup", "6201021205900007", "Sidorejo"),
    ):
        values = {"name": name, "nik": nik, "birth_date": BORN, "village": village}
        participants.add(desk.store, begin(desk, activity).id, values)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PersonsPage:
    made = PersonsPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    made.reload(None)
    desk.changed.connect(made.reload)
    return made


def texts(page: PersonsPage) -> str:
    return "\n".join(one.text() for one in page.details.findChildren(QLabel))


def test_nobody_yet_says_where_persons_come_from(page: PersonsPage) -> None:
    assert page.body.currentWidget() is page.empty


def test_typing_finds_and_enter_goes_to_the_first(
    qtbot: QtBot, twins: None, page: PersonsPage
) -> None:
    page.reload(None)
    assert page.table.table_model.rowCount() == 2
    qtbot.keyClicks(page.search_edit, "yusuf")
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)
    assert page.table.table_model.rowCount() == 1
    assert "Muhammad Yusuf" in texts(page)
    assert "Satu" in page.details.findChild(QPushButton, "person_activity_2026-001").text()
    page.open(text="tidak ada orangnya")
    assert page.body.currentWidget() is page.nothing


def test_the_list_passes_the_model_tester_in_every_order(twins: None, page: PersonsPage) -> None:
    QAbstractItemModelTester(
        page.table.table_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.reload(None)
    model = page.table.table_model
    for column in range(model.columnCount()):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            page.table.sortByColumn(column, order)
            assert model.index(0, 0).data()
    page.open(text="6201")
    page.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 3).data() == "Sidorejo"


def test_details_show_the_history_in_words(desk: Desk, twins: None, page: PersonsPage) -> None:
    (line,) = persons.page(desk.store, "nik", False, 0, 1)
    row = persons.details(desk.store, line.id).activities[0].participant_id
    participants.save(desk.store, row, {"birth_date": date(1990, 5, 13)})
    page.open(id=line.id)
    assert "Tanggal lahir: 12-05-1990 → 13-05-1990" in texts(page)


def test_a_link_leads_to_the_activity(
    qtbot: QtBot, desk: Desk, twins: None, page: PersonsPage
) -> None:
    (line,) = persons.page(desk.store, "nik", False, 0, 1)
    page.open(id=line.id)
    with qtbot.waitSignal(desk.go_requested) as asked:
        page.details.findChild(QPushButton, "person_activity_2026-001").click()
    assert asked.args[0] == "activity"
    assert asked.args[1]["screen"] == "participants"


def test_twins_are_merged_with_the_values_chosen(
    desk: Desk, twins: None, page: PersonsPage, prompts: ScriptedPrompts
) -> None:
    panel = page.twins
    panel.look()
    assert panel.list.count() == 1
    for key, group in panel._choices.items():
        sides = [panel._side(side).values[key] for side in (0, 1)]
        group.button(sides.index("Sidorejo") if key == "village" else 0).click()
    prompts.confirms.append(True)
    panel.merge()
    (line,) = persons.page(desk.store)
    assert (line.village, line.activities) == ("Sidorejo", 2)
    assert panel.body.currentWidget() is panel.none
    desk.undo()
    assert persons.count(desk.store) == 2
    page.reload(frozenset({"person"}))
    assert panel.body.currentWidget() is panel.splitter
    assert panel.list.count() == 1


def test_twins_told_apart_are_not_shown_again(desk: Desk, twins: None, page: PersonsPage) -> None:
    panel = page.twins
    panel.look()
    panel.reason_edit.setText("kakak beradik")
    panel.tell_apart()
    assert panel.body.currentWidget() is panel.none
    panel.look()
    assert panel.body.currentWidget() is panel.none
    assert persons.count(desk.store) == 2


def test_a_merge_not_confirmed_changes_nothing(
    desk: Desk, twins: None, page: PersonsPage, prompts: ScriptedPrompts
) -> None:
    page.twins.look()
    prompts.confirms.append(False)
    page.twins.merge()
    assert persons.count(desk.store) == 2


def test_each_mark_leads_to_its_screen(
    qtbot: QtBot, desk: Desk, twins: None, page: PersonsPage
) -> None:
    (line,) = persons.page(desk.store, "nik", False, 0, 1)
    (one,) = persons.details(desk.store, line.id).activities
    work = activities.by_code(desk.store, one.activity_code)
    assessment_edits.decide(desk.store, work, [one.participant_id], Decision.COMPETENT)
    page.open(id=line.id)
    chips = page.details.findChildren(QPushButton)
    chip = next(made for made in chips if made.text().startswith("Kompeten"))
    with qtbot.waitSignal(desk.go_requested) as asked:
        chip.click()
    assert asked.args[1] == {
        "code": one.activity_code,
        "screen": "assessment",
        "subjects": (one.participant_id,),
    }


def test_the_sheet_of_the_person_shown_is_printed(
    desk: Desk, twins: None, page: PersonsPage, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    (line,) = persons.page(desk.store, "nik", False, 0, 1)
    page.open(id=line.id)
    prompts.targets.append(tmp_path / "data.pdf")
    page.details.findChild(QPushButton, "person_print").click()
    assert (tmp_path / "data.pdf").read_bytes().startswith(b"%PDF")
