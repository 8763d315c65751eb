"""Each of the five SOPs, worked in the real window from its first step until it is closed.

On every tab the screen's own act is done through its widgets and keys. Nobody asks for a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sertidesk.domain.assessment import Appeal
from sertidesk.domain.attendance import attended
from sertidesk.domain.cards import card_text
from sertidesk.domain.letters import Direction
from sertidesk.domain.official_record import files_here, reviewers_of
from sertidesk.domain.plan import State as StepState
from sertidesk.domain.readiness import Part, parts_of
from sertidesk.domain.tracker import State as Reached
from sertidesk.domain.tracker import next_states, state_meant
from sertidesk.services import activity as activities
from sertidesk.services import (
    assessors,
    certificates,
    demo_answers,
    letter_series,
    preparation,
    procedure,
    tracker,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.letters import of_activity
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store
from sertidesk.ui.activity import ActivityPage
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow
from sertidesk.ui.steps.meetings import COURSE
from sertidesk.ui.steps.record import ARCHIVE, REVIEW
from tests.builders import lists

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from tests.ui.conftest import ScriptedPrompts

SOPS = ("badung", "kotawaringin-barat", "tangerang", "lpjk-se16-2021", "sulawesi-barat")
TRADE = "Tukang Kayu"
PEOPLE = 4
HEADER = ("NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR", "L/P", "ALAMAT", "NO HP",
          "JABATAN KERJA", "JENJANG")  # fmt: skip
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Clerk:
    """Who works in the window: types, presses keys and buttons, chooses files."""

    qtbot: QtBot
    window: MainWindow
    page: ActivityPage
    prompts: ScriptedPrompts
    store: Store
    one: Activity
    folder: Path

    @property
    def step(self) -> Step:
        """Return the step that is open."""
        return self.one.procedure.step(self.page.step_page.number())

    def come(self) -> None:
        """Bring the window to the front: without a desktop it loses the keyboard at first."""
        QApplication.processEvents()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def hold(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.come()
        self.qtbot.keyClick(widget, key, CONTROL)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key."""
        self.qtbot.keyClick(widget, key)

    def type(self, widget: Any, text: str) -> None:
        """Write into a field and confirm with Enter."""
        widget.setFocus()
        self.qtbot.keyClicks(widget, text)
        self.press(widget, Key.Key_Return)

    def mark_all(self, table: Any, key: Qt.Key) -> None:
        """Press a key on all rows."""
        table.setFocus()
        self.qtbot.keyClick(table, Key.Key_A, CONTROL)
        self.press(table, key)

    def save_as(self, name: str, button: Any) -> Path:
        """Press a button that asks where to save; the file is there afterwards."""
        self.prompts.targets.append(path := self.folder / f"{self.step.number} {name}")
        button.click()
        assert path.is_file(), button.objectName()
        if self.page.isHidden():  # saved from the preview
            self.press(self.window.pages.currentWidget(), Key.Key_Escape)
        return path


def list_records(clerk: Clerk) -> Sequence[dict[str, Any]]:
    """Return the participants as the list has them."""
    return records(clerk.store, ParticipantQuery(clerk.one.id))


Act = Callable[[Clerk, Any], None]


def write_letters(clerk: Clerk, screen: Any) -> None:
    for item in preparation.items(clerk.step, of_activity(clerk.store, clerk.one.id)):
        if not item.is_asked:
            continue
        screen.needs_bar.cards[item.kind].act_button.click()
        if item.direction is Direction.IN:
            clerk.type(screen.panel.fields["subject"].editor, "Rencana kegiatan")
        else:
            page = screen.text_page
            page.number_button.click()
            clerk.save_as("surat.pdf", page.print_button)
            page.sent_button.click()
            clerk.press(page, Key.Key_Escape)


def call_meeting(clerk: Clerk, screen: Any) -> None:
    screen.add_button.click()
    clerk.type(screen.facts.fields["title"].editor, "Koordinasi dengan LSP")


