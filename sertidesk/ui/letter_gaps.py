"""Numbers that were passed over: which, in which row, and the reason to write for each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain.formatting import short_date
from sertidesk.services import letter_series
from sertidesk.services.letter_series import Explained, OpenGap
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn

_BADGES = {"open": ("Tanpa alasan", "warn"), "told": ("Beralasan", "good")}


class GapsPage(QWidget):
    """The gaps of a year, those without a reason first."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "gaps_page", self.tr("Nomor surat yang terlewat"))
        self._desk = desk
        self._year = desk.store.today().year
        self._open: dict[str, OpenGap] = {}
        self._told: dict[str, Explained] = {}
        columns = [
            TableColumn("numbers", self.tr("Nomor urut"), 110),
            TableColumn("state", self.tr("Status"), 120, badges=_BADGES),
            TableColumn("series", self.tr("Urutan nomor"), 200),
            TableColumn("before", self.tr("Sebelum surat tanggal"), 160, show=short_date),
            TableColumn("reason", self.tr("Alasan"), 360),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "gaps_table", self.tr("Nomor yang terlewat"), self.source, columns, filters=False
        )
        self.heading = label("", "heading")
        self.explain_button = button(
            "gaps_explain", self.tr("Tulis alasan…"), self.explain, icon="pencil",
            tip=self.tr("Mengapa nomor yang terpilih tidak dipakai (Enter)"),
        )  # fmt: skip
        self.forget_button = button(
            "gaps_forget", self.tr("Hapus alasan"), self.forget, icon="trash-2",
            tip=self.tr("Del"),
        )  # fmt: skip
        back = button("gaps_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        about = label(
            self.tr(
                "Nomor yang tidak ada suratnya. Catat suratnya bila ada, atau tulis alasannya."
            ),
            "muted",
        )
        layout = column(row(back, self.heading, 1, self.forget_button, self.explain_button), about)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        # Connected signals
        self.table.row_activated.connect(lambda _key: self.explain())
        self.table.selection_changed.connect(self._on_selection_changed)
        shortcut = QShortcut(QKeySequence("Del"), self.table, self.forget)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def open(self, year: int) -> None:
        """Show the gaps of a year."""
        self._year = year
        self.reload()
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read the gaps anew."""
        store = self._desk.store
        self._open = {
            f"{gap.series_id} {gap.gap.first}": gap
            for gap in letter_series.open_gaps(store, self._year)
        }
        self._told = {one.id: one for one in letter_series.explained(store, self._year)}
        rows: list[tuple[Any, ...]] = [
            (key, gap.gap.words, "open", gap.series, gap.next_day, "")
            for key, gap in self._open.items()
        ]
        rows += [
            (key, one.gap.words, "told", one.series, None, one.reason)
            for key, one in self._told.items()
        ]
        self.source.rows_held = rows
        self.table.reload()
        self.heading.setText(
            self.tr("Nomor terlewat {year}: {count} tanpa alasan").format(
                year=self._year, count=len(self._open)
            )
        )
        self._on_selection_changed()

    def explain(self) -> None:
        """Ask why the chosen numbers are not used, and keep it."""
        key = self.table.current_key()
        gap = self._open.get(key or "")
        if gap is None:
            return
        reason = self._desk.prompts.ask_reason(
            self.tr("Nomor terlewat"),
            self.tr("Mengapa nomor {numbers} ({series}) tidak dipakai?").format(
                numbers=gap.gap.words, series=gap.series
            ),
        )
        changes = self._desk.do(letter_series.explain, gap, reason) if reason else None
        if changes is not None:
            words = self.tr("Alasan nomor {numbers} dicatat.").format(numbers=gap.gap.words)
            self._desk.say(words, "good", changes)

    def forget(self) -> None:
        """Take the reason of the chosen numbers back."""
        one = self._told.get(self.table.current_key() or "")
        changes = self._desk.do(letter_series.forget, one.id) if one is not None else None
        if changes is not None and one is not None:
            words = self.tr("Alasan nomor {numbers} dihapus.").format(numbers=one.gap.words)
            self._desk.say(words, "good", changes)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_selection_changed(self) -> None:
        key = self.table.current_key() or ""
        self.explain_button.setEnabled(key in self._open)
        self.forget_button.setVisible(key in self._told)
