"""The reconciliation of an activity: who came how far, on the screen's terms and as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sertidesk.domain.assessment import Decision
from sertidesk.domain.attendance import State
from sertidesk.domain.errors import UserError
from sertidesk.domain.reconciliation import Stage
from sertidesk.services import (
    activity,
    assessment_edits,
    attendance,
    attendance_marks,
    certificates,
    exports,
    handover,
    participants,
    reconciliation,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("badung", "Uji", 2026)).subject or ""
    one = activity.by_code(store, code)
    for number in range(1, 5):
        participants.add(
            store, one.id, {"name": f"Contoh {number}", "nik": f"510301020390000{number}"}
        )
    return one


def work_through(store: Store, made: Activity) -> list[str]:
    """Three come, two are competent, one certificate comes in and is handed over."""
    ids = list(reconciliation.load(store, made).everyone)
    (roll,) = attendance.load(store, made)
    attendance_marks.mark(store, made, roll.key, ids[:3], State.PRESENT)
    assessment_edits.decide(store, made, ids[:2], Decision.COMPETENT)
    assessment_edits.decide(store, made, ids[2:3], Decision.NOT_COMPETENT)
    certificates.save(store, made, ids[0], {"number": "41 1"})
    (entry,) = [one for one in handover.listing(store, made) if one.number]
    handover.hand_over(store, made, [entry.certificate_id])
    return ids


def test_everyone_is_counted_at_every_stage(store: Store, made: Activity) -> None:
    ids = work_through(store, made)
    found = reconciliation.load(store, made)
    counts = {stage: len(found.reached[stage]) for stage in found.stages}
    assert counts == {
        Stage.REGISTERED: 4, Stage.COMPLETE: 0, Stage.ATTENDED: 3, Stage.COMPETENT: 2,
        Stage.RECEIVED: 1, Stage.IN_PORTAL: 0, Stage.HANDED: 1,
    }  # fmt: skip
    assert found.between(Stage.REGISTERED, Stage.ATTENDED) == (ids[3],)
    assert found.between(Stage.ATTENDED, Stage.COMPETENT) == (ids[2],)
    assert [line.furthest for line in found.lines] == [
        Stage.HANDED, Stage.COMPETENT, Stage.ATTENDED, Stage.REGISTERED,
    ]  # fmt: skip
    assert found.strays == ()


def test_the_workbook_has_counts_ways_and_gaps(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    work_through(store, made)
    written = exports.write(store, made, "reconciliation", tmp_path / "r.xlsx")
    assert written.rows == 4
    book = load_workbook(written.path)
    assert book.sheetnames == ["Rekonsiliasi", "Peserta", "Yang kurang"]
    counts = {row[0]: row[1] for row in book["Rekonsiliasi"].iter_rows(values_only=True)}
    assert (counts["terdaftar"], counts["hadir uji"], counts["kompeten"]) == (4, 3, 2)
    gaps = [row[1:4] for row in book["Yang kurang"].iter_rows(values_only=True)]
    assert ("hadir uji", "kompeten", "Contoh 3") in gaps


def test_without_participants_there_is_nothing_to_write(store: Store, tmp_path: Path) -> None:
    code = activity.create(store, ActivityDraft("badung", "Kosong", 2026)).subject or ""
    with pytest.raises(UserError):
        exports.write(store, activity.by_code(store, code), "reconciliation", tmp_path / "r.xlsx")
    assert not (tmp_path / "r.xlsx").exists()
