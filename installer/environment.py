"""The project's `.venv`: made, brought to what the locks say, rebuilt when half-made."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import deque
from pathlib import Path

from machine import apt_install, may_use_apt
from words import SetupError, say

LOCKS = {
    "run": ("requirements.lock",),
    "test": ("requirements.lock", "requirements-test.lock"),
}
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"

_NO_NETWORK = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|"
    "Failed to establish a new connection|Temporary failure in name resolution|getaddrinfo failed|"
    "Network is unreachable|Connection refused|Could not fetch URL|connection broken"
)


class Environment:
    """The `.venv` of one project folder, as one of our commands needs it."""

    def __init__(self, root: Path, command: str) -> None:
        self.root = root
        self.command = command
        self.folder = root / ".venv"
        self.log = self.folder / "sertidesk-setup.log"
        self.python = Path(self._path("scripts"), "python.exe" if os.name == "nt" else "python")
        self._state_file = self.folder / "sertidesk-setup.json"

    def _path(self, name: str) -> str:
        return sysconfig.get_path(name, "venv", {"base": str(self.folder)})

    def prepare(self) -> None:
        """Make it or bring it up to date; do nothing when it already is."""
        if self.is_ready():
            return
        say(self.command, "preparing", venv=self.folder)
        try:
            self._prepare()
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise SetupError("disk_full") from error
            raise SetupError("folder", venv=self.folder, reason=error) from error
        say(self.command, "ready")

    def is_ready(self) -> bool:
        """Tell whether the command can start at once."""
        state = self._state() or {}
        return state.get(self.command) == self._wanted(self.command) and self.python.exists()

    def _prepare(self) -> None:
        if self.folder.exists() and not self._is_usable():
            say(self.command, "rebuilding")
            shutil.rmtree(self.folder)
        is_new = not self.folder.exists()
        self.folder.mkdir(exist_ok=True)
        # From here until the last line, a kill leaves this mark, and the next start rebuilds.
        self._write_state({})
        if is_new:
            self._create()
        self._install()
        self._point_to_sources()
        covered = [name for name in LOCKS if set(LOCKS[name]) <= set(LOCKS[self.command])]
        self._write_state({name: self._wanted(name) for name in covered})

    # What is wanted and what is there

    def _locks(self, command: str) -> list[Path]:
        return [self.root / "installer" / name for name in LOCKS[command]]

    def _wanted(self, command: str) -> str:
        """Return the fingerprint of what a command needs: its locks, this Python, this machine."""
        digest = hashlib.sha256(f"1 {PYTHON} {sys.platform} {platform.machine()}".encode())
        for lock in self._locks(command):
            digest.update(lock.read_text(encoding="utf-8").encode())
        return digest.hexdigest()

    def _state(self) -> dict[str, str] | None:
        """Return the fingerprints of what is installed: {} where unfinished, None where unknown."""
        try:
            state = json.loads(self._state_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _write_state(self, state: dict[str, str]) -> None:
        part = self._state_file.with_suffix(".part")
        part.write_text(json.dumps(state), encoding="utf-8")
        part.replace(self._state_file)

    def _is_usable(self) -> bool:
        """Tell whether the folder that is there can be brought up to date."""
        if self._state() == {}:  # begun and never finished: nobody knows which files are whole
            return False
        probe = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
        try:
            answer = subprocess.run(
                [str(self.python), "-c", probe],
                check=False,
                capture_output=True,
                text=True,
                env=clean_environment(),
            )
        except OSError:
            return False
        return answer.returncode == 0 and answer.stdout.strip() == PYTHON

    # Bringing it there

    def _create(self) -> None:
        # Debian keeps ensurepip in a package of its own, and venv without it stops half-way.
        if importlib.util.find_spec("ensurepip") is None:
            package = f"python{PYTHON}-venv"
            if not (may_use_apt() and apt_install(self.command, [package])):
                raise SetupError("no_venv", hint=f"sudo apt-get install {package}")
        # Never the Python of the very folder that is being made.
        base = getattr(sys, "_base_executable", None) or sys.executable
        made = subprocess.run(
            [base, "-m", "venv", str(self.folder)],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=clean_environment(),
        )
        if made.returncode:
            raise SetupError(why_pip_failed(made.stdout), log=self.folder, tail=made.stdout.strip())

    def _install(self) -> None:
        """Install the locks with the machine's own pip configuration, telling each package."""
        options = ["--no-deps", "--no-input", "--disable-pip-version-check"]
        total = 0
        for lock in self._locks(self.command):
            options += ["-r", str(lock)]
            total += len(re.findall(r"(?m)^\w", lock.read_text(encoding="utf-8")))
        pip = subprocess.Popen(
            [str(self.python), "-m", "pip", "install", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=clean_environment(PYTHONIOENCODING="utf-8"),
        )
        tail: deque[str] = deque(maxlen=40)
        number = 0
        with pip, self.log.open("w", encoding="utf-8") as log:
            for line in pip.stdout or ():
                log.write(line)
                tail.append(line.rstrip())
                if line.startswith(("Collecting ", "Processing ")):
                    number += 1
                    name = Path(line.split(maxsplit=1)[1].split(" (from")[0].strip()).name
                    if name.endswith(".whl"):  # a wheel from the machine's own store
                        name = "==".join(name.split("-")[:2])
                    print(f"  [{number}/{total}] {name}", flush=True)
                elif line.startswith("Requirement already satisfied"):
                    number += 1
        if pip.returncode:
            reason = why_pip_failed("\n".join(tail))
            raise SetupError(reason, log=self.log, tail="\n".join(list(tail)[-12:]))

    def _point_to_sources(self) -> None:
        """Let the environment's Python import the program from any folder.

        The path is relative: it survives a moved project and needs no encoding but ASCII.
        """
        packages = Path(self._path("purelib"))
        pointer = os.path.relpath(self.root, packages)
        (packages / "sertidesk.pth").write_text(pointer + "\n", encoding="ascii")


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without what would show the programs another Python's packages."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__")
    return {**{key: value for key, value in os.environ.items() if key not in hidden}, **more}


def why_pip_failed(output: str) -> str:
    """Return the key in WORDS of the sentence that explains pip's output."""
    if "No space left on device" in output:
        return "disk_full"
    if _NO_NETWORK.search(output):
        return "no_network"
    if "No matching distribution found" in output:
        return "no_wheel"
    return "pip_failed"
