"""Every question to the user in one place, handed to screens, so that no test meets a box."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SPREADSHEETS = "Daftar (*.xlsx *.xls *.xlsb *.ods *.csv *.txt *.htm *.html);;Semua berkas (*)"
WORKBOOK = "Buku kerja Excel (*.xlsx)"
PDF = "Dokumen PDF (*.pdf)"
WORD = "Word (*.docx)"


class Prompts(Protocol):
    """What a screen may ask of the person before it; None or False means "not now"."""

    def confirm(self, title: str, text: str, action: str, *, danger: bool = False) -> bool: ...

    def ask_reason(self, title: str, text: str) -> str | None: ...

    def open_files(self, title: str, kinds: str, *, many: bool = False) -> list[Path]: ...

    def save_file(self, title: str, suggestion: str, kinds: str) -> Path | None: ...

    def choose_folder(self, title: str) -> Path | None: ...

    def choose_printer(
        self, title: str, width: float, height: float, pages: int
    ) -> QPrinter | None: ...

    def show_error(self, text: str) -> None: ...

    def show_bug(self, details: str) -> None: ...


class WindowPrompts:
    """The real ones: modal boxes over a window, with Indonesian buttons."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._folder = str(Path.home())

    def confirm(self, title: str, text: str, action: str, *, danger: bool = False) -> bool:
        """Ask before an act; the safe answer is the default where the act is dangerous."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Warning if danger else QMessageBox.Icon.Question)
        box.setWindowTitle(title)
        box.setText(text)
        yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(box.tr("Batal"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no if danger else yes)
        box.exec()
        return box.clickedButton() is yes

    def ask_reason(self, title: str, text: str) -> str | None:
        """Ask for a reason; without one there is only the way back."""
        dialog = QInputDialog(self._parent)
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
        dialog.setWindowTitle(title)
        dialog.setLabelText(text)
        dialog.setOkButtonText(dialog.tr("Simpan"))
        dialog.setCancelButtonText(dialog.tr("Batal"))
        dialog.resize(440, dialog.sizeHint().height())
        # A reason is owed: an empty one would be lost without a word.
        save = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok)
        save.setEnabled(False)
        dialog.textValueChanged.connect(lambda text: save.setEnabled(bool(text.strip())))
        accepted = dialog.exec()
        reason = dialog.textValue().strip()
        return reason if accepted and reason else None

    def open_files(self, title: str, kinds: str, *, many: bool = False) -> list[Path]:
        """Let one file (or several) be chosen; an empty list when none was."""
        if many:
            names, _ = QFileDialog.getOpenFileNames(self._parent, title, self._folder, kinds)
        else:
            name, _ = QFileDialog.getOpenFileName(self._parent, title, self._folder, kinds)
            names = [name] if name else []
        paths = [Path(name) for name in names]
        if paths:
            self._folder = str(paths[0].parent)
        return paths

    def save_file(self, title: str, suggestion: str, kinds: str) -> Path | None:
        """Let a place and name be chosen for a file to be written."""
        start = str(Path(self._folder) / suggestion)
        name, _ = QFileDialog.getSaveFileName(self._parent, title, start, kinds)
        if not name:
            return None
        path = Path(name)
        if not path.suffix:
            path = path.with_suffix(Path(suggestion).suffix)
        self._folder = str(path.parent)
        return path

    def choose_folder(self, title: str) -> Path | None:
        """Let a folder be chosen."""
        name = QFileDialog.getExistingDirectory(self._parent, title, self._folder)
        if not name:
            return None
        self._folder = name
        return Path(name)

    def choose_printer(
        self, title: str, width: float, height: float, pages: int
    ) -> QPrinter | None:
        """Let a printer and its pages be chosen for sheets of this size in millimetres."""
        from PySide6.QtPrintSupport import QPrintDialog

        from sertidesk.ui.preview_print import new_printer

        printer = new_printer(title, width, height)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle(title)
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return printer if dialog.exec() else None

    def show_error(self, text: str) -> None:
        """Tell what was refused and what to do next."""
        QMessageBox.warning(self._parent, "SertiDesk", text)

    def show_bug(self, details: str) -> None:
        """Tell of an error of the program itself, with its details to copy."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("SertiDesk")
        box.setText(
            box.tr(
                "Terjadi kesalahan pada program. Data yang sudah disimpan tetap aman. "
                "Salin rinciannya untuk pengembang, lalu coba lagi."
            )
        )
        box.setDetailedText(details)
        copy = box.addButton(box.tr("Salin rincian"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(box.tr("Tutup"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is copy:
            from PySide6.QtGui import QGuiApplication

            QGuiApplication.clipboard().setText(details)
