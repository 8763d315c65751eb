"""Each of the five SOPs, worked from its first step to its last by the services alone.

Every screen that an SOP names has its act here. A step is refused until the acts of its screens are
done; then one of its own roles finishes it, with its own documents ticked and without a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sertidesk.domain import documents as document_rules
from sertidesk.domain import interest as interest_rules
from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.attendance import Role, State
from sertidesk.domain.cards import card_text
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import UserError
from sertidesk.domain.fees import Payer
from sertidesk.domain.letters import Direction
from sertidesk.domain.letters import Kind as LetterKind
from sertidesk.domain.meetings import Guest
from sertidesk.domain.official_record import PAPERS, ReviewState, files_here, reviewers_of
from sertidesk.domain.portal import State as EntryState
from sertidesk.domain.portal import target_of
from sertidesk.domain.procedure import Step
from sertidesk.domain.readiness import Answer, ItemState, Part, Reach, parts_of
from sertidesk.domain.recruitment import Kind as RecipientKind
from sertidesk.domain.recruitment import Way
from sertidesk.domain.report import Chapter
from sertidesk.domain.schedule_plan import Terms
from sertidesk.domain.tracker import State as Reached
from sertidesk.domain.tracker import next_states, state_meant
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    assessors,
    attendance,
    attendance_marks,
    attendance_scans,
    attendance_team,
    board,
    certificates,
    clarification,
    decision,
    demo_answers,
    documents,
    evaluation,
    exports,
    fees,
    handover,
    intake,
    interest,
    interest_enrolment,
    letter_series,
    letters,
    meetings,
    meetings_edits,
    official_record,
    participants,
    portal,
    preparation,
    printing,
    procedure,
    readiness,
    readiness_assessors,
    readiness_calls,
    reconciliation,
    recruitment,
    report,
    schedule_edits,
    selection,
    selection_decisions,
    submission,
    tracker,
    tracker_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.procedure import StepDraft
from sertidesk.services.store import Store, open_store
from tests.builders import lists
from tests.conftest import A_MONDAY

SOPS = ("badung", "kotawaringin-barat", "tangerang", "lpjk-se16-2021", "sulawesi-barat")
TRADE = "Tukang Kayu"
PEOPLE = 4
NUMBERS = {"name": "Surat", "pattern": "{kode}/{urut}/{tahun}", "code": "600"}


@dataclass
class Run:
    """One activity on its way; the clock stands until it is moved."""

    store: Store
    one: Activity
    folder: Path
    now: list[datetime]
    made: list[Path] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """Return who takes part."""
        return [entry.participant_id for entry in assessment.listing(self.store, self.one)]

    def export(self, kind: str, name: str) -> Path:
        path = self.folder / name
        exports.write(self.store, self.one, kind, path)
        self.made.append(path)
        return path

    def print(self, kind: str) -> None:
        path = self.folder / f"{kind}.pdf"
        assert printing.write(self.store, self.one, kind, path).pages
        self.made.append(path)


Act = Callable[[Run, Step], None]


def write_letters(run: Run, step: Step) -> None:
    came = {
        "kind": LetterKind.DISPOSITION, "step": step.number, "subject": "Sertifikasi tukang",
        "instruction": "Tindak lanjuti",
    }  # fmt: skip
    letters.register(run.store, Direction.IN, came, activity_id=run.one.id)
    for item in preparation.items(step, letters.of_activity(run.store, run.one.id)):
        if item.is_asked and item.direction is Direction.OUT:
            key = preparation.draft(run.store, run.one, item.kind, step.number).subject or ""
            letters.take_number(run.store, key)
            letters.mark_moved(run.store, [key], "email")
    found = preparation.items(step, letters.of_activity(run.store, run.one.id))
    assert all(item.is_there for item in found if item.is_asked)


def call_meeting(run: Run, step: Step) -> None:
    key = meetings_edits.add(run.store, run.one, {"place": "Ruang rapat"}).subject or ""
    meetings_edits.add_points(run.store, key, ["Jadwal"])
    meetings_edits.invite(run.store, key, [Guest("Sari", "LSP")])
    run.print("meeting-attendance")


def write_minutes(run: Run, step: Step) -> None:
    if not meetings.listing(run.store, run.one):
        call_meeting(run, step)
    [meeting] = meetings.listing(run.store, run.one)
    meetings_edits.agree(run.store, meeting.id, {"what": "Kirim daftar", "who": "Sari"})
    meetings_edits.edit(run.store, meeting.id, {"conclusions": "Disepakati."})
    run.print("minutes")


def send_recruitment(run: Run, step: Step) -> None:
    for name in ("Raja", "Madurejo"):
        recruitment.add(run.store, run.one.id, RecipientKind.VILLAGE, {"name": name})
    keys = [letter.id for letter in recruitment.listing(run.store, run.one.id)]
    recruitment.mark_sent(run.store, keys, Way.HAND)


def note_interest(run: Run, step: Step) -> None:
    who = lists.person(PEOPLE)
    lines = interest_rules.read_lines(f"{who.name}; {who.phone}; Raja; {who.nik}")
    values = {"channel": interest_rules.Channel.PHONE, "noted_on": run.store.today()}
    interest.add_lines(run.store, run.one, lines, values)
    keys = [noted.id for noted in interest.listing(run.store, run.one.id)]
    interest_enrolment.enrol(run.store, run.one, keys)
    assert len(run.ids) == 1


def complete_people(run: Run, step: Step) -> None:
    if not run.ids:
        participants.add(run.store, run.one.id, {"nik": lists.person(9).nik, "name": "Budi"})
    for key in run.ids:
        participants.save(run.store, key, {"occupation": TRADE, "level": 2})


def import_list(run: Run, step: Step) -> None:
    if len(run.ids) >= PEOPLE:
        return
    listed = intake.read(run.store, run.one, lists.plain(run.folder / "desa.xlsx", PEOPLE))
    assert intake.commit(run.store, run.one, listed).accepted == PEOPLE
    complete_people(run, step)


def check_documents(run: Run, step: Step) -> None:
    asked = document_rules.mandatory_documents(run.one.procedure)
    cells = [(key, requirement) for key in run.ids for requirement in asked]
    if cells:
        documents.set_state(run.store, run.one, cells, CheckState.VALID)


def select_people(run: Run, step: Step) -> None:
    everyone = [entry.participant_id for entry in selection.load(run.store, run.one).entries]
    selection_decisions.verify(run.store, run.one, everyone, meets=True)
    steps = [step for _, step in selection_decisions.proposal(run.store, run.one)]
    selection_decisions.apply(run.store, run.one, steps)
    run.print("selection")


def note_fees(run: Run, step: Step) -> None:
    values = {"amount": 350_000, "payer": Payer.REGIONAL_BUDGET}
    fees.add(run.store, run.one, values, fees.without_fee(run.store, run.one))
    keys = [fee.id for fee in fees.listing(run.store, run.one)]
    fees.mark_paid(run.store, keys, run.store.today())
    assert fees.summary(run.store, run.one).to_check == ()


def clarify(run: Run, step: Step) -> None:
    recap = run.export("disdukcapil", "rekap.xlsx")
    demo_answers.write_second(recap, run.folder / "jawaban.xlsx", {})
    clarification.read_answer(run.store, run.one, run.folder / "jawaban.xlsx", accept="all")


def submit(run: Run, step: Step) -> None:
    assert submission.send(run.store, run.one, run.folder / "lsp.xlsx").rows == len(run.ids)


def export_for_portal(run: Run, step: Step) -> None:
    run.export("siki", "siki.xlsx")


def enter_in_portal(run: Run, step: Step) -> None:
    if run.ids:  # before anybody is there, the step only opens the account
        target = target_of(step)
        portal.mark(run.store, run.one, target, run.ids, EntryState.ENTERED)


def make_schedule(run: Run, step: Step) -> None:
    assessors.add(run.store, {"name": "Sri Asesor", "registration": "1", "schemes": TRADE})
    terms = Terms(10, run.store.today(), "10:00", "16:00", 120, "TUK Raya", ("A",))
    done = schedule_edits.distribute(run.store, run.one, terms)
    assert (done.people, done.left) == (len(run.ids), 0)
    run.print("schedule")


def make_ready(run: Run, step: Step) -> None:
    parts = parts_of(step)
    if Part.FACILITIES in parts:
        readiness.fill(run.store, run.one)
        keys = [item.id for item in readiness.listing(run.store, run.one)]
        readiness.mark(run.store, keys, ItemState.READY)
    if Part.ASSESSORS in parts:
        lines = readiness_assessors.listing(run.store, run.one)
        keys = [line.session_id for line in lines]
        readiness_assessors.record(run.store, run.one, keys, Answer.COMING)
    if Part.CANDIDATES in parts:
        readiness_calls.record(run.store, run.ids, Reach.COMING)


def attend(run: Run, step: Step) -> None:
    rolls = attendance.load(run.store, run.one, [run.store.today()])
    roll = next(roll for roll in rolls if roll.entries)
    first, *_, last = [entry for entry in roll.entries if entry.participant_id]
    scanned = attendance_scans.scan(
        run.store, run.one, roll.key, card_text(run.one.code, first.number or 0)
    )
    assert scanned.outcome == "recorded"
    attendance_marks.mark(run.store, run.one, roll.key, [last.key], State.ABSENT)
    if any(entry.state is State.NONE for entry in roll.entries[1:-1]):
        attendance_marks.mark_rest(run.store, run.one, roll.key, State.PRESENT)
    committee = {"name": "Rina", "position": "Pendaftaran"}
    attendance_team.add(run.store, run.one, Role.COMMITTEE, committee)
    attendance_team.mark_rest(run.store, run.one, roll.day, Role.COMMITTEE, State.PRESENT)
    run.print("attendance")


def assess(run: Run, step: Step) -> None:
    """Decide in the first step about it, appeal in the last."""
    entries = assessment.listing(run.store, run.one)
    came = [one.participant_id for one in entries if one.attendance is State.PRESENT]
    missed = [one.participant_id for one in entries if one.participant_id not in came]
    if any(one.decision is None for one in entries):
        values = {"assessed_on": run.store.today()}
        decide = assessment_edits.decide
        decide(run.store, run.one, came[:-1], Decision.COMPETENT, values)
        decide(run.store, run.one, came[-1:], Decision.NOT_COMPETENT, values)
        decide(run.store, run.one, missed, Decision.ABSENT)
    last = [other for other in run.one.procedure.steps if "assessment" in other.screens][-1]
    if step is last:
        why = {"reason": "Praktik belum selesai", "note": "Dinilai ulang"}
        for state in (Appeal.FILED, Appeal.REVIEWED, Appeal.REJECTED):
            assessment_edits.appeal(run.store, run.one, came[-1], state, why)
    run.print("results")


def make_record(run: Run, step: Step) -> None:
    if not official_record.listing(run.store, run.one):
        official_record.add(run.store, run.one)
    [kept] = official_record.listing(run.store, run.one)
    roles = reviewers_of(run.one.procedure, step)
    official_record.review(run.store, kept.id, roles, {"state": ReviewState.CHECKED})
    if files_here(run.one.procedure, step):
        official_record.file(run.store, kept.id, PAPERS)
    run.print("official-record")


def evaluate(run: Run, step: Step) -> None:
    evaluation.add(run.store, run.one, {"obstacle": "Hujan", "proposal": "Ruang tertutup"})
    run.print("evaluation")


def decide_by_letter(run: Run, step: Step) -> None:
    decision.edit(run.store, run.one, {"number": "1/SK", "date": run.store.today()})
    decision.settle(run.store, run.one)
    run.print("decision-letter")


def follow_applications(run: Run, step: Step) -> None:
    state = state_meant(step.state_after)
    lines = tracker.listing(run.store, run.one)
    due = [line.id for line in lines if state in next_states(line.state)]
    if state is Reached.ACCEPTED:
        due = due[1:]
    if state is None or not due:
        return
    record = tracker_edits.record
    if state is Reached.RETURNED:  # repaired on the same day, and accepted
        record(run.store, run.one, due, state, run.store.today(), "APL-02 kosong")
        record(run.store, run.one, due, Reached.AT_LSP, run.store.today())
        state = Reached.ACCEPTED
    if state in (Reached.NUMBERED, Reached.RECORDED):
        key = "skk_number" if state is Reached.NUMBERED else "record_number"
        for place, one in enumerate(due):
            tracker_edits.save_numbers(run.store, run.one, one, {key: f"{state} {place}"})
    record(run.store, run.one, due, state, run.store.today())


def receive_certificates(run: Run, step: Step) -> None:
    with run.store.read() as connection:
        lacking = certificates.lacking_ids(connection, run.one.id)
    for place, key in enumerate(lacking):
        values = {"number": f"41001 {place}", "issued_on": run.store.today()}
        certificates.save(run.store, run.one, key, values)
    if lacking:
        certificates.propose_expiry(run.store, run.one, lacking)
    run.export("certificates", "sertifikat.xlsx")


def hand_over(run: Run, step: Step) -> None:
    keys = [entry.certificate_id for entry in handover.listing(run.store, run.one)]
    handover.hand_over(run.store, run.one, keys[1:])
    proxy = {"proxy": "Wati (istri)", "proxy_letter": "Surat kuasa", "proxy_identity": "KTP"}
    handover.hand_over(run.store, run.one, keys[:1], proxy)
    handover.file_copies(run.store, run.one, keys)
    run.print("certificate-receipts")


def write_report(run: Run, step: Step) -> None:
    report.set_text(run.store, run.one, Chapter.CLOSING, "Selesai.")
    run.print("final-report")


ACTS: Mapping[str, Act] = {
    "preparation": write_letters,
    "coordination": call_meeting,
    "minutes": write_minutes,
    "recruitment": send_recruitment,
    "interest": note_interest,
    "participants": complete_people,
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

# Steps that could be finished at once, because nothing that was begun on their screens is open.
FREE = {
    "badung": "4 10",
    "kotawaringin-barat": "1 3 5",
    "tangerang": "2 4",
    "lpjk-se16-2021": "1 2 3 4 7 8 9 10 11 12 13 16 17 18 19 22",
    "sulawesi-barat": "1 3 4",
}


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Run]:
    now = [A_MONDAY]
    store = open_store(tmp_path / "data", actor="Penguji", clock=lambda: now[0])
    letter_series.add(store, NUMBERS)
    draft = ActivityDraft(
        request.param, "Uji", 2026, lsp="LSP Raya", test_centre="TUK Raya",
        planned_start=store.today(), target_occupations=({"occupation": TRADE, "quota": 9},),
    )  # fmt: skip
    one = activity.by_code(store, activity.create(store, draft).subject or "")
    yield Run(store, one, tmp_path, now)
    store.close()


@pytest.mark.parametrize("run", SOPS, indirect=True)
def test_every_step_is_worked_on_its_own_screens_and_finished_without_a_reason(run: Run) -> None:
    free = []
    for step in run.one.procedure.steps:
        current = board.board(run.store, run.one).current
        assert current is not None and current.step is step
        role = run.one.procedure.actor_titles(step)[-1]
        draft = StepDraft(role, "", "arsip", step.inputs, step.outputs)
        procedure.save(run.store, run.one, step.number, draft)
        if procedure.blocks(run.store, run.one, step):
            with pytest.raises(UserError) as refused:
                procedure.finish(run.store, run.one, step.number)
            assert refused.value.code == "step_blocked"
        else:
            free.append(step.number)
        for screen in step.screens:
            ACTS[screen](run, step)
        assert procedure.blocks(run.store, run.one, step) == ()
        procedure.finish(run.store, run.one, step.number)
        run.now[0] += timedelta(minutes=1)
    assert " ".join(free) == FREE[run.one.sop_code]
    check_the_end(run)


def check_the_end(run: Run) -> None:
    for view in procedure.steps(run.store, run.one):
        assert view.record.done_on and not view.record.override_reason
        assert (view.record.inputs, view.record.outputs) == (view.step.inputs, view.step.outputs)
        assert view.record.done_by in run.one.procedure.actor_titles(view.step)
    found = reconciliation.load(run.store, run.one)
    counts = [len(found.reached[stage]) for stage in found.stages]
    assert min(counts) >= 2 and found.strays == ()
    assert all(path.stat().st_size for path in run.made)
