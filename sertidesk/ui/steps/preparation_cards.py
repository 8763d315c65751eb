"""What a preparing step needs at a glance: each sort of letter, its state, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import list_date
from sertidesk.domain.letters import Direction, Kind, State
from sertidesk.services.preparation import Item
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge, show_cut
from sertidesk.ui.kit.theme import SPACE

_TITLES: Mapping[Kind, str] = {
    Kind.DISPOSITION: "Disposisi",
    Kind.APPLICATION: "Permohonan",
    Kind.NOTICE: "Informasi",
}
_BEGIN: Mapping[Kind, str] = {
    Kind.DISPOSITION: "Catat",
    Kind.APPLICATION: "Buat surat",
    Kind.NOTICE: "Buat surat",
}
_STATES: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("Konsep", "warn"),
    State.NUMBERED: ("Belum dikirim", "warn"),
    State.SENT: ("Terkirim", "good"),
    State.RECEIVED: ("Ada", "good"),
    State.WAITING: ("Ada", "good"),
    State.SETTLED: ("Selesai", "good"),
}


class NeedsBar(QWidget):
    """A card for each sort of letter."""

    begin_requested = Signal(str)  # kind
    open_requested = Signal(str)  # key of a letter

    def __init__(self) -> None:
        super().__init__()
        named(self, "needs_bar", self.tr("Yang disiapkan"))
        self._row = row(spacing=2 * SPACE)
        self.setLayout(self._row)
        self.cards: dict[Kind, _Card] = {}

    def show_items(self, items: Sequence[Item]) -> None:
        """Show how far each is."""
        for item in items:
            card = self.cards.get(item.kind)
            if card is None:
                card = self.cards[item.kind] = _Card(item.kind)
                card.act_button.clicked.connect(partial(self._on_clicked, item.kind))
                self._row.addWidget(card, 1)
            card.show_item(item)

    def _on_clicked(self, kind: Kind, _checked: bool = False) -> None:
        newest = self.cards[kind].newest
        if newest:
            self.open_requested.emit(newest)
        else:
            self.begin_requested.emit(str(kind))


class _Card(QFrame):
    """One sort of letter: its title and state, which letter it is, one button."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        title = self.tr(_TITLES[kind])
        named(self, f"need_{kind}", title)
        self.setProperty("card", True)
        self._kind = kind
        self.newest = ""
        self._words = ""
        self.title_label = label(title, "heading")
        self.state_badge = named(badge(""), f"need_{kind}_state")
        self.about = label("", "muted")
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.act_button = button(f"need_{kind}_act", self.tr(_BEGIN[kind]), lambda: None)
        foot = row(self.about, self.act_button)
        foot.setStretch(0, 1)
        layout = column(row(self.title_label, self.state_badge, 1), foot, spacing=SPACE)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def show_item(self, item: Item) -> None:
        """Show how far it is."""
        one = item.newest
        self.newest = one.id if one is not None else ""
        if one is not None:
            word, tone = _STATES[one.state]
            self.act_button.setText(self.tr("Lihat"))
        else:
            word, tone = self.tr("Belum ada"), "warn" if item.is_asked else "plain"
            self.act_button.setText(self.tr(_BEGIN[item.kind]))
        set_badge(self.state_badge, word, tone)
        words = self.tr("diminta SOP") if item.is_asked else self.tr("bila perlu")
        if one is not None:
            day = one.moved_on if item.direction is Direction.IN else one.letter_date
            parts = (one.number or one.subject, list_date(day) if day else "")
            words = " · ".join(filter(None, parts))
        self._words = words
        self._elide()
        said = f"{self.title_label.text()}: {word}, {words}. {self.act_button.text()}"
        self.act_button.setAccessibleName(said)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Cut the words where the button leaves them no room; their tip has them whole."""
        room = self.width() - self.act_button.sizeHint().width() - 8 * SPACE
        show_cut(self.about, self._words, room)