def write_minutes(clerk: Clerk, screen: Any) -> None:
    if not screen.entries:
        call_meeting(clerk, screen)
    screen.table.setFocus()
    screen.table.go_to(next(iter(screen.entries)))
    screen.open_side(COURSE)
    clerk.type(screen.course.new_edit, "Pelaksanaan uji")
    conclusions = screen.course.conclusions_field.editor
    conclusions.setFocus()
    clerk.qtbot.keyClicks(conclusions, "Disepakati dua hari.")
    screen.course.points.setFocus()
    clerk.save_as("notulen.pdf", screen.minutes_button)


def send_recruitment(clerk: Clerk, screen: Any) -> None:
    clerk.qtbot.keyClicks(screen.add_bar.name_edit, "Mendawai")
    clerk.press(screen.add_bar.name_edit, Key.Key_Return)
    screen.number_button.click()
    clerk.mark_all(screen.table, Key.Key_K)


def note_interest(clerk: Clerk, screen: Any) -> None:
    clerk.type(screen.line.fields["name"].editor, "Budi Contoh")
    clerk.mark_all(screen.table, Key.Key_P)


def add_participant(clerk: Clerk, screen: Any) -> None:
    """Add one with the form; one who told of their interest is completed."""
    rows = list_records(clerk)
    if rows and all(row["nik"] for row in rows):
        return
    if rows:
        screen.table.setFocus()
        screen.table.go_to(rows[0]["id"])
        clerk.press(screen.table, Key.Key_Return)
    else:
        screen.add_button.click()
    fields = screen.form.fields
    clerk.qtbot.keyClicks(fields["nik"].editor, lists.person(20).nik)
    if not rows:
        clerk.qtbot.keyClicks(fields["name"].editor, "Siti Contoh")
    with clerk.qtbot.waitSignal(screen.form.saved):
        clerk.hold(fields["name"].editor, Key.Key_S)
    clerk.press(fields["name"].editor, Key.Key_Escape)


def import_list(clerk: Clerk, screen: Any) -> None:
    if len(list_records(clerk)) > PEOPLE:
        return
    rows = [[*one.row(place), TRADE, 2] for place, one in enumerate(lists.people(PEOPLE), 1)]
    path = lists.xlsx(clerk.folder / "desa.xlsx", ("Desa", [HEADER, *rows]))
    clerk.prompts.files.append([path])
    screen.findChild(QPushButton, "choose_list").click()
    for _ in range(2):
        screen.next_button.click()
    assert screen.done_page.accepted_badge.text() == f"{PEOPLE} peserta ditulis"


def check_documents(clerk: Clerk, screen: Any) -> None:
    screen.view.setFocus()
    screen.view.selectAll()
    clerk.press(screen.view, Key.Key_S)


def select_people(clerk: Clerk, screen: Any) -> None:
    clerk.mark_all(screen.table, Key.Key_M)
    screen.propose_button.click()
    screen.proposal_page.apply_button.click()


def note_fees(clerk: Clerk, screen: Any) -> None:
    screen.add_button.click()
    screen.bar.fields["fee_payer"].set_text("regional_budget")
    clerk.type(screen.bar.fields["fee_amount"].editor, "350.000")
    clerk.mark_all(screen.table, Key.Key_L)


def clarify(clerk: Clerk, screen: Any) -> None:
    recap = clerk.folder / "rekap.xlsx"
    clerk.prompts.targets.append(recap)
    screen.recap_button.click()
    screen.findChild(QPushButton, "recap_save").click()
    demo_answers.write_second(recap, clerk.folder / "jawaban.xlsx", {})
    clerk.prompts.files.append([clerk.folder / "jawaban.xlsx"])
    screen.answer_button.click()


def submit(clerk: Clerk, screen: Any) -> None:
    clerk.save_as("rekap LSP.xlsx", screen.panel.export_button)


def export_for_portal(clerk: Clerk, screen: Any) -> None:
    clerk.save_as("portal.xlsx", screen.export_button)


def enter_in_portal(clerk: Clerk, screen: Any) -> None:
    if screen.entries:
        clerk.mark_all(screen.table, Key.Key_S)


def make_schedule(clerk: Clerk, screen: Any) -> None:
    screen.open_share()
    clerk.press(screen.share_bar.fields["share_rooms"].editor, Key.Key_Return)
    assert not screen.waiting_badge.isVisible()
    clerk.save_as("jadwal.xlsx", screen.workbook_button)


