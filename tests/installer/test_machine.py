"""What the machine lacks: found out, installed by root on Debian, named to others."""

from __future__ import annotations

import json
import subprocess
import sys
from types import ModuleType

import pytest


@pytest.fixture
def machine(installer: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module on a Debian with a display where one Qt library is missing."""
    module = installer["machine"]
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(
        module, "missing_libraries", lambda wanted: {k: v for k, v in wanted.items() if "EGL" in k}
    )
    return module


def test_root_on_debian_gets_the_missing_libraries_and_others_the_command(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[list[str]] = []

    def install(_: str, packages: list[str]) -> bool:
        installed.append(packages)
        monkeypatch.setattr(machine, "missing_libraries", lambda _: {})
        return True

    monkeypatch.setattr(machine, "apt_install", install)
    monkeypatch.setattr(machine, "may_use_apt", lambda: False)
    assert not machine.ensure_qt_libraries("run")
    assert "sudo apt-get install libegl1" in capsys.readouterr().out
    assert installed == []

    monkeypatch.setattr(machine, "may_use_apt", lambda: True)
    assert machine.ensure_qt_libraries("run")
    assert installed == [["libegl1"]]


def test_without_apt_the_libraries_are_named(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine.shutil, "which", lambda _: None)
    assert not machine.ensure_qt_libraries("run")
    assert "libEGL.so.1" in capsys.readouterr().out


def test_the_package_lists_are_fetched_once(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(machine.subprocess, "run", record)
    machine._apt_update.cache_clear()
    assert machine.apt_install("run", ["libegl1"])
    assert machine.apt_install("run", ["libcups2"])
    machine._apt_update.cache_clear()
    assert [command[1] for command in calls] == ["update", "install", "install"]
    assert calls[1][-1] == "libegl1"


def test_libraries_of_the_window_are_asked_for_only_with_a_display(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, str] = {}
    monkeypatch.setattr(machine, "missing_libraries", lambda wanted: asked.update(wanted) or {})
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert machine.ensure_qt_libraries("run")
    assert "libEGL.so.1" in asked
    assert "libxcb-cursor.so.0" not in asked
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert machine.ensure_qt_libraries("run")
    assert "libxcb-cursor.so.0" in asked


@pytest.mark.skipif(sys.platform != "linux", reason="the loader of Linux")
def test_the_loader_tells_a_missing_library(installer: dict[str, ModuleType]) -> None:
    wanted = {"libc.so.6": "libc6", "libsertidesk-none.so.1": "none"}
    assert installer["machine"].missing_libraries(wanted) == {"libsertidesk-none.so.1": "none"}


def test_every_sentence_fills_its_places(installer: dict[str, ModuleType]) -> None:
    words = installer["words"]
    values = dict.fromkeys(
        ("venv", "packages", "hint", "log", "tail", "reason", "libraries", "folder"), "x"
    )
    for key in words.WORDS:
        assert words.sentence("run", key, **values) != words.sentence("test", key, **values)
    assert json.dumps(words.WORDS).isascii(), "an old Windows console shows nothing else"
