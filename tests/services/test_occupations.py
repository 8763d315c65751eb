"""The office's own occupations beside those of the program."""

from __future__ import annotations

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import occupations
from sertidesk.services.store import Store

STONE = {"name": "Tukang Pasang Batu Alam", "level": 2, "subclassification": "Gedung"}


def test_an_own_occupation_is_completed_and_proposed_first(store: Store) -> None:
    occupations.add(store, STONE)
    (found, *_) = occupations.catalogue(store).suggest("batu alam")
    assert (found.qualification, found.classification) == ("Operator", "Sipil")
    assert occupations.catalogue(store).by_name("tukang pasang batu alam")[0].level == 2


def test_changing_and_removing_follow_into_the_catalogue(store: Store) -> None:
    key = str(occupations.add(store, STONE).subject)
    occupations.change(store, key, STONE | {"level": 5, "code": "si 01 2 999"})
    (found,) = occupations.catalogue(store).by_code("SI012999")
    assert found.qualification == "Teknisi/Analis"
    occupations.remove(store, key)
    assert not occupations.catalogue(store).by_code("SI012999")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": " ", "level": 2}, "Isi nama"),
        ({"name": "Juru", "level": None}, "jenjang"),
        ({"name": "Juru", "level": 12}, "jenjang"),
        (STONE | {"subclassification": "Sihir"}, "Subklasifikasi"),
    ],
)
def test_what_lacks_is_refused_with_what_to_do(
    store: Store, values: dict[str, object], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        occupations.add(store, values)


def test_the_same_occupation_is_not_added_twice(store: Store) -> None:
    key = str(occupations.add(store, STONE).subject)
    with pytest.raises(UserError, match="sudah ada"):
        occupations.add(store, STONE | {"name": "tukang pasang BATU alam"})
    occupations.change(store, key, STONE | {"decree": "Skema LSP"})
    assert [one.decree for one in occupations.own(store)] == ["Skema LSP"]
