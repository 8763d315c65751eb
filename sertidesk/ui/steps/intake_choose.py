"""First page of the import: drop, choose or paste a list; hand out a blank one; past imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sertidesk.domain.formatting import short_date
from sertidesk.services.intake import BatchLine
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import badge, button, card, column, label, row, swap
from sertidesk.ui.kit.theme import SPACE


class ChoosePage(QWidget):
    """Where a list comes from."""

    file_requested = Signal()
    paste_requested = Signal()
    template_requested = Signal()
    undo_requested = Signal(str)  # batch

    def __init__(self) -> None:
        super().__init__()
        self.file_button = button(
            "choose_list",
            self.tr("Pilih berkas…"),
            self.file_requested.emit,
            icon="folder-open",
            primary=True,
            shortcut="Ctrl+O",
        )
        self.paste_button = button(
            "paste_list",
            self.tr("Tempel dari papan klip"),
            self.paste_requested.emit,
            icon="clipboard-paste",
            tip="Ctrl+V",
        )
        self.template_button = button(
            "blank_list",
            self.tr("Simpan formulir kosong…"),
            self.template_requested.emit,
            icon="file-spreadsheet",
        )
        heading = label(self.tr("Tarik daftar dari desa ke sini"), "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = label(
            self.tr(
                "Excel (.xlsx, .xls, .xlsb), OpenDocument (.ods), CSV, atau tabel yang disalin. "
                "Susunan kolom boleh apa saja: program mencari sendiri NIK dan nama. Tidak ada "
                "yang ditulis sebelum Anda memeriksanya."
            ),
            "muted",
            wrap=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        drop = card(
            1,
            heading,
            words,
            row(1, self.file_button, self.paste_button, self.template_button, 1),
            1,
            name="drop_zone",
        )
        self.batches_heading = label(self.tr("Impor sebelumnya"), "heading")
        self._batches: QWidget | None = None
        self._layout = column(drop, self.batches_heading)
        self._layout.setStretch(0, 1)
        self.setLayout(self._layout)

    def show_batches(self, batches: Sequence[BatchLine]) -> None:
        """Show the imports of the past, each with its undo."""
        self.batches_heading.setVisible(bool(batches))
        shown = scrolled(*(self._line(batch) for batch in batches)) if batches else QWidget()
        shown.setMaximumHeight(min(len(batches), 4) * 52 + SPACE if batches else 0)
        self._batches = swap(self._layout, self._batches, shown)

    def _line(self, batch: BatchLine) -> QFrame:
        moment = datetime.fromisoformat(batch.at)
        facts = self.tr("{day} pukul {time} · {accepted} diterima · {rejected} ditolak").format(
            day=short_date(moment.date()),
            time=f"{moment:%H.%M}",
            accepted=batch.accepted,
            rejected=batch.rejected,
        )
        undo = button(
            "undo_import",
            self.tr("Batalkan impor ini"),
            partial(self.undo_requested.emit, batch.id),
            icon="undo-2",
        )
        line = QFrame()
        parts: list[QWidget | int] = [label(batch.file_name), label(facts, "muted"), 1]
        parts.append(badge(self.tr("dibatalkan")) if batch.undone else undo)
        layout = QVBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(*parts))
        return line
