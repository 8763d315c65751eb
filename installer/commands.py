"""The two commands of the set-up: `run` opens the program, `test` checks the project."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from io import TextIOWrapper
from pathlib import Path

from environment import Environment, clean_environment
from machine import ensure_qt_libraries, has_display
from words import SetupError, say, sentence

ROOT = Path(__file__).resolve().parent.parent
USAGE = """\
python3 installer/bootstrap.py run [...]    siapkan dan buka SertiDesk; kata sesudahnya diteruskan
python3 installer/bootstrap.py test [...]   set up and check everything; further words go to pytest
"""


def run(words: list[str]) -> int:
    """Open the program, or pass the words on to its command line; answer its exit status."""
    environment = Environment(ROOT, "run")
    environment.prepare()
    qt_is_ready = ensure_qt_libraries("run")
    program = [str(environment.python), "-P", "-m", "sertidesk"]
    if not words and not has_display():
        folder = Path.cwd() / "keluaran"
        say("run", "demo", folder=folder)
        status = call([*program, "demo", "--out", str(folder)], clean_environment())
        if status == 0:
            say("run", "demo_done", folder=folder)
        return status
    if opens_window(words) and not qt_is_ready:
        return 1
    if os.name != "nt":  # there exec would leave the console before the program ends
        sys.stdout.flush()
        os.execve(program[0], [*program, *words], clean_environment())
    return call([*program, *words], clean_environment())


def opens_window(words: list[str]) -> bool:
    """Tell whether the program, given these words, opens its window."""
    rest = words[2:] if words[:1] == ["--data"] else words
    return all(word.startswith("--data=") for word in rest)


def test(words: list[str]) -> int:
    """Run every check to its end, tell how each went, and answer 1 if any of them failed."""
    environment = Environment(ROOT, "test")
    environment.prepare()
    python = [str(environment.python), "-P"]
    floors = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checks = {
        "lint (ruff check)": [*python, "-m", "ruff", "check", "."],
        "format (ruff format)": [*python, "-m", "ruff", "format", "--check", "."],
        "types (mypy)": [*python, "-m", "mypy"],
        "types of the installer": [*python, "-m", "mypy", "installer"],
        "floors (import-linter)": [*python, "-c", floors, "--no-logo"],
        # A process for each core; a file's tests stay together: they share what is slow to make.
        "tests (pytest)": [*python, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *words],
    }
    results = [("Qt's system libraries", ensure_qt_libraries("test"), 0.0)]
    for name, command in checks.items():
        print("\n== " + name)
        start = time.monotonic()
        headless = clean_environment(QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
        status = call(command, headless, cwd=ROOT)
        results.append((name, status == 0, time.monotonic() - start))
    print("\n== summary")
    for name, passed, seconds in results:
        print(f"{'ok    ' if passed else 'FAILED'}  {name:<24} {seconds:7.1f} s")
    return 0 if all(passed for _, passed, _ in results) else 1


def call(command: list[str], environment: dict[str, str], cwd: Path | None = None) -> int:
    """Run a program to its end; answer its exit status as a shell would tell it."""
    sys.stdout.flush()
    status = subprocess.call(command, env=environment, cwd=cwd)
    return 128 - status if status < 0 else status


def main(words: list[str]) -> int:
    """Read the command, do it, and answer the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # an old console must not stop the set-up
            stream.reconfigure(errors="replace")
    commands = {"run": run, "test": test}
    if words[:1] in (["-h"], ["--help"]):
        print(USAGE, end="")
        return 0
    if not words or words[0] not in commands:
        print(USAGE, end="", file=sys.stderr)
        return 2
    command, rest = words[0], words[1:]
    try:
        return commands[command](rest)
    except SetupError as error:
        print(sentence(command, error.key, **error.values), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(sentence(command, "stopped"), file=sys.stderr)
        return 130
