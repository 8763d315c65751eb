"""Officials and organizations in the settings: added, changed, moved and removed by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sertidesk.services import officials, organizations
from sertidesk.services.store import Store
from sertidesk.ui import settings_office, settings_officials, settings_organizations
from sertidesk.ui.desk import Desk
from sertidesk.ui.record_section import RecordSection

ENTER, DELETE, INSERT = Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Insert


def shown(qtbot: QtBot, desk: Desk, made: RecordSection) -> None:
    qtbot.addWidget(made)
    desk.changed.connect(made.reload)
    made.resize(944, 624)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.reload(None)


@pytest.fixture
def people(qtbot: QtBot, desk: Desk) -> Iterator[settings_officials.Section]:
    made = settings_officials.Section(desk)
    shown(qtbot, desk, made)
    yield made


@pytest.fixture
def partners(qtbot: QtBot, desk: Desk) -> Iterator[settings_organizations.Section]:
    made = settings_organizations.Section(desk)
    shown(qtbot, desk, made)
    yield made


def cells(section: RecordSection, place: int) -> list[str]:
    model = section.table.table_model
    return [model.index(line, place).data() for line in range(model.rowCount())]


def type_into(qtbot: QtBot, section: RecordSection, key: str, text: str) -> None:
    editor = section.fields[key].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_an_official_is_added_changed_and_removed_by_keyboard(
    qtbot: QtBot, desk: Desk, people: settings_officials.Section
) -> None:
    QAbstractItemModelTester(people.table.table_model)
    assert people.body.currentWidget() is people.empty
    type_into(qtbot, people, "name", "Ir. SARI CONTOH")
    qtbot.keyClick(people.fields["name"].editor, ENTER)
    assert "Isi jabatan" in people.banner.text_label.text()
    assert people.fields["name"].text() == "Ir. SARI CONTOH", "a refusal keeps what was typed"
    type_into(qtbot, people, "position", "Kepala Dinas")
    type_into(qtbot, people, "nip", "196906101995032012")
    qtbot.keyClick(people.fields["nip"].editor, ENTER)
    assert not people.banner.isVisible()
    assert cells(people, 3) == ["19690610 199503 2 012"]
    assert cells(people, 5) == ["menandatangani"]
    assert people.fields["name"].editor.hasFocus(), "the next one can be typed at once"
    people.table.setFocus()
    qtbot.keyClick(people.table, ENTER)
    assert people.fields["nip"].text() == "19690610 199503 2 012"
    type_into(qtbot, people, "rank", "Pembina")
    qtbot.keyClick(people.fields["rank"].editor, ENTER)
    assert [one.rank for one in officials.listing(desk.store)] == ["Pembina"]
    assert people.table.hasFocus()
    qtbot.keyClick(people.table, DELETE)
    assert officials.listing(desk.store) == []
    assert people.body.currentWidget() is people.empty
    desk.undo()
    assert cells(people, 0) == ["Ir. SARI CONTOH"]


def test_a_nip_is_warned_about_and_kept(
    qtbot: QtBot, desk: Desk, people: settings_officials.Section
) -> None:
    type_into(qtbot, people, "nip", "196913101995031012")
    people.fields["phone"].editor.setFocus()
    assert "bukan tanggal lahir" in people.fields["nip"].finding_label.text()
    assert people.fields["nip"].text() == "19691310 199503 1 012"
    type_into(qtbot, people, "name", "A")
    type_into(qtbot, people, "position", "Kasi")
    people.save_button.click()
    assert [one.nip for one in officials.listing(desk.store)] == ["196913101995031012"]
    assert not people.fields["nip"].finding_label.isVisible()


def test_the_order_decides_who_signs(
    qtbot: QtBot, desk: Desk, people: settings_officials.Section
) -> None:
    for name in ("Lama", "Baru"):
        officials.add(desk.store, {"name": name, "position": "Kepala Dinas"})
    people.reload(None)
    assert cells(people, 5) == ["menandatangani", ""]
    people.table.setFocus()
    people.table.selectRow(1)
    assert people.up_button.isEnabled()
    assert not people.down_button.isEnabled()
    qtbot.keyClick(people.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert cells(people, 0) == ["Baru", "Lama"]
    assert cells(people, 5) == ["menandatangani", ""]
    assert not people.up_button.isEnabled(), "the selection went along"
    people.down_button.click()
    assert cells(people, 0) == ["Lama", "Baru"]


def test_a_changed_record_that_goes_leaves_its_fields(
    qtbot: QtBot, desk: Desk, people: settings_officials.Section
) -> None:
    officials.add(desk.store, {"name": "A", "position": "Kasi"})
    people.reload(None)
    people.change(next(iter(people.records)))
    desk.undo()
    assert people.changing is None
    assert people.fields["name"].text() == ""


def test_escape_gives_up_a_change_and_ins_begins_anew(
    qtbot: QtBot, desk: Desk, people: settings_officials.Section
) -> None:
    officials.add(desk.store, {"name": "A", "position": "Kasi"})
    people.reload(None)
    people.table.setFocus()
    people.table.selectRow(0)
    people.change_button.click()
    assert people.cancel_button.isVisible()
    qtbot.keyClick(people.fields["name"].editor, Qt.Key.Key_Escape)
    assert people.table.hasFocus()
    assert people.save_button.text() == "Tambah"
    qtbot.keyClick(people.table, INSERT)
    assert people.fields["name"].editor.hasFocus()
    assert people.changing is None


def test_an_organization_shows_the_field_of_its_kind(
    qtbot: QtBot, desk: Desk, partners: settings_organizations.Section
) -> None:
    QAbstractItemModelTester(partners.table.table_model)
    assert partners.body.currentWidget() is partners.empty
    assert partners.fields["licence"].isVisible()
    combo = partners.fields["kind"].editor
    combo.setCurrentIndex(combo.findData("test_centre"))
    combo.activated.emit(combo.currentIndex())
    assert not partners.fields["licence"].isVisible()
    type_into(qtbot, partners, "name", "TUK Balai Desa")
    type_into(qtbot, partners, "capacity", "30")
    qtbot.keyClick(partners.fields["capacity"].editor, ENTER)
    assert (cells(partners, 1), cells(partners, 2)) == (["TUK"], ["30 peserta"])
    assert partners.fields["licence"].isVisible(), "the form is back at an LSP"
    partners.table.setFocus()
    qtbot.keyClick(partners.table, ENTER)
    assert partners.fields["capacity"].isVisible()
    assert partners.fields["capacity"].text() == "30"


def test_several_organizations_go_and_come_back_at_once(
    qtbot: QtBot, desk: Desk, partners: settings_organizations.Section
) -> None:
    for number in range(3):
        organizations.add(desk.store, {"kind": "lsp", "name": f"LSP {number}"})
    partners.reload(None)
    partners.table.setFocus()
    partners.table.selectAll()
    assert not partners.change_button.isEnabled()
    qtbot.keyClick(partners.table, DELETE)
    assert organizations.listing(desk.store) == []
    desk.undo()
    assert cells(partners, 0) == ["LSP 0", "LSP 1", "LSP 2"]


def test_the_list_is_filtered_by_what_its_cells_show(
    desk: Desk, partners: settings_organizations.Section
) -> None:
    organizations.add(desk.store, {"kind": "lsp", "name": "Contoh"})
    organizations.add(desk.store, {"kind": "test_centre", "name": "Balai"})
    partners.reload(None)
    partners.table.set_filter("kind", "tuk")
    partners.table.reload()
    assert cells(partners, 0) == ["Balai"]


def test_the_office_is_offered_the_civil_registry(
    qtbot: QtBot, desk: Desk, store: Store, qapp: QApplication
) -> None:
    organizations.add(store, {"kind": "civil_registry", "name": "Disdukcapil Contoh"})
    office = settings_office.Section(desk)
    qtbot.addWidget(office)
    office.reload(None)
    completer = office.fields["civil_registry"].editor.completer()
    assert completer.model().index(0, 0).data() == "Disdukcapil Contoh"
