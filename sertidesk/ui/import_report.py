"""The report on an LSP's workbook: what each row will do, before anything of it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services.person_import import STATUSES, TO_LOOK_AT, Line, Preview, Status
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn

_TONES = {
    Status.NEW: "good",
    Status.CHANGED: "accent",
    Status.SAME: "plain",
    Status.UNMATCHED: "bad",
    Status.DOUBLE: "warn",
    Status.REFUSED: "bad",
}


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What a report says of its register; ``told`` returns what a row says, for its column.

    ``save`` and ``missing`` have a place for ``{count}``, the latter for ``{names}`` too.
    """

    title: str
    told_title: str
    told: Callable[[Line], str]
    save: str
    missing: str
    told_width: int = 210


class ImportReport(QWidget):
    """Shows every row with its state; nothing is written until it is asked for."""

    save_requested = Signal(object)  # the preview shown
    closed = Signal()

    def __init__(self, name: str, words: ReportWords) -> None:
        super().__init__()
        named(self, name, words.title)
        self._words = words
        self._preview: Preview | None = None
        columns = _columns(self, words)
        self.source = RowList(columns)
        self.table = Table(
            f"{name}_table", self.tr("Baris berkas LSP"), self.source, columns, frozen=1
        )
        self.heading = label("", "heading")
        self.badges = {status: badge("", tone) for status, tone in _TONES.items()}
        self.missing_label = label("", "muted", wrap=True)
        self.back_button = button(
            f"{name}_back", self.tr("Batal"), self.closed.emit, icon="arrow-left"
        )
        self.save_button = button(
            f"{name}_save", "", self._on_save, icon="check", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        layout = column(
            row(self.back_button, self.heading, *self.badges.values(), 1, self.save_button),
            self.table,
            self.missing_label,
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_preview(self, preview: Preview) -> None:
        """Show the rows of a workbook that was read."""
        self._preview = preview
        self.heading.setText(preview.file)
        for status, shown in self.badges.items():
            count = preview.counts[status]
            set_badge(shown, f"{STATUSES[status]} {count}", _TONES[status])
            shown.setVisible(count > 0)
        words = self._words.save.format(count=preview.written)
        self.save_button.setText(words)
        self.save_button.setAccessibleName(words)
        self.save_button.setEnabled(preview.written > 0)
        numbered = enumerate(preview.lines, 1)
        # What needs a person's eye comes first; the row's number leads back to the file.
        ordered = sorted(numbered, key=lambda one: one[1].status not in TO_LOOK_AT)
        self.source.rows_held = [self._cells(place, line) for place, line in ordered]
        self.table.reload()
        self.missing_label.setText(self._told_missing(preview))
        self.missing_label.setVisible(bool(preview.missing))
        start = self.save_button if preview.written else self.back_button
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _told_missing(self, preview: Preview) -> str:
        told = ", ".join(preview.missing[:5])
        if len(preview.missing) > 5:
            told += self.tr(", dan {count} lainnya").format(count=len(preview.missing) - 5)
        return self._words.missing.format(count=len(preview.missing), names=told)

    def _cells(self, place: int, line: Line) -> tuple[Any, ...]:
        read = line.row
        return (
            str(place), read.name, line.status, read.row, line.person, self._words.told(line),
            line.remark, read.nik_text,
        )  # fmt: skip

    def _on_save(self) -> None:
        if self._preview is not None:
            self.save_requested.emit(self._preview)


def _columns(parent: QWidget, words: ReportWords) -> list[TableColumn]:
    badges = {status: (STATUSES[status], tone) for status, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama di berkas"), 190),
        TableColumn("status", parent.tr("Status"), 106, badges=badges),
        TableColumn("row", parent.tr("Baris"), 56, align_right=True),
        TableColumn("person", parent.tr("Peserta"), 180),
        TableColumn("told", words.told_title, words.told_width),
        TableColumn("remark", parent.tr("Catatan"), 540 - words.told_width),
        TableColumn("nik", parent.tr("NIK di berkas"), 140),
    ]
