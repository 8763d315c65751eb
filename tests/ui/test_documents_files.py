"""The checklist's files: adding, dropping, reviewing, viewing, cropping, reminding."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from sertidesk.domain.documents import CheckState
from sertidesk.services import activity as activities
from sertidesk.services import attachments, documents, participants, procedure
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.attachments import Filing
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.documents import Screen
from sertidesk.ui.steps.documents_crop import CropPage
from sertidesk.ui.steps.documents_reminders import RemindersPage
from sertidesk.ui.steps.documents_review import ReviewPage
from sertidesk.ui.steps.documents_viewer import ViewerPage


@pytest.fixture
def kobar(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


@pytest.fixture
def people(store: Store, kobar: Activity) -> list[str]:
    names = ("Budi Santoso", "Siti Aminah", "Budi Hartono")
    return [
        str(
            participants.add(
                store,
                kobar.id,
                {"name": name, "nik": f"62010101019{number:05}", "village": "Mendawai"},
            ).subject
        )
        for number, name in enumerate(names)
    ]


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, kobar: Activity, people: list[str]) -> Screen:
    made = Screen(desk, kobar, kobar.procedure.step("4"))
    desk.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1100, 480)
    made.show()
    return made


def _photo(path: Path, shade: int = 120, size: tuple[int, int] = (300, 400)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (shade, 80, 60)).save(path)
    return path


def _filed(store: Store, participant_id: str, requirement: str = "") -> list[str]:
    files = attachments.of_participant(store, participant_id, requirement)
    return sorted(file.file_name for file in files)


def _drop(target: Any, paths: list[Path], place: QPoint) -> None:
    """Drop files as the system does it: what does not accept them on the way gets none."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    widget = target.viewport() if hasattr(target, "viewport") else target
    assert widget.acceptDrops()
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for kind in (QDragEnterEvent, QDragMoveEvent):
        moving = kind(place, Qt.DropAction.CopyAction, data, *held)
        QApplication.sendEvent(widget, moving)
        assert moving.isAccepted()
    QApplication.sendEvent(
        widget, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, *held)
    )


def test_files_are_added_to_the_current_cell(
    screen: Screen, people: list[str], prompts: Any, tmp_path: Path
) -> None:
    prompts.files.append([_photo(tmp_path / "ktp.jpg"), _photo(tmp_path / "ktp 2.jpg", 9)])
    screen.view.go_to(people[0], "ktp")
    screen.detail.add_button.click()
    assert _filed(screen.desk.store, people[0], "ktp") == ["ktp 2.jpg", "ktp.jpg"]
    assert screen.detail.state_badge.text() == "ada"
    assert screen.detail.files_combo.count() == 2
    assert screen.detail.files_combo.itemText(1).startswith("2/2 · ktp.jpg")


def test_no_file_chosen_changes_nothing(screen: Screen, people: list[str], prompts: Any) -> None:
    prompts.files.append([])
    screen.view.go_to(people[0], "ktp")
    screen.detail.add_button.click()
    assert _filed(screen.desk.store, people[0]) == []


def test_a_refused_file_is_told_beside_those_taken(
    screen: Screen, people: list[str], prompts: Any, tmp_path: Path
) -> None:
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"bukan gambar")
    prompts.files.append([_photo(tmp_path / "ktp.jpg"), broken])
    screen.view.go_to(people[0], "ktp")
    screen.files.add()
    assert _filed(screen.desk.store, people[0]) == ["ktp.jpg"]
    assert len(prompts.errors) == 1
    assert "rusak.jpg" in prompts.errors[0]


def test_files_dropped_on_a_cell_belong_to_it(
    screen: Screen, people: list[str], tmp_path: Path
) -> None:
    index = screen.model.index(1, 4)
    place = screen.view.visualRect(index).center()
    _drop(screen.view, [_photo(tmp_path / "apa saja.jpg")], place)
    assert _filed(screen.desk.store, people[1], "ijazah") == ["apa saja.jpg"]
    assert screen.view.current_cell() == (people[1], "ijazah")


def test_files_dropped_on_the_panel_belong_to_its_cell(
    screen: Screen, people: list[str], tmp_path: Path
) -> None:
    screen.view.go_to(people[2], "ktp")
    _drop(screen.detail, [_photo(tmp_path / "x.jpg")], QPoint(5, 5))
    assert _filed(screen.desk.store, people[2], "ktp") == ["x.jpg"]


