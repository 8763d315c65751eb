"""The tracker's board: a column for each state that somebody is in, a card for each applicant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.formatting import list_date
from sertidesk.domain.tracker import PARTIES, STATES, Party, State, waits_on
from sertidesk.services.tracker import Applicant
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import badge, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps import tracker_words

_WIDTH = 176
_CARD = 44
_KEY = Qt.ItemDataRole.UserRole


class Board(QScrollArea):
    """Cards are chosen within one column: those of one state go on together."""

    selection_changed = Signal()
    activated = Signal()  # Enter or a double click on a card

    def __init__(self) -> None:
        super().__init__()
        named(self, "tracker_board", self.tr("Papan permohonan"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.columns: dict[State, BoardColumn] = {}
        self._quiet = False
        self.nobody_label = label(self.tr("Tidak ada yang cocok dengan saringan."), "muted")
        inner = QWidget()
        inner.setProperty("clear", True)
        self._layout = QHBoxLayout(inner)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * SPACE)
        self._layout.addWidget(self.nobody_label)
        for state in State:
            made = BoardColumn(state)
            self.columns[state] = made
            self._layout.addWidget(made)
            made.list.itemSelectionChanged.connect(self._on_selection_changed)
            made.list.itemActivated.connect(self._on_item_activated)
            made.list.sideways.connect(self._on_sideways)
        self._layout.addStretch(1)
        self.setWidget(inner)

    def show_applicants(self, applicants: Sequence[Applicant]) -> None:
        """Deal the cards anew; the ones chosen stay so where they still lie in one column."""
        chosen = self.selected_keys()
        focused = any(one.list.hasFocus() for one in self.columns.values())
        self._quiet = True
        for state, one in self.columns.items():
            one.show_applicants([found for found in applicants if found.state is state])
        self._quiet = False
        self.nobody_label.setVisible(not applicants)
        self.select(chosen)
        if focused:
            self.take_focus()

    def selected_keys(self) -> list[str]:
        """Return the keys of the cards chosen, from the top."""
        return [key for one in self.columns.values() for key in one.selected_keys()]

    def select(self, keys: Sequence[str]) -> None:
        """Choose these cards alone; of several columns, the first that has one of them."""
        self._quiet = True
        rest = set(keys)
        for one in self.columns.values():
            if one.select(rest):
                rest = set()
                self.ensureWidgetVisible(one)
        self._quiet = False
        self.selection_changed.emit()

    def take_focus(self) -> None:
        """Put the cursor in the column with a chosen card, else in the first."""
        shown = [one for one in self.columns.values() if one.list.count()]
        target = next((one for one in shown if one.selected_keys()), shown[0] if shown else None)
        if target is not None:
            target.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(target)

    def _on_selection_changed(self) -> None:
        if self._quiet:
            return
        source = self.sender()
        if isinstance(source, QListWidget) and source.selectedItems():
            self._quiet = True
            for one in self.columns.values():
                if one.list is not source:
                    one.list.clearSelection()
            self._quiet = False
        self.selection_changed.emit()

    def _on_item_activated(self, _item: QListWidgetItem) -> None:
        self.activated.emit()

    def _on_sideways(self, step: int) -> None:
        shown = [one for one in self.columns.values() if one.list.count()]
        place = next((n for n, one in enumerate(shown) if one.list.hasFocus()), 0) + step
        if 0 <= place < len(shown):
            target = shown[place]
            target.list.setFocus(Qt.FocusReason.OtherFocusReason)
            target.list.setCurrentRow(max(target.list.currentRow(), 0))
            self.ensureWidgetVisible(target)


class BoardColumn(QFrame):
    """One state: its word, how many, on whom they wait, the cards; hidden while empty."""

    def __init__(self, state: State) -> None:
        super().__init__()
        named(self, f"tracker_column_{state}")
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self.state = state
        self.count_label: QLabel = label("", "muted")
        self.list = CardList()
        named(self.list, f"tracker_cards_{state}", STATES[state])
        party = waits_on(state)
        words = self.tr("menunggu {who}").format(who=PARTIES[party])
        waiting = label(self.tr("selesai") if party is Party.NOBODY else words, "muted")
        head = row(badge(STATES[state], tracker_words.TONES[state]), 1, self.count_label)
        layout: QVBoxLayout = column(head, waiting, self.list, spacing=SPACE)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.hide()

    def show_applicants(self, applicants: Sequence[Applicant]) -> None:
        """Show these cards."""
        self.list.clear()
        for one in applicants:
            self.list.addItem(_card(one))
        self.count_label.setText(str(len(applicants)))
        words = self.tr("{state}, {count} pemohon")
        self.list.setAccessibleName(words.format(state=STATES[self.state], count=len(applicants)))
        self.setVisible(bool(applicants))

    def selected_keys(self) -> list[str]:
        """Return the keys of the cards chosen here, from the top."""
        places = sorted(self.list.row(item) for item in self.list.selectedItems())
        return [str(self.list.item(place).data(_KEY)) for place in places]

    def select(self, keys: set[str]) -> bool:
        """Choose those of these cards that lie here; tell whether any does."""
        self.list.clearSelection()
        found = [
            item
            for place in range(self.list.count())
            if (item := self.list.item(place)).data(_KEY) in keys
        ]
        if found:
            self.list.setCurrentItem(found[0])
        for item in found:
            item.setSelected(True)
        return bool(found)


class CardList(QListWidget):
    """Cards one below the other; left and right lead to the columns beside."""

    sideways = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSpacing(1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _card(one: Applicant) -> QListWidgetItem:
    if one.days_left is not None:
        below = tracker_words.left(one.days_left)
    else:
        below = f"sejak {list_date(one.since)}" if one.since else one.occupation or one.village
    item = QListWidgetItem(f"{one.name}\n{below or '–'}")
    item.setData(_KEY, one.id)
    item.setSizeHint(QSize(0, _CARD))
    item.setToolTip("\n".join(filter(None, (one.name, one.occupation, one.village, one.note))))
    if one.is_overdue or one.missing_numbers:
        item.setForeground(QColor(theme.colours.bad if one.is_overdue else theme.colours.warn))
    return item
