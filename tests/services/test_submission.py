"""Submissions to the LSP: who goes, what is recorded, what changed since, the supplement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sertidesk.db import tables
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.submission import Rules, State
from sertidesk.export.files import sha256_of
from sertidesk.paths import resource
from sertidesk.services import (
    activity,
    history,
    layouts,
    participants,
    procedure,
    submission,
    transfers,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, lsp="LSP Uji Coba")
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def add(store: Store, made: Activity) -> Callable[..., str]:
    def enrol(number: int, **values: object) -> str:
        person = {
            "nik": f"6201011205{number:06}",
            "name": f"BUDI CONTOH {number}",
            "birth_place": "Pangkalan Bun",
            "birth_date": date(1990, 5, 12),
            "sex": "L",
            "phone": f"+62812{number:08}",
        }
        return participants.add(store, made.id, person | values).subject or ""

    return enrol


Add = Callable[..., str]


def states(store: Store, made: Activity) -> dict[str, State]:
    return {line.name: line.state for line in submission.lines(store, made)}


def table_of(path: Path) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    header = next(n for n, row in enumerate(rows) if "NIK" in row)
    return [
        dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :] if row[1]
    ]  # without the totals, whose second cell is blank


def test_a_submission_tells_who_when_and_which_file(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    first = add(1)
    sent = submission.send(store, made, tmp_path / "rekap.xlsx")
    (line,) = submission.listing(store, made)
    assert (line.number, line.kind, line.persons) == (1, "full", 1)
    assert line.at == store.now()
    assert line.recipient == "LSP Uji Coba"
    assert line.sha256 == sent.sha256 == sha256_of(tmp_path / "rekap.xlsx")
    (person,) = submission.persons(store, line.id)
    assert person.participant_id == first
    assert person.sent["birth_date"] == "1990-05-12"
    (logged,) = transfers.of_activity(store, made.id)
    assert (logged.persons, logged.sha256, logged.subject_id) == (1, line.sha256, line.id)
    assert "nik" in logged.fields
    with store.read() as connection:
        assert not procedure.facts(connection, made).unsent


def test_nobody_to_send_is_refused(store: Store, made: Activity, add: Add, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Belum ada peserta"):
        submission.send(store, made, tmp_path / "a.xlsx")
    add(1, nik=None)
    with pytest.raises(UserError, match="BUDI CONTOH 1: NIK kosong") as refused:
        submission.send(store, made, tmp_path / "a.xlsx")
    assert refused.value.code == "nothing_to_export"
    assert not submission.listing(store, made)
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_unidentified_and_the_deceased_stay_behind(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    add(1)
    add(2, nik=None)
    deceased, withdrawn = add(3), add(4)
    with store.write("uji") as tx:
        tx.update(tables.participant, deceased, {"clarification": "deceased"})
        tx.update(tables.participant, withdrawn, {"withdrawn_reason": "pindah"})
    sent = submission.send(store, made, tmp_path / "a.xlsx")
    assert sent.rows == 1
    assert {line.name: line.obstacles for line in sent.held} == {
        "BUDI CONTOH 2": ("NIK kosong",),
        "BUDI CONTOH 3": ("Disdukcapil: meninggal",),
    }
    with store.write("uji") as tx:
        tx.insert(
            tables.warning_reason,
            {"subject_id": deceased, "code": "unmatched", "reason": "akta keliru"},
        )
    assert submission.send(store, made, tmp_path / "b.xlsx").rows == 2


def test_the_office_may_hold_back_the_unmatched_and_the_incomplete(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    matched, complete = add(1), add(2)
    with store.write("uji") as tx:
        tx.update(tables.participant, matched, {"clarification": "matched"})
        tx.update(tables.participant, complete, {"documents_complete": 1})
    sent = submission.send(store, made, tmp_path / "a.xlsx", chosen=Rules(only_matched=True))
    assert [line.name for line in sent.held] == ["BUDI CONTOH 2"]
    assert [line.doubts for line in sent.doubtful] == [("berkas belum lengkap",)]
    sent = submission.send(store, made, tmp_path / "b.xlsx", chosen=Rules(only_complete=True))
    assert [row["NAMA SESUAI KTP"] for row in table_of(tmp_path / "b.xlsx")] == ["BUDI CONTOH 2"]


def test_the_same_again_is_no_second_submission_and_the_same_file(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    add(1)
    submission.send(store, made, tmp_path / "a.xlsx")
    again = submission.send(store, made, tmp_path / "b.xlsx")
    assert not again.is_new
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert len(submission.listing(store, made)) == 1
    assert len(transfers.of_activity(store, made.id)) == 2  # two files with personal data
    add(2)
    assert submission.send(store, made, tmp_path / "b.xlsx").is_new


def test_an_edited_layout_makes_a_new_file(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    add(1)
    submission.send(store, made, tmp_path / "a.xlsx")
    text = resource("layouts", "lsp-sertidesk.toml").read_text("utf-8")
    layouts.save(store, text.replace('"NAMA SESUAI KTP"', '"NAMA ASESI"'))
    assert submission.send(store, made, tmp_path / "b.xlsx").is_new
    assert table_of(tmp_path / "b.xlsx")[0]["NAMA ASESI"] == "BUDI CONTOH 1"


def test_later_changes_and_newcomers_are_flagged(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    first, second = add(1), add(2)
    assert submission.changed_since(store, made) == []
    submission.send(store, made, tmp_path / "a.xlsx")
    assert submission.changed_since(store, made) == []
    participants.save(store, first, {"phone": "+628999", "notes": ""})
    add(3)
    participants.remove(store, [second])
    flagged = {line.name: line for line in submission.changed_since(store, made)}
    changed = flagged["BUDI CONTOH 1"]
    assert [(c.field, c.sent, c.present) for c in changed.changes] == [
        ("phone", "+6281200000001", "+628999")
    ]
    assert flagged["BUDI CONTOH 3"].state is State.READY
    assert flagged["BUDI CONTOH 2"].state is State.GONE


def test_what_the_offices_own_work_moves_is_no_change(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    first = add(1)
    submission.send(store, made, tmp_path / "a.xlsx")
    with store.write("uji") as tx:
        values = {"clarification": "matched", "documents_complete": 1}
        tx.update(tables.participant, first, values)
    assert submission.changed_since(store, made) == []


def test_a_supplement_holds_only_the_new_and_the_changed_and_says_why(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    first = add(1)
    add(2)
    with pytest.raises(UserError, match="Belum ada rekap yang dikirim"):
        submission.send(store, made, tmp_path / "s.xlsx", supplement=True)
    submission.send(store, made, tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="Tidak ada peserta baru"):
        submission.send(store, made, tmp_path / "s.xlsx", supplement=True)
    participants.save(store, first, {"birth_date": date(1991, 1, 2)})
    add(3)
    sent = submission.send(store, made, tmp_path / "s.xlsx", supplement=True)
    rows = table_of(tmp_path / "s.xlsx")
    assert {row["NAMA SESUAI KTP"]: row["KETERANGAN SUSULAN"] for row in rows} == {
        "BUDI CONTOH 1": "Perubahan: Tanggal lahir (semula 12-05-1990)",
        "BUDI CONTOH 3": "Peserta baru",
    }
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert "SUSULAN" in book.worksheets[0]["A3"].value
    assert (sent.kind, sent.number) == ("supplement", 2)
    assert set(states(store, made).values()) == {State.SENT}


def test_a_supplement_leaves_a_prescribed_sheet_its_columns(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    add(1)
    submission.send(store, made, tmp_path / "a.xlsx", "bnsp-asesmen")
    add(2)
    submission.send(store, made, tmp_path / "s.xlsx", "bnsp-asesmen", supplement=True)
    assert len(table_of(tmp_path / "s.xlsx")[0]) == 19


def test_two_layouts_are_held_against_all_that_was_sent(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    first = add(1, occupation="Tukang Cat")
    submission.send(store, made, tmp_path / "a.xlsx")
    submission.send(store, made, tmp_path / "b.xlsx", "bnsp-asesmen")  # has no occupation
    participants.save(store, first, {"occupation": "Tukang Kayu"})
    (line,) = submission.changed_since(store, made)
    assert [change.field for change in line.changes] == ["occupation"]


def test_a_past_submission_is_written_again_as_it_was(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    first = add(1)
    submission.send(store, made, tmp_path / "a.xlsx")
    participants.save(store, first, {"name": "NAMA LAIN"})
    (line,) = submission.listing(store, made)
    submission.rewrite(store, line, tmp_path / "lagi.xlsx")
    assert sha256_of(tmp_path / "lagi.xlsx") == line.sha256
    (person,) = submission.persons(store, line.id)
    assert person.name == "BUDI CONTOH 1"


def test_undoing_a_submission_keeps_the_log_of_what_left(
    store: Store, made: Activity, add: Add, tmp_path: Path
) -> None:
    add(1)
    sent = submission.send(store, made, tmp_path / "a.xlsx")
    history.undo(store, sent.changes.change_set)
    assert submission.listing(store, made) == []
    assert set(states(store, made).values()) == {State.READY}
    assert len(transfers.of_activity(store, made.id)) == 1
    assert submission.send(store, made, tmp_path / "b.xlsx").number == 2


def test_cancel_records_nothing(store: Store, made: Activity, add: Add, tmp_path: Path) -> None:
    add(1)
    with pytest.raises(Cancelled):
        submission.send(store, made, tmp_path / "a.xlsx", is_cancelled=lambda: True)
    assert submission.listing(store, made) == []
    assert not (tmp_path / "a.xlsx").exists()