def test_files_dropped_on_a_name_are_reviewed_as_that_persons(
    screen: Screen, people: list[str], tmp_path: Path
) -> None:
    header = screen.view.verticalHeader()
    place = QPoint(10, header.sectionViewportPosition(1) + 5)
    files = [_photo(tmp_path / "ijazah.jpg"), _photo(tmp_path / "IMG_1.jpg", 9)]
    _drop(header, files, place)
    page = screen.stack.currentWidget()
    assert isinstance(page, ReviewPage)
    assert {item.participant_id for item in page.model.items} == {people[1]}
    assert [item.requirement for item in page.model.items] == ["", "ijazah"]
    assert _filed(screen.desk.store, people[1]) == []


def test_files_dropped_beside_everything_are_matched_by_name(
    screen: Screen, people: list[str], tmp_path: Path
) -> None:
    place = screen.view.viewport().rect().bottomRight() - QPoint(5, 5)
    assert not screen.view.indexAt(place).isValid()
    _drop(screen.view, [_photo(tmp_path / "ktp siti aminah.jpg")], place)
    page = screen.stack.currentWidget()
    assert isinstance(page, ReviewPage)
    (item,) = page.model.items
    assert (item.participant_id, item.requirement) == (people[1], "ktp")


@pytest.fixture
def review(screen: Screen, prompts: Any, tmp_path: Path) -> ReviewPage:
    folder = tmp_path / "Pindaian"
    _photo(folder / "KTP" / "6201010101900001.jpg", 1)
    _photo(folder / "budi ijazah.jpg", 2)
    _photo(folder / "IMG_1.jpg", 3)
    prompts.folders.append(folder)
    screen.files.choose_folder()
    page = screen.stack.currentWidget()
    assert isinstance(page, ReviewPage)
    return page


def _select(page: ReviewPage, name: str) -> None:
    place = next(n for n, item in enumerate(page.model.shown) if item.path.name == name)
    page.table.selectRow(place)


