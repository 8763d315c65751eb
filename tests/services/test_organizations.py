"""Organizations: kept by kind and name, offered to activities, undone."""

from __future__ import annotations

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import activity, history, history_lists, organizations
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.organizations import Kind
from sertidesk.services.store import Store


def add(store: Store, kind: str, name: str, **more: str) -> str:
    changes = organizations.add(store, {"kind": kind, "name": name, **more})
    assert changes.subject is not None
    return changes.subject


def test_each_is_listed_by_kind_and_name(store: Store) -> None:
    add(store, "other", "Mitra")
    add(store, "civil_registry", "Disdukcapil")
    add(store, "test_centre", "TUK b")
    add(store, "test_centre", "TUK A")
    add(store, "lsp", "LSP")
    listed = [one.name for one in organizations.listing(store)]
    assert listed == ["LSP", "TUK A", "TUK b", "Disdukcapil", "Mitra"]


def test_licence_is_an_lsps_and_capacity_a_test_centres(store: Store) -> None:
    both = {"licence": "BNSP-LSP-0000-ID", "capacity": "30 orang", "email": " a@contoh.id "}
    add(store, "lsp", "LSP  Contoh ", **both)
    add(store, "test_centre", "TUK Contoh", **both)
    lsp, centre = organizations.listing(store)
    assert (lsp.name, lsp.licence, lsp.capacity) == ("LSP Contoh", "BNSP-LSP-0000-ID", None)
    assert (centre.licence, centre.capacity, centre.email) == ("", 30, "a@contoh.id")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "", "name": "A"}, "organization_without_kind"),
        ({"kind": "lsp", "name": " "}, "organization_without_name"),
        ({"kind": "lsp", "name": "lsp CONTOH"}, "organization_twice"),
        ({"kind": "lsp", "name": "A", "email": "a@b"}, "email_incomplete"),
        ({"kind": "test_centre", "name": "A", "capacity": "banyak"}, "organization_capacity"),
        ({"kind": "test_centre", "name": "A", "capacity": "0"}, "organization_capacity"),
        ({"kind": "test_centre", "name": "A", "capacity": "9" * 5000}, "organization_capacity"),
    ],
)
def test_what_cannot_be_kept_is_refused(store: Store, values: dict[str, str], code: str) -> None:
    add(store, "lsp", "LSP Contoh")
    with pytest.raises(UserError) as refused:
        organizations.add(store, values)
    assert refused.value.code == code
    assert len(organizations.listing(store)) == 1


def test_one_name_may_be_two_kinds(store: Store) -> None:
    add(store, "lsp", "Politeknik Contoh")
    add(store, "test_centre", "Politeknik Contoh")
    assert len(organizations.listing(store)) == 2


def test_what_an_activity_names_is_completed_later(store: Store) -> None:
    activity.create(store, ActivityDraft("tangerang", "Uji", 2026, lsp="LSP Contoh"))
    (one,) = organizations.listing(store)
    changes = organizations.change(
        store, one.id, {"kind": "lsp", "name": "LSP Contoh Baru", "phone": "021"}
    )
    assert organizations.names(store, Kind.LSP) == ["LSP Contoh Baru"]
    told = {(one.field, one.before, one.after)
            for one in history_lists.details(store, changes.change_set)}  # fmt: skip
    assert ("Nomor HP", "", "021") in told
    assert history_lists.lines(store)[0].label == "LSP “LSP Contoh Baru” diubah"
    history.undo(store, changes.change_set)
    assert organizations.names(store, Kind.LSP) == ["LSP Contoh"]


def test_a_change_of_kind_is_told_in_words(store: Store) -> None:
    made = add(store, "other", "Balai Contoh")
    changes = organizations.change(store, made, {"kind": "test_centre", "name": "Balai Contoh"})
    (told,) = history_lists.details(store, changes.change_set)
    assert (told.thing, told.field, told.before, told.after) == (
        "Mitra",
        "Jenis",
        "Mitra lain",
        "TUK",
    )


def test_a_removal_is_undone(store: Store) -> None:
    ids = [add(store, "lsp", "LSP A"), add(store, "test_centre", "TUK B")]
    changes = organizations.remove(store, ids)
    assert organizations.listing(store) == []
    history.undo(store, changes.change_set)
    assert [one.id for one in organizations.listing(store)] == ids
