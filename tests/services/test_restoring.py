"""A backup can be put back, whatever became of the data; what is no backup is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sertidesk.db import migrations, tables
from sertidesk.domain.errors import UserError
from sertidesk.services import activity, history, restoring, safekeeping, settings
from sertidesk.services.store import Store, locate_store, open_store


def office_name(store: Store) -> object:
    return settings.get(store, "office_name")


def leftovers(*folders: Path) -> list[str]:
    return [path.name for folder in folders for path in folder.glob(".~*")]


def test_a_restore_brings_back_what_was_and_keeps_what_is(office: Store, clock: Any) -> None:
    settings.put(office, {"office_name": "Dahulu"})
    old = safekeeping.back_up(office)
    clock.now += timedelta(minutes=1)
    settings.put(office, {"office_name": "Sekarang"})
    restored = restoring.restore(office, old.path)
    assert office_name(office) == "Dahulu"
    assert restored.changes.kinds >= {"person", "setting", "activity"}
    assert restored.safety is not None
    assert restored.safety.why == "before-restore"
    restoring.restore(office, restored.safety.path)
    assert office_name(office) == "Sekarang"
    settings.put(office, {"office_name": "Lanjut"})  # the store stays usable
    assert office_name(office) == "Lanjut"
    assert leftovers(office.backups, office.folder) == []


def test_a_restore_stands_in_the_history_and_no_undo_takes_it(office: Store) -> None:
    restoring.restore(office, safekeeping.back_up(office).path)
    with office.read() as connection:
        labels = connection.execute(tables.change_set.select()).all()
    assert labels[-1].label.startswith("Data dipulihkan dari cadangan 21-11-2026")
    assert history.latest_redoable(office) is None
    latest = history.latest_undoable(office)
    assert latest is not None
    assert latest.label == "Lampiran ditambahkan"


def test_a_restore_brings_back_lost_and_damaged_attachments(office: Store) -> None:
    made = safekeeping.back_up(office)
    lost, spoilt = office.attachments.digests()
    office.attachments.path_of(lost).unlink()
    size = office.attachments.path_of(spoilt).stat().st_size
    office.attachments.path_of(spoilt).write_bytes(b"x" * size)
    assert restoring.restore(office, made.path).missing == 0
    assert not office.attachments.damaged(lost)
    assert not office.attachments.damaged(spoilt)


def test_a_restore_works_when_the_database_is_gone(office: Store, tmp_path: Path) -> None:
    made = safekeeping.back_up(office)
    office.close()
    office.database.path.unlink()
    with pytest.raises(UserError) as refused:
        open_store(office.folder)
    assert refused.value.code == "database_missing"
    again = locate_store(office.folder)
    restored = restoring.restore(again, made.path)
    assert (restored.safety, restored.set_aside) == (None, None)
    assert len(activity.listing(again)) == 1
    again.close()


@pytest.mark.parametrize("where", [0, 4096])
def test_a_restore_works_when_the_database_is_damaged(office: Store, where: int) -> None:
    made = safekeeping.back_up(office)
    office.close()
    with office.database.path.open("r+b") as file:
        file.seek(where)
        file.write(b"\xff" * 8192)
    broken = office.database.path.read_bytes()
    again = locate_store(office.folder)
    restored = restoring.restore(again, made.path)
    assert restored.safety is None
    assert restored.set_aside is not None
    assert (restored.set_aside / "sertidesk.db").read_bytes() == broken
    assert len(activity.listing(again)) == 1
    again.close()


def test_a_left_over_log_is_not_replayed_into_the_restored_database(office: Store) -> None:
    made = safekeeping.back_up(office)
    settings.put(office, {"office_name": "Sesudah"})
    log = Path(f"{office.database.path}-wal").read_bytes()
    office.close()
    office.database.path.write_bytes(b"damaged")
    Path(f"{office.database.path}-wal").write_bytes(log)
    again = locate_store(office.folder)
    restoring.restore(again, made.path)
    assert office_name(again) == ""
    again.close()


def test_a_restore_is_refused_while_another_window_is_open(office: Store) -> None:
    made = safekeeping.back_up(office)
    other = open_store(office.folder)
    with pytest.raises(UserError) as refused:
        restoring.restore(office, made.path)
    assert refused.value.code == "data_open_elsewhere"
    assert len(activity.listing(office)) == 1
    other.close()
    restoring.restore(office, made.path)


def test_a_window_that_opens_between_the_two_halves_of_a_restore_is_noticed(office: Store) -> None:
    prepared = restoring.prepare(office, safekeeping.back_up(office).path)
    settings.put(office, {"office_name": "Tetap"})
    other = open_store(office.folder)
    with pytest.raises(UserError) as refused:
        restoring.finish(office, prepared)
    assert refused.value.code == "data_open_elsewhere"
    assert office_name(office) == office_name(other) == "Tetap"
    assert not prepared.copy.exists()
    other.close()


def test_a_backup_to_another_folder_carries_everything(office: Store, tmp_path: Path) -> None:
    made = safekeeping.back_up(office, to=tmp_path / "usb")
    assert made.path.parent == tmp_path / "usb"
    assert made.self_contained
    other = open_store(tmp_path / "other-pc")
    restored = restoring.restore(other, made.path)
    assert restored.missing == 0
    assert [other.attachments.damaged(name) for name in office.attachments.digests()] == [False] * 2
    assert [line.participants for line in activity.listing(other)] == [2]
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
    office: Store, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    made = safekeeping.back_up(office, to=tmp_path / "usb")
    spoil(made.path)
    with pytest.raises(UserError) as refused:
        restoring.restore(office, made.path)
    assert refused.value.code == code
    assert len(activity.listing(office)) == 1
    assert leftovers(office.backups, office.folder) == []


def test_a_backup_of_a_newer_program_is_refused(office: Store) -> None:
    with office.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (999, '2030-01-01')")
    made = safekeeping.back_up(office)
    with pytest.raises(UserError) as refused:
        restoring.restore(office, made.path)
    assert refused.value.code == "backup_newer"


def test_an_old_database_is_backed_up_before_it_is_migrated(
    office: Store, clock: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office.close()
    known = migrations.NEWEST
    ladder = (*migrations.LADDER, f"{known + 1:04}_next")
    (tmp_path / f"{ladder[-1]}.sql").write_text("CREATE TABLE extra (id TEXT);\n\n")
    monkeypatch.setattr(migrations, "LADDER", ladder)
    monkeypatch.setattr(migrations, "NEWEST", known + 1)
    monkeypatch.setattr(migrations, "_FOLDER", tmp_path)
    again = open_store(office.folder, clock=clock)
    (made,) = safekeeping.list_backups(again)
    assert (made.why, made.schema_version, made.participants) == ("before-migration", known, 2)
    restored = restoring.restore(again, made.path)  # an old backup climbs as well
    assert restored.info.schema_version == known
    with again.read() as connection:
        assert migrations.version_of(connection) == known + 1
    again.close()
