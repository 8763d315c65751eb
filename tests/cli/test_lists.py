"""`import`, `undo-import` and `participants`: the report's shape, all or nothing, the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.builders import lists
from tests.builders.commands import Run, report_of

ISSUE = {"code", "field", "message"}


def test_the_import_report_has_the_promised_shape(run: Run, code: str, tmp_path: Path) -> None:
    good, doubled = lists.people(2)
    rows: Sequence[Sequence[object]] = [
        ["DAFTAR PESERTA"],
        lists.HEADERS,
        good.row(1),
        doubled.row(2),
        [
            3,
            float(doubled.nik[:15] + "0"),
            "NIK DIBULATKAN",
            "Kumai",
            date(1990, 5, 12),
            "L",
            "",
            "",
        ],
    ]
    village = lists.xlsx(tmp_path / "desa.xlsx", ("Sidorejo", rows))
    target = tmp_path / "laporan.json"
    answer = run("import", village, "--activity", code, "--report", target)
    assert answer.status == 0
    report = report_of(target)
    assert report.keys() == {"file", "batch", "accepted", "rejected", "sheets", "rows"}
    assert (report["file"], report["accepted"], report["rejected"]) == ("desa.xlsx", 2, 1)
    assert report["batch"] and report["batch"] in answer.out
    [sheet] = report["sheets"]
    assert sheet.keys() >= {"name", "header_row", "columns"}
    assert (sheet["name"], sheet["header_row"]) == ("Sidorejo", 2)
    assert [row["row"] for row in report["rows"]] == [3, 4, 5]
    for row in report["rows"]:
        assert row.keys() >= {"sheet", "row", "status", "nik", "name", "issues"}
        assert row["status"] in ("accepted", "warning", "rejected")
        assert all(issue.keys() >= ISSUE for issue in row["issues"])
    assert report["rows"][2]["status"] == "rejected"
    assert report["rows"][2]["issues"][0]["field"] == "nik"
    assert "Sidorejo baris 5, NIK DIBULATKAN" in answer.out
    assert len(run("participants", "--activity", code, "--json").json) == 2


def test_a_dry_run_writes_nothing_but_the_report(run: Run, code: str, tmp_path: Path) -> None:
    village, target = lists.plain(tmp_path / "desa.xlsx", 4), tmp_path / "laporan.json"
    answer = run("import", village, "--activity", code, "--dry-run", "--report", target)
    assert answer.status == 0 and "akan diterima" in answer.out
    report = report_of(target)
    assert (report["accepted"], report["batch"]) == (4, None)
    assert run("participants", "--activity", code, "--json").json == []
    assert not list((tmp_path / "data" / "cadangan").glob("*.sertidesk"))


def test_an_import_backs_the_data_up_first(run: Run, code: str, tmp_path: Path) -> None:
    run("import", lists.plain(tmp_path / "desa.xlsx"), "--activity", code)
    [backup] = (tmp_path / "data" / "cadangan").glob("*.sertidesk")
    assert "impor" in backup.name


def test_nothing_accepted_is_a_refusal_and_the_report_says_why(
    run: Run, code: str, tmp_path: Path
) -> None:
    village, target = lists.plain(tmp_path / "desa.xlsx", 2), tmp_path / "laporan.json"
    run("import", village, "--activity", code)
    again = run("import", village, "--activity", code, "--report", target)
    assert again.status == 1
    assert "Tidak ada baris" in again.err and "2 ditolak" in again.out
    report = report_of(target)
    assert (report["accepted"], report["rejected"], report["batch"]) == (0, 2, None)
    assert {row["issues"][0]["code"] for row in report["rows"]} == {"nik_in_activity"}
    assert len(run("participants", "--activity", code, "--json").json) == 2


def test_an_import_is_undone_once(run: Run, code: str, tmp_path: Path) -> None:
    target = tmp_path / "laporan.json"
    run("import", lists.plain(tmp_path / "desa.xlsx", 3), "--activity", code, "--report", target)
    batch = report_of(target)["batch"]
    answer = run("undo-import", batch)
    assert answer.status == 0 and answer.out.startswith("3 ")
    assert run("participants", "--activity", code, "--json").json == []
    run("undo-import", batch).refused()
    run("undo-import", "tidak-ada").refused("tidak-ada")


def test_only_the_named_sheet_is_taken(run: Run, code: str, tmp_path: Path) -> None:
    village = lists.villages_on_sheets(tmp_path / "desa.xlsx")
    answer = run("import", village, "--activity", code, "--sheet", "Madurejo")
    assert answer.status == 0 and answer.out.startswith("3 baris diterima")
    run("import", village, "--activity", code, "--sheet", "Kumai").refused("Kumai", "Sidorejo")


def test_what_is_no_list_is_refused(run: Run, code: str, tmp_path: Path) -> None:
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    empty = tmp_path / "kosong.xlsx"
    empty.touch()
    for file in (picture, empty, tmp_path, tmp_path / "tidak ada.xlsx"):
        run("import", file, "--activity", code).refused(file.name)
    run("import", picture, "--activity", "2020-001").refused("2020-001", code)


def test_a_report_that_cannot_be_written_stops_the_import_before_it(
    run: Run, code: str, tmp_path: Path
) -> None:
    target = tmp_path / "tidak ada" / "laporan.json"
    village = lists.plain(tmp_path / "desa.xlsx")
    run("import", village, "--activity", code, "--report", target).refused("tidak ada")
    assert run("participants", "--activity", code, "--json").json == []


def test_participants_are_told_as_promised(run: Run, code: str, tmp_path: Path) -> None:
    [person] = lists.people(1)
    run("import", lists.plain(tmp_path / "desa.xlsx", 1), "--activity", code)
    [told] = run("participants", "--activity", code, "--json").json
    assert told["nik"] == person.nik
    assert told["name"] == person.name
    assert told["sex"] == person.sex
    assert told["birth_place"] == person.place
    assert told["birth_date"] == person.born.isoformat()
    assert told["phone"] == person.phone and told["phone"].startswith("08")
    assert told["address"] == person.address
    assert told.keys() >= {"village", "occupation", "district", "level"}
    assert person.name in run("participants", "--activity", code).out
