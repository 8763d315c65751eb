"""The skeleton of the working screens: chips, blocks that name participants, empty lists, keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity


@dataclass(frozen=True)
class Row:
    key: str
    name: str
    state: str


class Rows(ListScreen[Row]):
    shown_kinds = frozenset({"person"})

    def __init__(self, desk: Desk, rows: list[Row]) -> None:
        chips = state_chips(
            {"new": "accent", "done": "good"}, {"new": "Baru", "done": "Selesai"},
            lambda one: one.state, maybe=["done"],
        )  # fmt: skip
        columns = [TableColumn("name", "Nama"), TableColumn("state", "Status")]
        super().__init__(desk, cast("Activity", None), "rows", "Baris", "Daftar", columns, chips)
        self.rows, self.pressed = rows, 0
        self.go_button = button("rows_go", "Jalan", self.press)
        self.add_button = button("rows_add", "Tambah", self.press)
        empty = EmptyState("Kosong", "Tambahkan dahulu.")
        self.lay_out(None, empty, buttons=[self.go_button], always=[self.add_button])
        self.add_keys({"S": self.press})
        self.reload(None)

    def press(self) -> None:
        self.pressed += 1

    def listing(self) -> Sequence[Row]:
        return self.rows

    def cells(self, one: Row) -> tuple[Any, ...]:
        return (one.key, one.name, one.state)

    def total(self) -> str:
        return f"{len(self.entries)} baris"

    def subject(self, one: Row) -> str:
        return f"p{one.key}"


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk) -> Rows:
    made = Rows(desk, [Row("1", "Ani", "new"), Row("2", "Budi", "new"), Row("3", "Cok", "done")])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_chip_counts_and_shows_its_rows_alone(screen: Rows) -> None:
    new = screen.chip_buttons["new"]
    assert new.text() == "Baru  2"
    new.click()
    assert screen.source.found() == ["1", "2"]
    assert new.isChecked()
    new.click()
    assert len(screen.source.found()) == 3


def test_a_row_worked_on_stays_in_sight_until_a_chip_is_pressed(screen: Rows) -> None:
    screen.choose_chip("new")
    screen.hold("1")
    screen.rows[0] = Row("1", "Ani", "done")
    screen.reload(frozenset({"person"}))
    assert screen.source.found() == ["1", "2"]
    screen.choose_chip("new")
    assert screen.source.found() == ["2"]


def test_names_of_a_block_are_shown_whatever_filtered_before(screen: Rows) -> None:
    screen.choose_chip("done")
    screen.table.set_filter("name", "zzz")
    screen.show_subjects(["p2", "of another screen"])
    assert screen.source.found() == ["2"]
    screen.show_subjects(["nobody here"])
    assert len(screen.source.found()) == 3


def test_a_count_of_none_is_hidden_where_it_says_nothing(screen: Rows) -> None:
    screen.rows[2] = Row("3", "Cok", "new")
    screen.reload(None)
    assert screen.chip_buttons["done"].isHidden()
    assert screen.chip_buttons["new"].text() == "Baru  3"


def test_an_empty_list_shows_what_to_do_first_and_what_is_always_possible(screen: Rows) -> None:
    screen.rows.clear()
    screen.reload(frozenset({"other"}))
    assert screen.body.currentWidget() is screen.list_part  # nothing of its own changed
    screen.reload(frozenset({"person"}))
    assert screen.body.currentWidget() is screen.empty
    assert screen.go_button.isHidden()
    assert not screen.add_button.isHidden()


def test_keys_act_in_the_rows_and_rows_are_copied(qtbot: QtBot, screen: Rows) -> None:
    screen.go_to_list()
    screen.table.go_to("2")
    qtbot.keyClick(screen.table, Qt.Key.Key_S)
    assert screen.pressed == 1
    screen.copy()
    assert QGuiApplication.clipboard().text() == "Budi\tnew"


def test_buttons_stand_at_the_right_and_below_in_a_narrow_window(qtbot: QtBot) -> None:
    widgets = [QWidget() for _ in range(4)]
    flow = FlowLayout(4)
    for number, one in enumerate(widgets):
        one.setFixedSize(50, 20)
        if number == 2:
            flow.part()
        flow.addWidget(one)
    host = QWidget()
    host.setLayout(flow)
    qtbot.addWidget(host)
    host.resize(400, 100)
    host.show()
    assert [one.x() for one in widgets] == [0, 54, 292, 350]
    widgets[3].hide()
    flow.activate()
    assert widgets[2].x() == 350
    widgets[3].show()
    host.resize(170, 100)
    flow.activate()
    assert [(one.x(), one.y()) for one in widgets] == [(0, 0), (54, 0), (112, 0), (0, 24)]
