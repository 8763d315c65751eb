"""Beranda's lines: which activities, in which order, with which figures."""

from __future__ import annotations

from datetime import timedelta

from sertidesk.domain import documents as rules
from sertidesk.services import (
    activity,
    documents,
    overview,
    participant_lists,
    participants,
    procedure,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.services.store import Store


def begin(store: Store, name: str, sop: str = "badung", days_ago: int = 0) -> Activity:
    start = store.today() - timedelta(days=days_ago)
    draft = ActivityDraft(sop_code=sop, name=name, year=2026, planned_start=start)
    return activity.by_code(store, str(activity.create(store, draft).subject))


def test_nothing_runs_at_first(store: Store) -> None:
    assert overview.running(store) == []


def test_the_most_urgent_comes_first_and_those_without_a_date_last(store: Store) -> None:
    begin(store, "tanpa tenggat", sop="lpjk-se16-2021")
    begin(store, "masih lama")
    begin(store, "terlambat", days_ago=30)
    found = overview.running(store)
    assert [one.name for one in found] == ["terlambat", "masih lama", "tanpa tenggat"]
    assert [len(one.late) for one in found] == [1, 0, 0]


def test_a_line_tells_step_and_figures(store: Store) -> None:
    one = begin(store, "Uji", sop="kotawaringin-barat")
    procedure.finish(store, one, "1")
    participants.add(store, one.id, {"nik": "6201010101800001", "name": "Agus Contoh"})
    (line,) = overview.running(store)
    assert line.current is not None
    assert (line.current.step.number, line.closed_steps, line.all_steps) == ("2", 1, 10)
    assert [(stage.key, stage.count) for stage in line.funnel][:4] == [
        ("registered", 1),
        ("complete", 0),
        ("matched", 0),
        ("sent", 0),
    ]


def test_closed_and_deleted_activities_are_not_running(store: Store) -> None:
    activity.close(store, begin(store, "ditutup").id)
    activity.remove(store, begin(store, "dihapus").id)
    assert overview.running(store) == []


def test_an_activity_whose_steps_are_all_closed_still_runs_until_it_is_closed(store: Store) -> None:
    one = begin(store, "Uji")
    for step in one.procedure.steps:
        procedure.skip(store, one, step.number, "contoh")
    (line,) = overview.running(store)
    assert line.current is None
    assert line.closed_steps == line.all_steps == 10


def test_complete_means_the_same_in_the_figures_the_list_and_the_step(store: Store) -> None:
    """Badung asks for no papers: its conditions are what a participant is not complete without."""
    one = begin(store, "Uji")
    key = str(participants.add(store, one.id, {"nik": "6201010101800001", "name": "Agus"}).subject)
    step = next(step for step in one.procedure.steps if "documents" in step.screens)

    def told() -> tuple[int, list[int], list[str]]:
        (row,) = participant_lists.records(store, ParticipantQuery(one.id))
        (line,) = overview.running(store)
        return (
            row["documents_complete"],
            [stage.count for stage in line.funnel if stage.key == "complete"],
            [block.screen for block in procedure.blocks(store, one, step)],
        )

    assert told() == (0, [0], ["documents"])
    asked = rules.mandatory_documents(one.procedure)
    documents.set_state(store, one, [(key, item) for item in asked], rules.CheckState.VALID)
    assert told() == (1, [1], [])
