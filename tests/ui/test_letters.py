"""The register of letters and its settings, worked as a clerk would."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.letters import Direction, Kind
from sertidesk.domain.recruitment import Kind as Recipient
from sertidesk.services import activity, evidence, letter_series, letters, recruitment, settings
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.letters import Letter
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.letters import LettersPage
from sertidesk.ui.settings_letters import Section

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

SERIES = {
    "name": "Surat keluar", "pattern": "{kode}/{urut}/{unit}/{tahun}", "unit": "PUPR",
    "code": "600.1",
}  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LettersPage:
    letter_series.add(desk.store, SERIES)
    widget = LettersPage(desk)
    desk.changed.connect(widget.reload)
    qtbot.addWidget(widget)
    widget.resize(1180, 700)
    widget.show()
    widget.reload(None)
    return widget


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


def add(store: Store, direction: Direction, subject: str, **values: Any) -> str:
    take = direction is Direction.OUT and not values.pop("draft", False)
    made = letters.register(store, direction, {"subject": subject, **values}, take=take)
    return made.subject or ""


def got(store: Store, key: str) -> Letter:
    found = letters.get(store, key)
    assert found is not None
    return found


def words(page: LettersPage, column: int) -> list[str]:
    model = page.table.table_model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_an_empty_register_says_what_to_do_first(page: LettersPage, desk: Desk) -> None:
    asked: list[tuple[str, dict[str, str]]] = []
    desk.go_requested.connect(lambda name, what: asked.append((name, what)))
    assert page.body.currentWidget() is page.empty
    assert not page.panel.isVisible()
    page.findChild(type(page.in_button), "letters_set_up").click()
    assert asked == [("settings", {"section": "letters"})]


def test_a_letter_is_entered_by_keyboard_and_gets_its_number(
    qtbot: QtBot, page: LettersPage, store: Store
) -> None:
    page.out_button.click()
    fields = page.panel.fields
    assert fields["kind"].editor.hasFocus()
    assert fields["number"].editor.placeholderText() == "berikutnya 600.1/1/PUPR/2026"
    subject = fields["subject"].editor
    subject.setFocus()
    qtbot.keyClicks(subject, "Undangan rapat")
    qtbot.keyClick(subject, Qt.Key.Key_Tab)
    qtbot.keyClicks(fields["correspondent"].editor, "Lurah Baru")
    qtbot.keyClick(fields["correspondent"].editor, Qt.Key.Key_Return)
    assert words(page, 0) == ["600.1/1/PUPR/2026"]
    assert words(page, 1) == ["Bernomor"]
    assert page.table.hasFocus()
    assert page.panel.heading.text() == "600.1/1/PUPR/2026"
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    assert words(page, 1) == ["Terkirim"]


def test_a_letter_is_answered_with_one_key(
    qtbot: QtBot, page: LettersPage, store: Store, work: Activity
) -> None:
    key = letters.register(
        store, Direction.IN, {"subject": "Permintaan data", "correspondent": "LSP Contoh"},
        activity_id=work.id,
    ).subject or ""  # fmt: skip
    page.open(id=key)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_B)
    fields = page.panel.fields
    assert fields["correspondent"].text() == "LSP Contoh"
    fields["subject"].editor.setText("Jawaban")
    page.panel.save()
    (answer,) = letters.answers_to(store, key)
    assert (answer.activity_id, answer.number) == (work.id, "600.1/1/PUPR/2026")
    page.open(id=key)
    assert page.panel.about.text() == "Dijawab dengan 600.1/1/PUPR/2026"


def test_what_is_missing_is_said_beside_its_field(
    qtbot: QtBot, page: LettersPage, store: Store
) -> None:
    page.begin_in()
    page.panel.save_button.click()
    assert page.panel.fields["subject"].finding_label.text() == "Isi hal suratnya."
    page.panel.fields["subject"].editor.setText("Permintaan data")
    page.panel.fields["due_on"].editor.setText("besok-besok")
    page.panel.save_button.click()
    assert page.panel.new is Direction.IN
    page.panel.fields["due_on"].editor.setText("9-3-2026")
    page.panel.save_button.click()
    assert words(page, 2) == ["Permintaan data"]
    qtbot.keyClick(page.panel.fields["subject"].editor, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_field_of_a_letter_is_saved_when_it_is_left(
    qtbot: QtBot, page: LettersPage, store: Store, prompts: ScriptedPrompts
) -> None:
    first, second = add(store, Direction.OUT, "Satu"), add(store, Direction.OUT, "Dua")
    page.reload(None)
    page.table.go_to(second)
    number = page.panel.fields["number"].editor
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "600.1/1/PUPR/2026")
    qtbot.keyClick(number, Qt.Key.Key_Tab)
    assert "nomor urutnya sudah ada" in prompts.errors[0]
    assert number.text() == "600.1/2/PUPR/2026"
    page.table.selectAll()
    page.panel.fields["code"].editor.setFocus()
    page.panel.fields["code"].editor.selectAll()
    qtbot.keyClicks(page.panel.fields["code"].editor, "600.2")
    qtbot.keyClick(page.panel.fields["code"].editor, Qt.Key.Key_Return)
    assert {got(store, key).code for key in (first, second)} == {"600.2"}
    assert not page.panel.fields["subject"].isEnabled()


def test_chips_and_words_narrow_the_register(qtbot: QtBot, page: LettersPage, store: Store) -> None:
    QAbstractItemModelTester(page.table.table_model)
    late = store.today() - timedelta(days=1)
    add(store, Direction.IN, "Fasilitasi", instruction="Siapkan", due_on=late)
    add(store, Direction.OUT, "Undangan", kind=Kind.INVITATION)
    add(store, Direction.OUT, "Konsep", draft=True)
    page.reload(None)
    assert page.chip_buttons["due"].text() == "Disposisi  1 (1 terlambat)"
    page.chip_buttons["due"].click()
    assert words(page, 2) == ["Fasilitasi"]
    page.table.selectRow(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_J)
    page.chip_buttons["unnumbered"].click()
    assert words(page, 2) == ["Konsep"]
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    page.chip_buttons["unnumbered"].click()
    qtbot.keyClicks(page.search_edit, "600.1 / 2")
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)
    assert words(page, 2) == ["Konsep"]
    page.search_edit.setText("tidak ada")
    page._narrow()
    assert page.body.currentWidget() is page.nothing


def test_cancelling_needs_a_reason_and_can_be_taken_back(
    page: LettersPage, store: Store, prompts: ScriptedPrompts
) -> None:
    key = add(store, Direction.OUT, "Undangan")
    page.open(id=key)
    prompts.reasons.append("Salah ketik")
    page.panel.cancel_button.click()
    assert words(page, 1) == ["Dibatalkan"]
    assert page.panel.about.text() == "Nomor dibatalkan: Salah ketik"
    page.panel.cancel_button.click()
    assert words(page, 1) == ["Bernomor"]


def test_gaps_are_explained_in_their_own_list(
    page: LettersPage, store: Store, prompts: ScriptedPrompts
) -> None:
    add(store, Direction.OUT, "Undangan", number="600.1/4/PUPR/2026")
    page.reload(None)
    assert page.gaps_button.text() == "Nomor terlewat  3"
    page.gaps_button.click()
    prompts.reasons.append("Dipakai sekretariat")
    page.gaps_page.explain_button.click()
    model = page.gaps_page.table.table_model
    assert [model.index(0, column).data() for column in (0, 1, 4)] == [
        "1–3", "Beralasan", "Dipakai sekretariat",
    ]  # fmt: skip
    page.gaps_page.closed.emit()
    assert not page.gaps_button.isVisible()


def test_a_recruitment_letter_is_shown_but_kept_elsewhere(
    page: LettersPage, store: Store, work: Activity
) -> None:
    values = {"name": "Desa Kubu", "letter_number": "600.1/1/PUPR/2026"}
    recruitment.add(store, work.id, Recipient.VILLAGE, values)
    page.reload(None)
    page.table.selectRow(0)
    assert "Surat rekrutmen" in page.panel.about.text()
    assert not page.panel.fields["number"].isEnabled()
    assert page.panel.fields["note"].isEnabled()
    assert not page.panel.sent_button.isVisible()


def test_a_letters_files_go_with_it_to_another_activity(
    page: LettersPage, store: Store, work: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    key = add(store, Direction.IN, "Permintaan data")
    page.open(id=key)
    picture = tmp_path / "surat.png"
    QPixmap(4, 4).save(str(picture))
    prompts.files.append([picture])
    page.panel.files.choose()
    assert [one.file_name for one in page.panel.files.files.values()] == ["surat.png"]
    combo = page.panel.fields["activity_id"].editor
    combo.setCurrentIndex(combo.findData(work.id))
    combo.activated.emit(combo.currentIndex())
    assert [one.owner_id for one in evidence.listing(store, work.id, letters.EVIDENCE)] == [key]
    assert len(page.panel.files.files) == 1
    page.begin_in()
    assert not page.panel.files.isVisible()


def test_a_letter_of_an_activity_is_written_and_printed_here(
    page: LettersPage, store: Store, work: Activity, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    free = add(store, Direction.OUT, "Undangan")
    made = letters.register(
        store, Direction.OUT, {"subject": "Undangan", "kind": Kind.INVITATION}, activity_id=work.id
    )
    page.open(id=free)
    assert not page.panel.text_button.isVisible()
    page.open(id=made.subject or "")
    page.panel.text_button.click()
    assert page.stack.currentWidget() is page.text_page
    assert "kami mengundang Saudara" in page.text_page.body_edit.toPlainText()
    prompts.targets.append(tmp_path / "surat.pdf")
    page.text_page.print_button.click()
    assert (tmp_path / "surat.pdf").read_bytes().startswith(b"%PDF")
    page.text_page.leave()
    assert "Hari/tanggal" in got(store, made.subject or "").body
    assert page.stack.currentWidget() is page.register


def test_the_register_is_saved_as_two_sheets(
    page: LettersPage, store: Store, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    add(store, Direction.IN, "Jawaban LSP", number="007/LSP/2026")
    add(store, Direction.OUT, "Undangan")
    page.reload(None)
    prompts.targets.append(tmp_path / "buku.xlsx")
    page.workbook_button.click()
    book = openpyxl.load_workbook(tmp_path / "buku.xlsx")
    assert book.sheetnames == ["Surat masuk", "Surat keluar"]
    cells = {cell.value for row in book["Surat masuk"] for cell in row}
    assert {"007/LSP/2026", "Jawaban LSP"} <= cells
    assert "600.1/1/PUPR/2026" in {cell.value for row in book["Surat keluar"] for cell in row}


def test_the_settings_show_what_a_pattern_makes(qtbot: QtBot, desk: Desk, store: Store) -> None:
    section = Section(desk)
    desk.changed.connect(section.reload)
    qtbot.addWidget(section)
    section.reload(None)
    section.fields["name"].set_text("Surat keluar")
    section.fields["pattern"].editor.setText("{kode}/{urut:03}/{tahun")
    section.judge("pattern")
    assert "berpasangan" in section.fields["pattern"].finding_label.text()
    section.fields["pattern"].editor.setText("{kode}/{urut:03}/{tahun}")
    section.judge("pattern")
    assert section.fields["pattern"].finding_label.text() == "Contoh: 600.1/007/2026"
    section.save_button.click()
    model = section.table.table_model
    assert model.index(0, 4).data() == "…/001/2026"
    section.codes.editor.setPlainText("600.1 Jasa konstruksi\n\n 000.8.3  SOP ")
    section.codes.left.emit("letter_codes")
    assert settings.letter_codes(store) == ["600.1 Jasa konstruksi", "000.8.3 SOP"]
