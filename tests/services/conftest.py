"""A data folder with work in it, and a clock that a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sertidesk.db import tables
from sertidesk.services import activity, demo, participants
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.demo import Made
from sertidesk.services.store import Store, open_store

A_FRIDAY = date(2026, 3, 27)
WIB = timezone(timedelta(hours=7))


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=WIB)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Return what the demo of the usual SOP made; whoever changes it works on a copy."""
    return list(demo.run(tmp_path_factory.mktemp("demo") / "keluaran", today=A_FRIDAY))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Give an open data folder with one activity, two participants and two attachments."""
    store = open_store(tmp_path / "data", actor="Budi", clock=clock)
    code = activity.create(store, ActivityDraft("kotawaringin-barat", "Tukang", 2026)).subject
    assert code is not None
    where = activity.by_code(store, code).id
    for name, nik in (("Sari Contoh", "6201014101900001"), ("Agus Misal", "6201010202910002")):
        participants.add(store, where, {"name": name, "nik": nik})
    attach(store, b"scan of a card")
    attach(store, b"portrait")
    yield store
    store.close()


def attach(store: Store, content: bytes) -> str:
    sha256 = store.attachments.put(content)
    with store.write("Lampiran ditambahkan") as tx:
        person = tx.connection.execute(tables.person.select()).first()
        assert person is not None
        tx.insert(
            tables.attachment,
            {
                "person_id": person.id,
                "sha256": sha256,
                "file_name": "ktp.jpg",
                "media_type": "image/jpeg",
                "size": len(content),
                "added_at": store.now(),
            },
        )
    return sha256
