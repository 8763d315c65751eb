"""Backups are whole and can be put back; damage, full disks and other windows are told."""

from __future__ import annotations

import errno
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from sertidesk.db import backup_file, migrations, tables
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import activity, history, participants, restoring, safekeeping, settings
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.safekeeping import Why
from sertidesk.services.store import Store, locate_store, open_store

WIB = timezone(timedelta(hours=7))


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=WIB)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Store]:
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


def office_name(store: Store) -> object:
    return settings.get(store, "office_name")


def leftovers(*folders: Path) -> list[str]:
    return [path.name for folder in folders for path in folder.glob(".~*")]


def test_a_backup_tells_what_is_inside(desk: Store) -> None:
    made = safekeeping.back_up(desk)
    seen = safekeeping.inspect(made.path)
    assert seen == made
    assert (seen.activities, seen.persons, seen.participants, seen.attachments) == (1, 2, 2, 2)
    assert (seen.why, seen.actor, seen.reason) == ("manual", "Budi", "manual")
    assert seen.created == datetime(2026, 11, 21, 9, 0, tzinfo=WIB)
    assert seen.schema_version == migrations.NEWEST
    assert leftovers(desk.backups, desk.folder) == []


def test_the_database_inside_is_one_whole_file_with_the_newest_change(
    desk: Store, tmp_path: Path
) -> None:
    settings.put(desk, {"office_name": "Dinas PUPR"})  # still in the write-ahead log
    made = safekeeping.back_up(desk)
    backup_file.extract_database(made.path, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT value FROM setting").fetchone() == ('"Dinas PUPR"',)


def test_backups_in_the_folder_share_the_attachments(desk: Store, clock: Clock) -> None:
    first = safekeeping.back_up(desk)
    clock.now += timedelta(minutes=1)
    safekeeping.back_up(desk)
    pool = safekeeping.pool_of(desk.backups)
    assert len(list(pool.digests())) == 2
    with zipfile.ZipFile(first.path) as container:
        assert container.namelist() == ["manifest.json", "sertidesk.db"]


def test_a_backup_to_another_folder_carries_everything(desk: Store, tmp_path: Path) -> None:
    made = safekeeping.back_up(desk, to=tmp_path / "usb")
    assert made.path.parent == tmp_path / "usb"
    assert made.self_contained
    other = open_store(tmp_path / "other-pc")
    restored = restoring.restore(other, made.path)
    assert restored.missing == 0
    assert [other.attachments.damaged(name) for name in desk.attachments.digests()] == [False] * 2
    assert [line.participants for line in activity.listing(other)] == [2]
    other.close()


def test_two_backups_in_one_second_are_two_files(desk: Store) -> None:
    assert safekeeping.back_up(desk).path != safekeeping.back_up(desk).path


def test_nothing_is_backed_up_twice_without_a_change(desk: Store) -> None:
    assert safekeeping.changed_since_backup(desk)
    assert safekeeping.back_up_if_changed(desk, Why.CLOSING) is not None
    assert not safekeeping.changed_since_backup(desk)
    assert safekeeping.back_up_if_changed(desk, Why.CLOSING) is None
    settings.put(desk, {"office_name": "Dinas"})
    assert safekeeping.back_up_if_changed(desk, Why.CLOSING) is not None


def test_the_daily_backup_is_made_once_a_day(desk: Store, clock: Clock) -> None:
    assert safekeeping.back_up_daily(desk) is not None
    settings.put(desk, {"office_name": "Dinas"})
    assert safekeeping.back_up_daily(desk) is None
    clock.now += timedelta(days=1)
    daily = safekeeping.back_up_daily(desk)
    assert daily is not None
    assert daily.why == "daily"


def test_a_restore_brings_back_what_was_and_keeps_what_is(desk: Store, clock: Clock) -> None:
    settings.put(desk, {"office_name": "Dahulu"})
    old = safekeeping.back_up(desk)
    clock.now += timedelta(minutes=1)
    settings.put(desk, {"office_name": "Sekarang"})
    restored = restoring.restore(desk, old.path)
    assert office_name(desk) == "Dahulu"
    assert restored.changes.kinds >= {"person", "setting", "activity"}
    assert restored.safety is not None
    assert restored.safety.why == "before-restore"
    restoring.restore(desk, restored.safety.path)
    assert office_name(desk) == "Sekarang"
    settings.put(desk, {"office_name": "Lanjut"})  # the store stays usable
    assert office_name(desk) == "Lanjut"
    assert leftovers(desk.backups, desk.folder) == []


def test_a_restore_stands_in_the_history_and_no_undo_takes_it(desk: Store) -> None:
    restoring.restore(desk, safekeeping.back_up(desk).path)
    with desk.read() as connection:
        labels = connection.execute(tables.change_set.select()).all()
    assert labels[-1].label.startswith("Data dipulihkan dari cadangan 21-11-2026")
    assert history.latest_redoable(desk) is None
    latest = history.latest_undoable(desk)
    assert latest is not None
    assert latest.label == "Lampiran ditambahkan"


def test_a_restore_brings_back_lost_and_damaged_attachments(desk: Store) -> None:
    made = safekeeping.back_up(desk)
    lost, spoilt = desk.attachments.digests()
    desk.attachments.path_of(lost).unlink()
    size = desk.attachments.path_of(spoilt).stat().st_size
    desk.attachments.path_of(spoilt).write_bytes(b"x" * size)
    assert restoring.restore(desk, made.path).missing == 0
    assert not desk.attachments.damaged(lost)
    assert not desk.attachments.damaged(spoilt)


def test_a_restore_works_when_the_database_is_gone(desk: Store, tmp_path: Path) -> None:
    made = safekeeping.back_up(desk)
    desk.close()
    desk.database.path.unlink()
    with pytest.raises(UserError) as refused:
        open_store(desk.folder)
    assert refused.value.code == "database_missing"
    again = locate_store(desk.folder)
    restored = restoring.restore(again, made.path)
    assert (restored.safety, restored.set_aside) == (None, None)
    assert len(activity.listing(again)) == 1
    again.close()


@pytest.mark.parametrize("where", [0, 4096])
def test_a_restore_works_when_the_database_is_damaged(desk: Store, where: int) -> None:
    made = safekeeping.back_up(desk)
    desk.close()
    with desk.database.path.open("r+b") as file:
        file.seek(where)
        file.write(b"\xff" * 8192)
    broken = desk.database.path.read_bytes()
    again = locate_store(desk.folder)
    restored = restoring.restore(again, made.path)
    assert restored.safety is None
    assert restored.set_aside is not None
    assert (restored.set_aside / "sertidesk.db").read_bytes() == broken
    assert len(activity.listing(again)) == 1
    again.close()


def test_a_left_over_log_is_not_replayed_into_the_restored_database(desk: Store) -> None:
    made = safekeeping.back_up(desk)
    settings.put(desk, {"office_name": "Sesudah"})
    log = Path(f"{desk.database.path}-wal").read_bytes()
    desk.close()
    desk.database.path.write_bytes(b"damaged")
    Path(f"{desk.database.path}-wal").write_bytes(log)
    again = locate_store(desk.folder)
    restoring.restore(again, made.path)
    assert office_name(again) == ""
    again.close()


def test_a_restore_is_refused_while_another_window_is_open(desk: Store) -> None:
    made = safekeeping.back_up(desk)
    other = open_store(desk.folder)
    with pytest.raises(UserError) as refused:
        restoring.restore(desk, made.path)
    assert refused.value.code == "data_open_elsewhere"
    assert len(activity.listing(desk)) == 1
    other.close()
    restoring.restore(desk, made.path)


def test_a_window_that_opens_between_the_two_halves_of_a_restore_is_noticed(desk: Store) -> None:
    prepared = restoring.prepare(desk, safekeeping.back_up(desk).path)
    settings.put(desk, {"office_name": "Tetap"})
    other = open_store(desk.folder)
    with pytest.raises(UserError) as refused:
        restoring.finish(desk, prepared)
    assert refused.value.code == "data_open_elsewhere"
    assert office_name(desk) == office_name(other) == "Tetap"
    assert not prepared.copy.exists()
    other.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as container:
        start = container.getinfo("sertidesk.db").header_offset + 300
    data[start] ^= 0xFF
    path.write_bytes(data)


def make_foreign(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("word/document.xml", "<w/>")


def make_text(path: Path) -> None:
    path.write_text("NIK;Nama")


def make_future(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("manifest.json", '{"format": "sertidesk-backup", "format_version": 9}')


def make_hostile(path: Path) -> None:
    with zipfile.ZipFile(path) as container:
        head = container.read("manifest.json").decode()
        database = container.read("sertidesk.db")
    digest = head.partition('"attachments": {')[2].partition('"')[2][:64]
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("manifest.json", head.replace(digest, "../" * 21 + "x"))
        container.writestr("sertidesk.db", database)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut, "backup_damaged"),
        (flip, "backup_damaged"),
        (make_foreign, "backup_foreign"),
        (make_text, "backup_foreign"),
        (make_future, "backup_newer"),
        (make_hostile, "backup_damaged"),
        (Path.unlink, "backup_missing"),
    ],
)
def test_an_unusable_file_is_refused_and_the_data_left_alone(
    desk: Store, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    made = safekeeping.back_up(desk, to=tmp_path / "usb")
    spoil(made.path)
    with pytest.raises(UserError) as refused:
        restoring.restore(desk, made.path)
    assert refused.value.code == code
    assert len(activity.listing(desk)) == 1
    assert leftovers(desk.backups, desk.folder) == []


def test_a_backup_of_a_newer_program_is_refused(desk: Store) -> None:
    with desk.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (999, '2030-01-01')")
    made = safekeeping.back_up(desk)
    with pytest.raises(UserError) as refused:
        restoring.restore(desk, made.path)
    assert refused.value.code == "backup_newer"


def test_a_damaged_database_is_not_backed_up(desk: Store) -> None:
    desk.close()
    data = bytearray(desk.database.path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    desk.database.path.write_bytes(data)
    with pytest.raises(UserError) as refused:
        safekeeping.back_up(desk)
    assert refused.value.code == "database_damaged"
    assert safekeeping.list_backups(desk) == []
    assert leftovers(desk.backups) == []


def test_a_lost_attachment_is_counted_and_does_not_stop_the_backup(desk: Store) -> None:
    lost = next(desk.attachments.digests())
    desk.attachments.path_of(lost).unlink()
    made = safekeeping.back_up(desk)
    assert (made.attachments, made.missing) == (1, 1)


def test_an_attachment_lost_since_is_taken_from_the_pool(desk: Store, tmp_path: Path) -> None:
    safekeeping.back_up(desk)
    desk.attachments.path_of(next(desk.attachments.digests())).unlink()
    made = safekeeping.back_up(desk, to=tmp_path / "usb")
    assert (made.attachments, made.missing) == (2, 0)


def test_a_damaged_copy_in_the_pool_is_renewed(desk: Store) -> None:
    safekeeping.back_up(desk)
    pool = safekeeping.pool_of(desk.backups)
    spoilt = pool.path_of(next(pool.digests()))
    spoilt.write_bytes(b"x" * spoilt.stat().st_size)
    safekeeping.back_up(desk)
    assert not pool.damaged(spoilt.name)


@pytest.mark.parametrize("inside", [".", "cadangan", "cadangan/sub"])
def test_a_second_copy_inside_the_data_folder_is_refused(desk: Store, inside: str) -> None:
    with pytest.raises(UserError) as refused:
        safekeeping.back_up(desk, to=desk.folder / inside)
    assert refused.value.code == "backup_into_data_folder"


def test_a_stick_that_is_not_there_is_told(desk: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="USB") as refused:
        safekeeping.back_up(desk, to=tmp_path / "media" / "stick")
    assert refused.value.code == "backup_folder_missing"
    assert not (tmp_path / "media").exists()


def test_a_full_disk_leaves_no_file_and_the_earlier_backups(
    desk: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = safekeeping.back_up(desk)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup_file, "write", full)
    with pytest.raises(UserError) as refused:
        safekeeping.back_up(desk)
    assert refused.value.code == "disk_full"
    assert [info.path for info in safekeeping.list_backups(desk)] == [earlier.path]
    assert leftovers(desk.backups) == []


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_cancelling_leaves_no_file(desk: Store, after: int) -> None:
    looks = iter(range(100))
    with pytest.raises(Cancelled):
        safekeeping.back_up(desk, is_cancelled=lambda: next(looks) >= after)
    assert safekeeping.list_backups(desk) == []
    assert leftovers(desk.backups) == []


def test_progress_runs_forward_to_its_end(desk: Store) -> None:
    seen: list[tuple[int, int]] = []
    safekeeping.back_up(desk, report=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (1000, 1000)


def test_old_backups_go_and_the_attachments_only_they_had(desk: Store, clock: Clock) -> None:
    first = safekeeping.back_up(desk)
    gone = next(desk.attachments.digests())
    with desk.database.write() as connection:  # as if it had never been attached
        connection.execute(tables.attachment.delete().where(tables.attachment.c.sha256 == gone))
    desk.attachments.path_of(gone).unlink()
    for _ in range(9):
        clock.now += timedelta(days=1)
        safekeeping.back_up(desk)
    left = [info.path for info in safekeeping.list_backups(desk)]
    assert first.path not in left
    assert len(left) == 8  # seven days, and the last of the week before them
    pool = safekeeping.pool_of(desk.backups)
    assert gone not in set(pool.digests())
    assert len(list(pool.digests())) == 1


def test_a_damaged_file_in_the_list_is_shown_with_its_problem(desk: Store) -> None:
    made = safekeeping.back_up(desk)
    cut(made.path)
    (shown,) = safekeeping.list_backups(desk)
    assert "rusak" in shown.problem
    assert safekeeping.newest_backup(desk) is None


def test_an_old_database_is_backed_up_before_it_is_migrated(
    desk: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.close()
    (tmp_path / "0001_initial.sql").write_text("SELECT 1;\n\n")
    (tmp_path / "0002_next.sql").write_text("CREATE TABLE extra (id TEXT);\n\n")
    monkeypatch.setattr(migrations, "LADDER", ("0001_initial", "0002_next"))
    monkeypatch.setattr(migrations, "NEWEST", 2)
    monkeypatch.setattr(migrations, "_FOLDER", tmp_path)
    again = open_store(desk.folder, clock=clock)
    (made,) = safekeeping.list_backups(again)
    assert (made.why, made.schema_version, made.participants) == ("before-migration", 1, 2)
    restored = restoring.restore(again, made.path)  # an old backup climbs as well
    assert restored.info.schema_version == 1
    with again.read() as connection:
        assert migrations.version_of(connection) == 2
    again.close()
