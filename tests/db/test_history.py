"""What the history keeps, and what an undo takes back."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from sertidesk.db import tables
from sertidesk.domain.errors import UserError
from sertidesk.services import history, settings
from sertidesk.services.store import Store, open_store


@pytest.fixture
def official(store: Store) -> str:
    with store.write("Pejabat ditambahkan") as tx:
        return tx.insert(tables.official, {"name": "Sari Contoh", "position": "Kasi"})


def name_of(store: Store, row_id: str) -> str:
    with store.read() as connection:
        return str(
            connection.execute(
                select(tables.official.c.name).where(tables.official.c.id == row_id)
            ).scalar_one()
        )


def test_a_change_is_kept_with_who_when_before_and_after(store: Store, official: str) -> None:
    with store.write("Nama diperbaiki") as tx:
        tx.update(tables.official, official, {"name": "Sari Contoh, S.T.", "position": "Kasi"})
    newest = history.of_row(store, official)[0]
    assert (newest.field, newest.before, newest.after) == (
        "name",
        "Sari Contoh",
        "Sari Contoh, S.T.",
    )
    assert newest.actor == store.actor
    assert newest.label == "Nama diperbaiki"
    assert tx.changes.kinds == {"official"}


def test_a_use_case_that_fails_leaves_the_data_and_the_history_as_they_were(
    store: Store, official: str
) -> None:
    with pytest.raises(ZeroDivisionError), store.write("Gagal") as tx:
        tx.update(tables.official, official, {"name": "Lain"})
        _ = 1 / 0
    assert name_of(store, official) == "Sari Contoh"
    assert [entry.label for entry in history.of_row(store, official)] == ["Pejabat ditambahkan"]


def test_undo_and_redo_walk_back_and_forth(store: Store, official: str) -> None:
    with store.write("Nama diperbaiki") as tx:
        tx.update(tables.official, official, {"name": "Baru"})
    undone = history.undo(store, tx.change_set)
    assert name_of(store, official) == "Sari Contoh"
    assert history.latest_undoable(store) is not None
    redo = history.latest_redoable(store)
    assert redo is not None
    assert redo.id == undone.changes.change_set
    history.undo(store, redo.id)
    assert name_of(store, official) == "Baru"


def test_one_may_undo_and_redo_as_often_as_one_likes(store: Store, official: str) -> None:
    for name in ("A", "B"):
        with store.write(f"Menjadi {name}") as tx:
            tx.update(tables.official, official, {"name": name})

    def step(chosen: history.ChangeSet | None) -> str:
        assert chosen is not None
        history.undo(store, chosen.id)
        return name_of(store, official)

    for _ in range(2):
        assert step(history.latest_undoable(store)) == "A"
        assert step(history.latest_undoable(store)) == "Sari Contoh"
        assert step(history.latest_redoable(store)) == "A"
        assert step(history.latest_redoable(store)) == "B"
        assert history.latest_redoable(store) is None
    newest = history.of_row(store, official)[0]
    assert newest.label == "Ulangi: Menjadi B"
    with store.write("Menjadi C") as tx:
        tx.update(tables.official, official, {"name": "C"})
    assert history.latest_redoable(store) is None


def test_a_redo_that_is_taken_back_leaves_the_first_change_undone(
    store: Store, official: str
) -> None:
    with store.write("Menjadi A") as tx:
        tx.update(tables.official, official, {"name": "A"})
    undone = history.undo(store, tx.change_set)
    redone = history.undo(store, undone.changes.change_set)
    history.undo(store, redone.changes.change_set)
    assert name_of(store, official) == "Sari Contoh"
    with pytest.raises(UserError, match="sudah dibatalkan"):
        history.undo(store, tx.change_set)


def test_undo_leaves_a_field_alone_that_was_changed_again(store: Store, official: str) -> None:
    with store.write("Pertama") as first:
        first.update(tables.official, official, {"name": "A", "rank": "III/a"})
    with store.write("Kedua") as second:
        second.update(tables.official, official, {"name": "B"})
    undone = history.undo(store, first.change_set)
    assert [kept.field for kept in undone.kept] == ["name"]
    assert name_of(store, official) == "B"


def test_a_change_set_is_undone_once(store: Store, official: str) -> None:
    with store.write("Sekali") as tx:
        tx.update(tables.official, official, {"name": "A"})
    history.undo(store, tx.change_set)
    with pytest.raises(UserError, match="sudah dibatalkan"):
        history.undo(store, tx.change_set)


def test_undoing_an_addition_marks_the_row_deleted(store: Store) -> None:
    with store.write("Pejabat ditambahkan") as tx:
        row_id = tx.insert(tables.official, {"name": "X", "position": "Y"})
    history.undo(store, tx.change_set)
    with store.read() as connection:
        row = connection.execute(
            select(tables.official).where(tables.official.c.id == row_id)
        ).one()
    assert row.deleted_at is not None


def test_what_storage_says_of_a_bug_holds_no_values(store: Store, official: str) -> None:
    with pytest.raises(IntegrityError) as told, store.write("Kunci ganda") as tx:
        tx.insert(tables.official, {"id": official, "name": "Sari Rahasia", "position": "Y"})
    assert "Rahasia" not in str(told.value)


def test_settings_have_defaults_and_keep_what_is_put(store: Store) -> None:
    assert settings.get(store, "six_day_week") is False
    settings.put(store, {"six_day_week": True})
    assert settings.get(store, "six_day_week") is True
    with pytest.raises(KeyError):
        settings.put(store, {"no_such_setting": 1})


def test_data_survives_closing_and_opening(store: Store, official: str) -> None:
    store.close()
    again = open_store(store.folder)
    assert name_of(again, official) == "Sari Contoh"
    again.close()
