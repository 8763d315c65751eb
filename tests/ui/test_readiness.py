"""Readiness on the screen: the part of the step is open, keys tick, calls go on by themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from sertidesk.db import tables
from sertidesk.domain.gates import GateCode
from sertidesk.domain.readiness import Answer, Condition, ItemState, Part, Reach, Way
from sertidesk.services import (
    activity,
    participants,
    readiness,
    readiness_assessors,
    readiness_calls,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.readiness import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("tangerang", "Uji Tukang", 2026, test_centre="TUK Contoh")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(1, 4):
        values = {"name": f"Contoh {'ABC'[number - 1]}", "nik": f"367101020390000{number}"}
        participants.add(store, made.id, {**values, "phone": f"+62812345678{number}"})
    with store.write("Jadwal") as tx:
        assessor = tx.insert(
            tables.assessor,
            {"name": "Ir. Asesor", "schemes": [], "registration": None, "valid_until": None,
             "phone": None},
        )  # fmt: skip
        empty = dict.fromkeys(("test_centre_id", "room", "capacity", "scheme", "note"))
        tx.insert(
            tables.session,
            empty | {"activity_id": made.id, "date": date(2026, 3, 9), "starts": "08:00",
                     "ends": "10:00", "assessor_id": assessor},
        )  # fmt: skip
    return made


def shown(qtbot: QtBot, desk: Desk, work: Activity, step: str) -> Screen:
    widget = Screen(desk, work, work.procedure.step(step))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def reaches(store: Store, work: Activity) -> list[Reach]:
    return [one.reach for one in readiness_calls.listing(store, work)]


def test_each_step_opens_its_part_and_keys_lead_to_the_others(
    qtbot: QtBot, desk: Desk, work: Activity
) -> None:
    assert shown(qtbot, desk, work, "2").stack.currentIndex() == 0
    screen = shown(qtbot, desk, work, "4")
    assert screen.stack.currentWidget() is screen.calls
    screen.buttons[Part.ASSESSORS].click()
    assert screen.stack.currentWidget() is screen.assessors
    screen.show_subjects(["nobody"])
    assert screen.stack.currentWidget() is screen.calls


def test_a_block_opens_the_part_where_it_is_mended(
    qtbot: QtBot, desk: Desk, work: Activity
) -> None:
    screen = shown(qtbot, desk, work, "4")
    screen.show_block(GateCode.ASSESSORS_OPEN)
    assert screen.stack.currentWidget() is screen.assessors
    screen.show_block(GateCode.FACILITIES_OPEN)
    assert screen.stack.currentWidget() is screen.facilities


def test_the_empty_checklist_is_filled_from_the_lists_and_ticked(
    qtbot: QtBot, desk: Desk, store: Store, work: Activity
) -> None:
    screen = shown(qtbot, desk, work, "2")
    part = screen.facilities
    assert part.body.currentWidget() is part.empty
    part.fill_button.click()
    assert len(part.entries) > 10
    part.table.setFocus()
    part.table.go_to(part.source.found()[0])
    qtbot.keyClick(part.table, Qt.Key.Key_S)
    assert readiness.listing(store, work)[0].state is ItemState.READY
    assert screen.buttons[Part.FACILITIES].text().startswith("Sarana  1/")
    qtbot.keyClick(part.table, Qt.Key.Key_T)
    assert readiness.listing(store, work)[0].state is ItemState.NOT_NEEDED
    qtbot.keyClick(part.table, Qt.Key.Key_B)
    assert readiness.listing(store, work)[0].state is ItemState.UNCHECKED


def test_counts_and_condition_are_saved_as_they_are_left(
    qtbot: QtBot, desk: Desk, store: Store, work: Activity
) -> None:
    part = shown(qtbot, desk, work, "2").facilities
    part.add_button.click()
    fields = part.panel.fields
    assert fields["name"].editor.hasFocus()
    fields["name"].editor.clear()
    qtbot.keyClicks(fields["name"].editor, "Genset")
    qtbot.keyClick(fields["name"].editor, Qt.Key.Key_Return)
    qtbot.keyClick(part.table, Qt.Key.Key_Return)
    qtbot.keyClicks(fields["available"].editor, "dua")
    qtbot.keyClick(fields["available"].editor, Qt.Key.Key_Return)
    assert fields["available"].finding_label.isVisible()
    fields["available"].editor.clear()
    qtbot.keyClicks(fields["available"].editor, "2")
    qtbot.keyClick(fields["available"].editor, Qt.Key.Key_Return)
    combo = fields["condition"].editor
    combo.setCurrentIndex(combo.findData(str(Condition.BROKEN)))
    combo.activated.emit(combo.currentIndex())
    (one,) = readiness.listing(store, work)
    assert (one.name, one.available, one.condition) == ("Genset", 2, Condition.BROKEN)
    assert one.prepared_by == "Penguji"
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    assert not readiness.listing(store, work)


def test_an_assessors_word_with_one_key(
    qtbot: QtBot, desk: Desk, store: Store, work: Activity
) -> None:
    screen = shown(qtbot, desk, work, "2")
    screen.buttons[Part.ASSESSORS].click()
    part = screen.assessors
    part.table.selectAll()
    qtbot.keyClick(part.table, Qt.Key.Key_H)
    assert readiness_assessors.listing(store, work)[0].answer is Answer.ASKED
    qtbot.keyClick(part.table, Qt.Key.Key_Y)
    part.panel.note_field.set_text("")
    part.panel.begin()
    qtbot.keyClicks(part.panel.note_field.editor, "membawa alat")
    qtbot.keyClick(part.panel.note_field.editor, Qt.Key.Key_Return)
    (line,) = readiness_assessors.listing(store, work)
    assert (line.answer, line.note) == (Answer.COMING, "membawa alat")


def test_an_outcome_by_key_goes_on_to_the_next_who_must_be_called(
    qtbot: QtBot, desk: Desk, store: Store, work: Activity
) -> None:
    part = shown(qtbot, desk, work, "3").calls
    keys = part.source.found()
    part.table.go_to(keys[0])
    qtbot.keyClick(part.table, Qt.Key.Key_D)
    assert part.table.current_key() == keys[1]
    part.panel.begin()
    qtbot.keyClicks(part.panel.note_field.editor, "sakit")
    qtbot.keyClick(part.panel.note_field.editor, Qt.Key.Key_Return)
    qtbot.keyClick(part.table, Qt.Key.Key_T)
    qtbot.keyClick(part.table, Qt.Key.Key_J)
    assert reaches(store, work) == [Reach.COMING, Reach.NOT_COMING, Reach.NO_ANSWER]
    listed = readiness_calls.listing(store, work)
    assert [one.note for one in listed] == ["", "sakit", ""], "a note goes with one outcome"
    part.chip_buttons["again"].click()
    assert part.source.found() == [keys[2]]
    part.table.go_to(keys[2])
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    assert reaches(store, work)[2] is Reach.NOT_CALLED


def test_the_message_is_copied_and_noted_as_sent(
    qtbot: QtBot, desk: Desk, store: Store, work: Activity
) -> None:
    part = shown(qtbot, desk, work, "3").calls
    part.table.go_to(part.source.found()[1])
    qtbot.keyClick(part.table, Qt.Key.Key_S)
    assert "Yth. Contoh B" in QGuiApplication.clipboard().text()
    qtbot.keyClick(part.table, Qt.Key.Key_K)
    one = readiness_calls.listing(store, work)[1]
    assert (one.reach, one.way) == (Reach.SENT, Way.WHATSAPP)


def test_files_are_written_where_the_user_says(
    qtbot: QtBot, desk: Desk, work: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    screen = shown(qtbot, desk, work, "2")
    screen.facilities.fill_action.trigger()
    paths = [tmp_path / name for name in ("a.pdf", "a.xlsx", "b.xlsx")]
    prompts.targets += paths
    screen.facilities.print_action.trigger()
    screen.facilities.export_action.trigger()
    screen.calls.export_button.click()
    assert all(path.exists() for path in paths)
