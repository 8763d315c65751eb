"""A real process is really killed, at any moment, many times: nothing confirmed is ever lost.

After each kill the data folder is opened as the next start would open it, and examined.
"""

from __future__ import annotations

import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sertidesk.db import backup_file, safekeeping, tables
from sertidesk.services import activity, checkup, participants, restoring, settings
from sertidesk.services import safekeeping as backups
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store, open_store

SCRIPT = Path(__file__).with_name("kill_child.py")
CAN_FORK = hasattr(os, "fork")
ROUNDS = 9 if CAN_FORK else 3  # of each kind; without fork each costs a whole start
IMPORTED, EXPORTED = 40, 400_000  # as in the script


@dataclass
class Killed:
    """What a killed process had confirmed, in order."""

    confirmed: list[str]


class Victim:
    """Runs the script's work and kills it after a while."""

    def __init__(self) -> None:
        self._server = self._start("serve") if CAN_FORK else None
        self._lines: queue.Queue[str] = queue.Queue()
        if self._server is not None:
            self._listen(self._server)

    def run(
        self, kind: str, folder: Path, start: int, delay: float, *, until_confirmed: bool = False
    ) -> Killed:
        """Let the work go on for ``delay`` seconds after the child is ready, then kill it.

        With ``until_confirmed`` the delay begins when the first piece of work is confirmed.
        """
        child = None
        if self._server is not None:
            assert self._server.stdin is not None
            self._server.stdin.write(f"{kind}\t{folder}\t{start}\n")
            self._server.stdin.flush()
        else:
            child = self._start(kind, str(folder), str(start))
            self._listen(child)
        ready = self._next()
        assert ready.startswith("ready "), ready
        confirmed = [self._next()] if until_confirmed else []
        time.sleep(delay)
        if child is not None:
            child.kill()
            child.wait()
            assert child.stdin is not None
            child.stdin.close()
        else:
            os.kill(int(ready.split()[1]), signal.SIGKILL)
        while (line := self._next()) != "gone":
            confirmed.append(line)
        return Killed([line.removeprefix("done ") for line in confirmed])

    def close(self) -> None:
        if self._server is not None:
            with self._server as server:
                assert server.stdin is not None
                server.stdin.close()
                server.wait(10)

    def _start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(SCRIPT), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(SCRIPT.parents[1])},
        )

    def _listen(self, process: subprocess.Popen[str]) -> None:
        def listen() -> None:
            assert process.stdout is not None
            with process.stdout as lines:
                for line in lines:
                    self._lines.put(line.strip())
            self._lines.put("gone")

        threading.Thread(target=listen, daemon=True).start()

    def _next(self) -> str:
        return self._lines.get(timeout=30)


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    made = Victim()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a data folder with one participant."""
    store = open_store(tmp_path / "data")
    code = activity.create(store, ActivityDraft("kotawaringin-barat", "Awal", 2026)).subject
    assert code is not None
    where = activity.by_code(store, code).id
    participants.add(store, where, {"name": "Nama 0", "nik": "6201014101900001"})
    store.close()
    return tmp_path / "data"


def halves(folder: Path) -> list[Path]:
    return [
        path
        for pattern in (f"{safekeeping.WORKING_COPY}*", "*.half", "*-journal")
        for path in folder.rglob(pattern)
    ]


def kill_many_times(
    victim: Victim,
    folder: Path,
    kind: str,
    longest: float,
    examine: Callable[[Store, list[str]], int],
) -> None:
    """Kill, open again, examine; ``examine`` returns the number at which the work goes on."""
    chance = random.Random(f"{kind} {time.time_ns()}")
    start = 1
    for number in range(ROUNDS):
        # The first is killed at its beginning, the last (however slow the machine) after work.
        delay = chance.uniform(0, longest if number else 0.005)
        last = number == ROUNDS - 1
        killed = victim.run(kind, folder, start, delay, until_confirmed=last)
        store = open_store(folder)
        try:
            assert halves(folder) == []
            report = checkup.check(store)
            assert report.ok, report.lines
            start = examine(store, killed.confirmed)
        finally:
            store.close()
    assert killed.confirmed


def test_typing_keeps_every_save_that_was_confirmed(victim: Victim, folder: Path) -> None:
    reached = 0

    def examine(store: Store, confirmed: list[str]) -> int:
        nonlocal reached
        with store.read() as connection:
            name = connection.execute(select(tables.person.c.name)).scalar_one()
        found = int(name.removeprefix("Nama "))
        last = int(confirmed[-1]) if confirmed else reached
        assert last <= found <= last + 1  # one save may be done and not yet confirmed
        reached = found
        return found + 1

    kill_many_times(victim, folder, "typing", 0.06, examine)


def test_an_import_is_all_or_nothing(victim: Victim, folder: Path) -> None:
    begun = 0

    def examine(store: Store, confirmed: list[str]) -> int:
        nonlocal begun
        participant = tables.participant
        with store.read() as connection:
            held = dict(
                connection.execute(
                    select(participant.c.activity_id, func.count()).group_by(
                        participant.c.activity_id
                    )
                ).all()
            )
            batches = connection.execute(
                select(func.count()).select_from(tables.import_batch)
            ).scalar_one()
        imported = {where: count for where, count in held.items() if count > 1}
        assert set(imported.values()) <= {IMPORTED}
        assert len(imported) == batches
        for line in confirmed:
            where, accepted = line.split()
            assert held[where] == int(accepted) == IMPORTED
        begun += len(confirmed) + 1
        return begun

    kill_many_times(victim, folder, "import", 0.25, examine)


def test_an_export_is_the_old_file_or_the_new_one(victim: Victim, folder: Path) -> None:
    reached = 0

    def examine(store: Store, confirmed: list[str]) -> int:
        nonlocal reached
        target = store.folder / "rekap.xlsx"
        last = int(confirmed[-1]) if confirmed else reached
        if last or target.exists():
            content = target.read_bytes()
            found = int(content[:10])
            assert content == content[:10] * (EXPORTED // 10)
            assert last <= found <= last + 1
            reached = found
        return reached + 1

    kill_many_times(victim, folder, "export", 0.06, examine)


def test_an_attachment_is_there_before_anything_names_it(victim: Victim, folder: Path) -> None:
    known: set[str] = set()

    def examine(store: Store, confirmed: list[str]) -> int:
        known.update(confirmed)
        with store.read() as connection:
            named = set(connection.execute(select(tables.attachment.c.sha256)).scalars())
        assert known <= named
        assert not [sha256 for sha256 in named if store.attachments.damaged(sha256)]
        assert not [sha256 for sha256 in store.attachments.digests() if len(sha256) != 64]
        return 1

    kill_many_times(victim, folder, "attach", 0.06, examine)


def test_a_backup_is_whole_or_not_there(victim: Victim, folder: Path) -> None:
    begun = 0

    def examine(store: Store, confirmed: list[str]) -> int:
        nonlocal begun
        files = {path.name: path for path in store.backups.glob(f"*{backup_file.SUFFIX}")}
        assert set(confirmed) <= files.keys()
        for path in files.values():
            backup_file.verify(path)
        begun += len(confirmed) + 1
        return begun

    kill_many_times(victim, folder, "backup", 0.12, examine)


def test_a_restore_happens_wholly_or_not_at_all(victim: Victim, folder: Path) -> None:
    store = open_store(folder)
    for name in ("A", "B"):
        settings.put(store, {"office_name": name})
        made = backups.back_up(store)
        made.path.rename(folder.parent / f"{name}.sertidesk")
    store.close()
    shown = "B"

    def examine(store: Store, confirmed: list[str]) -> int:
        nonlocal shown
        following = {"A": "B", "B": "A"}
        # Every run begins with A; the last one may be done and not yet confirmed.
        allowed = {confirmed[-1], following[confirmed[-1]]} if confirmed else {shown, "A"}
        shown = str(settings.get(store, "office_name"))
        assert shown in allowed
        return 1

    kill_many_times(victim, folder, "restore", 0.2, examine)
    assert restoring.inspect(folder.parent / "A.sertidesk").activities == 1
