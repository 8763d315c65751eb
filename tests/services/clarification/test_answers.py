"""Answers: recorded, not applied; accepted, kept, explained, given to somebody, undone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain.clarification import Status
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import clarification, history, participants, procedure
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

# the answer


def test_the_answer_is_recorded_and_not_applied(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
        kit.niks[1]: {"HASIL": "Sesuai"},
        kit.niks[2]: {"HASIL": "TIDAK DITEMUKAN"},
        kit.niks[3]: {"HASIL": "MENINGGAL", "KETERANGAN": "akta 2024"},
    })  # fmt: skip
    report = clarification.read_answer(store, activity, answer)
    written = clarification.report_json(report)
    json.dumps(written)
    assert written["file"] == "jawaban.xlsx"
    assert written["round"] == 1
    assert {k: v for k, v in written["counts"].items() if v} == {
        "matched": 1, "different": 1, "not_found": 1, "deceased": 1,
    }  # fmt: skip
    top, _, _ = kit.table()
    assert written["rows"][0] == {
        "row": top + 1,
        "nik": kit.niks[0],
        "status": "different",
        "differences": [{"field": "name", "ours": "Budi Santosa", "theirs": "BUDI SANTOSO"}],
    }
    assert written["unmatched"] == []
    assert written["unanswered"] == [kit.niks[4]]
    assert kit.states() == ["different", "matched", "not_found", "deceased", "sent"]
    assert "Budi Santosa" in kit.people()
    assert len(kit.people()) == 5


def test_reading_an_answer_again_changes_nothing(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill(kit.all_matched | {
        kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
    })  # fmt: skip
    first = clarification.read_answer(store, activity, answer)
    item = kit.item_of("Budi Santosa")
    clarification.keep(store, activity, [item], "Sesuai ijazah")
    second = clarification.read_answer(store, activity, answer)
    assert second.changes.kinds == frozenset()
    assert clarification.report_json(first) == clarification.report_json(second)
    assert kit.states() == ["matched"] * 5


def test_accepting_everything_takes_the_values_over_and_one_undo_gives_them_back(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO",
                       "TANGGAL LAHIR": "13/05/1990"},
        kit.niks[1]: {"HASIL": "TIDAK SESUAI", "ALAMAT": "JL KAMBOJA RT 003/RW 001 DESA KUMAI"},
    })  # fmt: skip
    report = clarification.read_answer(store, activity, answer, accept="all")
    found = kit.people()
    assert found["BUDI SANTOSO"]["birth_date"] == date(1990, 5, 13)
    siti = found["Siti Aminah"]
    assert (siti["address"], siti["rt"], siti["village"]) == ("JL KAMBOJA", "003", "KUMAI")
    assert kit.states()[:2] == ["matched", "matched"]
    assert [one.field for one in report.rows[0].differences] == ["name", "birth_date"]
    history.undo(store, report.changes.change_set)
    assert "Budi Santosa" in kit.people()
    assert kit.states() == ["sent"] * 5


def test_accepting_named_fields_leaves_the_others_open(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO",
                       "TEMPAT LAHIR": "KUMAI"},
    })  # fmt: skip
    clarification.read_answer(store, activity, answer, accept=["birth_place"])
    budi = kit.people()["Budi Santosa"]
    assert (budi["birth_place"], budi["clarification"]) == ("KUMAI", "different")
    item = kit.item_of("Budi Santosa")
    clarification.accept(store, activity, [item], ["name"])
    assert kit.people()["BUDI SANTOSO"]["clarification"] == "matched"
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
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    with pytest.raises(UserError) as refused:
        clarification.read_answer(store, activity, kit.fill(kit.all_matched), accept=["hobi"])
    assert refused.value.code == "field_unknown"
    assert kit.states() == ["sent"] * 5


def test_keeping_ours_asks_for_a_reason_and_settles_the_person(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI S"},
                          kit.niks[1]: {"HASIL": "TIDAK SESUAI"}})  # fmt: skip
    clarification.read_answer(store, activity, answer)
    budi, siti = (kit.item_of(name) for name in ("Budi Santosa", "Siti Aminah"))
    with pytest.raises(UserError):
        clarification.keep(store, activity, [budi], "  ")
    with pytest.raises(UserError) as refused:
        clarification.accept(store, activity, [siti])
    assert refused.value.code == "nothing_to_accept"
    clarification.keep(store, activity, [budi, siti], "Sudah dicocokkan dengan KTP-el")
    assert kit.states()[:2] == ["matched", "matched"]
    shown = clarification.detail(store, activity, kit.people()["Budi Santosa"]["id"])
    assert shown is not None
    name = next(line for line in shown.fields if line.key == "name")
    assert (name.decision, name.note) == ("kept", "Sudah dicocokkan dengan KTP-el")


def test_what_the_registry_says_anew_is_not_covered_by_an_old_decision(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    clarification.read_answer(
        store, activity, kit.fill({kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI S"}})
    )
    item = kit.item_of("Budi Santosa")
    clarification.keep(store, activity, [item], "Sesuai KTP")
    clarification.read_answer(
        store, activity, kit.fill({kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI X"}})
    )
    assert kit.states()[0] == "different"


def test_who_is_corrected_by_hand_can_be_called_matched(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    clarification.read_answer(
        store,
        activity,
        kit.fill({kit.niks[0]: {"HASIL": "SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"}}),
    )
    budi = kit.people()["Budi Santosa"]
    participants.save(store, budi["id"], {"name": "Budi Santoso"})
    clarification.accept(store, activity, [kit.item_of("Budi Santoso")])
    assert kit.states()[0] == "matched"


def test_a_corrected_nik_of_another_person_is_refused_and_nothing_is_written(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet(
        "j.xlsx",
        ["NO", "NIK", "NAMA", "TGL LAHIR", "HASIL"],
        [1, "6201021205900099", "BUDI SANTOSA", "12-05-1990", "TIDAK SESUAI"],
    )
    participants.add(store, activity.id, {"nik": "6201021205900099", "name": "Budi Santosa Lain"})
    with pytest.raises(UserError) as refused:
        clarification.read_answer(store, activity, answer, accept="all")
    assert refused.value.code == "nik_taken"
    assert kit.states() == ["sent"] * 5 + ["open"]


def test_a_corrected_nik_can_be_accepted(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet(
        "j.xlsx",
        ["NIK", "NAMA_LGKP", "TGL_LHR", "STATUS"],
        ["6201021205900077", "BUDI SANTOSA", "12-05-1990", "PADAN"],
    )
    report = clarification.read_answer(store, activity, answer, accept="all")
    assert report.rows[0].status is Status.DIFFERENT
    assert kit.people()["Budi Santosa"]["nik"] == "6201021205900077"
    assert kit.states()[0] == "matched"


# questions


def test_an_unknown_word_is_asked_once_and_remembered(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({kit.niks[0]: {"HASIL": "Oke banget"}, kit.niks[1]: {"HASIL": "Zzz"},
                          kit.niks[2]: {"HASIL": "zzz."}})  # fmt: skip
    clarification.read_answer(store, activity, answer)
    (word,) = clarification.unknown_words(store, activity)
    assert (word.word, word.persons) == ("zzz", 2)
    clarification.remember_word(store, word.shown, Status.NOT_RECORDED)
    assert clarification.unknown_words(store, activity) == []
    assert kit.states()[:3] == ["matched", "not_recorded", "not_recorded"]
    clarification.export_recap(store, activity, recap)
    clarification.read_answer(store, activity, kit.fill({kit.niks[3]: {"HASIL": "ZZZ"}}))
    assert kit.states()[3] == "not_recorded"
    assert clarification.unknown_words(store, activity) == []


def test_found_without_a_name_waits_for_an_explanation(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet("a.xlsx", ["NIK", "STATUS"], [kit.niks[0], "DITEMUKAN"])
    clarification.read_answer(store, activity, answer)
    assert kit.states()[0] == "unclear"
    (word,) = clarification.unknown_words(store, activity)
    clarification.remember_word(store, word.word, "matched")
    assert kit.states()[0] == "matched"


def test_a_row_of_nobody_is_given_to_a_participant_by_hand_and_found_again(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet("a.xlsx", ["NIK", "NAMA", "HASIL"],
                      ["6201020000000000", "DEWI L.", "TIDAK SESUAI"])  # fmt: skip
    report = clarification.read_answer(store, activity, answer)
    assert report.unmatched == (2,)
    (row,) = clarification.nobodys_rows(store, activity)
    dewi = kit.people()["Dewi Lestari"]["id"]
    clarification.assign(store, activity, row.round_id, row.key, dewi)
    assert clarification.nobodys_rows(store, activity) == []
    assert kit.states()[4] == "different"
    again = clarification.read_answer(store, activity, answer)
    assert (again.unmatched, again.rows[0].participant_id) == ((), dewi)
    with pytest.raises(UserError):
        clarification.assign(store, activity, row.round_id, row.key, dewi)


def test_a_row_of_nobody_can_be_struck(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet("a.xlsx", ["NIK", "NAMA", "HASIL"],
                      ["6301020000000001", "ORANG LAIN", "SESUAI"])  # fmt: skip
    clarification.read_answer(store, activity, answer)
    (row,) = clarification.nobodys_rows(store, activity)
    clarification.dismiss(store, activity, row.round_id, row.key)
    assert clarification.nobodys_rows(store, activity) == []


# taken along, and the gate


def test_an_excuse_with_a_reason_opens_the_gate_and_can_be_withdrawn(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill(kit.all_matched | {kit.niks[2]: {"HASIL": "BELUM REKAM"}})
    clarification.read_answer(store, activity, answer)
    agus = kit.people()["Agus Wijaya"]["id"]
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
        clarification.keep(store, activity, [kit.item_of("Agus Wijaya")], "Tetap")
    assert refused.value.code == "keep_not_possible"


def test_names_that_differ_in_spelling_are_accepted_together(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO"},
        kit.niks[1]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "SITI AMINNAH"},
        kit.niks[2]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "JOKO PRASETYO"},
    })  # fmt: skip
    clarification.read_answer(store, activity, answer)
    found = clarification.spelling_only(store, activity)
    assert [one.theirs for _, one in found] == ["BUDI SANTOSO", "SITI AMINNAH"]
    clarification.accept(store, activity, [item for item, _ in found], ["name"])
    assert kit.states()[:3] == ["matched", "matched", "different"]


# hostile answers


def test_a_rounded_nik_finds_its_person_and_never_overwrites(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet(
        "j.xlsx",
        ["NO", "NIK", "NAMA", "HASIL"],
        [1, 6201021205900000, "BUDI SANTOSA", "SESUAI"],
        [2, "6,20102E+15", "SITI AMINAH", "SESUAI"],
        [3, 6201020303880000, None, "SESUAI"],
    )
    report = clarification.read_answer(store, activity, answer, accept="all")
    assert kit.states()[:3] == ["matched"] * 3
    assert all(row.differences == () for row in report.rows)
    assert [row["nik"] for row in kit.people().values()] == list(kit.niks)


def test_the_same_person_twice_is_answered_once_by_the_graver_row(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet(
        "j.xlsx",
        ["NIK", "NAMA", "HASIL", "KET"],
        [kit.niks[0], "BUDI SANTOSA", "SESUAI", "loket 1"],
        [kit.niks[0], "BUDI SANTOSA", "MENINGGAL", "loket 2"],
        [kit.niks[1], "SITI AMINAH", "SESUAI", None],
        [kit.niks[1], "SITI AMINAH", "SESUAI", None],
        [kit.niks[2], "AGUS WIJAYA", None, None],
        [kit.niks[2], "AGUS WIJAYA", "SESUAI", None],
    )
    report = clarification.read_answer(store, activity, answer)
    assert [(row.row, row.status) for row in report.rows] == [
        (3, Status.DECEASED),
        (4, Status.MATCHED),
        (7, Status.MATCHED),
    ]
    assert sum(report.counts.values()) == 3
    (line,) = clarification.lines(store, activity, {"state": "deceased"})
    assert line.said == "MENINGGAL · loket 1; loket 2"


def test_a_correction_in_the_remark_is_offered(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "TIDAK SESUAI", "KETERANGAN": "nama seharusnya BUDI SANTOSO"},
        kit.niks[1]: {"KETERANGAN": "NIK yang benar 6201024107950088"},
    })  # fmt: skip
    report = clarification.read_answer(store, activity, answer)
    told = {one.field: one.theirs for row in report.rows for one in row.differences}
    assert told == {"name": "BUDI SANTOSO", "nik": "6201024107950088"}
    assert kit.states()[:2] == ["different", "different"]
    clarification.accept(store, activity, [kit.item_of("Siti Aminah")])
    assert kit.people()["Siti Aminah"]["nik"] == "6201024107950088"


def test_a_participant_who_was_not_asked_is_found_all_the_same(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    participants.add(store, activity.id, {"nik": "6201020101900009", "name": "Joko Susilo"})
    answer = kit.sheet("j.xlsx", ["NIK", "HASIL"], ["6201020101900009", "SESUAI"])
    report = clarification.read_answer(store, activity, answer)
    assert (report.unmatched, kit.states()[5]) == ((), "matched")


def test_the_row_of_somebody_who_withdrew_is_not_nobodys(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    with store.write("Mundur") as tx:
        tx.update(
            tables.participant,
            kit.people()["Budi Santosa"]["id"],
            {"withdrawn_reason": "Pindah kerja"},
        )
    report = clarification.read_answer(store, activity, kit.fill(kit.all_matched))
    assert report.unmatched == ()


def test_verdicts_by_field_settle_or_ask(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.sheet(
        "j.xlsx",
        ["NIK", "NAMA", "TGL LAHIR"],
        [kit.niks[0], "Sesuai (100)", "Sesuai (100)"],
        [kit.niks[1], "Sesuai (95)", "Tidak Sesuai"],
    )
    report = clarification.read_answer(store, activity, answer)
    assert kit.states()[:2] == ["matched", "different"]
    (difference,) = report.rows[1].differences
    assert (difference.field, difference.theirs) == ("birth_date", None)
    with pytest.raises(UserError):
        clarification.accept(store, activity, [kit.item_of("Siti Aminah")])


def test_nothing_is_kept_of_an_answer_that_was_cancelled(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    path = kit.fill(kit.all_matched)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        clarification.read_answer(store, activity, path, is_cancelled=lambda: next(asked, True))
    assert kit.states() == ["sent"] * 5


def test_undoing_the_former_of_two_decisions_opens_its_difference_again(
    kit: Any, store: Store, activity: Activity, recap: Path
) -> None:
    answer = kit.fill({
        kit.niks[0]: {"HASIL": "TIDAK SESUAI", "NAMA LENGKAP": "BUDI SANTOSO",
                       "TANGGAL LAHIR": "13/05/1990"},
    })  # fmt: skip
    clarification.read_answer(store, activity, answer)
    item = kit.item_of("Budi Santosa")
    former = clarification.accept(store, activity, [item], ["name"])
    clarification.accept(store, activity, [item], ["birth_date"])
    assert kit.states()[0] == "matched"
    undone = history.undo(store, former.change_set)
    assert undone.kept
    assert kit.people()["Budi Santosa"]["clarification"] == "different"
    history.undo(store, undone.changes.change_set)
    assert kit.people()["BUDI SANTOSO"]["clarification"] == "matched"
