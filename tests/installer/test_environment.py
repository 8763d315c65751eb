"""The project's `.venv`: made once, then at once; rebuilt when half-made; trouble told plainly."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest


def test_set_up_then_at_once_then_rebuilt_when_half_made(
    environment: ModuleType,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = environment.Environment(project, "test")
    assert not made.is_ready()
    made.prepare()
    assert made.is_ready()
    assert environment.Environment(project, "run").is_ready(), "test covers run"

    # It imports the program from any folder, and passes on words and exit status.
    elsewhere = project.parent
    program = [str(made.python), "-P", "-m", "sertidesk", "a", "b"]
    done = subprocess.run(program, cwd=elsewhere, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (2, f"{elsewhere} ['a', 'b']")

    # The second run starts no program at all.
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(environment.subprocess, "Popen", None)
        patch.setattr(environment.subprocess, "run", None)
        environment.Environment(project, "test").prepare()
    assert capsys.readouterr().out == ""

    # A changed lock is installed into what is there.
    (project / "installer" / "requirements-test.lock").write_text("# still nothing\n")
    assert not made.is_ready()
    assert environment.Environment(project, "run").is_ready()
    (made.folder / "mark").touch()
    made.prepare()
    assert made.is_ready() and (made.folder / "mark").exists()

    # Killed half-way: the mark of the beginning is there and that of the end is not.
    (made.folder / "sertidesk-setup.json").write_text("{}")
    made.prepare()
    assert made.is_ready() and not (made.folder / "mark").exists()
    assert "diulang" not in (words := capsys.readouterr().out)
    assert "starting afresh" in words


def test_an_environment_made_by_hand_is_kept_and_a_broken_one_is_not(
    environment: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = environment.Environment(project, "run")
    created: list[bool] = []
    monkeypatch.setattr(made, "_create", lambda: created.append(True))
    monkeypatch.setattr(made, "_install", lambda: None)
    monkeypatch.setattr(made, "_point_to_sources", lambda: None)

    answer = f"{environment.PYTHON}\n"
    monkeypatch.setattr(
        environment.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=answer),
    )
    made.folder.mkdir()
    (made.folder / "mark").touch()
    made.prepare()
    assert (made.folder / "mark").exists() and not created

    (made.folder / "sertidesk-setup.json").unlink()
    answer = "3.9\n"  # the Python of another day
    made.prepare()
    assert created and not (made.folder / "mark").exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '"x"'])
def test_a_damaged_state_counts_as_unfinished(
    environment: ModuleType, project: Path, damage: str
) -> None:
    made = environment.Environment(project, "run")
    made.folder.mkdir()
    (made.folder / "sertidesk-setup.json").write_text(damage)
    assert made._state() == {}
    assert not made.is_ready()


def test_line_ends_of_a_checkout_do_not_change_what_is_wanted(
    environment: ModuleType, project: Path
) -> None:
    made = environment.Environment(project, "run")
    lock = project / "installer" / "requirements.lock"
    lock.write_bytes(b"# a\nsix==1.17.0\n")
    unix = made._wanted("run")
    lock.write_bytes(b"# a\r\nsix==1.17.0\r\n")
    assert made._wanted("run") == unix
    lock.write_bytes(b"# a\nsix==1.16.0\n")
    assert made._wanted("run") != unix


@pytest.mark.parametrize(
    ("output", "key"),
    [
        ("NewConnectionError: [Errno 111] Connection refused", "no_network"),
        ("Failed to resolve: getaddrinfo failed\nNo matching distribution found", "no_network"),
        ("ERROR: No matching distribution found for shiboken6==6.11.3", "no_wheel"),
        ("OSError: [Errno 28] No space left on device", "disk_full"),
        ("error: subprocess-exited-with-error", "pip_failed"),
    ],
)
def test_the_reason_of_a_failed_installation_is_read_from_its_output(
    environment: ModuleType, output: str, key: str
) -> None:
    assert environment.why_pip_failed(output) == key


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "tidak dapat ditulis"),
        (OSError(errno.ENOSPC, "No space left"), "Diska penuh"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    installer: dict[str, ModuleType],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: OSError,
    sentence: str,
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(installer["environment"].Environment, "_prepare", fail)
    monkeypatch.setattr(installer["commands"], "ROOT", project)
    assert installer["commands"].main(["run"]) == 1
    assert sentence in capsys.readouterr().err


def test_another_pythons_packages_stay_invisible(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    cleaned = environment.clean_environment(QT_QPA_PLATFORM="offscreen")
    assert "PYTHONPATH" not in cleaned
    assert cleaned["QT_QPA_PLATFORM"] == "offscreen"
    assert cleaned["PATH"] == os.environ["PATH"]
