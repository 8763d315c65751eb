"""Rounds: who is asked, what leaves the office and how it is logged, and the list of states."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain.errors import UserError
from sertidesk.services import activity as activities
from sertidesk.services import clarification, participants, transfers
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

# the recap


def test_the_recap_holds_what_the_issue_lists_with_the_nik_as_text(kit: Any, recap: Path) -> None:
    _, header, rows = kit.table()
    assert header == ["NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR",
                      "JENIS KELAMIN", "ALAMAT", "HASIL", "KETERANGAN"]  # fmt: skip
    assert [row[1] for row in rows[:5]] == list(kit.niks)
    assert rows[0][2] == "Budi Santosa"
    assert rows[0][6] == "Jl. Melati, Sidorejo"
    assert [row[7:] for row in rows[:5]] == [[None, None]] * 5
    sheet = openpyxl.load_workbook(recap)["Rekap"]
    assert any("H" in str(rule.sqref) for rule in sheet.data_validations.dataValidation)


def test_only_disclosed_fields_leave_and_the_transfer_is_logged(
    kit: Any, store: Store, activity: Activity, tmp_path: Path
) -> None:
    path = tmp_path / "rekap.xlsx"
    written = clarification.export_recap(
        store, activity, path, fields=["name"], recipient="Disdukcapil Kobar"
    )
    _, header, _ = kit.table(path)
    assert header == ["NO", "NIK", "NAMA LENGKAP", "HASIL", "KETERANGAN"]
    (entry,) = transfers.of_activity(store, activity.id)
    assert (entry.recipient, entry.persons, entry.fields) == (
        "Disdukcapil Kobar",
        5,
        ("nik", "name"),
    )
    assert entry.file_name == "rekap.xlsx"
    assert entry.sha256 == written.sha256
    with store.read() as connection:
        sent = connection.execute(select(tables.clarification_item.c.sent)).scalars().first()
    assert sent == {"no": 1, "nik": "6201021205900001", "name": "Budi Santosa"}
    assert kit.states() == ["sent"] * 5


def test_a_field_that_does_not_exist_is_refused(
    kit: Any, store: Store, activity: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="phone"):
        clarification.export_recap(store, activity, tmp_path / "r.xlsx", fields=["phone"])
    assert kit.states() == ["open"] * 5


def test_a_recap_that_cannot_be_written_opens_no_round(
    store: Store, activity: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        clarification.export_recap(store, activity, tmp_path / "tiada" / "r.xlsx")
    assert clarification.rounds(store, activity) == []
    assert transfers.of_activity(store, activity.id) == []


def test_a_waiting_round_is_written_again_with_todays_data(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    budi = kit.people()["Budi Santosa"]
    participants.save(store, budi["id"], {"name": "Budi Santoso"})
    again = clarification.export_recap(store, activity, recap)
    assert (again.round, again.is_new, again.persons) == (1, False, 5)
    assert kit.table()[2][0][2] == "Budi Santoso"
    assert len(transfers.of_activity(store, activity.id)) == 2


def test_who_comes_later_goes_into_a_round_of_their_own(
    store: Store, activity: Activity, recap: Path
) -> None:
    participants.add(store, activity.id, {"nik": "6201020101900009", "name": "Joko Susilo"})
    second = clarification.export_recap(store, activity, recap)
    assert (second.round, second.is_new, second.persons) == (2, True, 1)


def test_with_everyone_matched_there_is_nothing_to_export(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    clarification.read_answer(store, activity, kit.fill(kit.all_matched))
    assert kit.states() == ["matched"] * 5
    with pytest.raises(UserError) as refused:
        clarification.export_recap(store, activity, recap)
    assert refused.value.code == "nothing_to_export"


def test_an_activity_without_participants_has_nothing_to_export(
    store: Store, tmp_path: Path
) -> None:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Kosong", year=2026)
    empty = activities.by_code(store, str(activities.create(store, draft).subject))
    with pytest.raises(UserError, match="Belum ada peserta"):
        clarification.export_recap(store, empty, tmp_path / "r.xlsx")


# further rounds


def test_a_second_round_holds_only_those_still_open(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answers = {
        kit.niks[0]: {"HASIL": "SESUAI"},
        kit.niks[1]: {"HASIL": "TIDAK DITEMUKAN"},
        kit.niks[2]: {"HASIL": "BELUM REKAM"},
    }
    first = kit.fill(answers)
    clarification.read_answer(store, activity, first)
    clarification.excuse(store, [kit.people()["Agus Wijaya"]["id"]], "Diurus sendiri")
    second = clarification.export_recap(store, activity, recap)
    assert (second.round, second.persons) == (2, 3)
    assert [row[2] for row in kit.table()[2][:3]] == [
        "Siti Aminah", "Rahmat Hidayat", "Dewi Lestari",
    ]  # fmt: skip
    # The first answer read again belongs to the first round and touches nobody in the second.
    again = clarification.read_answer(store, activity, first)
    assert again.round == 1
    assert kit.states() == ["matched", "sent", "not_recorded", "sent", "sent"]
    report = clarification.read_answer(
        store, activity, kit.fill({kit.niks[1]: {"HASIL": "SESUAI"}})
    )
    assert (report.round, report.unanswered) == (2, (kit.niks[3], kit.niks[4]))
    assert kit.states()[1] == "matched"


def test_an_old_answer_does_not_speak_of_who_was_asked_later(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    first = kit.fill(kit.all_matched)
    clarification.read_answer(store, activity, first)
    participants.add(store, activity.id, {"nik": "6201020101900009", "name": "Joko Susilo"})
    clarification.export_recap(store, activity, recap)
    again = clarification.read_answer(store, activity, first)
    assert (again.round, again.changes.kinds) == (1, frozenset())
    assert kit.states() == ["matched"] * 5 + ["sent"]


def test_an_answer_in_two_files_is_one_answer(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    one = kit.sheet("a.xlsx", ["NIK", "HASIL"], [kit.niks[0], "Sesuai"],
                   ["9999", "x"], ["6201029999999999", "Sesuai"])  # fmt: skip
    two = kit.sheet("b.xlsx", ["NIK", "HASIL"], [kit.niks[1], "Sesuai"])
    first = clarification.read_answer(store, activity, one)
    clarification.read_answer(store, activity, two)
    assert first.unmatched == (4,)
    assert kit.states()[:2] == ["matched", "matched"]
    assert [row.row for row in clarification.nobodys_rows(store, activity)] == [4]


def test_an_answer_without_a_recap_of_ours_opens_the_round_it_answers(
    kit: Any, store: Store, activity: Activity, tmp_path: Path
) -> None:
    answer = kit.sheet("a.xlsx", ["NIK", "HASIL"], [kit.niks[0], "Sesuai"])
    report = clarification.read_answer(store, activity, answer)
    assert (report.round, len(report.unanswered)) == (1, 4)
    assert transfers.of_activity(store, activity.id) == []


def test_an_answer_with_empty_results_is_refused(
    store: Store, activity: Activity, recap: Path
) -> None:
    with pytest.raises(UserError) as refused:
        clarification.read_answer(store, activity, recap)
    assert refused.value.code == "answer_empty"
    assert clarification.rounds(store, activity)[0].answered_at is None


# the list


def test_the_list_filters_sorts_and_pages(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
        kit.niks[1]: {"HASIL": "PINDAH", "KETERANGAN": "ke Seruyan"},
    })  # fmt: skip
    clarification.read_answer(store, activity, answer)
    assert clarification.count(store, activity, {}) == 5
    assert clarification.count(store, activity, {"state": "moved"}) == 1
    assert clarification.count(store, activity, {"state": "unsettled"}) == 5
    (line,) = clarification.lines(store, activity, {"said": "seruyan"})
    assert (line.name, line.said, line.round) == ("Siti Aminah", "PINDAH · ke Seruyan", 1)
    (line,) = clarification.lines(store, activity, {"name": "budi"})
    assert line.differing == ("name",)
    assert clarification.count(store, activity, {"differing": "nama"}) == 1
    assert clarification.count(store, activity, {"differing": "alamat"}) == 0
    assert clarification.count(store, activity, {"number": "4"}) == 1
    names = [line.name for line in clarification.lines(
        store, activity, {}, sort="name", descending=True, offset=1, limit=2)]  # fmt: skip
    assert names == ["Rahmat Hidayat", "Dewi Lestari"]
    shown = clarification.overview(store, activity)
    assert shown.persons == 5
    assert shown.states == {"different": 1, "moved": 1, "sent": 3}


def test_the_withdrawn_are_neither_sent_nor_counted(
    kit: Any, store: Store, activity: Activity, tmp_path: Path
) -> None:
    budi = kit.people()["Budi Santosa"]["id"]
    with store.write("Mundur") as tx:
        tx.update(tables.participant, budi, {"withdrawn_reason": "Pindah kerja"})
    written = clarification.export_recap(store, activity, tmp_path / "r.xlsx")
    assert written.persons == 4
    assert clarification.overview(store, activity).persons == 4


def test_an_activity_of_another_procedure_has_its_own_rounds(
    store: Store, activity: Activity, recap: Path
) -> None:
    other = replace(activity, id="lain")
    assert clarification.rounds(store, other) == []
    assert [one.number for one in clarification.rounds(store, activity)] == [1]
