"""Measure start to first painted window, and to the filled Beranda, against an empty window.

Both run as processes of their own, in turns, so that a busy machine slows both alike. On Linux
the same is measured on a virtual screen where Xvfb is there.

Run: python -m tests.benchmarks.bench_start [rounds]
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = 1.5

# The moment is taken when the loop comes back from the first paint of the whole window.
EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Empty(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    print(time.time(), flush=True)
    QApplication.exit(0)

application = QApplication(sys.argv[:1])
window = Empty()
window.resize(1280, 720)
window.show()
sys.exit(application.exec())
"""

# The program as the user starts it, watched at two moments.
PROGRAM = """
import os, sys, time
from sertidesk import cli
from sertidesk.ui.main_window import MainWindow
from PySide6.QtCore import QTimer

seen = []
paint, attach = MainWindow.paintEvent, MainWindow.attach

def paint_watched(window, event):
    if not seen:
        seen.append(None)
        QTimer.singleShot(0, lambda: print(time.time(), flush=True))
    paint(window, event)

def attach_watched(window, desk):
    attach(window, desk)
    window.repaint()
    print(time.time(), flush=True)
    os._exit(0)

MainWindow.paintEvent, MainWindow.attach = paint_watched, attach_watched
sys.exit(cli.main(["--data", sys.argv[1]]))
"""


def moments(code: str, environment: dict[str, str], data: Path) -> list[float]:
    """Return the seconds from the start of the process to each moment that it printed."""
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, str(data)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return [float(line) - begin for line in done.stdout.split()]


def measure(place: str, environment: dict[str, str], rounds: int) -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        for code in (EMPTY, PROGRAM):  # the first start fills the caches of the system
            moments(code, environment, data)
        runs = [
            (*moments(EMPTY, environment, data), *moments(PROGRAM, environment, data))
            for _ in range(rounds)
        ]
    empty, painted, filled = (statistics.median(column) for column in zip(*runs, strict=True))
    ratio = statistics.median(run[1] / run[0] for run in runs)
    print(
        f"{place}: empty window {empty:.3f} s · SertiDesk painted {painted:.3f} s = {ratio:.2f} × "
        f"(target {TARGET} ×) · Beranda filled {filled:.3f} s · median of {rounds}"
    )


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Give the name of a virtual screen of 1366 × 768."""
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            name = f":{told.readline().strip()}"
        try:
            yield name
        finally:
            server.terminate()


def main() -> None:
    """Measure without a screen, and on a virtual one where there is Xvfb."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    plain = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    measure("offscreen", plain | {"QT_QPA_PLATFORM": "offscreen"}, rounds)
    if shutil.which("Xvfb"):
        with virtual_screen() as display:
            measure("Xvfb", plain | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, rounds)


if __name__ == "__main__":
    main()
