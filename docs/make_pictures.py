"""Make the pictures of the documentation from the demo, in a real window of 1366 × 768.

Run: python docs/make_pictures.py   (with QT_QPA_PLATFORM=offscreen where there is no screen)
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from sertidesk.services import activity, clarification, demo  # noqa: E402
from sertidesk.services.store import open_store  # noqa: E402
from sertidesk.ui.desk import Desk  # noqa: E402
from sertidesk.ui.kit import theme  # noqa: E402
from sertidesk.ui.kit.prompts import WindowPrompts  # noqa: E402
from sertidesk.ui.kit.table import Table  # noqa: E402
from sertidesk.ui.main_window import MainWindow  # noqa: E402

NOW = datetime(2026, 10, 9, 9, 0).astimezone()  # where the story is when the pictures are taken
TODAY = date(2026, 10, 16)  # no holidays near: the deadlines read plainly
SETTLED = 300  # milliseconds
IMAGES = ROOT / "docs" / "images"


def told_until(story: Iterator[demo.Made], what: str) -> None:
    """Let the story go on until it has told of this file."""
    for made in story:
        if what in made.path.name:
            return
    raise LookupError(what)


def shown(window: MainWindow, desk: Desk, page: str, **what: Any) -> None:
    """Show a page and let it settle."""
    desk.go(page, **what)
    QTest.qWait(SETTLED)
    window.strip.hide()
    QTest.qWait(SETTLED)


def main() -> None:
    """Tell the demo's story, and take a picture where something is to be seen."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        story = demo.run(Path(folder) / "demo", today=TODAY)
        told_until(story, "jawaban putaran 1, laporan.json")
        store = open_store(Path(folder) / "demo" / "data", clock=lambda: NOW)
        window = MainWindow()
        window.resize(1366, 768)
        desk = Desk(store, WindowPrompts(window), synchronous=True)
        window.attach(desk)
        window.show()
        shown(window, desk, "activity", code="2026-001", step="6")
        one = activity.by_code(store, "2026-001")
        people = clarification.lines(store, one, {})
        table = window.findChild(Table, "clarification_table")
        table.selectRow(next(n for n, line in enumerate(people) if line.state == "different"))
        QTest.qWait(SETTLED)
        window.grab().save(str(IMAGES / "window.png"))
        shown(window, desk, "home")
        window.grab().save(str(IMAGES / "beranda.png"))
        window.close()
        store.close()
        story.close()


if __name__ == "__main__":
    main()
