"""The list of activities and the form: begin one, change, close, delete with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sertidesk.services import activity, organizations
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.organizations import Kind
from sertidesk.services.store import Store
from sertidesk.ui.activities import ActivitiesPage
from sertidesk.ui.desk import Desk

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts


def begin(store: Store, name: str = "Uji Tukang", **more: Any) -> str:
    draft = ActivityDraft(**{"sop_code": "badung", "name": name, "year": 2026} | more)
    return str(activity.create(store, draft).subject)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ActivitiesPage:
    made = ActivitiesPage(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.reload)
    made.resize(1180, 660)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def cells(page: ActivitiesPage, column: int) -> list[str]:
    model = page.table.table_model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_an_empty_list_says_what_to_do_first(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.open()
    assert page.empty.isVisible()
    begin_button = page.empty.findChild(QPushButton, "first_activity")
    assert begin_button is not None
    begin_button.click()
    assert page.form.isVisible()
    assert page.form.fields["sop_code"].editor.hasFocus()


def test_a_new_activity_is_typed_with_the_keyboard(
    qtbot: QtBot, store: Store, desk: Desk, page: ActivitiesPage
) -> None:
    page.open(new=True)
    form = page.form
    box = form.fields["sop_code"].editor
    for _ in range(2):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    for key, text in (
        ("name", "Sertifikasi Tukang 2026"),
        ("funding_source", "APBN"),
        ("planned_start", "9 Maret 2026"),
        ("lsp", "LSP Contoh"),
        ("test_centre", "Aula Dinas"),
        ("planned_participants", "60"),
    ):
        form.fields[key].editor.setFocus()
        qtbot.keyClicks(form.fields[key].editor, text)
    row = form.targets.rows[0]
    qtbot.keyClicks(row.name_edit, "Tukang Besi Beton")
    qtbot.keyClicks(row.level_box, "2")
    qtbot.keyClicks(row.quota_edit, "20")
    with qtbot.waitSignal(desk.go_requested) as went:
        qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert went.args == ["activity", {"code": "2026-001"}]
    made = activity.by_code(store, "2026-001")
    assert made.sop_code == "kotawaringin-barat"
    assert (made.name, made.year, made.lsp) == ("Sertifikasi Tukang 2026", 2026, "LSP Contoh")
    assert made.planned_start is not None
    assert made.planned_start.isoformat() == "2026-03-09"
    assert made.planned_participants == 60
    assert made.target_occupations == (
        {"occupation": "Tukang Besi Beton", "level": 2, "quota": 20},
    )
    assert organizations.names(store, Kind.TEST_CENTRE) == ["Aula Dinas"]


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("name", ""),
        ("year", "dua ribu"),
        ("planned_start", "besok lusa"),
        ("planned_participants", "banyak"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    store: Store, page: ActivitiesPage, key: str, typed: str
) -> None:
    page.open(new=True)
    form = page.form
    form.fields["sop_code"].set_text("badung")
    form.fields["name"].set_text("Uji")
    form.fields[key].set_text(typed)
    form.save_button.click()
    assert form.fields[key].finding_label.isVisible()
    assert form.fields[key].editor.hasFocus()
    assert activity.listing(store) == []


def test_a_finding_goes_when_its_field_is_mended(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.open(new=True)
    field = page.form.fields["planned_participants"]
    for typed, is_told in (("abc", True), ("64", False), ("", False)):
        field.editor.setFocus()
        field.editor.selectAll()
        field.editor.del_()
        qtbot.keyClicks(field.editor, typed)
        qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
        assert field.finding_label.isVisible() is is_told


def test_a_form_without_sop_or_with_a_bad_quota_is_refused(
    store: Store, page: ActivitiesPage
) -> None:
    page.open(new=True)
    form = page.form
    form.save_button.click()
    assert form.fields["sop_code"].finding_label.isVisible()
    form.fields["sop_code"].set_text("badung")
    form.fields["name"].set_text("Uji")
    form.targets.set_targets([{"occupation": "Tukang Kayu", "quota": "beberapa"}])
    form.save_button.click()
    assert "Kuota “Tukang Kayu”" in form.banner.text_label.text()
    assert activity.listing(store) == []


def test_the_brief_beside_the_form_follows_the_sop(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.open(new=True)
    form = page.form

    def said() -> str:
        area = form.findChildren(QLabel)
        return "\n".join(label.text() for label in area if label.isVisible())

    box = form.fields["sop_code"].editor
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Tidak dipungut biaya" in said())
    assert "tidak dapat berlaku bersamaan" in said()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "8 langkah" in said())
    assert "tidak dapat berlaku bersamaan" not in said()


def test_rows_of_targets_grow_and_can_be_removed(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.open(new=True)
    targets = page.form.targets
    for name in ("Tukang Kayu", "Tukang Cat", "Mandor"):
        qtbot.keyClicks(targets.rows[-1].name_edit, name)
    assert len(targets.rows) == 4
    targets.rows[1].remove_button.click()
    assert [found["occupation"] for found in targets.targets()] == ["Tukang Kayu", "Mandor"]
    assert not targets.rows[-1].remove_button.isEnabled()


def test_the_head_is_changed_and_the_sop_stays(
    qtbot: QtBot, store: Store, desk: Desk, page: ActivitiesPage
) -> None:
    code = begin(store, planned_participants=30, lsp="LSP Lama")
    page.open(edit=code)
    form = page.form
    assert not form.fields["sop_code"].editor.isEnabled()
    assert form.fields["planned_participants"].text() == "30"
    form.fields["name"].set_text("Nama baru")
    with qtbot.waitSignal(desk.go_requested):
        form.save_button.click()
    after = activity.by_code(store, code)
    assert (after.name, after.lsp, after.sop_code) == ("Nama baru", "LSP Lama", "badung")


def test_cancel_leads_back_to_where_the_form_was_asked_for(
    qtbot: QtBot, store: Store, desk: Desk, page: ActivitiesPage
) -> None:
    code = begin(store)
    page.open(edit=code)
    with qtbot.waitSignal(desk.go_requested) as went:
        page.form.cancel_button.click()
    assert went.args == ["activity", {"code": code}]
    page.begin()
    with qtbot.assertNotEmitted(desk.go_requested):
        page.form.cancel_button.click()
    assert page.list_page.isVisible()


def test_an_unfinished_form_survives_a_look_at_another_page(
    store: Store, page: ActivitiesPage
) -> None:
    page.open(new=True)
    page.form.fields["name"].set_text("belum selesai")
    page.reload(None)
    assert page.form.isVisible()
    assert page.form.fields["name"].text() == "belum selesai"


def test_the_list_is_filtered_sorted_and_opened(
    qtbot: QtBot, store: Store, desk: Desk, page: ActivitiesPage
) -> None:
    begin(store, "Zeta")
    begin(store, "alfa", sop_code="tangerang")
    begin(store, "Mandiri", year=2025, planned_start=store.today())
    page.open()
    QAbstractItemModelTester(
        page.table.table_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert cells(page, 0) == ["2026-002", "2026-001", "2025-001"]
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert cells(page, 1) == ["alfa", "Mandiri", "Zeta"]
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert cells(page, 4) == ["2 Mar 2026", "", ""]
    page.table.set_filter("office", "tangerang")
    page.table.reload()
    assert cells(page, 1) == ["alfa"]
    page.table.selectRow(0)
    with qtbot.waitSignal(desk.go_requested) as went:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert went.args == ["activity", {"code": "2026-002"}]
    page.table.set_filter("office", "tidak ada")
    page.table.reload()
    assert not page.empty.isVisible()  # there are activities, the filter finds none


def test_an_activity_is_closed_and_runs_again(store: Store, page: ActivitiesPage) -> None:
    code = begin(store)
    page.open()
    assert page.close_button.text() == "Tutup kegiatan"
    page.close_button.click()
    assert activity.by_code(store, code).closed_on == store.today()
    assert cells(page, 7) == ["Ditutup"]
    assert page.close_button.text() == "Buka kembali"
    page.close_button.click()
    assert activity.by_code(store, code).closed_on is None


def test_deleting_asks_and_can_be_undone(
    qtbot: QtBot, store: Store, desk: Desk, prompts: ScriptedPrompts, page: ActivitiesPage
) -> None:
    code = begin(store, "Keliru")
    page.open()
    prompts.confirms = [False]
    page.delete_button.click()
    assert "Keliru" in prompts.asked[-1]
    assert len(activity.listing(store)) == 1
    prompts.confirms = [True]
    page.table.setFocus()
    with qtbot.waitSignal(desk.said) as said:
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert activity.listing(store) == []
    assert page.empty.isVisible()
    desk.undo(said.args[2])
    assert activity.by_code(store, code).name == "Keliru"
    assert page.table.isVisible()


def test_tab_goes_from_the_last_field_to_the_target_occupations(
    qtbot: QtBot, page: ActivitiesPage
) -> None:
    page.open(new=True)
    form = page.form
    last, first = form.fields["planned_participants"].editor, form.targets.rows[0]
    qtbot.waitUntil(first.name_edit.isVisible)
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Tab)
    assert first.name_edit.hasFocus()
    qtbot.keyClicks(first.name_edit, "x")  # which makes a second row
    qtbot.waitUntil(form.targets.rows[1].name_edit.isVisible)
    first.remove_button.setFocus()
    qtbot.keyClick(first.remove_button, Qt.Key.Key_Tab)
    assert form.targets.rows[1].name_edit.hasFocus()