def test_what_needs_a_choice_stands_first_and_nothing_is_stored(
    screen: Screen, people: list[str], review: ReviewPage
) -> None:
    QAbstractItemModelTester(review.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    states = [review.model.state(item)[0] for item in review.model.items]
    assert states == ["beberapa calon", "tidak cocok", "cocok NIK"] or states == [
        "tidak cocok", "beberapa calon", "cocok NIK",
    ]  # fmt: skip
    assert review.accept_button.text() == "Simpan 1 lampiran"
    assert all(_filed(screen.desk.store, key) == [] for key in people)


def test_the_reviewer_chooses_person_and_paper(
    screen: Screen, people: list[str], review: ReviewPage
) -> None:
    _select(review, "budi ijazah.jpg")
    offered = [review.person_combo.itemData(n) for n in range(review.person_combo.count())]
    assert set(offered[:2]) == {people[0], people[2]}, "the candidates are offered first"
    review.person_combo.setCurrentIndex(offered.index(people[2]))
    review.person_combo.activated.emit(offered.index(people[2]))
    _select(review, "IMG_1.jpg")
    review.choose_person(people[0])
    review.paper_combo.setCurrentIndex(review.paper_combo.findData("pas-foto"))
    review.paper_combo.activated.emit(review.paper_combo.currentIndex())
    assert review.accept_button.text() == "Simpan 3 lampiran"
    review.accept_button.click()
    store = screen.desk.store
    assert _filed(store, people[2], "ijazah") == ["budi ijazah.jpg"]
    assert _filed(store, people[0], "pas-foto") == ["IMG_1.jpg"]
    assert _filed(store, people[1], "ktp") == ["6201010101900001.jpg"]
    assert screen.stack.currentWidget() is screen.matrix_page


def test_a_file_left_out_is_not_stored(
    screen: Screen, people: list[str], review: ReviewPage
) -> None:
    _select(review, "6201010101900001.jpg")
    review.skip_button.click()
    assert not review.accept_button.isEnabled()
    review.skip_button.click()
    assert review.accept_button.isEnabled()


def test_only_what_needs_a_choice_can_be_shown(review: ReviewPage) -> None:
    review.open_button.click()
    assert {item.path.name for item in review.model.shown} == {"budi ijazah.jpg", "IMG_1.jpg"}


def test_escape_leaves_the_review_without_storing(
    qtbot: QtBot, screen: Screen, people: list[str], review: ReviewPage
) -> None:
    qtbot.keyClick(review, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.matrix_page
    assert all(_filed(screen.desk.store, key) == [] for key in people)


def test_one_undo_takes_a_reviewed_folder_back(
    qtbot: QtBot, screen: Screen, people: list[str], review: ReviewPage
) -> None:
    with qtbot.waitSignal(screen.desk.said) as said:
        review.accept()
    assert _filed(screen.desk.store, people[1]) != []
    screen.desk.undo(said.args[2])
    assert _filed(screen.desk.store, people[1]) == []
    row = screen.model.row_of(people[1])
    assert row is not None
    assert row.cell("ktp") == documents.Cell()


def _attach(screen: Screen, participant_id: str, path: Path) -> attachments.Attachment:
    attachments.add(screen.desk.store, screen.activity, [Filing(path, participant_id, "ktp")])
    screen.reload(None)
    screen.view.go_to(participant_id, "ktp")
    return attachments.of_participant(screen.desk.store, participant_id, "ktp")[0]


def test_the_preview_draws_when_it_is_looked_at(
    qtbot: QtBot, screen: Screen, people: list[str], tmp_path: Path
) -> None:
    _attach(screen, people[0], _photo(tmp_path / "ktp.jpg"))
    label = screen.detail.preview.image_label
    qtbot.waitUntil(lambda: not label.pixmap().isNull())
    assert label.accessibleName() == "ktp.jpg"
    screen.view.go_to(people[1], "ktp")
    assert label.pixmap().isNull()
    assert "Belum ada lampiran" in label.text()


def test_pages_of_a_pdf_are_turned_and_enlarged(
    qtbot: QtBot, screen: Screen, people: list[str], tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(300, 400))
    for _ in range(3):
        canvas.showPage()
    canvas.save()
    file = _attach(screen, people[0], tmp_path / "a.pdf")
    screen.files.enlarge(file)
    viewer = screen.stack.currentWidget()
    assert isinstance(viewer, ViewerPage)
    preview = viewer.preview
    qtbot.waitUntil(lambda: preview.page_label.text() == "1/3")
    fitted = preview.image_label.pixmap().width()
    for _ in range(5):
        qtbot.keyClick(viewer, Qt.Key.Key_PageDown)
    assert preview.page_label.text() == "3/3"
    assert not preview.on_button.isEnabled()
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert preview.image_label.pixmap().width() > fitted
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.matrix_page


def test_a_content_that_is_gone_is_told_in_its_place(
    qtbot: QtBot, screen: Screen, people: list[str], prompts: Any, tmp_path: Path
) -> None:
    file = _attach(screen, people[0], _photo(tmp_path / "ktp.jpg"))
    screen.desk.store.attachments.path_of(file.sha256).unlink()
    label = screen.detail.preview.image_label
    qtbot.waitUntil(lambda: "cadangan" in label.text())
    assert prompts.errors == []


def test_a_copy_is_saved_and_a_file_removed(
    qtbot: QtBot, screen: Screen, people: list[str], prompts: Any, tmp_path: Path
) -> None:
    file = _attach(screen, people[0], _photo(tmp_path / "ktp.jpg"))
    prompts.targets.append(tmp_path / "salinan.jpg")
    screen.files.save_copy(file)
    assert (tmp_path / "salinan.jpg").read_bytes() == (tmp_path / "ktp.jpg").read_bytes()
    with qtbot.waitSignal(screen.desk.said) as said:
        screen.files.remove(file)
    assert screen.detail.files_combo.count() == 0
    screen.desk.undo(said.args[2])
    assert screen.detail.files_combo.count() == 1


def test_a_portrait_is_cut_with_the_keys(
    qtbot: QtBot, screen: Screen, people: list[str], tmp_path: Path
) -> None:
    file = _attach(screen, people[0], _photo(tmp_path / "foto.jpg", size=(1600, 1200)))
    screen.files.crop(file)
    page = screen.stack.currentWidget()
    assert isinstance(page, CropPage)
    frame = page.frame
    before = frame.box()
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(frame, key)
    after = frame.box()
    assert after[3] < before[3]
    assert after[0] > before[0]
    qtbot.keyClick(frame, Qt.Key.Key_Return)
    assert screen.stack.currentWidget() is screen.matrix_page
    row = screen.model.row_of(people[0])
    assert row is not None
    assert row.photo_sha256
    assert row.cell("pas-foto").state is CheckState.PRESENT


def test_the_frame_stays_three_to_four_and_inside(
    qtbot: QtBot, screen: Screen, people: list[str], tmp_path: Path
) -> None:
    file = _attach(screen, people[0], _photo(tmp_path / "foto.jpg", size=(1600, 900)))
    screen.files.crop(file)
    page = screen.stack.currentWidget()
    assert isinstance(page, CropPage)
    frame = page.frame
    keys = [Qt.Key.Key_Plus] * 60 + [Qt.Key.Key_Right] * 80 + [Qt.Key.Key_Minus] * 80
    keys += [Qt.Key.Key_Down] * 80
    for key in keys:
        qtbot.keyClick(frame, key)
        left, top, width, height = frame.box()
        assert left >= -1e-9 and top >= -1e-9
        assert left + width <= 1 + 1e-9 and top + height <= 1 + 1e-9
        assert width * 1600 / (height * 900) == pytest.approx(3 / 4)


def test_the_frame_is_dragged_and_sized_with_the_mouse(
    qtbot: QtBot, screen: Screen, people: list[str], tmp_path: Path
) -> None:
    file = _attach(screen, people[0], _photo(tmp_path / "foto.jpg", size=(1600, 900)))
    screen.files.crop(file)
    page = screen.stack.currentWidget()
    assert isinstance(page, CropPage)
    frame = page.frame
    frame.resize_to(0.5)
    left, _, _, height = frame.box()
    middle = frame.frame_on_screen().center().toPoint()
    qtbot.mousePress(frame, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(frame, middle + QPoint(40, 0))
    qtbot.mouseRelease(frame, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
    assert frame.box()[0] > left
    corner = frame.frame_on_screen().bottomRight().toPoint()
    qtbot.mousePress(frame, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(frame, corner + QPoint(30, 40))
    qtbot.mouseRelease(frame, Qt.MouseButton.LeftButton, pos=corner + QPoint(30, 40))
    assert frame.box()[3] > height


def test_a_reminder_is_copied_and_the_workbook_saved(
    qtbot: QtBot, screen: Screen, prompts: Any, tmp_path: Path
) -> None:
    screen.files.show_reminders()
    page = screen.stack.currentWidget()
    assert isinstance(page, RemindersPage)
    page.contact_edit.setText("Rina 0812-3456-7890")
    page.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "*Mendawai*" in text
    assert "Budi Santoso" in text
    assert "Rina 0812-3456-7890" in text
    assert "paling lambat" in text
    page.deadline_check.click()
    assert "paling lambat" not in page.text_edit.toPlainText()
    prompts.targets.append(tmp_path / "pengingat.xlsx")
    page.save_button.click()
    assert "Mendawai" in load_workbook(tmp_path / "pengingat.xlsx").sheetnames
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.matrix_page


def test_the_deadline_of_the_step_is_offered(screen: Screen, desk: Desk, kobar: Activity) -> None:
    due = desk.store.today() + timedelta(days=30)
    procedure.set_due(desk.store, kobar, "5", due)
    screen.files.show_reminders()
    page = screen.stack.currentWidget()
    assert isinstance(page, RemindersPage)
    assert page.deadline() == due


def test_nobody_to_remind_is_said(screen: Screen, people: list[str]) -> None:
    cells = [(key, item.key) for key in people for item in screen.model.requirements]
    screen.mark(cells, CheckState.VALID)
    screen.files.show_reminders()
    page = screen.stack.currentWidget()
    assert isinstance(page, RemindersPage)
    assert not page.copy_button.isEnabled()
    assert not page.save_button.isEnabled()


def test_work_that_outlives_the_screen_ends_quietly(
    qtbot: QtBot, desk: Desk, kobar: Activity, people: list[str], tmp_path: Path
) -> None:
    passing = Screen(desk, kobar, kobar.procedure.step("4"))
    files = passing.files
    filing = Filing(_photo(tmp_path / "ktp.jpg"), people[0], "ktp")
    passing.deleteLater()
    qtbot.waitUntil(lambda: files._gone == [True])
    filed = attachments.add(desk.store, kobar, [filing])
    desk_said = []
    desk.said.connect(lambda text, *_: desk_said.append(text))
    files._on_filed(filed)
    assert desk_said == ["1 lampiran disimpan."]
