"""The checklist's screen: keys, notes in place, filters, chips, totals, undo."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sertidesk.domain.documents import CheckState
from sertidesk.services import activity as activities
from sertidesk.services import documents, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.documents import Screen

VILLAGES = ("Mendawai", "Raja", "Raja", "")
NAMES = ("Budi Santoso", "Siti Aminah", "I Made Saputra", "Rahmat")


@pytest.fixture
def kobar(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


@pytest.fixture
def people(store: Store, kobar: Activity) -> list[str]:
    return [
        str(
            participants.add(
                store,
                kobar.id,
                {"name": name, "nik": f"62010101019{number:05}", "village": village},
            ).subject
        )
        for number, (name, village) in enumerate(zip(NAMES, VILLAGES, strict=True))
    ]


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, kobar: Activity) -> Callable[[], Screen]:
    def made() -> Screen:
        screen = Screen(desk, kobar, kobar.procedure.step("4"))
        desk.changed.connect(screen.reload)
        qtbot.addWidget(screen)
        screen.resize(1100, 480)
        screen.show()
        return screen

    return made


@pytest.fixture
def screen(make: Callable[[], Screen], people: list[str]) -> Screen:
    return make()


def _state(screen: Screen, participant_id: str, requirement: str = "ktp") -> CheckState:
    (row,) = documents.rows(screen.desk.store, screen.activity, [participant_id])
    return row.cell(requirement).state


def _names(screen: Screen) -> list[str]:
    return [row.name for row in screen.model.shown]


def test_the_model_keeps_qts_rules(screen: Screen) -> None:
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    screen.open_button.click()
    screen.reload(None)


def test_without_participants_the_screen_says_what_comes_first(make: Callable[[], Screen]) -> None:
    screen = make()
    assert screen.body.currentWidget() is screen.empty
    assert not screen.top_bar.isVisible()


def test_an_sop_without_requirements_is_told(qtbot: QtBot, desk: Desk, store: Store) -> None:
    draft = ActivityDraft(sop_code="tangerang", name="Uji", year=2026)
    activity = activities.by_code(store, str(activities.create(store, draft).subject))
    participants.add(store, activity.id, {"name": "Budi", "nik": "6201010101900001"})
    screen = Screen(desk, activity, activity.procedure.steps[0])
    qtbot.addWidget(screen)
    assert screen.body.currentWidget() is screen.empty


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (Qt.Key.Key_A, CheckState.PRESENT),
        (Qt.Key.Key_S, CheckState.VALID),
        (Qt.Key.Key_T, CheckState.NOT_APPLICABLE),
        (Qt.Key.Key_2, CheckState.PRESENT),
        (Qt.Key.Key_4, CheckState.VALID),
        (Qt.Key.Key_5, CheckState.NOT_APPLICABLE),
    ],
)
def test_one_key_sets_a_state(
    qtbot: QtBot, screen: Screen, people: list[str], key: Qt.Key, state: CheckState
) -> None:
    screen.view.go_to(people[1], "ktp")
    qtbot.keyClick(screen.view, key)
    assert _state(screen, people[1]) is state
    qtbot.keyClick(screen.view, Qt.Key.Key_B)
    assert _state(screen, people[1]) is CheckState.MISSING


def test_blank_runs_through_the_states(qtbot: QtBot, screen: Screen, people: list[str]) -> None:
    screen.view.go_to(people[0], "ktp")
    seen = []
    for _ in range(4):
        qtbot.keyClick(screen.view, Qt.Key.Key_Space)
        seen.append(_state(screen, people[0]))
    assert [str(state) for state in seen] == ["present", "valid", "not_applicable", "missing"]


def test_arrows_move_and_stay_where_a_state_was_set(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    screen.view.go_to(people[0], "surat-permohonan")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_S, Qt.Key.Key_Right, Qt.Key.Key_S):
        qtbot.keyClick(screen.view, key)
    assert screen.view.current_cell() == (people[1], "keterangan-pengalaman")
    assert _state(screen, people[1], "surat-permohonan") is CheckState.VALID
    assert _state(screen, people[1], "keterangan-pengalaman") is CheckState.VALID


def test_several_cells_are_set_at_once_and_undone_at_once(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    screen.view.selectAll()
    with qtbot.waitSignal(screen.desk.said) as said:
        qtbot.keyClick(screen.view, Qt.Key.Key_S)
    assert "24 sel" in said.args[0]
    assert screen.model.complete() == 4
    screen.desk.undo(said.args[2])
    assert {_state(screen, key) for key in people} == {CheckState.MISSING}
    assert screen.model.complete() == 0
    assert screen.total_badge.text() == "0 dari 4 lengkap"


def test_a_whole_row_is_found_in_order_with_one_key(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    screen.view.go_to(people[2], "ijazah")
    qtbot.keyClick(screen.view, Qt.Key.Key_T)
    qtbot.keyClick(screen.view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert _state(screen, people[2], "ijazah") is CheckState.NOT_APPLICABLE
    assert _state(screen, people[2], "pas-foto") is CheckState.VALID
    row = screen.model.row_of(people[2])
    assert row is not None
    assert screen.model.closed_text(row) == "6/6"
    assert screen.total_badge.text() == "1 dari 4 lengkap"


def test_what_is_to_be_mended_is_asked_in_place(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    screen.view.go_to(people[0], "pas-foto")
    qtbot.keyClick(screen.view, Qt.Key.Key_P)
    assert screen.note_bar.isVisible()
    assert _state(screen, people[0], "pas-foto") is CheckState.MISSING
    qtbot.keyClick(screen.note_bar.note_edit, Qt.Key.Key_Return)
    assert screen.note_bar.isVisible(), "an empty note is not taken"
    qtbot.keyClicks(screen.note_bar.note_edit, "latar merah")
    qtbot.keyClick(screen.note_bar.note_edit, Qt.Key.Key_Return)
    assert not screen.note_bar.isVisible()
    assert _state(screen, people[0], "pas-foto") is CheckState.NEEDS_FIX
    assert screen.detail.note_label.text() == "latar merah"
    assert screen.detail.state_badge.text() == "perlu perbaikan"


def test_escape_leaves_the_state_as_it_was(qtbot: QtBot, screen: Screen, people: list[str]) -> None:
    screen.view.go_to(people[0], "ktp")
    qtbot.keyClick(screen.view, Qt.Key.Key_P)
    qtbot.keyClicks(screen.note_bar.note_edit, "buram")
    qtbot.keyClick(screen.note_bar.note_edit, Qt.Key.Key_Escape)
    assert not screen.note_bar.isVisible()
    assert _state(screen, people[0]) is CheckState.MISSING


def test_one_note_serves_several_cells(qtbot: QtBot, screen: Screen, people: list[str]) -> None:
    flags = QItemSelectionModel.SelectionFlag
    screen.view.go_to(people[0], "ktp")
    screen.view.selectionModel().select(screen.model.index(1, 3), flags.Select)
    screen.detail.state_buttons[CheckState.NEEDS_FIX].click()
    qtbot.keyClicks(screen.note_bar.note_edit, "buram")
    screen.note_bar.save_button.click()
    assert {_state(screen, key) for key in people[:2]} == {CheckState.NEEDS_FIX}
    assert _state(screen, people[2]) is CheckState.MISSING


def test_the_panel_tells_who_looked_and_when(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    screen.view.go_to(people[0], "ktp")
    assert screen.detail.checked_label.text() == "belum diperiksa"
    qtbot.keyClick(screen.view, Qt.Key.Key_S)
    assert "Penguji" in screen.detail.checked_label.text()
    assert screen.detail.state_buttons[CheckState.VALID].isChecked()
    tip = screen.model.data(screen.view.currentIndex(), int(Qt.ItemDataRole.ToolTipRole))
    assert "Penguji" in tip
    assert "KTP: sah" in tip


def test_names_niks_villages_and_gaps_filter(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    qtbot.keyClicks(screen.search_edit, "made sap")
    assert _names(screen) == ["I Made Saputra"]
    screen.search_edit.clear()
    qtbot.keyClicks(screen.search_edit, "6201010101900001")
    assert _names(screen) == ["Siti Aminah"]
    screen.search_edit.clear()
    assert len(_names(screen)) == 4
    screen.village_combo.setCurrentIndex(screen.village_combo.findText("Raja (2)"))
    screen.village_combo.activated.emit(screen.village_combo.currentIndex())
    assert _names(screen) == ["Siti Aminah", "I Made Saputra"]
    screen.village_combo.setCurrentIndex(0)
    screen.village_combo.activated.emit(0)
    screen.view.go_to(people[0])
    qtbot.keyClick(screen.view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    screen.open_button.click()
    assert _names(screen) == list(NAMES[1:])


def test_a_row_that_becomes_complete_does_not_jump_away(
    qtbot: QtBot, screen: Screen, people: list[str]
) -> None:
    screen.open_button.click()
    screen.view.go_to(people[1])
    qtbot.keyClick(screen.view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert _names(screen) == list(NAMES)
    assert screen.view.current_cell() == (people[1], "surat-permohonan")


def test_subjects_are_shown_alone_until_the_chip_is_cleared(
    screen: Screen, people: list[str]
) -> None:
    screen.show_subjects([people[3], people[1]])
    assert _names(screen) == ["Siti Aminah", "Rahmat"]
    assert screen.subjects_button.isVisible()
    assert "2 peserta" in screen.subjects_button.text()
    screen.subjects_button.click()
    assert _names(screen) == list(NAMES)
    assert not screen.subjects_button.isVisible()


def test_totals_follow_what_is_set(qtbot: QtBot, screen: Screen, people: list[str]) -> None:
    ktp = next(n for n, item in enumerate(screen.model.requirements) if item.key == "ktp")
    screen.view.go_to(people[0], "ktp")
    qtbot.keyClick(screen.view, Qt.Key.Key_S)
    screen.view.go_to(people[1], "ktp")
    qtbot.keyClick(screen.view, Qt.Key.Key_A)
    assert screen.model.closed_of(ktp) == 1
    assert screen.model.counts(ktp)[CheckState.PRESENT] == 1
    assert "ada: 1" in screen.model.headerData(
        ktp, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.ToolTipRole)
    )


def test_the_cursor_stays_when_data_is_read_again(screen: Screen, people: list[str]) -> None:
    screen.view.go_to(people[2], "ijazah")
    participants.add(
        screen.desk.store, screen.activity.id, {"name": "Baru", "nik": "6201010101900077"}
    )
    screen.reload(frozenset({"participant", "person"}))
    assert len(_names(screen)) == 5
    assert screen.view.current_cell() == (people[2], "ijazah")
    assert screen.village_combo.findText("Raja (2)") > 0


def test_what_does_not_concern_it_is_not_read(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "rows", SimpleNamespace)  # would fail when called
    screen.reload(frozenset({"setting"}))


def test_enter_goes_to_the_panel(qtbot: QtBot, screen: Screen, people: list[str]) -> None:
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.view.go_to(people[0], "ktp")
    screen.view.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert screen.focusWidget() is screen.detail.add_button
