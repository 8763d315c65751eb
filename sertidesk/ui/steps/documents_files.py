"""What the checklist's screen does with files: add, take drops, copy, open, remove, crop."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sertidesk.domain.document_files import FileMatch
from sertidesk.services import attachments
from sertidesk.services.attachments import Attachment, Filed, Filing

if TYPE_CHECKING:
    from sertidesk.ui.steps.documents import Screen

SCANS = "Pindaian dan foto ({patterns});;Semua berkas (*)"


class FileActions(QObject):
    """The file work of one screen; long work runs beside the window."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen, self._desk, self._activity = screen, screen.desk, screen.activity
        self._review: Any = None
        # Work may end after the wizard has let go of the screen; then there is nothing to show.
        gone = self._gone = list[bool]()
        screen.destroyed.connect(lambda *_: gone.append(True))
        self._opened: tempfile.TemporaryDirectory[str] | None = None

    def add(self) -> None:
        """Let files be chosen for the current cell."""
        cell = self._screen.view.current_cell()
        if cell is None:
            return
        patterns = " ".join(f"*{suffix}" for suffix in attachments.SUFFIXES)
        paths = self._desk.prompts.open_files(
            self.tr("Lampirkan pindaian atau foto"),
            self.tr(SCANS).format(patterns=patterns),
            many=True,
        )
        self.file([Filing(path, *cell) for path in paths])

    def choose_folder(self) -> None:
        """Let a whole folder be chosen and matched."""
        folder = self._desk.prompts.choose_folder(self.tr("Pilih folder pindaian"))
        if folder is not None:
            self.match([folder])

    def take_dropped(self, participant_id: str, requirement: str, paths: Sequence[Path]) -> None:
        """Take files dropped on a cell, on a name, or beside both."""
        if not paths:
            return
        folders = any(path.is_dir() for path in paths)
        if participant_id and requirement and not folders:
            self._screen.view.go_to(participant_id, requirement)
            self.file([Filing(path, participant_id, requirement) for path in paths])
        else:
            self.match(paths, participant_id)

    def take_dropped_here(self, paths: Sequence[Path]) -> None:
        """Take files dropped on the panel: they belong to the current cell."""
        cell = self._screen.view.current_cell()
        if cell is not None:
            self.take_dropped(*cell, paths)

    def match(self, paths: Sequence[Path], participant_id: str = "") -> None:
        """Look through files and folders, and show whose they seem to be."""

        def show(found: list[FileMatch]) -> None:
            if self._gone:
                return
            from sertidesk.ui.steps.documents_review import ReviewPage

            self._leave(self._review)
            self._review = ReviewPage(self._desk, self._screen.model, found, participant_id)
            self._review.filings_accepted.connect(self._on_review_accepted)
            self._review.closed.connect(self._screen.show_matrix)
            self._screen.show_page(self._review)

        self._desk.run(
            self.tr("Mencocokkan berkas"), attachments.match_paths, self._activity, list(paths),
            done=show,
        )  # fmt: skip

    def file(self, filings: Sequence[Filing]) -> None:
        """File them beside the window."""
        if filings:
            self._desk.run(
                self.tr("Menyimpan lampiran"), attachments.add, self._activity, list(filings),
                done=self._on_filed,
            )  # fmt: skip

    def save_copy(self, file: Attachment) -> None:
        """Write a copy where the user wants it."""
        target = self._desk.prompts.save_file(
            self.tr("Simpan salinan lampiran"), file.file_name, self.tr("Semua berkas (*)")
        )
        if target is not None:
            self._desk.do(attachments.save_copy, file, target)
            if target.is_file():
                self._desk.say(self.tr("Salinan disimpan: {name}").format(name=target.name))

    def open_outside(self, file: Attachment) -> None:
        """Open a passing copy with the system's own program; it goes when the screen does."""
        if self._opened is None:
            self._opened = tempfile.TemporaryDirectory(
                prefix="sertidesk-", ignore_cleanup_errors=True
            )
        target = Path(self._opened.name) / file.sha256[:12] / Path(file.file_name).name
        target.parent.mkdir(exist_ok=True)
        self._desk.do(attachments.save_copy, file, target)
        if target.is_file():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def remove(self, file: Attachment) -> None:
        """Take an attachment away; the strip offers to bring it back."""
        changes = self._desk.do(attachments.remove, [file.id])
        if changes is not None:
            self._screen.refresh([file.participant_id])
            self._desk.say(
                self.tr("Lampiran {name} dihapus.").format(name=file.file_name), "good", changes
            )

    def crop(self, file: Attachment) -> None:
        """Show the page that cuts a portrait."""
        from sertidesk.ui.steps.documents_crop import CropPage

        page = CropPage(self._desk, self._activity, file)
        page.cropped.connect(lambda: self._screen.refresh([file.participant_id]))
        self._visit(page)

    def enlarge(self, file: Attachment) -> None:
        """Show an attachment as large as the screen."""
        from sertidesk.ui.steps.documents_viewer import ViewerPage

        row = self._screen.model.row_of(file.participant_id)
        files = attachments.of_participant(self._desk.store, file.participant_id, file.requirement)
        self._visit(ViewerPage(self._desk, row.name if row else "", files, file))

    def show_reminders(self) -> None:
        """Show the page of reminders."""
        from sertidesk.ui.steps.documents_reminders import RemindersPage

        self._visit(RemindersPage(self._desk, self._activity))

    def _visit(self, page: Any) -> None:
        page.closed.connect(self._screen.show_matrix)
        page.closed.connect(lambda: self._leave(page))
        self._screen.show_page(page)

    def _leave(self, page: QWidget | None) -> None:
        if page is not None:
            self._screen.stack.removeWidget(page)
            page.deleteLater()

    def _on_review_accepted(self, filings: list[Filing]) -> None:
        self._screen.show_matrix()
        self.file(filings)

    def _on_filed(self, filed: Filed) -> None:
        if not self._gone:
            self._screen.reload(filed.changes.kinds)
        parts = [self.tr("{count} lampiran disimpan").format(count=filed.added)]
        if filed.known:
            parts.append(self.tr("{count} sudah ada").format(count=filed.known))
        if filed.refused:
            parts.append(self.tr("{count} ditolak").format(count=len(filed.refused)))
            self._desk.prompts.show_error("\n\n".join(filed.refused[:5]))
        tone = "warn" if filed.refused else "good"
        self._desk.say(", ".join(parts) + ".", tone, filed.changes if filed.added else None)