def make_ready(clerk: Clerk, screen: Any) -> None:
    parts = parts_of(clerk.step)
    if Part.FACILITIES in parts:
        screen.buttons[Part.FACILITIES].click()
        screen.facilities.fill_button.click()
        clerk.mark_all(screen.facilities.table, Key.Key_S)
    if Part.ASSESSORS in parts:
        screen.buttons[Part.ASSESSORS].click()
        clerk.mark_all(screen.assessors.table, Key.Key_Y)
    if Part.CANDIDATES in parts:
        screen.buttons[Part.CANDIDATES].click()
        clerk.mark_all(screen.calls.table, Key.Key_D)


def attend(clerk: Clerk, screen: Any) -> None:
    """In each session: the first card is scanned, the others are present but the very last."""
    people = screen.people
    for place in range(screen.roll_box.count()):
        if place:
            screen.next_button.click()
        first = next(one for one in people.entries.values() if one.number is not None)
        clerk.type(people.scan_bar.edit, card_text(clerk.one.code, first.number))
        if len(people.entries) > 1:
            people.table.setFocus()
            people.table.go_to(people.source.found()[-1])
            clerk.press(people.table, Key.Key_T)
            people.rest_present_button.click()


def assess(clerk: Clerk, screen: Any) -> None:
    found = screen.source.found()
    if any(one.decision is None for one in screen.entries.values()):
        screen.table.setFocus()
        came = [key for key in found if attended(screen.entries[key].attendance)]
        for key in found:
            meant = Key.Key_K if key in came else Key.Key_T
            screen.table.go_to(key)
            clerk.press(screen.table, Key.Key_B if key == came[-1] else meant)
    failed = next(key for key in found if screen.entries[key].decision == "not_competent")
    if screen.entries[failed].appeal is None:
        screen.table.go_to(failed)
        appeal = screen.panel.appeal
        appeal.text_field.editor.setFocus()
        clerk.qtbot.keyClicks(appeal.text_field.editor, "Alat rusak")
        for state in (Appeal.FILED, Appeal.REJECTED):
            appeal.buttons[state].click()
    assert screen.entries[failed].appeal.state is Appeal.REJECTED


def make_record(clerk: Clerk, screen: Any) -> None:
    if not screen.entries:
        screen.add_button.click()
    if reviewers_of(clerk.one.procedure, clerk.step):
        screen.open_side(REVIEW)
        clerk.mark_all(screen.review.table, Key.Key_D)
    if files_here(clerk.one.procedure, clerk.step):
        screen.open_side(ARCHIVE)
        papers = screen.archive.papers.list
        for place in range(papers.count()):
            papers.setCurrentRow(place)
            clerk.press(papers, Key.Key_Space)
    clerk.save_as("berita acara.pdf", screen.print_button)


def evaluate(clerk: Clerk, screen: Any) -> None:
    clerk.type(screen.items.new_edit, "Hujan deras")
    clerk.save_as("evaluasi.pdf", screen.print_button)


def decide_by_letter(clerk: Clerk, screen: Any) -> None:
    for key, text in (("number", "188/12"), ("date", "2-3-2026")):
        clerk.type(screen.fields[key].editor, text)
    screen.settle_button.click()
    assert screen.reopen_button.isVisible()


def follow_applications(clerk: Clerk, screen: Any) -> None:
    """Bring the cards that can come to the step's state there, a column at a time."""
    meant = state_meant(clerk.step.state_after)
    found = tracker.listing(clerk.store, clerk.one)
    if meant is None or meant is Reached.RETURNED:  # nobody lacks anything
        return
    for before in {one.state for one in found if meant in next_states(one.state)}:
        cards = screen.board.columns[before].list
        cards.setFocus()
        clerk.qtbot.keyClick(cards, Key.Key_A, CONTROL)
        box = screen.panel.state_field.editor
        box.setCurrentIndex(box.findData(str(meant)))
        clerk.press(screen.panel.note_field.editor, Key.Key_Return)
        assert before not in {one.state for one in tracker.listing(clerk.store, clerk.one)}


