"""The Word writer's XML library changes nothing for the workbooks that are read."""

from __future__ import annotations

import subprocess
import sys


def test_openpyxl_reads_with_the_standard_library_although_lxml_is_there() -> None:
    told = "import sertidesk, lxml, openpyxl; from openpyxl.xml import LXML; print(LXML)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
