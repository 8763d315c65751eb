"""The history as lists: found by words and by person, told in words."""

from __future__ import annotations

import pytest

from sertidesk.db import tables
from sertidesk.services import (
    activity,
    history,
    history_lists,
    history_words,
    participants,
    restoring,
    safekeeping,
    settings,
)
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def participant(store: Store) -> str:
    code = activity.create(store, ActivityDraft("kotawaringin-barat", "Tukang", 2026)).subject
    assert code is not None
    where = activity.by_code(store, code).id
    participants.add(store, where, {"name": "Agus Misal", "nik": "6201010202910002"})
    added = participants.add(store, where, {"name": "Sari Contoh", "nik": "6201014101900001"})
    assert added.subject is not None
    return added.subject


def labels(store: Store, words: str = "") -> list[str]:
    found = history_lists.lines(store, words)
    assert history_lists.count(store, words) == len(found)
    return [line.label for line in found]


def test_the_newest_comes_first_and_pages_follow(store: Store, participant: str) -> None:
    settings.put(store, {"office_name": "Dinas"})
    assert labels(store)[0] == "Pengaturan disimpan"
    assert [line.label for line in history_lists.lines(store, offset=3, limit=5)] == [
        "Kegiatan “Tukang” dibuat"
    ]


def test_words_find_labels_actors_and_persons(store: Store, participant: str) -> None:
    participants.save(store, participant, {"village": "Mendawai"})
    assert labels(store, "kegiatan TUKANG") == ["Kegiatan “Tukang” dibuat"]
    assert len(labels(store, store.actor)) == 4
    assert labels(store, "sari") == ["Data peserta diubah", "Peserta ditambahkan"]
    assert labels(store, "6201010202910002") == ["Peserta ditambahkan"]
    assert labels(store, "tidak-ada") == []


def test_details_tell_field_before_and_after_in_words(store: Store, participant: str) -> None:
    changes = participants.save(store, participant, {"name": "Sari Umpama", "level": 2})
    found = history_lists.details(store, changes.change_set)
    assert {(one.thing, one.owner, one.field, one.before, one.after) for one in found} == {
        ("Orang", "Sari Umpama", "Nama sesuai KTP", "Sari Contoh", "Sari Umpama"),
        ("Peserta", "Sari Umpama", "Jenjang", "", "2"),
    }


def test_states_tell_what_can_be_undone(store: Store, participant: str) -> None:
    changes = settings.put(store, {"office_name": "Dinas"})
    history.undo(store, changes.change_set)
    states = {line.label: line.state for line in history_lists.lines(store)}
    assert states["Pengaturan disimpan"] == "undone"
    assert states["Batalkan: Pengaturan disimpan"] == "undo"
    assert states["Kegiatan “Tukang” dibuat"] == "done"
    restoring.restore(store, safekeeping.back_up(store).path)
    assert history_lists.lines(store)[0].state == "event"


def test_every_table_has_a_word(store: Store) -> None:
    ledgers = {"change", "change_set", "schema_version"}
    assert set(tables.metadata.tables) - ledgers <= set(history_lists.TABLES)


def test_every_field_has_a_word(store: Store) -> None:
    ledgers = {"change", "change_set", "schema_version"}
    fields = {
        column.name
        for table in tables.metadata.sorted_tables
        if table.name not in ledgers
        for column in table.c
    }
    wordless = {name for name in fields - history_words.UNTOLD if history_words.field(name) == name}
    assert not wordless


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("clarification", "not_found", "Tidak ditemukan"),
        ("state", "needs_fix", "perlu perbaikan"),
        ("state", "dropped", "Batal"),
        ("birth_date", "1990-05-12", "12-05-1990"),
        ("deleted_at", "2026-03-02T09:05:00+07:00", "02-03-2026 09.05"),
        ("documents_complete", 1, "ya"),
        ("accepted", {"name": {"ours": "A", "theirs": "B"}}, "Nama sesuai KTP"),
        ("extra", {"Ukuran baju": "XL"}, "Ukuran baju: XL"),
        ("target_occupations", [{"occupation": "Tukang Kayu", "quota": 20}], "Tukang Kayu (20)"),
        ("note", "", ""),
    ],
)
def test_a_value_is_told_in_words(field: str, value: object, told: str) -> None:
    assert history_words.value(field, value) == told


def test_signs_are_looked_for_as_they_are(store: Store, participant: str) -> None:
    assert labels(store, "%") == []
    assert labels(store, "Tuk_ng") == []


def test_every_setting_has_a_word(store: Store) -> None:
    changes = settings.put(store, dict.fromkeys(settings.DEFAULTS, "x"))
    owners = {one.owner for one in history_lists.details(store, changes.change_set)}
    assert len(owners) == len(settings.DEFAULTS)
    assert not owners & settings.DEFAULTS.keys()
