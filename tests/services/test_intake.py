"""Lists from villages into an activity: who is known, all or nothing, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import activity, intake
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery, count, records
from sertidesk.services.store import Store

HEADER = ["NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR", "L/P", "HP", "KETRAMPILAN"]
BUDI = ["1", "6201021205900001", "BUDI CONTOH", "Kumai", "12-05-1990", "L", "81200000001", "las"]
SITI = ["2", "6201025507910002", "SITI UMPAMA", "Kumai", "15-07-1991", "P", "081200000002", ""]


def write_list(path: Path, *rows: list[str]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Desa Contoh")
        for number, row in enumerate([HEADER, *rows]):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return path


def begin(store: Store) -> Activity:
    made = activity.create(store, ActivityDraft("kotawaringin-barat", "Uji", 2026))
    return activity.by_code(store, made.subject or "")


@pytest.fixture
def one(store: Store) -> Activity:
    return begin(store)


def names(store: Store, one: Activity) -> list[str]:
    return [row["name"] for row in records(store, ParticipantQuery(one.id))]


def test_a_list_is_written_with_phones_and_unknown_columns_kept(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    listed = intake.read(store, one, write_list(tmp_path / "desa.xlsx", BUDI, SITI))
    outcome = intake.commit(store, one, listed)
    assert (outcome.accepted, outcome.rejected) == (2, 0)
    first, second = records(store, ParticipantQuery(one.id))
    assert first["phone"] == "+6281200000001"
    assert first["extra"] == {"KETRAMPILAN": "las"}
    assert second["sex"] == "P"


def test_reading_writes_nothing(store: Store, one: Activity, tmp_path: Path) -> None:
    intake.read(store, one, write_list(tmp_path / "desa.xlsx", BUDI))
    assert count(store, ParticipantQuery(one.id)) == 0


def test_who_is_in_the_activity_already_is_rejected_and_the_count_is_the_truth(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    path = write_list(tmp_path / "desa.xlsx", BUDI)
    intake.commit(store, one, intake.read(store, one, path))
    again = intake.read(store, one, write_list(tmp_path / "lagi.xlsx", BUDI, SITI))
    assert again.rows[0].status.value == "rejected"
    assert [finding.code for finding in again.rows[0].added] == ["nik_in_activity"]
    outcome = intake.commit(store, one, again)
    assert (outcome.accepted, outcome.rejected) == (1, 1)
    assert names(store, one) == ["BUDI CONTOH", "SITI UMPAMA"]


def test_a_person_exists_once_across_activities(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    path = write_list(tmp_path / "desa.xlsx", BUDI)
    intake.commit(store, one, intake.read(store, one, path))
    other = begin(store)
    listed = intake.read(store, other, path)
    assert [finding.code for finding in listed.rows[0].added] == ["person_known"]
    intake.commit(store, other, listed)
    (mine,) = records(store, ParticipantQuery(one.id))
    (theirs,) = records(store, ParticipantQuery(other.id))
    assert mine["person_id"] == theirs["person_id"]


def test_undo_takes_the_batch_back_but_spares_persons_another_activity_took(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    path = write_list(tmp_path / "desa.xlsx", BUDI, SITI)
    outcome = intake.commit(store, one, intake.read(store, one, path))
    other = begin(store)
    intake.commit(store, other, intake.read(store, other, write_list(tmp_path / "b.xlsx", BUDI)))
    assert intake.undo(store, outcome.batch) == 2
    assert names(store, one) == []
    assert [row.undone for row in intake.batches(store, one)] == [True]
    # Siti is gone with the batch, Budi is still known: the other activity has him.
    third = begin(store)
    listed = intake.read(store, third, path)
    assert [[finding.code for finding in row.added] for row in listed.rows] == [
        ["person_known"],
        [],
    ]
    with pytest.raises(UserError, match="sudah dibatalkan"):
        intake.undo(store, outcome.batch)


def test_an_alike_person_of_the_same_day_is_pointed_out(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    intake.commit(store, one, intake.read(store, one, write_list(tmp_path / "a.xlsx", BUDI)))
    twin = ["1", "6201021205900009", "BUDI CONTOHH", "Kumai", "12-05-1990", "L", "", ""]
    listed = intake.read(store, one, write_list(tmp_path / "b.xlsx", twin))
    assert "possible_duplicate" in [finding.code for finding in listed.rows[0].findings]


def test_cancel_leaves_the_database_as_it_was(store: Store, one: Activity, tmp_path: Path) -> None:
    listed = intake.read(store, one, write_list(tmp_path / "desa.xlsx", BUDI, SITI))
    asked = iter((False, True))
    with pytest.raises(Cancelled):
        intake.commit(store, one, listed, is_cancelled=lambda: next(asked, True))
    assert count(store, ParticipantQuery(one.id)) == 0
    assert intake.batches(store, one) == []


def test_nothing_to_write_is_refused(store: Store, one: Activity, tmp_path: Path) -> None:
    broken = ["1", "12345", "TANPA NIK UTUH", "", "", "", "", ""]
    listed = intake.read(store, one, write_list(tmp_path / "desa.xlsx", broken))
    with pytest.raises(UserError, match="Tidak ada baris"):
        intake.commit(store, one, listed)


def test_an_unknown_sheet_is_named_with_the_ones_there_are(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    path = write_list(tmp_path / "desa.xlsx", BUDI)
    with pytest.raises(UserError, match="Desa Contoh"):
        intake.read(store, one, path, sheets=["Lain"])


def test_a_mapping_once_changed_is_remembered_for_the_layout(
    store: Store, one: Activity, tmp_path: Path
) -> None:
    path = write_list(tmp_path / "desa.xlsx", BUDI)
    sheet = intake.read(store, one, path).sheets[0]
    roles = dict(sheet.roles) | {7: "notes"}
    intake.remember_mapping(store, sheet.fingerprint, roles)
    again = intake.read(store, one, write_list(tmp_path / "lain.xlsx", SITI, BUDI))
    assert again.sheets[0].roles[7] == "notes"
    assert again.rows[1].values["notes"] == "las"
