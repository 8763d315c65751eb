"""The real command in processes of its own: what a user types, what the system gets back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import lists
from tests.builders.commands import Answer

ROOT = Path(__file__).resolve().parents[2]


def real(*words: object, data: Path, **environment: str) -> Answer:
    """Run the command as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "sertidesk", "--data", str(data), *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | environment,
        timeout=60,
    )
    return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def test_an_activity_is_begun_filled_and_listed_by_processes(tmp_path: Path) -> None:
    data = tmp_path / "data kantor"
    made = real("activity", "new", "--sop", "kotawaringin-barat", "--name", "Tukang ✓",
                "--start", "2026-03-02", data=data)  # fmt: skip
    assert (made.status, made.err) == (0, "")
    code = made.out.strip()
    village = lists.plain(tmp_path / "desa.xlsx", 3)
    taken = real("import", village, "--activity", code, data=data)
    assert (taken.status, taken.err) == (0, "")
    listed = real("activity", "list", "--json", data=data, PYTHONIOENCODING="cp1252")
    assert listed.status == 0
    assert listed.json == [
        {"code": code, "name": "Tukang ✓", "sop": "kotawaringin-barat", "year": 2026,
         "start": "2026-03-02", "participants": 3}
    ]  # fmt: skip
    people = real("participants", "--activity", code, "--json", data=data)
    assert [one["nik"] for one in people.json] == [one.nik for one in lists.people(3)]


def test_a_refusal_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    answer = real("participants", "--activity", "2026-999", data=tmp_path / "data")
    answer.refused("2026-999", "belum ada kegiatan")


def test_wrong_usage_is_status_2_and_told_in_indonesian(tmp_path: Path) -> None:
    answer = real("impor", data=tmp_path / "data")
    assert (answer.status, answer.out) == (2, "")
    assert "Perintah “impor” tidak dikenal." in answer.err
    assert not (tmp_path / "data").exists()


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sertidesk", "export", "--list"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None and child.stderr is not None
        child.stdout.close()
        said = child.stderr.read()
        child.wait(60)
    assert b"Traceback" not in said and b"kesalahan" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_the_window_without_a_screen_is_refused(tmp_path: Path) -> None:
    answer = real(data=tmp_path / "data", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    answer.refused("layar", "demo")


def test_the_program_tests_itself(tmp_path: Path) -> None:
    answer = real("--self-test", data=tmp_path / "data")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.strip()
