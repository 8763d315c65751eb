"""Readiness: the checklist filled and kept, assessors confirmed, candidates reached, the papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from sertidesk.db import tables
from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.readiness import Answer, Condition, ItemState, Reach, Way
from sertidesk.services import (
    activity,
    exports,
    history,
    participants,
    printing,
    procedure,
    readiness,
    readiness_assessors,
    readiness_calls,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.readiness import Item
from sertidesk.services.store import Store


@pytest.fixture
def work(store: Store) -> Activity:
    targets = ({"occupation": "Tukang Besi Beton", "level": 2, "quota": 9},)
    draft = ActivityDraft(
        "tangerang", "Uji Tukang", 2026, test_centre="TUK Contoh", target_occupations=targets
    )
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(1, 4):
        values = {"name": f"Contoh {'ABC'[number - 1]}", "nik": f"367101020390000{number}"}
        phone = f"+62812345678{number}" if number < 3 else None
        participants.add(store, made.id, {**values, "phone": phone})
    return made


@pytest.fixture
def scheduled(store: Store, work: Activity) -> Activity:
    """Give the activity a session in its test centre with an assessor and two candidates."""
    with store.write("Jadwal") as tx:
        centre = tx.connection.execute(tables.organization.select()).one()  # of the activity's head
        tx.update(tables.organization, centre.id, {"address": "Jalan Uji 1"})
        assessor = tx.insert(
            tables.assessor,
            {"name": "Ir. Asesor", "schemes": ["Tukang Besi Beton"], "registration": None,
             "valid_until": None, "phone": "+628111111111"},
        )  # fmt: skip
        session = tx.insert(
            tables.session,
            {"activity_id": work.id, "date": date(2026, 3, 9), "starts": "08:00", "ends": "10:00",
             "test_centre_id": centre.id, "room": "Bengkel", "capacity": None,
             "scheme": "Tukang Besi Beton", "assessor_id": assessor, "note": None},
        )  # fmt: skip
        for row in tx.connection.execute(tables.participant.select().limit(2)).all():
            tx.insert(tables.session_participant, {"session_id": session, "participant_id": row.id})
    return work


def items(store: Store, work: Activity) -> dict[str, Item]:
    return {one.name: one for one in readiness.listing(store, work)}


def people(store: Store, work: Activity) -> list[str]:
    return [one.participant_id for one in readiness_calls.listing(store, work)]


def codes(store: Store, work: Activity, step: str) -> set[GateCode]:
    return {one.code for one in procedure.blocks(store, work, work.procedure.step(step))}


def test_a_checklist_comes_from_the_lists_of_centre_and_trade(
    store: Store, scheduled: Activity
) -> None:
    readiness.fill(store, scheduled)
    found = items(store, scheduled)
    assert found["Helm keselamatan"].needed == 2, "one for each of the two in the session"
    assert found["Kawat bendrat"].scheme == "Tukang Besi Beton"
    assert {one.test_centre for one in found.values()} == {"TUK Contoh"}
    assert "Mesin las SMAW dan kabel" not in found
    assert not readiness.fill(store, scheduled).kinds, "a list that is there stays as it is"


def test_without_a_schedule_the_activity_says_what_is_prepared(
    store: Store, work: Activity
) -> None:
    found = [(one.test_centre, one.scheme) for one in readiness.places(store, work)]
    assert found == [("TUK Contoh", ""), ("TUK Contoh", "Tukang Besi Beton")]


def test_items_are_ready_with_one_key_and_short_or_defect_by_what_is_noted(
    store: Store, work: Activity
) -> None:
    readiness.fill(store, work)
    helmet = items(store, work)["Helm keselamatan"].id
    assert items(store, work)["Helm keselamatan"].state is ItemState.UNCHECKED
    readiness.mark(store, [helmet], ItemState.READY)
    one = items(store, work)["Helm keselamatan"]
    assert (one.state, one.prepared_by, one.prepared_on) == (
        ItemState.READY, "Penguji", store.today(),
    )  # fmt: skip
    readiness.edit(store, [helmet], {"needed": 5})
    assert items(store, work)["Helm keselamatan"].state is ItemState.SHORT
    readiness.edit(store, [helmet], {"available": 5, "condition": Condition.REPAIR})
    assert items(store, work)["Helm keselamatan"].state is ItemState.DEFECT
    readiness.mark(store, [helmet], ItemState.NOT_NEEDED)
    assert items(store, work)["Helm keselamatan"].state is ItemState.NOT_NEEDED
    readiness.mark(store, [helmet], ItemState.UNCHECKED)
    assert items(store, work)["Helm keselamatan"].prepared_on is None
    with pytest.raises(UserError):
        readiness.edit(store, [helmet], {"available": -1})


def test_the_office_keeps_a_list_of_its_own(store: Store, scheduled: Activity) -> None:
    readiness.fill(store, scheduled)
    added = readiness.add(
        store, scheduled,
        {"name": "Jas hujan", "needed": 4, "unit": "buah", "test_centre": "TUK Contoh"},
    )  # fmt: skip
    gone = items(store, scheduled)["Spanduk kegiatan"].id
    readiness.remove(store, [gone])
    readiness.keep_as_list(store, scheduled, "TUK Contoh", "")
    draft = ActivityDraft("tangerang", "Tahun depan", 2027, test_centre="TUK Lain")
    other = activity.by_code(store, activity.create(store, draft).subject or "")
    readiness.fill(store, other)
    found = items(store, other)
    assert "Spanduk kegiatan" not in found
    assert found["Jas hujan"].needed == 2, "four for two people: two for each"
    assert found["Meja dan kursi asesor"].needed == 2, "shipped as so many in all"
    assert added.subject
    with pytest.raises(UserError):
        readiness.keep_as_list(store, other, "TUK Lain", "Juru Ukur")


def test_an_assessor_is_asked_and_answers(store: Store, scheduled: Activity) -> None:
    (line,) = readiness_assessors.listing(store, scheduled)
    assert line.answer is Answer.NOT_ASKED
    assert GateCode.ASSESSORS_OPEN in codes(store, scheduled, "2")
    key = [line.session_id]
    readiness_assessors.record(store, scheduled, key, Answer.ASKED, way=Way.WHATSAPP)
    readiness_assessors.record(store, scheduled, key, Answer.COMING, note="datang pukul 07.30")
    (line,) = readiness_assessors.listing(store, scheduled)
    assert (line.answer, line.way, line.asked_by) == (Answer.COMING, Way.WHATSAPP, "Penguji")
    assert line.note == "datang pukul 07.30"
    assert GateCode.ASSESSORS_OPEN not in codes(store, scheduled, "2")
    with store.write("Asesor lain") as tx:
        other = tx.insert(
            tables.assessor,
            {"name": "Pengganti", "schemes": [], "registration": None, "valid_until": None,
             "phone": None},
        )  # fmt: skip
        tx.update(tables.session, line.session_id, {"assessor_id": other})
    (line,) = readiness_assessors.listing(store, scheduled)
    assert (line.name, line.answer) == ("Pengganti", Answer.NOT_ASKED), "has to be asked anew"


def test_the_newest_attempt_counts_and_can_be_taken_back(store: Store, scheduled: Activity) -> None:
    first = people(store, scheduled)[0]
    readiness_calls.record(store, [first], Reach.NO_ANSWER)
    changes = readiness_calls.record(store, [first], Reach.COMING, way=Way.WHATSAPP, note="pasti")
    one = readiness_calls.listing(store, scheduled)[0]
    assert (one.reach, one.way, one.attempts) == (Reach.COMING, Way.WHATSAPP, 2)
    assert [attempt.reach for attempt in readiness_calls.attempts(store, first)] == [
        Reach.COMING, Reach.NO_ANSWER,
    ]  # fmt: skip
    assert changes.change_set
    history.undo(store, changes.change_set)
    assert readiness_calls.listing(store, scheduled)[0].reach is Reach.NO_ANSWER
    readiness_calls.take_back(store, [first])
    assert readiness_calls.listing(store, scheduled)[0].reach is Reach.NOT_CALLED


def test_the_message_says_when_and_where_but_no_nik(store: Store, scheduled: Activity) -> None:
    one = readiness_calls.listing(store, scheduled)[0]
    text = readiness_calls.message(store, scheduled, one)
    assert "Senin, 9 Maret 2026, pukul 08.00" in text
    assert "TUK Contoh, Bengkel" in text
    assert "Jalan Uji 1" in text
    assert "3671" not in text
    last = readiness_calls.listing(store, scheduled)[-1]
    assert "segera kami sampaikan" in readiness_calls.message(store, scheduled, last)


def test_each_step_waits_for_its_own_part(store: Store, scheduled: Activity) -> None:
    readiness.fill(store, scheduled)
    assert codes(store, scheduled, "2") == {GateCode.FACILITIES_OPEN, GateCode.ASSESSORS_OPEN}
    assert codes(store, scheduled, "3") == {GateCode.CANDIDATES_OPEN}
    readiness.mark(store, [one.id for one in readiness.listing(store, scheduled)], ItemState.READY)
    readiness_calls.record(store, people(store, scheduled), Reach.NOT_COMING)
    assert codes(store, scheduled, "2") == {GateCode.ASSESSORS_OPEN}
    assert codes(store, scheduled, "4") == set()


def test_workbooks_and_form_hold_the_three_parts(
    store: Store, scheduled: Activity, tmp_path: Path
) -> None:
    readiness.fill(store, scheduled)
    readiness_calls.record(store, people(store, scheduled)[:1], Reach.NO_ANSWER, note="malam")
    exports.write(store, scheduled, "readiness", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Sarana", "Asesor", "Peserta"]
    assert exports.write(store, scheduled, "phone-list", tmp_path / "b.xlsx").rows == 3
    cells = {
        str(cell)
        for row in openpyxl.load_workbook(tmp_path / "b.xlsx").active.iter_rows(values_only=True)
        for cell in row
    }
    assert {"08123456781", "Tidak dijawab", "malam"} <= cells
    printing.write(store, scheduled, "readiness", tmp_path / "c.pdf")
    pages = pypdfium2.PdfDocument(tmp_path / "c.pdf")
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "Kawat bendrat" in printed
    assert "Kepala TUK" in printed


def test_a_form_of_nothing_is_refused(store: Store, work: Activity, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="bagian Sarana"):
        printing.write(store, work, "readiness", tmp_path / "c.pdf")
