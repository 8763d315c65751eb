"""The demo: a whole activity from messy lists, the same on every run, in a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdfium2 import PdfDocument
from sqlalchemy import Select, Table, func, select

from sertidesk.db import tables
from sertidesk.domain import nik
from sertidesk.domain.errors import UserError
from sertidesk.intake.procedure import load_code
from sertidesk.services import (
    activity,
    assessment,
    attendance,
    attendance_scans,
    clarification,
    complaints,
    demo,
    demo_lists,
    demo_people,
    exports,
    handover,
    history,
    interest,
    printing,
    procedure,
    reconciliation,
    recruitment,
    submission,
)
from sertidesk.services.areas import office_areas
from sertidesk.services.demo import Made
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store, open_store
from tests.services.conftest import A_FRIDAY

SOPS = ("badung", "tangerang", "lpjk-se16-2021", "sulawesi-barat")
ALL = ("kotawaringin-barat", *SOPS)


@pytest.fixture(scope="module")
def out(told: list[Made]) -> Path:
    return told[-1].path.parent


def opened(out: Path) -> tuple[Store, activity.Activity]:
    store = open_store(out / "data")
    [line] = activity.listing(store)
    return store, activity.by_code(store, line.code)


def test_every_file_is_there_and_told_of(told: list[Made], out: Path) -> None:
    paths = {made.path for made in told}
    assert all(path.exists() for path in paths) and all(made.what.strip() for made in told)
    inside = {path for path in out.rglob("*") if path.is_file()}
    folders = {out / "data", *(path for path in paths if path.is_dir())}
    untold = {path for path in inside - paths if not folders & set(path.parents)}
    assert not untold


def test_sixty_people_come_in_from_lists_of_every_kind(told: list[Made], out: Path) -> None:
    store, one = opened(out)
    try:
        people = records(store, ParticipantQuery(one.id))
        assert len(people) >= 60
        assert len({row["nik"] for row in people}) == len(people)
        asked = ("birth_place", "birth_date", "sex", "village", "occupation", "phone")
        assert all(row[key] for row in people for key in asked)
    finally:
        store.close()
    sent = [made.path for made in told if made.what.startswith("daftar masuk")]
    assert {path.suffix for path in sent} == {".xlsx", ".xls", ".ods", ".csv", ".txt"}


def test_what_was_spoilt_is_rejected_with_its_reason_and_comes_back_corrected(out: Path) -> None:
    codes: set[str] = set()
    for report in out.glob("langkah 02*/*laporan.json"):
        read = json.loads(report.read_text("utf-8"))
        rejected = [row for row in read["rows"] if row["status"] == "rejected"]
        assert len(rejected) == read["rejected"]
        codes |= {issue["code"] for row in rejected for issue in row["issues"]}
        if "diperbaiki" in report.name:
            assert (read["rejected"], bool(read["batch"])) == (0, True)
    assert codes >= {"nik_rounded", "nik_length", "nik_scientific", "nik_letters",
                     "nik_duplicate", "nik_in_activity"}  # fmt: skip


def test_the_story_runs_to_the_last_step(out: Path) -> None:
    store, one = opened(out)
    try:
        views = procedure.steps(store, one)
        assert all(view.record.is_closed and view.record.done_on for view in views)
        letters = recruitment.listing(store, one.id)
        assert recruitment.counts(letters).sent == len(letters) == 10
        assert [noted.is_open for noted in interest.listing(store, one.id)] == [False] * 4
        assert len(clarification.rounds(store, one)) == 2
        states = clarification.overview(store, one).states
        assert states["matched"] >= 60 and states["deceased"] == 1
        kinds = [line.kind for line in submission.listing(store, one)]
        assert kinds.count("supplement") == 1 and len(kinds) == 4
        check_the_odd_ones(store, one)
    finally:
        store.close()


def check_the_odd_ones(store: Store, one: activity.Activity) -> None:
    """Somebody was absent, not competent, appealed, came unasked, sent a proxy, complained."""
    presences = {entry.state for roll in attendance.load(store, one) for entry in roll.entries}
    assert presences >= {"present", "late", "sick", "absent", "excused"}
    assert any(entry.walk_in for roll in attendance.load(store, one) for entry in roll.entries)
    outcomes = {line.outcome for line in attendance_scans.recent(store, one, 500)}
    assert outcomes >= {"recorded", "double", "other_day", "unknown"}
    results = assessment.listing(store, one)
    assert {entry.decision for entry in results} == {"competent", "not_competent", "absent"}
    assert {entry.appeal.state for entry in results if entry.appeal} == {"granted", "rejected"}
    handed = Counter(entry.state for entry in handover.listing(store, one))
    assert handed["handed"] > 40 and (handed["proxy"], handed["waiting"]) == (1, 2)
    states = [complaint.state for complaint in complaints.listing(store, one.id)]
    assert sorted(states) == ["pursued", "resolved"]


def test_outputs_hold_what_they_should(out: Path) -> None:
    second = load_workbook(out / "langkah 06 klarifikasi NIK" / "rekap putaran 2.xlsx")
    first = load_workbook(out / "langkah 06 klarifikasi NIK" / "rekap putaran 1.xlsx")
    assert niks_in(second.worksheets[0]) < niks_in(first.worksheets[0])
    form = load_workbook(out / "langkah 07 rekap ke LSP" / "rekap LSP Contoh.xlsx")
    assert form.sheetnames == ["FR.APL 01", "Petunjuk"]
    assert str(form["FR.APL 01"]["L5"].value).startswith("=IF(")
    with PdfDocument(out / "cetak" / "participants f4.pdf") as paper:
        width, height = paper[0].get_size()
        assert {round(width / 72 * 25.4), round(height / 72 * 25.4)} == {215, 330}


def niks_in(page: Worksheet) -> set[str]:
    cells = (str(cell.value or "") for row in page.iter_rows() for cell in row)
    return {text for text in cells if re.fullmatch(r"\d{16}", text)}


@pytest.mark.parametrize("sop", SOPS)
def test_every_sop_runs_to_its_end_and_everybody_is_counted_at_each_stage(
    tmp_path: Path, sop: str
) -> None:
    told = list(demo.run(tmp_path / "keluaran", sop, today=A_FRIDAY))
    assert told and all(made.path.exists() for made in told)
    store, one = opened(tmp_path / "keluaran")
    try:
        assert one.sop_code == sop
        assert len(records(store, ParticipantQuery(one.id))) >= 60
        assert all(view.record.done_on for view in procedure.steps(store, one))
        found = reconciliation.load(store, one)
        assert [stage for stage in found.stages if len(found.reached[stage]) < 50] == []
        assert found.strays == ()
    finally:
        store.close()


def test_every_screen_of_every_sop_has_its_chapter() -> None:
    named = {screen for sop in ALL for step in load_code(sop).steps for screen in step.screens}
    assert named == demo.CHAPTERS.keys()


def test_every_paper_and_workbook_of_the_activity_is_written(out: Path) -> None:
    printed = {path.stem.removesuffix(" f4") for path in (out / "cetak").glob("* f4.pdf")}
    elsewhere = {"application-letter", "minutes", "meeting-attendance", "selection", "readiness",
                 "official-record"}  # fmt: skip
    assert printed == printing.KINDS.keys() - elsewhere
    exported = {path.stem for path in (out / "ekspor").iterdir()}
    others = {"disdukcapil", "lsp", "follow-ups", "reminders"}
    assert exported == exports.KINDS.keys() - others


def test_the_same_people_stand_in_the_same_lists_every_time(tmp_path: Path) -> None:
    places = demo_people.villages(office_areas(), "6201", 10)
    sizes = (*demo_lists.SIZES, 6, 4)
    once, again = (demo_people.groups(places, sizes, A_FRIDAY) for _ in range(2))
    assert once == again
    everyone = [one for group in once for one in group]
    assert len({one.nik for one in everyone}) == len({one.name for one in everyone}) == sum(sizes)


def test_no_nik_can_be_a_real_persons() -> None:
    """Serial numbers begin at 9001, and area, date and sex agree, so nothing else is odd."""
    places = demo_people.villages(office_areas(), "6201", 10)
    for group in demo_people.groups(places, (*demo_lists.SIZES, 6, 4), A_FRIDAY):
        for one in group:
            assert int(one.nik[-4:]) > 9000
            found = nik.check(
                one.nik,
                areas=office_areas(),
                today=A_FRIDAY,
                birth_date=one.born,
                sex=one.sex,
                office_regency="6201",
            )
            assert not [finding for finding in found if finding.severity != "info"]


def begun(out: Path) -> list[Path]:
    """Let a demo tell its beginning, then break it off; return what it made."""
    story = demo.run(out, "tangerang", today=A_FRIDAY)
    made = [one.path for one in islice(story, 12)]
    story.close()
    return made


def test_a_second_run_replaces_the_first_even_one_that_was_broken_off(tmp_path: Path) -> None:
    out = tmp_path / "keluaran"
    first = begun(out)
    stray = out / "cetak" / "lama.pdf"
    stray.parent.mkdir()
    stray.write_bytes(b"lama")
    assert begun(out) == first
    assert not stray.exists()


def test_a_folder_of_someone_elses_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "laporan.docx").write_bytes(b"penting")
    with pytest.raises(UserError) as refused:
        next(demo.run(tmp_path))
    assert refused.value.code == "demo_folder_in_use"
    assert [path.name for path in tmp_path.iterdir()] == ["laporan.docx"]


def test_a_demo_that_is_open_in_a_window_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "keluaran"
    made = begun(out)
    window = open_store(out / "data")
    try:
        with pytest.raises(UserError) as refused:
            next(demo.run(out, "tangerang", today=A_FRIDAY))
        assert refused.value.code == "demo_open"
        assert all(path.exists() for path in made)
    finally:
        window.close()


def test_an_unknown_sop_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        next(demo.run(tmp_path / "keluaran", "bandung"))
    assert refused.value.code == "sop_unknown"
    assert not (tmp_path / "keluaran").exists()


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keluaran").write_text("berkas", "utf-8")
    for place in (tmp_path / "keluaran", tmp_path / "keluaran" / "demo"):
        with pytest.raises(UserError) as refused:
            next(demo.run(place))
        assert refused.value.code == "demo_no_folder"


def test_all_that_was_done_can_be_undone_to_the_very_beginning(out: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(out / "data", tmp_path / "data")
    store = open_store(folder)
    sets = tables.change_set
    try:
        with store.read() as connection:
            done = connection.execute(select(sets.c.id).order_by(sets.c.id.desc())).scalars().all()
        assert len(done) > 200
        assert not [kept for one in done for kept in history.undo(store, one).kept]
        with store.read() as connection:
            left = {
                table.name: count
                for table in tables.metadata.sorted_tables
                if "deleted_at" in table.c
                and (count := connection.scalar(_living(table).with_only_columns(func.count())))
            }
        assert left == {}
    finally:
        store.close()


def _living(table: Table) -> Select[Any]:
    return select(table).where(table.c.deleted_at.is_(None))
