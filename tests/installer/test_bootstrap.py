"""The two commands: the Python they ask for, what they start, what they answer."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

INSTALLER = Path(__file__).resolve().parents[2] / "installer"


# The door


def test_the_door_is_readable_to_an_old_python() -> None:
    source = (INSTALLER / "bootstrap.py").read_text(encoding="utf-8")
    assert "SUPPORTED" in source
    ast.parse(source, feature_version=(3, 4))
    assert "f'" not in source and 'f"' not in source


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 14, 0)])
def test_another_python_is_refused_in_one_sentence(version: tuple[int, ...]) -> None:
    program = (
        f"import runpy, sys\nsys.version_info = {version}\n"
        f"runpy.run_path({str(INSTALLER / 'bootstrap.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("SertiDesk memerlukan Python 3.11, 3.12, atau 3.13; ini Python ")
    assert f"{version[0]}.{version[1]}." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_command_is_answered_with_the_usage(
    commands: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main([]) == 2
    assert commands.main(["buka"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().err
    assert commands.main(["--help"]) == 0


# run


class Program(list[list[str]]):
    """Stands for what `run` starts: keeps the command lines and ends with a status."""

    status = 0

    def call(self, command: list[str], _: dict[str, str]) -> int:
        self.append(command[3:])
        return self.status

    def exec(self, _: str, command: list[str], __: dict[str, str]) -> None:
        self.append(command[3:])
        raise SystemExit(self.status)


@pytest.fixture
def program(
    commands: ModuleType,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    started = Program()
    monkeypatch.setattr(commands, "ROOT", project)
    monkeypatch.setattr(commands.Environment, "prepare", lambda _: None)
    monkeypatch.setattr(commands, "ensure_qt_libraries", lambda _: True)
    monkeypatch.setattr(commands, "has_display", lambda: True)
    monkeypatch.setattr(commands, "call", started.call)
    monkeypatch.setattr(commands.os, "execve", started.exec)
    return started


def run(commands: ModuleType, *words: str) -> int:
    try:
        return commands.main(["run", *words])
    except SystemExit as end:
        return end.code


def test_run_opens_the_window_and_passes_on_words_and_status(
    commands: ModuleType, program: Program
) -> None:
    program.status = 7
    assert run(commands) == 7
    assert run(commands, "demo", "--out", "keluaran saya") == 7
    assert program == [["sertidesk"], ["sertidesk", "demo", "--out", "keluaran saya"]]


def test_run_without_a_display_makes_the_demo_and_says_where(
    commands: ModuleType,
    program: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(commands, "has_display", lambda: False)
    monkeypatch.chdir(tmp_path)
    assert run(commands) == 0
    assert program == [["sertidesk", "demo", "--out", str(tmp_path / "keluaran")]]
    assert f"Berkas contoh ada di {tmp_path / 'keluaran'}" in capsys.readouterr().out
    program.status = 3
    assert run(commands) == 3
    assert "Berkas contoh ada" not in capsys.readouterr().out


def test_without_qts_libraries_the_window_stays_shut_and_the_command_line_works(
    commands: ModuleType, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ensure_qt_libraries", lambda _: False)
    assert run(commands) == 1
    assert run(commands, "--data", "D") == 1
    assert program == []
    assert run(commands, "--data", "D", "activity", "list") == 0
    assert program == [["sertidesk", "--data", "D", "activity", "list"]]


def test_an_interrupted_run_ends_quietly(
    commands: ModuleType,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.Environment, "prepare", interrupt)
    assert run(commands) == 130
    assert "Dihentikan" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_killed_program_answers_as_in_a_shell(commands: ModuleType) -> None:
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    assert commands.call(killed, dict(os.environ)) == 137
    assert commands.call([sys.executable, "-c", "raise SystemExit(4)"], dict(os.environ)) == 4


# test


def test_every_check_runs_though_one_fails(
    commands: ModuleType,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    started: list[str] = []

    def call(command: list[str], environment: dict[str, str], cwd: Path) -> int:
        started.append(" ".join(command[2:]))
        assert environment["QT_QPA_PLATFORM"] == "offscreen"
        assert cwd == project
        return int(command[3] == "mypy")

    monkeypatch.setattr(commands, "ROOT", project)
    monkeypatch.setattr(commands.Environment, "prepare", lambda _: None)
    monkeypatch.setattr(commands, "ensure_qt_libraries", lambda _: True)
    monkeypatch.setattr(commands, "call", call)
    assert commands.main(["test", "-k", "nik"]) == 1
    assert started[0] == "-m ruff check ."
    assert started[1] == "-m ruff format --check ."
    assert started[-1] == "-m pytest -n auto --dist loadfile -k nik"
    assert any("importlinter" in command for command in started)
    summary = capsys.readouterr().out.split("== summary")[1]
    assert "FAILED  types (mypy)" in summary
    assert "ok      tests (pytest)" in summary

    monkeypatch.setattr(commands, "call", lambda *_, **__: 0)
    assert commands.main(["test"]) == 0
