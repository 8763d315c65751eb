"""Last page of the import: what was written, what was not, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sertidesk.intake.report import ListReport
from sertidesk.services.intake import ImportOutcome
from sertidesk.ui.kit.parts import badge, button, card, column, label, row, set_badge


class DonePage(QWidget):
    """The truth about the import, and its undo."""

    undo_requested = Signal()
    failed_rows_requested = Signal()
    restart_requested = Signal()
    participants_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.accepted_badge = badge("", "good")
        self.rejected_badge = badge("", "bad")
        self.words_label = label("", wrap=True)
        self.failed_button = button(
            "save_failed_rows",
            self.tr("Simpan baris yang ditolak…"),
            self.failed_rows_requested.emit,
            icon="file-spreadsheet",
        )
        self.undo_button = button(
            "undo_this_import",
            self.tr("Batalkan seluruh impor ini"),
            self.undo_requested.emit,
            icon="undo-2",
        )
        self.again_button = button(
            "import_another",
            self.tr("Impor daftar lain"),
            self.restart_requested.emit,
            icon="upload",
        )
        self.participants_button = button(
            "show_participants",
            self.tr("Lihat peserta"),
            self.participants_requested.emit,
            icon="users",
            primary=True,
        )
        self.setLayout(
            column(
                card(
                    label(self.tr("Impor selesai"), "heading"),
                    row(self.accepted_badge, self.rejected_badge, 1),
                    self.words_label,
                    row(
                        self.participants_button,
                        self.again_button,
                        self.failed_button,
                        1,
                        self.undo_button,
                    ),
                ),
                1,
            )
        )

    def show_outcome(self, outcome: ImportOutcome, listed: ListReport) -> None:
        """Show the counts as they were written."""
        set_badge(
            self.accepted_badge,
            self.tr("{count} peserta ditulis").format(count=outcome.accepted),
            "good",
        )
        set_badge(
            self.rejected_badge, self.tr("{count} ditolak").format(count=outcome.rejected), "bad"
        )
        self.rejected_badge.setVisible(bool(outcome.rejected))
        self.failed_button.setVisible(bool(outcome.rejected))
        skipped = sum(len(sheet.skipped) for sheet in listed.sheets if sheet.chosen)
        words = self.tr("Dari {file}.").format(file=listed.file or self.tr("tempelan"))
        if skipped:
            words += " " + self.tr(
                "{count} baris bukan orang (judul, jumlah, tanda tangan) dilewati."
            ).format(count=skipped)
        if outcome.rejected:
            words += " " + self.tr(
                "Baris yang ditolak dapat disimpan sebagai buku kerja dengan alasannya, "
                "diperbaiki, lalu diimpor lagi."
            )
        self.words_label.setText(words)
