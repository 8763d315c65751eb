"""While the window is idle, what the first visit of a screen would wait for is imported."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
from sertidesk.ui import steps, warm_up

application = QCoreApplication([])
owner = QObject()
work = warm_up.WarmUp(owner)
assert not any(name.endswith("ui.steps.submission") for name in sys.modules), "too early"
work.destroyed.connect(application.quit)
application.exec()
missing = [name for name in steps.names() if f"sertidesk.ui.steps.{name}" not in sys.modules]
print(",".join(missing) or "all")
"""


def test_every_working_screen_is_imported_while_idle() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.strip() == "all", ended.stderr
