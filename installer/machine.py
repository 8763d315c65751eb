"""What the operating system has and lacks: a display, Qt's shared libraries, apt."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from functools import cache

from words import say

# Shared library → Debian package. Without these Qt cannot be imported.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# Without these it cannot open a window on X11 or see the printers.
QT_SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}


def has_display() -> bool:
    """Tell whether a window could be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(libraries: dict[str, str]) -> dict[str, str]:
    """Return those of the shared libraries that the system's loader does not find."""
    missing = {}
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing[name] = package
    return missing


def may_use_apt() -> bool:
    """Tell whether packages may be installed: Debian or Ubuntu, and root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


@cache
def _apt_update() -> None:
    """Fetch the package lists, once a run; a failure shows when installing."""
    subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)


def apt_install(command: str, packages: list[str]) -> bool:
    """Install system packages for a command of ours; answer whether that went well."""
    say(command, "system", packages=" ".join(packages))
    _apt_update()
    options = ["-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
    done = subprocess.run(
        ["apt-get", "install", *options, *packages],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
    return done.returncode == 0


def ensure_qt_libraries(command: str) -> bool:
    """Find out whether Qt's system libraries are there; install or name the missing ones.

    Answer whether Qt can work now.
    """
    if sys.platform != "linux":
        return True  # elsewhere the wheels bring all they need
    needed = {**QT_LIBRARIES, **(QT_SCREEN_LIBRARIES if has_display() else {})}
    missing = missing_libraries(needed)
    if missing and may_use_apt() and apt_install(command, sorted(missing.values())):
        missing = missing_libraries(missing)
    if not missing:
        return True
    if shutil.which("apt-get"):
        say(command, "qt_apt", packages=" ".join(sorted(missing.values())))
    else:
        say(command, "qt_other", libraries=", ".join(missing))
    return False
