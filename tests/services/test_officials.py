"""Officials: kept in their order, undone, and the first head of the office signs."""

from __future__ import annotations

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import history, history_lists, officials
from sertidesk.services.store import Store


def add(store: Store, name: str, position: str = "Kepala Dinas", **more: str) -> str:
    changes = officials.add(store, {"name": name, "position": position, **more})
    assert changes.subject is not None
    return changes.subject


def names(store: Store) -> list[str]:
    return [one.name for one in officials.listing(store)]


def test_an_official_is_kept_as_papers_print_it(store: Store) -> None:
    add(store, "  Ir.  SARI CONTOH, S.T. ", "Kepala Dinas,", rank="Pembina",
        nip="NIP. 19690610 199503 2 012", phone=" 0812 ")  # fmt: skip
    (one,) = officials.listing(store)
    assert (one.name, one.position, one.rank) == (
        "Ir. SARI CONTOH, S.T.",
        "Kepala Dinas",
        "Pembina",
    )
    assert (one.nip, one.phone) == ("196906101995032012", "0812")


def test_a_strange_nip_is_kept(store: Store) -> None:
    add(store, "A", nip="1312 3456 X")
    assert officials.listing(store)[0].nip == "1312 3456 X"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " ", "position": "Kasi"}, "official_without_name"),
        ({"name": "A", "position": ""}, "official_without_position"),
        ({"name": "B", "position": "Kasi", "nip": "196906101995031012"}, "official_twice"),
    ],
)
def test_what_cannot_be_kept_is_refused(store: Store, values: dict[str, str], code: str) -> None:
    add(store, "Pertama", nip="19690610 199503 1 012")
    with pytest.raises(UserError) as refused:
        officials.add(store, values)
    assert refused.value.code == code
    assert names(store) == ["Pertama"]


def test_the_first_head_in_the_list_signs(store: Store) -> None:
    assert officials.head(store) is None
    add(store, "Kasi", "Kepala Seksi Jasa Konstruksi")
    assert officials.head(store) is None
    first = add(store, "Lama", "KEPALA DINAS PUPR")
    acting = add(store, "Pelaksana", "Plt. Kepala Dinas")
    signer = officials.head(store)
    assert signer is not None
    assert signer.id == first
    officials.move(store, acting, -1)
    assert names(store) == ["Kasi", "Pelaksana", "Lama"]
    signer = officials.head(store)
    assert signer is not None
    assert signer.id == acting


def test_the_order_has_ends_and_is_undone(store: Store) -> None:
    ids = [add(store, name) for name in "ABC"]
    assert not officials.move(store, ids[0], -1).kinds
    changes = officials.move(store, ids[2], -2)
    assert names(store) == ["C", "A", "B"]
    told = history_lists.details(store, changes.change_set)
    assert {(one.thing, one.field) for one in told} == {("Pejabat", "Urutan")}
    history.undo(store, changes.change_set)
    assert names(store) == ["A", "B", "C"]


def test_a_change_and_a_removal_are_undone(store: Store) -> None:
    ids = [add(store, name) for name in "ABC"]
    officials.change(store, ids[1], {"name": "B baru", "position": "Kasi"})
    assert names(store) == ["A", "B baru", "C"]
    changes = officials.remove(store, ids[:2])
    assert names(store) == ["C"]
    history.undo(store, changes.change_set)
    assert names(store) == ["A", "B baru", "C"]
    assert history_lists.lines(store)[0].label == "Batalkan: 2 pejabat dihapus"
