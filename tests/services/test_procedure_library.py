"""The library of SOPs: copies changed and used, files in and out, nothing shipped is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from sertidesk.db import tables
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Step
from sertidesk.domain.procedure_edit import insert_step
from sertidesk.intake.procedure import load_code
from sertidesk.services import activity, history, procedure_library
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store

SHIPPED = ["badung", "kotawaringin-barat", "lpjk-se16-2021", "sulawesi-barat", "tangerang"]


def codes(store: Store) -> list[str]:
    return [one.code for one in procedure_library.listing(store)]


def test_the_five_are_there_from_the_start(store: Store) -> None:
    assert codes(store) == SHIPPED
    assert not any(one.own for one in procedure_library.listing(store))


def test_a_copy_is_changed_and_used_by_a_new_activity(store: Store) -> None:
    code = procedure_library.copy(store, "badung").subject or ""
    changed = insert_step(procedure_library.get(store, code), 0, Step("", "Rapat awal"))
    procedure_library.save(store, changed, former_code=code)
    made = activity.create(store, ActivityDraft(code, "Uji", 2026))
    procedure_library.remove(store, code)
    kept = activity.by_code(store, made.subject or "")
    assert kept.procedure == changed
    assert codes(store) == SHIPPED


def test_a_running_activity_keeps_what_it_began_with(store: Store) -> None:
    code = procedure_library.copy(store, "badung").subject or ""
    made = activity.create(store, ActivityDraft(code, "Uji", 2026)).subject or ""
    one = procedure_library.get(store, code)
    procedure_library.save(store, replace(one, name="Lain"), former_code=code)
    assert activity.by_code(store, made).procedure.name == "Badung (salinan)"
    (listed,) = [one for one in procedure_library.listing(store) if one.own]
    assert (listed.name, listed.activities) == ("Lain", 1)


def test_a_second_copy_has_another_code(store: Store) -> None:
    first = procedure_library.copy(store, "badung").subject
    second = procedure_library.copy(store, "badung").subject
    assert (first, second) == ("badung-salinan", "badung-salinan-2")


def test_a_file_goes_out_and_comes_in_under_a_free_code(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "tangerang.toml"
    procedure_library.export_file(store, "tangerang", target)
    code = procedure_library.import_file(store, target).subject or ""
    assert code == "tangerang-2"
    found = procedure_library.get(store, code)
    assert replace(found, code="tangerang") == load_code("tangerang")


@pytest.mark.parametrize("code", ["badung", "Huruf Besar", "a--b", ""])
def test_a_code_that_cannot_be_is_refused(store: Store, code: str) -> None:
    with pytest.raises(UserError):
        procedure_library.save(store, replace(load_code("badung"), code=code))
    assert codes(store) == SHIPPED


def test_two_do_not_share_a_code(store: Store) -> None:
    first = procedure_library.copy(store, "badung").subject or ""
    second = procedure_library.copy(store, "tangerang").subject or ""
    one = replace(procedure_library.get(store, second), code=first)
    with pytest.raises(UserError) as refused:
        procedure_library.save(store, one, former_code=second)
    assert refused.value.code == "sop_code_taken"


def test_a_wrong_text_is_refused_with_its_line(store: Store) -> None:
    code = procedure_library.copy(store, "badung").subject or ""
    text = procedure_library.text_of(store, code).replace('unit = "hari"', 'unit = "haru"', 1)
    with pytest.raises(UserError, match=r"baris .*time\.unit.*haru"):
        procedure_library.save_text(store, text, former_code=code)


def test_a_damaged_one_is_told_and_stops_nobody(store: Store) -> None:
    code = procedure_library.copy(store, "badung").subject or ""
    with store.database.write() as connection:
        connection.execute(update(tables.office_procedure).values(toml="format = 1\nrusak"))
    (damaged,) = [one for one in procedure_library.listing(store) if one.own]
    assert damaged.procedure is None
    assert "rusak" in damaged.problem
    assert len(procedure_library.usable(store)) == 5
    assert procedure_library.text_of(store, code) == "format = 1\nrusak"


def test_a_shipped_one_is_not_removed_and_a_removed_one_comes_back(store: Store) -> None:
    with pytest.raises(UserError, match="Salin dahulu"):
        procedure_library.remove(store, "badung")
    code = procedure_library.copy(store, "badung").subject or ""
    changes = procedure_library.remove(store, code)
    assert codes(store) == SHIPPED
    history.undo(store, changes.change_set)
    assert codes(store) == [*SHIPPED, code]


def test_an_unknown_code_names_all_there_are(store: Store) -> None:
    procedure_library.copy(store, "badung")
    with pytest.raises(UserError, match="badung-salinan"):
        procedure_library.get(store, "tidak-ada")
