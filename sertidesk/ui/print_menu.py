"""Printing from the window: the menu of papers, one of them, the offer to open what was saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from sertidesk.services.activity import Activity
from sertidesk.ui.desk import Desk

if TYPE_CHECKING:
    from sertidesk.services.printing import Printed


class PrintMenu(QMenu):
    """One entry for each kind of paper; the wizard says of which activity."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("print_menu")
        self._desk = desk
        self.activity: Activity | None = None
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(lambda action: self.write(str(action.data())))

    def fill(self) -> None:
        """List the kinds of paper, once; what prints them is imported no sooner."""
        if not self.isEmpty():
            return
        from sertidesk.services import printing

        for key, kind in printing.KINDS.items():
            action = self.addAction(kind.title)
            action.setObjectName(f"print_{key}")
            action.setData(key)

    def write(self, kind: str) -> None:
        """Print one kind of paper of the activity."""
        assert self.activity is not None
        print_paper(self._desk, self.activity, kind)


def print_paper(desk: Desk, activity: Activity, kind: str) -> None:
    """Show a paper of the activity as it will be printed; from there it is printed or saved.

    ``kind`` is a key of `printing.KINDS`; the PDF library, slow to import, waits until it is asked
    for.
    """
    from sertidesk.services import preview

    desk.preview(preview.of_kind(activity, kind))


def tell_printed(desk: Desk, printed: Printed) -> None:
    """Say what was saved, and offer to open it."""
    # How many pages a Word file has, only Word knows.
    said = _tr("Disimpan: {name} ({pages} halaman).") if printed.pages else _tr("Disimpan: {name}.")
    desk.offer(
        said.format(name=printed.path.name, pages=printed.pages),
        _tr("Buka"),
        partial(open_saved, desk, printed.path),
    )


def open_saved(desk: Desk, path: Path) -> None:
    """Open a file with the program that the system has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        said = _tr("Tidak ada program yang dapat membuka {name}. Berkasnya ada di {path}.")
        desk.say(said.format(name=path.name, path=path), "warn")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PrintMenu", text)
