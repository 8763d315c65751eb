"""The menu of the papers an activity can print: choose, name the file, print, open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from sertidesk.services.activity import Activity
from sertidesk.ui.desk import Desk

if TYPE_CHECKING:
    from sertidesk.services.printing import Printed

PDF = "Dokumen PDF (*.pdf)"


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
        """Ask where to, print beside the window, and offer to open what was printed."""
        from sertidesk.export.files import safe_file_name
        from sertidesk.services import printing

        assert self.activity is not None
        title = printing.KINDS[kind].title
        target = self._desk.prompts.save_file(
            self.tr("Cetak: {title}").format(title=title),
            f"{safe_file_name(f'{title} {self.activity.name}')}.pdf",
            self.tr(PDF),
        )
        if target is not None:
            self._desk.run(
                self.tr("Mencetak: {title}").format(title=title), printing.write,
                self.activity, kind, target, done=self._on_printed,
            )  # fmt: skip

    def _on_printed(self, printed: Printed) -> None:
        said = self.tr("Disimpan: {name} ({pages} halaman).")
        self._desk.offer(
            said.format(name=printed.path.name, pages=printed.pages),
            self.tr("Buka"),
            lambda: self._open(printed.path),
        )

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            said = self.tr("Tidak ada program yang dapat membuka PDF. Berkasnya ada di {path}.")
            self._desk.say(said.format(path=path), "warn")
