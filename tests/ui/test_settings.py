"""The settings page: every section shows, saves and tells; a restore from the window."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from sertidesk.services import history, holidays, safekeeping, settings
from sertidesk.services.store import Store
from sertidesk.ui import settings as page_module
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.settings import SettingsPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.reload)
    return made


@pytest.fixture
def said(desk: Desk) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    desk.said.connect(lambda text, tone, _undo: heard.append((text, tone)))
    return heard


def section(page: SettingsPage, name: str):
    page.open(section=name)
    return page.stack.currentWidget()


def texts(widget, name: str) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.objectName().startswith(name)]


def column(table, number: int) -> list[str]:
    model = table.table_model
    return [model.index(row, number).data() for row in range(model.rowCount())]


@pytest.mark.parametrize("name", [name for name, _, _ in page_module.SECTIONS])
def test_every_section_opens_and_each_field_has_a_name(page: SettingsPage, name: str) -> None:
    shown = section(page, name)
    assert shown is not None
    shown.reload(frozenset(("person",)))
    for edit in shown.findChildren(QLineEdit):
        if edit.objectName() != "qt_spinbox_lineedit":
            assert edit.objectName()
            assert edit.accessibleName()


def test_a_field_of_the_office_is_saved_when_it_is_left(
    page: SettingsPage, store: Store, said: list[tuple[str, str]]
) -> None:
    field = section(page, "office").fields["office_name"]
    field.editor.setText("Dinas PUPR")
    field.editor.editingFinished.emit()
    assert settings.get(store, "office_name") == "Dinas PUPR"
    assert said == [("Nama instansi disimpan.", "good")]
    field.editor.editingFinished.emit()  # left again without a change
    assert len(said) == 1


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [("office_email", "dpupr", "dpupr@contoh.go.id"), ("office_regency", "6201", "62.01")],
)
def test_a_wrong_address_or_code_is_told_beside_its_field_and_not_saved(
    page: SettingsPage, store: Store, key: str, wrong: str, right: str
) -> None:
    field = section(page, "office").fields[key]
    field.editor.setText(wrong)
    field.editor.editingFinished.emit()
    assert "Contoh" in field.finding_label.text()
    assert settings.get(store, key) == ""
    field.editor.setText(right)
    field.editor.editingFinished.emit()
    assert field.finding_label.text() == ""
    assert settings.get(store, key) == right


def test_the_way_of_counting_days_is_kept(page: SettingsPage, store: Store) -> None:
    days = section(page, "days")
    days.checks["six_day_week"].click()
    assert settings.get(store, "six_day_week") is True
    assert holidays.calendar_for(store).six_day_week
    days.unstated_field.editor.setCurrentIndex(1)
    days.unstated_field.editor.activated.emit(1)
    assert settings.get(store, "unstated_days_are") == "kalender"


def test_a_day_off_is_added_struck_and_restored(page: SettingsPage, store: Store) -> None:
    days = section(page, "days")
    days.date_field.editor.setText("27-11-2026")
    days.name_field.editor.setText("Pilkada")
    days.add_button.click()
    assert not holidays.calendar_for(store).is_working(date(2026, 11, 27))
    dates = column(days.table, 0)
    assert dates == sorted(dates, key=lambda text: text.split("-")[::-1])
    national = dates.index("25-12-2026")
    days.table.selectRow(national)
    assert days.strike_button.text() == "Jadikan hari kerja"
    days.strike_button.click()
    assert holidays.calendar_for(store).is_working(date(2026, 12, 25))
    assert column(days.table, 3)[national] == "dihapus: hari kerja"
    assert days.strike_button.text() == "Jadikan libur lagi"
    days.strike_button.click()
    assert not holidays.calendar_for(store).is_working(date(2026, 12, 25))


def test_a_day_without_a_date_is_told_beside_the_field(page: SettingsPage) -> None:
    days = section(page, "days")
    days.name_field.editor.setText("Pilkada")
    days.add_button.click()
    assert "Isi tanggal" in days.date_field.finding_label.text()


def test_days_off_come_from_a_file(
    page: SettingsPage, store: Store, prompts, tmp_path: Path, said: list[tuple[str, str]]
) -> None:
    path = tmp_path / "libur.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["Tanggal", "Nama"], ["30-11-2026", "HUT Kabupaten"], ["25-12-2026", "Natal"]]
        )
    prompts.files = [[path]]
    section(page, "days").import_button.click()
    assert not holidays.calendar_for(store).is_working(date(2026, 11, 30))
    assert said[-1] == ("1 hari libur ditambahkan, 1 sudah tercatat.", "good")
    prompts.files = [[]]
    section(page, "days").import_button.click()  # nothing chosen, nothing happens


def test_the_history_is_searched_and_undone(page: SettingsPage, store: Store) -> None:
    settings.put(store, {"office_name": "Dahulu"})
    changes = settings.put(store, {"office_name": "Sekarang"})
    shown = section(page, "history")
    assert column(shown.detail_table, 2) == ["Dahulu"]
    assert column(shown.detail_table, 3) == ["Sekarang"]
    shown.undo_button.click()
    assert settings.get(store, "office_name") == "Dahulu"
    assert "dibatalkan" in column(shown.table, 4)
    with pytest.raises(Exception, match="sudah dibatalkan"):
        history.undo(store, changes.change_set)
    shown.search_edit.setText("tidak ada yang begini")
    shown._typing.timeout.emit()
    assert column(shown.table, 1) == []
    assert not shown.undo_button.isEnabled()
    assert shown.detail_label.text() == "Tidak ada yang cocok."


@pytest.fixture
def light_after() -> Iterator[None]:
    yield
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, "light")


def test_the_dark_look_is_worn_at_once(page: SettingsPage, store: Store, light_after: None) -> None:
    look = section(page, "look")
    look.dark_radio.click()
    assert theme.colours is theme.DARK
    assert settings.get(store, "theme") == "dark"
    look.light_radio.click()
    assert theme.colours is theme.LIGHT


def test_a_backup_is_made_and_listed(
    page: SettingsPage, store: Store, said: list[tuple[str, str]]
) -> None:
    backup = section(page, "backup")
    assert backup.state_label.text() == "Belum ada cadangan"
    backup.now_button.click()
    assert backup.state_label.text().startswith("Cadangan terakhir 02-03-2026 09.00")
    assert backup.state_badge.text() == "memuat semua data"
    assert column(backup.table, 1) == ["manual"]
    assert "diperiksa" in said[-1][0]
    settings.put(store, {"office_name": "Dinas"})
    backup.reload(None)
    assert backup.state_badge.text() == "ada perubahan sesudahnya"


def test_a_backup_is_taken_along(
    page: SettingsPage, prompts, tmp_path: Path, said: list[tuple[str, str]]
) -> None:
    prompts.folders = [tmp_path / "usb", tmp_path / "gone" / "usb", None]
    backup = section(page, "backup")
    backup.usb_button.click()
    assert len(list((tmp_path / "usb").glob("*.sertidesk"))) == 1
    assert str(tmp_path / "usb") in said[-1][0]
    backup.usb_button.click()
    assert "USB" in prompts.errors[-1]
    backup.usb_button.click()  # thought better of it
    assert len(said) == 1


def test_a_restore_shows_both_asks_and_goes_home(
    page: SettingsPage, desk: Desk, store: Store, prompts, said: list[tuple[str, str]]
) -> None:
    went: list[str] = []
    changed: list[frozenset[str]] = []
    desk.go_requested.connect(lambda name, _what: went.append(name))
    settings.put(store, {"office_name": "Dahulu"})
    safekeeping.back_up(store)
    settings.put(store, {"office_name": "Sekarang"})
    backup = section(page, "backup")
    desk.changed.connect(changed.append)
    backup.table.selectRow(0)
    backup.restore_button.click()
    assert backup.restore_card.isVisibleTo(backup)
    assert {"Sekarang", "Cadangan"} <= set(texts(backup, "restore_0"))
    prompts.confirms = [False, True]
    backup.restore_card.go_button.click()
    assert settings.get(store, "office_name") == "Sekarang"
    backup.restore_card.go_button.click()
    assert settings.get(store, "office_name") == "Dahulu"
    assert went == ["home"]
    assert "person" in changed[-1]
    assert said[-1][0].startswith("Data dipulihkan dari cadangan")
    assert not backup.restore_card.isVisibleTo(backup)


def test_a_foreign_file_is_refused_before_anything_is_asked(
    page: SettingsPage, prompts, tmp_path: Path
) -> None:
    (tmp_path / "foto.sertidesk").write_bytes(b"\x89PNG")
    prompts.files = [[tmp_path / "foto.sertidesk"], []]
    backup = section(page, "backup")
    backup.file_button.click()
    assert "bukan cadangan SertiDesk" in prompts.errors[-1]
    assert not backup.restore_card.isVisibleTo(backup)
    backup.file_button.click()
    assert len(prompts.errors) == 1


def test_a_damaged_backup_cannot_be_chosen(page: SettingsPage, store: Store) -> None:
    made = safekeeping.back_up(store)
    made.path.write_bytes(made.path.read_bytes()[:100])
    backup = section(page, "backup")
    backup.table.selectRow(0)
    assert column(backup.table, 6) == ["rusak"]
    assert not backup.restore_button.isEnabled()
    assert "rusak" in backup.restore_button.toolTip()


def test_an_examination_is_told_line_by_line(page: SettingsPage, store: Store) -> None:
    backup = section(page, "backup")
    backup.check_button.click()
    assert backup.check_card.heading.text() == "Data dalam keadaan baik"
    assert any("Berkas data utuh" in text for text in texts(backup, "check_line"))