def receive_certificates(clerk: Clerk, screen: Any) -> None:
    with clerk.store.read() as connection:
        lacking = certificates.lacking_ids(connection, clerk.one.id)
    for place, key in enumerate(lacking):
        screen.table.setFocus()
        screen.table.go_to(key)
        fields = screen.panel.fields
        clerk.type(fields["number"].editor, f"41001 {place}")
        clerk.type(fields["issued_on"].editor, "2-3-2026")
        clerk.press(fields["expires_on"].editor, Key.Key_Return)


def hand_over(clerk: Clerk, screen: Any) -> None:
    clerk.mark_all(screen.table, Key.Key_S)
    clerk.save_as("tanda terima.pdf", screen.print_button)


def write_report(clerk: Clerk, screen: Any) -> None:
    clerk.save_as("laporan.pdf", screen.print_button)


ACTS: Mapping[str, Act] = {
    "preparation": write_letters,
    "coordination": call_meeting,
    "minutes": write_minutes,
    "recruitment": send_recruitment,
    "interest": note_interest,
    "participants": add_participant,
    "intake": import_list,
    "documents": check_documents,
    "selection": select_people,
    "fees": note_fees,
    "clarification": clarify,
    "submission": submit,
    "portal_export": export_for_portal,
    "portal": enter_in_portal,
    "schedule": make_schedule,
    "readiness": make_ready,
    "attendance": attend,
    "assessment": assess,
    "record": make_record,
    "evaluation": evaluate,
    "decision": decide_by_letter,
    "tracker": follow_applications,
    "certificates": receive_certificates,
    "handover": hand_over,
    "report": write_report,
}


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.attach(desk)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made._desk = None  # nothing holds the window open any more


def opened(qtbot: QtBot, desk: Desk, window: MainWindow, sop: str, folder: Path) -> Clerk:
    """Open a new activity of an SOP in the window of an office that is set up."""
    store = desk.store
    letter_series.add(store, {"name": "Surat", "pattern": "{urut}/{tahun}"})
    assessors.add(store, {"name": "Sri Asesor", "registration": "1", "schemes": TRADE})
    draft = ActivityDraft(sop, "Uji Tukang", 2026, lsp="LSP Raya", test_centre="TUK Raya",
                          planned_start=store.today())  # fmt: skip
    one = activities.by_code(store, activities.create(store, draft).subject or "")
    desk.go("activity", code=one.code)
    page = window.pages.currentWidget()
    assert isinstance(page, ActivityPage)
    prompts: Any = desk.prompts
    return Clerk(qtbot, window, page, prompts, store, one, folder)


def is_done(clerk: Clerk, step: Step) -> bool:
    """Tell whether the step is closed: a button that its keys press is pressed a moment long."""
    views = procedure.steps(clerk.store, clerk.one)
    return any(view.step is step and view.state is StepState.DONE for view in views)


@pytest.mark.parametrize("sop", SOPS)
def test_every_step_is_worked_on_its_tabs_until_the_activity_is_closed(
    qtbot: QtBot, desk: Desk, window: MainWindow, sop: str, tmp_path: Path
) -> None:
    clerk = opened(qtbot, desk, window, sop, tmp_path)
    page = clerk.page.step_page
    for step in clerk.one.procedure.steps:
        assert page.number() == step.number
        for place, name in enumerate(step.screens):
            if place:
                clerk.hold(page, Key.Key_Tab)
            holder: Any = page.tabs.currentWidget()
            assert holder.name == name
            clerk.come()
            ACTS[name](clerk, holder.filled)
            assert not clerk.prompts.errors, (step.number, name)
        assert page.blocks.blocks == (), step.number
        clerk.hold(page, Key.Key_Return)
        qtbot.waitUntil(partial(is_done, clerk, step))
    assert all("alasan" not in text for text in clerk.prompts.asked)
    views = procedure.steps(clerk.store, clerk.one)
    assert {view.state for view in views} == {StepState.DONE}
    clerk.page.banner.action_button.click()
    assert activities.by_id(clerk.store, clerk.one.id).closed_on == clerk.store.today()
