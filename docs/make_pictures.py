"""Make the pictures of the documentation from the demo, in a real window of 1366 × 768.

Run: python docs/make_pictures.py   (with QT_QPA_PLATFORM=offscreen where there is no screen)
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from sertidesk.services import activity, clarification, demo, history_lists  # noqa: E402
from sertidesk.services.store import open_store  # noqa: E402
from sertidesk.ui.desk import Desk  # noqa: E402
from sertidesk.ui.kit import theme  # noqa: E402
from sertidesk.ui.kit.prompts import WindowPrompts  # noqa: E402
from sertidesk.ui.kit.table import Table  # noqa: E402
from sertidesk.ui.main_window import MainWindow  # noqa: E402

TODAY = date(2026, 10, 16)  # no holidays near: the deadlines read plainly
SETTLED = 200  # milliseconds
COLOURS = 96  # of a picture's palette: an eighth of the size, and nobody sees it
IMAGES = ROOT / "docs" / "images"
CODE = "2026-001"

# Which SOP a screen is shown in, at which step, and which file the demo has just written there:
# the story stands still for the picture.
SCREENS: dict[str, list[tuple[str, str, str]]] = {
    "badung": [
        ("preparation", "1", "buku surat.xlsx"),
        ("coordination", "2", "daftar hadir rapat.pdf"),
        ("minutes", "2", "tindak lanjut.xlsx"),
        ("selection", "3", "peserta terpilih.pdf"),
        ("fees", "3", "biaya.xlsx"),
        ("schedule", "4", "jadwal.pdf"),
        ("attendance", "5", "daftar hadir.xlsx"),
        ("assessment", "5", "hasil asesmen.pdf"),
        ("record", "5", "berita acara.pdf"),
        ("evaluation", "6", "evaluasi.pdf"),
        ("certificates", "7", "daftar sertifikat.xlsx"),
        ("handover", "9", "pengingat WhatsApp.txt"),
        ("report", "10", "laporan akhir.pdf"),
    ],
    "kotawaringin-barat": [
        ("recruitment", "1", "surat rekrutmen.xlsx"),
        ("interest", "2", "0 minat melalui WhatsApp.txt"),
        ("intake", "2", "8 templat diisi desa, laporan.json"),
        ("participants", "2", "daftar peserta.xlsx"),
        ("documents", "4", "pengingat WhatsApp.txt"),
        ("clarification", "6", "jawaban putaran 1, laporan.json"),
        ("submission", "7", "susulan.xlsx"),
        ("portal_export", "8", "siki.xlsx"),
        ("portal", "8", "bundel unggahan.zip"),
    ],
    "tangerang": [("readiness", "3", "daftar telepon.xlsx")],
    "lpjk-se16-2021": [
        ("tracker", "11", "lewat batas bayar.xlsx"),
        ("decision", "15", "SK penetapan.pdf"),
    ],
}
# Pages that are no step's, from the finished story.
PAGES = ("home", "activities", "persons", "letters", "complaints", "settings")


def told_until(story: Iterator[demo.Made], file_name: str, step: str) -> None:
    """Let the story go on until it has told of this file of a step."""
    for made in story:
        in_step = made.path.parent.name.startswith(f"langkah {step.zfill(2)} ")
        if in_step and made.path.name == file_name:
            return
    raise LookupError(file_name)


class Studio:
    """A window on the demo's data, of which pictures are taken."""

    def __init__(self, data: Path) -> None:
        self.now = datetime.now().astimezone()
        self.store = open_store(data, clock=lambda: self.now)
        self.now = history_lists.lines(self.store, limit=1)[0].at  # where the story stands still
        self.window = MainWindow()
        self.window.resize(1366, 768)
        self.desk = Desk(self.store, WindowPrompts(self.window), synchronous=True)
        self.window.attach(self.desk)
        self.window.show()

    def take(self, name: str) -> None:
        """Save what the window shows."""
        QTest.qWait(SETTLED)
        self.window.strip.hide()
        QTest.qWait(SETTLED)
        path = IMAGES / f"{name}.png"
        self.window.grab().save(str(path))
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)

    def show(self, page: str, **what: Any) -> None:
        """Show a page."""
        self.desk.go(page, **what)
        QTest.qWait(SETTLED)

    def show_screen(self, screen: str, step: str) -> Any:
        """Show a screen of a step, with its first row chosen; return the screen."""
        self.show("activity", code=CODE, step=step, screen=screen)
        page: Any = self.window.pages.currentWidget()
        shown = page.step_page.tabs.currentWidget().filled
        table = getattr(shown, "table", None)
        if isinstance(table, Table):
            table.setFocus()
            table.selectRow(0)
        return shown

    def close(self) -> None:
        """Give the data back."""
        self.window.close()
        self.store.close()


def choose(studio: Studio, screen: str, shown: Any) -> None:
    """Choose what is worth seeing, where that is not the first row."""
    if screen == "report":
        shown.list.setCurrentRow(6)  # the results, with their chart
    elif screen == "clarification":
        one = activity.by_code(studio.store, CODE)
        people = clarification.lines(studio.store, one, {})
        shown.table.selectRow(next(n for n, line in enumerate(people) if line.state == "different"))


def main() -> None:
    """Tell the demo's stories, and take a picture where something is to be seen."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    IMAGES.mkdir(exist_ok=True)
    wanted = sys.argv[1:]  # names of screens; none: all of them
    for sop, screens in SCREENS.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            out = Path(folder) / "demo"
            story = demo.run(out, sop, today=TODAY)
            for screen, step, file_name in screens:
                told_until(story, file_name, step)
                if not wanted or screen in wanted:
                    studio = Studio(out / "data")
                    choose(studio, screen, studio.show_screen(screen, step))
                    studio.take(screen)
                    studio.close()
            if sop == "badung" and (not wanted or set(PAGES) & set(wanted)):
                for _ in story:
                    pass
                studio = Studio(out / "data")
                for name in PAGES:
                    studio.show(name)
                    studio.take(name)
                studio.close()
            with suppress(OSError):
                story.close()


if __name__ == "__main__":
    main()
