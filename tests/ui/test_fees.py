"""Fees on the screen: noted for everyone, paid by key, the warning about money for the office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, fees, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.fees import Screen

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(1, 4):
        participants.add(
            store, made.id, {"name": f"Contoh {number}", "nik": f"510301020390000{number}"}
        )
    return made


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, work: Activity) -> Screen:
    widget = Screen(desk, work, work.procedure.step("5"))
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1070, 480)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.fixture
def filled(qtbot: QtBot, screen: Screen) -> Screen:
    screen.add_button.click()
    amount = screen.bar.fields["fee_amount"].editor
    assert amount.hasFocus()
    qtbot.keyClicks(amount, "350.000")
    screen.bar.fields["fee_payer"].set_text("applicant")
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    return screen


def test_the_published_fee_is_told_though_nothing_is_noted(screen: Screen) -> None:
    assert screen.published_badge.text() == "Tidak dipungut biaya"
    assert screen.body.currentWidget() is screen.empty
    assert not screen.warning_badge.isVisible()


def test_one_line_notes_the_fee_of_everyone(filled: Screen, store: Store, work: Activity) -> None:
    assert [one.amount for one in fees.listing(store, work)] == [350_000] * 3
    assert not filled.bar.isVisible()
    assert filled.table.hasFocus()


def test_an_unreadable_amount_or_no_payer_is_told(
    qtbot: QtBot, screen: Screen, store: Store, work: Activity
) -> None:
    screen.begin()
    fields = screen.bar.fields
    qtbot.keyClicks(fields["fee_amount"].editor, "mahal")
    screen.bar.add_button.click()
    assert fields["fee_amount"].finding_label.isVisible()
    fields["fee_amount"].set_text("10.000")
    screen.bar.add_button.click()
    assert fields["fee_payer"].finding_label.isVisible()
    assert fees.listing(store, work) == []
    qtbot.keyClick(fields["fee_amount"].editor, Qt.Key.Key_Escape)
    assert not screen.bar.isVisible()


def test_several_are_paid_and_corrected_at_once(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.selectAll()
    qtbot.keyClick(filled.table, Qt.Key.Key_L)
    assert {one.paid_on for one in fees.listing(store, work)} == {store.today()}
    proof = filled.panel.fields["proof_number"].editor
    proof.setFocus()
    qtbot.keyClicks(proof, "KW-7")
    qtbot.keyClick(proof, Qt.Key.Key_Return)
    assert {one.proof_number for one in fees.listing(store, work)} == {"KW-7"}
    qtbot.keyClick(filled.table, Qt.Key.Key_L)
    assert {one.paid_on for one in fees.listing(store, work)} == {None}
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert fees.listing(store, work) == []


def test_money_for_the_office_is_warned_of(filled: Screen, store: Store, work: Activity) -> None:
    filled.table.selectRow(0)
    filled.panel.edit_requested.emit({"payee": "office"})
    assert filled.warning_badge.isVisible()
    assert filled.panel.about.isVisible()
    assert filled.chip_buttons["check"].isVisible()
    filled.bar.fields["fee_payee"].set_text("office")
    filled.bar.fields["fee_payee"].edited.emit("fee_payee")
    assert "tidak dipungut" in filled.bar.fields["fee_payee"].finding_label.text()


def test_an_amount_that_cannot_be_read_stays_to_be_mended(
    qtbot: QtBot, filled: Screen, store: Store, work: Activity
) -> None:
    filled.table.selectRow(0)
    amount = filled.panel.fields["amount"]
    amount.editor.setFocus()
    amount.editor.selectAll()
    qtbot.keyClicks(amount.editor, "tiga")
    qtbot.keyClick(amount.editor, Qt.Key.Key_Return)
    assert amount.finding_label.isVisible() and amount.text() == "tiga"
    assert fees.listing(store, work)[0].amount == 350_000


def test_the_list_is_saved_as_excel(
    filled: Screen, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.targets.append(tmp_path / "a.xlsx")
    filled.workbook_button.click()
    assert (tmp_path / "a.xlsx").exists()


def test_the_people_a_block_names_are_shown(filled: Screen, store: Store, work: Activity) -> None:
    second = fees.listing(store, work)[1]
    filled.show_subjects([second.participant_id])
    assert filled.source.found() == [second.id]
