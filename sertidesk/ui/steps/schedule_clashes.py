"""What clashes in the schedule, a sentence a line; a click or Enter leads to its sessions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from sertidesk.domain.schedule import Clash
from sertidesk.ui.kit.parts import column, label, named
from sertidesk.ui.kit.theme import SPACE

_LINES = 3
_KEY = Qt.ItemDataRole.UserRole


class ClashBox(QWidget):
    """Hidden while nothing clashes."""

    chosen = Signal(tuple)  # the sessions of the clash

    def __init__(self) -> None:
        super().__init__()
        self._clashes: tuple[Clash, ...] = ()
        self.list: QListWidget = named(
            QListWidget(), "schedule_clashes", self.tr("Bentrok dalam jadwal")
        )
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count_label = label("", "label")
        self.count_label.setBuddy(self.list)
        self.setLayout(column(self.count_label, self.list, spacing=SPACE))
        self.hide()
        # Connected signals
        self.list.itemClicked.connect(self._on_item_chosen)
        self.list.itemActivated.connect(self._on_item_chosen)

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Show these; the cursor stays where it is while they are the same."""
        if tuple(clashes) == self._clashes:
            return
        self._clashes = tuple(clashes)
        self.list.clear()
        for clash in clashes:
            item = QListWidgetItem(clash.sentence)
            item.setData(_KEY, clash.sessions)
            item.setToolTip(clash.sentence)
            self.list.addItem(item)
        words = self.tr("{count} bentrok; klik atau Enter membuka sesinya")
        self.count_label.setText(words.format(count=len(clashes)))
        height = self.list.sizeHintForRow(0) if clashes else 0
        self.list.setFixedHeight(min(len(clashes), _LINES) * height + 2 * SPACE)
        self.setVisible(bool(clashes))

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(tuple(item.data(_KEY)))
