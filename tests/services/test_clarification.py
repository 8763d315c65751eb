"""A round with Disdukcapil, out and back: what is sent, recorded, accepted, kept and undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain.clarification import Status
from sertidesk.domain.errors import UserError
from sertidesk.services import activity as activities
from sertidesk.services import clarification, history, participants, procedure, transfers
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store

PEOPLE = (
    ("6201021205900001", "Budi Santosa", "Pangkalan Bun", date(1990, 5, 12), "L", "Jl. Melati"),
    ("6201024107950002", "Siti Aminah", "Sampit", date(1995, 7, 1), "P", "Jl. Mawar 2"),
    ("6201020303880003", "Agus Wijaya", "Kumai", date(1988, 3, 3), "L", "Jl. Anggrek"),
    ("6201021010920004", "Rahmat Hidayat", "Sukamara", date(1992, 10, 10), "L", "Jl. Kenanga"),
    ("6201025506900005", "Dewi Lestari", "Kumai", date(1990, 6, 15), "P", "Jl. Dahlia"),
)


@pytest.fixture
def activity(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    made = activities.by_code(store, str(activities.create(store, draft).subject))
    for nik, name, place, born, sex, address in PEOPLE:
        values = {"nik": nik, "name": name, "birth_place": place, "birth_date": born,
                  "sex": sex, "address": address, "village": "Sidorejo"}  # fmt: skip
        participants.add(store, made.id, values)
    return made


@pytest.fixture
def recap(store: Store, activity: Activity, tmp_path: Path) -> Path:
    path = tmp_path / "rekap.xlsx"
    clarification.export_recap(store, activity, path)
    return path


def people(store: Store, activity: Activity) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in records(store, ParticipantQuery(activity.id))}


def states(store: Store, activity: Activity) -> list[str]:
    return [row["clarification"] for row in records(store, ParticipantQuery(activity.id))]


def table(path: Path) -> tuple[int, list[str], list[list[Any]]]:
    """Return the header's row number, the header, and the rows below it, of a recap."""
    sheet = openpyxl.load_workbook(path)["Rekap"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(n for n, row in enumerate(rows) if "NIK" in row)
    return top + 1, [str(cell) for cell in rows[top]], rows[top + 1 :]


def fill(path: Path, answers: dict[str, dict[str, object]]) -> Path:
    """Fill a recap as the registry does: for each NIK new values by column header."""
    book = openpyxl.load_workbook(path)
    sheet = book["Rekap"]
    top, header, _ = table(path)
    for number in range(top + 1, sheet.max_row + 1):
        nik = sheet.cell(number, header.index("NIK") + 1).value
        for column, value in answers.get(str(nik), {}).items():
            sheet.cell(number, header.index(column) + 1).value = value
    target = path.with_name("jawaban.xlsx")
    book.save(target)
    return target


def sheet_of(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def item_of(store: Store, activity: Activity, name: str) -> str:
    return next(
        line.item_id for line in clarification.lines(store, activity, {}) if line.name == name
    )


ALL_MATCHED = {nik: {"HASIL": "SESUAI"} for nik, *_ in PEOPLE}


# the recap


def test_the_recap_holds_what_the_issue_lists_with_the_nik_as_text(recap: Path) -> None:
    _, header, rows = table(recap)
    assert header == ["NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR",
                      "JENIS KELAMIN", "ALAMAT", "HASIL", "KETERANGAN"]  # fmt: skip
    assert [row[1] for row in rows[:5]] == [nik for nik, *_ in PEOPLE]
    assert rows[0][2] == "Budi Santosa"
    assert rows[0][6] == "Jl. Melati, Sidorejo"
    assert [row[7:] for row in rows[:5]] == [[None, None]] * 5
    sheet = openpyxl.load_workbook(recap)["Rekap"]
    assert any("H" in str(rule.sqref) for rule in sheet.data_validations.dataValidation)


def test_only_disclosed_fields_leave_and_the_transfer_is_logged(
    store: Store, activity: Activity, tmp_path: Path
) -> None:
    path = tmp_path / "rekap.xlsx"
    written = clarification.export_recap(
        store, activity, path, fields=["name"], recipient="Disdukcapil Kobar"
    )
    _, header, _ = table(path)
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
    assert states(store, activity) == ["sent"] * 5


def test_a_field_that_does_not_exist_is_refused(
    store: Store, activity: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="phone"):
        clarification.export_recap(store, activity, tmp_path / "r.xlsx", fields=["phone"])
    assert states(store, activity) == ["open"] * 5


def test_a_recap_that_cannot_be_written_opens_no_round(
    store: Store, activity: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        clarification.export_recap(store, activity, tmp_path / "tiada" / "r.xlsx")
    assert clarification.rounds(store, activity) == []
    assert transfers.of_activity(store, activity.id) == []


def test_a_waiting_round_is_written_again_with_todays_data(
    store: Store, activity: Activity, recap: Path
) -> None:
    budi = people(store, activity)["Budi Santosa"]
    participants.save(store, budi["id"], {"name": "Budi Santoso"})
    again = clarification.export_recap(store, activity, recap)
    assert (again.round, again.is_new, again.persons) == (1, False, 5)
    assert table(recap)[2][0][2] == "Budi Santoso"
    assert len(transfers.of_activity(store, activity.id)) == 2


def test_who_comes_later_goes_into_a_round_of_their_own(
    store: Store, activity: Activity, recap: Path
) -> None:
    participants.add(store, activity.id, {"nik": "6201020101900009", "name": "Joko Susilo"})
    second = clarification.export_recap(store, activity, recap)
    assert (second.round, second.is_new, second.persons) == (2, True, 1)


def test_with_everyone_matched_there_is_nothing_to_export(
    store: Store, activity: Activity, recap: Path
) -> None:
    clarification.read_answer(store, activity, fill(recap, ALL_MATCHED))
    assert states(store, activity) == ["matched"] * 5
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


# the answer


def test_the_answer_is_recorded_and_not_applied(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, {
        PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
        PEOPLE[1][0]: {"HASIL": "Sesuai"},
        PEOPLE[2][0]: {"HASIL": "TIDAK DITEMUKAN"},
        PEOPLE[3][0]: {"HASIL": "MENINGGAL", "KETERANGAN": "akta 2024"},
    })  # fmt: skip
    report = clarification.read_answer(store, activity, answer)
    written = clarification.report_json(report)
    json.dumps(written)
    assert written["file"] == "jawaban.xlsx"
    assert written["round"] == 1
    assert {k: v for k, v in written["counts"].items() if v} == {
        "matched": 1, "different": 1, "not_found": 1, "deceased": 1,
    }  # fmt: skip
    top, _, _ = table(recap)
    assert written["rows"][0] == {
        "row": top + 1,
        "nik": PEOPLE[0][0],
        "status": "different",
        "differences": [{"field": "name", "ours": "Budi Santosa", "theirs": "BUDI SANTOSO"}],
    }
    assert written["unmatched"] == []
    assert written["unanswered"] == [PEOPLE[4][0]]
    assert states(store, activity) == ["different", "matched", "not_found", "deceased", "sent"]
    assert "Budi Santosa" in people(store, activity)
    assert len(people(store, activity)) == 5


def test_reading_an_answer_again_changes_nothing(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, ALL_MATCHED | {
        PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
    })  # fmt: skip
    first = clarification.read_answer(store, activity, answer)
    item = item_of(store, activity, "Budi Santosa")
    clarification.keep(store, activity, [item], "Sesuai ijazah")
    second = clarification.read_answer(store, activity, answer)
    assert second.changes.kinds == frozenset()
    assert clarification.report_json(first) == clarification.report_json(second)
    assert states(store, activity) == ["matched"] * 5


def test_accepting_everything_takes_the_values_over_and_one_undo_gives_them_back(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, {
        PEOPLE[0][0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO",
                       "TANGGAL LAHIR": "13/05/1990"},
        PEOPLE[1][0]: {"HASIL": "TIDAK SESUAI", "ALAMAT": "JL KAMBOJA RT 003/RW 001 DESA KUMAI"},
    })  # fmt: skip
    report = clarification.read_answer(store, activity, answer, accept="all")
    found = people(store, activity)
    assert found["BUDI SANTOSO"]["birth_date"] == date(1990, 5, 13)
    siti = found["Siti Aminah"]
    assert (siti["address"], siti["rt"], siti["village"]) == ("JL KAMBOJA", "003", "KUMAI")
    assert states(store, activity)[:2] == ["matched", "matched"]
    assert [one.field for one in report.rows[0].differences] == ["name", "birth_date"]
    history.undo(store, report.changes.change_set)
    assert "Budi Santosa" in people(store, activity)
    assert states(store, activity) == ["sent"] * 5


def test_accepting_named_fields_leaves_the_others_open(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, {
        PEOPLE[0][0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO",
                       "TEMPAT LAHIR": "KUMAI"},
    })  # fmt: skip
    clarification.read_answer(store, activity, answer, accept=["birth_place"])
    budi = people(store, activity)["Budi Santosa"]
    assert (budi["birth_place"], budi["clarification"]) == ("KUMAI", "different")
    item = item_of(store, activity, "Budi Santosa")
    clarification.accept(store, activity, [item], ["name"])
    assert people(store, activity)["BUDI SANTOSO"]["clarification"] == "matched"
    newest = history.of_row(store, budi["person_id"])[0]
    assert "Disdukcapil putaran 1" in newest.label
    with store.read() as connection:
        kept = connection.execute(
            select(tables.clarification_item.c.accepted).where(
                tables.clarification_item.c.id == item
            )
        ).scalar_one()
    assert kept["name"]["ours"] == "Budi Santosa"
    assert kept["name"]["theirs"] == "BUDI SANTOSO"


def test_an_unknown_field_to_accept_is_refused_before_anything_is_read(
    store: Store, activity: Activity, recap: Path
) -> None:
    with pytest.raises(UserError) as refused:
        clarification.read_answer(store, activity, fill(recap, ALL_MATCHED), accept=["hobi"])
    assert refused.value.code == "field_unknown"
    assert states(store, activity) == ["sent"] * 5


def test_keeping_ours_asks_for_a_reason_and_settles_the_person(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, {PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI S"},
                          PEOPLE[1][0]: {"HASIL": "TIDAK SESUAI"}})  # fmt: skip
    clarification.read_answer(store, activity, answer)
    budi, siti = (item_of(store, activity, name) for name in ("Budi Santosa", "Siti Aminah"))
    with pytest.raises(UserError):
        clarification.keep(store, activity, [budi], "  ")
    with pytest.raises(UserError) as refused:
        clarification.accept(store, activity, [siti])
    assert refused.value.code == "nothing_to_accept"
    clarification.keep(store, activity, [budi, siti], "Sudah dicocokkan dengan KTP-el")
    assert states(store, activity)[:2] == ["matched", "matched"]
    shown = clarification.detail(store, activity, people(store, activity)["Budi Santosa"]["id"])
    assert shown is not None
    name = next(line for line in shown.fields if line.key == "name")
    assert (name.decision, name.note) == ("kept", "Sudah dicocokkan dengan KTP-el")


def test_what_the_registry_says_anew_is_not_covered_by_an_old_decision(
    store: Store, activity: Activity, recap: Path
) -> None:
    clarification.read_answer(
        store, activity, fill(recap, {PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI S"}})
    )
    item = item_of(store, activity, "Budi Santosa")
    clarification.keep(store, activity, [item], "Sesuai KTP")
    clarification.read_answer(
        store, activity, fill(recap, {PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI X"}})
    )
    assert states(store, activity)[0] == "different"


def test_who_is_corrected_by_hand_can_be_called_matched(
    store: Store, activity: Activity, recap: Path
) -> None:
    clarification.read_answer(
        store,
        activity,
        fill(recap, {PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"}}),
    )
    budi = people(store, activity)["Budi Santosa"]
    participants.save(store, budi["id"], {"name": "Budi Santoso"})
    clarification.accept(store, activity, [item_of(store, activity, "Budi Santoso")])
    assert states(store, activity)[0] == "matched"


def test_a_corrected_nik_of_another_person_is_refused_and_nothing_is_written(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = sheet_of(
        recap.with_name("j.xlsx"),
        ["NO", "NIK", "NAMA", "TGL LAHIR", "HASIL"],
        [1, "6201021205900099", "BUDI SANTOSA", "12-05-1990", "TIDAK SESUAI"],
    )
    participants.add(store, activity.id, {"nik": "6201021205900099", "name": "Budi Santosa Lain"})
    with pytest.raises(UserError) as refused:
        clarification.read_answer(store, activity, answer, accept="all")
    assert refused.value.code == "nik_taken"
    assert states(store, activity) == ["sent"] * 5 + ["open"]


def test_a_corrected_nik_can_be_accepted(store: Store, activity: Activity, recap: Path) -> None:
    answer = sheet_of(
        recap.with_name("j.xlsx"),
        ["NIK", "NAMA_LGKP", "TGL_LHR", "STATUS"],
        ["6201021205900077", "BUDI SANTOSA", "12-05-1990", "PADAN"],
    )
    report = clarification.read_answer(store, activity, answer, accept="all")
    assert report.rows[0].status is Status.DIFFERENT
    assert people(store, activity)["Budi Santosa"]["nik"] == "6201021205900077"
    assert states(store, activity)[0] == "matched"


# further rounds


def test_a_second_round_holds_only_those_still_open(
    store: Store, activity: Activity, recap: Path
) -> None:
    answers = {
        PEOPLE[0][0]: {"HASIL": "SESUAI"},
        PEOPLE[1][0]: {"HASIL": "TIDAK DITEMUKAN"},
        PEOPLE[2][0]: {"HASIL": "BELUM REKAM"},
    }
    first = fill(recap, answers)
    clarification.read_answer(store, activity, first)
    clarification.excuse(store, [people(store, activity)["Agus Wijaya"]["id"]], "Diurus sendiri")
    second = clarification.export_recap(store, activity, recap)
    assert (second.round, second.persons) == (2, 3)
    assert [row[2] for row in table(recap)[2][:3]] == [
        "Siti Aminah", "Rahmat Hidayat", "Dewi Lestari",
    ]  # fmt: skip
    # The first answer read again belongs to the first round and touches nobody in the second.
    again = clarification.read_answer(store, activity, first)
    assert again.round == 1
    assert states(store, activity) == ["matched", "sent", "not_recorded", "sent", "sent"]
    report = clarification.read_answer(
        store, activity, fill(recap, {PEOPLE[1][0]: {"HASIL": "SESUAI"}})
    )
    assert (report.round, report.unanswered) == (2, (PEOPLE[3][0], PEOPLE[4][0]))
    assert states(store, activity)[1] == "matched"


def test_an_answer_in_two_files_is_one_answer(
    store: Store, activity: Activity, recap: Path
) -> None:
    one = sheet_of(recap.with_name("a.xlsx"), ["NIK", "HASIL"], [PEOPLE[0][0], "Sesuai"],
                   ["9999", "x"], ["6201029999999999", "Sesuai"])  # fmt: skip
    two = sheet_of(recap.with_name("b.xlsx"), ["NIK", "HASIL"], [PEOPLE[1][0], "Sesuai"])
    first = clarification.read_answer(store, activity, one)
    clarification.read_answer(store, activity, two)
    assert first.unmatched == (4,)
    assert states(store, activity)[:2] == ["matched", "matched"]
    assert [row.row for row in clarification.nobodys_rows(store, activity)] == [4]


def test_an_answer_without_a_recap_of_ours_opens_the_round_it_answers(
    store: Store, activity: Activity, tmp_path: Path
) -> None:
    answer = sheet_of(tmp_path / "a.xlsx", ["NIK", "HASIL"], [PEOPLE[0][0], "Sesuai"])
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


# questions


def test_an_unknown_word_is_asked_once_and_remembered(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, {PEOPLE[0][0]: {"HASIL": "Oke banget"}, PEOPLE[1][0]: {"HASIL": "Zzz"},
                          PEOPLE[2][0]: {"HASIL": "zzz."}})  # fmt: skip
    clarification.read_answer(store, activity, answer)
    (word,) = clarification.unknown_words(store, activity)
    assert (word.word, word.persons) == ("zzz", 2)
    clarification.remember_word(store, word.shown, Status.NOT_RECORDED)
    assert clarification.unknown_words(store, activity) == []
    assert states(store, activity)[:3] == ["matched", "not_recorded", "not_recorded"]
    clarification.export_recap(store, activity, recap)
    clarification.read_answer(store, activity, fill(recap, {PEOPLE[3][0]: {"HASIL": "ZZZ"}}))
    assert states(store, activity)[3] == "not_recorded"
    assert clarification.unknown_words(store, activity) == []


def test_found_without_a_name_waits_for_an_explanation(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = sheet_of(recap.with_name("a.xlsx"), ["NIK", "STATUS"], [PEOPLE[0][0], "DITEMUKAN"])
    clarification.read_answer(store, activity, answer)
    assert states(store, activity)[0] == "unclear"
    (word,) = clarification.unknown_words(store, activity)
    clarification.remember_word(store, word.word, "matched")
    assert states(store, activity)[0] == "matched"


def test_a_row_of_nobody_is_given_to_a_participant_by_hand_and_found_again(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = sheet_of(recap.with_name("a.xlsx"), ["NIK", "NAMA", "HASIL"],
                      ["6201020000000000", "DEWI L.", "TIDAK SESUAI"])  # fmt: skip
    report = clarification.read_answer(store, activity, answer)
    assert report.unmatched == (2,)
    (row,) = clarification.nobodys_rows(store, activity)
    dewi = people(store, activity)["Dewi Lestari"]["id"]
    clarification.assign(store, activity, row.round_id, row.key, dewi)
    assert clarification.nobodys_rows(store, activity) == []
    assert states(store, activity)[4] == "different"
    again = clarification.read_answer(store, activity, answer)
    assert (again.unmatched, again.rows[0].participant_id) == ((), dewi)
    with pytest.raises(UserError):
        clarification.assign(store, activity, row.round_id, row.key, dewi)


def test_a_row_of_nobody_can_be_struck(store: Store, activity: Activity, recap: Path) -> None:
    answer = sheet_of(recap.with_name("a.xlsx"), ["NIK", "NAMA", "HASIL"],
                      ["6301020000000001", "ORANG LAIN", "SESUAI"])  # fmt: skip
    clarification.read_answer(store, activity, answer)
    (row,) = clarification.nobodys_rows(store, activity)
    clarification.dismiss(store, activity, row.round_id, row.key)
    assert clarification.nobodys_rows(store, activity) == []


# taken along, and the gate


def test_an_excuse_with_a_reason_opens_the_gate_and_can_be_withdrawn(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, ALL_MATCHED | {PEOPLE[2][0]: {"HASIL": "BELUM REKAM"}})
    clarification.read_answer(store, activity, answer)
    agus = people(store, activity)["Agus Wijaya"]["id"]
    with store.read() as connection:
        assert procedure.facts(connection, activity).unmatched == (agus,)
    with pytest.raises(UserError):
        clarification.excuse(store, [agus], " ")
    clarification.excuse(store, [agus], "Menunggu perekaman")
    clarification.excuse(store, [agus], "Menunggu perekaman di kecamatan")
    with store.read() as connection:
        assert procedure.facts(connection, activity).unmatched == ()
    assert clarification.overview(store, activity).excused == 1
    clarification.withdraw_excuse(store, [agus])
    with store.read() as connection:
        assert procedure.facts(connection, activity).unmatched == (agus,)
    with pytest.raises(UserError) as refused:
        clarification.keep(store, activity, [item_of(store, activity, "Agus Wijaya")], "Tetap")
    assert refused.value.code == "keep_not_possible"


def test_names_that_differ_in_spelling_are_accepted_together(
    store: Store, activity: Activity, recap: Path
) -> None:
    answer = fill(recap, {
        PEOPLE[0][0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
        PEOPLE[1][0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "SITI AMINNAH"},
        PEOPLE[2][0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "JOKO PRASETYO"},
    })  # fmt: skip
    clarification.read_answer(store, activity, answer)
    found = clarification.spelling_only(store, activity)
    assert [one.theirs for _, one in found] == ["BUDI SANTOSO", "SITI AMINNAH"]
    clarification.accept(store, activity, [item for item, _ in found], ["name"])
    assert states(store, activity)[:3] == ["matched", "matched", "different"]


# the list


def test_the_list_filters_sorts_and_pages(store: Store, activity: Activity, recap: Path) -> None:
    answer = fill(recap, {
        PEOPLE[0][0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
        PEOPLE[1][0]: {"HASIL": "PINDAH", "KETERANGAN": "ke Seruyan"},
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
    store: Store, activity: Activity, tmp_path: Path
) -> None:
    budi = people(store, activity)["Budi Santosa"]["id"]
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
