"""The process that `test_kill.py` kills: does one kind of work for ever, confirming each piece.

A piece is confirmed on standard output only after it was done. Where the system can fork, one
process imports the program once and forks a child for every kill.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.export import files
from sertidesk.intake.sheet import Row, Sheet
from sertidesk.services import activity, intake, participants, restoring, safekeeping, settings
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store, open_store

IMPORTED = 40  # persons in one list
EXPORTED = 400_000  # bytes in one file


def say(*words: object) -> None:
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())  # one write: never cut


def typing(store: Store, start: int) -> Iterator[int]:
    """Save one field of one participant, over and over."""
    with store.read() as connection:
        who = connection.execute(select(tables.participant.c.id)).scalars().first()
    assert who is not None
    for number in count(start):
        participants.save(store, who, {"name": f"Nama {number}"})
        yield number


def importing(store: Store, start: int) -> Iterator[str]:
    """Import a list into a new activity each time."""
    for number in count(start):
        code = activity.create(
            store, ActivityDraft("kotawaringin-barat", f"Impor {number}", 2026)
        ).subject
        assert code is not None
        one = activity.by_code(store, code)
        serial = number * IMPORTED
        rows: list[Row] = [
            [str(line), f"620101010190{(serial + line) % 10_000:04}", f"Orang {serial + line}"]
            for line in range(1, IMPORTED + 1)
        ]
        sheet = Sheet("Daftar", [["NO", "NIK", "NAMA LENGKAP"], *rows])
        outcome = intake.commit(store, one, intake.read(store, one, [sheet]))
        yield f"{one.id} {outcome.accepted}"


def exporting(store: Store, start: int) -> Iterator[int]:
    """Write the same file anew; its content proves itself."""
    target = store.folder / "rekap.xlsx"
    for number in count(start):
        files.write_bytes(target, f"{number:010}".encode() * (EXPORTED // 10))
        yield number


def attaching(store: Store, start: int) -> Iterator[str]:
    """Keep a content, then the row that names it."""
    with store.read() as connection:
        person = connection.execute(select(tables.person.c.id)).scalars().first()
    for _ in count(start):
        content = os.urandom(200_000)
        sha256 = store.attachments.put(content)
        with store.write("Lampiran ditambahkan") as tx:
            tx.insert(
                tables.attachment,
                {
                    "person_id": person,
                    "sha256": sha256,
                    "file_name": "pindai.jpg",
                    "media_type": "image/jpeg",
                    "size": len(content),
                    "added_at": store.now(),
                },
            )
        yield sha256


def backing_up(store: Store, start: int) -> Iterator[str]:
    """Make a backup of changed data."""
    for number in count(start):
        settings.put(store, {"office_phone": str(number)})
        yield safekeeping.back_up(store).path.name


def restoring_data(store: Store, _start: int) -> Iterator[str]:
    """Swap between two states of the data."""
    while True:
        for name in ("A", "B"):
            restoring.restore(store, store.folder.parent / f"{name}.sertidesk")
            yield name


WORK: dict[str, Callable[[Store, int], Iterator[object]]] = {
    "typing": typing,
    "import": importing,
    "export": exporting,
    "attach": attaching,
    "backup": backing_up,
    "restore": restoring_data,
}


def work(kind: str, folder: str, start: str) -> None:
    """Do one kind of work until killed."""
    store = open_store(Path(folder))
    say("ready", os.getpid())
    for confirmed in WORK[kind](store, int(start)):
        say("done", confirmed)


def serve() -> None:
    """Fork a child for every line on standard input; tell when it is gone."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                work(*line.rstrip("\n").split("\t"))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        work(*sys.argv[1:4])
