"""The parts every screen is put together from: the table, the form, long work, the banner."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QInputDialog,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import settings
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.form import DateField, choice_field, long_field, text_field
from sertidesk.ui.kit.parts import Banner, button
from sertidesk.ui.kit.prompts import WindowPrompts
from sertidesk.ui.kit.table import PAGE, Table, TableColumn
from sertidesk.ui.kit.words import QtWords
from sertidesk.ui.kit.work import Work

COLUMNS = [
    TableColumn("name", "Nama", 160),
    TableColumn("state", "Status", 90, badges={True: ("Sah", "good"), False: ("Belum", "plain")}),
    TableColumn("number", "Nomor", 70, align_right=True),
]


class Source:
    """A thousand made-up rows; remembers which pages were asked for."""

    def __init__(self, count: int = 1000) -> None:
        self.all = [(f"k{n}", f"Nama {n:04}", n % 2 == 0, n) for n in range(count)]
        self.asked: list[tuple[int, int]] = []
        self.sorted: list[tuple[str, bool]] = []

    def _found(self, filters: Mapping[str, str]) -> list[tuple[Any, ...]]:
        wanted = filters.get("name", "")
        return [row for row in self.all if wanted in row[1]]

    def count(self, filters: Mapping[str, str]) -> int:
        return len(self._found(filters))

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        self.asked.append((offset, limit))
        self.sorted.append((sort, descending))
        found = self._found(filters)
        if descending:
            found = found[::-1]
        return found[offset : offset + limit]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def table(qtbot: QtBot, source: Source) -> Table:
    made = Table("people_table", "Daftar orang", source, COLUMNS, frozen=1)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.reload()
    return made


def test_the_table_model_keeps_qts_rules(table: Table, qtmodeltester: Any) -> None:
    qtmodeltester.check(table.table_model)


def test_only_the_pages_looked_at_are_read(table: Table, source: Source, qtbot: QtBot) -> None:
    qtbot.waitExposed(table)
    assert table.table_model.rowCount() == 1000
    assert {offset for offset, _ in source.asked} == {0}
    table.scrollToBottom()
    table.viewport().repaint()
    assert max(offset for offset, _ in source.asked) == 1000 - PAGE


def test_typing_over_a_column_filters_after_a_moment(table: Table, qtbot: QtBot) -> None:
    edit = table.horizontalHeader().findChild(QLineEdit, "filter_state")
    assert edit is not None
    table.set_filter("name", "Nama 000")
    with qtbot.waitSignal(table.counted) as heard:
        pass
    assert heard.args == [10]
    table.clear_filters()
    assert table.table_model.rowCount() == 1000


def test_a_click_on_a_title_sorts_in_the_source(table: Table, source: Source) -> None:
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.table_model.row(0) == ("k999", "Nama 0999", False, 999)
    assert source.sorted[-1] == ("name", True)


def test_the_selection_survives_a_reload(table: Table) -> None:
    table.selectRow(3)
    assert table.selected_keys() == ["k3"]
    table.reload()
    assert table.selected_keys() == ["k3"]
    assert table.current_key() == "k3"


def test_enter_opens_the_row(table: Table, qtbot: QtBot) -> None:
    table.selectRow(2)
    with qtbot.waitSignal(table.row_activated) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == ["k2"]


def test_a_state_is_read_aloud_by_its_word(table: Table) -> None:
    assert table.table_model.index(0, 1).data() == "Sah"
    assert table.table_model.index(1, 1).data() == "Belum"


def test_a_table_without_rows_says_nothing_wrong(qtbot: QtBot) -> None:
    empty = Table("empty_table", "Kosong", Source(0), COLUMNS)
    qtbot.addWidget(empty)
    empty.reload()
    assert empty.selected_keys() == []
    assert empty.current_key() is None


def test_a_field_tells_when_it_is_left_changed_and_only_then(qtbot: QtBot) -> None:
    field = text_field("name", "Nama")
    qtbot.addWidget(field)
    field.set_text("Budi")
    heard: list[str] = []
    field.left.connect(heard.append)
    field.editor.editingFinished.emit()
    assert heard == []
    field.editor.setText("Budi C")
    field.editor.editingFinished.emit()
    field.editor.editingFinished.emit()
    assert heard == ["name"]


def test_a_finding_stands_below_its_field_and_goes_again(qtbot: QtBot) -> None:
    field = text_field("nik", "NIK")
    qtbot.addWidget(field)
    field.say("NIK harus 16 angka.", "error")
    assert field.finding_label.text() == "NIK harus 16 angka."
    assert field.editor.accessibleDescription() == "NIK harus 16 angka."
    field.say("")
    assert field.finding_label.isHidden()


def test_a_choice_gives_its_value_and_shows_words(qtbot: QtBot) -> None:
    field = choice_field("sex", "Jenis kelamin", [("L", "Laki-laki"), ("P", "Perempuan")])
    qtbot.addWidget(field)
    assert field.text() == ""
    field.set_text("P")
    assert field.text() == "P"
    assert field.editor.currentText() == "Perempuan"


def test_several_lines_are_left_by_losing_the_focus(qtbot: QtBot) -> None:
    field = long_field("note", "Catatan")
    qtbot.addWidget(field)
    field.show()
    field.set_text("lama")
    heard: list[str] = []
    field.left.connect(heard.append)
    field.editor.setPlainText("baru")
    field.editor.editing_finished.emit()
    assert (heard, field.text()) == (["note"], "baru")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("12-5-1990", date(1990, 5, 12)), ("12 Mei 1990", date(1990, 5, 12)), ("kemarin", None)],
)
def test_a_date_is_typed_as_people_write_it(qtbot: QtBot, typed: str, wanted: date | None) -> None:
    field = DateField("birth_date", "Tanggal lahir", date(2026, 11, 21))
    qtbot.addWidget(field)
    field.editor.setText(typed)
    field.editor.editingFinished.emit()
    assert field.value() == wanted
    if wanted:
        assert field.text() == "12-05-1990"
    else:
        assert field.finding_label.text()


def steps(
    count: int, *, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]
) -> int:
    for number in range(count):
        if is_cancelled():
            raise Cancelled
        report(number + 1, count)
    return count


def test_work_in_a_thread_ends_on_the_main_thread(qtbot: QtBot) -> None:
    work = Work("Hitung", steps, 5)
    threads: list[object] = []
    answers: list[object] = []
    work.finished.connect(answers.append)
    work.ended.connect(lambda: threads.append(threading.current_thread()))
    with qtbot.waitSignal(work.finished) as heard:
        work.start()
    qtbot.waitUntil(lambda: bool(threads))
    assert heard.args == [5]
    assert answers == [5]


def test_cancelled_work_neither_finishes_nor_fails(qtbot: QtBot) -> None:
    work = Work("Hitung", steps, 5)
    fired: list[str] = []
    for name in ("finished", "failed", "cancelled", "ended"):
        getattr(work, name).connect(lambda *_, name=name: fired.append(name))
    work.cancel()
    work.run()
    assert fired == ["cancelled", "ended"]


def refuse(
    _store: Store, *, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]
) -> None:
    raise UserError("no", "Tidak bisa. Coba lagi.")


def test_a_refusal_of_long_work_is_told_once(desk: Desk, prompts: Any) -> None:
    stopped: list[bool] = []
    desk.run("Coba", refuse, stopped=lambda: stopped.append(True))
    assert prompts.errors == ["Tidak bisa. Coba lagi."]
    assert stopped == [True]
    assert not desk.working()


def test_what_a_use_case_changed_is_announced(desk: Desk) -> None:
    heard: list[frozenset[str]] = []
    desk.changed.connect(heard.append)
    desk.do(settings.put, {"six_day_week": True})
    assert heard == [frozenset(("setting",))]


def test_undo_and_redo_walk_through_the_desk(desk: Desk) -> None:
    desk.do(settings.put, {"office_name": "Dinas PUPR"})
    desk.undo()
    assert settings.get(desk.store, "office_name") == ""
    desk.redo()
    assert settings.get(desk.store, "office_name") == "Dinas PUPR"


def test_a_bug_is_shown_with_its_details(desk: Desk, prompts: Any) -> None:
    desk.do(settings.get, "no_such_key")
    assert "KeyError" in prompts.bugs.pop()


def test_a_banner_acts_once(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    acted: list[bool] = []
    banner.say("Disimpan.", "good", "Urungkan", lambda: acted.append(True))
    banner.action_button.click()
    banner.action_button.click()
    assert acted == [True]
    assert banner.isHidden()


def test_enter_presses_a_button_and_new_words_leave_it_its_keys(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    made = button("save", "Mulai", lambda: pressed.append(True), shortcut="Ctrl+S")
    qtbot.addWidget(made)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 2
    made.setText("Simpan")
    assert made.shortcut().toString() == "Ctrl+S"


def test_the_keys_walk_between_the_rows_and_their_filters(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    table, after = Table("people", "Orang", Source(10), COLUMNS), QLineEdit()
    layout.addWidget(table)
    layout.addWidget(after)
    table.reload()
    holder.show()
    qtbot.waitExposed(holder)
    holder.activateWindow()
    table.selectRow(0)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    edit = table.findChild(QLineEdit, "filter_name")
    assert edit is not None
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "0007")
    qtbot.keyClick(edit, Qt.Key.Key_Down)  # at once, before the moment of typing is over
    assert table.hasFocus()
    assert table.current_key() == "k7"
    qtbot.keyClick(table, Qt.Key.Key_Tab)  # past the filters
    assert after.hasFocus()


def test_a_filter_that_finds_nothing_says_so(qtbot: QtBot) -> None:
    table = Table("people", "Orang", Source(10), COLUMNS)
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.reload()
    table.show()
    with qtbot.waitSignal(table.counted):
        table.set_filter("name", "tidak ada")
    assert table.table_model.rowCount() == 0
    drawn = table.viewport().grab().toImage()
    paper = drawn.pixelColor(1, 1)
    inked = [
        x for x in range(drawn.width()) for y in (16, 20, 24) if drawn.pixelColor(x, y) != paper
    ]
    assert inked


def test_qts_own_words_are_indonesian(qapp: QApplication) -> None:
    words = QtWords()
    qapp.installTranslator(words)
    try:
        edit = QLineEdit()
        menu = edit.createStandardContextMenu()
        assert "&Salin" in menu.actions()[4].text()
        assert edit.tr("Cari") == "Cari"
    finally:
        qapp.removeTranslator(words)


def test_a_reason_is_asked_for_until_there_is_one(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer() -> None:
        dialog = parent.findChild(QInputDialog)
        assert dialog is not None
        save = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok)
        assert not save.isEnabled()
        dialog.setTextValue("   ")
        assert not save.isEnabled()
        dialog.setTextValue(" KTP dilihat ")
        save.click()

    QTimer.singleShot(0, answer)
    assert WindowPrompts(parent).ask_reason("Alasan", "Mengapa?") == "KTP dilihat"


def test_a_finding_has_room_around_its_words(qtbot: QtBot) -> None:
    field = text_field("name", "Nama")
    qtbot.addWidget(field)
    theme.dress(field)
    field.show()
    field.say("Isi namanya.", "error")
    assert field.finding_label.contentsMargins().left() == 8


def test_a_long_field_keeps_its_lines_where_room_is_short(qtbot: QtBot) -> None:
    field = long_field("address", "Alamat", 2)
    qtbot.addWidget(field)
    field.show()
    lines = field.editor.fontMetrics().lineSpacing() * 2
    assert field.editor.minimumHeight() >= lines


def test_the_filters_stay_below_their_titles_while_the_list_is_read_anew(qtbot: QtBot) -> None:
    table = Table("people", "Orang", Source(400), COLUMNS, frozen=1)
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.reload()
    table.show()
    qtbot.waitExposed(table)
    header = table.horizontalHeader()
    edit = header.findChild(QLineEdit, "filter_state")
    for text in ("tidak ada", "", "Nama 0001", "tidak ada", ""):
        with qtbot.waitSignal(table.counted):
            table.set_filter("name", text)
        QApplication.processEvents()
        assert edit.geometry().bottom() <= header.height()
        assert edit.y() >= header.viewport().geometry().bottom()


def test_a_process_that_copied_rows_ends_in_peace() -> None:
    """Qt's clipboard lives longer than Python: what is on it must not call back."""
    script = (
        "from PySide6.QtWidgets import QApplication\n"
        "from sertidesk.ui.kit.clipboard import put_rows\n"
        "application = QApplication([])\n"
        "put_rows([['6201021205900001', 'Budi']])\n"
        "print(application.clipboard().text())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (0, "6201021205900001\tBudi\n")


def test_a_number_box_shows_its_number(qtbot: QtBot) -> None:
    box = QSpinBox()
    qtbot.addWidget(box)
    theme.dress(box)
    box.setValue(99)
    box.show()
    edit = box.lineEdit()
    assert edit.width() >= edit.fontMetrics().horizontalAdvance("99") + 12
