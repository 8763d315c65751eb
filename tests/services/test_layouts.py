"""The office's layouts: its own stand in for the shipped ones, a damaged one stops nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from sertidesk.db import tables
from sertidesk.domain.errors import UserError
from sertidesk.export import layout_toml
from sertidesk.services import layouts
from sertidesk.services.store import Store


def test_an_own_layout_stands_in_for_the_shipped_one_of_its_name(store: Store) -> None:
    shipped = layouts.get(store, "disdukcapil")
    changed = replace(shipped, title="Punya kami")
    layouts.save(store, layout_toml.to_toml(changed))
    layouts.save(store, layout_toml.to_toml(replace(changed, name="baru")))
    known = {one.name: one for one in layouts.available(store)}
    assert known.keys() - {layout.name for layout in layout_toml.shipped()} == {"baru"}
    assert (known["disdukcapil"].title, known["disdukcapil"].replaces) == ("Punya kami", True)
    assert (known["baru"].own, known["baru"].replaces) == (True, False)
    layouts.remove(store, "disdukcapil")
    assert layouts.get(store, "disdukcapil") == shipped


def test_a_damaged_layout_is_told_and_stops_nothing(store: Store) -> None:
    own = replace(layouts.get(store, "disdukcapil"), name="rusak")
    layouts.save(store, layout_toml.to_toml(own))
    with store.database.write() as connection:
        connection.execute(
            update(tables.layout).where(tables.layout.c.name == "rusak").values(toml="name = ")
        )
    found = next(one for one in layouts.available(store) if one.name == "rusak")
    assert found.layout is None
    assert "rusak.toml" in found.problem
    with pytest.raises(UserError, match="TOML"):
        layouts.get(store, "rusak")
