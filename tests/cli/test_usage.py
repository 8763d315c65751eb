"""Words typed wrongly are told in Indonesian with status 2; activities are begun and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sertidesk import cli, cli_parser
from tests.builders.commands import Run

SOPS = ("badung", "kotawaringin-barat", "tangerang", "lpjk-se16-2021", "sulawesi-barat")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("activity", "PERINTAH"),
        ("activity new --name X", "--sop"),
        ("activity new --sop badung --name X --start 02-03-2026", "bukan tanggal"),
        ("activity new --sop badung --name X --start 2026-02-30", "bukan tanggal"),
        ("import", "FILE, --activity"),
        ("import a.xlsx --activity", "harus diikuti"),
        ("import a.xlsx --act 1", "Masih kurang: --activity"),
        ("export lsp --activity 2026-001", "Masih kurang: --out"),
        ("export", "JENIS, --activity, --out"),
        ("export gaji --activity 2026-001 --out x.xlsx", "Jenis “gaji” tidak dikenal"),
        ("print attendance --activity 1 --out x.pdf --paper letter", "“letter” tidak dikenal"),
        ("layout learn form.xlsx", "--name"),
        ("answer a.xlsx --activity 1 --accept ,", "all, none"),
        ("check sekarang", "Tidak dikenal: sekarang"),
        ("backup --keep=3", "Tidak dikenal"),
    ],
)
def test_wrong_usage_says_what_is_wrong(run: Run, words: str, told: str) -> None:
    answer = run(*words.split())
    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err
    assert answer.err.startswith("pemakaian: sertidesk")


def test_a_message_we_do_not_know_is_passed_on() -> None:
    assert cli_parser.in_indonesian("something new") == "something new"


def test_help_is_in_indonesian(run: Run) -> None:
    answer = run("import", "--help")
    assert answer.status == 0
    assert "pemakaian:" in answer.out and "hanya periksa" in answer.out
    assert "show this help" not in answer.out and "options:" not in answer.out


def test_the_version_is_told(run: Run) -> None:
    answer = run("--version")
    assert answer.status == 0 and answer.out.startswith("sertidesk ")


@pytest.mark.parametrize("sop", SOPS)
def test_every_sop_begins_an_activity(run: Run, sop: str) -> None:
    answer = run("activity", "new", "--sop", sop, "--name", "Uji")
    assert (answer.status, answer.err) == (0, "")
    assert [line["sop"] for line in run("activity", "list", "--json").json] == [sop]


def test_the_start_gives_the_year(run: Run, code: str) -> None:
    assert code.startswith("2026-")
    [line] = run("activity", "list", "--json").json
    assert (line["start"], line["year"]) == ("2026-03-02", 2026)
    assert code in run("activity", "list").out


def test_an_unknown_sop_is_refused_with_those_there_are(run: Run) -> None:
    run("activity", "new", "--sop", "bandung", "--name", "Uji").refused("bandung", *SOPS)
    run("activity", "new", "--sop", "badung", "--name", " ").refused("nama")


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "berkas").write_text("bukan folder", "utf-8")
    assert cli.main(["--data", str(tmp_path / "berkas" / "data"), "activity", "list"]) == 1
    assert "--data" in capsys.readouterr().err


def test_a_damaged_database_is_refused(run: Run, code: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "sertidesk.db").write_bytes(b"bukan basis data" * 100)
    run("activity", "list").refused("cadangan")
