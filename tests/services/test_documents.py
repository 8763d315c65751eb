"""The checklist: states, notes, who and when, the kept flag, undo."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain.documents import CheckState, mandatory_documents
from sertidesk.domain.errors import UserError
from sertidesk.services import activity as activities
from sertidesk.services import documents, history, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

VALID, MISSING = CheckState.VALID, CheckState.MISSING


@pytest.fixture
def kobar(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


def _enrol(store: Store, activity: Activity, *names: str, village: str = "Mendawai") -> list[str]:
    return [
        str(
            participants.add(
                store,
                activity.id,
                {"name": name, "nik": f"62010101019{number:05}", "village": village},
            ).subject
        )
        for number, name in enumerate(names, start=1)
    ]


def _flag(store: Store, participant_id: str) -> int:
    with store.read() as connection:
        return int(
            connection.execute(
                select(tables.participant.c.documents_complete).where(
                    tables.participant.c.id == participant_id
                )
            ).scalar_one()
        )


def test_a_cell_nobody_looked_at_is_missing(store: Store, kobar: Activity) -> None:
    _enrol(store, kobar, "Budi Santoso")
    (row,) = documents.rows(store, kobar)
    assert row.cell("ktp") == documents.Cell()
    assert row.closed(mandatory_documents(kobar.procedure)) == 0


def test_a_check_keeps_who_and_when(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    changes = documents.set_state(store, kobar, [(budi, "ktp")], VALID)
    cell = documents.rows(store, kobar)[0].cell("ktp")
    assert (cell.state, cell.checked_by, cell.checked_at) == (VALID, "Penguji", store.now())
    assert "document_check" in changes.kinds


def test_what_is_to_be_mended_must_be_said(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    with pytest.raises(UserError, match="diperbaiki") as caught:
        documents.set_state(store, kobar, [(budi, "ktp")], CheckState.NEEDS_FIX, "  ")
    assert caught.value.code == "note_missing"
    documents.set_state(store, kobar, [(budi, "ktp")], CheckState.NEEDS_FIX, " foto\n buram ")
    assert documents.rows(store, kobar)[0].cell("ktp").note == "foto buram"
    assert documents.notes_used(store, kobar) == ["foto buram"]


def test_a_note_goes_when_the_paper_is_in_order(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    documents.set_state(store, kobar, [(budi, "ktp")], CheckState.NEEDS_FIX, "buram")
    documents.set_state(store, kobar, [(budi, "ktp")], VALID)
    assert documents.rows(store, kobar)[0].cell("ktp").note == ""


def test_a_long_note_is_refused(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    with pytest.raises(UserError) as caught:
        documents.set_state(store, kobar, [(budi, "ktp")], CheckState.NEEDS_FIX, "x" * 301)
    assert caught.value.code == "note_long"


def test_an_unknown_requirement_is_a_bug(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    with pytest.raises(KeyError):
        documents.set_state(store, kobar, [(budi, "sim")], VALID)


def test_the_flag_follows_the_last_mandatory_paper(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    *first, last = mandatory_documents(kobar.procedure)
    documents.set_state(store, kobar, [(budi, key) for key in first], VALID)
    assert _flag(store, budi) == 0
    documents.set_state(store, kobar, [(budi, last)], CheckState.NOT_APPLICABLE)
    assert _flag(store, budi) == 1
    documents.set_state(store, kobar, [(budi, last)], CheckState.PRESENT)
    assert _flag(store, budi) == 0


def test_an_undo_out_of_order_leaves_no_false_flag(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    first, *rest = mandatory_documents(kobar.procedure)
    older = documents.set_state(store, kobar, [(budi, first)], VALID)
    documents.set_state(store, kobar, [(budi, key) for key in rest], VALID)
    assert _flag(store, budi) == 1
    undone = history.undo(store, older.change_set)
    assert _flag(store, budi) == 0
    history.undo(store, undone.changes.change_set)
    assert _flag(store, budi) == 1


def test_many_cells_are_one_change_and_one_undo(store: Store, kobar: Activity) -> None:
    keys = _enrol(store, kobar, *(f"Orang {n}" for n in range(30)))
    cells = [(key, item) for key in keys for item in mandatory_documents(kobar.procedure)]
    documents.set_state(store, kobar, cells[:7], CheckState.PRESENT)
    changes = documents.set_state(store, kobar, cells, VALID)
    assert all(_flag(store, key) for key in keys)
    history.undo(store, changes.change_set)
    states = [row.cell("ktp").state for row in documents.rows(store, kobar)]
    assert states[0] is CheckState.PRESENT
    assert set(states[2:]) == {MISSING}
    assert not any(_flag(store, key) for key in keys)


def test_setting_the_same_again_changes_nothing(store: Store, kobar: Activity) -> None:
    (budi,) = _enrol(store, kobar, "Budi Santoso")
    documents.set_state(store, kobar, [(budi, "ktp")], VALID)
    again = documents.set_state(store, kobar, [(budi, "ktp")], VALID)
    assert again.kinds == frozenset()


def test_rows_can_be_asked_for_some(store: Store, kobar: Activity) -> None:
    budi, _, siti = _enrol(store, kobar, "Budi", "Made", "Siti")
    assert [row.name for row in documents.rows(store, kobar, [siti, budi])] == ["Budi", "Siti"]


def test_who_withdrew_is_left_out(store: Store, kobar: Activity) -> None:
    budi, _made = _enrol(store, kobar, "Budi", "Made")
    with store.write("mundur") as tx:
        tx.update(tables.participant, budi, {"withdrawn_reason": "pindah"})
    assert [row.name for row in documents.rows(store, kobar)] == ["Made"]
