"""A titled list whose entries are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from sertidesk.ui.kit.parts import column, label, named


class CheckList(QWidget):
    """Entries to be ticked with the mouse or the space bar.

    In a ``ranked`` one the order of the ticked counts: they stand at the top.
    """

    edited = Signal()

    def __init__(self, name: str, title: str, *, ranked: bool = False) -> None:
        super().__init__()
        self._ranked = ranked
        self.list = named(QListWidget(), name, title)
        self.list.setMinimumHeight(170)
        self.setLayout(column(label(title, "label", wrap=True), self.list, spacing=2))
        self.list.itemChanged.connect(lambda _item: self.edited.emit())

    def fill(self, choices: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Show (key, words), those whose key is in ``ticked`` with a tick."""
        order = {key: place for place, key in enumerate(ticked)}
        self.list.blockSignals(True)
        self.list.clear()
        if self._ranked:
            choices = sorted(choices, key=lambda one: order.get(one[0], len(order)))
        for key, words in choices:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(words)
            state = Qt.CheckState.Checked if key in order else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """Return the keys that are ticked."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def set_read_only(self, read_only: bool) -> None:
        """Let ticks be seen and not be changed."""
        self.list.setEnabled(not read_only)
