"""The selection: ranks with reasons, quotas, the proposal, decisions by hand, replaced persons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.selection import Plan, Rule, State
from sertidesk.services import (
    activity,
    documents,
    exports,
    history,
    history_lists,
    participants,
    printing,
    procedure,
    records,
    report,
    schedule,
    selection,
)
from sertidesk.services import selection_decisions as decisions
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.selection import Entry
from sertidesk.services.store import Store

PEOPLE = (
    ("Andi", "Tukang Kayu", "Kapal"),
    ("Budi", "Tukang Kayu", "KAPAL"),
    ("Citra", "Tukang Kayu", "Abianbase"),
    ("Dewi", "Tukang Batu", "Kapal"),
    ("Eka", "Juru Gambar", "Kapal"),
    ("Fajar", None, "Kapal"),
)


@pytest.fixture
def work(store: Store) -> Activity:
    targets = (
        {"occupation": "Tukang Kayu", "level": 2, "quota": 1},
        {"occupation": "Tukang Batu", "level": 2, "quota": 2},
    )
    draft = ActivityDraft("badung", "Uji Tukang", 2026, target_occupations=targets)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number, (name, occupation, village) in enumerate(PEOPLE, 1):
        values = {"name": name, "nik": f"510301020390000{number}", "village": village}
        participants.add(store, made.id, {**values, "occupation": occupation, "level": 2})
    return made


def by_name(store: Store, work: Activity) -> dict[str, Entry]:
    return {one.name: one for one in selection.load(store, work).entries}


def keys(store: Store, work: Activity, *names: str) -> list[str]:
    found = by_name(store, work)
    return [found[name].participant_id for name in names]


def states(store: Store, work: Activity) -> dict[str, State]:
    return {one.name: one.state for one in by_name(store, work).values()}


def everyone(store: Store, work: Activity) -> list[str]:
    return [one.participant_id for one in selection.load(store, work).entries]


def propose(store: Store, work: Activity) -> None:
    decisions.apply(store, work, [step for _, step in decisions.proposal(store, work)])


def blocked(store: Store, work: Activity) -> set[GateCode]:
    found = procedure.blocks(store, work, work.procedure.step("3"))
    return {one.code for one in found if one.screen == "selection"}


def test_nobody_is_proposed_before_being_verified(store: Store, work: Activity) -> None:
    assert decisions.proposal(store, work) == []
    decisions.verify(store, work, keys(store, work, "Budi"), meets=True)
    assert [entry.name for entry, _ in decisions.proposal(store, work)] == ["Budi"]


def test_the_proposal_fills_the_quotas_in_order_and_says_why(store: Store, work: Activity) -> None:
    decisions.verify(store, work, everyone(store, work), meets=True)
    with store.write("Berkas Budi lengkap") as tx:
        from sertidesk.db import tables

        tx.update(tables.participant, keys(store, work, "Budi")[0], {"documents_complete": 1})
    shown = decisions.proposal(store, work)
    assert states(store, work)["Budi"] is State.ELIGIBLE, "nothing is done by looking"
    decisions.apply(store, work, [step for _, step in shown])
    assert states(store, work) == {
        "Andi": State.RESERVE,
        "Budi": State.SELECTED,
        "Citra": State.RESERVE,
        "Dewi": State.SELECTED,
        "Eka": State.NOT_SELECTED,
        "Fajar": State.ELIGIBLE,
    }
    found = by_name(store, work)
    assert found["Budi"].reason.startswith("peringkat 1 dari 3: berkas lengkap")
    assert "kuota Tukang Kayu jenjang 2 penuh (1)" in found["Andi"].reason
    assert "bukan jabatan kerja sasaran" in found["Eka"].reason
    assert decisions.proposal(store, work) == []


def test_a_village_has_its_quota_under_every_spelling(store: Store, work: Activity) -> None:
    selection.save_plan(
        store, work, Plan(total=5, villages={"Kapal": 1}, rules=(Rule.REGISTERED,), reserves=0)
    )
    decisions.verify(store, work, keys(store, work, "Andi", "Budi", "Dewi"), meets=True)
    propose(store, work)
    assert [states(store, work)[name] for name in ("Andi", "Dewi")] == [
        State.SELECTED, State.NOT_SELECTED,
    ]  # fmt: skip
    assert "cadangan 0 orang" in by_name(store, work)["Dewi"].reason


def test_the_history_tells_rules_and_states_in_words(store: Store, work: Activity) -> None:
    selection.save_plan(store, work, Plan())
    decisions.verify(store, work, keys(store, work, "Andi"), meets=True)
    plan = Plan(rules=(Rule.WOMEN,), villages={"Kapal": 3})
    changed = selection.save_plan(store, work, plan)
    reserve = decisions.decide(store, work, keys(store, work, "Andi"), State.RESERVE)
    told = ""
    for changes in (changed, reserve):
        assert changes.change_set
        told += str(history_lists.details(store, changes.change_set))
    for words in ("Perempuan lebih dahulu", "Kapal: 3", "Cadangan"):
        assert words in told


def test_what_goes_against_the_rules_asks_for_a_reason(store: Store, work: Activity) -> None:
    andi, budi, citra = keys(store, work, "Andi", "Budi", "Citra")
    decisions.verify(store, work, [andi, budi], meets=True)
    with pytest.raises(UserError) as passed:
        decisions.decide(store, work, [budi], State.SELECTED)
    assert (passed.value.code, "Andi" in str(passed.value)) == ("better_ranked", True)
    decisions.decide(store, work, [andi], State.SELECTED)
    with pytest.raises(UserError) as full:
        decisions.decide(store, work, [budi], State.SELECTED)
    assert full.value.code == "quota_exceeded"
    decisions.decide(store, work, [budi], State.SELECTED, "penyandang disabilitas")
    assert by_name(store, work)["Budi"].why == "penyandang disabilitas"
    decisions.verify(store, work, [citra], meets=False, note="belum 18 tahun")
    with pytest.raises(UserError, match="belum 18 tahun"):
        decisions.decide(store, work, [citra], State.SELECTED)
    with pytest.raises(UserError):
        decisions.decide(store, work, [citra], State.NOT_SELECTED)


def test_the_gate_waits_for_every_candidate_and_names_a_quota(store: Store, work: Activity) -> None:
    assert GateCode.SELECTION_OPEN in blocked(store, work), "six candidates for three places"
    decisions.verify(store, work, everyone(store, work), meets=True)
    propose(store, work)
    decisions.decide(store, work, keys(store, work, "Fajar"), State.NOT_SELECTED, "tanpa jabatan")
    assert blocked(store, work) == set()
    decisions.decide(store, work, keys(store, work, "Citra"), State.SELECTED, "arahan Kadis")
    assert blocked(store, work) == {GateCode.QUOTA_EXCEEDED}


def test_places_for_all_make_no_selection(store: Store) -> None:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, planned_participants=5)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, made.id, {"name": "Gede", "nik": "5103010203900009"})
    assert blocked(store, made) == set()


def test_only_those_taking_part_are_waited_for_scheduled_and_listed(
    store: Store, work: Activity
) -> None:
    decisions.verify(store, work, everyone(store, work), meets=True)
    propose(store, work)
    expected = {"Andi", "Dewi", "Fajar"}
    assert {member.name for member in schedule.load(store, work).members} == expected
    assert {row.name for row in documents.rows(store, work)} == expected
    files = records.for_files(store, work)
    assert {str(row["name"]) for row in files.participants} == expected
    with store.read() as connection:
        assert len(procedure.facts(connection, work).participants) == 3
    assert activity.listing(store)[0].participants == 3
    texts = " ".join(one.text for one in report.load(store, work))
    assert "3 orang lainnya mengundurkan diri, menjadi cadangan, atau tidak terpilih." in texts


def test_one_who_withdraws_is_replaced_from_the_waiting_list_and_both_show_it(
    store: Store, work: Activity
) -> None:
    decisions.verify(store, work, everyone(store, work), meets=True)
    propose(store, work)
    board = selection.load(store, work)
    gone = by_name(store, work)["Andi"]
    assert [one.name for one in board.waiting_for(gone)][:2] == ["Budi", "Citra"]
    changes = decisions.replace(
        store, work, gone.participant_id, keys(store, work, "Budi")[0], "bekerja di luar pulau"
    )
    found = by_name(store, work)
    assert (found["Andi"].state, found["Budi"].state) == (State.REPLACED, State.SELECTED)
    assert found["Andi"].why == "bekerja di luar pulau; digantikan Budi"
    assert found["Budi"].replaces == "Andi"
    assert "menggantikan Andi (bekerja di luar pulau)" in found["Budi"].why
    assert changes.change_set
    history.undo(store, changes.change_set)
    assert states(store, work)["Andi"] is State.SELECTED
    assert states(store, work)["Budi"] is State.RESERVE


def test_a_substitute_who_is_taken_back_leaves_the_place_free(store: Store, work: Activity) -> None:
    andi, budi, citra = keys(store, work, "Andi", "Budi", "Citra")
    decisions.replace(store, work, andi, budi, "sakit")
    decisions.take_back(store, work, [budi])
    assert states(store, work)["Andi"] is State.WITHDRAWN
    decisions.replace(store, work, andi, citra)
    assert by_name(store, work)["Andi"].why == "sakit; digantikan Citra"


def test_who_takes_part_is_said_in_one_place() -> None:
    services = Path(selection.__file__).parent
    asking = [
        file.name
        for file in services.glob("*.py")
        if "withdrawn_reason.is_(None)" in file.read_text(encoding="utf-8")
    ]
    assert asking == ["taking_part.py"], "ask taking_part instead"


def test_a_free_place_is_proposed_to_the_best_of_the_waiting_list(
    store: Store, work: Activity
) -> None:
    decisions.verify(store, work, everyone(store, work), meets=True)
    propose(store, work)
    decisions.withdraw(store, work, keys(store, work, "Andi"), "sakit")
    assert states(store, work)["Andi"] is State.WITHDRAWN
    shown = decisions.proposal(store, work)
    assert [(entry.name, step.state) for entry, step in shown] == [("Budi", State.SELECTED)]
    decisions.take_back(store, work, keys(store, work, "Andi"))
    assert states(store, work)["Andi"] is State.ELIGIBLE


def test_a_substitute_takes_the_seats_that_are_still_to_come(store: Store, work: Activity) -> None:
    from sertidesk.db import tables

    andi, budi = keys(store, work, "Andi", "Budi")
    with store.write("Sesi") as tx:
        for day in (date(2026, 2, 1), date(2026, 4, 1)):
            empty = dict.fromkeys(
                ("test_centre_id", "room", "capacity", "scheme", "assessor_id", "note")
            )
            values = {"activity_id": work.id, "date": day, "starts": "08:00", "ends": "09:00"}
            key = tx.insert(tables.session, empty | values)
            tx.insert(tables.session_participant, {"session_id": key, "participant_id": andi})
    decisions.replace(store, work, andi, budi, "sakit")
    found = schedule.load(store, work)
    assert [[member.name for member in one.members] for one in found.sessions] == [[], ["Budi"]]


def test_the_workbook_lists_all_and_the_paper_the_selected_and_the_reserve(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    decisions.verify(store, work, everyone(store, work), meets=True)
    propose(store, work)
    out = tmp_path / "seleksi.xlsx"
    assert exports.write(store, work, "selection", out).rows == 6
    book = openpyxl.load_workbook(out)
    text = "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    assert "Cadangan" in text
    assert "bukan jabatan kerja sasaran" in text
    paper = tmp_path / "seleksi.pdf"
    printing.write(store, work, "selection", paper)
    pages = pypdfium2.PdfDocument(paper)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "Andi" in printed
    assert "Eka" not in printed, "who was not selected is no one's business on the wall"


def test_a_paper_of_nobody_is_refused(store: Store, work: Activity, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Belum ada peserta terpilih"):
        printing.write(store, work, "selection", tmp_path / "seleksi.pdf")
