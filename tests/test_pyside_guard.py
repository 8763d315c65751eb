"""Notice a Qt binding that breaks the program by itself, before an office does.

PySide6 6.12.0 on Linux loses one reference to None in every call that answers nothing: after
some thousands of calls the interpreter dies.
"""

from __future__ import annotations

import subprocess
import sys

CALLS = 20_000
PROGRAM = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for number in range({CALLS}):
    label.setText("teks")
lost = before - sys.getrefcount(None)
sys.exit(f"{{lost}} references to None lost" if lost > {CALLS // 10} else 0)
"""


def test_a_call_without_a_result_costs_no_reference_to_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
