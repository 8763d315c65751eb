"""An examination finds what is wrong, mends what it can, and is honest about the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sertidesk.db import search, tables
from sertidesk.domain.errors import Cancelled
from sertidesk.services import activity, checkup, participants, safekeeping
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.checkup import CheckReport, Outcome
from sertidesk.services.store import Store


@pytest.fixture
def content(store: Store) -> str:
    """Enrol one person with one attachment; return its digest."""
    code = activity.create(store, ActivityDraft("kotawaringin-barat", "Tukang", 2026)).subject
    assert code is not None
    where = activity.by_code(store, code).id
    participants.add(store, where, {"name": "Sari Contoh", "nik": "6201014101900001"})
    sha256 = store.attachments.put(b"scan")
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
                "size": 4,
                "added_at": store.now(),
            },
        )
    return sha256


def outcomes(report: CheckReport) -> dict[str, Outcome]:
    return {line.topic: line.outcome for line in report.lines}


def test_sound_data_is_told_to_be_sound(store: Store, content: str) -> None:
    safekeeping.back_up(store)
    report = checkup.check(store)
    assert report.ok
    assert set(outcomes(report).values()) == {Outcome.GOOD}
    assert "1 kegiatan, 1 orang, 1 peserta" in report.lines[0].text


def test_a_fresh_data_folder_is_in_order_and_asks_for_a_backup(store: Store) -> None:
    report = checkup.check(store)
    assert report.ok
    assert outcomes(report)["Cadangan"] is Outcome.NOTE


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_an_attachment_gone_bad_is_named_with_its_owner(
    store: Store, content: str, damage: str
) -> None:
    path = store.attachments.path_of(content)
    path.unlink() if damage == "lost" else path.write_bytes(b"SCAN")
    report = checkup.check(store)
    assert not report.ok
    (line,) = [line for line in report.lines if line.outcome is Outcome.BAD]
    assert "ktp.jpg (Sari Contoh)" in line.text


def test_an_attachment_gone_bad_is_mended_from_the_backups(store: Store, content: str) -> None:
    safekeeping.back_up(store)
    store.attachments.path_of(content).write_bytes(b"SCAN")
    report = checkup.check(store)
    assert report.ok
    assert Outcome.MENDED in {line.outcome for line in report.lines if line.topic == "Lampiran"}
    assert store.attachments.get(content) == b"scan"


def test_content_that_nothing_names_is_noted_and_left(store: Store, content: str) -> None:
    orphan = store.attachments.put(b"from an import that was refused")
    report = checkup.check(store)
    assert report.ok
    assert Outcome.NOTE in {line.outcome for line in report.lines if line.topic == "Lampiran"}
    assert not store.attachments.damaged(orphan)


def test_a_search_index_that_disagrees_is_built_anew(store: Store, content: str) -> None:
    with store.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO person_trigram(person_trigram) VALUES ('delete-all')"
        )
        assert search.find_persons(connection, ["sari"]) == []
    report = checkup.check(store)
    assert outcomes(report)["Pencarian"] is Outcome.MENDED
    with store.read() as connection:
        assert len(search.find_persons(connection, ["sari"])) == 1
    assert outcomes(checkup.check(store))["Pencarian"] is Outcome.GOOD


def test_a_counter_that_is_wrong_is_put_right(store: Store, content: str) -> None:
    with store.database.write() as connection:
        connection.execute(text("UPDATE participant SET documents_complete = 1"))
    assert outcomes(checkup.check(store))["Hitungan"] is Outcome.MENDED
    with store.read() as connection:
        flag = connection.execute(tables.participant.select()).one().documents_complete
    assert flag == 0
    assert outcomes(checkup.check(store))["Hitungan"] is Outcome.GOOD


def test_a_damaged_database_is_bad_and_nothing_else_is_claimed(store: Store, content: str) -> None:
    store.close()
    data = bytearray(store.database.path.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    store.database.path.write_bytes(data)
    report = checkup.check(store)
    assert not report.ok
    assert set(outcomes(report)) == {"Berkas data", "Cadangan"}


def test_a_row_that_points_at_nothing_is_bad(store: Store, content: str) -> None:
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("UPDATE participant SET person_id = 'nobody'")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    report = checkup.check(store)
    assert not report.ok
    assert "participant" in report.lines[0].text


def test_an_old_backup_is_noted(store: Store) -> None:
    made = safekeeping.back_up(store)
    assert outcomes(checkup.check(store))["Cadangan"] is Outcome.GOOD
    made.path.unlink()
    assert outcomes(checkup.check(store))["Cadangan"] is Outcome.NOTE


def test_an_examination_can_be_cancelled(store: Store, content: str) -> None:
    with pytest.raises(Cancelled):
        checkup.check(store, is_cancelled=lambda: True)
