"""Copies of a living database, and who has the folder open."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sertidesk.db import safekeeping, tables
from sertidesk.db.presence import Presence
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import settings
from sertidesk.services.store import Store, open_store


def test_a_copy_shows_one_moment_while_another_window_writes(store: Store, tmp_path: Path) -> None:
    for number in range(300):  # enough pages for more than one step of the copy
        with store.write("Isi") as tx:
            tx.insert(tables.setting, {"key": f"k{number}", "value": "x" * 40_000})
    steps = []

    def write_meanwhile(done: int, total: int) -> None:
        steps.append(done)
        settings.put(store, {"office_name": f"Dinas {done}"})

    safekeeping.copy_database(store.database.path, tmp_path / "copy.db", write_meanwhile)
    assert len(steps) > 1
    assert steps == sorted(steps)  # it never began anew
    assert safekeeping.faults(tmp_path / "copy.db") == []
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        held = copy.execute("SELECT count(*) FROM setting WHERE key = 'office_name'").fetchone()
    assert held == (0,)


def test_a_copy_can_be_cancelled(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        safekeeping.copy_database(
            store.database.path, tmp_path / "copy.db", is_cancelled=lambda: True
        )


def test_a_missing_database_is_not_made_by_copying_it(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        safekeeping.copy_database(tmp_path / "none.db", tmp_path / "copy.db")
    assert refused.value.code == "database_unreachable"
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database_is_faulty(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database at all" * 100)
    assert safekeeping.faults(tmp_path / "x.db") == ["file is not a database"]


def test_the_state_differs_after_every_change_even_with_a_clock_set_back(store: Store) -> None:
    seen = {safekeeping.state_of(store.database.path)}
    for number in range(5):
        settings.put(store, {"office_name": f"{number}"})
        seen.add(safekeeping.state_of(store.database.path))
    with store.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO change_set (id, at, actor, label) "
            "VALUES ('00000000-0000-7000-8000-000000000000', '2001-01-01', 'x', 'old clock')"
        )
    seen.add(safekeeping.state_of(store.database.path))
    with store.database.write() as connection:  # a change that joins an earlier set
        connection.exec_driver_sql(
            "INSERT INTO change (change_set_id, position, table_name, row_id) "
            "VALUES ('00000000-0000-7000-8000-000000000000', 0, 'person', 'x')"
        )
    seen.add(safekeeping.state_of(store.database.path))
    assert len(seen) == 8


def test_a_log_is_not_folded_while_someone_has_the_database_open(store: Store) -> None:
    settings.put(store, {"office_name": "Dinas"})
    with pytest.raises(UserError) as refused:
        safekeeping.fold_log(store.database.path)
    assert refused.value.code == "database_locked"
    store.database.close()
    assert safekeeping.fold_log(store.database.path)


def test_windows_share_a_folder_and_a_restore_wants_it_alone(tmp_path: Path) -> None:
    first, second, third = Presence(tmp_path), Presence(tmp_path), Presence(tmp_path)
    first.share()
    second.share()
    assert not third.be_alone()
    first.leave()
    assert not third.be_alone()
    second.leave()
    assert third.be_alone()


def test_a_killed_process_leaves_no_one_present(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path\n"
            "from sertidesk.db.presence import Presence\n"
            "held = Presence(Path(sys.argv[1])); held.share(); print('here', flush=True)\n"
            "time.sleep(60)",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"here"
        assert not Presence(tmp_path).be_alone()
        child.kill()
        child.wait()
    alone = Presence(tmp_path)
    assert alone.be_alone()
    alone.leave()


def test_leftovers_are_swept_only_by_whoever_is_alone(store: Store) -> None:
    leftover = store.backups / f"{safekeeping.WORKING_COPY}abc.db"
    leftover.write_bytes(b"half")
    second = open_store(store.folder)
    assert leftover.exists()
    second.close()
    store.close()
    third = open_store(store.folder)
    assert not leftover.exists()
    third.close()


def test_a_journal_left_by_a_kill_is_taken_back_and_swept(store: Store) -> None:
    settings.put(store, {"office_name": "Dinas"})
    store.close()
    path = store.database.path
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path)) as dying:
        dying.execute("PRAGMA journal_mode = DELETE")
        dying.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the commit
        dying.execute("BEGIN")
        dying.execute("UPDATE setting SET value = '\"' || hex(zeroblob(50000)) || '\"'")
        half, hot = path.read_bytes(), journal.read_bytes()
    assert hot.startswith(b"\xd9\xd5\x05\xf9")  # there is something to take back
    path.write_bytes(half)  # as a kill would leave both
    journal.write_bytes(hot)
    again = open_store(store.folder)
    assert settings.get(again, "office_name") == "Dinas"
    assert not journal.exists()
    again.close()
    journal.write_bytes(b"")  # one with nothing in it, as it is left before its first byte
    open_store(store.folder).close()
    assert not journal.exists()
