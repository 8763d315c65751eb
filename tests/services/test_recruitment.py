"""Recruitment letters kept: added one by one or by district, marked, counted, told, written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.recruitment import Kind, State, Way
from sertidesk.services import (
    activity,
    board,
    history,
    procedure,
    recruitment,
    recruitment_papers,
    settings,
    villages,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

TODAY = date(2026, 3, 2)
KUMAI = "620101"


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft(
        "kotawaringin-barat", "Uji Tukang", 2026, planned_start=TODAY,
        target_occupations=({"occupation": "Tukang Batu", "level": 2},),
    )  # fmt: skip
    return activity.by_code(store, activity.create(store, draft).subject or "")


def add(store: Store, work: Activity, name: str, **values: object) -> str:
    return recruitment.add(store, work.id, Kind.VILLAGE, {"name": name, **values}).subject or ""


def test_the_villages_are_those_of_the_office_that_the_sop_names(
    store: Store, work: Activity
) -> None:
    book = villages.book(store, work)
    assert book.regency == "6201"
    assert (KUMAI, "Kumai") in book.districts
    found = book.find("kel. mendawai")
    assert found is not None
    assert (found.full_name, found.district) == ("Kelurahan Mendawai", "Arut Selatan")
    settings.put(store, {"office_regency": "51.03"})
    assert villages.book(store, work).regency == "5103"


def test_villages_of_one_name_are_told_apart(store: Store, work: Activity) -> None:
    book = villages.book(store, work)
    doubles = [one for one in book.villages if one.label != one.name]
    for one in doubles:
        assert book.find(one.name) is None
        assert book.find(one.label) == one
    assert all(book.by_code(one.code) == one for one in book.villages)


def test_a_whole_district_is_added_in_one_go_and_taken_back(store: Store, work: Activity) -> None:
    inside = villages.book(store, work).of_district(KUMAI)
    add(store, work, inside[0].full_name, area_code="62.01.01." + inside[0].code[6:])
    added = recruitment.add_villages(store, work, inside, "Kumai")
    assert (added.count, added.present) == (len(inside) - 1, 1)
    listed = recruitment.listing(store, work.id)
    assert len(listed) == len(inside)
    assert {one.district for one in listed} == {"", "Kumai"}
    with pytest.raises(UserError, match="sudah ada di daftar penerima"):
        recruitment.add_villages(store, work, inside, "Kumai")
    history.undo(store, added.changes.change_set)
    assert len(recruitment.listing(store, work.id)) == 1


def test_a_recipient_stands_on_the_list_once(store: Store, work: Activity) -> None:
    add(store, work, "Desa Kubu")
    with pytest.raises(UserError, match="sudah ada"):
        add(store, work, "desa  kubu")
    recruitment.add(store, work.id, Kind.PERSON, {"name": "Kubu"})
    with pytest.raises(UserError, match="Isi nama"):
        add(store, work, "  ")


def test_letters_are_marked_together_and_earlier_days_stay(store: Store, work: Activity) -> None:
    first, second = add(store, work, "Desa Kubu"), add(store, work, "Desa Sebuai")
    recruitment.edit(store, [first], {"sent_on": date(2026, 2, 27), "way": Way.HAND})
    recruitment.mark_sent(store, [first, second], Way.WHATSAPP)
    changes = recruitment.mark_answered(store, [second])
    recruitment.edit(store, [second], {"promised": 4, "received_by": " Pak  Contoh "})
    listed = {one.name: one for one in recruitment.listing(store, work.id)}
    kubu, sebuai = listed["Desa Kubu"], listed["Desa Sebuai"]
    assert (kubu.sent_on, kubu.way, kubu.state) == (date(2026, 2, 27), Way.HAND, State.SENT)
    assert (sebuai.sent_on, sebuai.way, sebuai.answered_on) == (TODAY, Way.WHATSAPP, TODAY)
    assert sebuai.received_by == "Pak Contoh"
    counted = recruitment.counts(list(listed.values()))
    assert (counted.recipients, counted.sent, counted.answered, counted.promised) == (2, 2, 1, 4)
    history.undo(store, changes.change_set)
    assert recruitment.counts(recruitment.listing(store, work.id)).answered == 0


def test_an_unlikely_promise_is_refused(store: Store, work: Activity) -> None:
    letter = add(store, work, "Desa Kubu")
    for promised in (-1, 10_001, "banyak"):
        with pytest.raises(UserError, match="tidak wajar"):
            recruitment.edit(store, [letter], {"promised": promised})


def test_a_name_is_never_given_to_several(store: Store, work: Activity) -> None:
    two = [add(store, work, "Desa Kubu"), add(store, work, "Desa Sebuai")]
    with pytest.raises(ValueError, match="name"):
        recruitment.edit(store, two, {"name": "Desa Lain"})


def test_unsent_letters_block_the_step_by_name_until_they_are_sent_or_gone(
    store: Store, work: Activity
) -> None:
    step = work.procedure.step("1")
    assert step.screens[0] == "recruitment"
    assert procedure.blocks(store, work, step) == ()
    sent, gone = add(store, work, "Desa Kubu"), add(store, work, "Desa Sebuai")
    (block,) = board.board(store, work).blocks["1"]
    assert (block.code, block.screen) == (GateCode.LETTERS_UNSENT, "recruitment")
    assert block.who == "Desa Kubu, Desa Sebuai"
    with pytest.raises(UserError, match="2 penerima belum dikirimi"):
        procedure.finish(store, work, "1")
    recruitment.mark_sent(store, [sent])
    recruitment.remove(store, [gone])
    procedure.finish(store, work, "1")
    for number in range(4):
        add(store, work, f"Desa Coba {number}")
    (block,) = board.board(store, work).blocks["1"]
    assert block.who == "Desa Coba 0, Desa Coba 1, Desa Coba 2, dan 1 lainnya"
    assert "1" not in board.board(store, work).ready


def test_the_announcement_is_filled_from_sop_activity_and_office(
    store: Store, work: Activity
) -> None:
    settings.put(store, {"office_name": "Dinas PUPR Kobar", "office_phone": "081122223333"})
    letter_id = add(store, work, "Kelurahan Mendawai")
    recruitment.edit(store, [letter_id], {"letter_number": "600/12/2026"})
    (letter,) = recruitment.listing(store, work.id)
    due = recruitment_papers.deadline(store, work)
    assert due == date(2026, 3, 5)
    what = recruitment_papers.announcement(store, work, due)
    text = recruitment_papers.text_for(letter, what)
    assert text.startswith("Yth. Lurah Mendawai,")
    for part in (
        "Uji Tukang", "Tukang Batu", "tidak dipungut biaya", "Pas foto", "Kamis, 5 Maret 2026",
        "Dinas PUPR Kobar 0811-2222-3333", "600/12/2026",
    ):  # fmt: skip
        assert part.lower() in text.lower(), part


def test_the_list_is_written_with_dates_as_dates(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    path = tmp_path / "surat.xlsx"
    with pytest.raises(UserError, match="Belum ada penerima"):
        recruitment_papers.write_workbook(store, work, [], path)
    letter_id = add(store, work, "Desa Kubu", phone="+6281122223333")
    recruitment.edit(store, [letter_id], {"letter_number": "0012", "letter_date": TODAY})
    recruitment.mark_sent(store, [letter_id], Way.POST)
    letters = recruitment.listing(store, work.id)
    written = recruitment_papers.write_workbook(store, work, letters, path)
    assert written.rows == 1
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[0].value == "NO")
    titles = [cell.value for cell in header]
    row = dict(zip(titles, sheet[header[0].row + 1], strict=True))
    assert row["PENERIMA"].value == "Desa Kubu"
    assert row["NOMOR HP"].value == "081122223333"
    assert row["NOMOR SURAT"].value == "0012"
    assert row["TANGGAL SURAT"].value.date() == TODAY
    assert row["DIKIRIM"].number_format == "dd-mm-yyyy"
    assert (row["CARA"].value, row["STATUS"].value) == ("Pos", "Menunggu jawaban")
