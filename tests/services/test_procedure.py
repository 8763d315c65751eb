"""Steps recorded: begun, written in, finished, overridden, skipped, reopened, in all five SOPs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sertidesk.domain import plan
from sertidesk.domain.errors import UserError
from sertidesk.intake.procedure import load_all
from sertidesk.services import activity, board, history, holidays, participants, procedure, settings
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.procedure import StepDraft
from sertidesk.services.store import Store

SOPS = [one.code for one in load_all()]


def begin(store: Store, sop: str = "kotawaringin-barat", start: date | None = None) -> Activity:
    draft = ActivityDraft(sop_code=sop, name="Uji", year=2026, planned_start=start or store.today())
    return activity.by_code(store, str(activity.create(store, draft).subject))


def add(store: Store, one: Activity, number: int = 1, name: str = "Agus Contoh") -> str:
    values = {"nik": f"620101010180{number:04}", "name": name}
    return str(participants.add(store, one.id, values).subject)


def view(store: Store, one: Activity, number: str) -> plan.StepView:
    return next(view for view in procedure.steps(store, one) if view.step.number == number)


@pytest.mark.parametrize("sop", SOPS)
def test_every_sop_runs_from_its_first_step_to_its_last(store: Store, sop: str) -> None:
    one = begin(store, sop)
    add(store, one)
    for step in one.procedure.steps:
        current = board.board(store, one).current
        assert current is not None
        assert current.step.number == step.number
        draft = StepDraft("Staf", f"catatan {step.number}", "arsip", step.inputs, step.outputs)
        procedure.save(store, one, step.number, draft)
        assert view(store, one, step.number).state is plan.State.IN_PROGRESS
        blocked = board.board(store, one).blocks[step.number]
        procedure.finish(store, one, step.number, "lanjut atas izin Kabid" if blocked else "")
        record = view(store, one, step.number).record
        assert (record.inputs, record.outputs) == (step.inputs, step.outputs)
        assert (record.done_by, record.note) == ("Staf", f"catatan {step.number}")
        assert record.done_on == store.today()
        assert record.override_reason == ("lanjut atas izin Kabid" if blocked else "")
    made = board.board(store, one)
    assert made.current is None
    assert made.late == ()


def test_a_blocked_step_is_finished_only_with_a_reason(store: Store) -> None:
    one = begin(store)
    agus = add(store, one)
    with pytest.raises(UserError) as refusal:
        procedure.finish(store, one, "4", "   ")
    assert refusal.value.code == "step_blocked"
    assert "1 peserta" in str(refusal.value)
    assert view(store, one, "4").state is plan.State.NOT_STARTED
    (block,) = board.board(store, one).blocks["4"]
    assert [found.code for found in procedure.blocks(store, one, one.procedure.step("4"))] == [
        block.code
    ]
    assert (block.subjects, block.names, block.who) == ((agus,), ("Agus Contoh",), "Agus Contoh")
    procedure.finish(store, one, "4", "berkas menyusul")
    assert view(store, one, "4").record.override_reason == "berkas menyusul"


def test_whoever_finishes_is_noted_where_nobody_wrote_it(store: Store) -> None:
    one = begin(store)
    procedure.finish(store, one, "1")
    assert view(store, one, "1").record.done_by == "Penguji"


def test_a_step_is_skipped_with_a_reason_and_opened_again(store: Store) -> None:
    one = begin(store)
    procedure.save(store, one, "2", StepDraft(note="tetap ada"))
    with pytest.raises(UserError, match="alasan"):
        procedure.skip(store, one, "2", " ")
    procedure.skip(store, one, "2", "sudah dilakukan desa")
    assert view(store, one, "2").state is plan.State.SKIPPED
    procedure.reopen(store, one, "2")
    record = view(store, one, "2").record
    assert (record.skip_reason, record.note) == ("", "tetap ada")
    assert view(store, one, "2").state is plan.State.IN_PROGRESS


def test_finishing_a_skipped_step_takes_the_reason_away(store: Store) -> None:
    one = begin(store)
    procedure.skip(store, one, "1", "keliru")
    procedure.finish(store, one, "1")
    assert view(store, one, "1").state is plan.State.DONE
    assert view(store, one, "1").record.skip_reason == ""


def test_a_due_date_of_the_offices_own_rules_until_it_is_taken_back(store: Store) -> None:
    one = begin(store)
    computed = view(store, one, "1").due
    procedure.set_due(store, one, "1", date(2026, 12, 24))
    assert view(store, one, "1").due == date(2026, 12, 24)
    procedure.set_due(store, one, "1", None)
    assert view(store, one, "1").due == computed


def test_holidays_and_settings_move_due_dates_at_once(store: Store) -> None:
    one = begin(store, "badung", start=date(2026, 3, 2))  # step 1: 1–3 days
    assert view(store, one, "1").due == date(2026, 3, 5)
    holidays.add_holiday(store, date(2026, 3, 4), "Hari jadi kabupaten")
    assert view(store, one, "1").due == date(2026, 3, 6)
    settings.put(store, {"unstated_days_are": "kalender"})
    assert view(store, one, "1").due == date(2026, 3, 5)


def test_late_steps_are_told(store: Store) -> None:
    one = begin(store, "badung", start=store.today() - timedelta(days=30))
    procedure.start(store, one, "1")
    assert [late.step.number for late in board.board(store, one).late] == ["1"]
    # Not begun: its clock runs from the planned start all the same.
    other = begin(store, "badung", start=store.today() - timedelta(days=30))
    assert view(store, other, "1").state is plan.State.OVERDUE


def test_work_on_a_screen_begins_the_step_and_one_undo_takes_both_back(store: Store) -> None:
    one = begin(store)
    add(store, one)
    newest = history.latest_undoable(store)
    assert newest is not None
    changes = procedure.start_with_work(store, one, "2")
    assert changes is not None
    assert (changes.kinds, changes.change_set) == ({"activity_step"}, newest.id)
    assert view(store, one, "2").record.started_on == store.today()
    assert procedure.start_with_work(store, one, "2") is None  # it has begun
    history.undo(store, newest.id)
    assert view(store, one, "2").state is plan.State.NOT_STARTED
    assert board.board(store, one).funnel[0].count == 0


def test_an_undo_begins_no_step_and_keeps_what_was_recorded_since(store: Store) -> None:
    one = begin(store)
    add(store, one)
    newest = history.latest_undoable(store)
    assert newest is not None
    procedure.start_with_work(store, one, "2")
    procedure.finish(store, one, "2")
    history.undo(store, newest.id)
    assert procedure.start_with_work(store, one, "3") is None
    assert view(store, one, "2").state is plan.State.DONE
    assert view(store, one, "2").record.done_by == "Penguji"


def test_the_board_names_the_first_few_and_counts_the_others(store: Store) -> None:
    one = begin(store)
    for number, name in enumerate(("Citra", "Agus", "Budi", "Dewi", "Eko"), start=1):
        add(store, one, number, name)
    (block,) = board.board(store, one).blocks["6"]
    assert block.who == "Citra, Agus, Budi, dan 2 lainnya"
    assert board.board(store, one).ready["6"] == (0, 5)


def test_ready_counts_are_for_steps_that_each_participant_must_pass(store: Store) -> None:
    one = begin(store)
    assert board.board(store, one).ready == {}
    add(store, one)
    assert set(board.board(store, one).ready) == {"4", "5", "6", "7"}


def test_the_funnel_has_the_stages_of_the_sop(store: Store) -> None:
    one = begin(store)
    agus = add(store, one)
    funnel = board.board(store, one).funnel
    assert [(stage.key, stage.count, stage.missing) for stage in funnel] == [
        ("registered", 1, ()),
        ("complete", 0, (agus,)),
        ("matched", 0, (agus,)),
        ("sent", 0, (agus,)),
        ("in_portal", 0, (agus,)),
        ("attended", 0, (agus,)),
        ("competent", 0, ()),  # nobody waits for the result of a test not attended
        ("received", 0, ()),
        ("handed", 0, ()),
    ]
    tangerang = begin(store, "tangerang")
    assert [stage.key for stage in board.board(store, tangerang).funnel] == [
        "registered", "attended", "competent",
    ]  # fmt: skip
    sulbar = begin(store, "sulawesi-barat")  # has the step, but names no papers
    assert "complete" not in [stage.key for stage in board.board(store, sulbar).funnel]


def test_a_step_of_another_activity_is_left_alone(store: Store) -> None:
    one, other = begin(store), begin(store)
    procedure.finish(store, one, "1")
    assert view(store, other, "1").state is plan.State.NOT_STARTED
