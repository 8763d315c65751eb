"""Backups are whole; damage, full disks and missing sticks are told."""

from __future__ import annotations

import errno
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from sertidesk.db import backup_file, migrations, tables
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import safekeeping, settings
from sertidesk.services.safekeeping import Why
from sertidesk.services.store import Store

WIB = timezone(timedelta(hours=7))


def leftovers(*folders: Path) -> list[str]:
    return [path.name for folder in folders for path in folder.glob(".~*")]


def test_a_backup_tells_what_is_inside(office: Store) -> None:
    made = safekeeping.back_up(office)
    seen = safekeeping.inspect(made.path)
    assert seen == made
    assert (seen.activities, seen.persons, seen.participants, seen.attachments) == (1, 2, 2, 2)
    assert (seen.why, seen.actor, seen.reason) == ("manual", "Budi", "manual")
    assert seen.created == datetime(2026, 11, 21, 9, 0, tzinfo=WIB)
    assert seen.schema_version == migrations.NEWEST
    assert leftovers(office.backups, office.folder) == []


def test_the_database_inside_is_one_whole_file_with_the_newest_change(
    office: Store, tmp_path: Path
) -> None:
    settings.put(office, {"office_name": "Dinas PUPR"})  # still in the write-ahead log
    made = safekeeping.back_up(office)
    backup_file.extract_database(made.path, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT value FROM setting").fetchone() == ('"Dinas PUPR"',)


def test_backups_in_the_folder_share_the_attachments(office: Store, clock: Any) -> None:
    first = safekeeping.back_up(office)
    clock.now += timedelta(minutes=1)
    safekeeping.back_up(office)
    pool = safekeeping.pool_of(office.backups)
    assert len(list(pool.digests())) == 2
    with zipfile.ZipFile(first.path) as container:
        assert container.namelist() == ["manifest.json", "sertidesk.db"]


def test_two_backups_in_one_second_are_two_files(office: Store) -> None:
    assert safekeeping.back_up(office).path != safekeeping.back_up(office).path


def test_nothing_is_backed_up_twice_without_a_change(office: Store) -> None:
    assert safekeeping.changed_since_backup(office)
    assert safekeeping.back_up_if_changed(office, Why.CLOSING) is not None
    assert not safekeeping.changed_since_backup(office)
    assert safekeeping.back_up_if_changed(office, Why.CLOSING) is None
    settings.put(office, {"office_name": "Dinas"})
    assert safekeeping.back_up_if_changed(office, Why.CLOSING) is not None


def test_the_daily_backup_is_made_once_a_day(office: Store, clock: Any) -> None:
    assert safekeeping.back_up_daily(office) is not None
    settings.put(office, {"office_name": "Dinas"})
    assert safekeeping.back_up_daily(office) is None
    clock.now += timedelta(days=1)
    daily = safekeeping.back_up_daily(office)
    assert daily is not None
    assert daily.why == "daily"


def test_a_damaged_database_is_not_backed_up(office: Store) -> None:
    office.close()
    data = bytearray(office.database.path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    office.database.path.write_bytes(data)
    with pytest.raises(UserError) as refused:
        safekeeping.back_up(office)
    assert refused.value.code == "database_damaged"
    assert safekeeping.list_backups(office) == []
    assert leftovers(office.backups) == []


def test_a_lost_attachment_is_counted_and_does_not_stop_the_backup(office: Store) -> None:
    lost = next(office.attachments.digests())
    office.attachments.path_of(lost).unlink()
    made = safekeeping.back_up(office)
    assert (made.attachments, made.missing) == (1, 1)


def test_an_attachment_lost_since_is_taken_from_the_pool(office: Store, tmp_path: Path) -> None:
    safekeeping.back_up(office)
    office.attachments.path_of(next(office.attachments.digests())).unlink()
    made = safekeeping.back_up(office, to=tmp_path / "usb")
    assert (made.attachments, made.missing) == (2, 0)


def test_a_damaged_copy_in_the_pool_is_renewed(office: Store) -> None:
    safekeeping.back_up(office)
    pool = safekeeping.pool_of(office.backups)
    spoilt = pool.path_of(next(pool.digests()))
    spoilt.write_bytes(b"x" * spoilt.stat().st_size)
    safekeeping.back_up(office)
    assert not pool.damaged(spoilt.name)


@pytest.mark.parametrize("inside", [".", "cadangan", "cadangan/sub"])
def test_a_second_copy_inside_the_data_folder_is_refused(office: Store, inside: str) -> None:
    with pytest.raises(UserError) as refused:
        safekeeping.back_up(office, to=office.folder / inside)
    assert refused.value.code == "backup_into_data_folder"


def test_a_stick_that_is_not_there_is_told(office: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="USB") as refused:
        safekeeping.back_up(office, to=tmp_path / "media" / "stick")
    assert refused.value.code == "backup_folder_missing"
    assert not (tmp_path / "media").exists()


def test_a_full_disk_leaves_no_file_and_the_earlier_backups(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = safekeeping.back_up(office)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup_file, "write", full)
    with pytest.raises(UserError) as refused:
        safekeeping.back_up(office)
    assert refused.value.code == "disk_full"
    assert [info.path for info in safekeeping.list_backups(office)] == [earlier.path]
    assert leftovers(office.backups) == []


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_cancelling_leaves_no_file(office: Store, after: int) -> None:
    looks = iter(range(100))
    with pytest.raises(Cancelled):
        safekeeping.back_up(office, is_cancelled=lambda: next(looks) >= after)
    assert safekeeping.list_backups(office) == []
    assert leftovers(office.backups) == []


def test_progress_runs_forward_to_its_end(office: Store) -> None:
    seen: list[tuple[int, int]] = []
    safekeeping.back_up(office, report=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (1000, 1000)


def test_old_backups_go_and_the_attachments_only_they_had(office: Store, clock: Any) -> None:
    first = safekeeping.back_up(office)
    gone = next(office.attachments.digests())
    with office.database.write() as connection:  # as if it had never been attached
        connection.execute(tables.attachment.delete().where(tables.attachment.c.sha256 == gone))
    office.attachments.path_of(gone).unlink()
    for _ in range(9):
        clock.now += timedelta(days=1)
        safekeeping.back_up(office)
    left = [info.path for info in safekeeping.list_backups(office)]
    assert first.path not in left
    assert len(left) == 8  # seven days, and the last of the week before them
    pool = safekeeping.pool_of(office.backups)
    assert gone not in set(pool.digests())
    assert len(list(pool.digests())) == 1


def test_a_damaged_file_in_the_list_is_shown_with_its_problem(office: Store) -> None:
    made = safekeeping.back_up(office)
    made.path.write_bytes(made.path.read_bytes()[:-200])
    (shown,) = safekeeping.list_backups(office)
    assert "rusak" in shown.problem
    assert safekeeping.newest_backup(office) is None
